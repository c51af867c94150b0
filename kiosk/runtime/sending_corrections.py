"""Sends what a department had asked for (补正): its pages to the case they belong to, then the answer.

Under the job's id it is known to the platform, so that sending again what may have arrived is harmless. Never decides
what becomes of a failure.
"""

from __future__ import annotations

from typing import Protocol

import msgspec

from kiosk.domain.submission import UploadRef
from kiosk.platform_api.interface import UploadPlatform
from kiosk.platform_api.wire import SubmissionAnswer
from kiosk.runtime.sending import Sender
from offline_cache.contract import Claimed, JobQueue, Stored

CORRECTION = "correction"
"""An answer to a correction: payload is the JSON of `wire.CorrectionAnswer`, the job's id is its `answerId`."""


class Corrections(UploadPlatform, Protocol):
    """Takes pages and answers."""

    def answer_correction(self, submission_id: str, answer_id: str, body: bytes) -> SubmissionAnswer:
        """Hand in what was asked for."""


class CorrectionHead(msgspec.Struct, frozen=True, rename="camel"):
    """As much of the payload as says to which case it belongs."""

    submission_id: str


def correction_sender(platform: Corrections) -> Sender:
    """Pages first, then the answer."""

    def send(claimed: Claimed, outbox: JobQueue) -> bytes:
        case = msgspec.json.decode(claimed.payload, type=CorrectionHead).submission_id
        for stored in claimed.attachments:
            _bring(platform, case, claimed.job.job_id, stored, outbox)
        return msgspec.json.encode(platform.answer_correction(case, claimed.job.job_id, claimed.payload))

    return send


def _bring(platform: Corrections, case: str, job_id: str, stored: Stored, outbox: JobQueue) -> None:
    from kiosk.platform_api.uploads import bring  # as in `sending`

    if stored.offset == stored.size:
        return
    ref = UploadRef(stored.attachment_id, stored.label, stored.media_type, stored.digest, stored.size)
    bring(platform, case, ref, lambda offset, size: outbox.content(job_id, stored.number, offset)[:size])
    outbox.uploaded(job_id, stored.number, stored.size)
