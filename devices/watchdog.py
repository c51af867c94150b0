"""Looks after threads that may hang for ever: one thread for the whole process, asleep most of the time.

Python cannot end a thread. What hangs is left behind by whoever is asked (`look`), and the watchdog only sees to it
that somebody is asked. Must never do anything that may hang itself.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final, Protocol

_SELDOM: Final = 1.0
"""Seconds between two looks at most."""
_OFTEN: Final = 0.01
_LATE: Final = 0.5
"""Seconds by which the watchdog may wake late; more than that, and nobody had the processor."""
_PART: Final = 4
"""Looks within the shortest limit: something is overdue by a quarter of its limit at most when it is noticed."""


class Watched(Protocol):
    """What can be overdue."""

    @property
    def shortest(self) -> float:
        """Its shortest limit, seconds."""

    def look(self, now: float) -> None:
        """Is anything overdue at `now` (seconds of the monotonic clock)? Then do what helps: quick, never raising."""

    def stood_still(self, seconds: float) -> None:
        """The whole process stood still that long (stopped, no processor): that is nobody's hanging."""

    def plugged(self) -> None:
        """Something was plugged in or out; quick, never raising."""


class Watchdog:
    """Looks at everybody who was added until they are removed. Its thread lives only while there is somebody."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._watched: list[Watched] = []
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def add(self, one: Watched) -> None:
        """Look at this one from now on."""
        with self._changed:
            self._watched.append(one)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def remove(self, one: Watched) -> None:
        """Not any more; a look that is under way may still end."""
        with self._changed:
            self._watched = [other for other in self._watched if other is not one]
            self._changed.notify_all()

    def plugged(self) -> None:
        """Tell everybody that something was plugged in or out."""
        with self._changed:
            watched = list(self._watched)
        for one in watched:
            one.plugged()

    def _run(self) -> None:
        while (watched := self._awaited()) is not None:
            for one in watched:
                one.look(self._clock())

    def _awaited(self) -> list[Watched] | None:
        """Everybody, after a pause; None where nobody is left, and then the thread ends."""
        with self._changed:
            if self._watched:
                shortest = min(one.shortest for one in self._watched)
                pause = max(_OFTEN, min(_SELDOM, shortest / _PART))
                due = self._clock() + pause
                self._changed.wait(pause)
                self._late(self._clock() - due)
            if self._watched:
                return list(self._watched)
            self._thread = None
            return None

    def _late(self, seconds: float) -> None:
        """We ourselves woke late: the time in which nothing ran is not counted."""
        if seconds > _LATE:
            for one in self._watched:
                one.stood_still(seconds)


WATCHDOG: Final = Watchdog()
"""The process's own. A forked child must not have used its parent's: whoever forks has no threads."""
