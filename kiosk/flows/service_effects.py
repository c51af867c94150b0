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


class FindBills(Effect, frozen=True):
    """List what the person may pay here."""


class PlaceOrder(Effect, frozen=True):
    """Make the order of the chosen bill; a second try goes under the same id."""


class WatchOrder(Effect, frozen=True):
    """Tell every change of the order until the step is left."""


class CancelOrder(Effect, frozen=True):
    """Cancel the order, unless it is paid; the answer is how it stands."""


class LeaveOrder(Effect, frozen=True):
    """The page is left: an order that may still be open is cancelled, by the outbox where nobody answers now."""


class PrintPayment(Effect, frozen=True):
    """Print the slip of the payment, once."""


class FindTerminals(Effect, frozen=True):
    """Ask which terminals of the service map can be used now."""


class FindPapers(Effect, frozen=True):
    """List the papers of open government."""


class FetchPaper(Effect, frozen=True):
    """Fetch the chosen paper, whole."""
