"""The store's parts in memory, for tests and for machines without a disk to trust: same contract, nothing durable.

Never used on a real terminal.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

from offline_cache import steps
from offline_cache.attachments import PIECE, described, refuse_too_large
from offline_cache.catalogue import MOST_BYTES
from offline_cache.contract import (
    NEVER_CHECKED,
    PLAUSIBLE_SINCE,
    Attachment,
    Blame,
    Claimed,
    Day,
    DayState,
    Handling,
    Job,
    JobState,
    Link,
    Snapshot,
    Stored,
    StoreError,
    StoreFault,
)
from offline_cache.states import OPEN, JobEvent, after

_PLAIN = Handling()


@dataclass
class _Record:
    job: Job
    payload: bytes | None
    contents: list[bytes]
    stored: list[Stored]
    lane: str
    answer: bytes | None = None


class MemoryOutbox:
    """A `JobQueue` in a dictionary."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.time,
        terminal_label: str = "A03",
        most_waiting: int | None = None,
    ) -> None:
        self._clock = clock
        self._label = terminal_label
        self._most = most_waiting
        self._records: dict[str, _Record] = {}
        self._numbers: dict[str, int] = {}
        self._days: dict[str, Day] = {}

    def enqueue(
        self,
        job_id: str,
        kind: str,
        payload: bytes,
        attachments: Sequence[Attachment] = (),
        handling: Handling = _PLAIN,
    ) -> Job:
        """Take a job."""
        refuse_too_large(attachments)
        stored = [described(number, one) for number, one in enumerate(attachments)]
        known = self._records.get(job_id)
        if known is not None:
            same = [replace(one, offset=0) for one in known.stored]
            if (known.job.kind, known.payload, same) != (kind, payload, stored):
                raise StoreError(StoreFault.JOB_EXISTS, job_id)
            return known.job
        if self._most is not None and sum(one.job.state in OPEN for one in self._records.values()) >= self._most:
            raise StoreError(StoreFault.TOO_MANY)
        now = self._clock()
        day = steps.day_of_reference(now)
        number = self._numbers[day] = self._numbers.get(day, 0) + 1
        reference = f"{self._label}-{day}-{number:04d}"
        priority = int(handling.priority)
        job = Job(job_id, kind, JobState.QUEUED, reference, now, 0, 0.0, None, priority=priority)
        contents = [one.content for one in attachments]
        self._records[job_id] = _Record(job, payload, contents, stored, handling.lane)
        return job

    def claim(self, now: float) -> Claimed | None:
        """The first job that is due, as SENDING."""
        for record in self._records.values():
            if steps.is_due(record.job, now):
                record.job = steps.ready(record.job)
        first = self._first()
        if first is None:
            return None
        first.job = steps.claimed(first.job)
        return self.peek(first.job.job_id)

    def next_up(self) -> Claimed | None:
        """What a claim would give now."""
        record = self._first()
        return self.peek(record.job.job_id) if record else None

    def _first(self) -> _Record | None:
        waiting = [one for one in self._next() if one.job.not_before == 0]
        return min(waiting, key=lambda one: one.job.priority, default=None)

    def together(self) -> AbstractContextManager[None]:
        """Nothing is durable here, so nothing is one commit."""
        return nullcontext()

    def next_due(self) -> float | None:
        """When `claim` next has something."""
        return min((one.job.not_before for one in self._next()), default=None)

    def _next(self) -> list[_Record]:
        """What waits and has no earlier open one in its lane."""
        busy: set[str] = set()
        waiting = []
        for one in self._records.values():
            if one.job.state in steps.DUE_STATES and one.lane not in busy:
                waiting.append(one)
            if one.job.state in OPEN and one.lane:
                busy.add(one.lane)
        return waiting

    def content(self, job_id: str, number: int, offset: int) -> bytes:
        """A piece of that attachment from `offset` on."""
        contents = self._record(job_id).contents
        end = (offset // PIECE + 1) * PIECE
        return contents[number][offset:end] if number < len(contents) else b""

    def uploaded(self, job_id: str, number: int, offset: int) -> None:
        """So much of it has arrived there."""
        record = self._record(job_id)
        after(record.job.state, JobEvent.ANSWERED)
        if number < len(record.stored):
            record.stored[number] = replace(record.stored[number], offset=offset)

    def complete(self, job_id: str, answer: bytes) -> Job:
        """The platform has it."""
        job = self._step(job_id, lambda job: steps.answered(job, self._clock()))
        self._records[job_id].answer = answer
        return job

    def postpone(self, job_id: str, fault: str, not_before: float, blame: Blame = Blame.SERVER) -> Job:
        """Give it back to be sent again."""
        return self._step(job_id, lambda job: steps.postponed(job, fault, not_before, blame))

    def set_aside(self, job_id: str, fault: str) -> Job:
        """A person looks."""
        return self._step(job_id, lambda job: steps.set_aside(job, fault))

    def call_back(self, job_id: str, fault: str) -> Job:
        """The citizen is called."""
        return self._step(job_id, lambda job: steps.call_back(job, fault, self._clock()))

    def withdraw(self, job_id: str) -> Job:
        """The citizen takes it back."""
        job = self._step(job_id, lambda job: steps.withdrawn(job, self._clock()))
        self._erase(self._records[job_id])
        return job

    def retry(self, job_id: str) -> Job:
        """Staff want it sent again."""
        return self._step(job_id, steps.retried)

    def end(self, job_id: str) -> Job:
        """Staff have done what was to be done for it."""
        return self._step(job_id, lambda job: steps.ended(job, self._clock()))

    def settle(self, job_id: str, answer: bytes) -> Job:
        """The platform has it by another way."""
        job = self._step(job_id, lambda job: steps.settled(job, self._clock()))
        self._records[job_id].answer = answer
        return job

    def reopen(self, job_id: str) -> Job:
        """The platform has not got it after all."""
        record = self._record(job_id)
        job = steps.reopened(record.job)
        if record.payload is None:
            raise StoreError(StoreFault.STEP_NOT_ALLOWED, "what was in it is erased")
        record.job = job
        return job

    def freeze(self, job_id: str, fault: str) -> Job:
        """Another content under its id: a person looks."""
        return self._step(job_id, lambda job: steps.frozen(job, fault))

    def expire(self, before: float, corrected: Callable[[float], float] = float) -> tuple[Job, ...]:
        """Open jobs taken before that time become call-back tasks."""
        waiting = [one for one in self._records.values() if one.job.state in steps.DUE_STATES]
        plausible = [one for one in waiting if PLAUSIBLE_SINCE <= one.job.created_at <= before]
        old = [one for one in plausible if corrected(one.job.created_at) <= before]
        for record in old:
            record.job = steps.expired(record.job, self._clock())
        return tuple(one.job for one in old)

    def recover(self) -> int:
        """What was being sent waits again."""
        sending = [one for one in self._records.values() if one.job.state is JobState.SENDING]
        for record in sending:
            record.job = steps.interrupted(record.job)
        return len(sending)

    def get(self, job_id: str) -> Job:
        """The job as it stands."""
        return self._record(job_id).job

    def peek(self, job_id: str) -> Claimed:
        """The job with what is in it."""
        record = self._record(job_id)
        return Claimed(record.job, record.payload or b"", tuple(record.stored))

    def answer(self, job_id: str) -> bytes | None:
        """The platform's answer, when there is one."""
        return self._record(job_id).answer

    def jobs(self, day: str | None = None) -> tuple[Job, ...]:
        """All jobs, or those of one business day, oldest first."""
        jobs = (one.job for one in self._records.values())
        return tuple(job for job in jobs if day is None or steps.business_day(job.created_at) == day)

    def stats(self) -> dict[str, int | float | None]:
        """How many per state, and when the oldest open one came."""
        return steps.counted(self.jobs()) | {"damaged": 0}

    def days(self) -> tuple[Day, ...]:
        """Every day that has jobs, oldest first."""
        names = {steps.business_day(one.job.created_at) for one in self._records.values()} | set(self._days)
        return tuple(self._days.get(day) or Day(day, DayState.OPEN) for day in sorted(names))

    def mark_day(self, day: str, state: DayState, cause: str | None = None) -> Day:
        """Close or escalate a business day, or open it again."""
        self._days[day] = Day(day, state, cause, self._clock())
        return self._days[day]

    def purge(self, before: float) -> int:
        """Erase what is in jobs that were done or ended before that time and whose day is closed."""
        closed = {day.day for day in self._days.values() if day.state is DayState.CLOSED}
        over = [
            one
            for one in self._records.values()
            if one.job.state in {JobState.DONE, JobState.ENDED}
            and steps.business_day(one.job.created_at) in closed
            and (one.job.finished_at or 0.0) < before
            and one.payload is not None
        ]
        for record in over:
            self._erase(record)
        return len(over)

    def _erase(self, record: _Record) -> None:
        record.payload, record.contents, record.stored = None, [], []

    def _step(self, job_id: str, change: Callable[[Job], Job]) -> Job:
        record = self._record(job_id)
        record.job = change(record.job)
        return record.job

    def _record(self, job_id: str) -> _Record:
        if job_id not in self._records:
            raise StoreError(StoreFault.JOB_UNKNOWN, job_id)
        return self._records[job_id]


class MemorySnapshots:
    """`Snapshots` in a dictionary."""

    def __init__(self) -> None:
        self._kept: dict[str, Snapshot] = {}

    def put(self, snapshot: Snapshot) -> None:
        """Replace."""
        if len(snapshot.payload) > MOST_BYTES:
            raise StoreError(StoreFault.TOO_LARGE, f"{snapshot.kind} of {len(snapshot.payload)} bytes")
        self._kept[snapshot.kind] = snapshot

    def current(self, kind: str) -> Snapshot | None:
        """The last good one."""
        return self._kept.get(kind)

    def version(self, kind: str) -> str | None:
        """Its version alone."""
        kept = self._kept.get(kind)
        return kept.version if kept else None

    def confirm(self, kind: str, version: str, at: float) -> None:
        """It is not older than `at`."""
        kept = self._kept.get(kind)
        if kept is not None and kept.version == version:
            self._kept[kind] = replace(kept, fetched_at=at)

    def fetched_at(self, kind: str) -> float | None:
        """When it was fetched or last confirmed."""
        kept = self._kept.get(kind)
        return kept.fetched_at if kept else None


class MemoryNotes:
    """`Store.note` and `Store.noted` in a dictionary."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def note(self, name: str, value: bytes) -> None:
        """Keep it."""
        self._kept[name] = value

    def noted(self, name: str) -> bytes | None:
        """What was kept."""
        return self._kept.get(name)


class MemoryLinkBoard:
    """`LinkBoard` in a field."""

    def __init__(self) -> None:
        self._link = NEVER_CHECKED

    def read(self) -> Link:
        """As it was last written."""
        return self._link

    def write(self, link: Link) -> None:
        """Replace it."""
        self._link = link
