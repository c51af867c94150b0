"""What whoever was here before has left: the page 信息已清除 says so until it is taken, with a limit.

What still lies there afterwards stays known: home says it, and a card is not read for anybody. Must never know whose
it is.
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.acts import put, sets
from kiosk.flows.engine import Row
from kiosk.flows.events import Event
from kiosk.flows.events.left import CARD, ThingLeft
from kiosk.flows.memory import Memory

REMIND, LOOK = "thing-left", "paper-look"
"""Delays: until home is shown although something lies there, and for a look into the slot."""


def noticed(memory: Memory, event: ThingLeft) -> Memory:
    """Memory with the thing there, or gone."""
    if event.what == CARD:
        return put(memory, "left", card=event.there)
    return put(memory, "left", paper=event.there, sensed=event.there and event.sensed)


def holds(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Does a sensor say that something is left?"""
    return memory.left.card or memory.left.sensed


def card_lies(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is a card left on the reader that nobody here has laid there?"""
    return memory.left.card


def _perhaps(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    return memory.left.paper


def _looked(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    return isinstance(event, on.TimedOut) and event.delay == LOOK


def _stop(*delays: str) -> tuple[do.StopClock, ...]:
    return tuple(do.StopClock(delay) for delay in delays)


def rows(cleared: StrEnum) -> tuple[Row, ...]:
    """Of the step that stands between one person and the next; ahead of what ends that step."""
    reminded = (*_stop("cleared", LOOK), do.StartClock(REMIND))
    looked = (*_stop("cleared", REMIND), do.StartClock(LOOK))
    taken = (*_stop(LOOK, REMIND), do.StartClock("cleared"))
    return (
        Row(cleared, ThingLeft, cleared, do=reminded, when=holds),
        Row(cleared, ThingLeft, cleared, do=looked, when=_perhaps),
        Row(cleared, ThingLeft, cleared, do=taken),
        Row(cleared, on.TimedOut, cleared, sets("left", paper=False), (do.StartClock("cleared"),), when=_looked),
    )


def as_soon_as_taken(at: StrEnum) -> Row:
    """Of a step that waits for a card: a card that was left is not read; once it is gone the reader looks for one."""
    begun = (do.StartReading(), do.StartClock("card-wait"))
    return Row(at, ThingLeft, at, sets("card", phase="waiting", fault=None), begun)
