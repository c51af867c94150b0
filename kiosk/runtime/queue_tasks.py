"""What waits for a person: whom to call back, and that it is done (回电、了结).

Must never show a telephone number, or end a case, that the audit trail was not told of first.
"""

from __future__ import annotations

from typing import Any

import msgspec

from kiosk.domain.person import mask_name
from kiosk.runtime.audit.events import AuditEvent
from kiosk.runtime.audit.trail import Trail
from kiosk.runtime.queue_work import found_job, row
from kiosk.runtime.sending import SUBMISSION
from offline_cache.contract import JobQueue, JobState, StoreError, StoreFault


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

    Raises StoreError, OSError where the trail cannot be written.
    """
    job = found_job(queue, name)
    with queue.together():
        ended = queue.end(job.job_id)
        trail.append(AuditEvent.JOB_ENDED, job=job.job_id, staff=staff, why=why)
    return {"ended": [row(ended)]}
