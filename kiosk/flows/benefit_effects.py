"""What the flow *benefits* wants done; see `kiosk.flows.effects`."""

from __future__ import annotations

from kiosk.flows.effects import Effect


class FindMatches(Effect, frozen=True):
    """Ask what the person has a right to without applying."""


class PrintSlip(Effect, frozen=True):
    """Print the slip of the confirmed one, once."""


class ConfirmMatch(Effect, frozen=True):
    """Confirm the chosen one; a second try goes under the same id."""
