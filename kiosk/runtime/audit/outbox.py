"""The outbox with a witness: what happens to a case is said in the audit trail, after it is durably so.

Must never say more than the case's id and the code of a fault.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from kiosk.runtime.audit.events import AuditEvent
from kiosk.runtime.audit.trail import Trail
from offline_cache.contract import Attachment, Handling, Job
from offline_cache.outbox import Outbox
from offline_cache.store import Store

_SUBMISSION = "submission"
_PLAIN = Handling()
_Line = tuple[AuditEvent, dict[str, object]]


class AuditedOutbox(Outbox):
    """An outbox like any other."""

    def __init__(self, store: Store, trail: Trail, *, clock: Callable[[], float] = time.time, **more: Any) -> None:
        """`more`: as `Outbox` takes it."""
        super().__init__(store, clock=clock, **more)
        self._trail = trail
        self.staff = ""
        """Number of the member of staff who works with it; empty: nobody signed in for it."""
        self._of_thread = threading.local()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Steps inside are one commit; they are told after it, and not at all where it is undone."""
        outer: list[_Line] | None = getattr(self._of_thread, "lines", None)
        lines: list[_Line] = []
        self._of_thread.lines = lines
        try:
            with super().together():
                yield
        finally:
            self._of_thread.lines = outer
        for event, fields in lines:
            self._tell(event, fields)

    def enqueue(
        self,
        job_id: str,
        kind: str,
        payload: bytes,
        attachments: Sequence[Attachment] = (),
        handling: Handling = _PLAIN,
    ) -> Job:
        """Take a job, and say so."""
        return self._told(AuditEvent.SUBMISSION_QUEUED, super().enqueue(job_id, kind, payload, attachments, handling))

    def complete(self, job_id: str, answer: bytes) -> Job:
        """The platform has it."""
        return self._told(AuditEvent.SUBMISSION_ANSWERED, super().complete(job_id, answer))

    def set_aside(self, job_id: str, fault: str) -> Job:
        """It cannot go through as it is."""
        return self._told(AuditEvent.SUBMISSION_SET_ASIDE, super().set_aside(job_id, fault), fault=fault)

    def call_back(self, job_id: str, fault: str) -> Job:
        """The citizen must be called."""
        return self._told(AuditEvent.SUBMISSION_CALL_BACK, super().call_back(job_id, fault), fault=fault)

    def withdraw(self, job_id: str) -> Job:
        """The citizen takes it back."""
        return self._told(AuditEvent.SUBMISSION_WITHDRAWN, super().withdraw(job_id))

    def retry(self, job_id: str) -> Job:
        """Staff want it sent again."""
        return self._told(AuditEvent.SUBMISSION_RETRIED, super().retry(job_id), staff=self.staff or None)

    def settle(self, job_id: str, answer: bytes) -> Job:
        """The platform has it by another way."""
        return self._told(AuditEvent.SUBMISSION_SETTLED, super().settle(job_id, answer))

    def reopen(self, job_id: str) -> Job:
        """The platform has not got it after all."""
        return self._told(AuditEvent.SUBMISSION_REOPENED, super().reopen(job_id))

    def freeze(self, job_id: str, fault: str) -> Job:
        """Another content under its id."""
        return self._told(AuditEvent.SUBMISSION_SET_ASIDE, super().freeze(job_id, fault), fault=fault)

    def expire(self, before: float, corrected: Callable[[float], float] = float) -> tuple[Job, ...]:
        """Open jobs taken before that time become call-back tasks."""
        expired = super().expire(before, corrected)
        for job in expired:
            self._told(AuditEvent.SUBMISSION_CALL_BACK, job, fault=job.fault)
        return expired

    def _told(self, event: AuditEvent, job: Job, **fields: object) -> Job:
        if job.kind == _SUBMISSION:
            self._tell(event, {"submission": job.job_id, **fields})
        return job

    def _tell(self, event: AuditEvent, fields: dict[str, object]) -> None:
        waiting: list[_Line] | None = getattr(self._of_thread, "lines", None)
        if waiting is None:
            self._trail.note(event, **fields)
        else:
            waiting.append((event, fields))
