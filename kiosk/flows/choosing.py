"""Acts of the list pages: which question stands there now, and how far its list is."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flows.engine import Act
from kiosk.flows.events import Event
from kiosk.flows.memory import Memory
from kiosk.flows.parts import Choosing


def asks(page: str, *, loading: bool = False, notice: str = "") -> Act:
    """An act that puts the question `page` on the list page."""

    def act(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
        return replace(memory, choosing=Choosing(page, loading=loading, notice=notice))

    return act
