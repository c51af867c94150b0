"""What the clock on the wall means for the terminal: today's date, and whether its place is open. Pure.

Must never close a terminal by a clock that cannot be right: where it is not known what time it is, it stays open.
"""

from __future__ import annotations

import datetime as dt

from msgspec import Struct
from msgspec.structs import replace

from kiosk.domain import opening
from kiosk.domain.opening import Hours
from kiosk.flows.memory import Surroundings
from kiosk.flows.parts import Opening
from kiosk.platform_api.faults import PlatformFault
from offline_cache.contract import PLAUSIBLE_SINCE

_DAY = 86400.0


class Opened(Struct, frozen=True):
    """The hours of the place."""

    hours: Hours
    warn: dt.timedelta
    """So long before closing it is said."""


def now_around(
    around: Surroundings, opened: Opened | None, wall: dt.datetime, published_at: str | None = None
) -> Surroundings:
    """`around` as it is at `wall`; the very same where nothing has changed.

    Args:
        around: as it was last.
        opened: the hours of the place, None = day and night.
        wall: local time with offset, by the machine's clock.
        published_at: when the catalogue at hand was published (RFC 3339): it is later now, whatever the clock says.
    """
    today = wall.date().isoformat()
    stands = Opening() if opened is None else _opening(around, opened, wall, published_at)
    if today == around.today and stands == around.opening:
        return around
    return replace(around, today=today, opening=stands)


def _opening(around: Surroundings, opened: Opened, wall: dt.datetime, published_at: str | None) -> Opening:
    if not _believed(around, wall, published_at):
        return Opening(limited=True)
    now = local(around, wall)
    found = opening.standing(opened.hours, {day.date: day.kind for day in around.calendar}, now)
    turns = found.turns.isoformat(timespec="minutes") if found.turns else ""
    soon = found.open and found.turns is not None and found.turns - now <= opened.warn
    return Opening(limited=True, closed=not found.open, soon=soon, turns=turns)


def local(around: Surroundings, wall: dt.datetime) -> dt.datetime:
    """What it is on the clock of a person who stands there: put right by the platform's, without offset."""
    return (wall + dt.timedelta(seconds=around.clock_ahead)).replace(tzinfo=None)


def _believed(around: Surroundings, wall: dt.datetime, published_at: str | None) -> bool:
    """Can the clock be right? The platform has not said no, and it is no time that has long been over."""
    if around.link_fault == PlatformFault.CLOCK.code or wall.timestamp() < PLAUSIBLE_SINCE:
        return False
    try:
        published = dt.datetime.fromisoformat(published_at).timestamp() if published_at else 0.0
    except ValueError:
        published = 0.0
    return wall.timestamp() + around.clock_ahead >= published - _DAY
