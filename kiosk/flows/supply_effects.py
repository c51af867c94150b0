"""What is wanted done for papers that come by phone; see `kiosk.flows.effects`."""

from __future__ import annotations

from kiosk.flows.effects import Effect


class OpenPhonePage(Effect, frozen=True):
    """Have the platform open a page for the person's phone, and tell what comes from it."""


class ClosePhonePage(Effect, frozen=True):
    """Nothing more is taken from that phone."""
