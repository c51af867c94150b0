"""The list page for QML: one of a list, whatever is asked; decides nothing."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject, Signal

from kiosk.flows.events import ItemChosen, RetryAsked
from kiosk.flows.events.guided import ITEM, GuideOpened
from kiosk.flows.events.services import Chosen
from kiosk.runtime.shown import ChoiceLine
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel
from ui.viewmodels.rows import RowsModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Choices(ViewModel):
    """What there is to choose from."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("services",)

    def prepare(self) -> None:
        """Make the list."""
        self._rows = RowsModel(ChoiceLine, self)

    def refresh(self) -> None:
        """Fill the list."""
        self._rows.set_rows(self.view.services.choices.rows)

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """The rows (ChoiceLine)."""
        return self._rows

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many there are."""
        return len(self.view.services.choices.rows)

    @Property(str, notify=changed)
    def page(self) -> str:
        """Which question (code)."""
        return self.view.services.choices.page

    @Property(str, notify=changed)
    def subject(self) -> str:
        """What it is about."""
        return self.view.services.choices.subject

    @Property(bool, notify=changed)
    def loading(self) -> bool:
        """Is the list being fetched?"""
        return self.view.services.choices.loading

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why there is no list (code), or empty."""
        return self.view.services.choices.fault or ""

    @Property(str, notify=changed)
    def notice(self) -> str:
        """Why one is here again (code), or empty."""
        return self.view.services.choices.notice

    @Slot(str)
    def choose(self, key: str) -> None:
        """Choose a row; one of the finder that is an item opens it."""
        code, _, variant = key.removeprefix(ITEM).partition("#")
        self.send(ItemChosen(code, variant) if key.startswith(ITEM) else Chosen(key))

    @Slot()
    def openGuide(self) -> None:
        """说不准叫什么: be asked."""
        self.send(GuideOpened())

    @Slot()
    def retry(self) -> None:
        """Fetch the list again."""
        self.send(RetryAsked())
