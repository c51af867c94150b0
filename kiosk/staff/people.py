"""Who works here: the accounts of this terminal, in one private file (`staff/people.json`).

Must never hold a PIN, a password or a card's number: an argon2 hash and the SM3 of the card's number stand for them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Sequence
from enum import Enum, auto
from pathlib import Path

import msgspec
from argon2 import PasswordHasher

from kiosk.staff import lockout, private, secret
from kiosk.staff.faults import StaffError, StaffFault
from kiosk.staff.lockout import Lockout
from kiosk.staff.roles import Right, Role, rights

LONGEST_VENDOR = dt.timedelta(days=30)
"""How far ahead the access of a vendor may end."""
_NUMBER = re.compile(r"[A-Za-z][A-Za-z0-9]{0,9}(?:-[A-Za-z0-9]{1,6})?|\d{1,7}")
_DIGITS = re.compile(r"(?:\D*\d){8}")
_NAME_LENGTH = 40


class Change(Enum):
    """What is done to an account."""

    ADDED = auto()
    DISABLED = auto()
    SECRET = auto()


Tell = Callable[[Change, str], None]
"""Told of a change and the staff number before it is kept; should it raise, nothing is changed."""


class Person(msgspec.Struct, frozen=True):
    """One account."""

    number: str
    """Staff number (工号): what stands in the audit trail; fewer than eight digits."""
    name: str
    roles: tuple[Role, ...]
    secret: str
    """Argon2 hash."""
    alone: bool
    """Is the secret long enough to sign in without a card?"""
    card: str = ""
    """SM3 of the card's number, hexadecimal; empty = no card."""
    until: dt.date | None = None
    """The last day of access; None = it does not end by itself."""
    disabled: bool = False

    def __repr__(self) -> str:
        """Nothing but the number in a traceback."""
        return f"Person({self.number!r})"

    @property
    def rights(self) -> frozenset[Right]:
        """What this person may do."""
        return rights(self.roles)


class Newcomer(msgspec.Struct, frozen=True):
    """Somebody to be added; checked by `People.add`."""

    number: str
    name: str
    roles: tuple[Role, ...]
    card_number: str = ""
    """As the reader gives it (uid, hexadecimal); it is not kept."""
    until: dt.date | None = None

    def __repr__(self) -> str:
        """Nothing but the number in a traceback."""
        return f"Newcomer({self.number!r})"


class _Everybody(msgspec.Struct, frozen=True):
    people: tuple[Person, ...] = ()


def card_digest(card_number: str) -> str:
    """By which a card is known: SM3 of its number in upper case (`StaffAccount.cardNumber` of the contract)."""
    return hashlib.new("sm3", card_number.upper().encode()).hexdigest()


class People:
    """The accounts in one folder (`<state_dir>/staff`). Any process may open them; each change is one at a time."""

    def __init__(self, folder: Path, tell: Tell, hasher: PasswordHasher = secret.STRONG) -> None:
        self.folder, self.hasher = folder, hasher
        self._tell = tell
        self._file = folder / "people.json"

    def everybody(self) -> tuple[Person, ...]:
        """All accounts, by number. Raises StaffError (DAMAGED), OSError."""
        kept = private.read(self._file, _Everybody)
        return kept.people if kept else ()

    def find(self, number: str) -> Person:
        """Raises StaffError (UNKNOWN, DAMAGED), OSError."""
        for person in self.everybody():
            if person.number == number:
                return person
        raise StaffError(StaffFault.UNKNOWN, number if _NUMBER.fullmatch(number) else "")

    def add(self, newcomer: Newcomer, chosen: str, today: dt.date) -> Person:
        """Add somebody with the secret that they chose.

        Raises:
            StaffError: TAKEN, NOT_VALID, WEAK, DAMAGED; nothing is changed.
            OSError: the file cannot be written.
        """
        _require_valid(newcomer, today)
        secret.require_good(chosen, newcomer.number, card=bool(newcomer.card_number))
        card = card_digest(newcomer.card_number) if newcomer.card_number else ""
        person = Person(
            newcomer.number,
            newcomer.name,
            newcomer.roles,
            secret.hashed(chosen, self.hasher),
            secret.is_enough_alone(chosen),
            card,
            newcomer.until,
        )
        with private.alone(self.folder):
            others = self.everybody()
            if any(one.number == person.number or (card and one.card == card) for one in others):
                raise StaffError(StaffFault.TAKEN, newcomer.number)
            self._tell(Change.ADDED, person.number)
            self._keep((*others, person))
        return person

    def disable(self, number: str) -> Person:
        """This person signs in no more; the account stays, so that the number is not given to another."""
        return self._change(Change.DISABLED, number, disabled=True)

    def give_secret(self, number: str, chosen: str) -> Person:
        """A new secret, and no more waiting. Raises StaffError (UNKNOWN, WEAK, DAMAGED), OSError."""
        secret.require_good(chosen, number, card=bool(self.find(number).card))
        kept = secret.hashed(chosen, self.hasher)
        changed = self._change(Change.SECRET, number, secret=kept, alone=secret.is_enough_alone(chosen))
        with private.alone(self.folder):
            tries = private.read(self.folder / "tries.json", Lockout) or Lockout()
            private.replace(self.folder / "tries.json", lockout.cleared(tries, number))
        return changed

    def _change(self, change: Change, number: str, **changes: object) -> Person:
        with private.alone(self.folder):
            changed = msgspec.structs.replace(self.find(number), **changes)
            self._tell(change, number)
            self._keep(tuple(changed if one.number == number else one for one in self.everybody()))
        return changed

    def _keep(self, people: Sequence[Person]) -> None:
        private.replace(self._file, _Everybody(tuple(sorted(people, key=lambda one: one.number))))


def _require_valid(newcomer: Newcomer, today: dt.date) -> None:
    """Raises StaffError (NOT_VALID)."""
    if not _NUMBER.fullmatch(newcomer.number) or _DIGITS.match(newcomer.number):
        raise StaffError(StaffFault.NOT_VALID, "number: letters, digits and one -, fewer than eight digits")
    if not newcomer.name.strip() or len(newcomer.name) > _NAME_LENGTH or not newcomer.name.isprintable():
        raise StaffError(StaffFault.NOT_VALID, f"name: 1 to {_NAME_LENGTH} characters")
    if not newcomer.roles:
        raise StaffError(StaffFault.NOT_VALID, "role: one at least")
    if newcomer.until is not None and newcomer.until < today:
        raise StaffError(StaffFault.NOT_VALID, "until: it is over already")
    ends = newcomer.until is not None and newcomer.until <= today + LONGEST_VENDOR
    if Role.VENDOR in newcomer.roles and not ends:
        raise StaffError(StaffFault.NOT_VALID, f"until: a vendor's access ends within {LONGEST_VENDOR.days} days")
