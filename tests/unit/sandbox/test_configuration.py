"""What a terminal is told, and a new key in the place of the old one."""

from __future__ import annotations

import base64

from kiosk.platform_api.signing.keys import PrivateKey, new_key
from kiosk.platform_api.signing.rfc9421 import Answer, Request, verify_answer
from kiosk.sandbox.groups.configuration import OVERLAP
from tests.unit.sandbox.conftest import HOST, PLATFORM_KEY, Bench, kind
from tests.unit.sandbox.test_submissions import pointers

TELL = "/v1/terminals/configuration"
KEYS = "/v1/terminals/keys"


def test_configuration_is_signed_and_asked_for_in_vain_while_it_stands(bench: Bench) -> None:
    headers = bench.headers("GET", TELL)
    first = bench.send("GET", TELL, None, headers)
    verify_answer(
        Answer(200, dict(first.headers), Request("GET", HOST + TELL, headers)), first.data, PLATFORM_KEY.public
    )
    again = bench.ask("GET", TELL, If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    assert "Signature" in again.headers


def test_change_is_told_and_the_rest_stays(bench: Bench) -> None:
    first = bench.ask("GET", TELL).json
    bench.control("configuration", {"features": {"payment": False}})
    bench.control("configuration", {"heartbeatSeconds": 30})
    second = bench.ask("GET", TELL).json
    assert first is not None
    assert second is not None
    assert (second["features"], second["heartbeatSeconds"]) == ({"payment": False}, 30)
    assert second["idle"] == first["idle"]
    assert (first["version"], second["version"]) == ("1", "3")
    assert bench.control("configuration", {"idle": {}}).status_code == 400


def test_holidays_and_days_of_a_weekend_that_are_worked_are_told(bench: Bench) -> None:
    first = bench.ask("GET", TELL).json
    assert first is not None
    days = {one["date"]: (one["kind"], (one.get("name") or {}).get("zh-Hans")) for one in first["calendar"]}
    assert days["2026-10-01"] == ("holiday", "国庆节")
    assert days["2026-10-10"] == ("workday", None)
    bench.control("configuration", {"calendar": [{"date": "2026-11-23", "kind": "holiday"}]})
    second = bench.ask("GET", TELL).json
    assert second is not None
    assert [(one["date"], one["kind"]) for one in second["calendar"]] == [("2026-11-23", "holiday")]
    assert second["offline"] == first["offline"]


def renewal(bench: Bench, new: PrivateKey, signer: PrivateKey | None = None) -> dict[str, str]:
    words = f"A-03\n{bench.key.key_id}\n{new.key_id}".encode()
    proof = base64.b64encode((signer or new).sign(words)).decode()
    return {"publicKey": new.public.pem, "proof": proof}


def test_both_keys_are_good_for_a_day_then_the_new_one_alone(bench: Bench) -> None:
    old, new = bench.key, new_key("sm2-sm3")
    first = bench.ask("POST", KEYS, renewal(bench, new))
    assert first.json is not None
    assert (first.status_code, first.json["keyId"]) == (201, new.key_id)
    assert bench.ask("POST", KEYS, renewal(bench, new)).json == first.json
    for key in (old, new):
        bench.key = key
        assert bench.ask("GET", TELL).status_code == 200
    bench.time += OVERLAP + 1
    assert bench.ask("GET", TELL).status_code == 200
    bench.key = old
    assert kind(bench.ask("GET", TELL)) == "key-unknown"


def test_key_that_nobody_shows_to_hold_is_refused(bench: Bench) -> None:
    new = new_key("sm2-sm3")
    assert pointers(bench.ask("POST", KEYS, renewal(bench, new, bench.key))) == {"/proof": "const"}
    assert pointers(bench.ask("POST", KEYS, renewal(bench, bench.key))) == {"/publicKey": "not"}
    broken = renewal(bench, new) | {"publicKey": "no key"}
    assert pointers(bench.ask("POST", KEYS, broken)) == {"/publicKey": "format"}
