"""Flows *apply* and *fill in*: form, check-your-answers, submission, result. 返回 never loses an answer.

The case is acknowledged only after the outbox has it durably; what the screen says then follows from the
platform's answer alone.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec.structs import replace

from kiosk.domain.submission import Outcome, Way
from kiosk.flows import drafts, supply, supply_files
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.acts import both, put, sets, takes
from kiosk.flows.complain import about_case
from kiosk.flows.engine import Act, Ends, Flow, Row, Step
from kiosk.flows.events import Event
from kiosk.flows.events import services as said
from kiosk.flows.memory import Case, Memory
from kiosk.flows.rate import may_rate
from kiosk.flows.screens import Screen

PERHAPS_PRINTED = "printer.outcome-unknown"
"""The print fault after which nobody knows whether a slip came out (devices.faults)."""


class Begin(StrEnum):
    """Steps of *apply*. A power cut at IDENTIFY loses the attempt; at FILLING see `At`."""

    IDENTIFY = "identify"
    FILLING = "filling"


class At(StrEnum):
    """Steps of *fill in*. A power cut before SUBMITTING has stored the case loses the answers; after it, nothing."""

    FORM = "form"
    SCAN = "scan"
    PHONE = "phone"
    PROMISE = "promise"
    FILES = "files"
    CHECK = "check"
    SIGNATURE = "signature"
    SUBMITTING = "submitting"
    RESULT = "result"
    RECEIPT = "receipt"
    RATING = "rating"
    COMPLAINING = "complaining"
    SAVING = "saving"
    KEEPING = "keeping"


# --- guards -----------------------------------------------------------------------------------------------
def last_page(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Was that the last form page, or did the person come from the check page?"""
    filling = memory.filling
    return filling.returning or filling.page + 1 >= filling.pages


def first_page(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is it the first form page?"""
    return memory.filling.page == 0


def came_to_correct(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Came here from the check page by 修改."""
    return memory.filling.returning


def must_sign(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Does the item want a signature that was not given yet? What is mended was signed before."""
    signed = memory.identity.signature or memory.identity.confirmed
    wants = bool(memory.item and memory.item.signature and not signed)
    return wants and memory.mending.asked is None


def verified_here(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Was it confirmed in this session who stands here? Then a key is as good as a drawn name, and says so."""
    return memory.identity.session_id is not None and memory.identity.way in {Way.FACE, Way.SMS}


def known_field(memory: Memory, event: Event) -> bool:
    """Is the field on a page of this form?"""
    return isinstance(event, on.PageChosen) and event.field in memory.filling.page_of


def nowhere(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Did the store refuse the case, so that nothing of it is on its way? Only then may it be handed in once more.

    A case that was stored has its number; set aside or answered, it is somebody's work. Not under a running slip
    either: what becomes of that would be taken for the next one's.
    """
    case = memory.case
    refused = case.outcome is Outcome.FAILED and not case.submission_id and (case.fault or "").startswith("store.")
    return refused and case.print_phase != "printing"


def nowhere_to_keep(memory: Memory, event: Event) -> bool:
    """Was the case refused by the store, and can the answers be kept as a draft instead?"""
    return nowhere(memory, event) and drafts.can_keep(memory, event)


def not_done(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Has the case failed?"""
    return memory.case.outcome is Outcome.FAILED


def being_decided(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is the decision about to come, so that it is worth waiting for?"""
    return isinstance(event, on.CaseAnswered) and event.decision == "deciding"


def was_answered(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Has the platform answered, though it has not decided?"""
    return memory.case.outcome is not None


def picture_there(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is there a picture to keep?"""
    return bool(memory.filling.scan_jpeg)


def whole_wanted(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is all to be taken that the camera sees?"""
    return isinstance(event, on.PictureTaken) and event.whole


def printing(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Is the receipt on its way, or out already, or may it be? It is never printed twice."""
    case = memory.case
    return case.print_phase in {"printing", "done"} or case.print_fault == PERHAPS_PRINTED


# --- acts -------------------------------------------------------------------------------------------------
def _prepared(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, on.FormPrepared):
        return memory
    answers = {**event.answers, **memory.filling.answers}
    fresh = {"sources": event.sources, "page_of": event.page_of, "pages": event.pages}
    return put(memory, "filling", answers=answers, page=min(memory.filling.page, event.pages - 1), **fresh)


def _answered(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, on.FieldChanged):
        return memory
    filling = memory.filling
    changed = filling.changed
    if filling.returning and event.name not in changed:
        changed = (*changed, event.name)
    answers = {**filling.answers, event.name: event.value}
    problems = tuple(problem for problem in filling.problems if problem.name != event.name)
    return put(memory, "filling", answers=answers, changed=changed, problems=problems)


def _page(step: int) -> Act:
    def act(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
        return put(memory, "filling", page=memory.filling.page + step, problems=(), focus="")

    return act


def _jump(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, on.PageChosen):
        return memory
    page = memory.filling.page_of[event.field]
    return put(memory, "filling", page=page, focus=event.field, returning=True, problems=())


def _last(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    return put(memory, "filling", page=memory.filling.pages - 1, problems=(), focus="")


def _invalid(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, on.PageInvalid):
        return memory
    return put(memory, "filling", problems=event.problems, focus=event.problems[0].name)


def _broken(memory: Memory, event: Event) -> Memory:
    fault = event.fault if isinstance(event, on.FormBroken) else None
    return put(memory, "case", outcome=Outcome.FAILED, fault=fault)


def _kept(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    filling = memory.filling
    memory = supply.settled(memory, filling.scan_field, "scanned")
    scans = {**memory.filling.scans, filling.scan_field: filling.scan_jpeg}
    return put(memory, "filling", scans=scans, scan_phase="live", scan_jpeg=b"")


def _case(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, on.CaseAnswered):
        return memory
    return put(
        memory,
        "case",
        outcome=event.outcome,
        project_no=event.project_no,
        text=event.text,
        lookup_url=event.lookup_url,
        fault=event.fault,
        decision=event.decision,
        parts=event.parts,
    )


def _timed_out(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    outcome = Outcome.SENT if memory.around.online else Outcome.QUEUED
    return put(memory, "case", outcome=outcome)


def _anew(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    """Nothing of the case that failed may be taken for something of the next one."""
    return replace(memory, case=Case())


def _not_stored(memory: Memory, event: Event) -> Memory:
    fault = event.fault if isinstance(event, on.NotStored) else None
    return put(memory, "case", outcome=Outcome.FAILED, fault=fault)


_STORED = both(
    takes("case", submission_id="submission_id", reference="reference", stored_at="at"),
    sets("case", print_phase="idle", print_fault=None),
)
_LOOKING = sets("filling", scan_phase="live", scan_fault=None, scan_hint="")
_TRYING = sets("filling", scan_fault=None)
_PRINTING = sets("case", print_phase="printing", print_fault=None)
_PRINT_FAILED = both(takes("case", print_fault="fault"), sets("case", print_phase="failed"))
_ASK_LEAVE = sets("around", dialog="leave")
_BEGUN = (At.FORM, At.SCAN, At.PHONE, At.PROMISE, At.FILES, At.CHECK, At.SIGNATURE)
_ON_ITS_WAY = (do.StartClock("case-answer"), do.WatchCase(), do.EndDraft())


def _after(at: At) -> tuple[Row, ...]:
    """Rows that result and receipt pages share."""
    return (
        Row(at, on.CaseAnswered, at, _case),
        Row(at, on.PrintAsked, at, when=printing),
        Row(at, on.PrintAsked, at, _PRINTING, (do.PrintReceipt(),)),
        Row(at, on.Printed, at, sets("case", print_phase="done")),
        Row(at, on.PrintFailed, at, _PRINT_FAILED),
        Row(at, on.Finished, Ends(on.CaseClosed())),
    )


FLOW = Flow(
    name="apply",
    about="Who it is, then the form of the chosen item.",
    start=Begin.IDENTIFY,
    steps={Begin.IDENTIFY: Step(calls="identify"), Begin.FILLING: Step(calls="fill-in")},
    rows=(
        Row(Begin.IDENTIFY, on.Identified, Begin.FILLING, do=(do.PrepareForm(), do.LookForDraft())),
        Row(Begin.IDENTIFY, on.NotIdentified, Ends(on.CaseAbandoned())),
        Row(Begin.FILLING, on.CaseClosed, Ends(on.CaseClosed())),
    ),
)

FILL_IN = Flow(
    name="fill-in",
    about="From a confirmed person to a stored case and its receipt. Whoever calls it has the form prepared.",
    start=At.FORM,
    steps={
        At.FORM: Step(Screen.FORM),
        At.SCAN: Step(Screen.SCAN, enter=(do.StartPreview(),), leave=(do.StopPreview(),)),
        At.PHONE: supply.ON_PHONE,
        At.PROMISE: supply.ON_PROMISE,
        At.FILES: supply_files.ON_FILES,
        At.CHECK: Step(Screen.CHECK),
        At.SIGNATURE: Step(Screen.SIGNATURE),
        At.SUBMITTING: Step(Screen.SUBMITTING, enter=(do.StoreCase(),)),
        At.RESULT: Step(Screen.RESULT, enter=(do.WatchCase(),)),
        At.RECEIPT: Step(Screen.RECEIPT, enter=(do.WatchCase(),)),
        At.RATING: Step(calls="rate"),
        At.COMPLAINING: Step(calls="complain-of-case"),
        At.SAVING: drafts.SAVING,
        At.KEEPING: drafts.KEEPING,
    },
    rows=(
        Row(At.FORM, on.FormPrepared, At.FORM, _prepared),
        Row(At.FORM, on.FormBroken, At.RESULT, _broken),
        Row(At.FORM, on.FieldChanged, At.FORM, _answered),
        Row(At.FORM, on.Accepted, At.FORM, do=(do.CheckPage(),)),
        Row(At.FORM, on.PageInvalid, At.FORM, _invalid),
        Row(At.FORM, on.PageValid, At.CHECK, sets("filling", returning=False, problems=(), focus=""), when=last_page),
        Row(At.FORM, on.PageValid, At.FORM, _page(1)),
        Row(
            At.FORM,
            on.ScanOpened,
            At.SCAN,
            both(takes("filling", scan_field="field"), _LOOKING),
        ),
        # Nobody looks at an answer again between the check page and 提交.
        Row(At.FORM, on.WentBack, At.FORM, do=(do.CheckPage(),), when=came_to_correct),
        Row(At.FORM, on.WentBack, At.FORM, _ASK_LEAVE, when=first_page),
        Row(At.FORM, on.WentBack, At.FORM, _page(-1)),
        Row(At.SCAN, on.PageSeen, At.SCAN, takes("filling", scan_hint="hint")),
        Row(At.SCAN, on.PictureTaken, At.SCAN, _TRYING, (do.TakeWholePicture(),), when=whole_wanted),
        Row(At.SCAN, on.PictureTaken, At.SCAN, _TRYING, (do.TakePicture(),)),
        Row(At.SCAN, on.PageMissed, At.SCAN, takes("filling", scan_fault="fault")),
        Row(
            At.SCAN,
            on.PictureReady,
            At.SCAN,
            both(takes("filling", scan_jpeg="jpeg"), sets("filling", scan_phase="review")),
        ),
        Row(
            At.SCAN,
            on.PictureDropped,
            At.SCAN,
            sets("filling", scan_phase="live", scan_fault=None, scan_hint="", scan_jpeg=b""),
            (do.StartPreview(),),
        ),
        Row(At.SCAN, on.PictureKept, At.FORM, _kept, when=picture_there),
        Row(At.SCAN, on.PictureKept, At.SCAN),
        Row(
            At.SCAN,
            on.CameraFailed,
            At.SCAN,
            both(takes("filling", scan_fault="fault"), sets("filling", scan_phase="fault")),
        ),
        Row(At.SCAN, on.RetryAsked, At.SCAN, _LOOKING, (do.StartPreview(),)),
        Row(At.SCAN, on.WentBack, At.FORM),
        *supply.rows(At.FORM, At.PHONE, At.PROMISE),
        *supply_files.rows(At.FORM, At.FILES),
        Row(At.CHECK, on.PageChosen, At.FORM, _jump, when=known_field),
        Row(At.CHECK, on.PageChosen, At.CHECK),
        Row(At.CHECK, on.WentBack, At.FORM, _last),
        Row(At.CHECK, on.Accepted, At.SIGNATURE, when=must_sign),
        Row(At.CHECK, on.Accepted, At.SUBMITTING),
        Row(At.SIGNATURE, on.Signed, At.SUBMITTING, takes("identity", signature="png")),
        Row(At.SIGNATURE, on.Accepted, At.SUBMITTING, sets("identity", confirmed=True), when=verified_here),
        Row(At.SIGNATURE, on.Accepted, At.SIGNATURE),
        Row(At.SIGNATURE, on.WentBack, At.CHECK),
        Row(At.SUBMITTING, on.Enqueued, At.SUBMITTING, _STORED, _ON_ITS_WAY),
        Row(At.SUBMITTING, on.NotStored, At.RESULT, _not_stored),
        Row(At.SUBMITTING, on.CaseAnswered, At.SUBMITTING, _case, when=being_decided),
        Row(At.SUBMITTING, on.CaseAnswered, At.RESULT, _case),
        Row(At.SUBMITTING, on.TimedOut, At.RESULT, when=was_answered),
        Row(At.SUBMITTING, on.TimedOut, At.RESULT, _timed_out),
        *_after(At.RESULT),
        Row(At.RESULT, on.ReceiptOpened, At.RECEIPT),
        Row(At.RESULT, on.RetryAsked, At.CHECK, _anew, when=nowhere),
        Row(At.RESULT, on.RetryAsked, At.RESULT),
        Row(At.RESULT, on.RatingOpened, At.RATING, when=may_rate),
        Row(At.RESULT, on.RatingOpened, At.RESULT),
        Row(At.RATING, on.Rated, At.RESULT),
        Row(At.RATING, on.NotRated, At.RESULT),
        Row(At.RESULT, said.ComplaintOpened, At.COMPLAINING, about_case, when=not_done),
        Row(At.RESULT, said.ComplaintOpened, At.RESULT),
        Row(At.COMPLAINING, on.CaseAbandoned, At.RESULT),
        Row(At.COMPLAINING, on.CaseClosed, Ends(on.CaseClosed())),
        *_after(At.RECEIPT),
        Row(At.RECEIPT, on.WentBack, At.RESULT),
        *drafts.rows(_BEGUN, At.SAVING, At.KEEPING, At.FORM),
        *drafts.resuming(At.FORM),
        *drafts.rescue(At.RESULT, At.SAVING, nowhere_to_keep),
    ),
)
