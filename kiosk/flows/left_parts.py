"""What a session remembers of what the one before left behind; see `kiosk.flows.memory`."""

from __future__ import annotations

from kiosk.flows.parts import Quiet


class Left(Quiet, frozen=True):
    """Things, and nobody's name."""

    card: bool = False
    """A card lies on the reader since before this session."""
