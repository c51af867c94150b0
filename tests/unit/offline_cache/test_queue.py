from __future__ import annotations

import re
from pathlib import Path

import pytest

from offline_cache.contract import JobState, StoreError, StoreFault
from offline_cache.queue import open_queue

PAGE = Path(__file__).parents[3] / "docs" / "offline.md"


def test_the_example_in_the_manual_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    exec(compile(example, str(PAGE), "exec"), {})  # noqa: S102  the manual is ours
    with open_queue("state") as queue:
        assert [job.state for job in queue.outbox.jobs()] == [JobState.DONE, JobState.QUEUED]
        assert queue.stats()["damaged"] == 0


def test_a_job_that_failed_for_good_is_set_aside(tmp_path: Path) -> None:
    with open_queue(tmp_path / "q", bytes(32)) as queue:
        name = queue.put(b"payload").job_id
        assert queue.claim() is not None
        assert queue.fail(name, "platform.refused").state is JobState.SET_ASIDE
        assert queue.claim() is None


def test_what_was_claimed_before_a_crash_is_claimed_again(tmp_path: Path) -> None:
    with open_queue(tmp_path, bytes(32)) as queue:
        queue.put(b"payload", job_id="j1")
        queue.claim(0.0)
        assert queue.recover() == 1
        again = queue.claim(0.0)
    assert again is not None
    assert (again.job.job_id, again.job.attempts) == ("j1", 2)


def test_another_key_does_not_open_it(tmp_path: Path) -> None:
    open_queue(tmp_path, bytes(32)).close()
    with pytest.raises(StoreError) as caught:
        open_queue(tmp_path, bytes([1] * 32))
    assert caught.value.fault is StoreFault.WRONG_KEY
