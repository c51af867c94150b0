"""Something to read, for QML: a paper of open government or a place."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject, Signal

from kiosk.flows.events import RetryAsked
from kiosk.flows.events.services import InformOpened
from kiosk.runtime.shown import Line
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel
from ui.viewmodels.rows import RowsModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Paper(ViewModel):
    """What is read."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("services",)

    def prepare(self) -> None:
        """Make the list."""
        self._facts = RowsModel(Line, self)

    def refresh(self) -> None:
        """Fill the list."""
        self._facts.set_rows(self.view.services.paper.facts)

    @Property(QObject, constant=True)
    def facts(self) -> QObject:
        """Labels with their values (Line)."""
        return self._facts

    @Property(str, notify=changed)
    def kind(self) -> str:
        """`paper` or `place`."""
        return self.view.services.paper.kind

    @Property(str, notify=changed)
    def title(self) -> str:
        """What it is called."""
        return self.view.services.paper.title

    @Property("QStringList", notify=changed)
    def paragraphs(self) -> list[str]:
        """Its text."""
        return list(self.view.services.paper.paragraphs)

    @Property(bool, notify=changed)
    def loading(self) -> bool:
        """Is it being fetched?"""
        return self.view.services.paper.loading

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why it is not here (code), or empty."""
        return self.view.services.paper.fault or ""

    @Slot()
    def open(self) -> None:
        """地点和政策 on the home page."""
        self.send(InformOpened())

    @Slot()
    def retry(self) -> None:
        """Fetch it again."""
        self.send(RetryAsked())
