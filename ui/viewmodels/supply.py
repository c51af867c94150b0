"""手机传, 容缺后补 and 告知承诺 for QML; must never call a paper taken that the view does not."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal

from kiosk.flows.events import Accepted, RetryAsked
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Supply(ViewModel):
    """One paper that does not lie below the document camera."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("supply",)

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
        """`opening`, `waiting`, `opened`, `arrived`, `expired` or `failed`."""
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

    @Slot()
    def take(self) -> None:
        """就用这些."""
        self.send(Accepted())

    @Slot()
    def retry(self) -> None:
        """A new code."""
        self.send(RetryAsked())
