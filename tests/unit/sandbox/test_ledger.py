"""The raw log: append-only, and equal content under two ids is seen to be there twice."""

from __future__ import annotations

import sqlite3

import msgspec
import pytest

from kiosk.domain.ids import uuid7
from tests.platform_stand import case, encoded, signature_evidence
from tests.unit.sandbox.conftest import NOW, Bench
from tests.unit.sandbox.test_submissions import put

BEAT = {"at": "2026-07-12T09:41:00+08:00", "version": "0.1.0"}
BEATS = "/v1/terminals/heartbeats"


def counts(bench: Bench, operation: str) -> dict[str, object]:
    return dict(bench.control("ledger").json[operation])  # type: ignore[index]


def test_the_same_case_sent_twice_is_one(bench: Bench) -> None:
    wanted = case(signature_evidence(), captured_offline=True)
    assert [put(bench, wanted).status_code for _ in range(2)] == [201, 200]
    assert counts(bench, "putSubmission") == {
        "received": 2, "accepted": 2, "ids": 1, "contents": 1, "twice": [], "changed": []
    }  # fmt: skip


def test_equal_content_under_another_id_and_of_another_minute_is_there_twice(bench: Bench) -> None:
    first = case(signature_evidence(), captured_offline=True)
    later = msgspec.structs.replace(first, submission_id=uuid7(NOW), captured_at="2026-07-12T09:42:00+08:00")
    assert encoded(first) != encoded(later)
    put(bench, first)
    put(bench, later)
    found = counts(bench, "putSubmission")
    assert (found["ids"], found["contents"], len(found["twice"])) == (2, 1, 1)  # type: ignore[arg-type]


def test_refused_writes_are_in_it_and_do_not_count(bench: Bench) -> None:
    bench.control("trouble", {"status": 503, "statusTimes": 1, "path": BEATS})
    assert bench.ask("POST", BEATS, BEAT).status_code == 503
    assert bench.ask("POST", BEATS, {"at": "soon"}).status_code == 422
    assert bench.ask("POST", BEATS, BEAT).status_code == 200
    assert counts(bench, "heartbeat") == {
        "received": 3, "accepted": 1, "ids": 1, "contents": 1, "twice": [], "changed": []
    }  # fmt: skip


def test_a_body_that_is_no_json_is_written_down_too(bench: Bench) -> None:
    body = b"\xff\x00"
    assert bench.send("POST", BEATS, body, bench.headers("POST", BEATS, body)).status_code == 400
    assert counts(bench, "heartbeat")["received"] == 1


def test_it_is_read_page_by_page(bench: Bench) -> None:
    for _ in range(3):
        bench.ask("POST", BEATS, BEAT)
    first = bench.control("writes?limit=2").json
    assert first is not None
    assert (len(first["writes"]), first["count"]) == (2, 4)  # the enrolment is one
    rest = bench.control(f"writes?limit=3&after={first['next']}").json
    assert rest is not None
    assert (len(rest["writes"]), rest["next"]) == (2, None)
    assert bench.control("writes?limit=many").status_code == 400


@pytest.mark.parametrize("statement", ["UPDATE writes SET status = 200", "DELETE FROM writes"])
def test_nothing_in_it_can_be_changed(bench: Bench, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append only"), bench.world.store.transaction() as db:
        db.execute(statement)
    assert bench.control("writes").json["count"] == 1  # type: ignore[index]
