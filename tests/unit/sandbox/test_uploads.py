"""Resumable uploads: what arrived stays, what is not what it should be begins anew, and they serve one case alone."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
import pytest
from werkzeug.test import TestResponse

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import UploadRef
from kiosk.platform_api.signing.keys import new_key
from kiosk.platform_api.uploads import metadata
from kiosk.sandbox.groups.uploads import KEEP, PIECE
from tests.platform_stand import NOW, encoded
from tests.unit.sandbox.conftest import Bench, kind
from tests.unit.sandbox.test_submissions import filled, pointers, put

CONTENT = b"\xff\xd8\xff" + bytes(range(256)) * 40
TUS = {"Tus_Resumable": "1.0.0"}
ITEM = "yb-mzbx"
MATERIAL = "invoice"


def planned(content: bytes = CONTENT, **changes: Any) -> UploadRef:
    digest = hashlib.sha256(content).hexdigest()
    return msgspec.structs.replace(UploadRef(uuid7(NOW), MATERIAL, "image/jpeg", digest, len(content)), **changes)


def create(bench: Bench, submission_id: str, upload: UploadRef) -> TestResponse:
    figures = {"Upload_Length": str(upload.size), "Upload_Metadata": metadata(submission_id, upload)}
    return bench.ask("POST", "/v1/uploads", **TUS, **figures, Idempotency_Key=upload.upload_id)


def send(bench: Bench, upload: UploadRef, offset: int, piece: bytes) -> TestResponse:
    path = f"/v1/uploads/{upload.upload_id}"
    media = {"Content_Type": "application/offset+octet-stream", "Upload_Offset": str(offset)}
    headers = bench.headers("PATCH", path, piece, **TUS, **media, Idempotency_Key=f"{upload.upload_id}-{offset}")
    return bench.send("PATCH", path, piece, headers)


def stands(bench: Bench, upload: UploadRef) -> tuple[int, str | None]:
    answer = bench.ask("HEAD", f"/v1/uploads/{upload.upload_id}", **TUS)
    assert answer.data == b""
    return answer.status_code, answer.headers.get("Upload-Offset")


def test_pieces_arrive_and_the_case_takes_them_with_it(bench: Bench) -> None:
    case = filled(ITEM)
    upload = planned()
    case = msgspec.structs.replace(case, attachments=(), uploads=(upload,))
    assert [create(bench, case.submission_id, upload).status_code for _ in range(2)] == [201, 200]
    assert send(bench, upload, 0, CONTENT[:5000]).headers["Upload-Offset"] == "5000"
    assert stands(bench, upload) == (200, "5000")
    early = put(bench, case)
    assert (early.status_code, kind(early)) == (409, "state-conflict")
    assert send(bench, upload, 5000, CONTENT[5000:]).status_code == 204
    assert put(bench, case).status_code == 201
    dropped = bench.ask("DELETE", f"/v1/uploads/{upload.upload_id}", **TUS)
    assert (dropped.status_code, kind(dropped)) == (409, "state-conflict")
    bench.time += 2 * KEEP
    create(bench, case.submission_id, planned())
    assert stands(bench, upload)[0] == 200


def test_piece_at_another_place_is_told_where_it_stands(bench: Bench) -> None:
    upload = planned()
    create(bench, uuid7(NOW), upload)
    send(bench, upload, 0, CONTENT[:100])
    again = send(bench, upload, 0, CONTENT[:200])
    assert (again.status_code, kind(again)) == (409, "offset-wrong")
    assert stands(bench, upload) == (200, "100")


def test_whole_that_is_damaged_begins_anew(bench: Bench) -> None:
    upload = planned()
    create(bench, uuid7(NOW), upload)
    damaged = send(bench, upload, 0, CONTENT[:-1] + b"?")
    assert (damaged.status_code, kind(damaged)) == (422, "upload-damaged")
    assert stands(bench, upload) == (200, "0")
    assert send(bench, upload, 0, CONTENT).status_code == 204
    assert stands(bench, upload) == (200, str(len(CONTENT)))


def test_more_than_was_said_and_pieces_too_large_are_refused(bench: Bench) -> None:
    upload = planned()
    create(bench, uuid7(NOW), upload)
    assert pointers(send(bench, upload, 0, CONTENT + b"?")) == {"/Upload-Length": "maximum"}
    assert kind(send(bench, upload, 0, bytes(PIECE + 1))) == "too-large"


def test_same_id_for_another_upload_is_a_conflict(bench: Bench) -> None:
    upload, submission_id = planned(), uuid7(NOW)
    create(bench, submission_id, upload)
    other = create(bench, uuid7(NOW), upload)
    assert (other.status_code, kind(other)) == (409, "conflict")


def test_another_terminal_neither_sees_nor_moves_nor_drops_it(bench: Bench) -> None:
    upload, maker = planned(), bench.key
    create(bench, uuid7(NOW), upload)
    bench.world.add_code("CODE-0002", "terminal")
    bench.key = new_key("sm2-sm3")
    there = {"X_Terminal_Id": "B-07"}
    document = {"code": "CODE-0002", "publicKey": bench.key.public.pem}
    bench.ask("POST", "/v1/terminals/enrolments", document, **there)
    path = f"/v1/uploads/{upload.upload_id}"
    assert bench.ask("HEAD", path, **TUS, **there).status_code == 404
    assert kind(bench.ask("DELETE", path, **TUS, **there)) == "not-found"
    bench.key = maker
    assert stands(bench, upload) == (200, "0")


def test_what_no_case_named_is_gone_after_seven_days(bench: Bench) -> None:
    upload = planned()
    create(bench, uuid7(NOW), upload)
    bench.time += KEEP + 1
    create(bench, uuid7(NOW), planned())
    assert stands(bench, upload)[0] == 404


def test_dropping_is_no_error_twice(bench: Bench) -> None:
    upload = planned()
    create(bench, uuid7(NOW), upload)
    for _ in range(2):
        assert bench.ask("DELETE", f"/v1/uploads/{upload.upload_id}", **TUS).status_code == 204
    assert stands(bench, upload)[0] == 404


@pytest.mark.parametrize(
    ("changes", "name"),
    [({"sha256": "0" * 64}, "sha256"), ({"size": 7}, "size"), ({"media_type": "image/png"}, "mediaType")],
)
def test_case_that_names_it_otherwise_is_pointed_at(bench: Bench, changes: dict[str, Any], name: str) -> None:
    upload = planned()
    case = msgspec.structs.replace(
        filled(ITEM), attachments=(), uploads=(msgspec.structs.replace(upload, **changes),)
    )
    create(bench, case.submission_id, upload)
    send(bench, upload, 0, CONTENT)
    assert pointers(put(bench, case)) == {f"/uploads/0/{name}": "const"}


def test_upload_of_another_case_is_not_taken(bench: Bench) -> None:
    upload = planned()
    case = msgspec.structs.replace(filled(ITEM), attachments=(), uploads=(upload,))
    create(bench, uuid7(NOW), upload)
    send(bench, upload, 0, CONTENT)
    assert pointers(put(bench, case)) == {"/uploads/0/uploadId": "const"}
    assert encoded(case)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("Upload_Metadata", "uploadId ?", (400, "malformed")),
        ("Upload_Metadata", "filename eA==", (422, "invalid")),
        ("Upload_Length", "-1", (400, "malformed")),
        ("Tus_Resumable", "0.2.2", (400, "malformed")),
    ],
)
def test_headers_that_are_not_as_they_must_be(bench: Bench, name: str, value: str, expected: tuple[int, str]) -> None:
    upload = planned()
    headers = {
        **TUS,
        "Upload_Length": str(upload.size),
        "Upload_Metadata": metadata(uuid7(NOW), upload),
        "Idempotency_Key": upload.upload_id,
        name: value,
    }
    answer = bench.ask("POST", "/v1/uploads", **headers)
    assert (answer.status_code, kind(answer)) == expected


def test_two_uploads_of_the_same_page_for_one_case_are_seen_to_be_two(bench: Bench) -> None:
    submission_id = uuid7(NOW)
    for upload in (planned(), planned(), planned(CONTENT + b"!")):
        create(bench, submission_id, upload)
    found = bench.control("ledger").json
    assert found is not None
    assert (found["createUpload"]["ids"], found["createUpload"]["contents"]) == (3, 2)
