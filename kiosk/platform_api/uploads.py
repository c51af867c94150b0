"""Uploads that survive a broken line: tus 1.0.0 (creation, termination) as the contract has it.

Must never trust its own memory of how far an upload has come: the platform is asked.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping

from kiosk.domain.submission import UploadRef
from kiosk.platform_api.calls.caller import Caller, act, segment
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import UploadPlatform
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.transport import Call

VERSION = "1.0.0"
PIECE = 1024 * 1024
"""Bytes sent at a time; the contract allows 8 MiB."""
_TUS = {"Tus-Resumable": VERSION}
_DIGITS = 12
_TURNS = 3
"""How often a disagreement about the offset is settled by asking before it is a fault."""

Read = Callable[[int, int], bytes]
"""`(offset, size)` to at most that many bytes of the content."""


class UploadCalls(Caller):
    """Keeps `interface.UploadPlatform` over HTTP(S)."""

    def create_upload(self, submission_id: str, upload: UploadRef) -> None:
        """Begin; beginning once more with the same figures changes nothing."""
        headers = {"Upload-Length": str(upload.size), "Upload-Metadata": metadata(submission_id, upload)}
        reply = self._transport.send(Call("POST", "/v1/uploads", headers=_TUS | headers | act(upload.upload_id)))
        if not reply.headers.get("location", "").endswith(f"/v1/uploads/{upload.upload_id}"):
            raise PlatformError(PlatformFault.BAD_ANSWER, maybe_sent=True)

    def upload_offset(self, upload_id: str) -> int | None:
        """Bytes that are there; None where the platform has no such upload."""
        call = Call("HEAD", f"/v1/uploads/{segment(upload_id)}", headers=dict(_TUS))
        try:
            return _offset(self._transport.send(call).headers)
        except PlatformError as error:
            if error.fault in (PlatformFault.NOT_FOUND, PlatformFault.GONE):
                return None
            raise

    def send_piece(self, upload_id: str, offset: int, piece: bytes) -> int:
        """Send on from `offset`; the new offset. The key names the offset, and so puts it under the signature."""
        headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}
        call = Call(
            "PATCH",
            f"/v1/uploads/{segment(upload_id)}",
            piece,
            _TUS | headers | act(f"{upload_id}-{offset}"),
        )
        return _offset(self._transport.send(call).headers)

    def drop_upload(self, upload_id: str) -> None:
        """Give it up."""
        self._transport.send(Call("DELETE", f"/v1/uploads/{segment(upload_id)}", headers=_TUS | act()))


def bring(platform: UploadPlatform, submission_id: str, upload: UploadRef, read: Read, piece: int = PIECE) -> None:
    """Bring an upload to its end, from wherever it stands; safe to call again after any failure.

    Args:
        platform: where to.
        submission_id: the case it serves.
        upload: what it is.
        read: gives the content.
        piece: bytes at a time.

    Raises:
        PlatformError: the line broke, or the platform refuses; REFUSED with `upload-damaged` where the whole that
            arrived is not what `sha256` says, and the upload begins anew.
    """
    offset = platform.upload_offset(upload.upload_id)
    if offset is None:
        platform.create_upload(submission_id, upload)
        offset = 0
    turns = _TURNS
    while offset < upload.size:
        content = read(offset, min(piece, upload.size - offset))
        try:
            offset = _forward(offset, platform.send_piece(upload.upload_id, offset, content), upload.size)
        except PlatformError as error:
            turns -= 1
            found = platform.upload_offset(upload.upload_id) if _disagreed(error) and turns else None
            if found is None:
                raise
            offset = found


def metadata(submission_id: str, upload: UploadRef) -> str:
    """Upload-Metadata of tus: keys with base64 values."""
    pairs = {
        "uploadId": upload.upload_id,
        "submissionId": submission_id,
        "materialCode": upload.material_code,
        "mediaType": upload.media_type,
        "sha256": upload.sha256,
    }
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode('ascii')}" for key, value in pairs.items())


def read_metadata(value: str) -> dict[str, str]:
    """The pairs of an Upload-Metadata header; ValueError where it is none."""
    pairs: dict[str, str] = {}
    for one in value.split(","):
        key, _, coded = one.partition(" ")
        if not key or key in pairs:
            raise ValueError("a key is missing or stands twice")
        pairs[key] = base64.b64decode(coded, validate=True).decode("utf-8")
    return pairs


def _offset(headers: Mapping[str, str]) -> int:
    stated = headers.get("upload-offset", "")
    if headers.get("tus-resumable") != VERSION or not (
        stated.isascii() and stated.isdigit() and len(stated) <= _DIGITS
    ):
        raise PlatformError(PlatformFault.BAD_ANSWER, maybe_sent=True)
    return int(stated)


def _forward(before: int, after: int, size: int) -> int:
    """An upload that does not move would never end."""
    if not before < after <= size:
        raise PlatformError(PlatformFault.BAD_ANSWER, maybe_sent=True)
    return after


def _disagreed(error: PlatformError) -> bool:
    return error.problem is not None and error.problem.kind == ProblemType.OFFSET_WRONG
