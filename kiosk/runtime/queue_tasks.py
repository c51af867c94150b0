"""What waits for a person: whom to call back, what differs from the platform, and that it is done (回电、核对、了结).

Must never show a telephone number, or end anything, that the audit trail was not told of first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import msgspec

from kiosk.domain.person import mask_name
from kiosk.runtime.audit.events import FIELDS, AuditEvent
from kiosk.runtime.audit.trail import Trail
from kiosk.runtime.looked_at import LookedAt
from kiosk.runtime.own_entries import Own
from kiosk.runtime.queue_work import found_job, row
from kiosk.runtime.reconciliation import Finding
from kiosk.runtime.sending import SUBMISSION
from offline_cache.contract import JobQueue, JobState, StoreError, StoreFault


class Books(Protocol):
    """Both sides' books; see kiosk.runtime.reconciliation.Reconciler."""

    @property
    def looked_at(self) -> LookedAt:
        """What is settled."""

    def due(self) -> tuple[str, ...]:
        """Days that are over and not closed."""

    def differences(self, day: str) -> tuple[Finding, ...]:
        """What a person has to look at."""


class _Applicant(msgspec.Struct):
    name: str = ""


class _Case(msgspec.Struct, rename="camel"):
    """What is needed to call."""

    service_item_code: str = ""
    applicant: _Applicant = msgspec.field(default_factory=_Applicant)
    form: dict[str, Any] = msgspec.field(default_factory=dict)

    def __repr__(self) -> str:
        """No personal data in a traceback."""
        return f"_Case({self.service_item_code!r})"


def calls(queue: JobQueue) -> dict[str, Any]:
    """Every citizen who must be called, by number alone."""
    return {"calls": [row(job) for job in queue.jobs() if job.state is JobState.CALL_BACK]}


def call(queue: JobQueue, trail: Trail, name: str, staff: str) -> dict[str, Any]:
    """Whom to call for the case of that id or 暂存号: told to the audit trail before it is shown.

    Raises StoreError (STEP_NOT_ALLOWED where nobody is to be called), OSError where the trail cannot be written.
    """
    job = found_job(queue, name)
    if job.kind != SUBMISSION or job.state is not JobState.CALL_BACK:
        raise StoreError(StoreFault.STEP_NOT_ALLOWED, "nobody is to be called for it")
    case = msgspec.json.decode(queue.peek(job.job_id).payload, type=_Case)
    trail.append(AuditEvent.PHONE_SHOWN, submission=job.job_id, staff=staff)
    phone = case.form.get("phone")
    return {
        **row(job),
        "item": case.service_item_code,
        "name": mask_name(case.applicant.name),
        "phone": phone if isinstance(phone, str) else None,
    }


def end(queue: JobQueue, trail: Trail, name: str, staff: str, why: str) -> dict[str, Any]:
    """Nothing is left to do for a case that was set aside or called back: said in the trail, or not done.

    Told first: should the store fail after that, the line stands, the case is not ended, and staff end it again.

    Raises StoreError, OSError where the trail cannot be written.
    """
    job = found_job(queue, name)
    with queue.together():
        ended = queue.end(job.job_id)
        trail.append(AuditEvent.JOB_ENDED, job=job.job_id, staff=staff, why=why)
    return {"ended": [row(ended)]}


def differences(books: Books, days: Sequence[str] = ()) -> dict[str, Any]:
    """What a person has to look at, of the days named or of those that are due; for payments and prints with finance.

    Raises PlatformError, StoreError.
    """
    return {"differences": [_difference(day, one) for day, one in _found(books, days)]}


def checked(
    books: Books, queue: JobQueue, trail: Trail, finding: tuple[str, Sequence[str]], who: tuple[str, str]
) -> dict[str, Any]:
    """A difference that no job's step ends is looked at: said in the trail, or not done.

    Args:
        books: find it anew, so that what is settled is what both sides have now.
        queue: of the same store.
        trail: told first.
        finding: its id or 暂存号, and the days to look at.
        who: staff number, and what was found, a word of `FINDINGS`.

    Raises:
        StoreError: JOB_UNKNOWN where nothing differs under that name, STEP_NOT_ALLOWED for a frozen case.
        PlatformError, OSError: the platform cannot be asked, the trail cannot be written.
    """
    (name, days), (staff, why) = finding, who
    named = [(day, one) for day, one in _found(books, days) if name in {one.entry_id, _reference(one.own)}]
    if not named or not all(FIELDS["job"].admits(one.entry_id) for _, one in named):
        raise StoreError(StoreFault.JOB_UNKNOWN, "nothing differs under that id or number")
    for day, one in named:
        if not one.has_no_step:
            raise StoreError(StoreFault.STEP_NOT_ALLOWED, f"{one.entry_id} of {day} is ended with kiosk queue end")
        with queue.together():
            books.looked_at.add(one)
            if one.own is not None and one.own.job.state in {JobState.SET_ASIDE, JobState.CALL_BACK}:
                queue.end(one.entry_id)
            trail.append(AuditEvent.DIFFERENCE_CHECKED, ledger=one.ledger, job=one.entry_id, staff=staff, why=why)
    return {"checked": [_difference(day, one) for day, one in named]}


def _found(books: Books, days: Sequence[str]) -> Iterator[tuple[str, Finding]]:
    for day in days or books.due():
        for one in books.differences(day):
            yield day, one


def _difference(day: str, finding: Finding) -> dict[str, Any]:
    own, there = finding.own, finding.there
    return {
        "day": day,
        "ledger": finding.ledger,
        "class": finding.agreement.value,
        "id": finding.entry_id,
        "reference": _reference(own),
        "here": None if own is None else {"state": own.state, "number": own.number, "amount": own.amount},
        "there": None if there is None else {"state": there.state, "number": there.number, "amount": there.amount},
        "ends_with": "checked" if finding.has_no_step else "end",
    }


def _reference(own: Own | None) -> str | None:
    return None if own is None else own.job.reference
