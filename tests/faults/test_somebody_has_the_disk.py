"""Somebody takes the disk away, or puts an older copy of it back: nothing is read from it, nothing goes out twice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.runtime.sending import SUBMISSION
from offline_cache.contract import StoreError, StoreFault
from offline_cache.outbox import Outbox
from tests.platform_stand import SandboxStand, applicant, case, encoded, face_evidence, sandbox_stand

KEY, ANOTHER = bytes(range(32)), bytes(range(1, 33))


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[SandboxStand]:
    with sandbox_stand(tmp_path / "platform") as started:
        yield started


def sent(path: Path, stand: SandboxStand) -> int:
    """Everything that waits in that file goes to the platform; how many those were."""
    count = 0
    with closing(Outbox.open(path, KEY)) as outbox:
        outbox.recover()
        while claimed := outbox.claim(1e12):
            stand.platform.put_submission(claimed.job.job_id, claimed.payload)
            outbox.complete(claimed.job.job_id, b"{}")
            count += 1
    return count


def copied(state: Path, to: Path) -> Path:
    """All files of the store, as somebody with the disk in hand has them."""
    shutil.copytree(state, to, dirs_exist_ok=True)
    return to / "outbox.db"


def test_nothing_of_the_person_is_on_a_stolen_disk(tmp_path: Path, stand: SandboxStand) -> None:
    wanted = case(face_evidence(stand.open()))
    state = tmp_path / "state"
    with closing(Outbox.open(state / "outbox.db", KEY)) as outbox:
        outbox.enqueue(wanted.submission_id, SUBMISSION, encoded(wanted))
        stolen = copied(state, tmp_path / "stolen")  # while it runs: with its log
    raw = b"".join(file.read_bytes() for file in stolen.parent.iterdir())
    assert wanted.submission_id.encode() in raw or bytes.fromhex(wanted.submission_id.replace("-", "")) in raw
    for said in (applicant()["name"], applicant()["number"]):
        assert said.encode() not in raw
    with pytest.raises(StoreError) as caught:
        Outbox.open(stolen, ANOTHER)
    assert caught.value.fault is StoreFault.WRONG_KEY


def test_an_older_copy_of_the_queue_that_is_put_back_sends_nothing_twice(tmp_path: Path, stand: SandboxStand) -> None:
    wanted = case(face_evidence(stand.open()))
    state = tmp_path / "state"
    with closing(Outbox.open(state / "outbox.db", KEY)) as outbox:
        outbox.enqueue(wanted.submission_id, SUBMISSION, encoded(wanted))
    older = copied(state, tmp_path / "older")
    assert sent(state / "outbox.db", stand) == 1
    shutil.rmtree(state)
    assert sent(copied(older.parent, state), stand) == 1, "it cannot know, and sends again"
    found = stand.control("submissions")
    assert (found["count"], found["equalContents"]) == (1, 0)
