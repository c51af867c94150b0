"""One byte of the file rots in a text: it costs the row that it is in at most, and never a start."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from offline_cache.contract import Handling, JobState, Priority, StoreError, StoreFault
from offline_cache.looking import glance
from offline_cache.opening import open_store
from offline_cache.outbox import Outbox

KEY = bytes(range(32))
pytestmark = pytest.mark.expects_warnings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outbox.db"


@pytest.fixture
def three(path: Path) -> bytes:
    """Three jobs, written back: the bytes of the file."""
    with closing(Outbox.open(path, KEY)) as outbox:
        for name in ("j1", "j2", "j3"):
            outbox.enqueue(name, "submission", name.encode(), [], Handling(Priority.CASE, "x"))
        outbox.store.run("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


def rotten(path: Path, content: bytes, at: int) -> None:
    """One byte that begins no letter."""
    path.write_bytes(content[:at] + b"\xfa" + content[at + 1 :])


def test_a_rotten_byte_in_the_words_of_a_table_loses_nothing(path: Path, three: bytes) -> None:
    """SQLite quotes it in its own message, which is then no text."""
    rotten(path, three, three.index(b"CREATE TABLE inbox") + 2)
    with pytest.raises(StoreError) as seen, glance(path) as look:
        look.jobs()
    assert seen.value.fault is StoreFault.CORRUPT
    with pytest.raises(StoreError, match="saved"):
        open_store(path, KEY)
    with closing(Outbox.open(path, KEY)) as outbox:
        assert [job.job_id for job in outbox.jobs()] == ["j1", "j2", "j3"]


@pytest.mark.parametrize("what", [b"submission", b"j2submission"])
def test_a_rotten_byte_in_a_job_keeps_no_other_back(path: Path, three: bytes, what: bytes) -> None:
    rotten(path, three, three.index(what))
    with closing(Outbox.open(path, KEY)) as outbox:
        sent = set()
        while claimed := outbox.claim(1e12):
            sent.add(claimed.payload)
            outbox.complete(claimed.job.job_id, b"")
        states = sorted((job.state, job.fault) for job in outbox.jobs())
    assert len(sent) == 2
    assert states == [(JobState.DONE, None), (JobState.DONE, None), (JobState.SET_ASIDE, StoreFault.CORRUPT.code)]
    with glance(path) as look:
        assert len(look.jobs()) == 3
