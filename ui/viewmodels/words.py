"""The page to write some words on, for QML; keeps nothing of them itself."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal

from kiosk.flows.events import Accepted, WordsChanged
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Words(ViewModel):
    """What was written so far."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("services",)

    @Property(str, notify=changed)
    def about(self) -> str:
        """`rating` or `complaint`."""
        return self.view.services.words.about

    @Property(str, notify=changed)
    def text(self) -> str:
        """The words."""
        return self.view.services.words.text

    @Property(int, notify=changed)
    def most(self) -> int:
        """How many characters there may be."""
        return self.view.services.words.most

    @Slot(str)
    def write(self, text: str) -> None:
        """What was typed so far."""
        self.send(WordsChanged(text))

    @Slot()
    def accept(self) -> None:
        """写好了."""
        self.send(Accepted())
