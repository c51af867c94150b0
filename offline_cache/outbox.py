"""The outbox on disk: takes a case in one commit and gives it to the sender until the platform has it.

Never hands out a plain payload to anyone but the sender, and never deletes a job.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from offline_cache import steps
from offline_cache.contract import LONGEST_WAIT, Blame, Claimed, Job, JobState, StoreError, StoreFault
from offline_cache.crypto import Place
from offline_cache.opening import open_store
from offline_cache.statements import statements
from offline_cache.store import Store

_EARLY_CHECKPOINT = 500
"""Pages; half of what any other program waits for, so that the sync process does it and no citizen waits."""
_SQL = statements("outbox")
_ENQUEUE = _SQL["enqueue"]

log = logging.getLogger(__name__)


class Outbox:
    """A `JobQueue` on a Store. The screen process puts in, the sync process takes out; both at once is fine."""

    def __init__(self, store: Store, *, clock: Callable[[], float] = time.time, terminal_label: str = "A03") -> None:
        self.store = store
        self._clock = clock
        self._label = terminal_label
        self._last: tuple[int, str, int] | None = None

    @classmethod
    def open(
        cls, path: Path, key: bytes, *, clock: Callable[[], float] = time.time, terminal_label: str = "A03"
    ) -> Self:
        """Open or create the file (see `opening.open_store`). `clock`: seconds since 1970."""
        return cls(open_store(path, key), clock=clock, terminal_label=terminal_label)

    def close(self) -> None:
        """Give the file back."""
        self.store.close()

    def enqueue(self, job_id: str, kind: str, payload: bytes) -> Job:
        """Take a job: sealed, numbered and durable in one commit. Same id and payload again: the same job."""
        now = self._clock()
        day = time.strftime("%m%d", time.localtime(now))
        sealed = self.store.vault.seal(payload, Place(job_id, kind, "payload"))
        while True:
            seq, number = self._next_place(day)
            try:
                self.store.run(_ENQUEUE, (seq, job_id, kind, self._label, day, number, now, sealed))
            except sqlite3.IntegrityError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_UNIQUE:
                    return self._once_more(job_id, kind, payload)
                if error.sqlite_errorcode != sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
                    raise
                self._last = None
            else:
                self._last = (seq, day, number)
                reference = f"{self._label}-{day}-{number:04d}"
                return Job(job_id, kind, JobState.QUEUED, reference, now, 0, 0.0, None)

    def claim(self, now: float) -> Claimed | None:
        """The oldest job that is due, as SENDING; one that cannot be opened is set aside on the way."""
        moment = {"now": now, "longest_wait": LONGEST_WAIT}
        with self.store.writing():
            self.store.run(_SQL["adopt"])
            while due := self.store.rows(_SQL["due"], moment):
                seq, job = self._find(due[0][0])
                job = self._put(seq, steps.claimed(job))
                try:
                    return Claimed(job, self._payload(seq, job) or b"")
                except StoreError as error:
                    if error.fault is not StoreFault.CORRUPT:
                        raise
                    log.error("%s job %s set aside: payload does not open", error.fault.code, job.job_id)  # noqa: TRY400
                    self._put(seq, steps.set_aside(job, error.fault.code))
        return None

    def next_due(self) -> float | None:
        """When `claim` next has something; 0 for at once, None for nothing open."""
        ((due,),) = self.store.rows(_SQL["next_due"])
        return None if due is None else float(due)

    def complete(self, job_id: str, answer: bytes) -> Job:
        """The platform has it: keep its answer, sealed."""
        with self.store.writing():
            seq, job = self._find(job_id)
            sealed = self.store.vault.seal(answer, Place(job_id, job.kind, "answer"))
            return self._put(seq, steps.answered(job, self._clock()), sealed)

    def postpone(self, job_id: str, fault: str, not_before: float, blame: Blame = Blame.SERVER) -> Job:
        """Give it back to be sent again, not before that time."""
        return self._step(job_id, lambda job: steps.postponed(job, fault, not_before, blame))

    def set_aside(self, job_id: str, fault: str) -> Job:
        """It cannot go through as it is; a person looks."""
        return self._step(job_id, lambda job: steps.set_aside(job, fault))

    def call_back(self, job_id: str, fault: str) -> Job:
        """Its item was withdrawn; the citizen is called."""
        return self._step(job_id, lambda job: steps.call_back(job, fault, self._clock()))

    def withdraw(self, job_id: str) -> Job:
        """The citizen takes it back before anything was sent: the payload is erased with it."""
        with self.store.writing():
            self.store.run(_SQL["adopt"])
            seq, job = self._find(job_id)
            job = self._put(seq, steps.withdrawn(job, self._clock()))
            self.store.run(_SQL["forget_payload"], (seq,))
            return job

    def retry(self, job_id: str) -> Job:
        """Staff want a job that was set aside sent again."""
        return self._step(job_id, steps.retried)

    def recover(self) -> int:
        """For the sync process, at its start: what was being sent waits again. Returns how many."""
        self.store.checkpoint_after(_EARLY_CHECKPOINT)
        with self.store.writing():
            interrupted = [str(row[0]) for row in self.store.rows(_SQL["interrupted"])]
            for job_id in interrupted:
                seq, job = self._find(job_id)
                self._put(seq, steps.interrupted(job))
        return len(interrupted)

    def get(self, job_id: str) -> Job:
        """The job as it stands; JOB_UNKNOWN when it is not here."""
        return self._find(job_id)[1]

    def answer(self, job_id: str) -> bytes | None:
        """The platform's answer, when there is one."""
        seq, job = self._find(job_id)
        return self._open(_SQL["sealed_answer"], seq, Place(job_id, job.kind, "answer"))

    def jobs(self) -> tuple[Job, ...]:
        """All jobs, oldest first."""
        return tuple(_job(row) for row in self.store.rows(_SQL["jobs"]))

    def stats(self) -> dict[str, int | float | None]:
        """How many per state, and `oldest`: when the oldest open job came, or None."""
        stats: dict[str, int | float | None] = {state.value: 0 for state in JobState}
        stats.update(self.store.rows(_SQL["count"]))
        ((stats["oldest"],),) = self.store.rows(_SQL["oldest"])
        return stats

    def _next_place(self, day: str) -> tuple[int, int]:
        """Where the next row goes and its number of the day. The last row is remembered: nobody is asked but us."""
        last = self._last
        if last is None:
            rows = self.store.rows(_SQL["last_row"])
            last = rows[0] if rows else (0, "", 0)
        seq, last_day, number = last
        if last_day != day:
            ((number,),) = self.store.rows(_SQL["highest_of_day"], (day,))
        return seq + 1, number + 1

    def _once_more(self, job_id: str, kind: str, payload: bytes) -> Job:
        """Was it the same? Compared with what is sealed, so that not even a digest lies open on disk."""
        seq, job = self._find(job_id)
        if job.kind != kind or self._payload(seq, job) != payload:
            raise StoreError(StoreFault.JOB_EXISTS, job_id)
        return job

    def _step(self, job_id: str, change: Callable[[Job], Job]) -> Job:
        with self.store.writing():
            self.store.run(_SQL["adopt"])
            seq, job = self._find(job_id)
            return self._put(seq, change(job))

    def _find(self, job_id: str) -> tuple[int, Job]:
        rows = self.store.rows(_SQL["job"], (job_id,))
        if not rows:
            raise StoreError(StoreFault.JOB_UNKNOWN, job_id)
        return int(rows[0][0]), _job(rows[0])

    def _put(self, seq: int, job: Job, answer: bytes | None = None) -> Job:
        values = {
            "seq": seq,
            "state": job.state.value,
            "attempts": job.attempts,
            "strikes": job.strikes,
            "not_before": job.not_before,
            "fault": job.fault,
            "finished_at": job.finished_at,
            "answer": answer,
        }
        self.store.run(_SQL["move"], values)
        return job

    def _payload(self, seq: int, job: Job) -> bytes | None:
        return self._open(_SQL["sealed_payload"], seq, Place(job.job_id, job.kind, "payload"))

    def _open(self, question: str, seq: int, place: Place) -> bytes | None:
        """A sealed value of that row; None where there is none."""
        rows = self.store.rows(question, (seq,))
        if not rows or rows[0][0] is None:
            return None
        return self.store.vault.unseal(rows[0][0], place)


def _job(row: tuple[Any, ...]) -> Job:
    """A row of the view `jobs`: its columns stand in the order of Job's fields, after `seq`."""
    return Job(row[1], row[2], JobState(row[3]), *row[4:])
