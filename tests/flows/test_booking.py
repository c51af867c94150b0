"""预约: chosen first, identified last; a time that is gone is named; giving back is asked once."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.domain.text import Text
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import service_effects as also
from kiosk.flows.events import services as said
from kiosk.flows.screens import Screen
from tests.flow_walk import Walk, card, face, item


def slot(place: str, day: str, hour: int) -> said.SlotRow:
    begins, ends = f"{day}T{hour:02}:00:00+08:00", f"{day}T{hour + 1:02}:00:00+08:00"
    return said.SlotRow(f"{place}-{day}-{hour}", place, Text(place), begins, ends, 3)


SLOTS = (
    slot("a", "2026-01-05", 9),
    slot("a", "2026-01-05", 10),
    slot("a", "2026-01-06", 9),
    slot("b", "2026-01-05", 9),
)
ROW = said.BookedRow("A1", "YY1", "x", SLOTS[1], "booked")


def at_time(walk: Walk) -> Walk:
    return walk(said.SlotsFound(SLOTS), said.Chosen("a"), said.Chosen("2026-01-05"))


def known(walk: Walk) -> Walk:
    walk(card(), on.TimedOut("card-done"), on.WaysFound(None), on.WayChosen("face"), on.Agreed(), face())
    return walk(on.SessionOpened("s", "t", {}))


def at_confirm() -> Walk:
    walk = Walk()(said.BookingOpened(), said.Chosen("x"))
    return known(at_time(walk)(said.Chosen(SLOTS[1].slot_id)))


def test_place_day_time_then_the_card_then_the_number() -> None:
    walk = Walk()(said.BookingOpened())
    assert walk.memory().choosing.page == "booking-item"
    walk(said.Chosen("x"))
    assert walk.wants(also.FindSlots())
    assert walk.memory().choosing.loading
    walk(said.SlotsFound(SLOTS), said.Chosen("a"))
    assert (walk.memory().choosing.page, {one.day for one in walk.memory().booking.here}) == (
        "booking-day", {"2026-01-05", "2026-01-06"},
    )  # fmt: skip
    walk(said.Chosen("2026-01-05"))
    assert [one.slot_id for one in walk.memory().booking.then] == ["a-2026-01-05-9", "a-2026-01-05-10"]
    assert walk.memory().identity.person is None, "nobody has shown a card yet"
    known(walk(said.Chosen("a-2026-01-05-10")))
    assert walk.screen() is Screen.BOOKING
    walk(on.Accepted())
    assert walk.wants(also.Book())
    walk(said.Booked(ROW))
    assert (walk.memory().booking.number, walk.memory().booking.state) == ("YY1", "booked")
    walk(on.Finished())
    assert walk.wants(do.EndSession())


def test_a_time_taken_meanwhile_is_named_and_the_card_not_asked_again() -> None:
    walk = at_confirm()(on.Accepted(), said.SlotTaken())
    assert (walk.memory().choosing.page, walk.memory().choosing.notice) == ("booking-place", "taken")
    assert walk.wants(also.FindSlots())
    at_time(walk)(said.Chosen("a-2026-01-05-9"))
    assert walk.screen() is Screen.BOOKING, "it is known who it is"
    walk(on.Accepted())
    assert walk.wants(also.Book())


def test_without_an_answer_one_may_confirm_again() -> None:
    walk = at_confirm()(on.Accepted(), on.PlatformFailed("platform.timeout"))
    booking = walk.memory().booking
    assert (walk.screen(), booking.fault, booking.pending) == (Screen.BOOKING, "platform.timeout", False)
    walk(on.Accepted(), said.Booked(ROW))
    assert (walk.memory().booking.state, walk.memory().booking.fault) == ("booked", None)


def test_giving_it_back_is_asked_once() -> None:
    walk = at_confirm()(on.Accepted(), said.Booked(ROW), said.GiveBackAsked())
    assert (walk.memory().booking.sure, walk.wants(also.GiveBack())) == (True, False)
    walk(on.Declined())
    assert not walk.memory().booking.sure
    walk(said.GiveBackAsked(), said.GiveBackAsked())
    assert walk.wants(also.GiveBack())
    walk(on.PlatformFailed("platform.timeout"))
    assert (walk.memory().booking.state, walk.memory().booking.fault) == ("booked", "platform.timeout")
    walk(said.GiveBackAsked(), said.GiveBackAsked(), said.GivenBack())
    assert walk.memory().booking.state == "cancelled"
    walk(said.GiveBackAsked())
    assert (walk.screen(), walk.memory().booking.sure) == (Screen.BOOKING, False)


def test_what_is_booked_is_looked_up_and_given_back() -> None:
    walk = known(Walk()(said.BookingOpened(), said.Chosen("mine")))
    assert walk.wants(also.FindBooked())
    walk(on.PlatformFailed("platform.timeout"), on.RetryAsked(), said.BookedFound((ROW,)), said.Chosen("A9"))
    assert walk.screen() is Screen.CHOOSE
    walk(said.Chosen("A1"), said.GiveBackAsked(), said.GiveBackAsked(), said.GivenBack(), on.WentBack())
    assert walk.memory().choosing.page == "booking-mine"
    assert walk.wants(also.FindBooked()), "the list is fetched anew"
    walk(on.WentBack())
    assert walk.memory().around.dialog == "leave"
    assert walk(on.LeaveConfirmed()).wants(do.EndSession())


def test_back_goes_one_question_back_and_nothing_there_is_not_is_chosen() -> None:
    walk = Walk()(said.BookingOpened(), said.Chosen("x"), on.PlatformFailed("platform.timeout"), on.RetryAsked())
    assert walk.wants(also.FindSlots())
    walk(said.SlotsFound(SLOTS), said.Chosen("z"), said.Chosen("a"), said.Chosen("2026-01-09"))
    assert walk.memory().choosing.page == "booking-day"
    walk(said.Chosen("2026-01-05"), said.Chosen("b-2026-01-05-9"))
    assert walk.memory().choosing.page == "booking-time"
    pages = []
    for _ in range(3):
        walk(on.WentBack())
        pages.append(walk.memory().choosing.page)
    assert pages == ["booking-day", "booking-place", "booking-item"]
    walk(on.WentBack())
    assert (walk.screen(), walk.wants(do.EndSession())) == (Screen.HOME, False)
    walk = at_confirm()(on.WentBack())
    assert walk.memory().choosing.page == "booking-time"


def test_who_showed_a_card_and_goes_is_forgotten() -> None:
    walk = at_time(Walk()(said.BookingOpened(), said.Chosen("x")))(said.Chosen("a-2026-01-05-9"), on.WentBack())
    assert (walk.screen(), walk.wants(do.EndSession())) == (Screen.HOME, False)
    assert at_confirm()(on.LeaveConfirmed()).wants(do.EndSession())
    walk = Walk()(said.BookingOpened(), said.Chosen("x"), on.LeaveConfirmed())
    assert (walk.screen(), walk.wants(do.EndSession())) == (Screen.HOME, False)


@pytest.mark.parametrize("online", [True, False])
def test_from_the_page_of_an_item_it_is_known_for_what(*, online: bool) -> None:
    walk = Walk(online=online)(on.ItemOpened(replace(item(), appointment=True)), said.BookingOpened())
    assert walk.screen() is (Screen.CHOOSE if online else Screen.ITEM)
    if not online:
        return
    assert (walk.memory().booking.item_code, walk.wants(also.FindSlots())) == ("x", True)
    walk(on.WentBack())
    assert walk.screen() is Screen.ITEM
    walk(said.BookingOpened())
    known(at_time(walk)(said.Chosen("a-2026-01-05-9")))(on.Accepted(), said.Booked(ROW), on.WentBack())
    assert walk.memory().around.dialog == "leave"
    assert walk(on.Finished()).wants(do.EndSession())


def test_without_a_line_or_for_other_items_there_is_no_appointment() -> None:
    assert Walk(online=False)(said.BookingOpened()).screen() is Screen.HOME
    assert Walk()(on.ItemOpened(item()), said.BookingOpened()).screen() is Screen.ITEM
