"""Staff of this terminal with its audit trail: what changes an account, and who is at the door, is told there.

Must never let an account be changed that the trail was not told of first.
"""

from __future__ import annotations

import time

from argon2 import PasswordHasher

from devices.contract import ChipReader, DeviceError, Fault, Kind
from kiosk.runtime.audit.events import AuditEvent
from kiosk.runtime.audit.trail import Trail, audit_folder
from kiosk.runtime.clock import Clock, SystemClock
from kiosk.runtime.files import Files
from kiosk.runtime.settings import Settings
from kiosk.staff import secret
from kiosk.staff.door import Claim, Door, Running
from kiosk.staff.faults import StaffError, StaffFault
from kiosk.staff.people import Change, People, Person

STAFF_CARD = "staff"
"""What a chip reader calls a card that has a number and nothing else."""
_TOLD = {
    Change.ADDED: AuditEvent.STAFF_ADDED,
    Change.DISABLED: AuditEvent.STAFF_DISABLED,
    Change.SECRET: AuditEvent.STAFF_SECRET_CHANGED,
}
_LOOK = 0.2


def trail_of(files: Files, clock: Clock) -> Trail:
    """The audit trail, as staff write it."""
    return Trail(audit_folder(files.state_dir), "staff", clock.wall)


def people_of(files: Files, clock: Clock | None = None, hasher: PasswordHasher = secret.STRONG) -> People:
    """The accounts of this terminal. A change raises OSError, and is not made, where the trail cannot be written."""
    trail = trail_of(files, clock or SystemClock())
    return People(files.staff, lambda change, number: trail.append(_TOLD[change], staff=number), hasher)


class AuditedDoor:
    """The door of this terminal. Every method may be called from any thread."""

    def __init__(self, people: People, trail: Trail, running: Running | None = None) -> None:
        self._door, self._trail = Door(people, running), trail

    def wait(self, number: str = "", card_number: str = "") -> float:
        """Seconds until the next try of that person counts; 0 = now. Raises StaffError (DAMAGED), OSError."""
        return self._door.wait(number, card_number)

    def opens(self, claim: Claim) -> Person:
        """Who it is; see kiosk.staff.door.Door.opens. Nobody comes in whom the trail was not told of."""
        try:
            person = self._door.opens(claim)
        except StaffError as error:
            seconds = int(error.detail) if error.fault is StaffFault.LOCKED else None
            number = None if error.fault is StaffFault.DAMAGED else self._door.number_of(claim) or None
            self._trail.note(AuditEvent.STAFF_REFUSED, staff=number, seconds=seconds)
            raise
        proof = "card" if claim.card_number else "number"
        self._trail.append(AuditEvent.STAFF_IN, staff=person.number, proof=proof)
        return person

    def leave(self, person: Person, ending: str) -> None:
        """They left (`left`), or nobody touched anything for too long (`idle`)."""
        self._trail.note(AuditEvent.STAFF_OUT, staff=person.number, ending=ending)

    def is_in(self, person: Person) -> bool:
        """May somebody who signed in go on?"""
        return self._door.is_in(person)


def staff_card(settings: Settings, seconds: float, clock: Clock) -> str:
    """The number of the staff card that is laid on the reader within so many seconds; empty = none was.

    Raises DeviceError, also (NOT_CONFIGURED) where the terminal has no chip-card reader.
    """
    from kiosk.runtime.checks.devices import made_for, opened

    device = settings.devices.chip_reader
    if device is None:
        raise DeviceError(Fault.NOT_CONFIGURED, "devices.chip_reader")
    driver = made_for(device, Kind.CHIP_READER, production=settings.production)
    end = clock.monotonic() + seconds
    with opened(driver, device, production=settings.production) as reader:
        while clock.monotonic() < end:
            if number := laid(reader):
                return number
            time.sleep(_LOOK)
    return ""


def laid(reader: ChipReader) -> str:
    """The number of a staff card; empty for any other card, and for none."""
    card = reader.poll(lambda: None)
    return card.number if card is not None and card.sort == STAFF_CARD else ""
