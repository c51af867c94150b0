"""What lies on each page of the desk, out of the outbox and the days.

Must never hand on more of a case than its item and a masked name, and never change anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.person import mask_name
from kiosk.domain.text import Language
from kiosk.runtime.own_entries import business_day
from kiosk.runtime.prints import CERTIFICATE, PrintOutcome, SlipPrint
from kiosk.runtime.sending import PRINT, SUBMISSION
from kiosk.runtime.sending_corrections import CORRECTION
from kiosk.runtime.workbench.drawer import Slip, Stage
from kiosk.runtime.workbench.view import Act, Page, Row
from kiosk.staff.roles import Right
from offline_cache.contract import Day, DayState, Job, JobQueue, JobState, StoreError

SLIP = "slip"
"""The ledger of what the receipt printer was given; certificates are CERTIFICATE."""
_OPEN = frozenset({JobState.QUEUED, JobState.SENDING, JobState.WAITING, JobState.SET_ASIDE})
_FIRST = (JobState.SET_ASIDE, JobState.CALL_BACK)
_NEEDS = {
    Act.RETRY: Right.RETRY,
    Act.CALL: Right.CALL,
    Act.END: Right.CALL,
    Act.CHECKED: Right.CLOSE_DAY,
    Act.COMPARE: Right.CLOSE_DAY,
    Act.CONFIRM: Right.REVIEW,
    Act.REFUSE: Right.REVIEW,
    Act.LOOK: Right.REVIEW,
    Act.RESUME: Right.ASSIST,
    Act.DROP: Right.ASSIST,
    Act.SAVE: Right.CASES,
    Act.REPRINT: Right.REPRINT,
}


_ELSEWHERE = frozenset({Page.FIGURES, Page.ASSIST, Page.DRAFTS, Page.REVIEW, Page.DIFFERENCES, Page.DAYS})
"""Pages that are not filled from the jobs."""
_WHOSE = {Page.ASSIST: Right.ASSIST, Page.DRAFTS: Right.ASSIST, Page.REVIEW: Right.REVIEW}


_LOOKS = {"review": (Act.CONFIRM, Act.REFUSE), "look-there": (Act.CONFIRM, Act.REFUSE), Stage.WAITING: (Act.LOOK,)}


_OF_PAGE: Mapping[Page, tuple[Act, ...]] = {Page.DAYS: (Act.COMPARE,), Page.FIGURES: (Act.SAVE,)}
_OF_ROW: Mapping[Page, tuple[Act, ...]] = {Page.DRAFTS: (Act.RESUME, Act.DROP), Page.DIFFERENCES: (Act.CHECKED,)}
_OF_STANDING: Mapping[str, tuple[Act, ...]] = {
    JobState.CALL_BACK: (Act.CALL, Act.END),
    JobState.SET_ASIDE: (Act.RETRY, Act.END),
}


class _Applicant(msgspec.Struct):
    name: str = ""


class _Case(msgspec.Struct, rename="camel"):
    service_item_code: str = ""
    applicant: _Applicant = msgspec.field(default_factory=_Applicant)

    def __repr__(self) -> str:
        """No personal data in a traceback."""
        return f"_Case({self.service_item_code!r})"


class Labels:
    """Whose and what each job is, masked, once opened; forgotten when the desk is locked."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str]] = {}
        self._items: dict[str, str] = {}
        self._version = ""

    def forget(self) -> None:
        """Nobody is signed in."""
        self._known.clear()

    def learn(self, version: str, body: bytes) -> None:
        """Names of items, from the catalogue as it lies in the store."""
        if version != self._version:
            items = msgspec.json.decode(body, type=Catalogue).items
            self._items = {item.code: item.name.said(Language.ZH_HANS) for item in items}
            self._version = version

    def of(self, queue: JobQueue, job: Job) -> tuple[str, str]:
        """Masked name and item; empty where the case is erased or is none."""
        if job.job_id not in self._known:
            self._known[job.job_id] = self._read(queue, job)
        name, code = self._known[job.job_id]
        return name, self._items.get(code, code)

    def _read(self, queue: JobQueue, job: Job) -> tuple[str, str]:
        if job.kind != SUBMISSION:
            return "", ""
        try:
            case = msgspec.json.decode(queue.peek(job.job_id).payload, type=_Case)
        except (StoreError, msgspec.DecodeError):
            return "", ""
        return mask_name(case.applicant.name), case.service_item_code


def of_page(page: Page, queue: JobQueue, labels: Labels, now: float) -> tuple[Row, ...]:
    """The rows of a page that the store alone fills: what wants a hand first, then the newest."""
    if page is Page.DAYS:
        return tuple(_day(day) for day in sorted(queue.days(), key=lambda one: one.day, reverse=True))
    jobs = sorted(_jobs(page, queue.jobs(), now), key=_weight)
    return tuple(_row(queue, labels, job) for job in jobs)


def counts(jobs: Sequence[Job], days: Iterable[Day], now: float) -> dict[str, int]:
    """How many rows lie on the pages that the store alone fills."""
    found = {page.value: len(_jobs(page, jobs, now)) for page in Page if page not in _ELSEWHERE}
    return found | {Page.DAYS.value: sum(day.state is not DayState.CLOSED for day in days)}


def differing(found: Mapping[str, Any]) -> tuple[Row, ...]:
    """Rows of what `queue_tasks.differences` says."""
    return tuple(
        Row(
            row_id=one["id"],
            standing=one["class"],
            reference=one["reference"] or one["day"],
            item=one["day"],
            ledger=one["ledger"],
        )
        for one in found["differences"]
        if one["ends_with"] == Act.CHECKED
    )


def of_slip(slip: Slip, staff: str = "") -> Row:
    """A form in the drawer; `staff`: who would look at it second."""
    standing = "own" if slip.staff == staff else slip.stage.value
    return Row(slip.draft.draft_id, standing, slip.draft.draft_id[-8:], item=slip.item, at=slip.at, ledger="draft")


def of_prints(found: Sequence[SlipPrint], now: float) -> tuple[Row, ...]:
    """Today's slips and certificates, each with how often it was printed again."""
    today = [one for one in found if business_day(one.at) == business_day(now)]
    copies = Counter(one.original for one in found if one.outcome is not PrintOutcome.FAILED)
    return tuple(
        Row(
            row_id=one.print_id,
            standing=one.outcome.value,
            reference=one.number,
            name=one.name,
            item=one.item,
            at=one.at,
            fault=one.fault,
            ledger=CERTIFICATE if one.what == CERTIFICATE else SLIP,
            copy=one.copy,
            copies=copies[one.original or one.print_id],
            pages=one.pages,
            printer=one.printer,
        )
        for one in today
    )


def pages_of(rights: frozenset[Right]) -> tuple[Page, ...]:
    """The pages that somebody has."""
    return tuple(page for page in Page if page not in _WHOSE or _WHOSE[page] in rights)


def acts(page: Page, row: Row | None, rights: frozenset[Right]) -> tuple[Act, ...]:
    """What this person may do with that row."""
    return tuple(act for act in _fitting(page, row) if _NEEDS[act] in rights)


def _fitting(page: Page, row: Row | None) -> tuple[Act, ...]:
    if page in _OF_PAGE:
        return _OF_PAGE[page]
    if row is None:
        return ()
    if page is Page.REVIEW:
        return _LOOKS.get(row.standing, ())
    if row.ledger == SLIP:
        return (Act.REPRINT,) if row.standing != PrintOutcome.PRINTING else ()
    return _OF_ROW.get(page) or _OF_STANDING.get(row.standing, ())


def _jobs(page: Page, jobs: Sequence[Job], now: float) -> list[Job]:
    match page:
        case Page.TODAY:
            today = business_day(now)
            return [job for job in jobs if job.kind == SUBMISSION and business_day(job.created_at) == today]
        case Page.CALLS:
            return [job for job in jobs if job.state is JobState.CALL_BACK]
        case Page.OUTBOX:
            return [job for job in jobs if job.state in _OPEN]
        case Page.CORRECTIONS:
            return [job for job in jobs if job.kind == CORRECTION]
        case Page.PRINTS:
            return [job for job in jobs if job.kind == PRINT]
        case _:
            return []


def _weight(job: Job) -> tuple[int, float]:
    return (_FIRST.index(job.state) if job.state in _FIRST else len(_FIRST), -job.created_at)


def _row(queue: JobQueue, labels: Labels, job: Job) -> Row:
    name, item = labels.of(queue, job)
    return Row(
        row_id=job.job_id,
        standing=job.state.value,
        reference=job.reference,
        name=name,
        item=item,
        at=job.created_at,
        fault=job.fault or "",
        attempts=job.attempts,
        not_before=job.not_before,
        ledger=job.kind,
    )


def _day(day: Day) -> Row:
    return Row(
        row_id=day.day,
        standing=day.state.value,
        reference=day.day,
        at=day.changed_at or 0.0,
        fault=day.cause or "",
    )
