"""Opening hours (开放时间): from rules for days to what holds now, and until when. Pure; local time without offset.

Rules of a day in order: the date itself, what the platform says of the date (节假日、调休上班), the day of the week.
Must never say closed where no rule says so.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

import msgspec

from kiosk.domain.text import Text

_SPAN = re.compile(r"(\d\d):([0-5]\d)-(\d\d):([0-5]\d)")
_DAY = 24 * 60
_AHEAD = 62
"""Days that are looked through for the next opening."""
_MINUTE = dt.timedelta(minutes=1)


class DayKind(StrEnum):
    """What the platform says of a date, where it is not as its day of the week is."""

    HOLIDAY = "holiday"
    WORKDAY = "workday"
    """A day of the weekend that is worked (调休)."""


class Special(msgspec.Struct, frozen=True):
    """A day that is not as its day of the week is."""

    date: dt.date
    kind: DayKind
    name: Text | None = None
    """What the occasion is called."""


class Span(msgspec.Struct, frozen=True, array_like=True):
    """Minutes since the midnight at which its day begins; `end` past 1440 is the next day's."""

    begin: int
    end: int


Day = tuple[Span, ...]
"""Spans that follow one another; none = closed."""


class Hours(msgspec.Struct, frozen=True):
    """The rules."""

    week: tuple[Day, Day, Day, Day, Day, Day, Day]
    """Monday first (ISO 8601)."""
    holiday: Day = ()
    workday: Day = ()
    dates: dict[dt.date, Day] = {}
    """Before all else."""

    def of(self, day: dt.date, calendar: Mapping[dt.date, DayKind]) -> Day:
        """What holds on that day."""
        if day in self.dates:
            return self.dates[day]
        kind = calendar.get(day)
        if kind is not None:
            return self.holiday if kind is DayKind.HOLIDAY else self.workday
        return self.week[day.weekday()]


class Standing(msgspec.Struct, frozen=True):
    """What holds now."""

    open: bool
    turns: dt.datetime | None
    """When it closes, or opens again; None = not within two months."""


def spans(words: tuple[str, ...]) -> Day:
    """`("09:00-12:00", "13:30-17:00")`; one that ends no later than it begins ends on the next day.

    Raises:
        ValueError: not so written, no time of a day, or two that overlap.
    """
    day = tuple(_span(one) for one in words)
    for one, other in itertools.pairwise(day):
        if other.begin < one.end:
            raise ValueError(f"{words}: spans overlap or are not in order")
    return day


def _span(word: str) -> Span:
    found = _SPAN.fullmatch(word)
    if found is None:
        raise ValueError(f"{word}: write 09:00-17:00")
    begin, end = (60 * int(found[n]) + int(found[n + 1]) for n in (1, 3))
    if begin >= _DAY or end > _DAY or begin == end:
        raise ValueError(f"{word}: no span of a day; day and night is 00:00-24:00")
    return Span(begin, end if end > begin else end + _DAY)


def standing(hours: Hours, calendar: Mapping[dt.date, DayKind], now: dt.datetime) -> Standing:
    """Open or closed at `now`, and until when; spans that touch are one."""
    last = now + dt.timedelta(days=_AHEAD)
    begin: dt.datetime | None = None
    until: dt.datetime | None = None
    for one, other in _spans(hours, calendar, now.date()):
        if until is not None and one <= until:
            until = max(until, other)
        elif other > now and until is None:
            begin, until = one, other
        elif until is not None:
            break
    if begin is None or until is None:
        return Standing(open=False, turns=None)
    if begin > now:
        return Standing(open=False, turns=begin)
    return Standing(open=True, turns=until if until < last else None)


def _spans(
    hours: Hours, calendar: Mapping[dt.date, DayKind], today: dt.date
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """From yesterday's, which may end today, on."""
    for number in range(-1, _AHEAD + 2):
        day = today + dt.timedelta(days=number)
        midnight = dt.datetime.combine(day, dt.time())
        for span in hours.of(day, calendar):
            yield midnight + span.begin * _MINUTE, midnight + span.end * _MINUTE
