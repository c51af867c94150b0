"""好差评 for QML: five levels, the words to the chosen one; must never choose anything by itself."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject, Signal

from kiosk.flows.events import (
    Accepted,
    Declined,
    LevelChosen,
    RatingOpened,
    TagTouched,
    WordsOpened,
)
from kiosk.runtime.shown import RatingTagRow
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel
from ui.viewmodels.rows import RowsModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Rating(ViewModel):
    """How it was, as far as somebody likes to say."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("services",)

    def prepare(self) -> None:
        """Make the list."""
        self._tags = RowsModel(RatingTagRow, self)

    def refresh(self) -> None:
        """Fill the list."""
        self._tags.set_rows(self.view.services.rating.tags)

    @Property(QObject, constant=True)
    def tags(self) -> QObject:
        """Words to the chosen level (RatingTagRow)."""
        return self._tags

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """May the case be rated now?"""
        return self.view.services.rating.offered

    @Property(bool, notify=changed)
    def given(self) -> bool:
        """Was it rated?"""
        return self.view.services.rating.given

    @Property(str, notify=changed)
    def level(self) -> str:
        """A RatingLevel, or empty."""
        return self.view.services.rating.level

    @Property(bool, notify=changed)
    def low(self) -> bool:
        """Is it one of the two low levels?"""
        return self.view.services.rating.level in {"DISSATISFIED", "VERY_DISSATISFIED"}

    @Property(str, notify=changed)
    def words(self) -> str:
        """Own words."""
        return self.view.services.rating.words

    @Property(bool, notify=changed)
    def reasonMissing(self) -> bool:
        """A bad rating without a word of why."""
        return self.view.services.rating.reason_missing

    @Property(bool, notify=changed)
    def storing(self) -> bool:
        """Is it being stored?"""
        return self.view.services.rating.storing

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why it was not stored (code), or empty."""
        return self.view.services.rating.fault or ""

    @Slot()
    def open(self) -> None:
        """Rate the case."""
        self.send(RatingOpened())

    @Slot(str)
    def choose(self, level: str) -> None:
        """Choose a level."""
        self.send(LevelChosen(level))

    @Slot(str)
    def touch(self, code: str) -> None:
        """Choose a word, or let it go."""
        self.send(TagTouched(code))

    @Slot()
    def openWords(self) -> None:
        """Write some words."""
        self.send(WordsOpened())

    @Slot()
    def accept(self) -> None:
        """提交评价."""
        self.send(Accepted())

    @Slot()
    def skip(self) -> None:
        """不评价."""
        self.send(Declined())
