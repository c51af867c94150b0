"""What the flows of the smaller services want done; see `kiosk.flows.effects`."""

from __future__ import annotations

from kiosk.flows.effects import Effect


class StoreComplaint(Effect, frozen=True):
    """Seal what was said into the outbox; a second try of the same is the same."""


class WatchComplaint(Effect, frozen=True):
    """Tell what the platform answers to it, until the step is left."""


class FindSlots(Effect, frozen=True):
    """Ask for the free times of the chosen item, at all places."""


class FindBooked(Effect, frozen=True):
    """List the person's appointments."""


class Book(Effect, frozen=True):
    """Take the chosen time; a second try goes under the same id."""


class GiveBack(Effect, frozen=True):
    """Cancel the appointment that is shown."""
