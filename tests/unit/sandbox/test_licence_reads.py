"""Licences read for a case by what the item may see; codes checked without being used up."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.sandbox.identifiers import check_character, identifier, serial_of, taken_apart
from tests.platform_stand import P01, P03
from tests.unit.sandbox.conftest import Bench, kind
from tests.unit.sandbox.services import new_id, put, told
from tests.unit.sandbox.test_control import PURPOSE, shown
from tests.unit.sandbox.test_submissions import pointers

HOUSEHOLD = "/v1/licences/lic-p01-household/field-reads"
TYPE = "9999000000000000XA901"


def question(bench: Bench, *fields: str, **changes: Any) -> dict[str, Any]:
    purpose = {"itemCode": "ga-hkbbl", "submissionId": new_id(bench), "cause": "补领户口簿", "terminalId": "A-03"}
    return {"purpose": {**purpose, **changes}, "fields": fields}


def checked(bench: Bench, payload: str) -> Any:
    return told(bench.ask("POST", "/v1/licence-verifications", {"payload": payload, "use": "窗口核验"}))


def test_item_sees_what_it_asked_for_and_the_number_in_full(bench: Bench) -> None:
    session = bench.open()
    whole = told(bench.ask("POST", HOUSEHOLD, question(bench), **session))
    assert whole["fields"]["持证人"] == P01.name
    assert whole["fields"]["证照编号"] == "H9901010000001"
    assert whole["fields"]["户号"] == "990101000001"
    part = told(bench.ask("POST", HOUSEHOLD, question(bench, "户号"), **session))
    assert part["fields"] == {"户号": "990101000001"}
    assert part["copyId"] != whole["copyId"]
    reads = told(bench.control("licence-reads"))
    assert [one["fields"] for one in reads["reads"]][-1] == "户号"
    assert reads["count"] == 2
    assert P01.name not in bench.control("licence-reads").text


@pytest.mark.parametrize("code", ["yb-ydjy", "no-such", "yyzz-xyba"])
def test_item_that_asks_for_no_such_licence_has_no_right(bench: Bench, code: str) -> None:
    refused = bench.ask("POST", HOUSEHOLD, question(bench, itemCode=code), **bench.open())
    assert (refused.status_code, kind(refused)) == (403, "not-allowed")
    assert told(bench.control("licence-reads"))["count"] == 0


def test_package_may_see_what_its_materials_name(bench: Bench) -> None:
    told(bench.ask("POST", HOUSEHOLD, question(bench, itemCode="yjs-cs"), **bench.open()))


def test_field_that_is_not_there_is_refused(bench: Bench) -> None:
    assert kind(bench.ask("POST", HOUSEHOLD, question(bench, "血型"), **bench.open())) == "not-allowed"


@pytest.mark.parametrize(
    ("changes", "pointer", "detail"),
    [
        ({"itemCode": None}, "/purpose/itemCode", "type"),
        ({"submissionId": None}, "/purpose/submissionId", "type"),
        ({"terminalId": "B-07"}, "/purpose/terminalId", "const"),
        ({"cause": "x"}, "/purpose/cause", "minLength"),
    ],
)
def test_purpose_that_is_none_is_pointed_at(bench: Bench, changes: dict[str, Any], pointer: str, detail: str) -> None:
    assert pointers(bench.ask("POST", HOUSEHOLD, question(bench, **changes), **bench.open())) == {pointer: detail}


def test_licence_of_somebody_else_is_not_found(bench: Bench) -> None:
    assert kind(bench.ask("POST", HOUSEHOLD, question(bench), **bench.open(P03))) == "not-found"
    assert kind(bench.ask("POST", HOUSEHOLD, question(bench))) == "session-invalid"


# --- checking ---------------------------------------------------------------------------------------------
def test_code_that_is_shown_is_genuine_and_not_used_up_by_looking(bench: Bench) -> None:
    payload = shown(bench)
    for _ in range(2):
        found = checked(bench, payload)
        assert (found["state"], found["holders"]) == ("valid", ["林*舟"])
    assert bench.control("redeem", {"payload": payload}).status_code == 200
    assert checked(bench, payload)["state"] == "revoked"
    late = shown(bench)
    bench.time += 61
    assert checked(bench, late)["state"] == "expired"
    assert P01.name not in bench.ask("POST", "/v1/licence-verifications", {"payload": late, "use": "核验"}).text


def test_identifier_with_a_wrong_check_character_is_a_warning_and_no_more(bench: Bench) -> None:
    right = identifier(TYPE, "lic-p01-household")
    found = checked(bench, right)
    assert (found["state"], found["checkDigit"], found["typeCode"]) == ("valid", "right", TYPE)
    wrong = right[:-1] + ("A" if right[-1] != "A" else "B")
    found = checked(bench, wrong)
    assert (found["state"], found["checkDigit"]) == ("valid", "wrong")
    stranger = checked(bench, identifier(TYPE, "lic-p99-household"))
    assert (stranger["state"], stranger["checkDigit"]) == ("unknown", "right")


@pytest.mark.parametrize(
    ("licence", "code", "state"),
    [
        ("lic-p01-teacher", "9999000000000000XA907", "revoked"),
        ("lic-p03-driving", "9999000000000000XA903", "expired"),
        ("lic-p21-cost-engineer", "11100000000013338W059", "valid"),
    ],
)
def test_state_of_the_licence_is_told(bench: Bench, licence: str, code: str, state: str) -> None:
    assert checked(bench, identifier(code, licence))["state"] == state


def test_certificate_is_checked_by_its_code(bench: Bench) -> None:
    wanted = {"certificateId": new_id(bench), "certificateType": "sbcb", "cause": "办理落户"}
    code = told(put(bench, "certificates", wanted, **bench.open()), 201)["checkCode"]
    found = checked(bench, code)
    assert (found["state"], found["typeCode"], found["holders"]) == ("valid", "sbcb", ["林*舟"])
    assert checked(bench, code[:-1])["state"] == "unknown"


def test_what_is_none_of_them_is_unknown(bench: Bench) -> None:
    for payload in ("https://platform.example/q/1", "1.2.156.3005.2.x", PURPOSE["cause"] or "", "\u0000"):
        assert checked(bench, payload)["state"] == "unknown"


def test_check_character_is_the_published_one() -> None:
    """Of an identifier that stands in public code; facts on e-licences, 1.2."""
    assert check_character("11100000000013338W01111430000006122244L20230000403001") == "U"


@settings(deadline=None)
@given(st.text("ABCXYZabc0123456789-", min_size=8, max_size=40))
def test_identifier_is_taken_apart_as_it_was_put_together(licence_id: str) -> None:
    parts = taken_apart(identifier(TYPE, licence_id))
    assert parts is not None
    assert (parts.type_code, parts.serial, parts.right) == (TYPE, serial_of(licence_id), True)


@settings(deadline=None)
@given(st.text())
def test_anything_else_is_no_identifier(text: str) -> None:
    assert taken_apart(text) is None
