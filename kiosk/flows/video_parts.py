"""What a session remembers of a short video; see `kiosk.flows.memory`."""

from __future__ import annotations

from kiosk.flows.parts import Quiet


class Watching(Quiet, frozen=True):
    """The video that is looked at."""

    chosen: str = ""
    """Its id."""
    phase: str = "opening"
    """`opening`, `ready` or `failed`."""
    file: str = ""
    """Where it lies, once it is ready."""
    fault: str | None = None
