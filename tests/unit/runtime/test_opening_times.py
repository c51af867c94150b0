"""A terminal with opening hours: the clock on the wall closes and opens it, and a wrong clock closes nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from kiosk.domain.opening import DayKind, Hours, Special, spans
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.events.opening import CalendarTold
from kiosk.flows.memory import Surroundings
from kiosk.flows.screens import Screen
from kiosk.platform_api.faults import PlatformFault
from kiosk.runtime.background import fold
from kiosk.runtime.opening_times import Opened, now_around
from kiosk.runtime.view import Banner
from tests.runtime_stand import memory_at_form
from tests.session_bench import PERSON, Bench

OFFICE = spans(("09:00-17:00",))
OPENED = Opened(Hours((OFFICE,) * 7), dt.timedelta(minutes=10))
CHINA = dt.timezone(dt.timedelta(hours=8))
SUNDAY = dt.date(2026, 7, 12)
HOUR = 3600.0


def wall(word: str, day: dt.date = SUNDAY) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.fromisoformat(word), CHINA)


def test_open_soon_closed_and_open_again() -> None:
    stages = [now_around(Surroundings(), OPENED, wall(word)).opening for word in ("16:49", "16:50", "17:00")]
    assert [(one.closed, one.soon, one.turns) for one in stages] == [
        (False, False, "2026-07-12T17:00"),
        (False, True, "2026-07-12T17:00"),
        (True, False, "2026-07-13T09:00"),
    ]


def test_without_hours_it_is_open_day_and_night_and_nothing_new_is_the_very_same() -> None:
    night = now_around(Surroundings(), None, wall("03:00"))
    assert not night.opening.limited
    assert now_around(night, None, wall("03:01")) is night
    noon = now_around(Surroundings(), OPENED, wall("12:00"))
    assert now_around(noon, OPENED, wall("12:01")) is noon
    assert now_around(noon, OPENED, wall("12:01", SUNDAY + dt.timedelta(days=1))).today == "2026-07-13"


def test_what_the_platform_says_of_a_day_closes_and_opens() -> None:
    told = fold(memory_at_form(), CalendarTold((Special(SUNDAY, DayKind.HOLIDAY),)))
    assert told is not None
    holiday = now_around(told.around, OPENED, wall("10:00")).opening
    assert (holiday.closed, holiday.turns) == (True, "2026-07-13T09:00")
    worked = replace(told.around, calendar=(Special(SUNDAY, DayKind.WORKDAY),))
    hours = Opened(Hours((*[OFFICE] * 6, ()), workday=OFFICE), OPENED.warn)  # type: ignore[arg-type]
    assert not now_around(worked, hours, wall("10:00")).opening.closed
    assert now_around(Surroundings(), hours, wall("10:00")).opening.closed


def test_a_clock_that_is_off_is_put_right_by_the_platforms() -> None:
    slow, fast = (Surroundings(clock_ahead=hours * HOUR) for hours in (2, -2))
    assert now_around(slow, OPENED, wall("15:30")).opening.closed
    assert not now_around(fast, OPENED, wall("18:30")).opening.closed


@pytest.mark.parametrize(
    ("around", "now", "published"),
    [
        (Surroundings(link_fault=PlatformFault.CLOCK.code), wall("03:00"), None),
        (Surroundings(), wall("03:00", dt.date(1970, 1, 2)), None),
        (Surroundings(), wall("03:00"), "2026-07-14T00:00:00+08:00"),
    ],
)
def test_a_clock_that_cannot_be_right_closes_nothing(
    around: Surroundings, now: dt.datetime, published: str | None
) -> None:
    opening = now_around(around, OPENED, now, published).opening
    assert (opening.limited, opening.closed, opening.turns) == (True, False, "")


def test_a_date_that_is_none_in_the_catalogue_is_no_reason_to_disbelieve() -> None:
    assert now_around(Surroundings(), OPENED, wall("03:00"), "yesterday").opening.closed


def bench_at_home(*, cleared: bool = False) -> Bench:
    """09:41, open until 17:00."""
    bench = Bench(cleared=cleared, opened=OPENED)
    bench.at(Screen.CLEARED if cleared else Screen.HOME)
    return bench


def test_home_gives_way_at_closing_time_and_comes_back_in_the_morning() -> None:
    bench = bench_at_home()
    bench.clock.pass_time(7.2 * HOUR)
    bench.until(lambda view: view.screen is Screen.HOME and view.chrome.banner is Banner.CLOSING)
    bench.clock.pass_time(HOUR)
    closed = bench.at(Screen.CLOSED)
    assert (closed.closed.opens, closed.closed.day) == ("09:00", "tomorrow")
    bench.clock.pass_time(16 * HOUR)
    bench.at(Screen.HOME)
    bench.session.stop()


def test_a_clock_set_back_opens_it_again() -> None:
    bench = bench_at_home()
    bench.clock.pass_time(8 * HOUR)
    bench.at(Screen.CLOSED)
    bench.notes.tell(on.LinkChanged(online=True, clock_ahead=-2 * HOUR))
    bench.at(Screen.HOME)
    bench.session.stop()


def test_who_has_said_who_they_are_goes_on_to_the_end_and_then_it_is_closed() -> None:
    bench = bench_at_home()
    bench.clock.pass_time(7 * HOUR + 18 * 60)
    bench.do(on.WalletOpened())
    bench.at(Screen.CARD)
    bench.asked(do.StartReading()).tell(on.CardRead(PERSON, b""))
    bench.until(lambda view: view.chrome.personal)
    bench.clock.pass_time(10)  # the card is lifted, or is not
    bench.at(Screen.IDENTITY_CHOICE)
    bench.clock.pass_time(51)
    going_on = bench.until(lambda view: view.chrome.banner is Banner.CLOSED)
    assert (going_on.screen, going_on.chrome.personal) == (Screen.IDENTITY_CHOICE, True)
    bench.session.stop()


def test_whoever_comes_after_somebody_who_stayed_past_closing_finds_it_closed() -> None:
    bench = bench_at_home(cleared=True)
    bench.clock.pass_time(8 * HOUR)
    bench.at(Screen.CLOSED)
    bench.do(on.WalletOpened())
    bench.do(on.ThemeChosen("yb"))
    assert bench.at(Screen.CLOSED).chrome.personal is False
    assert do.StartReading() not in [effect for effect, _ in bench.notes.asked]
    bench.session.stop()
