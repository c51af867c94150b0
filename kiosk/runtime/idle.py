"""When nobody touches the terminal: sans-IO, time is handed in (WCAG 2.2.1: warned, extended by one touch).

Public pages go home without a word; once anything personal is shown one is asked first. While a machine works
the time stands still.
"""

from __future__ import annotations

from enum import Enum

from kiosk.flows.screens import Screen
from kiosk.runtime.delays import IDLE_ANSWER, IDLE_PUBLIC, IDLE_UNHURRIED, IDLE_WARNING


class Idled(Enum):
    """What the silence means."""

    NOTHING = 0
    WARN = 1
    LEAVE = 2
    GO_HOME = 3


class Idle:
    """Since when nobody has touched anything."""

    def __init__(self, now: float) -> None:
        self._touched = now
        self._seen = now
        self._warned: float | None = None

    def touched(self, now: float) -> None:
        """Somebody is there."""
        self._touched = now
        self._warned = None

    def look(self, now: float, screen: Screen, *, personal: bool, busy: bool, unhurried: bool = False) -> Idled:
        """What to do now; asked at least once a second. `unhurried`: more time, as in elder and low-reach mode."""
        passed, self._seen = now - self._seen, now
        if busy or screen is Screen.CLEARED:
            self._touched += passed
            self._warned = None if self._warned is None else self._warned + passed
            return Idled.NOTHING
        quiet = now - self._touched
        if not personal:
            return self._public(now, quiet - (IDLE_UNHURRIED - IDLE_WARNING if unhurried else 0.0))
        if self._warned is not None:
            return Idled.LEAVE if now - self._warned >= IDLE_ANSWER else Idled.NOTHING
        late = quiet - (IDLE_UNHURRIED if unhurried else IDLE_WARNING)
        if late >= IDLE_ANSWER:  # the machine slept, and whoever was there does not come back to it
            return Idled.LEAVE
        if late >= 0:
            self._warned = now
            return Idled.WARN
        return Idled.NOTHING

    def seconds_left(self, now: float) -> int:
        """Seconds to answer the warning; 0 where none stands."""
        return 0 if self._warned is None else max(0, round(IDLE_ANSWER - (now - self._warned)))

    def _public(self, now: float, quiet: float) -> Idled:
        if quiet < IDLE_PUBLIC:
            return Idled.NOTHING
        self._touched = now
        return Idled.GO_HOME
