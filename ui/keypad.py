"""Makes keys of a numeric keypad out of what its device says; while keys are used the focus is shown, and kept.

Must never decide what a key does: it turns the words of the device into the keys that any keyboard has. Must never
log or keep what was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.flows.screens import Screen
from ui.bridge import Bridge

KEYS: Final = {
    "#": 0x01000001,
    "*": 0x01000002,
    "enter": 0x01000004,
    "cancel": 0x01000000,
    "clear": 0x01000003,
    **{str(n): 0x30 + n for n in range(10)},
}
"""Word of `devices.contract.Turned` -> `Qt.Key`: # next (Tab), * the one before (Backtab), enter, cancel: back
(Escape), clear: take one away (Backspace), digits. As numbers: Qt's class of them waits for the first picture.
"""
_MOVES: Final = frozenset({KEYS["#"], KEYS["*"]})
_BY_KEYS: Final = "byKeys"
"""Property of the window: are keys used."""
_FINGER: Final = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})


class Keypad(QObject):
    """Works on one window. The focus is shown from the first key on, until something is touched."""

    def __init__(self, bridge: Bridge, window: QQuickWindow) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._window = window
        self._held: tuple[Screen, str] | None = None
        bridge.key_came.connect(self.press)
        window.installEventFilter(self)
        window.activeFocusItemChanged.connect(self._moved)

    def press(self, word: str) -> None:
        """One key, as the device names it; a word nobody knows is dropped."""
        key = KEYS.get(word)
        if key is None:
            return
        from PySide6.QtCore import Qt

        self._window.setProperty(_BY_KEYS, True)
        text = word if word.isdigit() else ""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            QCoreApplication.sendEvent(self._window, event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notice whether fingers or keys are used, and let the event pass: the keyboard on the screen types, too."""
        if isinstance(event, QKeyEvent) and event.key() in _MOVES:
            self._window.setProperty(_BY_KEYS, True)
        elif event.type() in _FINGER:
            self._window.setProperty(_BY_KEYS, False)
        return False

    def _moved(self) -> None:
        """A control that is made anew (a list that has changed) gets its focus back."""
        item = self._window.activeFocusItem()
        screen = self._bridge.view.screen
        if item is not None and item.objectName() and _is_control(item):
            self._held = screen, item.objectName()
        elif self._held is not None and self._held[0] is screen and self._window.property(_BY_KEYS):
            QTimer.singleShot(0, self._restore)

    def _restore(self) -> None:
        item = self._window.activeFocusItem()
        if self._held is None or self._held[0] is not self._bridge.view.screen or _is_control(item):
            return
        again = next(
            (each for each in _visible(self._window.contentItem()) if each.objectName() == self._held[1]), None
        )
        if again is not None:
            again.forceActiveFocus()


def _is_control(item: QQuickItem | None) -> bool:
    return item is not None and item.activeFocusOnTab()


def _visible(item: QQuickItem) -> Iterator[QQuickItem]:
    if item.isVisible() and item.isEnabled():
        yield item
        for child in item.childItems():
            yield from _visible(child)
