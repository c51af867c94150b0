"""What becomes of a case: later processing, freezing, what may follow, corrections, withdrawal, the person's list."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import msgspec
import pytest
from werkzeug.test import TestResponse

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import Submission
from tests.platform_stand import NOW, P01, P03, applicant, attachment
from tests.unit.sandbox.conftest import Bench, kind
from tests.unit.sandbox.test_submissions import filled, pointers, put

ITEM = "yb-mzbx"
EVIDENCE = {"way": "signature", "identity": "pending", "capturedAt": "2026-07-12T09:41:00+08:00"}


def asked_for(bench: Bench, **what: Any) -> tuple[Submission, dict[str, Any]]:
    """A case for which the department wants more, and what it wants."""
    case = filled(ITEM)
    put(bench, case)
    bench.control("case", {"submissionId": case.submission_id, "state": "CORRECTION", **what})
    answer = bench.ask("GET", f"/v1/submissions/{case.submission_id}").json
    assert answer is not None
    return case, dict(answer["correction"])


def correct(bench: Bench, case: Submission, correction: str, answer_id: str, **changes: Any) -> TestResponse:
    document = {
        "answerId": answer_id,
        "submissionId": case.submission_id,
        "correctionId": correction,
        "form": {},
        "attachments": [],
        "uploads": [],
        "evidence": EVIDENCE,
        "capturedAt": EVIDENCE["capturedAt"],
        **changes,
    }
    body = json.dumps(document).encode()
    path = f"/v1/submissions/{case.submission_id}/correction-answers/{answer_id}"
    digest = hashlib.sha256(body).hexdigest()
    headers = bench.headers("PUT", path, body, X_Manifest_Digest=digest, Idempotency_Key=answer_id)
    return bench.send("PUT", path, body, headers)


def test_case_that_is_processed_later_gets_its_number_when_somebody_asks_again(bench: Bench) -> None:
    bench.control("trouble", {"processLater": 1})
    case = filled(ITEM)
    first = put(bench, case)
    assert first.json is not None
    assert (first.status_code, first.json.get("projectNo")) == (202, None)
    again = put(bench, case)
    assert again.json is not None
    assert (again.status_code, again.json["projectNo"][:2]) == (200, "SL")


def test_frozen_person_and_frozen_case_are_423_until_thawed(bench: Bench) -> None:
    case = filled(ITEM)
    for what in (P01.number, case.submission_id):
        bench.control("freeze", {"what": what})
        refused = put(bench, case)
        assert (refused.status_code, kind(refused)) == (423, "frozen")
        bench.control("freeze", {"what": what, "frozen": False})
    assert put(bench, case).status_code == 201


def test_what_may_not_follow_later_is_pointed_at(bench: Bench) -> None:
    for provision in ("DEFERRED", "PROMISE"):
        material = {"materialCode": "invoice", "provision": provision}
        case = msgspec.structs.replace(filled(ITEM), attachments=(), materials=(material,))
        assert pointers(put(bench, case))["/materials/0/provision"] == "enum"


def test_what_may_follow_is_told_with_a_date(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    item = next(one for one in bench.world.seed.items if one.code == ITEM)
    materials = tuple(msgspec.structs.replace(one, deferrable=True) for one in item.materials)
    others = tuple(one for one in bench.world.seed.items if one.code != ITEM)
    monkeypatch.setattr(
        bench.world.seed, "items", (*others, msgspec.structs.replace(item, materials=materials)), raising=False
    )
    material = {"materialCode": "invoice", "provision": "DEFERRED"}
    answer = put(bench, msgspec.structs.replace(filled(ITEM), attachments=(), materials=(material,))).json
    assert answer is not None
    (one,) = answer["deferredMaterials"]
    assert (one["materialCode"], one["dueAt"][:10]) == ("invoice", "2026-07-27")
    assert "逾期" in one["text"]["zh-Hans"]


def test_correction_is_answered_once_and_the_case_goes_on(bench: Bench) -> None:
    case, correction = asked_for(bench, fields=["phone"], materials=["invoice"])
    assert (correction["fields"], correction["materials"]) == (["phone"], ["invoice"])
    page = json.loads(msgspec.json.encode(attachment(content=b"a better picture")))
    right = {"form": {"phone": "19900000002"}, "attachments": [page]}
    answer_id = uuid7(NOW)
    first = correct(bench, case, correction["correctionId"], answer_id, **right)
    assert first.json is not None
    assert (first.status_code, first.json["state"], first.json.get("correction")) == (201, "SUBMITTED", None)
    again = correct(bench, case, correction["correctionId"], answer_id, **right)
    assert (again.status_code, again.data) == (200, first.data)
    late = correct(bench, case, correction["correctionId"], uuid7(NOW), **right)
    assert (late.status_code, kind(late)) == (409, "state-conflict")


def test_correction_that_is_not_what_was_asked_for_is_pointed_at(bench: Bench) -> None:
    case, correction = asked_for(bench, fields=["phone"], materials=["invoice"])
    wrong = correct(bench, case, correction["correctionId"], uuid7(NOW), form={"visited": "2026-07-01"})
    assert pointers(wrong) == {
        "/form/phone": "required",
        "/form/visited": "additionalProperties",
        "/attachments": "contains invoice",
    }
    mixed = correct(bench, case, correction["correctionId"], uuid7(NOW), submissionId=uuid7(NOW))
    assert pointers(mixed) == {"/submissionId": "const"}


def withdraw(bench: Bench, case: Submission, session: dict[str, str], act: str | None = None) -> TestResponse:
    more = {"Idempotency_Key": act} if act else {}
    path = f"/v1/submissions/{case.submission_id}/withdrawals"
    return bench.ask("POST", path, {"reason": "填错了"}, **session, **more)


def test_person_takes_a_case_back_and_nobody_else_does(bench: Bench) -> None:
    case, act = filled(ITEM), uuid7(NOW)
    put(bench, case)
    stranger = withdraw(bench, case, bench.open(P03))
    assert (stranger.status_code, kind(stranger)) == (404, "not-found")
    session = bench.open()
    first = withdraw(bench, case, session, act)
    assert first.json is not None
    assert first.json["state"] == "WITHDRAWN"
    assert withdraw(bench, case, session, act).data == first.data
    again = withdraw(bench, case, session)
    assert (again.status_code, kind(again)) == (409, "state-conflict")


def test_decided_case_is_not_taken_back(bench: Bench) -> None:
    case = filled(ITEM)
    put(bench, case)
    bench.control("case", {"submissionId": case.submission_id, "state": "APPROVED"})
    refused = withdraw(bench, case, bench.open())
    assert (refused.status_code, kind(refused)) == (409, "state-conflict")
    answer = bench.ask("GET", f"/v1/submissions/{case.submission_id}").json
    assert answer is not None
    assert answer["result"]["decision"] == "APPROVED"


def test_list_is_the_persons_own_from_every_terminal_page_by_page(bench: Bench) -> None:
    mine = [filled(ITEM) for _ in range(51)]
    other = msgspec.structs.replace(filled(ITEM), applicant=applicant(P03))
    for case in (*mine, other):
        assert put(bench, case).status_code == 201
        bench.time += 1
    session = bench.open()
    first = bench.ask("POST", "/v1/submission-queries", {}, **session).json
    assert first is not None
    rest = bench.ask("POST", "/v1/submission-queries", {"cursor": first["next"]}, **session).json
    assert rest is not None
    assert "next" not in rest
    found = [one["submissionId"] for one in (*first["submissions"], *rest["submissions"])]
    assert found == [case.submission_id for case in reversed(mine)]
    none = bench.ask("POST", "/v1/submission-queries", {"states": ["COMPLETED"]}, **session).json
    assert none == {"submissions": []}
    assert pointers(bench.ask("POST", "/v1/submission-queries", {"cursor": "?"}, **session)) == {"/cursor": "pattern"}
    assert pointers(bench.ask("POST", "/v1/submission-queries", {"cursor": "eA"}, **session)) == {
        "/cursor": "pattern"
    }
