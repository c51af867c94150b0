"""The receipt of a case, from what the session knows. One place, so that paper, QR and screen say the same."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Protocol

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.offers import Joint
from kiosk.domain.person import mask_name
from kiosk.domain.submission import Outcome, Way
from kiosk.domain.text import Text
from kiosk.flows.memory import Case, Goal, Memory
from offline_cache.contract import JobFault

if TYPE_CHECKING:
    from kiosk.documents.receipt import Receipt


class Around(Protocol):
    """What the receipt says about the terminal."""

    @property
    def catalogue(self) -> Catalogue | None:
        """The catalogue at hand."""

    @property
    def organisation(self) -> str:
        """Whose terminal it is, where the catalogue does not say."""

    @property
    def terminal(self) -> str:
        """Name of the terminal."""

    @property
    def hotline(self) -> str:
        """Number to call."""

    @property
    def now(self) -> dt.datetime:
        """Local time with offset."""


def number_of(case: Case) -> str:
    """办件编号, or 暂存号 where there is none yet; neither ever stands under the other's name."""
    if case.project_no or case.outcome in {Outcome.ACCEPTED, Outcome.RECEIVED}:
        return case.project_no or ""
    return case.reference


def identity_pending(memory: Memory) -> bool:
    """Must the platform still review who handed the case in? Not: who looks it up now."""
    if memory.goal is Goal.PROGRESS:
        return memory.case.identity_pending
    return memory.identity.way is Way.SIGNATURE


def receipt_of(memory: Memory, around: Around) -> Receipt | None:
    """The slip for the present case, or None where there is nothing to say yet."""
    from kiosk.documents.receipt import Receipt

    case, item = memory.case, memory.item
    if case.outcome is None or item is None:
        return None
    catalogue = around.catalogue
    at = dt.datetime.fromtimestamp(case.stored_at, around.now.tzinfo) if case.stored_at else around.now
    return Receipt(
        organisation=catalogue.organisation if catalogue else Text(around.organisation),
        terminal=around.terminal,
        outcome=case.outcome,
        item=item.name,
        masked_name=mask_name(memory.applicant.name) if memory.applicant else "",
        number=number_of(case),
        at=at + dt.timedelta(seconds=memory.around.clock_ahead),
        department=item.office(memory.filling.answers),
        hotline=catalogue.hotline if catalogue else around.hotline,
        link=case.lookup_url,
        identity_pending=identity_pending(memory),
        next_steps=_next_steps(case),
        decision=case.decision,
        parts=_parts(memory),
        fault=Text(case.text) if case.text and case.outcome is Outcome.FAILED else None,
        language=memory.around.language,
    )


def _parts(memory: Memory) -> tuple[tuple[Text, str], ...]:
    if memory.case.parts or not isinstance(memory.item, Joint):
        return tuple((one.name, one.project_no or "") for one in memory.case.parts)
    return tuple((one.name, "") for one in memory.item.taken)


def _next_steps(case: Case) -> tuple[Text, ...]:
    """Where the standing words for the outcome would say too much or too little."""
    from kiosk.documents.wording import DONE_HERE, UNCLEAR

    if case.decision == "approved":
        return (Text(case.text),) if case.text else (DONE_HERE,)
    return UNCLEAR if case.fault == JobFault.UNCLEAR.code else ()


def receipt_qr(memory: Memory, around: Around) -> str:
    """What the QR on the receipt page carries; empty where there is nothing to carry."""
    from kiosk.documents.receipt import qr_payload

    receipt = receipt_of(memory, around)
    return qr_payload(receipt) if receipt and receipt.number else ""
