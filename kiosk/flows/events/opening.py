"""The place closes, opens again, or has other days than other weeks."""

from __future__ import annotations

from kiosk.domain.opening import Special
from kiosk.flows.events.base import Event


class ClosingTime(Event, frozen=True):
    """The place is closed now: nothing is begun here any more."""


class OpeningTime(Event, frozen=True):
    """It is open again."""


class CalendarTold(Event, frozen=True):
    """Holidays, and days of a weekend that are worked, as the platform has them."""

    days: tuple[Special, ...]
