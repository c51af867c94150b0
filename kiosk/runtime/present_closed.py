"""The page of a terminal whose place is closed: when it opens, what is open now. Pure; nothing of any person."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

from kiosk.domain.catalogue import Place
from kiosk.domain.opening import DayKind
from kiosk.runtime.opening_times import local
from kiosk.runtime.scene import Scene
from kiosk.runtime.shown_hours import ClosedView, OpenPlace

MOST = 3
"""Places that are named."""
_DEAF = "silent"
"""State of a terminal that the platform has not heard of for a while."""


def closed_view(scene: Scene) -> ClosedView:
    """When it opens again, and the nearest terminals that are open day and night."""
    around = scene.memory.around
    language, now = around.language, local(around, scene.now)
    names = (day.name for day in around.calendar if day.date == now.date() and day.kind is DayKind.HOLIDAY)
    occasion = next((name.said(language) for name in names if name is not None), "")
    nearby = tuple(
        OpenPlace(one.code, one.name.said(language), one.address.said(language)) for one in _open_now(scene)
    )[:MOST]
    if not around.opening.turns:
        return ClosedView(occasion=occasion, nearby=nearby)
    turns = dt.datetime.fromisoformat(around.opening.turns)
    days = (turns.date() - now.date()).days
    return ClosedView(
        opens=turns.strftime("%H:%M"),
        day=("today", "tomorrow")[days] if days in (0, 1) else "date",
        date=turns.date().isoformat(),
        weekday=turns.weekday(),
        occasion=occasion,
        nearby=nearby,
    )


def _open_now(scene: Scene) -> Iterator[Place]:
    """Those that the service map calls open day and night, but for one that is known to be out of order."""
    around, states = scene.memory.around, scene.memory.informing.terminals
    places = scene.catalogue.places if scene.catalogue else ()
    here = next((one for one in places if one.code == around.place_code), None)
    for one in sorted(places, key=lambda place: _far(here, place)):
        if one.round_the_clock and one is not here and states.get(one.code) != _DEAF:
            yield one


def _far(here: Place | None, there: Place) -> float:
    """Degrees of latitude between them; the same for all where it is not known."""
    if here is None or here.east is None or here.north is None or there.east is None or there.north is None:
        return math.inf
    return math.hypot((there.east - here.east) * math.cos(math.radians(here.north)), there.north - here.north)


def closes_at(scene: Scene) -> str:
    """Time of day at which it closes; empty where that is not known, or not before tomorrow night."""
    opening = scene.memory.around.opening
    if not opening.limited or opening.closed or not opening.turns:
        return ""
    turns = dt.datetime.fromisoformat(opening.turns)
    return turns.strftime("%H:%M") if turns - local(scene.memory.around, scene.now) < dt.timedelta(days=1) else ""
