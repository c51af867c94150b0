"""Wrong tries cost growing time, over restarts and whatever the clock says. Sans-IO: the file is written elsewhere.

Time is that of the running system since it was started (CLOCK_BOOTTIME), which nobody can set; after a restart of the
machine a wait begins anew, so that pulling the plug shortens nothing.
"""

from __future__ import annotations

import msgspec

FREE_TRIES = 3
"""Wrong tries before one has to wait."""
FIRST_WAIT = 30.0
LONGEST_WAIT = 3600.0
_MOST_COUNTED = 30


class Tries(msgspec.Struct, frozen=True):
    """One person's, or those of numbers that nobody has."""

    wrong: int = 0
    waits_until: float = 0.0
    """Seconds since the machine was started."""


class Lockout(msgspec.Struct, frozen=True):
    """Everybody's."""

    boot: str = ""
    """Which start of the machine the times count from."""
    tries: dict[str, Tries] = {}
    seen: float = 0.0
    """The latest wall time ever seen, seconds since 1970: a clock that is set back prolongs nothing."""


def restarted(kept: Lockout, boot: str, now: float) -> Lockout:
    """The same after a restart of the machine: every wait begins anew."""
    if kept.boot == boot:
        return kept
    tries = {name: Tries(one.wrong, now + _penalty(one.wrong)) for name, one in kept.tries.items()}
    return msgspec.structs.replace(kept, boot=boot, tries=tries)


def wait(kept: Lockout, who: str, now: float) -> float:
    """Seconds until a try of `who` counts again; 0 = now."""
    return max(0.0, kept.tries.get(who, Tries()).waits_until - now)


def counted(kept: Lockout, who: str, now: float) -> Lockout:
    """One more wrong try: written down before the secret is looked at, so that stopping the program saves none."""
    wrong = min(kept.tries.get(who, Tries()).wrong + 1, _MOST_COUNTED)
    return msgspec.structs.replace(kept, tries={**kept.tries, who: Tries(wrong, now + _penalty(wrong))})


def cleared(kept: Lockout, who: str) -> Lockout:
    """It was right, or an administrator gave a new secret."""
    return msgspec.structs.replace(kept, tries={name: one for name, one in kept.tries.items() if name != who})


def later(kept: Lockout, wall: float) -> Lockout:
    """The wall clock was seen, seconds since 1970."""
    return msgspec.structs.replace(kept, seen=max(kept.seen, wall))


def _penalty(wrong: int) -> float:
    over = wrong - FREE_TRIES
    return min(FIRST_WAIT * 2.0**over, LONGEST_WAIT) if over >= 0 else 0.0
