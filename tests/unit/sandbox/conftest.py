"""A sandbox without a socket, and a hand that signs requests as a terminal would — or not quite."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from werkzeug.test import Client, TestResponse

from kiosk.domain.ids import uuid7
from kiosk.platform_api.signing.keys import PrivateKey, new_key
from kiosk.platform_api.signing.rfc9421 import Request, sign_request
from kiosk.platform_api.wire import PersonRef
from kiosk.sandbox.application import Application
from kiosk.sandbox.seed import Seed
from kiosk.sandbox.store import Store
from kiosk.sandbox.trouble import SandboxClock
from kiosk.sandbox.world import World
from tests.contract_watch import Watcher
from tests.platform_stand import P01, face_evidence

NOW = 1_783_820_460.0
HOST = "http://localhost"
SEED = Seed()
PLATFORM_KEY = new_key("sm2-sm3")
HERE = {"REMOTE_ADDR": "127.0.0.1"}


class Bench:
    """The application, and a terminal's key."""

    def __init__(self, path: Path | None = None) -> None:
        self.time = NOW
        self.world = World(Store(path), SEED, PLATFORM_KEY, SandboxClock(lambda: self.time))
        self.watcher = Watcher(Application(self.world))
        self.http = Client(self.watcher)
        self.key = new_key("ecdsa-p256-sha256")

    def headers(self, method: str, path: str, body: bytes | None = None, **more: str) -> dict[str, str]:
        """Signed as it should be; `more` replaces headers before signing (underscores for hyphens)."""
        headers = {"X-Terminal-Id": "A-03"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if method != "GET":
            headers["Idempotency-Key"] = uuid7(self.time)
        for name, value in more.items():
            headers[name.replace("_", "-")] = value
        sign_request(Request(method, HOST + path, headers), body, self.key, self.time)
        return headers

    def ask(self, method: str, path: str, document: Any = None, **more: str) -> TestResponse:
        """A signed request."""
        body = None if document is None else json.dumps(document, ensure_ascii=False).encode()
        return self.send(method, path, body, self.headers(method, path, body, **more))

    def send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> TestResponse:
        """A request with exactly these headers."""
        return self.http.open(path, method=method, data=body, headers=headers, environ_base=HERE)

    def enrol(self, code: str = "CODE-0001", role: str = "terminal", key: PrivateKey | None = None) -> TestResponse:
        """Make the key known."""
        self.world.add_code(code, role)
        self.key = key or self.key
        return self.ask("POST", "/v1/terminals/enrolments", {"code": code, "publicKey": self.key.public.pem})

    def open(self, person: PersonRef = P01) -> dict[str, str]:
        """A session of that person: the header that goes with its requests."""
        wanted = {"kind": person.kind, "name": person.name, "number": person.number}
        evidence = json.loads(msgspec.json.encode(face_evidence()))
        answer = self.ask("POST", "/v1/sessions", {"person": wanted, "evidence": evidence}).json
        assert answer is not None
        return {"Authorization": f"Bearer {answer['token']}"}

    def control(self, name: str, document: Any = None) -> TestResponse:
        """The control interface, from this machine."""
        method = "GET" if document is None else "POST"
        return self.http.open(f"/_sandbox/{name}", method=method, json=document, environ_base=HERE)


def kind(response: TestResponse) -> str:
    """The last part of the problem's type."""
    assert response.content_type == "application/problem+json"
    return str(json.loads(response.data)["type"]).rsplit("/", 1)[1]


@pytest.fixture
def bench() -> Iterator[Bench]:
    started = Bench()
    started.enrol()
    yield started
    started.world.store.close()
    assert started.watcher.complaints == []
