"""Platforms on the test bench: the sandbox on a socket behind a watcher of the contract, and the memory twin."""

from __future__ import annotations

import abc
import base64
import dataclasses
import functools
import hashlib
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import Attachment, Evidence, FaceEvidence, Submission, Way
from kiosk.domain.text import Text
from kiosk.platform_api import contract
from kiosk.platform_api.client import PlatformClient
from kiosk.platform_api.interface import Platform, Verified
from kiosk.platform_api.memory import MemoryPerson, MemoryPlatform
from kiosk.platform_api.signing.keys import new_key
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.transport import Endpoint
from kiosk.platform_api.wire import CorrectionRequest, Licence, PersonRef, PhoneFile, PhonePage, Session, Wire
from kiosk.sandbox.seed import Seed
from kiosk.sandbox.server import Sandbox, Settings
from kiosk.sandbox.trouble import SandboxClock
from tests.contract_watch import Watcher

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

NOW = 1_783_820_460.0
"""2026-07-12 09:41 +08:00."""
P01 = PersonRef("resident", "林晚舟", "99010119850314002X")
P03 = PersonRef("resident", "周一鸣", "990102199207010176")
UNKNOWN = PersonRef("resident", "无此人", "990101199001010019")
CODE = "CODE-0001"
TERMINAL = "A-03"
FACE = FaceEvidence(0.71, "accept", "sface-int8bq", "active-only", ("blink", "turn-left"), 1)


def face_evidence(session: Session | None = None) -> Evidence:
    return Evidence(
        Way.FACE, "verified", to_rfc3339(NOW), face=FACE, session_id=session.session_id if session else None
    )


def signature_evidence() -> Evidence:
    return Evidence(Way.SIGNATURE, "pending", to_rfc3339(NOW))


def applicant(person: PersonRef = P01) -> dict[str, str]:
    return {"kind": person.kind, "name": person.name, "number": person.number}


YDJY = {"kind": "work", "city": "990200", "start": "2026-08-01", "phone": "19900000001"}


def case(evidence: Evidence, **changes: Any) -> Submission:
    """异地就医备案 of p01, right in every respect."""
    right = Submission(
        submission_id=uuid7(NOW),
        service_item_code="yb-ydjy",
        item_version="3",
        form_version="3",
        applicant=applicant(),
        form=YDJY,
        materials=({"materialCode": "id-card", "provision": "SHARED_DATA"},),
        attachments=(),
        evidence=evidence,
        captured_at=to_rfc3339(NOW),
        captured_offline=False,
        clock_offset_ms=0,
    )
    return msgspec.structs.replace(right, **changes)


def attachment(code: str = "invoice", content: bytes = b"not really a picture") -> Attachment:
    digest = hashlib.sha256(content).hexdigest()
    return Attachment(code, "image/jpeg", digest, base64.b64encode(content).decode("ascii"))


def encoded(submission: Submission) -> bytes:
    return msgspec.json.encode(submission)


class Stand(abc.ABC):
    """A platform and the hand that plays the world around it."""

    platform: Platform

    @abc.abstractmethod
    def sms_code(self, challenge_id: str) -> str:
        """What the citizen's phone shows."""

    @abc.abstractmethod
    def redeem(self, payload: str) -> bool:
        """A verifier scans the code: is it good?"""

    @abc.abstractmethod
    def shift(self, seconds: float) -> None:
        """Let time pass, for both sides."""

    @abc.abstractmethod
    def withdraw(self, code: str) -> None:
        """Take an item out of the catalogue."""

    @abc.abstractmethod
    def ask_for(self, submission_id: str, *fields: str) -> None:
        """The department asks for those answers anew."""

    @abc.abstractmethod
    def from_phone(self, page: PhonePage, content: bytes) -> None:
        """The citizen's phone sends a picture."""

    @abc.abstractmethod
    def pay(self, payment_id: str) -> None:
        """The bank says that it is paid."""

    def open(self, person: PersonRef = P01) -> Session:
        return self.platform.open_session(person, face_evidence())


class SandboxStand(Stand):
    """The real client, a real socket, the sandbox; both on one clock that is moved by hand."""

    def __init__(self, folder: Path, suite: str = "sm2-sm3", platform_suite: str | None = None) -> None:
        self.time = NOW
        self.watchers: list[Watcher] = []
        settings = Settings(folder / "platform.db", folder / "keys", suite=platform_suite or suite)
        self.sandbox = Sandbox(settings, SandboxClock(lambda: self.time), self._watched)
        self.sandbox.world.add_code(CODE, "terminal")
        self.sandbox.start()
        self.key = new_key(suite)
        self.platform: PlatformClient = self.client()

    def client(self, **changes: Any) -> PlatformClient:
        endpoint = Endpoint(self.sandbox.url, TERMINAL, self.sandbox.world.key.public, connect_timeout=20)
        return PlatformClient(dataclasses.replace(endpoint, **changes), self.key, clock=lambda: self.time)

    def control(self, name: str, body: dict[str, Any] | None = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{self.sandbox.url}/_sandbox/{name}", data=data)  # noqa: S310  our own
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return json.loads(answer.read())

    def sms_code(self, challenge_id: str) -> str:
        messages = self.control("sms")["messages"]
        return next(str(one["code"]) for one in messages if one["challengeId"] == challenge_id)

    def redeem(self, payload: str) -> bool:
        try:
            self.control("redeem", {"payload": payload, "verifier": "示例市图书馆", "use": "办理借阅证"})
        except urllib.error.HTTPError as error:
            with error:
                return False
        return True

    def shift(self, seconds: float) -> None:
        self.time += seconds

    def withdraw(self, code: str) -> None:
        self.control("withdraw", {"itemCode": code})

    def ask_for(self, submission_id: str, *fields: str) -> None:
        self.control("case", {"submissionId": submission_id, "state": "CORRECTION", "fields": fields})

    def from_phone(self, page: PhonePage, content: bytes) -> None:
        headers = {"Content-Type": "image/png", "Idempotency-Key": uuid7(self.time)}
        request = urllib.request.Request(page.url, content, headers)  # noqa: S310  our own
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            assert answer.status == 201

    def pay(self, payment_id: str) -> None:
        self.control("payment", {"paymentId": payment_id, "state": "PAID"})

    def close(self) -> None:
        self.platform.close()
        self.sandbox.close()

    def _watched(self, inner: WSGIApplication) -> WSGIApplication:
        self.watchers.append(Watcher(inner))
        return self.watchers[0]


@contextmanager
def sandbox_stand(folder: Path, suite: str = "sm2-sm3", platform_suite: str | None = None) -> Iterator[SandboxStand]:
    """A stand whose terminal is enrolled; at the end the watcher must have nothing to complain about."""
    stand = SandboxStand(folder, suite, platform_suite)
    try:
        stand.platform.enrol(CODE)
        yield stand
        assert stand.watchers[0].complaints == []
    finally:
        stand.close()


@functools.cache
def _seed() -> Seed:
    """Read once: nobody changes it."""
    return Seed()


class HonestTwin(MemoryPlatform):
    """The double, whose every answer is held to the contract as the sandbox's are."""

    def __getattribute__(self, name: str) -> Any:
        """Methods that answer with a body, checked."""
        found = super().__getattribute__(name)
        if name.startswith("_") or not callable(found):
            return found

        def checked(*what: Any, **more: Any) -> Any:
            answer = found(*what, **more)
            value = answer.value if isinstance(answer, Verified) else answer
            if isinstance(value, Wire):
                wrong = contract.wrongs(type(value).__name__, json.loads(msgspec.json.encode(value)))
                assert wrong == (), f"{name}: {wrong}"
            return answer

        return checked


class MemoryStand(Stand):
    """The double, filled from the same seed."""

    def __init__(self) -> None:
        self.time = NOW
        seed = _seed()
        people = tuple(
            MemoryPerson(
                PersonRef(one.kind, one.names[0], one.number),
                one.phone,
                one.profile,
                tuple(_licence(seed, held) for held in seed.licences if one.person_id in held.holders),
            )
            for one in seed.people.values()
        )
        catalogue = seed.catalogue(frozenset())
        self.platform: MemoryPlatform = HonestTwin(catalogue, people, code=CODE, clock=lambda: self.time)
        named = {one.video_id for item in catalogue.items for one in item.videos}
        self.platform.films = {video_id: seed.film(video_id) for video_id in named}

    def sms_code(self, challenge_id: str) -> str:
        return self.platform.sms_code(challenge_id)

    def redeem(self, payload: str) -> bool:
        return self.platform.redeem(payload)

    def shift(self, seconds: float) -> None:
        self.time += seconds

    def withdraw(self, code: str) -> None:
        self.platform.withdraw(code)

    def ask_for(self, submission_id: str, *fields: str) -> None:
        due = to_rfc3339(self.time + 86400)
        self.platform.ask_for_correction(
            submission_id, CorrectionRequest(uuid7(self.time), Text("请补齐"), due, fields)
        )

    def from_phone(self, page: PhonePage, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()
        self.platform.from_phone(page.page_id, PhoneFile(uuid7(self.time), "image/png", digest, len(content)))

    def pay(self, payment_id: str) -> None:
        self.platform.pay(payment_id)


def _licence(seed: Seed, held: Any) -> Licence:
    kind = seed.heading.licence_types[held.type]
    holders = ("*",) * len(held.holders)
    status = "revoked" if held.revoked else "valid"
    return Licence(
        held.licence_id, kind.code, kind.name, holders, "**", status, kind.name, held.authority, held.issued_on
    )
