"""What whoever was here before has left: the page 信息已清除 says so until it is taken, with a limit.

What still lies there afterwards stays known: every page says it, and it is not read for anybody. Must never know
whose it is.
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.flows import effects as do
from kiosk.flows.acts import put, sets
from kiosk.flows.engine import Row
from kiosk.flows.events import Event
from kiosk.flows.events.left import CardLeft
from kiosk.flows.memory import Memory

REMIND = "card-left"
"""Delay: until home is shown although a card lies there."""


def noticed(memory: Memory, event: CardLeft) -> Memory:
    """Memory with the card there, or gone."""
    return put(memory, "left", card=event.there)


def holds(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is a card left on the reader that nobody here has laid there?"""
    return memory.left.card


def rows(cleared: StrEnum) -> tuple[Row, ...]:
    """Of the step that stands between one person and the next; ahead of what ends that step."""
    return (
        Row(cleared, CardLeft, cleared, do=(do.StopClock("cleared"), do.StartClock(REMIND)), when=holds),
        Row(cleared, CardLeft, cleared, do=(do.StopClock(REMIND), do.StartClock("cleared"))),
    )


def as_soon_as_taken(at: StrEnum) -> Row:
    """Of a step that waits for a card: a card that was left is not read; once it is gone the reader looks for one."""
    begun = (do.StartReading(), do.StartClock("card-wait"))
    return Row(at, CardLeft, at, sets("card", phase="waiting", fault=None), begun)
