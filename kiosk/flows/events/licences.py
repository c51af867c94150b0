"""What the person did in the wallet beside showing a licence."""

from __future__ import annotations

from kiosk.flows.events.base import Event


class OccasionChosen(Event, frozen=True):
    """Wants to see the licences for an occasion: a domain.scenes.Occasion value, or empty for all."""

    occasion: str
