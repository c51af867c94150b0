"""Signing in at this terminal: card and secret, or number and a long secret; works without a line.

Must never tell apart, by words, by time or by a wait, a number that nobody has and a wrong secret.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.staff import lockout, private, secret
from kiosk.staff.faults import StaffError, StaffFault
from kiosk.staff.lockout import Lockout
from kiosk.staff.people import People, Person, card_digest

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class Running:
    """How long the machine has been running, and what its clock says."""

    boot: Callable[[], str] = lambda: _BOOT_ID.read_text("ascii").strip()
    """Which start of the machine this is."""
    up: Callable[[], float] = lambda: time.clock_gettime(time.CLOCK_BOOTTIME)
    """Seconds since then, sleep included."""
    wall: Callable[[], dt.datetime] = lambda: dt.datetime.now().astimezone()
    """Local time."""


@dataclass(frozen=True)
class Claim:
    """What somebody at the door says they are. One of number and card is enough."""

    secret: str
    number: str = ""
    card_number: str = ""

    def __repr__(self) -> str:
        """Nothing of it in a traceback."""
        return "Claim(…)"


class Door:
    """The door of one terminal; the folder is that of its `People`. Every method may be called from any thread."""

    def __init__(self, people: People, running: Running | None = None) -> None:
        self._people, self._running = people, running or Running()
        self._tries = people.folder / "tries.json"
        self._decoy = ""

    def wait(self, number: str = "", card_number: str = "") -> float:
        """Seconds until the next try of that person counts; 0 = now. Raises StaffError (DAMAGED), OSError."""
        known = self._whose(number, card_number)
        with private.alone(self._people.folder):
            return lockout.wait(self._kept(), _claimed(known, number, card_number), self._running.up())

    def opens(self, claim: Claim) -> Person:
        """Who it is.

        Raises:
            StaffError: REFUSED (wrong, unknown, disabled, over), LOCKED (`detail`: whole seconds to wait; nothing was
                looked at), CARD_NEEDED (the secret is right and too short without the card), DAMAGED.
            OSError: the tries cannot be written down; then nobody gets in.
        """
        known = self._whose(claim.number, claim.card_number)
        claimed = _claimed(known, claim.number, claim.card_number)
        self._count(claimed)
        if not self._fits(claim, known) or known is None or self._is_over(known):
            raise StaffError(StaffFault.REFUSED)
        with private.alone(self._people.folder):
            private.replace(self._tries, lockout.cleared(self._kept(), claimed))
        if not claim.card_number and not known.alone:
            raise StaffError(StaffFault.CARD_NEEDED)
        return known

    def number_of(self, claim: Claim) -> str:
        """Whose account it is about, for the audit trail; empty where nobody has that number or card."""
        known = self._whose(claim.number, claim.card_number)
        return known.number if known else ""

    def is_in(self, person: Person) -> bool:
        """May somebody who signed in go on? Not once they are disabled, changed, or their time is over."""
        try:
            return self._people.find(person.number) == person and not self._is_over(person)
        except (StaffError, OSError):
            return False

    def _whose(self, number: str, card_number: str) -> Person | None:
        """A card goes before a number; both must be of the same person."""
        card = card_digest(card_number) if card_number else ""
        for person in self._people.everybody():
            by_card = not card or person.card == card
            if by_card and (card or number) and (not number or person.number == number):
                return person
        return None

    def _count(self, claimed: str) -> None:
        """Write the try down as a wrong one; the right secret clears it. Raises StaffError (LOCKED)."""
        with private.alone(self._people.folder):
            kept, now = self._kept(), self._running.up()
            left = lockout.wait(kept, claimed, now)
            if left:
                raise StaffError(StaffFault.LOCKED, str(int(left) + 1))
            kept = lockout.later(kept, self._running.wall().timestamp())
            private.replace(self._tries, lockout.counted(kept, claimed, now))

    def _kept(self) -> Lockout:
        """What is written down, of this start of the machine."""
        kept = private.read(self._tries, Lockout) or Lockout()
        fresh = lockout.salted(lockout.restarted(kept, self._running.boot(), self._running.up()))
        if fresh is not kept:
            private.replace(self._tries, fresh)
        return fresh

    def _fits(self, claim: Claim, known: Person | None) -> bool:
        """Takes as long for a number that nobody has."""
        hasher = self._people.hasher
        self._decoy = self._decoy or secret.hashed("nobody has this one", hasher)
        return secret.matches(claim.secret, known.secret if known else self._decoy, hasher)

    def _is_over(self, person: Person) -> bool:
        if person.disabled:
            return True
        kept = private.read(self._tries, Lockout) or Lockout()
        now = self._running.wall()
        latest = max(now, dt.datetime.fromtimestamp(kept.seen, now.tzinfo))
        return person.until is not None and latest.date() > person.until


def _claimed(known: Person | None, number: str, card_number: str) -> str:
    """What the tries are counted by: a known card is that of a number, and both count together."""
    if known is not None:
        return known.number
    return number or card_digest(card_number)
