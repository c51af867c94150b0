"""The terminal's side of a day's ledger, out of the outbox. Must never hand on more of a payload than its digest.

A day is a calendar day of China, by the time that stands in the thing itself, whenever it was queued or sent.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from kiosk.platform_api.times import CHINA, from_rfc3339
from kiosk.platform_api.wire import DayEntry, Payment, SubmissionAnswer
from kiosk.runtime.sending import CANCELLED_PAYMENT, PRINT, RATING, SUBMISSION
from offline_cache.contract import Job, JobQueue, JobState, StoreError

LEDGERS = {"submissions": SUBMISSION, "ratings": RATING, "prints": PRINT, "payments": CANCELLED_PAYMENT}
"""LedgerKind of the contract to kind of job."""
T = TypeVar("T", bound=msgspec.Struct)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Own:
    """One thing as this terminal knows it."""

    job: Job
    sha256: str | None
    """Of the payload; None where there is none any more, or never was one to compare."""
    state: str | None
    """As the platform last said; None where it never answered."""
    number: str | None = None
    amount: str | None = None

    def entry(self) -> DayEntry:
        """As a line of the ledger."""
        return DayEntry(self.job.job_id, self.state or "", self.sha256, self.number, self.amount)


class _Said(msgspec.Struct, rename="camel"):
    """What a payload says of itself that is no personal data."""

    captured_at: str = ""
    at: str = ""
    outcome: str = ""
    serial: str | None = None


def business_day(moment: float) -> str:
    """The calendar day of China, YYYY-MM-DD."""
    return dt.datetime.fromtimestamp(moment, CHINA).date().isoformat()


def own_entries(queue: JobQueue, day: str, ledger: str) -> dict[str, Own]:
    """By id: everything of that ledger and business day."""
    found = {}
    for job in _around(queue, day):
        if job.kind != LEDGERS[ledger]:
            continue
        payload = _payload(queue, job)
        said = _said(payload)
        if _day_of(job, said) == day:
            found[job.job_id] = _own(queue, job, payload, said)
    return found


def days_of(queue: JobQueue, day: str) -> set[str]:
    """The business days of what was queued on that day of the outbox."""
    return {_day_of(job, _said(_payload(queue, job))) for job in queue.jobs(day) if job.kind in LEDGERS.values()}


def _around(queue: JobQueue, day: str) -> Iterator[Job]:
    """What was queued on that day, the one before and the one after: midnight lies elsewhere for other clocks."""
    middle = dt.date.fromisoformat(day)
    for one in (middle - _DAY, middle, middle + _DAY):
        yield from queue.jobs(one.isoformat())


def _payload(queue: JobQueue, job: Job) -> bytes:
    """Empty where it is erased or cannot be opened: that is for whoever sends it to tell."""
    with suppress(StoreError):
        return queue.peek(job.job_id).payload
    return b""


def _said(payload: bytes) -> _Said:
    try:
        return msgspec.json.decode(payload, type=_Said)
    except (msgspec.DecodeError, RecursionError):
        return _Said()


def _day_of(job: Job, said: _Said) -> str:
    with suppress(ValueError):
        return business_day(from_rfc3339(said.captured_at or said.at))
    return business_day(job.created_at)


def _own(queue: JobQueue, job: Job, payload: bytes, said: _Said) -> Own:
    answer = queue.answer(job.job_id)
    known = job.state is JobState.DONE and answer is not None
    digest = hashlib.sha256(payload).hexdigest() if payload and job.kind != CANCELLED_PAYMENT else None
    if not known or answer is None:
        return Own(job, digest, None)
    if job.kind == SUBMISSION:
        case = _read(answer, SubmissionAnswer)
        return Own(job, digest, case.state, case.project_no) if case else Own(job, digest, None)
    if job.kind == CANCELLED_PAYMENT:
        order = _read(answer, Payment)
        return Own(job, None, order.state, order.order_no, order.amount) if order else Own(job, None, None)
    if job.kind == RATING:
        return Own(job, digest, "recorded")
    return Own(job, digest, said.outcome, said.serial)


def _read(answer: bytes, kind: type[T]) -> T | None:
    with suppress(msgspec.DecodeError):
        return msgspec.json.decode(answer, type=kind)
    return None
