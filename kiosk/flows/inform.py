"""Flow *inform*: where one can go (政务地图), what the papers of open government say (政务公开), and to 验证.

The places come with the catalogue and are there without a line; a paper is fetched when it is read.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec.structs import replace

from kiosk.flows import events as on
from kiosk.flows import service_effects as also
from kiosk.flows.acts import both, sets, takes
from kiosk.flows.choosing import asks
from kiosk.flows.engine import Ends, Flow, Row, Step
from kiosk.flows.events import Event
from kiosk.flows.events import services as said
from kiosk.flows.memory import Goal, Memory
from kiosk.flows.parts import Benefits, Informing, Verifying
from kiosk.flows.screens import Screen

PLACES, PAPERS, VERIFY, BENEFITS = "places", "papers", "verify", "benefits"
"""Keys of the rows to begin with."""


class At(StrEnum):
    """Steps. A power cut loses nothing: nothing is said here, only read."""

    WHAT = "what"
    PLACES = "places"
    PLACE = "place"
    PAPERS = "papers"
    PAPER = "paper"
    VERIFYING = "verifying"
    BENEFITING = "benefiting"


def chose_places(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Where one can go."""
    return isinstance(event, said.Chosen) and event.key == PLACES


def chose_papers(memory: Memory, event: Event) -> bool:
    """What the papers say; they are not kept here, so it needs the line."""
    return isinstance(event, said.Chosen) and event.key == PAPERS and memory.around.online


def chose_verify(memory: Memory, event: Event) -> bool:
    """Check somebody's code; only the platform can."""
    return isinstance(event, said.Chosen) and event.key == VERIFY and memory.around.online


def can_match(memory: Memory) -> bool:
    """Can it be said here now what somebody has a right to? That needs their card and the line."""
    return memory.around.online and memory.around.usable("id-reader")


def chose_benefits(memory: Memory, event: Event) -> bool:
    """What they have a right to."""
    return isinstance(event, said.Chosen) and event.key == BENEFITS and can_match(memory)


def known_paper(memory: Memory, event: Event) -> bool:
    """Is it on the list?"""
    return isinstance(event, said.Chosen) and any(one.policy_id == event.key for one in memory.informing.papers)


def forget(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    """Begin with nothing chosen."""
    return replace(memory, informing=Informing(), verifying=Verifying())


def _benefits(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    return replace(memory, goal=Goal.SERVICE, benefits=Benefits())


_ASK_WHAT, _ASK_PLACES = asks("inform-what"), asks("inform-places")
_ASK_PAPERS = asks("inform-papers", loading=True)
_PAPER = both(takes("informing", paper_id="key"), sets("informing", paper=None, place="", fault=None))
_PLACE = both(takes("informing", place="key"), sets("informing", paper=None, fault=None))
_NO_LIST = both(takes("choosing", fault="fault"), sets("choosing", loading=False))

FLOW = Flow(
    name="inform",
    about="Where one can go, and what the papers say.",
    start=At.WHAT,
    steps={
        At.WHAT: Step(Screen.CHOOSE),
        At.PLACES: Step(Screen.CHOOSE, enter=(also.FindTerminals(),)),
        At.PLACE: Step(Screen.PAPER),
        At.PAPERS: Step(Screen.CHOOSE, enter=(also.FindPapers(),)),
        At.PAPER: Step(Screen.PAPER, enter=(also.FetchPaper(),)),
        At.VERIFYING: Step(calls="verify"),
        At.BENEFITING: Step(calls="benefits"),
    },
    rows=(
        Row(At.WHAT, said.Chosen, At.PLACES, _ASK_PLACES, when=chose_places),
        Row(At.WHAT, said.Chosen, At.PAPERS, _ASK_PAPERS, when=chose_papers),
        Row(At.WHAT, said.Chosen, At.VERIFYING, when=chose_verify),
        Row(At.WHAT, said.Chosen, At.BENEFITING, _benefits, when=chose_benefits),
        Row(At.WHAT, said.Chosen, At.WHAT),
        Row(At.WHAT, on.WentBack, Ends(on.CaseAbandoned())),
        Row(At.PLACES, said.TerminalsTold, At.PLACES, takes("informing", terminals="states")),
        Row(At.PLACES, on.PlatformFailed, At.PLACES),  # then nothing is said of the terminals
        Row(At.PLACES, said.Chosen, At.PLACE, _PLACE),
        Row(At.PLACES, on.WentBack, At.WHAT, _ASK_WHAT),
        Row(At.PLACE, on.WentBack, At.PLACES, _ASK_PLACES),
        Row(
            At.PAPERS,
            said.PapersFound,
            At.PAPERS,
            both(takes("informing", papers="papers"), sets("choosing", loading=False, fault=None)),
        ),
        Row(At.PAPERS, on.PlatformFailed, At.PAPERS, _NO_LIST),
        Row(At.PAPERS, on.RetryAsked, At.PAPERS, _ASK_PAPERS, (also.FindPapers(),)),
        Row(At.PAPERS, said.Chosen, At.PAPER, _PAPER, when=known_paper),
        Row(At.PAPERS, said.Chosen, At.PAPERS),
        Row(At.PAPERS, on.WentBack, At.WHAT, _ASK_WHAT),
        Row(At.PAPER, said.PaperFetched, At.PAPER, takes("informing", paper="paper")),
        Row(At.PAPER, on.PlatformFailed, At.PAPER, takes("informing", fault="fault")),
        Row(At.PAPER, on.RetryAsked, At.PAPER, sets("informing", fault=None), (also.FetchPaper(),)),
        Row(At.PAPER, on.WentBack, At.PAPERS, _ASK_PAPERS),
        Row(At.VERIFYING, on.CaseAbandoned, At.WHAT, _ASK_WHAT),
        Row(At.VERIFYING, on.CaseClosed, Ends(on.CaseClosed())),
        Row(At.BENEFITING, on.CaseAbandoned, Ends(on.CaseAbandoned())),
        Row(At.BENEFITING, on.CaseClosed, Ends(on.CaseClosed())),
    ),
)
