"""What whoever was here before has left."""

from __future__ import annotations

from kiosk.flows.events.base import Event

CARD, PAPER = "card", "paper"


class ThingLeft(Event, frozen=True):
    """A card lies on the reader, or paper in the slot, since before this session; or it does no more."""

    what: str
    """CARD or PAPER."""
    there: bool
    sensed: bool = True
    """A sensor says so; else something was printed, and nobody knows whether it was taken."""
