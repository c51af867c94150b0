"""What whoever was here before has left."""

from __future__ import annotations

from kiosk.flows.events.base import Event


class CardLeft(Event, frozen=True):
    """A card lies on the reader since before this session; or it does no more."""

    there: bool
