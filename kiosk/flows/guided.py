"""Flow *guided* (智能导办): plain questions, one a page, lead to the items that fit. No card, no name, nothing kept.

The questions are the catalogue's; here is only which answers were given so far.
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.flows import events as on
from kiosk.flows.acts import both, put, sets
from kiosk.flows.choosing import asks
from kiosk.flows.engine import Ends, Flow, Row, Step
from kiosk.flows.events import Event
from kiosk.flows.events import services as said
from kiosk.flows.memory import Memory
from kiosk.flows.screens import Screen

_MOST = 12
"""Questions in a row: a catalogue whose questions lead in a circle leads nobody round for ever."""


class At(StrEnum):
    """Steps. A power cut loses the answers: they are given again in a moment."""

    ASKING = "asking"


def goes_on(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """May there be one more question?"""
    return len(memory.choosing.path) < _MOST


def has_answered(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is there an answer to take back?"""
    return bool(memory.choosing.path)


def _answered(memory: Memory, event: Event) -> Memory:
    key = (event.key,) if isinstance(event, said.Chosen) else ()
    return put(memory, "choosing", path=(*memory.choosing.path, *key))


def _taken_back(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    return put(memory, "choosing", path=memory.choosing.path[:-1])


BEGUN = both(asks("guide"), sets("choosing", path=()))

FLOW = Flow(
    name="guided",
    about="Questions that lead to the items which fit; whoever takes one is on its page.",
    start=At.ASKING,
    steps={At.ASKING: Step(Screen.CHOOSE)},
    rows=(
        Row(At.ASKING, said.Chosen, At.ASKING, _answered, when=goes_on),
        Row(At.ASKING, said.Chosen, At.ASKING),
        Row(At.ASKING, on.WentBack, At.ASKING, _taken_back, when=has_answered),
        Row(At.ASKING, on.WentBack, Ends(on.CaseAbandoned())),
    ),
)
