"""Who of the staff comes in at the terminal's own door, by number and secret: see kiosk.staff.

By card one signs in at the desk only: here the reader belongs to whoever stands at the screen until the door is open.
"""

from __future__ import annotations

from kiosk.runtime.clock import Clock
from kiosk.runtime.files import Files
from kiosk.runtime.settings import Settings
from kiosk.runtime.staff_accounts import AuditedDoor, people_of, trail_of
from kiosk.staff.door import Claim
from kiosk.staff.faults import StaffError, StaffFault
from kiosk.staff.people import People, Person
from kiosk.staff.roles import Right

_WORK = frozenset({Right.REPAIR, Right.MAINTAIN})
"""Either has something to do behind this door."""


class Entrance:
    """The door of one terminal, and who came in by it. Any thread may call."""

    def __init__(self, people: People, door: AuditedDoor, clock: Clock) -> None:
        self._people, self._door, self._clock = people, door, clock
        self._person: Person | None = None
        self._closed_until = 0.0

    def is_used(self) -> bool:
        """Has anybody an account with work here? A file that cannot be read counts: the door then says so."""
        try:
            return any(_WORK & one.rights and not one.disabled for one in self._people.everybody())
        except (StaffError, OSError):
            return True

    def opens(self, number: str, secret: str) -> Person:
        """Who it is.

        Raises:
            StaffError: as `AuditedDoor.opens`; NO_DESK where that person has no work here; DAMAGED also where trail
                or tries cannot be written.
        """
        try:
            person = self._door.opens(Claim(secret, number.strip()))
        except StaffError as error:
            if error.fault is StaffFault.LOCKED:
                self._closed_until = self._clock.monotonic() + int(error.detail)
            raise
        except OSError:
            raise StaffError(StaffFault.DAMAGED) from None
        if not _WORK & person.rights:
            self._door.leave(person, "left")
            raise StaffError(StaffFault.NO_DESK)
        self._person = person
        return person

    def wait(self) -> int:
        """Seconds until the next try counts; 0 = now, as far as was said."""
        return round(max(0.0, self._closed_until - self._clock.monotonic()))

    def is_in(self) -> bool:
        """May whoever came in go on? Where nobody came in by an account, yes."""
        return self._person is None or self._door.is_in(self._person)

    def leave(self, ending: str) -> None:
        """They left (`left`), or nobody touched anything for too long (`idle`)."""
        person, self._person = self._person, None
        if person is not None:
            self._door.leave(person, ending)


def entrance_of(settings: Settings, clock: Clock) -> Entrance:
    """The entrance of this terminal."""
    files = Files(settings.storage.state_dir)
    people = people_of(files, clock)
    return Entrance(people, AuditedDoor(people, trail_of(files, clock)), clock)
