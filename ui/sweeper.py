"""Collects Python's reference cycles on the GUI thread, and on no other.

Python's own collector runs on whichever thread happens to allocate: it would destroy Qt objects on the session's
thread, or pause the middle of a page change. Must never run before the first picture is seen.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:  # making the class takes three milliseconds, which the first picture does without
    from PySide6.QtCore import QTimerEvent

EVERY_MS = 2_000
_YOUNG = 2_000
"""Objects made since the last look that are worth one."""
_FULL_EVERY = 15
"""Every so many looks, everything is looked at."""


class Sweeper(QObject):
    """Looks every two seconds, beginning two seconds after `start`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._looks = 0

    def start(self) -> None:
        """Take over from Python's automatic collector; GUI thread."""
        gc.disable()
        self.startTimer(EVERY_MS)

    def timerEvent(self, _event: QTimerEvent) -> None:
        """Time to look."""
        self._looks += 1
        if self._looks % _FULL_EVERY == 0:
            gc.collect()
        elif gc.get_count()[0] > _YOUNG:
            gc.collect(1)
