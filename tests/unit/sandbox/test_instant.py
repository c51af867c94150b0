"""秒批: decided while the person waits, with the reason; never for somebody who is not confirmed yet."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from kiosk.sandbox.instant import _REFUSED
from tests.platform_stand import applicant, face_evidence
from tests.unit.sandbox.conftest import Bench
from tests.unit.sandbox.test_submissions import ITEMS, encoded_evidence, filled, put

INSTANT = sorted(code for code, item in ITEMS.items() if item.guide.instant)


def handed_in(bench: Bench, code: str, form: dict[str, Any], **person: str) -> dict[str, Any]:
    session = bench.ask("POST", "/v1/sessions", {"person": applicant(), "evidence": encoded_evidence()}).json
    assert session is not None
    there = msgspec.structs.replace(face_evidence(), session_id=session["sessionId"])
    case = filled(code, evidence=there, captured_offline=False)
    answers = {name: value for name, value in (case.form | form).items() if value is not None}
    response = put(bench, msgspec.structs.replace(case, form=answers, applicant=case.applicant | person))
    assert response.status_code in {201, 202}, response.text
    answer: dict[str, Any] = json.loads(response.data)
    return answer


def test_every_instant_item_has_its_rules() -> None:
    assert sorted(_REFUSED) == INSTANT
    assert len(INSTANT) >= 5


@pytest.mark.parametrize(
    ("code", "good", "bad", "why"),
    [
        ("yb-gjzh", {"relation": "parent"}, {"relation": "sibling"}, "兄弟姐妹"),
        ("sb-jydj", {"form": "flexible"}, {"form": "employed", "creditCode": None}, "统一社会信用代码"),
        ("zm-hjzm", {"fact": "moved"}, {"fact": "kinship", "relative": None}, "亲属姓名"),
        ("yyzz-zx", {"reason": "stop"}, {"reason": "company"}, "办变更"),
    ],
)
def test_case_is_decided_in_the_answer_with_the_reason(
    bench: Bench, code: str, good: dict[str, Any], bad: dict[str, Any], why: str
) -> None:
    yes = handed_in(bench, code, good, birth="1985-03-14")
    assert (yes["state"], yes["result"]["decision"]) == ("APPROVED", "APPROVED")
    no = handed_in(bench, code, bad, birth="1985-03-14")
    assert (no["state"], no["result"]["decision"]) == ("REJECTED", "REJECTED")
    assert why in no["result"]["text"]["zh-Hans"]
    assert no["projectNo"], "a refusal has its number too"


def test_age_decides_where_the_rule_says_so(bench: Bench) -> None:
    born = {"1985-03-14": "REJECTED", "1976-07-13": "REJECTED", "1976-07-12": "APPROVED", "": "REJECTED"}
    for birth, decision in born.items():
        assert handed_in(bench, "gjj-txtq", {}, **({"birth": birth} if birth else {}))["state"] == decision


def test_pension_goes_on_for_who_receives_one_and_says_until_when(bench: Bench) -> None:
    yes = handed_in(bench, "sb-yljrz", {"living": "local"}, birth="1955-02-01")
    assert yes["state"] == "APPROVED"
    assert "一年以内" in yes["result"]["text"]["zh-Hans"]
    assert handed_in(bench, "sb-yljrz", {"living": "local"}, birth="1999-02-01")["state"] == "REJECTED"


def test_platform_that_takes_its_time_decides_by_the_next_look(bench: Bench) -> None:
    bench.control("trouble", {"processLater": 1})
    answer = handed_in(bench, "yb-gjzh", {"relation": "parent"})
    assert not answer.get("projectNo")
    assert not answer.get("result")
    later = bench.ask("GET", f"/v1/submissions/{answer['submissionId']}").json
    assert later is not None
    assert (later["state"], later["result"]["decision"]) == ("APPROVED", "APPROVED")
