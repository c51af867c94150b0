"""What the flow of certificates wants done; see `kiosk.flows.effects`."""

from __future__ import annotations

from kiosk.flows.effects import Effect


class FetchCertificate(Effect, frozen=True):
    """Have the chosen certificate made, fetch it, check its seal; a second try goes under the same id."""


class PrintCertificate(Effect, frozen=True):
    """Print one copy; what failed for sure is tried under the same job, so that nothing comes out twice."""


class StopPrinting(Effect, frozen=True):
    """What has not come out of the printer is not wanted any more."""


class DropCertificate(Effect, frozen=True):
    """Forget the file."""
