"""The line as the sync process sees it: the platform's clock at every look, the heartbeat as often as it wants one.

Must never say that the line is up where the platform does not know this terminal: after a line that was down, and at
the first look, the signed heartbeat is the proof.
"""

from __future__ import annotations

import logging
import random

from kiosk.platform_api.faults import PlatformError
from kiosk.platform_api.wire import Heartbeat
from kiosk.runtime import delays
from kiosk.runtime.clock import Clock
from kiosk.runtime.line import Audit, Line
from kiosk.runtime.sync_policy import Treatment, treatment
from offline_cache.contract import NEVER_CHECKED, Link, LinkBoard

log = logging.getLogger(__name__)


class LineWatch:
    """Of one sync process, on its thread."""

    def __init__(self, line: Line, board: LinkBoard, clock: Clock, rng: random.Random, audit: Audit | None) -> None:
        self._line, self._board, self._clock, self._rng, self._audit = line, board, clock, rng, audit
        self._every = delays.HEARTBEAT_INTERVAL
        self._next_look = self._last_look = self._last_beat = float("-inf")
        self._share = 1.0
        """Of the time between two heartbeats, drawn anew for each: not all terminals at once."""
        self.link = NEVER_CHECKED

    @property
    def next_look(self) -> float:
        """Monotonic seconds from which the line is to be looked at."""
        return self._next_look

    def begin(self) -> None:
        """What was written down last. Raises StoreError."""
        self.link = self._board.read()

    def woken(self) -> None:
        """Something was put in: look again if the line was down, but not at every knock."""
        if not self.link.online:
            self._next_look = min(self._next_look, self._last_look + delays.SYNC_PROBE_GAP)

    def pace(self, seconds: float) -> None:
        """So often the platform wants a heartbeat from now on."""
        if seconds != self._every:
            self._every = seconds
            self._next_look = min(self._next_look, self._next_beat)

    @property
    def _next_beat(self) -> float:
        return self._last_beat + self._every * self._share

    def look(self, beat: Heartbeat) -> bool:
        """Ask the platform's clock, and say how we are where that is due; has the line just come up?

        Raises StoreError.
        """
        before = self.link
        if not self.well():
            return False
        if before.online and self._clock.monotonic() < self._next_beat:
            self.mark(None)
        else:
            self._say(beat)
        return self.link.online and (not before.online or not before.checked_at)

    def _say(self, beat: Heartbeat) -> None:
        try:
            self._line.heartbeat(beat)
        except PlatformError as error:
            log.info("%s heartbeat", error.fault.code)
            self.mark(error.fault.code if treatment(error.fault) is Treatment.LINE else None)
            return
        self._last_beat, self._share = self._clock.monotonic(), self._rng.uniform(0.9, 1.0)
        self.mark(None)
        if self._audit is not None and beat.audit is not None:
            self._audit.confirmed(beat.audit, self._wall() + self._line.clock_offset)

    def well(self) -> bool:
        """Does the platform's clock answer? Where not, the line is down. Raises StoreError."""
        try:
            self._line.server_time()
        except PlatformError as error:
            self.mark(error.fault.code)
            return False
        return True

    def mark(self, fault: str | None) -> None:
        """Write down how the line is, for the screen. Raises StoreError."""
        now, before = self._wall(), self.link
        changed = (before.online, before.fault) != (fault is None, fault) or not before.checked_at
        if changed:
            log.info("line %s", fault or "up")
        since = now if changed else before.changed_at
        self.link = Link(fault is None, fault, since, now, self._line.clock_offset)
        self._board.write(self.link)
        self._last_look = self._clock.monotonic()
        interval = delays.SYNC_OFFLINE_INTERVAL if fault else delays.SYNC_INTERVAL
        self._next_look = self._last_look + interval * self._rng.uniform(0.9, 1.0)
        if fault is None and self._next_beat > self._last_look:
            self._next_look = min(self._next_look, self._next_beat)

    def _wall(self) -> float:
        return self._clock.wall().timestamp()
