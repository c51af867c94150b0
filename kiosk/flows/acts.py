"""Small words the tables are written in: acts that set parts of memory, joined in a row."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from kiosk.flows.engine import Act
from kiosk.flows.events import Event
from kiosk.flows.memory import Memory


def put(memory: Memory, part: str, **changes: Any) -> Memory:
    """Memory with fields of one part changed."""
    return replace(memory, **{part: replace(getattr(memory, part), **changes)})


def sets(part: str, **changes: Any) -> Act:
    """An act that sets fields of one part to fixed values."""

    def act(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
        return put(memory, part, **changes)

    return act


def takes(part: str, **fields: str) -> Act:
    """An act that copies fields of the event: `takes("card", fault="fault")`."""

    def act(memory: Memory, event: Event) -> Memory:
        return put(memory, part, **{ours: getattr(event, theirs) for ours, theirs in fields.items()})

    return act


def both(*acts: Act) -> Act:
    """One act after the other."""

    def act(memory: Memory, event: Event) -> Memory:
        for one in acts:
            memory = one(memory, event)
        return memory

    return act
