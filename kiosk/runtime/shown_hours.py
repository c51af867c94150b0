"""What is shown of opening hours while the place is closed; see `kiosk.runtime.view`."""

from __future__ import annotations

from kiosk.runtime.shown import Shown


class OpenPlace(Shown, frozen=True):
    """A terminal that can be used day and night."""

    code: str
    name: str
    address: str


class ClosedView(Shown, frozen=True):
    """When it opens again, and where one can go now."""

    opens: str = ""
    """Time of day, HH:MM; empty: not known."""
    day: str = ""
    """`today`, `tomorrow` or `date`."""
    date: str = ""
    """ISO 8601, of that day."""
    weekday: int = 0
    """0 = Monday."""
    occasion: str = ""
    """What today is called, where it is a holiday."""
    nearby: tuple[OpenPlace, ...] = ()
    """The nearest first."""
