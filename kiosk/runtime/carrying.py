"""What waits here, carried to the platform by hand: sealed bundles out, receipts in. Must never change a case itself.

A case stays as it is until its receipt is there: should the line come back first, it is sent, and is still one case.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import UploadRef
from kiosk.platform_api.carry_out import Bundle, BundleError, Carried, carried, packed, read_receipt
from kiosk.platform_api.contract import JSON
from kiosk.platform_api.signing.keys import PrivateKey, PublicKey
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.uploads import VERSION, metadata
from kiosk.platform_api.wire import CarryOut, CarryOutReceipt, Stored
from kiosk.runtime.clock import Clock
from kiosk.runtime.sending import COMPLAINT, PRINT, RATING, SUBMISSION
from offline_cache.contract import Claimed, JobQueue, JobState, StoreError, StoreFault
from offline_cache.contract import Stored as Attached

PIECE = 4 * 1024 * 1024
BUNDLE = 24 * 1024 * 1024
"""Bytes of bodies in one bundle; what is larger on its own waits for the line."""
_PATHS = {RATING: "/v1/evaluations/{}", PRINT: "/v1/prints/{}", COMPLAINT: "/v1/complaints/{}"}
_FINE = range(200, 300)


@dataclass(frozen=True)
class Settled:
    """What a receipt says of one thing, and what became of its job."""

    entry_id: str
    status: int
    """As over the line."""
    settled: bool
    """Is the job done now, or was it before."""


@dataclass
class Export:
    """What was exported, and what cannot be."""

    bundles: list[CarryOut] = field(default_factory=list)
    exported: list[str] = field(default_factory=list)
    """Job ids."""
    left_out: list[str] = field(default_factory=list)
    """Too large, or of a kind that needs the line."""


@dataclass(frozen=True)
class Carrier:
    """The terminal, as far as it carries."""

    queue: JobQueue
    terminal_id: str
    key: PrivateKey
    """The terminal's own."""
    platform: PublicKey
    clock: Clock

    def export(self) -> Export:
        """Everything that waits, in bundles that only the platform opens. Raises StoreError."""
        done, entries, size = Export(), list[Carried](), 0
        for job in self.queue.jobs():
            if job.state not in {JobState.QUEUED, JobState.WAITING}:
                continue
            claimed = self.queue.peek(job.job_id)
            weight = len(claimed.payload) + sum(one.size for one in claimed.attachments)
            if weight > BUNDLE or (job.kind != SUBMISSION and job.kind not in _PATHS):
                done.left_out.append(job.job_id)
                continue
            if entries and size + weight > BUNDLE:
                done.bundles.append(self._packed(entries))
                entries, size = [], 0
            entries += self._requests(claimed)
            size += weight
            done.exported.append(job.job_id)
        if entries:
            done.bundles.append(self._packed(entries))
        return done

    def settle(self, receipt: CarryOutReceipt) -> tuple[Settled, ...]:
        """Believe what the platform signed: what it took is done here, what it refused stays as it is.

        Raises:
            BundleError: the platform did not sign it, or it is another terminal's.
            StoreError: the outbox cannot be written.
        """
        results = read_receipt(receipt, self.platform)
        if results.terminal_id != self.terminal_id:
            raise BundleError("terminalId")
        found = []
        for one in results.results:
            answer = one.answer or Stored(one.id, results.received_at)
            known = self._is_a_job(one.id)
            if known:
                fine = one.status in _FINE and self._done(one.id, msgspec.json.encode(answer))
                found.append(Settled(one.id, one.status, fine))
        return tuple(found)

    def _is_a_job(self, job_id: str) -> bool:
        try:
            self.queue.get(job_id)
        except StoreError as error:
            if error.fault is not StoreFault.JOB_UNKNOWN:
                raise
            return False  # an attachment, whose case has a line of its own
        return True

    def _done(self, job_id: str, answer: bytes) -> bool:
        if self.queue.get(job_id).state is JobState.DONE:
            return True
        try:
            self.queue.settle(job_id, answer)
        except StoreError as error:
            if error.fault is not StoreFault.STEP_NOT_ALLOWED:
                raise
            return False  # it is being sent at this moment
        return True

    def _packed(self, entries: list[Carried]) -> CarryOut:
        now = to_rfc3339(self.clock.wall().timestamp())
        bundle = Bundle(uuid7(), self.terminal_id, now, self.platform.key_id, self.key.key_id, tuple(entries))
        return packed(bundle, self.key, self.platform)

    def _requests(self, claimed: Claimed) -> Iterator[Carried]:
        """As they would have been sent: attachments, then what they belong to."""
        job, body = claimed.job, claimed.payload
        for attached in claimed.attachments:
            yield from self._upload(job.job_id, attached)
        headers = {"Content-Type": JSON, "Idempotency-Key": job.job_id}
        path = _PATHS.get(job.kind, "/v1/submissions/{}").format(job.job_id)
        if job.kind == SUBMISSION:
            headers["X-Manifest-Digest"] = hashlib.sha256(body).hexdigest()
        yield carried(job.job_id, "PUT", path, headers, body)

    def _upload(self, job_id: str, attached: Attached) -> Iterator[Carried]:
        """From the beginning: nobody knows here how far it has come there."""
        upload_id, tus = attached.attachment_id, {"Tus-Resumable": VERSION}
        path = f"/v1/uploads/{upload_id}"
        yield carried(upload_id, "DELETE", path, {**tus, "Idempotency-Key": f"{upload_id}-anew"}, b"")
        ref = UploadRef(upload_id, attached.label, attached.media_type, attached.digest, attached.size)
        figures = {"Upload-Length": str(attached.size), "Upload-Metadata": metadata(job_id, ref)}
        yield carried(upload_id, "POST", "/v1/uploads", {**tus, **figures, "Idempotency-Key": upload_id}, b"")
        for offset, piece in self._pieces(job_id, attached):
            headers = {"Upload-Offset": str(offset), "Idempotency-Key": f"{upload_id}-{offset}"}
            media = {"Content-Type": "application/offset+octet-stream"}
            yield carried(upload_id, "PATCH", path, {**tus, **media, **headers}, piece)

    def _pieces(self, job_id: str, attached: Attached) -> Iterator[tuple[int, bytes]]:
        begin, held, at = 0, b"", 0
        while at < attached.size:
            chunk = self.queue.content(job_id, attached.number, at)
            if not chunk:
                break
            held, at = held + chunk, at + len(chunk)
            if len(held) >= PIECE or at >= attached.size:
                yield begin, held
                begin, held = at, b""
