"""The outbox on disk: takes a case in one commit and gives it to the sender until the platform has it.

Never hands out a plain payload to anyone but the sender, and never deletes a job.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Self

from offline_cache import steps
from offline_cache.attachments import Files, described, refuse_too_large
from offline_cache.contract import (
    LONGEST_WAIT,
    PLAUSIBLE_SINCE,
    Attachment,
    Blame,
    Claimed,
    Day,
    DayState,
    Handling,
    Job,
    JobState,
    Limits,
    StoreError,
    StoreFault,
)
from offline_cache.crypto import Place
from offline_cache.lanes import Lanes
from offline_cache.limits import Gate
from offline_cache.migrating import forget_copies
from offline_cache.numbers import Numbers
from offline_cache.opening import open_store
from offline_cache.rows import job_of, owner_of
from offline_cache.statements import statements
from offline_cache.states import OPEN, JobEvent, after
from offline_cache.store import Store

_EARLY_CHECKPOINT = 500
"""Pages; half of what any other program waits for, so that the sync process does it and no citizen waits."""
_SOME, _ALL = 1000, -1
"""Newcomers that a claim looks after at a time: ten milliseconds, however many came while nobody sent."""
_SQL = statements("outbox")
_ENQUEUE = _SQL["enqueue"]
_DAYS = statements("days")
_PLAIN = Handling()

log = logging.getLogger(__name__)


class Outbox:
    """A `JobQueue` on a Store. The screen process puts in, the sync process takes out; both at once is fine."""

    def __init__(
        self,
        store: Store,
        *,
        clock: Callable[[], float] = time.time,
        terminal_label: str = "A03",
        limits: Limits = Limits(),  # noqa: B008  frozen
    ) -> None:
        self.store = store
        self._clock = clock
        self._label = terminal_label
        self._gate = Gate(store, limits)
        self._lanes = Lanes(store)
        self._files = Files(store)
        self._numbers = Numbers(store)

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytes,
        *,
        clock: Callable[[], float] = time.time,
        terminal_label: str = "A03",
        limits: Limits = Limits(),  # noqa: B008  frozen
    ) -> Self:
        """Open or create the file (see `opening.open_store`). `clock`: seconds since 1970."""
        return cls(open_store(path, key), clock=clock, terminal_label=terminal_label, limits=limits)

    def close(self) -> None:
        """Give the file back."""
        self.store.close()

    # --- in ---------------------------------------------------------------------------------------------------
    def enqueue(
        self,
        job_id: str,
        kind: str,
        payload: bytes,
        attachments: Sequence[Attachment] = (),
        handling: Handling = _PLAIN,
    ) -> Job:
        """Take a job: sealed, numbered and durable in one commit. The same again: the same job."""
        if attachments:
            refuse_too_large(attachments)
        owner = Place(job_id, kind, "payload")
        try:
            self._gate.admit()
            sealed = self.store.vault.seal(payload, owner)
            row = (sealed, int(handling.priority), self._lanes.hashed(handling.lane))
            return self._take(owner, row, attachments)
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_CONSTRAINT_UNIQUE:
                raise
            return self._once_more(owner, payload, attachments)
        except StoreError as error:
            if error.fault not in {StoreFault.DISK_FLOOR, StoreFault.TOO_MANY} or not self._known(job_id):
                raise
            return self._once_more(owner, payload, attachments)

    def _take(self, owner: Place, row: tuple[bytes, int, bytes | None], attachments: Sequence[Attachment]) -> Job:
        if attachments:
            try:
                with self.store.writing():
                    seq, job = self._insert(owner, row)
                    self._files.put(seq, owner, attachments)
            except BaseException:
                self._numbers.forget()
                raise
        else:
            seq, job = self._insert(owner, row)
        if not self.store.is_writing:  # else it may still be undone, and what was noted may lag but never lead
            self.store.use.note(seq)
        return job

    def _insert(self, owner: Place, row: tuple[bytes, int, bytes | None]) -> tuple[int, Job]:
        """One row; if somebody else took its place in between, the next one."""
        now, label = self._clock(), self._label
        while True:
            seq, day, number = self._numbers.next(now)
            try:
                self.store.run(_ENQUEUE, (seq, owner.record, owner.kind, label, day, number, now, *row))
            except (sqlite3.IntegrityError, StoreError) as error:
                self._numbers.forget()
                if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
                    raise
            else:
                reference = f"{label}-{day}-{number:04d}"
                job = Job(owner.record, owner.kind, JobState.QUEUED, reference, now, 0, 0.0, None, priority=row[1])
                return seq, job

    def _known(self, job_id: str) -> bool:
        return bool(self.store.rows(_SQL["job"], (job_id,)))

    def _once_more(self, owner: Place, payload: bytes, attachments: Sequence[Attachment]) -> Job:
        """Was it the same? Compared with what is sealed, so that not even a digest lies open on disk."""
        seq, job = self._find(owner.record)
        stored = () if job.kind != owner.kind else self._files.all(seq, owner)
        same = tuple(replace(one, offset=0) for one in stored)
        given = tuple(described(number, one) for number, one in enumerate(attachments))
        if job.kind != owner.kind or self._payload(seq, job) != payload or same != given:
            raise StoreError(StoreFault.JOB_EXISTS, owner.record)
        return job

    # --- out --------------------------------------------------------------------------------------------------
    def claim(self, now: float) -> Claimed | None:
        """The first job that is due, as SENDING; one that cannot be opened is set aside on the way."""
        with self.store.writing():
            self.store.run(_SQL["promote"], {"now": now, "longest_wait": LONGEST_WAIT})
            while due := self._due():
                seq, job = self._at(due)
                job = self._put(seq, steps.claimed(job))
                try:
                    return self._opened(seq, job)
                except StoreError as error:
                    if error.fault is not StoreFault.CORRUPT:
                        raise
                    log.error("%s job %s set aside: it does not open", error.fault.code, job.job_id)  # noqa: TRY400
                    self._put(seq, steps.set_aside(job, error.fault.code))
        return None

    def next_up(self) -> Claimed | None:
        """What a claim would give now; newcomers and those whose time has come are seen by the next claim."""
        rows = self.store.rows(_SQL["due"])
        return self._opened(*self._at(rows[0][0])) if rows else None

    def together(self) -> AbstractContextManager[None]:
        """Steps inside are one commit."""
        return self.store.writing()

    def next_due(self) -> float | None:
        """When `claim` next has something; 0 for at once, None for nothing."""
        while True:
            ((due,),), ((behind,),) = self.store.rows(_SQL["next_due"]), self.store.rows(_SQL["behind"])
            if due == 0 or not behind:
                return None if due is None else float(due)
            self._adopt()

    def content(self, job_id: str, number: int, offset: int) -> bytes:
        """A piece of that attachment from `offset` on."""
        seq, job = self._find(job_id)
        return self._files.content(seq, owner_of(job), number, offset)

    def uploaded(self, job_id: str, number: int, offset: int) -> None:
        """So much of it has arrived there; only while the job is being sent."""
        with self.store.writing():
            seq, job = self._find(job_id)
            after(job.state, JobEvent.ANSWERED)
            self._files.uploaded(seq, number, offset)

    def complete(self, job_id: str, answer: bytes) -> Job:
        """The platform has it: keep its answer, sealed."""
        return self._step(job_id, lambda job: steps.answered(job, self._clock()), answer)

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
        """The citizen takes it back before anything was sent: what is in it is erased."""
        with self.store.writing():
            job = self._step(job_id, lambda job: steps.withdrawn(job, self._clock()))
            self._erase(self._find(job_id)[0])
            return job

    def recover(self) -> int:
        """For the sync process, at its start: what was being sent waits again. Returns how many."""
        self.store.checkpoint_after(_EARLY_CHECKPOINT)
        with self.store.writing():
            interrupted = self.store.rows(_SQL["interrupted"])
            for (seq,) in interrupted:
                self._put(seq, steps.interrupted(self._at(seq)[1]))
        return len(interrupted)

    # --- by hand, and by reconciliation -----------------------------------------------------------------------
    def retry(self, job_id: str) -> Job:
        """Staff want a job that was set aside sent again."""
        return self._step(job_id, steps.retried)

    def end(self, job_id: str) -> Job:
        """Staff have done what was to be done for it."""
        return self._step(job_id, lambda job: steps.ended(job, self._clock()))

    def settle(self, job_id: str, answer: bytes) -> Job:
        """The platform has it by another way."""
        return self._step(job_id, lambda job: steps.settled(job, self._clock()), answer)

    def reopen(self, job_id: str) -> Job:
        """The platform has not got it after all: sent again, unless it is erased."""
        with self.store.writing():
            job = self._step(job_id, steps.reopened)
            ((erased,),) = self.store.rows(_SQL["erased"], (self._find(job_id)[0],))
            if erased:
                raise StoreError(StoreFault.STEP_NOT_ALLOWED, "what was in it is erased")
            return job

    def freeze(self, job_id: str, fault: str) -> Job:
        """Another content under its id: a person looks."""
        return self._step(job_id, lambda job: steps.frozen(job, fault))

    def expire(self, before: float, corrected: Callable[[float], float] = float) -> tuple[Job, ...]:
        """Open jobs taken before that time become call-back tasks."""
        with self.store.writing():
            self._adopt(_ALL)
            found = [self._at(seq) for (seq,) in self.store.rows(_SQL["expired"], (PLAUSIBLE_SINCE, before))]
            old = [(seq, job) for seq, job in found if corrected(job.created_at) <= before]
            return tuple(self._put(seq, steps.expired(job, self._clock())) for seq, job in old)

    def days(self) -> tuple[Day, ...]:
        """Every day that has jobs, oldest first."""
        rows = self.store.rows(_DAYS["all"])
        return tuple(Day(day, DayState(state), cause, changed_at) for day, state, cause, changed_at in rows)

    def mark_day(self, day: str, state: DayState, cause: str | None = None) -> Day:
        """Close or escalate a business day, or open it again."""
        now = self._clock()
        self.store.run(_DAYS["mark"], (day, state.value, cause, now))
        return Day(day, state, cause, now)

    def purge(self, before: float) -> int:
        """Erase what is in jobs that were done or ended before that time and whose day is closed."""
        with self.store.writing():
            rows = self.store.rows(_SQL["erasable"], (before,))
            for (seq,) in rows:
                self._erase(seq)
        forget_copies(self.store.path, before)
        return len(rows)

    # --- looking ----------------------------------------------------------------------------------------------
    def get(self, job_id: str) -> Job:
        """The job as it stands; JOB_UNKNOWN when it is not here."""
        return self._find(job_id)[1]

    def peek(self, job_id: str) -> Claimed:
        """The job with what is in it, without a step."""
        return self._opened(*self._find(job_id))

    def answer(self, job_id: str) -> bytes | None:
        """The platform's answer, when there is one."""
        seq, job = self._find(job_id)
        return self._open(_SQL["sealed_answer"], seq, Place(job_id, job.kind, "answer"))

    def jobs(self, day: str | None = None) -> tuple[Job, ...]:
        """All jobs, or those of one business day, oldest first."""
        if day is None:
            return tuple(job_of(row) for row in self.store.rows(_SQL["jobs"]))
        self._adopt(_ALL)
        return tuple(job_of(row) for row in self.store.rows(_SQL["jobs_of_day"], (day,)))

    def stats(self) -> dict[str, int | float | None]:
        """How many per state; `oldest`: when the oldest open one came or None; `damaged`: how often it was met."""
        stats: dict[str, int | float | None] = {state.value: 0 for state in JobState}
        ((newcomers, oldest),) = self.store.rows(_SQL["newcomers"])
        came = [oldest]
        for state, count, first in self.store.rows(_SQL["standing"]):
            stats[state] = count
            came.append(first if state in OPEN else None)
        stats["queued"] = int(stats["queued"] or 0) + newcomers
        stats["oldest"] = min((one for one in came if one is not None), default=None)
        ((stats["damaged"],),) = self.store.rows(statements("store")["incidents"])
        return stats

    # --- rows -------------------------------------------------------------------------------------------------
    def _step(self, job_id: str, change: Callable[[Job], Job], answer: bytes | None = None) -> Job:
        with self.store.writing():
            seq, job = self._find(job_id)
            if seq > self.store.rows(_SQL["adopted"])[0][0]:
                self._adopt(_ALL)
            job = self._put(seq, change(job))
            if answer is not None:
                sealed = self.store.vault.seal(answer, Place(job_id, job.kind, "answer"))
                self.store.run(_SQL["keep_answer"], (seq, sealed))
            return job

    def _adopt(self, most: int = _SOME) -> bool:
        """Give newcomers their row; False when there was none."""
        return self.store.run(_SQL["adopt"], (most,)).rowcount > 0

    def _due(self) -> int | None:
        """Whose turn it is; where very many came at once an urgent one of them may have to wait for some others."""
        ((behind,),) = self.store.rows(_SQL["behind"])
        if 0 < behind <= _SOME:
            self._adopt()
        while True:
            rows = self.store.rows(_SQL["due"])
            if rows or not self._adopt():
                return int(rows[0][0]) if rows else None

    def _find(self, job_id: str) -> tuple[int, Job]:
        rows = self.store.rows(_SQL["job"], (job_id,))
        if not rows:
            raise StoreError(StoreFault.JOB_UNKNOWN, job_id)
        return int(rows[0][0]), job_of(rows[0])

    def _at(self, seq: int) -> tuple[int, Job]:
        return seq, job_of(self.store.rows(_SQL["job_at"], (seq,))[0])

    def _put(self, seq: int, job: Job) -> Job:
        values = {
            "seq": seq,
            "state": job.state.value,
            "attempts": job.attempts,
            "strikes": job.strikes,
            "not_before": job.not_before,
            "fault": job.fault,
            "finished_at": job.finished_at,
        }
        self.store.run(_SQL["move"], values)
        return job

    def _erase(self, seq: int) -> None:
        self.store.run(_SQL["forget_payload"], (seq,))
        self._files.forget(seq)
        self.store.run(_SQL["erase"], (seq,))

    def _opened(self, seq: int, job: Job) -> Claimed:
        return Claimed(job, self._payload(seq, job) or b"", self._files.all(seq, owner_of(job)))

    def _payload(self, seq: int, job: Job) -> bytes | None:
        return self._open(_SQL["sealed_payload"], seq, owner_of(job))

    def _open(self, question: str, seq: int, place: Place) -> bytes | None:
        """A sealed value of that row; None where there is none."""
        rows = self.store.rows(question, (seq,))
        if not rows or rows[0][0] is None:
            return None
        return self.store.vault.unseal(rows[0][0], place)
