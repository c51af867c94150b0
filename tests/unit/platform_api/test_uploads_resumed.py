"""Resumable uploads come to their end whatever the line does, and their metadata is read or refused."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.ids import uuid7
from kiosk.domain.submission import UploadRef
from kiosk.domain.text import Text
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.memory import MemoryPlatform
from kiosk.platform_api.uploads import bring, metadata, read_metadata

NOW = 1_783_820_460.0
EMPTY = Catalogue("1", "2026-07-01T08:00:00+08:00", Text("示例市政务服务"), "12345", (), (), ())


class BadLine(MemoryPlatform):
    """Takes a piece and then loses the answer, or loses the piece, as the script says."""

    def __init__(self, script: list[str]) -> None:
        super().__init__(EMPTY, clock=lambda: NOW)
        self.script = script
        self.taken: list[tuple[int, bytes]] = []

    def send_piece(self, upload_id: str, offset: int, piece: bytes) -> int:
        """As the script says, until it is at its end."""
        happens = self.script.pop() if self.script else "well"
        if happens == "lost":
            raise PlatformError(PlatformFault.NO_LINK)
        self.taken.append((offset, piece))
        after = super().send_piece(upload_id, offset, piece)
        if happens == "answer lost":
            raise PlatformError(PlatformFault.ANSWER_LOST, maybe_sent=True)
        return after


def plan(content: bytes) -> UploadRef:
    return UploadRef(uuid7(NOW), "invoice", "image/png", hashlib.sha256(content).hexdigest(), len(content))


@settings(deadline=None)
@given(
    st.binary(min_size=1, max_size=400),
    st.integers(1, 150),
    st.lists(st.sampled_from(["well", "lost", "answer lost"]), max_size=12),
)
def test_every_byte_arrives_once_whatever_the_line_does(content: bytes, piece: int, script: list[str]) -> None:
    platform, upload, owner = BadLine(list(script)), plan(content), uuid7(NOW)
    for _ in range(len(script) + 1):
        try:
            bring(platform, owner, upload, lambda offset, size: content[offset : offset + size], piece)
            break
        except PlatformError as error:
            assert error.fault in (PlatformFault.NO_LINK, PlatformFault.ANSWER_LOST)  # noqa: PT017  goes on below
    assert platform.upload_offset(upload.upload_id) == len(content)
    assert b"".join(part for _, part in platform.taken) == content


def test_another_sender_that_was_quicker_is_followed() -> None:
    """409 offset-wrong: the platform is asked where it stands, and the rest is sent."""
    content = bytes(range(100))
    platform, upload, owner = BadLine([]), plan(content), uuid7(NOW)

    def read(offset: int, size: int) -> bytes:
        if offset == 0 and not platform.taken:
            platform.send_piece(upload.upload_id, 0, content[:60])
        return content[offset : offset + size]

    bring(platform, owner, upload, read, 50)
    assert [offset for offset, _ in platform.taken] == [0, 0, 60]
    assert platform.upload_offset(upload.upload_id) == 100


def test_an_offset_that_never_agrees_ends_the_try() -> None:
    content = bytes(100)
    platform, upload = BadLine([]), plan(content)

    def read(offset: int, size: int) -> bytes:
        platform.drop_upload(upload.upload_id)
        platform.create_upload("another", upload)
        platform.send_piece(upload.upload_id, 0, bytes((offset + 7) % 90 + 1))
        return content[offset : offset + size]

    with pytest.raises(PlatformError) as caught:
        bring(platform, "owner", upload, read, 50)
    assert caught.value.fault is PlatformFault.CONFLICT


@settings(deadline=None)
@given(st.text(max_size=200))
def test_metadata_is_read_or_refused(value: str) -> None:
    try:
        pairs = read_metadata(value)
    except ValueError:
        return
    assert pairs
    assert all(pairs)


@given(
    st.text("abcdefghij-0123456789", min_size=1, max_size=40), st.text("0123456789abcdef", min_size=64, max_size=64)
)
def test_metadata_there_and_back(code: str, digest: str) -> None:
    upload = UploadRef(uuid7(NOW), code, "application/pdf", digest, 5)
    assert read_metadata(metadata("owner", upload)) == {
        "uploadId": upload.upload_id,
        "submissionId": "owner",
        "materialCode": code,
        "mediaType": "application/pdf",
        "sha256": digest,
    }
