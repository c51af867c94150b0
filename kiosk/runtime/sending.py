"""How a queued job of each kind reaches the platform: one sender a kind. Never decides what becomes of a failure.

Every kind is idempotent by the job's id, so sending again what may have arrived is harmless.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import Protocol

import msgspec

from kiosk.domain.submission import UploadRef
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import UploadPlatform
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.wire import ComplaintState, EvaluationState, Payment, SubmissionAnswer
from kiosk.platform_api.wire import Stored as Recorded
from offline_cache.contract import Claimed, JobQueue, Stored, StoreError

SUBMISSION = "submission"
"""A case: payload is the JSON of `domain.submission.Submission`."""
PRINT = "print"
"""What became of a print: `wire.Print`."""
RATING = "rating"
"""`wire.Evaluation`."""
COMPLAINT = "complaint"
"""投诉, 办不成事 or 12345: `wire.Complaint`."""
CANCELLED_PAYMENT = "cancelled-payment"
"""An order to be cancelled, under its own id; the payload is the reason."""
PAYMENT = "payment"
"""What became of an order, as a person was told it: `wire.Payment`. Sent as a question: does that stand?"""

Sender = Callable[[Claimed, JobQueue], bytes]
"""Sends it and gives the answer to be kept. Raises PlatformError, or ValueError for what cannot be sent."""


_PERHAPS_FILES = frozenset({PlatformFault.REFUSED, PlatformFault.CONFLICT})
"""What the platform answers where a file of the case is not there, among other things."""


class Cases(Protocol):
    """Takes cases."""

    def put_submission(self, submission_id: str, body: bytes) -> SubmissionAnswer:
        """Hand in a case."""


class Ahead(Protocol):
    """Makes use of the time in which an answer is awaited: a signature costs as much as the platform's own work."""

    def meanwhile(self, act: Callable[[], None]) -> AbstractContextManager[None]:
        """Within it, `act` is done once, while an answer is awaited."""

    def make_ready(self, submission_id: str, body: bytes) -> None:
        """Sign the handing-in of this case ahead. Raises ValueError for what cannot be sent."""


class Records(Protocol):
    """Takes prints, ratings, complaints and cancelled payments."""

    def record_print(self, print_id: str, body: bytes) -> Recorded:
        """Tell what became of a print."""

    def put_evaluation(self, evaluation_id: str, body: bytes) -> EvaluationState:
        """Rate."""

    def create_complaint(self, complaint_id: str, body: bytes) -> ComplaintState:
        """Say that something is not right."""

    def cancel_payment(self, payment_id: str, reason: str) -> Payment:
        """Cancel an order."""

    def payment(self, payment_id: str) -> Payment:
        """How an order stands."""


def case_sender(cases: Cases, uploads: UploadPlatform | None = None, ahead: Ahead | None = None) -> Sender:
    """Attachments first, each from where it stands, then the case; the next one is signed while it is on its way.

    Signed, not sent and not claimed: which one is next, and whether anything is, is still decided after the answer.
    """

    def send(claimed: Claimed, outbox: JobQueue) -> bytes:
        job_id = claimed.job.job_id
        for stored in claimed.attachments:
            _bring(uploads, job_id, stored, outbox)
        try:
            with _looking(ahead, outbox) if ahead else nullcontext():
                return msgspec.json.encode(cases.put_submission(job_id, claimed.payload))
        except PlatformError as error:
            if uploads and error.fault in _PERHAPS_FILES and _vanished(uploads, claimed, outbox):
                raise PlatformError(PlatformFault.BAD_ANSWER, error.problem, maybe_sent=True) from error
            raise

    return send


def record_senders(records: Records) -> Mapping[str, Sender]:
    """Those of everything that is no case."""

    def printed(claimed: Claimed, _outbox: JobQueue) -> bytes:
        return msgspec.json.encode(records.record_print(claimed.job.job_id, claimed.payload))

    def rated(claimed: Claimed, _outbox: JobQueue) -> bytes:
        return msgspec.json.encode(records.put_evaluation(claimed.job.job_id, claimed.payload))

    def complained(claimed: Claimed, _outbox: JobQueue) -> bytes:
        return msgspec.json.encode(records.create_complaint(claimed.job.job_id, claimed.payload))

    def cancelled(claimed: Claimed, _outbox: JobQueue) -> bytes:
        job_id = claimed.job.job_id
        try:
            return msgspec.json.encode(records.cancel_payment(job_id, claimed.payload.decode()))
        except PlatformError as error:
            if error.problem is None or error.problem.kind != ProblemType.STATE_CONFLICT:
                raise
            return msgspec.json.encode(records.payment(job_id))  # it was paid after all: that is what is kept

    def told(claimed: Claimed, _outbox: JobQueue) -> bytes:
        return msgspec.json.encode(records.payment(claimed.job.job_id))

    return {PRINT: printed, RATING: rated, COMPLAINT: complained, CANCELLED_PAYMENT: cancelled, PAYMENT: told}


class _Noted:
    """An upload platform that writes down in the outbox how far the upload is."""

    def __init__(self, uploads: UploadPlatform, job_id: str, number: int, outbox: JobQueue) -> None:
        self._uploads = uploads
        self._note: Callable[[int], None] = lambda offset: outbox.uploaded(job_id, number, offset)

    def create_upload(self, submission_id: str, upload: UploadRef) -> None:
        self._uploads.create_upload(submission_id, upload)

    def upload_offset(self, upload_id: str) -> int | None:
        return self._uploads.upload_offset(upload_id)

    def send_piece(self, upload_id: str, offset: int, piece: bytes) -> int:
        arrived = self._uploads.send_piece(upload_id, offset, piece)
        self._note(arrived)
        return arrived

    def drop_upload(self, upload_id: str) -> None:
        self._uploads.drop_upload(upload_id)


def _bring(uploads: UploadPlatform | None, job_id: str, stored: Stored, outbox: JobQueue) -> None:
    """One attachment, unless it is known to be there."""
    from kiosk.platform_api.uploads import bring  # a screen names kinds of jobs, and brings nothing

    if stored.offset == stored.size:
        return
    if uploads is None:
        raise ValueError("no way for attachments")
    ref = UploadRef(stored.attachment_id, stored.label, stored.media_type, stored.digest, stored.size)

    def read(offset: int, size: int) -> bytes:
        return outbox.content(job_id, stored.number, offset)[:size]

    try:
        bring(_Noted(uploads, job_id, stored.number, outbox), job_id, ref, read)
    except PlatformError as error:
        if error.problem is None or error.problem.kind != ProblemType.UPLOAD_DAMAGED:
            raise
        outbox.uploaded(job_id, stored.number, 0)
        raise PlatformError(PlatformFault.BAD_ANSWER, error.problem, maybe_sent=True) from error
    outbox.uploaded(job_id, stored.number, stored.size)


def _looking(ahead: Ahead, outbox: JobQueue) -> AbstractContextManager[None]:
    """Sign the next case meanwhile. What is wrong with it or the store is met again, and told, when it is claimed."""

    def make_ready() -> None:
        with suppress(StoreError, ValueError):
            upcoming = outbox.next_up()
            if upcoming is not None and upcoming.job.kind == SUBMISSION and _all_there(upcoming):
                ahead.make_ready(upcoming.job.job_id, upcoming.payload)

    return ahead.meanwhile(make_ready)


def _all_there(claimed: Claimed) -> bool:
    return all(one.offset == one.size for one in claimed.attachments)


def _vanished(uploads: UploadPlatform, claimed: Claimed, outbox: JobQueue) -> bool:
    """Has the platform lost an attachment that it had? Then it is brought again, and the case with it."""
    lost = [one for one in claimed.attachments if uploads.upload_offset(one.attachment_id) != one.size]
    for one in lost:
        outbox.uploaded(claimed.job.job_id, one.number, 0)
    return bool(lost)
