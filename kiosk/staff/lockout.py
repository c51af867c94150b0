"""Wrong tries cost growing time, over restarts and whatever the clock says. Sans-IO: the file is written elsewhere.

Tries are counted by the number or card that was claimed, alike whether anybody has it: a wait tells nothing about
which numbers exist. A claim is kept as 16 bits of a keyed digest, from which what was typed (some type their secret
into the wrong field) cannot be had back; two numbers of a station that share them would only wait together.

Time is that of the running system since it was started (CLOCK_BOOTTIME), which nobody can set; after a restart of the
machine a wait begins anew, so that pulling the plug shortens nothing.
"""

from __future__ import annotations

import hashlib
import secrets

import msgspec

FREE_TRIES = 3
"""Wrong tries before one has to wait."""
FIRST_WAIT = 30.0
LONGEST_WAIT = 3600.0
FREE_FOR_ALL = 20
"""Wrong tries with whatever numbers, none right between them, before everybody has to wait: nobody tries them all."""
WAIT_FOR_ALL = 10.0
_MOST_COUNTED = 30
_MOST_CLAIMS = 4096
"""How many are remembered; the one whose wait ends first is forgotten first."""


class Tries(msgspec.Struct, frozen=True):
    """Those with one claim, or with whatever claims."""

    wrong: int = 0
    waits_until: float = 0.0
    """Seconds since the machine was started."""


class Lockout(msgspec.Struct, frozen=True):
    """Everybody's."""

    boot: str = ""
    """Which start of the machine the times count from."""
    salt: str = ""
    """Key of the digests, made with the first try."""
    tries: dict[str, Tries] = {}
    """By digest of the claim."""
    terminal: Tries = Tries()
    """With whatever claims since somebody got in."""
    seen: float = 0.0
    """The latest wall time ever seen, seconds since 1970: a clock that is set back prolongs nothing."""


def restarted(kept: Lockout, boot: str, now: float) -> Lockout:
    """The same after a restart of the machine: every wait begins anew."""
    if kept.boot == boot:
        return kept
    tries = {name: Tries(one.wrong, now + _penalty(one.wrong)) for name, one in kept.tries.items()}
    terminal = Tries(kept.terminal.wrong, now + _penalty_for_all(kept.terminal.wrong))
    return msgspec.structs.replace(kept, boot=boot, tries=tries, terminal=terminal)


def salted(kept: Lockout) -> Lockout:
    """The same with a key for the digests."""
    return kept if kept.salt else msgspec.structs.replace(kept, salt=secrets.token_hex(16))


def wait(kept: Lockout, claim: str, now: float) -> float:
    """Seconds until a try with `claim` counts again; 0 = now."""
    one = kept.tries.get(_name(kept, claim), Tries())
    return max(0.0, one.waits_until - now, kept.terminal.waits_until - now)


def counted(kept: Lockout, claim: str, now: float) -> Lockout:
    """One more wrong try: written down before the secret is looked at, so that stopping the program saves none."""
    name = _name(kept, claim)
    wrong = min(kept.tries.get(name, Tries()).wrong + 1, _MOST_COUNTED)
    tries = {**kept.tries, name: Tries(wrong, now + _penalty(wrong))}
    while len(tries) > _MOST_CLAIMS:
        del tries[min(tries.keys() - {name}, key=lambda other: tries[other].waits_until)]
    in_all = min(kept.terminal.wrong + 1, FREE_FOR_ALL)
    return msgspec.structs.replace(kept, tries=tries, terminal=Tries(in_all, now + _penalty_for_all(in_all)))


def cleared(kept: Lockout, claim: str) -> Lockout:
    """It was right, or an administrator gave a new secret."""
    gone = _name(kept, claim)
    left = {name: one for name, one in kept.tries.items() if name != gone}
    return msgspec.structs.replace(kept, tries=left, terminal=Tries())


def later(kept: Lockout, wall: float) -> Lockout:
    """The wall clock was seen, seconds since 1970."""
    return msgspec.structs.replace(kept, seen=max(kept.seen, wall))


def _name(kept: Lockout, claim: str) -> str:
    return hashlib.blake2b(claim.encode(), digest_size=2, key=bytes.fromhex(kept.salt)).hexdigest()


def _penalty(wrong: int) -> float:
    over = wrong - FREE_TRIES
    return min(FIRST_WAIT * 2.0**over, LONGEST_WAIT) if over >= 0 else 0.0


def _penalty_for_all(wrong: int) -> float:
    return WAIT_FOR_ALL if wrong >= FREE_FOR_ALL else 0.0
