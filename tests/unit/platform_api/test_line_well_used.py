"""One connection for many calls, no thread for any, and the time of waiting used to sign what comes next."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec
import pytest

from kiosk.domain.text import Text
from kiosk.platform_api.calls.submission import SubmissionCalls
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.signing import rfc9421
from kiosk.platform_api.signing.keys import new_key
from kiosk.platform_api.transport import Endpoint
from kiosk.platform_api.wire import SubmissionAnswer

KEY = new_key("ecdsa-p256-sha256")
PATIENCE = 20.0


class Platform(ThreadingHTTPServer):
    """Takes every case, over lines that stay open."""

    daemon_threads = True

    def __init__(self) -> None:
        self.lines = 0
        self.signatures: list[str] = []
        self.arrived = threading.Semaphore(0)
        self.may_answer = threading.Event()
        self.may_answer.set()
        super().__init__(("127.0.0.1", 0), Takes)


class Takes(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Platform

    def setup(self) -> None:
        self.server.lines += 1
        super().setup()

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.signatures.append(self.headers["Signature-Input"])
        self.server.arrived.release()
        self.server.may_answer.wait(PATIENCE)
        case_id = self.path.rsplit("/", 1)[1]
        body = msgspec.json.encode(SubmissionAnswer(case_id, "item", "SUBMITTED", Text("已收件"), "P-1"))
        self.send_response(201)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


class Clock:
    now = 1_752_292_800.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def platform() -> Iterator[Platform]:
    with Platform() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield server
        server.may_answer.set()
        server.shutdown()
        thread.join(PATIENCE)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def calls(platform: Platform, clock: Clock) -> Iterator[SubmissionCalls]:
    endpoint = Endpoint(f"http://127.0.0.1:{platform.server_port}", "A-03", KEY.public, read_timeout=PATIENCE)
    client = SubmissionCalls(endpoint, KEY, clock=clock)
    yield client
    client.close()


def refuse_to_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("signed anew")

    monkeypatch.setattr(rfc9421, "_sign", refuse)


def test_many_calls_take_one_connection_and_no_thread(
    platform: Platform, calls: SubmissionCalls, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    start = threading.Thread.start

    def counted(thread: threading.Thread) -> None:
        if "process_request_thread" not in thread.name:  # those of the platform above
            begun.append(thread.name)
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", counted)
    for number in range(5):
        calls.put_submission(f"j{number}", b"{}")
    assert (platform.lines, begun, len(set(platform.signatures))) == (1, [], 5)


def test_the_next_is_signed_while_the_answer_is_awaited(
    platform: Platform, calls: SubmissionCalls, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform.may_answer.clear()

    def act() -> None:
        assert platform.arrived.acquire(timeout=PATIENCE)  # the first one is there, and has no answer
        calls.make_ready("j2", b"two")
        platform.may_answer.set()

    with calls.meanwhile(act):
        assert calls.put_submission("j1", b"one").submission_id == "j1"
    refuse_to_sign(monkeypatch)
    assert calls.put_submission("j2", b"two").submission_id == "j2"


def test_what_is_done_meanwhile_is_done_once(platform: Platform, calls: SubmissionCalls) -> None:
    done: list[int] = []
    with calls.meanwhile(lambda: done.append(len(platform.signatures))):
        for name in ("j1", "j2"):
            calls.put_submission(name, b"{}")
    calls.put_submission("j3", b"{}")
    assert len(done) == 1


def test_a_signature_made_ahead_goes_out_once(
    platform: Platform, calls: SubmissionCalls, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls.make_ready("j1", b"{}")
    calls.put_submission("j1", b"{}")
    calls.put_submission("j1", b"{}")
    assert len(set(platform.signatures)) == 2
    calls.make_ready("j1", b"{}")
    platform.shutdown()
    platform.server_close()
    calls.close()
    with pytest.raises(PlatformError) as caught:  # nothing left this machine: it is signed afresh all the same
        calls.put_submission("j1", b"{}")
    assert caught.value.fault is PlatformFault.CONNECTION_REFUSED
    refuse_to_sign(monkeypatch)
    with pytest.raises(AssertionError, match="signed anew"):
        calls.put_submission("j1", b"{}")


@pytest.mark.parametrize("change", ["body", "case", "late", "early", "key", "other call between"])
def test_a_signature_made_ahead_of_something_else_is_not_used(
    calls: SubmissionCalls, clock: Clock, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    calls.make_ready("j1", b"{}")
    if change == "key":
        calls.use_key(new_key("ecdsa-p256-sha256"))
    if change == "other call between":
        with suppress(PlatformError):
            calls.get_submission("j1")
    clock.now += {"late": 6.0, "early": -6.0}.get(change, 0.0)
    refuse_to_sign(monkeypatch)
    with pytest.raises(AssertionError, match="signed anew"):
        calls.put_submission("j2" if change == "case" else "j1", b"[]" if change == "body" else b"{}")
