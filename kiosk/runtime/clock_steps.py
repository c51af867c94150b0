"""By how much the machine's clock was set while it ran, so that what was taken before is not older than it is.

A terminal that was off for days and begins without a line goes by the time at which it was switched off; set right
later, it would take every case of that day for days old. Must never make anything older than it says.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from kiosk.runtime.looked_at import Notes

NOTE = "clock-steps"
STEP = 3600.0
"""Seconds; a clock that is set by less was right as far as waiting goes."""
_MOST = 16
"""Stretches that are remembered; the latest."""
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def boot_of_linux() -> tuple[str, float]:
    """Which start of the machine this is, and seconds since then, sleep included. Raises OSError."""
    return _BOOT_ID.read_text("ascii").strip(), time.clock_gettime(time.CLOCK_BOOTTIME)


class Stretch(msgspec.Struct, frozen=True, array_like=True):
    """From when to when the clock went a way that it no longer goes, in its own time; seconds since 1970."""

    begin: float
    end: float
    behind: float
    """How much later it was than the clock said."""


class _Known(msgspec.Struct, frozen=True):
    """What is remembered: this start of the machine, when it was by the clock, and the stretches."""

    boot: str
    began: float
    here: tuple[Stretch, ...] = ()
    """Of this start; another step goes for them too."""
    before: tuple[Stretch, ...] = ()


class ClockSteps:
    """Compares the clock with the time since the machine's start whenever it is asked, also for other processes."""

    def __init__(
        self,
        notes: Notes,
        wall: Callable[[], float],
        boot: Callable[[], tuple[str, float]] = boot_of_linux,
    ) -> None:
        """Look at once. `wall`: seconds since 1970. Raises StoreError."""
        self._notes, self._wall, self._boot = notes, wall, boot
        self._look()

    def corrected(self, taken: float) -> float:
        """When that was by the clock of now: never before `taken`. Raises StoreError."""
        known = self._look()
        behind = (one.behind for one in (*known.here, *known.before) if one.begin <= taken <= one.end)
        return taken + max(0.0, *behind, 0.0)

    def _look(self) -> _Known:
        """Notes a step, and a start of the machine."""
        boot, running = self._boot()
        began = self._wall() - running
        said = self._notes.noted(NOTE)
        known = _read(said) or _Known(boot, began)
        if known.boot != boot:
            known = _Known(boot, began, before=(*known.before, *known.here)[-_MOST:])
        elif abs(step := began - known.began) > STEP:
            ended = Stretch(known.began, known.began + running, 0.0)
            here = (Stretch(one.begin, one.end, one.behind + step) for one in (*known.here, ended))
            known = _Known(boot, began, tuple(here)[-_MOST:], known.before)
        if (now := msgspec.json.encode(known)) != said:
            self._notes.note(NOTE, now)
        return known


def _read(said: bytes | None) -> _Known | None:
    """None where there is nothing, or nothing that this version reads."""
    try:
        return msgspec.json.decode(said or b"null", type=_Known | None)
    except msgspec.DecodeError:
        return None
