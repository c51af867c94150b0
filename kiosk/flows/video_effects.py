"""What the session has to do for the table of short videos."""

from __future__ import annotations

from kiosk.flows.effects import Effect


class FetchVideo(Effect, frozen=True):
    """Have the chosen video at hand: kept here, or from the platform."""
