"""Another terminal and more people, for the tests of what the sandbox does besides cases."""

from __future__ import annotations

from typing import Any

from werkzeug.test import TestResponse

from kiosk.domain.ids import uuid7
from kiosk.platform_api.signing.keys import new_key
from tests.unit.sandbox.conftest import Bench

AT = "2026-07-12T09:41:00+08:00"


class Elsewhere:
    """While it lasts, the bench is terminal B-07."""

    def __init__(self, bench: Bench) -> None:
        self._bench, self._key = bench, bench.key

    def __enter__(self) -> dict[str, str]:
        self._bench.world.add_code("CODE-B-07", "terminal")
        self._bench.key = new_key("ecdsa-p256-sha256")
        there = {"X_Terminal_Id": "B-07"}
        document = {"code": "CODE-B-07", "publicKey": self._bench.key.public.pem}
        assert self._bench.ask("POST", "/v1/terminals/enrolments", document, **there).status_code == 201
        return there

    def __exit__(self, *_: object) -> None:
        self._bench.key = self._key


def put(bench: Bench, folder: str, document: dict[str, Any], **more: str) -> TestResponse:
    """A thing made at the terminal, under its id: the first value of the document."""
    made = str(next(iter(document.values())))
    headers = {"Idempotency_Key": made, **more}
    return bench.ask("PUT", f"/v1/{folder}/{made}", document, **headers)


def new_id(bench: Bench) -> str:
    """As the terminal makes them."""
    return uuid7(bench.time)


def told(response: TestResponse, status: int = 200) -> Any:
    """What was answered; with that status or not at all."""
    assert response.status_code == status, response.text
    return response.json
