"""How a worker stands to its device: one table, state and cue to state. A cue that is not listed raises.

Theory of operation: every worker begins in IDLE, after a power cut or a crash too; nothing is remembered. Must
never know what the device is for.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import Final


class Link(Enum):
    """How a worker stands to its device."""

    IDLE = auto()
    """Made, not started."""
    OPENING = auto()
    """The driver is opening it."""
    UP = auto()
    """It is open; StateChanged(ONLINE) is said, after a fault only once it has worked again."""
    SHAKY = auto()
    """It missed, not often enough to be called gone: nobody outside has been told."""
    DOWN = auto()
    """It is gone or ill; said once; opened anew after a while, for ever."""
    HUNG = auto()
    """A portion of work exceeded its limit: said once, its thread left behind and not listened to any more. A fresh
    thread opens the device after a while, unless as many as may be left behind still hang."""
    ENDED = auto()
    """Stopped, the device given back."""
    ABANDONED = auto()
    """A thread hung when the worker was stopped: it is left behind and not listened to any more."""


class Cue(Enum):
    """What moves a worker from one state to another."""

    STARTED = auto()
    OPENED = auto()
    WORKED = auto()
    MISSED = auto()
    LOST = auto()
    RETRIED = auto()
    OVERDUE = auto()
    """The watchdog found a portion of work past its limit."""
    STOPPED = auto()
    GIVEN_UP = auto()


TABLE: Final[Mapping[tuple[Link, Cue], Link]] = MappingProxyType(
    {
        (Link.IDLE, Cue.STARTED): Link.OPENING,
        (Link.IDLE, Cue.STOPPED): Link.ENDED,
        (Link.OPENING, Cue.OPENED): Link.UP,
        (Link.OPENING, Cue.LOST): Link.DOWN,
        (Link.OPENING, Cue.OVERDUE): Link.HUNG,
        (Link.OPENING, Cue.STOPPED): Link.ENDED,
        (Link.OPENING, Cue.GIVEN_UP): Link.ABANDONED,
        (Link.UP, Cue.WORKED): Link.UP,
        (Link.UP, Cue.MISSED): Link.SHAKY,
        (Link.UP, Cue.LOST): Link.DOWN,
        (Link.UP, Cue.OVERDUE): Link.HUNG,
        (Link.UP, Cue.STOPPED): Link.ENDED,
        (Link.UP, Cue.GIVEN_UP): Link.ABANDONED,
        (Link.SHAKY, Cue.WORKED): Link.UP,
        (Link.SHAKY, Cue.MISSED): Link.SHAKY,
        (Link.SHAKY, Cue.LOST): Link.DOWN,
        (Link.SHAKY, Cue.OVERDUE): Link.HUNG,
        (Link.SHAKY, Cue.STOPPED): Link.ENDED,
        (Link.SHAKY, Cue.GIVEN_UP): Link.ABANDONED,
        (Link.DOWN, Cue.RETRIED): Link.OPENING,
        # giving a lost device back may hang, too
        (Link.DOWN, Cue.OVERDUE): Link.HUNG,
        (Link.DOWN, Cue.STOPPED): Link.ENDED,
        (Link.DOWN, Cue.GIVEN_UP): Link.ABANDONED,
        (Link.HUNG, Cue.RETRIED): Link.OPENING,
        (Link.HUNG, Cue.STOPPED): Link.ENDED,
        (Link.HUNG, Cue.GIVEN_UP): Link.ABANDONED,
        (Link.ENDED, Cue.STOPPED): Link.ENDED,
        (Link.ABANDONED, Cue.STOPPED): Link.ABANDONED,
        (Link.ABANDONED, Cue.GIVEN_UP): Link.ABANDONED,
    }
)


def moved(link: Link, cue: Cue) -> Link:
    """The next state. Raises ValueError for a cue that the table does not list."""
    try:
        return TABLE[link, cue]
    except KeyError:
        raise ValueError(f"{cue.name} in {link.name}") from None
