"""Appointments: the same id on a second try, a taken time told, lists and page as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.domain.text import Text
from kiosk.flows import events as on
from kiosk.flows.events import services as said
from kiosk.flows.memory import Memory
from kiosk.flows.parts import Booking, Choosing
from kiosk.flows.screens import Screen
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.problems import Problem, ProblemType
from kiosk.platform_api.wire import (
    Appointment,
    AppointmentQuestion,
    AppointmentRequest,
    Appointments,
    Session,
    Slot,
    SlotQuestion,
    Slots,
)
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.appointing import Appointing
from kiosk.runtime.performing.asking import Asking
from kiosk.runtime.present_services import booking_view, choices_view
from kiosk.runtime.scene import Scene
from tests.runtime_stand import CATALOGUE, NOON, Ear, desk, memory_at_form, settings

SLOT = Slot("hall-city-20260713-09", "hall-city", Text("示例市政务服务大厅"), "2026-07-13T09:00:00+08:00",
            "2026-07-13T10:00:00+08:00", 3)  # fmt: skip
ROW = said.SlotRow(SLOT.slot_id, SLOT.place_code, SLOT.place, SLOT.begins, SLOT.ends, SLOT.free)
SESSION = Session("s", "t", "2026-07-12T10:00:00+08:00", "verified", {})
TAKEN = PlatformError(
    PlatformFault.REFUSED, Problem(f"https://platform.example/problems/{ProblemType.STATE_CONFLICT}", "", 409)
)


class Hall:
    """Answers as the platform does."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.error: PlatformError | None = None

    def slots(self, question: SlotQuestion) -> Slots:
        self.asked.append(question)
        return Slots((SLOT,))

    def appointments(self, session: Session, question: AppointmentQuestion | None = None) -> Appointments:
        del session, question
        kept = Appointment("a1", "YY1", "x", SLOT, "booked", Text("已约好"))
        return Appointments((kept, replace(kept, appointment_id="a2", state="cancelled")))

    def create_appointment(self, session: Session, wanted: AppointmentRequest) -> Appointment:
        del session
        self.asked.append(wanted)
        if self.error is not None:
            raise self.error
        return Appointment(wanted.appointment_id, "YY1", wanted.item_code, SLOT, "booked", Text("已约好"))

    def cancel_appointment(self, session: Session, appointment_id: str) -> None:
        del session
        self.asked.append(appointment_id)


class Room:
    def __init__(self, at: Desk) -> None:
        self.hall, self.ear = Hall(), Ear()
        at._client = self.hall  # type: ignore[assignment]  # as much of a client as is asked
        asking = Asking(at)
        asking._session = SESSION
        self.work = Appointing(at, asking)
        self.asking = asking


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with desk(settings(tmp_path)) as at:
        made = Room(at)
        yield made
        at._client = None


def memory(**more: object) -> Memory:
    return replace(memory_at_form(), booking=replace(Booking(item_code="yb-ydjy", slot=ROW), **more))


def test_two_weeks_are_asked_for_and_no_person(room: Room) -> None:
    room.work.find_slots(memory(), room.ear.scope)
    assert room.ear.last(said.SlotsFound).slots == (ROW,)
    assert room.hall.asked == [SlotQuestion("yb-ydjy", "2026-07-12", "2026-07-26")]


def test_a_second_try_goes_under_the_same_id_and_another_time_under_another(room: Room) -> None:
    room.hall.error = PlatformError(PlatformFault.TIMEOUT)
    room.work.book(memory(), room.ear.scope)
    assert room.ear.last(on.PlatformFailed).fault == PlatformFault.TIMEOUT.code
    room.hall.error = None
    room.work.book(memory(), room.ear.scope)
    assert room.ear.last(said.Booked).booked.number == "YY1"
    other = Ear()
    room.work.book(memory(slot=replace(ROW, slot_id="other")), other.scope)
    other.last(said.Booked)
    first, second, third = (one.appointment_id for one in room.hall.asked if isinstance(one, AppointmentRequest))
    assert first == second
    assert third != first


def test_a_time_that_is_gone_is_told_as_such(room: Room) -> None:
    room.hall.error = TAKEN
    room.work.book(memory(), room.ear.scope)
    room.ear.hears(said.SlotTaken())


def test_own_appointments_without_what_was_given_back(room: Room) -> None:
    room.work.find_booked(memory(), room.ear.scope)
    assert [one.appointment_id for one in room.ear.last(said.BookedFound).booked] == ["a1"]
    room.work.give_back(memory(appointment_id="a1"), room.ear.scope)
    room.ear.hears(said.GivenBack())
    assert room.hall.asked[-1] == "a1"


def test_nothing_of_a_person_without_a_session(room: Room) -> None:
    room.asking._session = None
    for deed in (room.work.book, room.work.find_booked, room.work.give_back):
        ear = Ear()
        deed(memory(), ear.scope)
        assert ear.last(on.PlatformFailed).fault == PlatformFault.STEP_UP.code
    room.work.book(memory(slot=None), room.ear.scope)
    assert room.ear.heard == []


def scene(shown: Memory) -> Scene:
    return Scene(
        screen=Screen.CHOOSE, serial=1, memory=shown, catalogue=CATALOGUE, organisation="示例市", terminal="A-03",
        hotline="12345", test_environment=True, clocks={}, idle_seconds=0, now=NOON,
    )  # fmt: skip


def test_lists_and_page_say_place_day_and_hours() -> None:
    made = memory(slots=(ROW,), place_code="hall-city", day="2026-07-13")

    def rows(page: str) -> tuple[str, list[tuple[str, str, str]]]:
        view = choices_view(scene(replace(made, choosing=Choosing(page))))
        return view.subject, [(row.key, row.title, row.note) for row in view.rows]

    assert rows("booking-item")[1][0][0] == "mine"
    place = ("hall-city", "示例市政务服务大厅", "示例区甲子路 100 号")
    assert rows("booking-place") == ("异地就医备案", [place])
    assert rows("booking-day") == ("示例市政务服务大厅", [("2026-07-13", "2026-07-13", "1")])
    assert rows("booking-time") == ("2026-07-13", [(ROW.slot_id, "09:00–10:00", "3")])
    shown = booking_view(scene(made))
    assert (shown.phase, shown.place, shown.day, shown.time) == ("confirm", place[1], "2026-07-13", "09:00–10:00")
    assert shown.masked_name == "林*舟"


@pytest.mark.parametrize(
    ("more", "phase"),
    [
        ({"pending": True}, "booking"),
        ({"state": "booked"}, "booked"),
        ({"state": "booked", "sure": True}, "sure"),
        ({"state": "booked", "sure": True, "pending": True}, "cancelling"),
        ({"state": "cancelled"}, "cancelled"),
        ({"state": "missed"}, "over"),
    ],
)
def test_the_page_tells_the_phases_apart(more: dict[str, object], phase: str) -> None:
    assert booking_view(scene(memory(**more))).phase == phase
