"""What the flow *verify* wants done; see `kiosk.flows.effects`."""

from __future__ import annotations

from kiosk.flows.effects import Effect


class StartScanning(Effect, frozen=True):
    """Look for a code with whatever can read one."""


class StopScanning(Effect, frozen=True):
    """Look no more; a code held up meanwhile is not kept."""


class CheckCode(Effect, frozen=True):
    """Ask the platform whether it is genuine."""
