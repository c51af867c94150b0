"""Flow *benefits* (免申即享): who; then *matched*: what they have a right to; one touch, and it is confirmed.

Whoever acts for a company comes to *matched* from *company* (惠企). No form, no papers. Nothing is confirmed by
looking at it, and nothing is called confirmed before the platform says so.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec.structs import replace

from kiosk.flows import benefit_effects as also
from kiosk.flows import events as on
from kiosk.flows.acts import both, put, sets, takes
from kiosk.flows.choosing import asks
from kiosk.flows.engine import Ends, Flow, Row, Step
from kiosk.flows.events import Event
from kiosk.flows.events import benefits as said
from kiosk.flows.events.services import Chosen
from kiosk.flows.memory import Case, Memory
from kiosk.flows.parts import Benefits
from kiosk.flows.screens import Screen

OPEN = "open"
"""Word of wire.PolicyMatch for what may be confirmed."""


class Who(StrEnum):
    """Steps of *benefits*."""

    IDENTIFY = "identify"
    MATCHED = "matched"


class At(StrEnum):
    """Steps of *matched*. A power cut at CONFIRMING: what the platform has stands, and the list says so."""

    LIST = "list"
    ONE = "one"
    CONFIRMING = "confirming"


def known(memory: Memory, event: Event) -> bool:
    """Is it on the list?"""
    return isinstance(event, Chosen) and any(one.policy_id == event.key for one in memory.benefits.matches)


def may_confirm(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Does it wait for the person?"""
    return memory.benefits.chosen is not None and memory.benefits.chosen.state == OPEN


def nothing_to_print(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is nothing confirmed, or is the slip on its way, or out already, or may it be? It is never printed twice."""
    chosen, case = memory.benefits.chosen, memory.case
    running = case.print_phase in {"printing", "done"} or case.print_fault == "printer.outcome-unknown"
    return chosen is None or not chosen.number or running


def slip_under_way(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is one being printed? What becomes of it would be taken for the next one's."""
    return memory.case.print_phase == "printing"


def of_company(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is it what a company has a right to?"""
    return memory.benefits.organisation is not None


def find_for(memory: Memory, organisation: str | None) -> Memory:
    """Begin with nothing but whose record it is: the person's, or that of a company (credit code)."""
    return _ASK(replace(memory, benefits=Benefits(organisation=organisation)), on.WentBack())


def _chosen(memory: Memory, event: Event) -> Memory:
    key = event.key if isinstance(event, Chosen) else ""
    match = next(one for one in memory.benefits.matches if one.policy_id == key)
    return put(replace(memory, case=Case()), "benefits", chosen=match, fault=None)


_ASK = asks("benefits", loading=True)
_FOUND = both(takes("benefits", matches="matches"), sets("choosing", loading=False, fault=None))
_NO_LIST = both(takes("choosing", fault="fault"), sets("choosing", loading=False))
_CONFIRMED = both(takes("benefits", chosen="match"), sets("benefits", pending=False, fault=None))
_FAILED = both(takes("benefits", fault="fault"), sets("benefits", pending=False))
_PRINTING = sets("case", print_phase="printing", print_fault=None)
_LEAVE = sets("around", dialog="leave")

MATCHED = Flow(
    name="matched",
    about="What one has a right to by what is on record: shown, and confirmed with one touch.",
    start=At.LIST,
    steps={
        At.LIST: Step(Screen.CHOOSE, enter=(also.FindMatches(),)),
        At.ONE: Step(Screen.BENEFIT),
        At.CONFIRMING: Step(Screen.BENEFIT, enter=(also.ConfirmMatch(),)),
    },
    rows=(
        Row(At.LIST, said.MatchesFound, At.LIST, _FOUND),
        Row(At.LIST, on.PlatformFailed, At.LIST, _NO_LIST),
        Row(At.LIST, on.RetryAsked, At.LIST, _ASK, (also.FindMatches(),)),
        Row(At.LIST, Chosen, At.ONE, _chosen, when=known),
        Row(At.LIST, Chosen, At.LIST),
        Row(At.LIST, on.WentBack, Ends(on.CaseAbandoned()), when=of_company),
        Row(At.LIST, on.WentBack, At.LIST, _LEAVE),
        Row(At.ONE, on.Accepted, At.CONFIRMING, sets("benefits", pending=True, fault=None), when=may_confirm),
        Row(At.ONE, on.Accepted, At.ONE),
        Row(At.ONE, on.PrintAsked, At.ONE, when=nothing_to_print),
        Row(At.ONE, on.PrintAsked, At.ONE, _PRINTING, (also.PrintSlip(),)),
        Row(At.ONE, on.WentBack, At.ONE, when=slip_under_way),
        Row(At.ONE, on.WentBack, At.LIST, _ASK),
        Row(At.ONE, on.Finished, Ends(on.CaseClosed())),
        Row(At.CONFIRMING, said.MatchConfirmed, At.ONE, _CONFIRMED),
        Row(At.CONFIRMING, said.ConfirmedBefore, At.LIST, both(sets("benefits", pending=False), _ASK)),
        Row(At.CONFIRMING, on.PlatformFailed, At.ONE, _FAILED),
    ),
)

FLOW = Flow(
    name="benefits",
    about="What a person has a right to without applying.",
    start=Who.IDENTIFY,
    steps={Who.IDENTIFY: Step(calls="identify"), Who.MATCHED: Step(calls="matched")},
    rows=(
        Row(Who.IDENTIFY, on.Identified, Who.MATCHED, _ASK),
        Row(Who.IDENTIFY, on.NotIdentified, Ends(on.CaseAbandoned())),
        Row(Who.MATCHED, on.CaseClosed, Ends(on.CaseClosed())),
    ),
)
