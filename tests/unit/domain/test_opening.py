"""Opening hours: spans, midnight, holidays, single days; what holds now is what a walk through the minutes says."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kiosk.domain.opening import Day, DayKind, Hours, Span, Standing, spans, standing

OFFICE = spans(("09:00-12:00", "13:30-17:00"))
WEEK = Hours((OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, spans(("10:00-12:00",)), ()), workday=OFFICE)
MONDAY = dt.date(2026, 7, 13)


def at(word: str, day: int = 0) -> dt.datetime:
    return dt.datetime.combine(MONDAY + dt.timedelta(days=day), dt.time.fromisoformat(word))


def held(hours: Hours, now: dt.datetime, calendar: dict[dt.date, DayKind] | None = None) -> Standing:
    return standing(hours, calendar or {}, now)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at("08:59"), Standing(open=False, turns=at("09:00"))),
        (at("09:00"), Standing(open=True, turns=at("12:00"))),
        (at("11:59"), Standing(open=True, turns=at("12:00"))),
        (at("12:00"), Standing(open=False, turns=at("13:30"))),
        (at("17:00"), Standing(open=False, turns=at("09:00", 1))),
        (at("12:00", 5), Standing(open=False, turns=at("09:00", 7))),
        (at("10:00", 6), Standing(open=False, turns=at("09:00", 7))),
    ],
)
def test_a_week_of_a_branch(now: dt.datetime, expected: Standing) -> None:
    assert held(WEEK, now) == expected


def test_a_span_over_midnight_belongs_to_the_day_on_which_it_begins() -> None:
    night = Hours((spans(("22:00-06:00",)), (), (), (), (), (), ()))
    assert held(night, at("23:00")) == Standing(open=True, turns=at("06:00", 1))
    assert held(night, at("05:59", 1)) == Standing(open=True, turns=at("06:00", 1))
    assert held(night, at("06:00", 1)) == Standing(open=False, turns=at("22:00", 7))
    assert held(night, at("05:00")) == Standing(open=False, turns=at("22:00"))


def test_spans_that_touch_at_midnight_are_one() -> None:
    hours = Hours((spans(("18:00-24:00",)), spans(("00:00-03:00", "09:00-10:00")), (), (), (), (), ()))
    assert held(hours, at("20:00")) == Standing(open=True, turns=at("03:00", 1))


def test_day_and_night_never_closes() -> None:
    whole = spans(("00:00-24:00",))
    always = Hours((whole, whole, whole, whole, whole, whole, whole), holiday=whole, workday=whole)
    assert held(always, at("03:00")) == Standing(open=True, turns=None)


def test_what_never_opens_again_says_no_time() -> None:
    once = Hours(((), (), (), (), (), (), ()), dates={MONDAY: OFFICE})
    assert held(once, at("13:45")) == Standing(open=True, turns=at("17:00"))
    assert held(once, at("17:30")) == Standing(open=False, turns=None)


def test_a_holiday_is_closed_and_a_weekend_that_is_worked_is_open() -> None:
    calendar = {MONDAY: DayKind.HOLIDAY, MONDAY + dt.timedelta(days=6): DayKind.WORKDAY}
    assert held(WEEK, at("10:00"), calendar) == Standing(open=False, turns=at("09:00", 1))
    assert held(WEEK, at("10:00", 6), calendar) == Standing(open=True, turns=at("12:00", 6))


def test_a_date_of_its_own_goes_before_the_holiday() -> None:
    hours = Hours(WEEK.week, dates={MONDAY: spans(("14:00-15:00",)), MONDAY + dt.timedelta(days=1): ()})
    assert held(hours, at("14:30"), {MONDAY: DayKind.HOLIDAY}) == Standing(open=True, turns=at("15:00"))
    assert held(hours, at("15:00")) == Standing(open=False, turns=at("09:00", 2))


def test_a_long_holiday_is_looked_over() -> None:
    calendar = {MONDAY + dt.timedelta(days=n): DayKind.HOLIDAY for n in range(10)}
    assert held(WEEK, at("10:00"), calendar) == Standing(open=False, turns=at("09:00", 10))


@pytest.mark.parametrize(
    "words",
    [
        ("9:00-17:00",),
        ("09:00–17:00",),
        ("09:00-17:60",),
        ("24:00-01:00",),
        ("09:00-24:30",),
        ("09:00-09:00",),
        ("",),
        ("13:00-17:00", "09:00-12:00"),
        ("09:00-13:00", "12:00-17:00"),
        ("22:00-06:00", "23:00-24:00"),
    ],
)
def test_what_is_no_span_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"write 09:00|no span|overlap"):
        spans(words)


_TICKS = some.integers(0, 47)
_KINDS = some.dictionaries(some.integers(-1, 6), some.sampled_from(DayKind))


@some.composite
def days(draw: some.DrawFn) -> Day:
    """Spans of half hours, the last of which may go past midnight."""
    edges = sorted(draw(some.sets(_TICKS, max_size=6)))
    pairs = [(edges[n], edges[n + 1]) for n in range(0, len(edges) - 1, 2)]
    day = [Span(30 * one, 30 * other) for one, other in pairs]
    if len(edges) % 2:
        day.append(Span(30 * edges[-1], 30 * draw(some.integers(edges[-1] + 1, 48 + edges[-1]))))
    return tuple(day)


def is_open(hours: Hours, calendar: dict[dt.date, DayKind], now: dt.datetime) -> bool:
    """By looking at every span that could hold it, one by one."""
    for back in (0, 1):
        day = now.date() - dt.timedelta(days=back)
        minutes = now.hour * 60 + now.minute + 1440 * back
        if any(span.begin <= minutes < span.end for span in hours.of(day, calendar)):
            return True
    return False


@settings(deadline=None, max_examples=60)
@given(some.tuples(*[days()] * 7), days(), days(), _KINDS, some.integers(0, 7 * 48 - 1))
def test_what_holds_and_until_when_is_what_the_minutes_say(
    week: tuple[Day, Day, Day, Day, Day, Day, Day], holiday: Day, workday: Day, kinds: dict[int, DayKind], tick: int
) -> None:
    hours = Hours(week, holiday, workday)
    calendar = {MONDAY + dt.timedelta(days=n): kind for n, kind in kinds.items()}
    now = at("00:00") + dt.timedelta(minutes=30 * tick)
    found = held(hours, now, calendar)
    assert found.open is is_open(hours, calendar, now)
    for half_hours in range(1, 14 * 48):
        later = now + dt.timedelta(minutes=30 * half_hours)
        if is_open(hours, calendar, later) is not found.open:
            assert found.turns == later
            return
