"""Who is told what a session went through; the audit trail's own is `kiosk.runtime.audit.witness`.

Loads nothing but names: the first picture needs these and no trail.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from kiosk.flows.events import Event
from kiosk.flows.memory import Memory


class Witness(Protocol):
    """Who is told of a session. Every method is called on the session's thread."""

    def opened(self) -> None:
        """Somebody touched the screen; called once or not at all."""

    def seen(self, event: Event, before: Memory, after: Memory) -> None:
        """An event was taken; what the session knew before and after it."""

    def closed(self, ending: str) -> None:
        """The session is over; called once."""


@runtime_checkable
class Witnessed(Protocol):
    """Whoever has a witness for its session."""

    @property
    def witness(self) -> Witness:
        """Who is told."""


class Nobody:
    """Is told and keeps nothing."""

    def opened(self) -> None:
        """Nothing is kept."""

    def seen(self, event: Event, before: Memory, after: Memory) -> None:
        """Nothing is kept."""

    def closed(self, ending: str) -> None:
        """Nothing is kept."""
