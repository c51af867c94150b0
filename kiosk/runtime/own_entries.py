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
from kiosk.runtime.sending import CANCELLED_PAYMENT, PAYMENT, PRINT, RATING, SUBMISSION
from offline_cache.contract import Job, JobQueue, JobState, StoreError

LEDGERS = {
    "submissions": frozenset({SUBMISSION}),
    "ratings": frozenset({RATING}),
    "prints": frozenset({PRINT}),
    "payments": frozenset({PAYMENT, CANCELLED_PAYMENT}),
}
"""LedgerKind of the contract to kinds of jobs."""
_ORDERS = LEDGERS["payments"]
_KINDS = frozenset().union(*LEDGERS.values())
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
    """What a payload, or an order, says of itself that is no personal data."""

    captured_at: str = ""
    at: str = ""
    created_at: str = ""
    outcome: str = ""
    serial: str | None = None


def business_day(moment: float) -> str:
    """The calendar day of China, YYYY-MM-DD."""
    return dt.datetime.fromtimestamp(moment, CHINA).date().isoformat()


def own_entries(queue: JobQueue, day: str, ledger: str) -> dict[str, Own]:
    """By id: everything of that ledger and business day."""
    found = {}
    for job in _around(queue, day):
        if job.kind not in LEDGERS[ledger]:
            continue
        payload = _payload(queue, job)
        said = _said(queue, job, payload)
        if _day_of(job, said) == day:
            found[job.job_id] = _own(queue, job, payload, said)
    return found


def days_of(queue: JobQueue, day: str) -> set[str]:
    """The business days of what was queued on that day of the outbox."""
    jobs = (job for job in queue.jobs(day) if job.kind in _KINDS)
    return {_day_of(job, _said(queue, job, _payload(queue, job))) for job in jobs}


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


def _order(queue: JobQueue, job: Job, payload: bytes) -> bytes:
    """As a person was told it; of one that was cancelled by itself, as the platform answered."""
    return (payload if job.kind == PAYMENT else b"") or queue.answer(job.job_id) or b""


def _said(queue: JobQueue, job: Job, payload: bytes) -> _Said:
    """An order belongs to the day on which the platform made it."""
    try:
        return msgspec.json.decode(_order(queue, job, payload) if job.kind in _ORDERS else payload, type=_Said)
    except (msgspec.DecodeError, RecursionError):
        return _Said()


def _day_of(job: Job, said: _Said) -> str:
    with suppress(ValueError):
        return business_day(from_rfc3339(said.captured_at or said.at or said.created_at))
    return business_day(job.created_at)


def _own(queue: JobQueue, job: Job, payload: bytes, said: _Said) -> Own:
    if job.kind in _ORDERS:
        order = _read(_order(queue, job, payload), Payment)
        return Own(job, None, order.state, order.order_no, order.amount) if order else Own(job, None, None)
    answer = queue.answer(job.job_id)
    known = job.state is JobState.DONE and answer is not None
    digest = hashlib.sha256(payload).hexdigest() if payload else None
    if not known or answer is None:
        return Own(job, digest, None)
    if job.kind == SUBMISSION:
        case = _read(answer, SubmissionAnswer)
        return Own(job, digest, case.state, case.project_no) if case else Own(job, digest, None)
    if job.kind == RATING:
        return Own(job, digest, "recorded")
    return Own(job, digest, said.outcome, said.serial)


def _read(answer: bytes, kind: type[T]) -> T | None:
    with suppress(msgspec.DecodeError):
        return msgspec.json.decode(answer, type=kind)
    return None
