"""Ways of equal rank to confirm a person, and more evidence in an open session."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from kiosk.platform_api.wire import PersonRef
from tests.platform_stand import P01, P03
from tests.unit.sandbox.conftest import Bench, kind
from tests.unit.sandbox.test_control import shown
from tests.unit.sandbox.test_submissions import pointers

AT = "2026-07-12T09:41:00+08:00"


def open_by(bench: Bench, way: str, person: PersonRef = P01, **more: Any) -> TestResponse:
    who = {"kind": person.kind, "name": person.name, "number": person.number}
    evidence = {"way": way, "identity": "verified", "capturedAt": AT}
    return bench.ask("POST", "/v1/sessions", {"person": who, "evidence": evidence, **more})


def phone_code(bench: Bench, person: PersonRef = P01) -> dict[str, str]:
    answer = bench.control("phone-code", {"number": person.number}).json
    assert answer is not None
    return dict(answer)


def test_staff_may_witness_whom_the_station_knows(bench: Bench) -> None:
    account = bench.world.seed.station.accounts[0].account_id
    assert open_by(bench, "staff", witness={"accountId": account, "seenAt": AT}).status_code == 201
    stranger = open_by(bench, "staff", witness={"accountId": "nobody", "seenAt": AT})
    assert pointers(stranger) == {"/witness/accountId": "enum"}


def test_code_of_the_persons_phone_is_good_once_and_for_its_person(bench: Bench) -> None:
    scan = phone_code(bench)
    assert kind(open_by(bench, "phone", P03, scan=scan)) == "token-dead"
    assert open_by(bench, "phone", scan=scan).status_code == 201
    again = open_by(bench, "phone", scan=scan)
    assert (again.status_code, kind(again)) == (410, "token-dead")
    late = phone_code(bench)
    bench.time += 301
    assert kind(open_by(bench, "phone", scan=late)) == "token-dead"


def test_licence_that_only_the_holder_can_show_is_good_once(bench: Bench) -> None:
    scan = {"payload": shown(bench)}
    assert kind(open_by(bench, "licence", P03, scan=scan)) == "token-dead"
    assert open_by(bench, "licence", scan=scan).status_code == 201
    assert kind(open_by(bench, "licence", scan=scan)) == "token-dead"
    assert kind(bench.control("redeem", scan)) == "token-dead"


@pytest.mark.parametrize("way", ["staff", "phone", "licence", "sms", "face", "signature"])
def test_way_without_what_goes_with_it_opens_nothing(bench: Bench, way: str) -> None:
    refused = open_by(bench, way)
    assert (refused.status_code, kind(refused)) == (403, "step-up-required")


def test_open_session_takes_more_evidence_and_keeps_its_token(bench: Bench) -> None:
    opened = open_by(bench, "phone", scan=phone_code(bench)).json
    assert opened is not None
    session, path = {"Authorization": f"Bearer {opened['token']}"}, f"/v1/sessions/{opened['sessionId']}/step-ups"
    document: dict[str, Any] = {"evidence": {"way": "phone", "identity": "verified", "capturedAt": AT}}
    assert kind(bench.ask("POST", path, document, **session)) == "step-up-required"
    stepped = bench.ask("POST", path, {**document, "scan": phone_code(bench)}, **session).json
    assert stepped is not None
    assert (stepped["token"], stepped["assurance"]) == (opened["token"], "verified")
    elsewhere = f"/v1/sessions/{opened['sessionId'][:-1]}0/step-ups"
    if elsewhere != path:
        assert kind(bench.ask("POST", elsewhere, document, **session)) == "not-found"
