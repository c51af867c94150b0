"""A sandbox that lets contract tools in: without signatures, never without saying so, and no laxer otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from werkzeug.test import Client

from kiosk.platform_api.signing.keys import new_key
from kiosk.sandbox.application import MARK, Application
from kiosk.sandbox.store import Store
from kiosk.sandbox.trouble import SandboxClock
from kiosk.sandbox.world import World
from tests.unit.sandbox.conftest import NOW, PLATFORM_KEY, SEED, Bench, kind

BEAT = {"at": "2026-07-12T09:41:00+08:00", "version": "0.1.0"}
BEATS = "/v1/terminals/heartbeats"
NEEDED = {"X-Terminal-Id": "T-01", "Idempotency-Key": "0" * 20}


@pytest.fixture
def open_bench() -> Iterator[Bench]:
    bench = Bench()
    bench.world.store.close()
    bench.world = World(Store(None), SEED, PLATFORM_KEY, SandboxClock(lambda: NOW), unsigned=True)
    bench.http = Client(Application(bench.world))
    yield bench
    bench.world.store.close()


def test_a_tool_without_a_key_is_answered_and_told(open_bench: Bench) -> None:
    answer = open_bench.http.post(BEATS, json=BEAT, headers=NEEDED)
    assert (answer.status_code, answer.headers[MARK]) == (200, "unsigned")
    catalogue = open_bench.http.get("/v1/catalogue", headers={"X-Terminal-Id": "T-01"})
    assert catalogue.status_code == 200
    assert "Signature" in catalogue.headers


def test_shape_and_headers_are_asked_for_all_the_same(open_bench: Bench) -> None:
    refused = open_bench.http.post(BEATS, json={}, headers=NEEDED)
    assert (refused.status_code, kind(refused), refused.headers[MARK]) == (422, "invalid", "unsigned")
    assert (
        kind(open_bench.http.post(BEATS, json=BEAT, headers={"X-Terminal-Id": "T-01"})) == "idempotency-key-missing"
    )
    assert kind(open_bench.http.post(BEATS, json=BEAT)) == "malformed"


def test_what_is_signed_is_still_checked(open_bench: Bench) -> None:
    headers = open_bench.headers("POST", BEATS, json.dumps(BEAT).encode())
    assert kind(open_bench.send("POST", BEATS, json.dumps(BEAT).encode(), headers)) == "key-unknown"


def test_a_tool_may_enrol_a_key_it_cannot_sign_with(open_bench: Bench) -> None:
    open_bench.world.add_code("CODE-0001", "terminal")
    document = {"code": "CODE-0001", "publicKey": new_key("sm2-sm3").public.pem}
    assert open_bench.http.post("/v1/terminals/enrolments", json=document, headers=NEEDED).status_code == 201


def test_otherwise_nobody_gets_in_unsigned_and_nothing_is_marked(bench: Bench) -> None:
    refused = bench.http.post(BEATS, json=BEAT, headers=NEEDED)
    assert (refused.status_code, kind(refused)) == (401, "signature-missing")
    assert MARK not in refused.headers
