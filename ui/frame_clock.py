"""Development only: how long after a touch or a move the screen changes, by the window's own frames.

Must never run in production: only the probe makes one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtQuick import QQuickWindow

from kiosk.runtime.view import View
from ui import bridge

_LONGEST_MS = 5000
_STILL_MS = 500

Frames = dict[str, float]
MARKS: dict[str, Callable[[View], object]] = {
    "page": lambda view: view.screen,
    "form": lambda view: view.form,
    "language": lambda view: view.chrome.language,
}
"""By what a frame is known to show what the touch led to."""


class FrameClock(QObject):
    """From the moment it is made to the next frame on screen, and to the first frame that shows another page.

    `tell` is called once, with milliseconds: `frame_ms`, and `page_ms` unless no other page (or form, or language:
    `mark`, of `MARKS`) came within 5 s.
    `frameSwapped` comes after a frame has been handed to the window system, on this thread with Qt's software
    renderer, so that the view is the one that was painted.
    """

    def __init__(self, window: QQuickWindow, tell: Callable[[Frames], None], mark: str = "page") -> None:
        super().__init__(window)
        self._window = window
        self._tell = tell
        self._mark = MARKS[mark]
        self._before = self._mark(bridge.installed().view)
        self._frames: Frames = {}
        window.frameSwapped.connect(self._swapped)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self._finish)
        self._over.start(_LONGEST_MS)
        self._began = time.perf_counter()

    def _swapped(self) -> None:
        now = (time.perf_counter() - self._began) * 1000
        self._frames.setdefault("frame_ms", now)
        if self._mark(bridge.installed().view) != self._before:
            self._frames["page_ms"] = now
            self._finish()

    def _finish(self) -> None:
        self._over.stop()
        self._window.frameSwapped.disconnect(self._swapped)
        self._tell(self._frames)
        self.deleteLater()


class MoveClock(QObject):
    """Makes one move after the other, each once the frame that the one before it led to is on screen.

    `tell` is called once, with the milliseconds of each from the move to its frame. A move that changes nothing on
    screen within half a second is left out: the first one of a drag, or one past the end of a list.
    """

    def __init__(
        self, window: QQuickWindow, moves: Iterable[Callable[[], None]], tell: Callable[[list[float]], None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._moves = iter(moves)
        self._tell = tell
        self._frames: list[float] = []
        window.frameSwapped.connect(self._swapped)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self._move)
        self._move()

    def _move(self) -> None:
        move = next(self._moves, None)
        if move is None:
            self._finish()
            return
        self._over.start(_STILL_MS)
        self._began = time.perf_counter()
        move()

    def _swapped(self) -> None:
        self._frames.append((time.perf_counter() - self._began) * 1000)
        self._move()

    def _finish(self) -> None:
        self._over.stop()
        self._window.frameSwapped.disconnect(self._swapped)
        self._tell(self._frames)
        self.deleteLater()
