"""Reading aloud, for QML: is it there, is it on, how fast, how loud, the curtain. Must never hold a word of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ui import speech
from ui.qt import Property, QmlElement, QmlSingleton, Slot

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Speech(QObject):
    """`ui.speech.Speech` for QML."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speech = speech.installed()
        self._speech.changed.connect(self.changed)

    @Property(bool, notify=changed)
    def available(self) -> bool:
        """Is there a voice: without one nothing of this is on any page."""
        return self._speech.available

    @Property(bool, notify=changed)
    def on(self) -> bool:
        """Are pages read."""
        return self._speech.on

    @Property(bool, notify=changed)
    def headphones(self) -> bool:
        """Are headphones plugged in."""
        return self._speech.private

    @Property(bool, notify=changed)
    def curtain(self) -> bool:
        """Is the page covered."""
        return self._speech.curtain

    @Property(bool, notify=changed)
    def slowest(self) -> bool:
        """It does not get slower."""
        return self._speech.rate == 0

    @Property(bool, notify=changed)
    def fastest(self) -> bool:
        """It does not get faster."""
        return self._speech.rate == len(speech.RATES) - 1

    @Property(bool, notify=changed)
    def softest(self) -> bool:
        """It does not get softer."""
        return self._speech.volume == 0

    @Property(bool, notify=changed)
    def loudest(self) -> bool:
        """It does not get louder."""
        return self._speech.volume == len(speech.VOLUMES) - 1

    @Slot()
    def start(self) -> None:
        """朗读."""
        self._speech.start()

    @Slot()
    def stop(self) -> None:
        """停止朗读."""
        self._speech.stop()

    @Slot()
    def again(self) -> None:
        """再念一遍."""
        self._speech.repeat()

    @Slot(int)
    def faster(self, steps: int) -> None:
        """快一点; negative: 慢一点."""
        self._speech.faster(steps)

    @Slot(int)
    def louder(self, steps: int) -> None:
        """大声点; negative: 小声点."""
        self._speech.louder(steps)

    @Slot(bool)
    def cover(self, covered: bool) -> None:  # noqa: FBT001
        """遮住屏幕."""
        self._speech.cover(covered=covered)

    @Slot(str, result=bool)
    def key(self, digit: str) -> bool:
        """A key nobody on the page took; was it one of ours?"""
        return self._speech.key(digit)
