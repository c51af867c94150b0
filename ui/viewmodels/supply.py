"""手机传, U 盘, 以前交过, 容缺后补 and 告知承诺 for QML; must never call a paper taken that the view does not."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject, Signal

from kiosk.flows.events import Accepted, RetryAsked
from kiosk.flows.events.supply import FileChosen
from kiosk.runtime.shown_supply import FileShown
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel
from ui.viewmodels.rows import RowsModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Supply(ViewModel):
    """One paper that does not lie below the document camera."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("supply",)

    def prepare(self) -> None:
        """Make the list."""
        self._files = RowsModel(FileShown, self)

    def refresh(self) -> None:
        """Fill the list."""
        self._files.set_rows(self.view.supply.listed)

    @Property(str, notify=changed)
    def material(self) -> str:
        """Which paper."""
        return self.view.supply.material

    @Property(str, notify=changed)
    def note(self) -> str:
        """What the platform says about it."""
        return self.view.supply.note

    @Property(bool, notify=changed)
    def promise(self) -> bool:
        """Is a promise to stand for it? Else it follows later."""
        return self.view.supply.promise

    @Property(str, notify=changed)
    def phase(self) -> str:
        """As in flows.supply_parts.Supply."""
        return self.view.supply.phase

    @Property(str, notify=changed)
    def qr(self) -> str:
        """What the phone scans."""
        return self.view.supply.qr

    @Property(int, notify=changed)
    def files(self) -> int:
        """Files that came and can be taken."""
        return self.view.supply.files

    @Property(int, notify=changed)
    def unusable(self) -> int:
        """Files that came and cannot be taken."""
        return self.view.supply.unusable

    @Property(int, notify=changed)
    def days(self) -> int:
        """Days in which it has to follow; 0 = said later."""
        return self.view.supply.days

    @Property(str, notify=changed)
    def source(self) -> str:
        """`stick` or `earlier`, while a file is chosen."""
        return self.view.supply.source

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why it did not come to that (code), or empty."""
        return self.view.supply.fault or ""

    @Property(QObject, constant=True)
    def listed(self) -> QObject:
        """The files (FileShown)."""
        return self._files

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many are listed."""
        return len(self.view.supply.listed)

    @Property(bool, notify=changed)
    def more(self) -> bool:
        """Are there more than that?"""
        return self.view.supply.more

    @Property(int, notify=changed)
    def pages(self) -> int:
        """Of the chosen file."""
        return self.view.supply.pages

    @Property(bool, notify=changed)
    def left(self) -> bool:
        """Has somebody left a stick in its place?"""
        return self.view.supply.left

    @Slot(str)
    def choose(self, key: str) -> None:
        """This file."""
        self.send(FileChosen(key))

    @Slot()
    def take(self) -> None:
        """就用这些."""
        self.send(Accepted())

    @Slot()
    def retry(self) -> None:
        """A new code; look for files again."""
        self.send(RetryAsked())
