"""The look from outside: nothing written, nobody held up, and every way it can fail has a name."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from offline_cache.catalogue import SnapshotStore
from offline_cache.contract import NEVER_CHECKED, Snapshot, StoreError, StoreFault
from offline_cache.looking import glance
from offline_cache.migrating import APPLICATION_ID
from offline_cache.outbox import Outbox


def test_a_fresh_store_is_empty_and_whole(outbox_path: Path, key: bytes) -> None:
    made = Outbox.open(outbox_path, key)
    with glance(outbox_path) as look:
        look.whole()
        assert look.version() > 0
        assert look.key_id() == made.store.vault.key_id
        assert look.waiting()[1] is None
        assert look.faults() == {}
        assert look.link() == NEVER_CHECKED
    made.close()


def test_nothing_can_be_written_through_it(outbox_path: Path, key: bytes) -> None:
    Outbox.open(outbox_path, key).close()
    with pytest.raises(StoreError) as caught, glance(outbox_path) as look:
        look.connection.execute("DELETE FROM inbox")
    assert caught.value.fault is StoreFault.CORRUPT


def test_a_file_of_ours_without_its_tables_is_corrupt(tmp_path: Path) -> None:
    path = tmp_path / "outbox.db"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
    connection.execute("CREATE TABLE facts (name, value)")
    connection.commit()
    connection.close()
    with glance(path) as look:
        assert look.version() == 0
        assert look.key_id() == b""
    with pytest.raises(StoreError) as caught, glance(path) as look:
        look.waiting()
    assert caught.value.fault is StoreFault.CORRUPT


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught, glance(tmp_path / "none.db"):
        pass
    assert caught.value.fault is StoreFault.NOT_WRITABLE
    assert list(tmp_path.iterdir()) == []


def test_a_stranger_and_a_newer_file_are_told_apart(outbox_path: Path, key: bytes) -> None:
    Outbox.open(outbox_path, key).close()
    for pragma, fault in (
        ("user_version = 99", StoreFault.NEWER_VERSION),
        ("application_id = 7", StoreFault.CORRUPT),
    ):
        with closing(sqlite3.connect(outbox_path)) as other:
            other.execute(f"PRAGMA {pragma}")
        with pytest.raises(StoreError) as caught, glance(outbox_path) as look:
            look.version()
        assert caught.value.fault is fault


def test_pages_that_do_not_hang_together_are_found(outbox_path: Path, key: bytes) -> None:
    outbox = Outbox.open(outbox_path, key)
    for n in range(30):
        outbox.enqueue(f"j{n}", "submission", bytes(3000))
    outbox.close()
    content = bytearray(outbox_path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 9000] = b"!" * 9000
    outbox_path.write_bytes(content)
    with pytest.raises(StoreError) as caught, glance(outbox_path) as look:
        look.whole()
    assert caught.value.fault is StoreFault.CORRUPT


def test_what_is_seen_from_outside_is_what_the_outbox_says(outbox_path: Path, key: bytes) -> None:
    outbox = Outbox.open(outbox_path, key)
    outbox.enqueue("j1", "submission", b"")
    outbox.enqueue("j2", "submission", b"")
    outbox.claim(0.0)
    with glance(outbox_path) as look:
        assert look.jobs() == list(outbox.jobs())
        assert look.stats() == outbox.stats()
        assert look.damaged() == 0
        assert look.catalogue() is None
        SnapshotStore(outbox.store).put(Snapshot("catalogue", "v1", "etag", 7.0, b"catalogue"))
        assert look.catalogue() == ("v1", 7.0)
    outbox.close()


def test_the_file_of_an_older_program_can_be_looked_at(outbox_path: Path) -> None:
    outbox_path.parent.mkdir()
    shutil.copy(Path(__file__).parent / "data" / "version-1.db", outbox_path)
    with glance(outbox_path) as look:
        assert [job.job_id for job in look.jobs()][:2] == ["job-queued", "job-sending"]
        assert (look.stats()["set-aside"], look.stats()["damaged"]) == (1, 0)
