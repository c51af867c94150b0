"""A day's sums, its pages and its end: closed only where both sides have seen the same."""

from __future__ import annotations

import msgspec
from werkzeug.test import TestResponse

from kiosk.platform_api.ledger import sums
from kiosk.platform_api.signing.keys import new_key
from kiosk.platform_api.wire import DayEntry, DayPage
from tests.unit.sandbox.conftest import Bench, kind
from tests.unit.sandbox.test_submissions import filled, put

DAY = "/v1/reconciliation/submissions/2026-07-12"


def entries(bench: Bench) -> list[DayEntry]:
    found: list[DayEntry] = []
    day = bench.ask("GET", DAY).json
    assert day is not None
    for page in range(1, day["pages"] + 1):
        answer = bench.ask("GET", f"{DAY}/pages/{page}")
        found += msgspec.json.decode(answer.data, type=DayPage).entries
    return found


def confirm(bench: Bench, count: int, sm3: str, verdict: str = "closed") -> TestResponse:
    document = {"verdict": verdict, "count": count, "sm3": sm3, "classes": {"A": count}}
    return bench.ask("POST", f"{DAY}/confirmations", document)


def test_sums_are_those_of_the_entries_on_all_pages(bench: Bench) -> None:
    cases = [filled("jg-lxfs") for _ in range(201)]
    for case in cases:
        assert put(bench, case).status_code == 201
    day = bench.ask("GET", DAY).json
    assert day is not None
    found = entries(bench)
    assert [one.id for one in found] == sorted(case.submission_id for case in cases)
    assert (day["count"], day["sm3"], day["pages"]) == sums(found) == (201, day["sm3"], 2)
    assert bench.ask("GET", f"{DAY}/pages/3").json == {"entries": [], "pages": 2}


def test_day_is_that_of_the_capture_in_china_and_of_the_terminal_that_asks(bench: Bench) -> None:
    late = msgspec.structs.replace(filled("jg-lxfs"), captured_at="2026-07-11T16:30:00+00:00")
    early = msgspec.structs.replace(filled("jg-lxfs"), captured_at="2026-07-11T23:59:59.999+08:00")
    for case in (late, early):
        assert put(bench, case).status_code == 201
    assert [one.id for one in entries(bench)] == [late.submission_id]
    bench.world.add_code("CODE-0002", "terminal")
    bench.key = new_key("sm2-sm3")
    document = {"code": "CODE-0002", "publicKey": bench.key.public.pem}
    bench.ask("POST", "/v1/terminals/enrolments", document, X_Terminal_Id="B-07")
    other = bench.ask("GET", DAY, X_Terminal_Id="B-07").json
    assert other is not None
    assert (other["count"], other["state"]) == (0, "open")


def test_day_is_closed_with_its_own_sums_and_stays_so(bench: Bench) -> None:
    put(bench, filled("jg-lxfs"))
    count, sm3, _ = sums(entries(bench))
    wrong = confirm(bench, count, "0" * 64)
    assert (wrong.status_code, kind(wrong)) == (409, "conflict")
    closed = confirm(bench, count, sm3).json
    assert closed is not None
    assert (closed["state"], closed["closedAt"]) == ("closed", "2026-07-12T09:41:00.000+08:00")
    assert confirm(bench, count, sm3).json == closed
    other = confirm(bench, count, sm3, "escalated")
    assert (other.status_code, kind(other)) == (409, "state-conflict")
    assert bench.control("days").json == {
        "days": [{"terminal_id": "A-03", "kind": "submissions", "day": "2026-07-12", "state": "closed"}]
    }


def test_escalated_day_may_be_closed_later(bench: Bench) -> None:
    count, sm3, _ = sums([])
    escalated = confirm(bench, count, sm3, "escalated").json
    assert escalated is not None
    assert escalated["state"] == "escalated"
    closed = confirm(bench, count, sm3).json
    assert closed is not None
    assert closed["state"] == "closed"


def test_day_and_ledger_that_do_not_exist_are_not_found(bench: Bench) -> None:
    for path in ("submissions/2026-02-30", "wishes/2026-07-12", "submissions/2026-07-12/pages/0"):
        assert kind(bench.ask("GET", f"/v1/reconciliation/{path}")) == "not-found"
