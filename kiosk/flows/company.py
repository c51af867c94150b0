"""Flow *company* (法人): who it is, for which company by the platform's record, then an item for it in *fill in*.

The person is confirmed by their own card like everybody; the platform says for whom they may act, as legal
representative or as authorised agent. A scanned business licence only picks one of these: it gives nobody a right.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec.structs import replace

from kiosk.flows import benefits
from kiosk.flows import company_effects as also
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.acts import both, put, sets, takes
from kiosk.flows.choosing import asks
from kiosk.flows.company_parts import Company
from kiosk.flows.engine import Ends, Flow, Row, Step
from kiosk.flows.events import Event
from kiosk.flows.events import organisations as said
from kiosk.flows.events import verifying as scanned
from kiosk.flows.events.services import Chosen
from kiosk.flows.memory import Goal, Memory
from kiosk.flows.readiness import stop
from kiosk.flows.screens import Screen
from kiosk.flows.verify_effects import StartScanning, StopScanning


class At(StrEnum):
    """Steps. A power cut loses the choice; a case that was stored is in the outbox."""

    IDENTIFY = "identify"
    LIST = "list"
    COMPANY = "company"
    FILLING = "filling"
    BENEFITS = "benefits"


def _code_of(memory: Memory, event: Event) -> str:
    """The listed company that was touched, or whose code stands in what was scanned; empty: none."""
    told = event.key if isinstance(event, Chosen) else event.payload if isinstance(event, scanned.CodeSeen) else ""
    codes = (one.ref.credit_code for one in memory.company.rows)
    return next((code for code in codes if code in told), "")


def is_listed(memory: Memory, event: Event) -> bool:
    """May the person act for that one?"""
    return bool(_code_of(memory, event))


def for_companies(memory: Memory, event: Event) -> bool:
    """Is it an item for companies of that kind that can be done here now?"""
    item, chosen = event.item if isinstance(event, on.ItemOpened) else None, memory.company.chosen
    fits = item is not None and chosen is not None and chosen.kind in item.applicants
    return fits and item is not None and stop(item, memory.around) is None


def can_match(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Can it be asked what the company has a right to?"""
    return memory.around.online


def forget(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    """Nothing of a company any more; what was asked for is remembered."""
    return replace(memory, company=Company(wanted=memory.item), item=None)


def _chosen(memory: Memory, event: Event) -> Memory:
    return put(memory, "company", code=_code_of(memory, event))


def _begun(memory: Memory, event: Event) -> Memory:
    return replace(memory, item=event.item, goal=Goal.APPLY) if isinstance(event, on.ItemOpened) else memory


def _matching(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    return benefits.find_for(memory, memory.company.code)


_FOUND = both(takes("company", rows="rows"), sets("choosing", loading=False, fault=None))
_FAILED = both(takes("choosing", fault="fault"), sets("choosing", loading=False))
_ASK = asks("companies", loading=True)

FLOW = Flow(
    name="company",
    about="Something is done for a company by whoever may act for it.",
    start=At.IDENTIFY,
    steps={
        At.IDENTIFY: Step(calls="identify"),
        At.LIST: Step(Screen.CHOOSE, enter=(also.FindCompanies(), StartScanning()), leave=(StopScanning(),)),
        At.COMPANY: Step(Screen.COMPANY),
        At.FILLING: Step(calls="fill-in"),
        At.BENEFITS: Step(calls="matched"),
    },
    rows=(
        Row(At.IDENTIFY, on.Identified, At.LIST, _ASK),
        Row(At.IDENTIFY, on.NotIdentified, Ends(on.CaseAbandoned())),
        Row(At.LIST, said.CompaniesFound, At.LIST, _FOUND),
        Row(At.LIST, on.PlatformFailed, At.LIST, _FAILED),
        Row(At.LIST, on.RetryAsked, At.LIST, _ASK, (also.FindCompanies(),)),
        Row(At.LIST, scanned.ScanningBy, At.LIST),
        Row(At.LIST, scanned.CodeMissed, At.LIST),
        Row(At.LIST, scanned.CodeSeen, At.COMPANY, _chosen, when=is_listed),
        Row(At.LIST, scanned.CodeSeen, At.LIST, sets("choosing", notice="not-yours")),
        Row(At.LIST, Chosen, At.COMPANY, _chosen, when=is_listed),
        Row(At.LIST, Chosen, At.LIST),
        Row(At.LIST, on.WentBack, At.LIST, sets("around", dialog="leave")),
        Row(At.COMPANY, on.ItemOpened, At.FILLING, _begun, (do.PrepareForm(),), when=for_companies),
        Row(At.COMPANY, on.ItemOpened, At.COMPANY),
        Row(At.COMPANY, said.BenefitsOpened, At.BENEFITS, _matching, when=can_match),
        Row(At.COMPANY, said.BenefitsOpened, At.COMPANY),
        Row(At.COMPANY, on.WentBack, At.LIST, both(sets("company", code=""), _ASK)),
        Row(At.COMPANY, on.Finished, Ends(on.CaseClosed())),
        Row(At.FILLING, on.CaseClosed, Ends(on.CaseClosed())),
        Row(At.BENEFITS, on.CaseAbandoned, At.COMPANY),
        Row(At.BENEFITS, on.CaseClosed, Ends(on.CaseClosed())),
    ),
)
