"""What is wanted done for papers that come by phone or are files already; see `kiosk.flows.effects`."""

from __future__ import annotations

from kiosk.flows.effects import Effect


class OpenPhonePage(Effect, frozen=True):
    """Have the platform open a page for the person's phone, and tell what comes from it."""


class ClosePhonePage(Effect, frozen=True):
    """Nothing more is taken from that phone."""


class LookForFiles(Effect, frozen=True):
    """Tell which files there are, on the stick or from before, and for a stick every change."""


class StopLooking(Effect, frozen=True):
    """Nothing more of them is told."""


class WatchPlace(Effect, frozen=True):
    """Tell whether somebody has left a stick in its place, until the step is left."""


class TakeFile(Effect, frozen=True):
    """Make pages of the chosen one, or have it copied into the case."""


class FetchSample(Effect, frozen=True):
    """Have the platform send the chosen sample, and show it."""
