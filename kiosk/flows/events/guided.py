"""What the person did in the finder (智能导办)."""

from __future__ import annotations

from kiosk.flows.events.base import Event

ITEM = "item:"
"""How the key of a row begins that is an item, and no answer."""


class GuideOpened(Event, frozen=True):
    """Does not know the name of it: wants to be asked."""
