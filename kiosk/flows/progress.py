"""Flow *progress* (我的办件): one's own cases and drafts, from every terminal; what is next, and what one may do.

The platform's word counts; what it has not spoken about yet is shown as this terminal has it. A case that was sent
back (补正) and a draft are gone on with in *fill in*.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec.structs import replace

from kiosk.domain.submission import WITHDRAWABLE, SubmissionState
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.acts import both, put, sets, takes
from kiosk.flows.apply import PERHAPS_PRINTED
from kiosk.flows.drafts import opened
from kiosk.flows.engine import Ends, Flow, Row, Step
from kiosk.flows.events import Event
from kiosk.flows.events import matters as own
from kiosk.flows.matter_parts import Keeping, Mending
from kiosk.flows.memory import Case, Filling, Goal, Memory
from kiosk.flows.screens import Screen

CODE_LENGTH = 8
"""Digits of a code of the desk (platform_api openapi.yaml, HandoverWord)."""


class At(StrEnum):
    """Steps. A power cut loses nothing: what was asked of the platform is done or not, and the list says which."""

    IDENTIFY = "identify"
    LIST = "list"
    CASE = "case"
    RECEIPT = "receipt"
    DRAFT = "draft"
    CODE = "code"
    MENDING = "mending"
    GOING_ON = "going-on"


# --- what may be done -------------------------------------------------------------------------------------
def withdraw_blocked(memory: Memory) -> str | None:
    """Why the chosen case cannot be taken back now: `state`, `on-its-way`, `needs-network`, or None."""
    matter = memory.matters.matter
    if matter is None:
        return "state"
    if matter.here and matter.state in {SubmissionState.QUEUED, ""}:
        return None if matter.state == SubmissionState.QUEUED else "on-its-way"
    if matter.state not in WITHDRAWABLE:
        return "state"
    online = memory.around.online and memory.identity.session_id is not None
    return None if online else "needs-network"


def mend_blocked(memory: Memory) -> str | None:
    """Why what is asked for cannot be given here: `nothing`, `answered`, `expired`, `elsewhere`, `store`, or None."""
    matter = memory.matters.matter
    if matter is None or matter.asked is None or matter.state != SubmissionState.CORRECTION:
        return "nothing"
    if matter.answering:
        return "answered"
    if matter.item is None:
        return "elsewhere"
    if _expired(memory):
        return "expired"
    return "store" if memory.around.store_fault is not None else None


def take_up_blocked(memory: Memory) -> str | None:
    """Why the chosen draft cannot be gone on with: `gone`, `expired`, `needs-network`, or None."""
    draft = memory.matters.draft
    if draft is None or not draft.offered:
        return "gone"
    if _expired(memory):
        return "expired"
    online = memory.around.online and memory.identity.session_id is not None
    return None if online else "needs-network"


def _expired(memory: Memory) -> bool:
    person = memory.identity.person
    return person is not None and person.expired_on(memory.around.today)


def code_blocked(memory: Memory) -> str | None:
    """Why nothing can be taken up by a code: `expired`, `needs-network`, or None."""
    if _expired(memory):
        return "expired"
    online = memory.around.online and memory.identity.session_id is not None
    return None if online else "needs-network"


# --- guards -----------------------------------------------------------------------------------------------
def known_matter(memory: Memory, event: Event) -> bool:
    """Is it on the list?"""
    wanted = event.submission_id if isinstance(event, own.MatterChosen) else ""
    return any(row.submission_id == wanted for row in memory.matters.rows)


def known_draft(memory: Memory, event: Event) -> bool:
    """Is it on the list?"""
    wanted = event.draft_id if isinstance(event, own.DraftChosen) else ""
    return any(row.draft_id == wanted for row in memory.matters.drafts)


def busy(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is an answer awaited, or a slip on its way? It belongs to this case."""
    return memory.matters.busy or memory.case.print_phase == "printing"


def can_withdraw(memory: Memory, event: Event) -> bool:
    """May it be taken back now, and was that not asked already?"""
    return not busy(memory, event) and withdraw_blocked(memory) is None


def can_mend(memory: Memory, event: Event) -> bool:
    """Can what is asked for be given here?"""
    return not busy(memory, event) and mend_blocked(memory) is None


def can_take_up(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Can the draft be gone on with now?"""
    return not memory.matters.busy and take_up_blocked(memory) is None


def can_type_code(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Can the desk's draft be fetched here?"""
    return code_blocked(memory) is None


def code_whole(memory: Memory, event: Event) -> bool:
    """Is the code whole, and was it not asked for already?"""
    return not memory.matters.busy and len(memory.matters.code) == CODE_LENGTH and can_type_code(memory, event)


def printed(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is the slip on its way, or out, or may it be, in this visit? Or is there nothing to print?"""
    case = memory.case
    under_way = case.print_phase in {"printing", "done"} or case.print_fault == PERHAPS_PRINTED
    return under_way or memory.item is None


# --- acts -------------------------------------------------------------------------------------------------
def _seen(memory: Memory, matter: own.Matter) -> Memory:
    """The chosen case, as receipt and slip want it."""
    case = Case(
        submission_id=matter.submission_id,
        reference=matter.reference,
        outcome=matter.outcome,
        project_no=matter.project_no,
        text=matter.text.said(memory.around.language) if matter.text else None,
        lookup_url=matter.lookup_url,
        stored_at=matter.at,
        fault=matter.fault,
        identity_pending=matter.identity_pending,
        parts=matter.parts,
    )
    return replace(memory, case=case, item=matter.item)


def _matter_chosen(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, own.MatterChosen):
        return memory
    memory = put(memory, "matters", chosen=event.submission_id, refused=None, busy=False)
    matter = memory.matters.matter
    return _seen(memory, matter) if matter is not None else memory


def _changed(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, own.MatterChanged):
        return memory
    new = event.matter
    rows = tuple(new if row.submission_id == new.submission_id else row for row in memory.matters.rows)
    return _seen(put(memory, "matters", rows=rows, busy=False, refused=None), new)


def _mended(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    matter = memory.matters.matter
    if matter is None or matter.asked is None:
        return memory
    filling = Filling(answers=dict(matter.asked.given))
    mending = Mending(matter.submission_id, matter.asked)
    return replace(memory, goal=Goal.APPLY, filling=filling, mending=mending, keeping=Keeping(), case=Case())


def _typed(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, own.CodeTyped) or memory.matters.busy:
        return memory
    code = "".join(digit for digit in event.text if digit.isascii() and digit.isdigit())[:CODE_LENGTH]
    return put(memory, "matters", code=code, refused=None)


_LISTED = both(
    takes("matters", rows="matters", drafts="drafts", asked="asked", at="at"),
    sets("matters", loading=False, fault=None),
)
_NO_LIST = both(takes("matters", fault="fault"), sets("matters", loading=False))
_LOADING = sets("matters", loading=True, fault=None, chosen="", refused=None, busy=False)
_BUSY = sets("matters", busy=True, refused=None)
_NO_CODE = sets("matters", code="", refused=None, busy=False)
_REFUSED = both(takes("matters", refused="fault"), sets("matters", busy=False))
_PRINTING = sets("case", print_phase="printing", print_fault=None)
_NOT_PRINTED = both(takes("case", print_fault="fault"), sets("case", print_phase="failed"))


def _slip(at: At) -> tuple[Row, ...]:
    """What may come while a slip is on its way, also after its page was left."""
    return (
        Row(at, on.Printed, at, sets("case", print_phase="done")),
        Row(at, on.PrintFailed, at, _NOT_PRINTED),
        Row(at, on.Finished, Ends(on.CaseClosed())),
    )


FLOW = Flow(
    name="progress",
    about="One's own cases and drafts.",
    start=At.IDENTIFY,
    steps={
        At.IDENTIFY: Step(calls="identify"),
        At.LIST: Step(Screen.MATTERS, enter=(do.FindMatters(),)),
        At.CASE: Step(Screen.MATTER),
        At.RECEIPT: Step(Screen.RECEIPT),
        At.DRAFT: Step(Screen.DRAFT),
        At.CODE: Step(Screen.HANDOVER),
        At.MENDING: Step(calls="fill-in"),
        At.GOING_ON: Step(calls="fill-in"),
    },
    rows=(
        Row(At.IDENTIFY, on.Identified, At.LIST, _LOADING),
        Row(At.IDENTIFY, on.NotIdentified, Ends(on.CaseAbandoned())),
        Row(At.LIST, own.MattersFound, At.LIST, _LISTED),
        Row(At.LIST, on.PlatformFailed, At.LIST, _NO_LIST),
        Row(At.LIST, on.RetryAsked, At.LIST, _LOADING, (do.FindMatters(),)),
        Row(At.LIST, own.MatterChosen, At.CASE, _matter_chosen, when=known_matter),
        Row(At.LIST, own.MatterChosen, At.LIST),
        Row(At.LIST, own.DraftChosen, At.DRAFT, takes("matters", chosen="draft_id"), when=known_draft),
        Row(At.LIST, own.DraftChosen, At.LIST),
        Row(At.LIST, own.HandoverOpened, At.CODE, _NO_CODE, when=can_type_code),
        Row(At.LIST, own.HandoverOpened, At.LIST),
        Row(At.CODE, own.CodeTyped, At.CODE, _typed),
        Row(At.CODE, on.Accepted, At.CODE, _BUSY, (do.TakeUp(),), when=code_whole),
        Row(At.CODE, on.Accepted, At.CODE),
        Row(At.CODE, own.DraftOpened, At.GOING_ON, opened, (do.PrepareForm(),)),
        Row(At.CODE, own.NotDone, At.CODE, _REFUSED),
        Row(At.CODE, on.PlatformFailed, At.CODE, _REFUSED),
        Row(At.CODE, on.WentBack, At.CODE, when=busy),
        Row(At.CODE, on.WentBack, At.LIST, _LOADING),
        Row(At.CODE, on.Finished, Ends(on.CaseClosed())),
        Row(At.LIST, on.WentBack, At.LIST, sets("around", dialog="leave")),
        Row(At.LIST, on.Finished, Ends(on.CaseClosed())),
        Row(At.CASE, own.WithdrawAsked, At.CASE, _BUSY, (do.WithdrawMatter(),), when=can_withdraw),
        Row(At.CASE, own.WithdrawAsked, At.CASE),
        Row(At.CASE, own.MatterChanged, At.CASE, _changed),
        Row(At.CASE, own.NotDone, At.CASE, _REFUSED),
        Row(At.CASE, on.PlatformFailed, At.CASE, _REFUSED),
        Row(At.CASE, own.MendingStarted, At.MENDING, _mended, (do.PrepareForm(),), when=can_mend),
        Row(At.CASE, own.MendingStarted, At.CASE),
        Row(At.CASE, on.ReceiptOpened, At.RECEIPT),
        Row(At.CASE, on.WentBack, At.CASE, when=busy),
        Row(At.CASE, on.WentBack, At.LIST, _LOADING),
        *_slip(At.CASE),
        *_slip(At.RECEIPT),
        Row(At.RECEIPT, on.PrintAsked, At.RECEIPT, when=printed),
        Row(At.RECEIPT, on.PrintAsked, At.RECEIPT, _PRINTING, (do.PrintReceipt(),)),
        Row(At.RECEIPT, on.WentBack, At.CASE),
        Row(At.DRAFT, own.DraftTakenUp, At.DRAFT, _BUSY, (do.OpenDraft(),), when=can_take_up),
        Row(At.DRAFT, own.DraftTakenUp, At.DRAFT),
        Row(At.DRAFT, own.DraftOpened, At.GOING_ON, opened, (do.PrepareForm(),)),
        Row(At.DRAFT, own.DraftDropAsked, At.DRAFT, when=busy),
        Row(At.DRAFT, own.DraftDropAsked, At.DRAFT, _BUSY, (do.DropDraft(),)),
        Row(At.DRAFT, own.DraftDropped, At.LIST, _LOADING),
        Row(At.DRAFT, own.NotDone, At.DRAFT, _REFUSED),
        Row(At.DRAFT, on.PlatformFailed, At.DRAFT, _REFUSED),
        Row(At.DRAFT, on.WentBack, At.LIST, _LOADING),
        Row(At.DRAFT, on.Finished, Ends(on.CaseClosed())),
        Row(At.MENDING, on.CaseClosed, Ends(on.CaseClosed())),
        Row(At.GOING_ON, on.CaseClosed, Ends(on.CaseClosed())),
    ),
)
