"""One byte of the file rots in a text: it costs the row that it is in at most, and never a start."""

from __future__ import annotations

import os
from collections.abc import Callable
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


@pytest.mark.parametrize(
    ("word", "rotted"), [(b"label  ", b"lbbel  "), (b"attempts", b"attemptz"), (b"STRICT", b"       ")]
)
def test_words_of_a_table_that_became_others_are_found_at_the_start(
    path: Path, three: bytes, word: bytes, rotted: bytes
) -> None:
    """SQLite takes them: the pages hang together, only a column has another name or takes anything."""
    path.write_bytes(three.replace(word, rotted[: len(word)], 1))
    with pytest.raises(StoreError, match=r"the words of a table have changed; .*saved") as seen:
        open_store(path, KEY)
    assert seen.value.fault is StoreFault.CORRUPT
    with closing(Outbox.open(path, KEY)) as outbox:
        assert [job.job_id for job in outbox.jobs()] == ["j1", "j2", "j3"]
        assert outbox.peek("j2").payload == b"j2"


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["pipe", "folder"])
@pytest.mark.parametrize("name", ["outbox.db", "outbox.db.lock"])
def test_what_is_no_file_is_named_and_holds_nobody_up(path: Path, name: str, make: Callable[[Path], None]) -> None:
    make(path.with_name(name))
    with pytest.raises(StoreError) as opened:
        open_store(path, KEY)
    assert opened.value.fault is StoreFault.NOT_WRITABLE
    with pytest.raises(StoreError) as looked, glance(path):
        pass
    assert looked.value.fault is StoreFault.NOT_WRITABLE
