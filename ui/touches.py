"""Tells the session that somebody touched the screen, so that its idle clock starts again.

Must never say what was touched.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject
from PySide6.QtQuick import QQuickWindow

from kiosk.flows.events import Touched
from kiosk.runtime.view import Dialog
from ui.bridge import Bridge

_TOUCHES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress})
_QUIET_SECONDS = 1.0
"""Touches nearer together than this count as one."""


class Touches(QObject):
    """Watches one window. While the idle dialog asks, its own buttons answer, not the touch itself."""

    def __init__(self, bridge: Bridge, window: QQuickWindow) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._last = 0.0
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look at the event and let it pass."""
        if event.type() in _TOUCHES and self._bridge.view.chrome.dialog is Dialog.NONE:
            now = time.monotonic()
            if now - self._last >= _QUIET_SECONDS:
                self._last = now
                self._bridge.send(Touched())
        return False
