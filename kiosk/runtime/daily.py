"""When days are compared with the platform: once over, after the line came back, again where one stays open.

Must never hold up what is to be sent: nothing is done while a job is due; what goes wrong waits for the next time.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Protocol

from kiosk.platform_api.faults import PlatformError
from kiosk.runtime.clock import Clock
from kiosk.runtime.reconciliation import DayResult
from offline_cache.contract import Day, DayState, JobQueue

COMPARE_AGAIN = 60.0
"""Seconds between two looks whether a day is due, and at a day that waits for something to be sent."""
COMPARE_INTERVAL = 3600.0
"""Seconds between two looks at a day that waits for a person."""
log = logging.getLogger(__name__)


class Comparing(Protocol):
    """See kiosk.runtime.reconciliation.Reconciler."""

    def due(self) -> tuple[str, ...]:
        """Business days that are over and not closed."""

    def compare(self, day: str, *, close: bool = True) -> DayResult:
        """Compare one."""


class Daily:
    """Asked at every round while the line is up."""

    def __init__(self, reconciler: Comparing, queue: JobQueue, clock: Clock) -> None:
        self._reconciler, self._queue, self._clock = reconciler, queue, clock
        self._next = float("-inf")
        self._up_since: float | None = None

    def __call__(self, up_since: float) -> bool:
        """Compare what is due; was anything compared, and so a case opened? Raises StoreError.

        Args:
            up_since: since when the line has been up, wall clock; another value than the last one: it was down.
        """
        if up_since != self._up_since:
            self._up_since, self._next = up_since, float("-inf")
        due = self._queue.next_due()
        busy = due is not None and due <= self._clock.wall().timestamp()
        if busy or self._clock.monotonic() < self._next:
            return False
        self._next = self._clock.monotonic() + COMPARE_AGAIN
        compared = False
        try:
            for day in self._due():
                self._reconciler.compare(day)
                compared = True
        except PlatformError as error:
            log.info("%s days are compared later", error.fault.code)
        return compared  # not for a failed one: whoever begins anew would ask again at once, and for ever

    def _due(self) -> Iterator[str]:
        """What was looked at a moment ago is let be, whichever process did it."""
        marked = {one.day: one for one in self._queue.days()}
        for day in self._reconciler.due():
            if not self._is_fresh(marked.get(day)):
                yield day

    def _is_fresh(self, day: Day | None) -> bool:
        if day is None or day.changed_at is None:
            return False
        pause = COMPARE_INTERVAL if day.state is DayState.ESCALATED else COMPARE_AGAIN
        return 0 <= self._clock.wall().timestamp() - day.changed_at < pause
