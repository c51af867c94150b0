"""Effects of 预约: free times, what is booked, taking a time, giving it back. Keeps nothing but the id of a try."""

from __future__ import annotations

import datetime as dt

from kiosk.domain.ids import uuid7
from kiosk.flows.events import Event
from kiosk.flows.events import services as said
from kiosk.flows.memory import Memory
from kiosk.platform_api.faults import PlatformError
from kiosk.platform_api.interface import Platform
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.wire import Appointment, AppointmentRequest, Slot, SlotQuestion
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.asking import Asking, signed_in
from kiosk.runtime.scope import Scope

_DAYS = 14
"""How many days ahead are offered; the contract allows 31."""


class Appointing:
    """Appointments of one session."""

    def __init__(self, desk: Desk, asking: Asking) -> None:
        self._desk, self._asking = desk, asking
        self._wanted: tuple[str, str] = ("", "")
        """Slot that was asked for, and the id it was asked for under."""

    def find_slots(self, memory: Memory, scope: Scope) -> None:
        """Free times from today on, at all places."""
        today = self._desk.clock.wall().date()
        last = today + dt.timedelta(days=_DAYS)
        question = SlotQuestion(memory.booking.item_code, today.isoformat(), last.isoformat())

        def ask(client: Platform) -> Event:
            return said.SlotsFound(tuple(_slot(one) for one in client.slots(question).slots))

        self._desk.ask(scope, ask)

    def find_booked(self, memory: Memory, scope: Scope) -> None:  # noqa: ARG002  an effect by signature
        """What the person has booked and what is not over."""
        session = self._asking.session

        def ask(client: Platform) -> Event:
            found = client.appointments(signed_in(session)).appointments
            return said.BookedFound(tuple(_booked(one) for one in found if one.state != "cancelled"))

        self._desk.ask(scope, ask)

    def book(self, memory: Memory, scope: Scope) -> None:
        """Take the chosen time; after no answer the same again under the same id."""
        session, slot, item = self._asking.session, memory.booking.slot, memory.booking.item_code
        if slot is None:
            return
        if self._wanted[0] != slot.slot_id:
            self._wanted = (slot.slot_id, uuid7())
        request = AppointmentRequest(self._wanted[1], slot.slot_id, item)

        def ask(client: Platform) -> Event:
            try:
                return said.Booked(_booked(client.create_appointment(signed_in(session), request)))
            except PlatformError as error:
                if error.problem is None or error.problem.kind != ProblemType.STATE_CONFLICT:
                    raise
                return said.SlotTaken()

        self._desk.ask(scope, ask)

    def give_back(self, memory: Memory, scope: Scope) -> None:
        """Cancel the one that is shown; a cancelled one is no error."""
        session, appointment_id = self._asking.session, memory.booking.appointment_id

        def ask(client: Platform) -> Event:
            client.cancel_appointment(signed_in(session), appointment_id)
            return said.GivenBack()

        self._desk.ask(scope, ask)


def _slot(slot: Slot) -> said.SlotRow:
    return said.SlotRow(slot.slot_id, slot.place_code, slot.place, slot.begins, slot.ends, slot.free)


def _booked(one: Appointment) -> said.BookedRow:
    return said.BookedRow(one.appointment_id, one.number, one.item_code, _slot(one.slot), one.state)
