"""What the flow *company* wants done; see `kiosk.flows.effects`."""

from __future__ import annotations

from kiosk.flows.effects import Effect


class FindCompanies(Effect, frozen=True):
    """Ask for whom the person may act."""
