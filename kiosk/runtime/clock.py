"""Time as it is asked for: monotonic for delays, wall time for paper, and the platform's offset kept apart.

Nothing in the runtime calls `time` directly, so that a test can let an hour pass at once.
"""

from __future__ import annotations

import datetime as dt
import time
from typing import Protocol


class Clock(Protocol):
    """What the runtime knows of time."""

    def monotonic(self) -> float:
        """Seconds that never go back."""

    def wall(self) -> dt.datetime:
        """Local time with offset."""


class SystemClock:
    """The machine's clocks."""

    def monotonic(self) -> float:
        """Seconds that never go back; a machine that sleeps grows older, too: nobody's page waits for its waking."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)

    def wall(self) -> dt.datetime:
        """Local time with offset."""
        return dt.datetime.now().astimezone()


class ManualClock:
    """A clock that stands until it is moved."""

    def __init__(self, start: dt.datetime) -> None:
        self._start = start
        self._passed = 0.0

    def monotonic(self) -> float:
        """Seconds since it was made."""
        return self._passed

    def wall(self) -> dt.datetime:
        """Its start plus what has passed."""
        return self._start + dt.timedelta(seconds=self._passed)

    def pass_time(self, seconds: float) -> None:
        """Let time pass."""
        self._passed += seconds
