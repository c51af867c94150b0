"""Opening hours in flow *browse*: what everybody may see gives way to the page that says when it opens again.

What is under way goes on to its end. Must never take a page away on which somebody has said who they are.
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.flows import events as on
from kiosk.flows import service_effects as also
from kiosk.flows.acts import takes
from kiosk.flows.engine import Act, Row, Step, keep
from kiosk.flows.events import Event
from kiosk.flows.events import services as said
from kiosk.flows.events.opening import ClosingTime, OpeningTime
from kiosk.flows.memory import Memory
from kiosk.flows.screens import Screen

STEP = Step(Screen.CLOSED, enter=(also.FindTerminals(),))
"""Which of the terminals that are open work now is asked on entering, and whenever nobody has touched for a while."""


def is_closed(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is the place closed now?"""
    return memory.around.opening.closed


def nobodys(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is nothing here of anybody?"""
    return not memory.personal and not memory.card_was_read


def rows(closed: StrEnum, home: StrEnum, public: tuple[StrEnum, ...], fresh: Act) -> tuple[Row, ...]:
    """`public`: steps that give way. `fresh`: nothing is chosen any more."""
    return (
        *(Row(at, ClosingTime, closed, fresh, when=nobodys) for at in public),
        Row(closed, OpeningTime, home, fresh),
        Row(closed, said.TerminalsTold, closed, takes("informing", terminals="states")),
        Row(closed, on.PlatformFailed, closed),  # then nothing is said of the terminals
        Row(closed, on.WentHome, closed, keep),
        Row(closed, on.LeaveConfirmed, closed, keep, (also.FindTerminals(),)),
    )
