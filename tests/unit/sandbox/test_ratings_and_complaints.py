"""What citizens say: one rating a round, in the national words; a complaint with or without a name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.sandbox.conftest import Bench, kind
from tests.unit.sandbox.services import AT, Elsewhere, new_id, put, told
from tests.unit.sandbox.test_submissions import pointers


def rating(bench: Bench, **changes: Any) -> dict[str, Any]:
    return {
        "evaluationId": new_id(bench),
        "level": "SATISFIED",
        "tags": ["412", "413"],
        "round": "FIRST",
        "anonymous": True,
        "at": AT,
        "capturedOffline": False,
        "visitId": new_id(bench),
        **changes,
    }


def complaint(bench: Bench, **changes: Any) -> dict[str, Any]:
    return {
        "complaintId": new_id(bench),
        "channel": "unable-to-handle",
        "title": "材料",
        "content": "说不清要什么",
        "at": AT,
        "capturedOffline": False,
        **changes,
    }


def test_first_then_second_and_no_third(bench: Bench) -> None:
    first = rating(bench)
    early = rating(bench, round="SECOND", visitId=first["visitId"])
    assert kind(put(bench, "evaluations", early)) == "state-conflict"
    told(put(bench, "evaluations", first), 201)
    told(put(bench, "evaluations", early), 201)
    for turn in ("FIRST", "SECOND"):
        again = put(bench, "evaluations", rating(bench, round=turn, visitId=first["visitId"]))
        assert (again.status_code, kind(again)) == (409, "state-conflict")
    assert told(bench.control("ratings"))["count"] == 2


def test_second_is_open_by_the_time_it_was_given_not_by_when_it_arrives(bench: Bench) -> None:
    first = rating(bench)
    until = told(put(bench, "evaluations", first), 201)["ratingOpenUntil"]
    assert until.startswith("2026-07-22")
    late = rating(bench, round="SECOND", visitId=first["visitId"], at="2026-07-22T09:41:01+08:00")
    assert kind(put(bench, "evaluations", late)) == "state-conflict"
    bench.time += 20 * 86400
    waited = {**late, "at": "2026-07-22T09:40:59+08:00", "capturedOffline": True}
    told(put(bench, "evaluations", waited), 201)


@pytest.mark.parametrize(
    ("changes", "pointer", "detail"),
    [
        ({"tags": ["412", "510"]}, "/tags/1", "enum"),
        ({"tags": ["999"]}, "/tags/0", "enum"),
        ({"tags": ["412", "412"]}, "/tags", "uniqueItems"),
        ({"level": "GOOD"}, "/level", "enum"),
        ({"at": "2026-02-30T09:41:00+08:00"}, "/at", "format"),
        ({"visitId": None}, "", "anyOf"),
    ],
)
def test_wrong_rating_is_pointed_at(bench: Bench, changes: dict[str, Any], pointer: str, detail: str) -> None:
    assert pointers(put(bench, "evaluations", rating(bench, **changes)))[pointer] == detail
    assert told(bench.control("ratings"))["count"] == 0


def test_rating_may_arrive_before_its_case_and_twice(bench: Bench) -> None:
    document = rating(bench, submissionId=new_id(bench))
    first = told(put(bench, "evaluations", document), 201)
    assert told(put(bench, "evaluations", document)) == first
    assert kind(put(bench, "evaluations", {**document, "tags": []})) == "conflict"


def test_bad_rating_is_put_right_and_its_terminal_is_told(bench: Bench) -> None:
    document = rating(bench, level="VERY_DISSATISFIED", tags=["115"])
    assert told(put(bench, "evaluations", document), 201)["state"] == "rectifying"
    right = {"evaluationId": document["evaluationId"], "answer": "已经改正"}
    assert bench.control("rectify", right).status_code == 200
    found = told(bench.ask("GET", f"/v1/evaluations/{document['evaluationId']}"))
    assert (found["state"], found["answer"]["zh-Hans"]) == ("rectified", "已经改正")
    good = rating(bench)
    put(bench, "evaluations", good)
    assert bench.control("rectify", {**right, "evaluationId": good["evaluationId"]}).status_code == 400
    with Elsewhere(bench) as there:
        assert kind(bench.ask("GET", f"/v1/evaluations/{good['evaluationId']}", **there)) == "not-found"
        assert kind(put(bench, "evaluations", good, **there)) == "conflict"


def test_rating_stands_in_the_ledger_of_the_day_it_was_given(bench: Bench) -> None:
    document = rating(bench, at="2026-07-10T23:59:59+08:00", capturedOffline=True)
    put(bench, "evaluations", document)
    (entry,) = told(bench.ask("GET", "/v1/reconciliation/ratings/2026-07-10/pages/1"))["entries"]
    assert (entry["id"], entry["state"]) == (document["evaluationId"], "recorded")


# --- complaints -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("channel", "day"), [("unable-to-handle", "2026-07-13"), ("hotline", "2026-07-15"), ("complaint", "2026-07-17")]
)
def test_answer_is_promised_by_working_days(bench: Bench, channel: str, day: str) -> None:
    state = told(put(bench, "complaints", complaint(bench, channel=channel)), 201)
    assert (state["state"], state["promisedBy"][:10]) == ("received", day)


def test_complaint_is_one_however_often_it_is_sent(bench: Bench) -> None:
    document = complaint(bench, contact={"name": "林女士", "phone": "19900000001"})
    first = told(put(bench, "complaints", document), 201)
    assert told(put(bench, "complaints", document)) == first
    assert kind(put(bench, "complaints", {**document, "title": "别的"})) == "conflict"
    other = told(put(bench, "complaints", complaint(bench)), 201)
    assert other["number"] != first["number"]


def test_complaint_is_answered_to_its_terminal_alone(bench: Bench) -> None:
    document = complaint(bench)
    put(bench, "complaints", document)
    answer = {"complaintId": document["complaintId"], "answer": "已经办好"}
    assert bench.control("answer-complaint", answer).status_code == 200
    assert bench.control("answer-complaint", {**answer, "complaintId": "none"}).status_code == 400
    path = f"/v1/complaints/{document['complaintId']}"
    assert told(bench.ask("GET", path))["answer"]["zh-Hans"] == "已经办好"
    with Elsewhere(bench) as there:
        assert kind(bench.ask("GET", path, **there)) == "not-found"


@pytest.mark.parametrize(
    ("changes", "pointer", "detail"),
    [
        ({"channel": "letter"}, "/channel", "enum"),
        ({"content": "x"}, "/content", "minLength"),
        ({"at": "2026-13-01T00:00:00+08:00"}, "/at", "format"),
        ({"contact": {"name": "林女士"}}, "/contact", "oneOf"),
    ],
)
def test_wrong_complaint_is_pointed_at(bench: Bench, changes: dict[str, Any], pointer: str, detail: str) -> None:
    assert pointers(put(bench, "complaints", complaint(bench, **changes)))[pointer] == detail
