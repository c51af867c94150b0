"""Drafts: kept by revision, taken up at another terminal by the same person and by nobody else."""

from __future__ import annotations

from typing import Any

from werkzeug.test import TestResponse

from kiosk.domain.ids import uuid7
from kiosk.platform_api.signing.keys import new_key
from kiosk.sandbox.groups.drafts import KEEP
from tests.platform_stand import NOW, P03
from tests.unit.sandbox.conftest import Bench, kind
from tests.unit.sandbox.test_submissions import pointers


def draft(draft_id: str, **changes: Any) -> dict[str, Any]:
    return {
        "draftId": draft_id,
        "serviceItemCode": "yb-ydjy",
        "itemVersion": "3",
        "formVersion": "3",
        "form": {"kind": "work"},
        "uploads": [],
        "materials": [],
        "savedAt": "2026-07-12T09:41:00+08:00",
        **changes,
    }


def put(bench: Bench, document: dict[str, Any], session: dict[str, str], **more: str) -> TestResponse:
    path = f"/v1/drafts/{document['draftId']}"
    return bench.ask("PUT", path, document, **session, **{"Idempotency_Key": document["draftId"], **more})


def test_draft_is_taken_up_at_another_terminal_by_its_person_alone(bench: Bench) -> None:
    one = draft(uuid7(NOW), page=2)
    assert put(bench, one, bench.open()).status_code == 201
    bench.world.add_code("CODE-0002", "terminal")
    bench.key = new_key("sm2-sm3")
    there = {"X_Terminal_Id": "B-07"}
    document = {"code": "CODE-0002", "publicKey": bench.key.public.pem}
    assert bench.ask("POST", "/v1/terminals/enrolments", document, **there).status_code == 201
    person = {"kind": "resident", "name": "林晚舟", "number": "99010119850314002X"}
    face = {"score": 0.7, "decision": "accept", "model": "m", "liveness": "x", "challenges": [], "attempts": 1}
    evidence = {"way": "face", "identity": "verified", "capturedAt": one["savedAt"], "face": face}
    opened = bench.ask("POST", "/v1/sessions", {"person": person, "evidence": evidence}, **there).json
    assert opened is not None
    session = {"Authorization": f"Bearer {opened['token']}", **there}
    listed = bench.ask("POST", "/v1/draft-queries", {"serviceItemCode": "yb-ydjy"}, **session).json
    assert listed is not None
    assert [found["draftId"] for found in listed["drafts"]] == [one["draftId"]]
    assert "form" not in listed["drafts"][0]
    found = bench.ask("GET", f"/v1/drafts/{one['draftId']}", **session).json
    assert found is not None
    assert (found["draft"], found["revision"]) == (one, 1)
    assert bench.ask("POST", "/v1/draft-queries", {"serviceItemCode": "mz-gljt"}, **session).json == {"drafts": []}


def test_next_revision_follows_the_latest_and_the_same_again_is_the_same(bench: Bench) -> None:
    session, draft_id = bench.open(), uuid7(NOW)
    put(bench, draft(draft_id), session)
    second = draft(draft_id, basedOn=1, page=3)
    assert [put(bench, second, session).status_code for _ in range(2)] == [200, 200]
    late = put(bench, draft(draft_id, basedOn=1, page=4), session)
    assert (late.status_code, kind(late)) == (409, "conflict")
    new = put(bench, draft(draft_id, page=5), session)
    assert (new.status_code, kind(new)) == (409, "conflict")
    found = bench.ask("GET", f"/v1/drafts/{draft_id}", **session).json
    assert found is not None
    assert (found["revision"], found["draft"]["page"]) == (2, 3)


def test_nobody_else_sees_it_changes_it_or_throws_it_away(bench: Bench) -> None:
    one, other = draft(uuid7(NOW)), bench.open(P03)
    put(bench, one, bench.open())
    path = f"/v1/drafts/{one['draftId']}"
    assert kind(bench.ask("GET", path, **other)) == "not-found"
    assert kind(put(bench, one, other)) == "not-found"
    assert bench.ask("DELETE", path, **other).status_code == 204
    assert bench.ask("GET", path, **bench.open()).status_code == 200


def test_it_is_gone_when_thrown_away_or_old(bench: Bench) -> None:
    session = bench.open()
    for one in (draft(uuid7(NOW)), draft(uuid7(NOW))):
        put(bench, one, session)
    path = f"/v1/drafts/{one['draftId']}"
    assert [bench.ask("DELETE", path, **session).status_code for _ in range(2)] == [204, 204]
    assert kind(bench.ask("GET", path, **session)) == "not-found"
    bench.time += KEEP
    assert bench.ask("POST", "/v1/draft-queries", {}, **bench.open()).json == {"drafts": []}


def test_path_and_body_must_name_the_same_draft(bench: Bench) -> None:
    one = draft(uuid7(NOW))
    answer = bench.ask("PUT", f"/v1/drafts/{uuid7(NOW)}", one, **bench.open())
    assert pointers(answer) == {"/draftId": "const"}
