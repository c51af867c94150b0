"""The answer is lost after the write is on disk, errors come first, the platform restarts: one case each time."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.sandbox.server import Sandbox, Settings
from kiosk.sandbox.trouble import SandboxClock
from tests.platform_stand import NOW, SandboxStand, case, encoded, face_evidence, sandbox_stand


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[SandboxStand]:
    with sandbox_stand(tmp_path) as started:
        yield started


def held(stand: SandboxStand) -> tuple[int, int]:
    """Cases the platform holds, and cases whose content it holds more than once."""
    found = stand.control("submissions")
    return found["count"], found["equalContents"]


def test_a_case_whose_answer_is_lost_is_sent_again_and_is_one_case(stand: SandboxStand) -> None:
    wanted = case(face_evidence(stand.open()))
    stand.control("trouble", {"dropAnswers": 2, "path": "/v1/submissions"})
    for _ in range(2):
        with pytest.raises(PlatformError) as caught:
            stand.platform.put_submission(wanted.submission_id, encoded(wanted))
        assert caught.value.fault is PlatformFault.ANSWER_LOST
        assert caught.value.maybe_sent
    answer = stand.platform.put_submission(wanted.submission_id, encoded(wanted))
    assert answer.state == "SUBMITTED"
    assert held(stand) == (1, 0)
    assert stand.control("submissions")["submissions"][0]["writes"] == 3


def test_a_case_whose_answer_is_lost_is_found_by_its_id(stand: SandboxStand) -> None:
    wanted = case(face_evidence(stand.open()))
    stand.control("trouble", {"dropAnswers": 1, "path": "/v1/submissions"})
    with pytest.raises(PlatformError):
        stand.platform.put_submission(wanted.submission_id, encoded(wanted))
    assert stand.platform.get_submission(wanted.submission_id).state == "SUBMITTED"


def test_the_same_matter_under_two_ids_counts_as_twice(stand: SandboxStand) -> None:
    session = stand.open()
    for _ in range(2):
        wanted = case(face_evidence(session))
        stand.platform.put_submission(wanted.submission_id, encoded(wanted))
    assert held(stand) == (2, 1)


@pytest.mark.parametrize(
    ("status", "fault"), [(500, PlatformFault.SERVER_DOWN), (503, PlatformFault.BUSY), (429, PlatformFault.BUSY)]
)
def test_errors_before_the_write_store_nothing(stand: SandboxStand, status: int, fault: PlatformFault) -> None:
    wanted = case(face_evidence(stand.open()))
    trouble = {"status": status, "statusTimes": 1, "retryAfter": 9, "path": "/v1/submissions"}
    stand.control("trouble", trouble)
    with pytest.raises(PlatformError) as caught:
        stand.platform.put_submission(wanted.submission_id, encoded(wanted))
    assert caught.value.fault is fault
    assert caught.value.retry_after == 9.0
    assert held(stand) == (0, 0)
    stand.platform.put_submission(wanted.submission_id, encoded(wanted))
    assert held(stand) == (1, 0)


def test_the_same_case_from_eight_threads_is_one_case(stand: SandboxStand) -> None:
    wanted = case(face_evidence(stand.open()))
    with ThreadPoolExecutor(8) as pool:
        sent = [pool.submit(stand.platform.put_submission, wanted.submission_id, encoded(wanted)) for _ in range(8)]
        answers = [one.result(60) for one in sent]
    assert len({one.project_no for one in answers}) == 1
    assert held(stand) == (1, 0)


def test_a_lost_session_answer_does_not_open_two(stand: SandboxStand) -> None:
    stand.control("trouble", {"dropAnswers": 1, "path": "/v1/sessions"})
    with pytest.raises(PlatformError) as caught:
        stand.open()
    assert caught.value.fault is PlatformFault.ANSWER_LOST
    stand.open()


def test_a_slow_platform_is_waited_for(stand: SandboxStand) -> None:
    stand.control("trouble", {"latencyMs": 300})
    assert stand.platform.server_time() == pytest.approx(NOW, abs=1)


def test_an_answer_slower_than_the_limit_is_a_timeout(stand: SandboxStand) -> None:
    stand.control("trouble", {"latencyMs": 2000})
    impatient = stand.client(read_timeout=0.3)
    with pytest.raises(PlatformError) as caught:
        impatient.server_time()
    impatient.close()
    assert caught.value.fault is PlatformFault.TIMEOUT


def test_everything_is_there_after_a_restart_of_the_platform(stand: SandboxStand, tmp_path: Path) -> None:
    wanted = case(face_evidence(stand.open()))
    answer = stand.platform.put_submission(wanted.submission_id, encoded(wanted))
    port = int(stand.sandbox.url.rsplit(":", 1)[1])
    stand.sandbox.close()
    with pytest.raises(PlatformError) as caught:
        stand.platform.server_time()
    assert caught.value.fault is PlatformFault.CONNECTION_REFUSED
    settings = Settings(tmp_path / "platform.db", tmp_path / "keys", port=port)
    stand.sandbox = Sandbox(settings, SandboxClock(lambda: stand.time))
    stand.sandbox.start()
    assert stand.platform.get_submission(wanted.submission_id) == answer
    assert stand.platform.put_submission(wanted.submission_id, encoded(wanted)) == answer
    assert stand.platform.catalogue() is not None
    assert held(stand) == (1, 0)
