"""Somebody sits on the line, reads, alters, keeps and plays again: nothing of it is believed, on either side."""

from __future__ import annotations

import http.client
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec
import pytest
from http_sf import parse

from kiosk.platform_api.client import PlatformClient
from kiosk.platform_api.digest import content_digest
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.problems import Problem
from kiosk.platform_api.signing import rfc9421, scheme
from kiosk.platform_api.signing.keys import PrivateKey, new_key
from kiosk.platform_api.signing.rfc9421 import Answer, Request, sign_answer
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.transport import Endpoint
from kiosk.platform_api.wire import Heartbeat
from kiosk.sandbox.server import Sandbox, Settings
from kiosk.sandbox.trouble import SandboxClock
from tests.platform_stand import CODE, NOW, TERMINAL, case, encoded, signature_evidence

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BEAT = Heartbeat(to_rfc3339(NOW), "0.1.0")
CATALOGUE = "/v1/catalogue"


@dataclass
class Seen:
    """A request as it came by, and the answer as it goes on: status, headers, body may be altered."""

    method: str
    path: str
    asked: dict[str, str]
    sent: bytes
    status: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Box:
    """Sits in front of the platform."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.alter: Callable[[Seen], None] = lambda _seen: None

    def around(self, inner: WSGIApplication) -> WSGIApplication:
        def through(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            sent = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            environ["wsgi.input"] = io.BytesIO(sent)
            asked = {
                name.removeprefix("HTTP_").replace("_", "-"): str(value)
                for name, value in environ.items()
                if name.startswith("HTTP_") or name == "CONTENT_TYPE"
            }
            seen = Seen(environ["REQUEST_METHOD"], environ["PATH_INFO"], asked, sent)

            def taken(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
                seen.status, seen.headers = status, dict(headers)

            seen.body = b"".join(inner(environ, taken))
            self.seen.append(seen)
            self.alter(seen)
            seen.headers["Content-Length"] = str(len(seen.body))
            start_response(seen.status, list(seen.headers.items()))
            return [seen.body]

        return through


class Line:
    """A platform, a box before it, and an enrolled terminal."""

    def __init__(self, folder: Path, suite: str) -> None:
        self.box, self.time = Box(), NOW
        settings = Settings(None, folder / "keys", suite=suite)
        self.sandbox = Sandbox(settings, SandboxClock(lambda: NOW), self.box.around)
        self.sandbox.world.add_code(CODE, "terminal")
        self.sandbox.start()
        self.platform_key: PrivateKey = self.sandbox.world.key
        endpoint = Endpoint(self.sandbox.url, TERMINAL, self.platform_key.public, connect_timeout=20)
        self.client = PlatformClient(endpoint, new_key(suite), clock=lambda: self.time)
        self.client.enrol(CODE)

    def close(self) -> None:
        self.client.close()
        self.sandbox.close()

    def signed_again(self, seen: Seen, key: PrivateKey, now: float) -> None:
        """Put another signature in the place of the platform's."""
        kept = {name: value for name, value in seen.headers.items() if name in {"Content-Type", "ETag"}}
        asked = {name.title(): value for name, value in seen.asked.items()}
        url = self.sandbox.url + seen.path
        answer = Answer(int(seen.status.split()[0]), kept, Request(seen.method, url, asked))
        sign_answer(answer, seen.body, key, now)
        seen.headers |= kept

    def play_again(self, seen: Seen, body: bytes | None = None, path: str | None = None) -> tuple[int, Problem]:
        """Send what was seen once more, as whoever recorded it would."""
        line = http.client.HTTPConnection(urlsplit(self.sandbox.url).netloc, timeout=20)
        try:
            headers = {name: value for name, value in seen.asked.items() if name not in {"HOST", "CONTENT-LENGTH"}}
            line.request(seen.method, path or seen.path, seen.sent if body is None else body, headers)
            answer = line.getresponse()
            return answer.status, msgspec.json.decode(answer.read(), type=Problem)
        finally:
            line.close()


@pytest.fixture(params=["sm2-sm3", "ecdsa-p256-sha256"])
def line(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Line]:
    made = Line(tmp_path, request.param)
    yield made
    made.close()


def refused(line: Line) -> None:
    """The catalogue is not taken, and once the box lets things be, it is."""
    with pytest.raises(PlatformError) as caught:
        line.client.catalogue()
    assert caught.value.fault is PlatformFault.BAD_ANSWER
    line.box.alter = lambda _seen: None
    assert line.client.catalogue() is not None


# --- what comes from the platform -------------------------------------------------------------------------
def test_a_body_that_was_altered(line: Line) -> None:
    def alter(seen: Seen) -> None:
        seen.body = seen.body.replace(b"12345", b"54321", 1)

    line.box.alter = alter
    refused(line)


def test_a_body_that_was_altered_with_its_digest(line: Line) -> None:
    def alter(seen: Seen) -> None:
        seen.body = seen.body.replace(b"12345", b"54321", 1)
        seen.headers["Content-Digest"] = content_digest(line.platform_key.public.scheme, seen.body)

    line.box.alter = alter
    refused(line)


def test_a_catalogue_signed_by_another_key(line: Line) -> None:
    other = new_key(line.platform_key.suite)
    line.box.alter = lambda seen: line.signed_again(seen, other, NOW)
    refused(line)


def test_a_catalogue_signed_by_another_key_in_the_platforms_name(line: Line) -> None:
    other = new_key(line.platform_key.suite)

    def alter(seen: Seen) -> None:
        line.signed_again(seen, other, NOW)
        for name in ("Signature-Input", "Signature"):
            seen.headers[name] = seen.headers[name].replace(other.key_id, line.platform_key.key_id)

    line.box.alter = alter
    refused(line)


def test_a_catalogue_signed_with_another_suite_in_the_platforms_name(line: Line) -> None:
    suites = {"sm2-sm3": "ecdsa-p256-sha256", "ecdsa-p256-sha256": "sm2-sm3"}
    other = new_key(suites[line.platform_key.suite])

    def alter(seen: Seen) -> None:
        line.signed_again(seen, other, NOW)
        named = seen.headers["Signature-Input"].replace(other.key_id, line.platform_key.key_id)
        seen.headers["Signature-Input"] = f'{named};alg="{other.suite}"'

    line.box.alter = alter
    refused(line)


def test_a_digest_of_another_suite_although_the_platform_signed_it(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even the right key does not make another digest good: the suite is the key's."""
    suites = {"sm2-sm3": "ecdsa-p256-sha256", "ecdsa-p256-sha256": "sm2-sm3"}
    other = scheme(suites[line.platform_key.suite])

    def alter(seen: Seen) -> None:
        right = seen.headers["Content-Digest"]
        monkeypatch.setattr(rfc9421, "content_digest", lambda _scheme, body: content_digest(other, body))
        line.signed_again(seen, line.platform_key, NOW)
        monkeypatch.undo()
        assert seen.headers["Content-Digest"].split("=")[0] != right.split("=")[0]

    line.box.alter = alter
    refused(line)


@pytest.mark.parametrize("off", [-3600.0, 3600.0])
def test_an_answer_of_another_time(line: Line, off: float) -> None:
    line.box.alter = lambda seen: line.signed_again(seen, line.platform_key, NOW + off)
    refused(line)


def test_an_answer_that_was_kept_is_no_answer_to_the_next_question(line: Line) -> None:
    line.client.catalogue()
    kept = line.box.seen[-1]

    def alter(seen: Seen) -> None:
        seen.status, seen.headers, seen.body = kept.status, dict(kept.headers), kept.body

    line.box.alter = alter
    refused(line)


# --- what goes to the platform ----------------------------------------------------------------------------
def test_a_request_that_was_recorded_is_refused_the_second_time(line: Line) -> None:
    line.client.heartbeat(BEAT)
    beat = line.box.seen[-1]
    status, problem = line.play_again(beat)
    assert (status, problem.kind) == (401, "nonce-replayed")


def test_a_request_that_was_recorded_is_refused_with_another_body_or_path(line: Line) -> None:
    line.client.heartbeat(BEAT)
    beat = line.box.seen[-1]
    assert line.play_again(beat, body=beat.sent.replace(b"0.1.0", b"9.9.9"))[1].kind == "digest-wrong"
    assert line.play_again(beat, path="/v1/terminals/heartbeats/")[0] in {401, 404}
    assert line.play_again(beat, path="/v1/terminals/heartbeats?a=b")[1].kind == "signature-invalid"


def marks(line: Line) -> list[tuple[str, str, int]]:
    """Signature, nonce and time of every request that came by."""
    found = []
    for seen in line.box.seen:
        if "SIGNATURE-INPUT" not in seen.asked:
            continue
        named: Any = parse(seen.asked["SIGNATURE-INPUT"].encode("ascii"), tltype="dictionary")
        parameters = named["terminal"][1]
        found.append((seen.asked["SIGNATURE"], parameters["nonce"], parameters["created"]))
    return found


def test_every_attempt_at_the_same_case_is_signed_afresh(line: Line) -> None:
    body = encoded(case(signature_evidence(), captured_offline=True))
    identifier = msgspec.json.decode(body)["submissionId"]

    def down(seen: Seen) -> None:
        seen.status = "503 X"

    line.box.alter = down
    for _ in range(3):
        with pytest.raises(PlatformError):
            line.client.put_submission(identifier, body)
    line.box.alter = lambda _seen: None
    line.client.put_submission(identifier, body)
    tries = [seen for seen in line.box.seen if seen.method == "PUT"]
    assert [seen.sent for seen in tries] == [body] * 4
    assert len({seen.asked["SIGNATURE"] for seen in tries}) == 4
    assert len({nonce for _, nonce, _ in marks(line)}) == len(marks(line))


@pytest.mark.parametrize("off", [-2 * 86400.0, -120.0, 120.0, 2 * 86400.0])
def test_a_terminal_whose_clock_is_off_signs_with_the_platforms_time(line: Line, off: float) -> None:
    """Days off: the first attempt is refused, the second is signed with the platform's time, and all goes on."""
    line.time = NOW + off
    line.client.heartbeat(BEAT)
    (_, first, early), (_, second, late) = marks(line)[-2:]
    assert first != second
    assert abs(early - (NOW + off)) <= 2
    assert abs(late - NOW) <= 2
    assert line.client.clock_offset == pytest.approx(-off, abs=2)
    before = len(marks(line))
    assert line.client.catalogue() is not None
    case_body = encoded(case(signature_evidence(), captured_offline=True))
    line.client.put_submission(msgspec.json.decode(case_body)["submissionId"], case_body)
    assert len(marks(line)) == before + 2  # no more attempts than questions
