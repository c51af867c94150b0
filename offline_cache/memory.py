"""The store's parts in memory, for tests and for machines without a disk to trust: same contract, nothing durable.

Never used on a real terminal.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from offline_cache import steps
from offline_cache.contract import (
    NEVER_CHECKED,
    Blame,
    Claimed,
    Job,
    JobState,
    Link,
    Snapshot,
    StoreError,
    StoreFault,
)


@dataclass
class _Record:
    job: Job
    payload: bytes | None
    answer: bytes | None = None


class MemoryOutbox:
    """A `JobQueue` in a dictionary."""

    def __init__(self, *, clock: Callable[[], float] = time.time, terminal_label: str = "A03") -> None:
        self._clock = clock
        self._label = terminal_label
        self._records: dict[str, _Record] = {}
        self._numbers: dict[str, int] = {}

    def enqueue(self, job_id: str, kind: str, payload: bytes) -> Job:
        """Take a job."""
        known = self._records.get(job_id)
        if known is not None:
            if (known.job.kind, known.payload) != (kind, payload):
                raise StoreError(StoreFault.JOB_EXISTS, job_id)
            return known.job
        now = self._clock()
        day = time.strftime("%m%d", time.localtime(now))
        number = self._numbers[day] = self._numbers.get(day, 0) + 1
        reference = f"{self._label}-{day}-{number:04d}"
        job = Job(job_id, kind, JobState.QUEUED, reference, now, 0, 0.0, None)
        self._records[job_id] = _Record(job, payload)
        return job

    def claim(self, now: float) -> Claimed | None:
        """The oldest job that is due, as SENDING."""
        for record in self._records.values():
            if steps.is_due(record.job, now):
                record.job = steps.claimed(record.job)
                return Claimed(record.job, record.payload or b"")
        return None

    def next_due(self) -> float | None:
        """When `claim` next has something."""
        jobs = (record.job for record in self._records.values())
        return min((job.not_before for job in jobs if job.state in steps.DUE_STATES), default=None)

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
        self._records[job_id].payload = None
        return job

    def retry(self, job_id: str) -> Job:
        """Staff want it sent again."""
        return self._step(job_id, steps.retried)

    def recover(self) -> int:
        """What was being sent waits again."""
        sending = [one for one in self._records.values() if one.job.state is JobState.SENDING]
        for record in sending:
            record.job = steps.interrupted(record.job)
        return len(sending)

    def get(self, job_id: str) -> Job:
        """The job as it stands."""
        return self._record(job_id).job

    def answer(self, job_id: str) -> bytes | None:
        """The platform's answer, when there is one."""
        return self._record(job_id).answer

    def jobs(self) -> tuple[Job, ...]:
        """All jobs, oldest first."""
        return tuple(one.job for one in self._records.values())

    def stats(self) -> dict[str, int | float | None]:
        """How many per state, and when the oldest open one came."""
        return steps.counted(self.jobs())

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
        self._kept[snapshot.kind] = snapshot

    def current(self, kind: str) -> Snapshot | None:
        """The last good one."""
        return self._kept.get(kind)

    def version(self, kind: str) -> str | None:
        """Its version alone."""
        kept = self._kept.get(kind)
        return kept.version if kept else None


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
