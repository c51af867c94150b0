"""Flow *book* (预约): which item, where, which day, when; then who; then 确认. And what one has booked.

Everything is chosen before anybody shows a card. A time that was taken meanwhile is named and another one is chosen;
the same request goes under the same id, so that nobody books twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec.structs import replace

from kiosk.flows import events as on
from kiosk.flows import service_effects as also
from kiosk.flows.acts import both, put, sets, takes
from kiosk.flows.choosing import asks
from kiosk.flows.engine import Ends, Flow, Row, Step
from kiosk.flows.events import Event
from kiosk.flows.events import services as said
from kiosk.flows.memory import Memory
from kiosk.flows.parts import Booking
from kiosk.flows.screens import Screen

MINE = "mine"
"""Key of the row that leads to what one has booked."""


class At(StrEnum):
    """Steps. A power cut at any of them: what the platform has stands, the rest is chosen anew."""

    ITEM = "item"
    PLACE = "place"
    DAY = "day"
    TIME = "time"
    IDENTIFY = "identify"
    CONFIRM = "confirm"
    BOOKING = "booking"
    BOOKED = "booked"
    IDENTIFY_MINE = "identify-mine"
    MINE = "mine"
    CANCELLING = "cancelling"


# --- guards -----------------------------------------------------------------------------------------------
def chose_mine(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Wants to see what is booked already."""
    return isinstance(event, said.Chosen) and event.key == MINE


def known_place(memory: Memory, event: Event) -> bool:
    """Is there a free time at that place?"""
    return isinstance(event, said.Chosen) and any(one.place_code == event.key for one in memory.booking.slots)


def known_day(memory: Memory, event: Event) -> bool:
    """Is there a free time on that day?"""
    return isinstance(event, said.Chosen) and any(one.day == event.key for one in memory.booking.here)


def known_time(memory: Memory, event: Event) -> bool:
    """Is it one of the free times?"""
    return isinstance(event, said.Chosen) and any(one.slot_id == event.key for one in memory.booking.then)


def known_booked(memory: Memory, event: Event) -> bool:
    """Is it one of the person's?"""
    return isinstance(event, said.Chosen) and any(one.appointment_id == event.key for one in memory.booking.mine)


def already_known(memory: Memory, event: Event) -> bool:
    """Is it known who it is? Then nobody shows the card a second time."""
    return memory.identity.session_id is not None and known_time(memory, event)


def looks_at_own(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Did one come to look at what is booked?"""
    return memory.booking.looking


def may_give_back(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is it booked, and was one asked whether one is sure?"""
    return memory.booking.state == "booked" and memory.booking.sure


def may_ask_sure(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Giving it back is asked once."""
    return memory.booking.state == "booked"


def can_book_item(memory: Memory) -> bool:
    """May an appointment be taken for the item that is shown, here and now?"""
    around = memory.around
    return bool(memory.item and memory.item.appointment and around.online and around.usable("id-reader"))


# --- acts -------------------------------------------------------------------------------------------------
def forget(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    """Begin with nothing chosen."""
    return replace(memory, booking=Booking())


def _item(memory: Memory, event: Event) -> Memory:
    key = event.key if isinstance(event, said.Chosen) else ""
    return replace(memory, booking=Booking(item_code=key))


def of_item(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    """For the item whose page one came from."""
    return replace(memory, booking=Booking(item_code=memory.item.code if memory.item else ""))


def _time(memory: Memory, event: Event) -> Memory:
    key = event.key if isinstance(event, said.Chosen) else ""
    slot = next(one for one in memory.booking.then if one.slot_id == key)
    return put(memory, "booking", slot=slot, fault=None)


def _held(memory: Memory, row: said.BookedRow) -> Memory:
    return put(
        memory,
        "booking",
        appointment_id=row.appointment_id,
        item_code=row.item_code,
        number=row.number,
        slot=row.slot,
        state=row.state,
        sure=False,
        pending=False,
        fault=None,
    )


def _booked(memory: Memory, event: Event) -> Memory:
    return _held(memory, event.booked) if isinstance(event, said.Booked) else memory


def _picked(memory: Memory, event: Event) -> Memory:
    """One of the person's own, shown as when it was booked."""
    key = event.key if isinstance(event, said.Chosen) else ""
    return _held(memory, next(one for one in memory.booking.mine if one.appointment_id == key))


_ASK_PLACE = asks("booking-place", loading=True)
_ASK_DAY, _ASK_TIME = asks("booking-day"), asks("booking-time")
_ASK_MINE = asks("booking-mine", loading=True)
_ARRIVED = sets("choosing", loading=False, fault=None)
_NO_LIST = both(takes("choosing", fault="fault"), sets("choosing", loading=False))
_TAKEN = both(sets("booking", slot=None, pending=False), asks("booking-place", loading=True, notice="taken"))
_LEAVE = sets("around", dialog="leave")
_FAILED = both(takes("booking", fault="fault"), sets("booking", pending=False, sure=False))
_ASKED = sets("booking", fault=None, pending=True)
_GIVEN_BACK = sets("booking", state="cancelled", sure=False, pending=False, fault=None)

_STEPS: Mapping[StrEnum, Step] = {
    At.ITEM: Step(Screen.CHOOSE),
    At.PLACE: Step(Screen.CHOOSE, enter=(also.FindSlots(),)),
    At.DAY: Step(Screen.CHOOSE),
    At.TIME: Step(Screen.CHOOSE),
    At.IDENTIFY: Step(calls="identify"),
    At.CONFIRM: Step(Screen.BOOKING),
    At.BOOKING: Step(Screen.BOOKING, enter=(also.Book(),)),
    At.BOOKED: Step(Screen.BOOKING),
    At.IDENTIFY_MINE: Step(calls="identify"),
    At.MINE: Step(Screen.CHOOSE, enter=(also.FindBooked(),)),
    At.CANCELLING: Step(Screen.BOOKING, enter=(also.GiveBack(),)),
}
_ROWS = (
    Row(At.PLACE, said.SlotsFound, At.PLACE, both(takes("booking", slots="slots"), _ARRIVED)),
    Row(At.PLACE, on.PlatformFailed, At.PLACE, _NO_LIST),
    Row(At.PLACE, on.RetryAsked, At.PLACE, _ASK_PLACE, (also.FindSlots(),)),
    Row(At.PLACE, said.Chosen, At.DAY, both(takes("booking", place_code="key"), _ASK_DAY), when=known_place),
    Row(At.PLACE, said.Chosen, At.PLACE),
    Row(At.DAY, said.Chosen, At.TIME, both(takes("booking", day="key"), _ASK_TIME), when=known_day),
    Row(At.DAY, said.Chosen, At.DAY),
    Row(At.DAY, on.WentBack, At.PLACE, _ASK_PLACE),
    Row(At.TIME, said.Chosen, At.CONFIRM, _time, when=already_known),
    Row(At.TIME, said.Chosen, At.IDENTIFY, _time, when=known_time),
    Row(At.TIME, said.Chosen, At.TIME),
    Row(At.TIME, on.WentBack, At.DAY, _ASK_DAY),
    Row(At.IDENTIFY, on.Identified, At.CONFIRM),
    Row(At.IDENTIFY, on.NotIdentified, Ends(on.CaseAbandoned())),
    Row(At.CONFIRM, on.Accepted, At.BOOKING, _ASKED),
    Row(At.CONFIRM, on.WentBack, At.TIME, _ASK_TIME),
    Row(At.BOOKING, said.Booked, At.BOOKED, _booked),
    Row(At.BOOKING, said.SlotTaken, At.PLACE, _TAKEN),
    Row(At.BOOKING, on.PlatformFailed, At.CONFIRM, _FAILED),
    Row(At.BOOKED, said.GiveBackAsked, At.CANCELLING, _ASKED, when=may_give_back),
    Row(At.BOOKED, said.GiveBackAsked, At.BOOKED, sets("booking", sure=True), when=may_ask_sure),
    Row(At.BOOKED, said.GiveBackAsked, At.BOOKED),
    Row(At.BOOKED, on.Declined, At.BOOKED, sets("booking", sure=False)),
    Row(At.BOOKED, on.WentBack, At.MINE, _ASK_MINE, when=looks_at_own),
    Row(At.BOOKED, on.WentBack, At.BOOKED, _LEAVE),
    Row(At.BOOKED, on.Finished, Ends(on.CaseClosed())),
    Row(At.CANCELLING, said.GivenBack, At.BOOKED, _GIVEN_BACK),
    Row(At.CANCELLING, on.PlatformFailed, At.BOOKED, _FAILED),
)

FLOW = Flow(
    name="book",
    about="An appointment: where and when; then who; and what one has booked.",
    start=At.ITEM,
    steps=_STEPS,
    rows=(
        Row(At.ITEM, said.Chosen, At.IDENTIFY_MINE, sets("booking", looking=True), when=chose_mine),
        Row(At.ITEM, said.Chosen, At.PLACE, both(_item, _ASK_PLACE)),
        Row(At.ITEM, on.WentBack, Ends(on.CaseAbandoned())),
        Row(At.PLACE, on.WentBack, At.ITEM, asks("booking-item")),
        Row(At.IDENTIFY_MINE, on.Identified, At.MINE, _ASK_MINE),
        Row(At.IDENTIFY_MINE, on.NotIdentified, Ends(on.CaseAbandoned())),
        Row(At.MINE, said.BookedFound, At.MINE, both(takes("booking", mine="booked"), _ARRIVED)),
        Row(At.MINE, on.PlatformFailed, At.MINE, _NO_LIST),
        Row(At.MINE, on.RetryAsked, At.MINE, _ASK_MINE, (also.FindBooked(),)),
        Row(At.MINE, said.Chosen, At.BOOKED, _picked, when=known_booked),
        Row(At.MINE, said.Chosen, At.MINE),
        Row(At.MINE, on.WentBack, At.MINE, _LEAVE),
        *_ROWS,
    ),
)

OF_AN_ITEM = Flow(
    name="book-item",
    about="An appointment for the item whose page one came from.",
    start=At.PLACE,
    steps={at: step for at, step in _STEPS.items() if at not in {At.ITEM, At.IDENTIFY_MINE, At.MINE}},
    rows=(
        Row(At.PLACE, on.WentBack, Ends(on.CaseAbandoned())),
        *(row for row in _ROWS if row.to is not At.MINE),
    ),
)
