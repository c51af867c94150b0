"""The gate refuses what a real platform refuses."""

from __future__ import annotations

import json

import pytest

from kiosk.platform_api.signing.keys import new_key
from kiosk.platform_api.signing.rfc9421 import Request, sign_request
from kiosk.sandbox.application import HANDLERS
from tests.unit.sandbox.conftest import HOST, NOW, Bench, kind

BEAT = {"at": "2026-07-12T09:41:00+08:00", "version": "0.1.0"}
BEATS = "/v1/terminals/heartbeats"
BODY = json.dumps(BEAT).encode()


def test_a_signed_request_passes(bench: Bench) -> None:
    assert bench.ask("POST", BEATS, BEAT).status_code == 200


def test_the_clock_needs_no_signature(bench: Bench) -> None:
    assert bench.send("GET", "/v1/time", None, {}).status_code == 200


def test_an_unsigned_request_is_refused(bench: Bench) -> None:
    response = bench.send("GET", "/v1/catalogue", None, {"X-Terminal-Id": "A-03"})
    assert (response.status_code, kind(response)) == (401, "signature-missing")


def test_a_replayed_request_is_refused(bench: Bench) -> None:
    headers = bench.headers("POST", BEATS, BODY)
    assert bench.send("POST", BEATS, BODY, headers).status_code == 200
    again = bench.send("POST", BEATS, BODY, headers)
    assert (again.status_code, kind(again)) == (401, "nonce-replayed")


def test_a_replay_is_refused_after_a_restart_too(bench: Bench, tmp_path: object) -> None:
    del tmp_path
    headers = bench.headers("POST", BEATS, BODY)
    bench.send("POST", BEATS, BODY, headers)
    bench.time += 80
    assert kind(bench.send("POST", BEATS, BODY, headers)) == "nonce-replayed"


def test_another_body_under_the_signature_is_refused(bench: Bench) -> None:
    headers = bench.headers("POST", BEATS, BODY)
    response = bench.send("POST", BEATS, BODY.replace(b"0.1.0", b"0.1.1"), headers)
    assert (response.status_code, kind(response)) == (401, "digest-wrong")


def test_a_signature_that_leaves_out_the_idempotency_key_is_refused(bench: Bench) -> None:
    headers = {"X-Terminal-Id": "A-03", "Content-Type": "application/json"}
    sign_request(Request("POST", HOST + BEATS, headers), BODY, bench.key, NOW)
    headers["Idempotency-Key"] = "0123456789abcdef"
    assert kind(bench.send("POST", BEATS, BODY, headers)) == "signature-incomplete"


@pytest.mark.parametrize("seconds", [91, -91, 7200])
def test_a_signature_of_another_time_is_a_clock_fault_and_the_time_is_told(bench: Bench, seconds: float) -> None:
    headers = bench.headers("POST", BEATS, BODY)
    bench.time += seconds
    response = bench.send("POST", BEATS, BODY, headers)
    assert (response.status_code, kind(response)) == (401, "clock-skew")
    assert json.loads(response.data)["serverTime"].startswith("2026-07-12T")


def test_a_terminal_that_was_never_enrolled_is_unknown(bench: Bench) -> None:
    bench.key = new_key("sm2-sm3")
    assert kind(bench.ask("POST", BEATS, BEAT)) == "key-unknown"


def test_a_key_belongs_to_one_terminal(bench: Bench) -> None:
    assert kind(bench.ask("POST", BEATS, BEAT, X_Terminal_Id="A-04")) == "key-unknown"


def test_a_request_to_another_path_than_signed_is_refused(bench: Bench) -> None:
    headers = bench.headers("GET", "/v1/submissions/0190a8a0-0000-7000-8000-000000000000")
    assert kind(bench.send("GET", "/v1/catalogue", None, headers)) == "signature-invalid"


def test_a_write_without_idempotency_key_is_refused(bench: Bench) -> None:
    headers = {"X-Terminal-Id": "A-03", "Content-Type": "application/json"}
    sign_request(Request("POST", HOST + BEATS, headers), BODY, bench.key, NOW)
    response = bench.send("POST", BEATS, BODY, headers)
    assert (response.status_code, kind(response)) == (400, "idempotency-key-missing")


def test_the_same_act_is_answered_the_same(bench: Bench) -> None:
    act = "0123456789abcdef-heartbeat"
    first = bench.ask("POST", BEATS, BEAT, Idempotency_Key=act)
    bench.time += 5
    second = bench.ask("POST", BEATS, BEAT, Idempotency_Key=act)
    assert (first.status_code, first.data) == (second.status_code, second.data)


def test_another_content_under_the_same_act_is_a_conflict(bench: Bench) -> None:
    act = "0123456789abcdef-heartbeat"
    bench.ask("POST", BEATS, BEAT, Idempotency_Key=act)
    response = bench.ask("POST", BEATS, {**BEAT, "queued": 3}, Idempotency_Key=act)
    assert (response.status_code, kind(response)) == (409, "conflict")


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 5000, b"null"])
def test_a_body_that_is_no_json_is_named_so(bench: Bench, body: bytes) -> None:
    response = bench.send("POST", BEATS, body, bench.headers("POST", BEATS, body))
    assert response.status_code in {400, 422}
    assert kind(response) in {"malformed", "invalid"}


def test_wrong_places_are_pointed_at_and_no_value_is_repeated(bench: Bench) -> None:
    response = bench.ask("POST", BEATS, {"at": "秘密", "queued": -1})
    assert (response.status_code, kind(response)) == (422, "invalid")
    found = {one["pointer"] for one in json.loads(response.data)["errors"]}
    assert found == {"/at", "/queued", "/version"}
    assert "秘密" not in response.text


def test_a_time_that_is_none_is_pointed_at(bench: Bench) -> None:
    response = bench.ask("POST", BEATS, {**BEAT, "at": "2026-13-41T25:61:61+08:00"})
    assert json.loads(response.data)["errors"] == [{"pointer": "/at", "detail": "format"}]


def test_a_lone_surrogate_is_no_text(bench: Bench) -> None:
    body = b'{"at":"2026-07-12T09:41:00+08:00","version":"\\ud800"}'
    assert kind(bench.send("POST", BEATS, body, bench.headers("POST", BEATS, body))) == "malformed"


@pytest.mark.expects_warnings
def test_a_mistake_in_the_sandbox_is_a_problem_too(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(HANDLERS, "heartbeat", breaks)
    response = bench.ask("POST", BEATS, BEAT)
    assert (response.status_code, kind(response)) == (500, "unavailable")


def test_an_unknown_operation_is_not_found(bench: Bench) -> None:
    for method, path in (("GET", "/v1/nothing"), ("DELETE", "/v1/catalogue"), ("GET", "/")):
        assert bench.ask(method, path).status_code == 404


def test_behind_a_proxy_the_public_address_is_what_is_signed(bench: Bench) -> None:
    public = "https://platform.example/province"
    object.__setattr__(bench.world, "public_url", public)
    headers = {"X-Terminal-Id": "A-03"}
    sign_request(Request("GET", f"{public}/v1/catalogue", headers), None, bench.key, NOW)
    assert bench.send("GET", "/v1/catalogue", None, headers).status_code == 200
    assert kind(bench.ask("GET", "/v1/catalogue")) == "signature-invalid"


# --- enrolment --------------------------------------------------------------------------------------------
def test_a_code_serves_one_key(bench: Bench) -> None:
    bench.key = new_key("sm2-sm3")
    document = {"code": "CODE-0001", "publicKey": bench.key.public.pem}
    response = bench.ask("POST", "/v1/terminals/enrolments", document, X_Terminal_Id="A-09")
    assert (response.status_code, kind(response)) == (403, "enrolment-code-invalid")


def test_an_enrolment_must_be_signed_by_the_key_it_brings(bench: Bench) -> None:
    bench.world.add_code("CODE-0002", "terminal")
    document = {"code": "CODE-0002", "publicKey": new_key("sm2-sm3").public.pem}
    assert kind(bench.ask("POST", "/v1/terminals/enrolments", document)) == "enrolment-code-invalid"
    bench.key = new_key("sm2-sm3")
    assert kind(bench.ask("POST", "/v1/terminals/enrolments", document)) == "key-unknown"


def test_a_new_key_for_a_terminal_ends_the_old_one(bench: Bench) -> None:
    old = bench.key
    assert bench.enrol("CODE-0003", key=new_key("sm2-sm3")).status_code == 201
    assert bench.ask("POST", BEATS, BEAT).status_code == 200
    bench.key = old
    assert kind(bench.ask("POST", BEATS, BEAT)) == "key-unknown"


def test_a_key_that_is_none_is_refused(bench: Bench) -> None:
    bench.world.add_code("CODE-0004", "terminal")
    response = bench.ask("POST", "/v1/terminals/enrolments", {"code": "CODE-0004", "publicKey": "-----"})
    assert response.status_code in {400, 403}
