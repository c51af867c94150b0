"""The control interface: for this machine alone, and it says what it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.platform_api.signing.keys import new_key
from kiosk.sandbox.application import GROUPS
from tests.platform_stand import P01, encoded
from tests.unit.sandbox.conftest import HERE, Bench, kind
from tests.unit.sandbox.test_submissions import filled, put

FACE = {"score": 0.7, "decision": "accept", "model": "m", "liveness": "active-only", "challenges": [], "attempts": 1}
PERSON = {"kind": P01.kind, "name": P01.name, "number": P01.number}
EVIDENCE = {"way": "face", "identity": "verified", "capturedAt": "2026-07-12T09:41:00+08:00", "face": FACE}
PURPOSE = {"itemCode": None, "submissionId": None, "cause": "本人亮证", "terminalId": "A-03"}


def shown(bench: Bench) -> str:
    """The payload of a code that is shown now."""
    session = bench.ask("POST", "/v1/sessions", {"person": PERSON, "evidence": EVIDENCE}).json
    assert session is not None
    bearer = f"Bearer {session['token']}"
    path = "/v1/licences/lic-p01-id-card/show-tokens"
    token = bench.ask("POST", path, {"purpose": PURPOSE}, Authorization=bearer).json
    assert token is not None
    return str(token["payload"])


@pytest.mark.parametrize("outside", [{"REMOTE_ADDR": "192.0.2.7"}, {**HERE, "HTTP_X_FORWARDED_FOR": "192.0.2.7"}, {}])
@pytest.mark.parametrize("name", ["state", "submissions", "writes", "sms", "nothing"])
def test_nobody_else_is_answered(bench: Bench, name: str, outside: dict[str, str]) -> None:
    base = {"REMOTE_ADDR": "", **outside}
    assert bench.http.get(f"/_sandbox/{name}", environ_base=base).status_code == 404


def test_the_state_is_told(bench: Bench) -> None:
    state = bench.control("state").json
    assert state is not None
    assert state["terminals"] == ["A-03"]
    assert state["now"] == "2026-07-12T09:41:00.000+08:00"
    assert state["trouble"]["dropAnswers"] == 0


def test_a_verifier_redeems_over_the_contract_once(bench: Bench) -> None:
    payload = shown(bench)
    wanted = {"payload": payload, "verifier": "示例市图书馆", "use": "办理借阅证"}
    refused = bench.ask("POST", "/v1/show-token-redemptions", wanted)
    assert (refused.status_code, kind(refused)) == (403, "not-allowed")
    terminal = bench.key
    bench.world.add_code("VERIFY-01", "verifier")
    bench.key = new_key("sm2-sm3")
    document = {"code": "VERIFY-01", "publicKey": bench.key.public.pem}
    enrolled = bench.ask("POST", "/v1/terminals/enrolments", document, X_Terminal_Id="V-01")
    assert enrolled.json is not None
    assert enrolled.json["role"] == "verifier"
    seen = bench.ask("POST", "/v1/show-token-redemptions", wanted, X_Terminal_Id="V-01")
    assert seen.json is not None
    assert seen.json["fields"]["持证人"] == P01.name
    assert P01.number not in seen.text
    again = bench.ask("POST", "/v1/show-token-redemptions", wanted, X_Terminal_Id="V-01")
    assert (again.status_code, kind(again)) == (410, "token-dead")
    assert kind(bench.ask("GET", "/v1/catalogue", X_Terminal_Id="V-01")) == "not-allowed"
    bench.key = terminal


def test_redeeming_from_the_control_interface_is_the_same(bench: Bench) -> None:
    payload = shown(bench)
    assert bench.control("redeem", {"payload": payload}).status_code == 200
    assert kind(bench.control("redeem", {"payload": payload})) == "token-dead"
    late = shown(bench)
    bench.control("trouble", {"clockShift": 60})
    assert kind(bench.control("redeem", {"payload": late})) == "token-dead"
    assert kind(bench.control("redeem", {"payload": "BDY1:" + "A" * 32})) == "token-dead"


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("trouble", {"latency": 3}),
        ("trouble", {"latencyMs": "slow"}),
        ("withdraw", {"itemCode": "no-such"}),
        ("case", {"submissionId": "no-such", "state": "COMPLETED"}),
        ("redeem", {}),
    ],
)
def test_a_mistake_is_answered_with_a_sentence(bench: Bench, name: str, document: dict[str, object]) -> None:
    response = bench.control(name, document)
    assert response.status_code == 400
    assert response.text


def test_an_unknown_name_is_not_found(bench: Bench) -> None:
    assert bench.control("nothing").status_code == 404
    assert bench.control("nothing", {}).status_code == 404


def test_a_case_can_be_moved_on(bench: Bench) -> None:
    wanted = filled("jg-lxfs")
    put(bench, wanted)
    bench.control("case", {"submissionId": wanted.submission_id, "state": "CORRECTION"})
    answer = bench.ask("GET", f"/v1/submissions/{wanted.submission_id}").json
    assert answer is not None
    assert answer["state"] == "CORRECTION"


def test_a_reset_forgets_all_but_terminals(bench: Bench) -> None:
    wanted = filled("jg-lxfs")
    put(bench, wanted)
    bench.control("withdraw", {"itemCode": "jg-lxfs"})
    bench.control("trouble", {"clockShift": 500})
    bench.control("reset", {})
    state = bench.control("state").json
    assert state is not None
    assert state["counts"] == {
        "terminals": 1, "sessions": 0, "submissions": 0, "writes": 0, "tokens": 0, "heartbeats": 0
    }  # fmt: skip
    assert state["withdrawn"] == []
    assert put(bench, wanted).status_code == 201
    assert encoded(wanted)


def test_everything_it_shows_and_does_is_written_down() -> None:
    page = (Path(__file__).parents[3] / "docs" / "sandbox.md").read_text("utf-8")
    names = {"state", "ledger", "writes", "trouble", "reset"}
    for group in GROUPS.values():
        names |= {*group.looks, *group.deeds}
    assert {name for name in names if f"`{name}`" not in page} == set()
