"""From status and problem to fault, and memory's own switches."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.platform_api.client import PlatformClient
from kiosk.platform_api.diagnosis import read_problem, status_error
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.memory import MemoryPlatform
from kiosk.platform_api.problems import MEDIA_TYPE, ProblemType, problem
from kiosk.platform_api.signing.keys import new_key
from kiosk.platform_api.transport import Endpoint
from kiosk.sandbox.seed import Seed
from tests.platform_stand import P01

NOW = 1_783_820_460.0


def fault(status: int, kind: ProblemType) -> PlatformFault:
    body = msgspec.json.encode(problem(kind, status, "x"))
    return status_error(status, MEDIA_TYPE + "; charset=utf-8", body, None, NOW).fault


@pytest.mark.parametrize(
    ("status", "kind", "expected"),
    [
        (400, ProblemType.MALFORMED, PlatformFault.REFUSED),
        (401, ProblemType.CLOCK_SKEW, PlatformFault.CLOCK),
        (401, ProblemType.KEY_UNKNOWN, PlatformFault.AUTHENTICATION),
        (401, ProblemType.SESSION_INVALID, PlatformFault.STEP_UP),
        (403, ProblemType.STEP_UP_REQUIRED, PlatformFault.STEP_UP),
        (403, ProblemType.NOT_ALLOWED, PlatformFault.AUTHENTICATION),
        (404, ProblemType.NOT_FOUND, PlatformFault.NOT_FOUND),
        (409, ProblemType.CONFLICT, PlatformFault.CONFLICT),
        (410, ProblemType.WITHDRAWN, PlatformFault.GONE),
        (413, ProblemType.TOO_LARGE, PlatformFault.REFUSED),
        (422, ProblemType.INVALID, PlatformFault.REFUSED),
        (423, ProblemType.CODE_LOCKED, PlatformFault.LOCKED),
        (429, ProblemType.TOO_SOON, PlatformFault.BUSY),
        (500, ProblemType.UNAVAILABLE, PlatformFault.SERVER_DOWN),
        (503, ProblemType.UNAVAILABLE, PlatformFault.BUSY),
        (418, ProblemType.INVALID, PlatformFault.BAD_ANSWER),
    ],
)
def test_a_problem_of_the_platform_has_its_fault(status: int, kind: ProblemType, expected: PlatformFault) -> None:
    assert fault(status, kind) is expected


def test_a_refusal_whose_type_we_do_not_know_follows_its_status() -> None:
    body = b'{"type":"https://platform.example/problems/new-one","title":"x","status":422}'
    found = status_error(422, MEDIA_TYPE, body, None, NOW)
    assert found.fault is PlatformFault.REFUSED
    assert found.problem is not None
    assert found.problem.kind == "new-one"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("Sun, 12 Jul 2026 01:42:00 GMT", 60.0),
        ("Sun, 12 Jul 2020 01:42:00 GMT", 0.0),
        ("soon", None),
        ("9" * 5000, 86_400.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400.0),
        ("-1", None),
        ("Fri, 31 Dec 99999999999 23:59:59 GMT", None),
        ("Fri, 99999999999999999999 Dec 2026 23:59:59 GMT", None),
        ("Sun, 12 Jul 2026 01:42:00 -99999999999999999999", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert status_error(503, "", b"", value, NOW).retry_after == seconds


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200))
def test_garbage_is_no_problem(body: bytes) -> None:
    assert read_problem(MEDIA_TYPE, body) is None
    assert read_problem("text/html", b'{"type":"a","title":"b","status":400}') is None


@pytest.mark.parametrize("bad", ["", "a/b", "..", "a b", "甲", "a?b"])
def test_only_ids_get_into_a_path(bad: str) -> None:
    key = new_key("ecdsa-p256-sha256")
    client = PlatformClient(Endpoint("http://127.0.0.1:9", "A-03", key.public), key)
    with pytest.raises(ValueError, match="not an id"):
        client.get_submission(bad)
    client.close()


def test_the_memory_twin_fails_on_demand_and_then_works() -> None:
    twin = MemoryPlatform(Seed().catalogue(frozenset()))
    twin.fail(PlatformError(PlatformFault.TLS), PlatformError(PlatformFault.BUSY, retry_after=3.0))
    for expected in (PlatformFault.TLS, PlatformFault.BUSY):
        with pytest.raises(PlatformError) as caught:
            twin.identity_ways(P01)
        assert caught.value.fault is expected
    assert twin.identity_ways(P01).ways == ("face",)
    twin.shift = 40.0
    assert twin.clock_offset == 40.0
    twin.close()
