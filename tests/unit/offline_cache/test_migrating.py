"""A file of an older program is brought up to date, with a copy beside it; one of a newer program is not touched."""

from __future__ import annotations

import resource
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from offline_cache.catalogue import SnapshotStore
from offline_cache.contract import JobState, StoreError, StoreFault
from offline_cache.looking import glance
from offline_cache.opening import open_store
from offline_cache.outbox import Outbox
from offline_cache.statements import migrations

KEY = bytes(range(32))
VERSION_1 = Path(__file__).parent / "data" / "version-1.db"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store as the first program left it: a job in every state, and one that was never looked at."""
    path = tmp_path / "outbox.db"
    shutil.copy(VERSION_1, path)
    return path


def test_a_file_of_version_1_goes_on_where_it_was(old: Path) -> None:
    with closing(Outbox.open(old, KEY, clock=lambda: 1_752_292_999.0)) as outbox:
        jobs = {job.job_id.removeprefix("job-"): job for job in outbox.jobs()}
        newcomer = jobs.pop("newcomer")
        assert {name: job.state.value for name, job in jobs.items()} == {name: name for name in jobs}
        assert len(jobs) == len(JobState) - 1  # none had ended in version 1
        assert jobs["waiting"].not_before == 1_752_293_820.0
        assert (jobs["set-aside"].fault, jobs["waiting"].attempts) == ("platform.refused", 1)
        assert outbox.answer("job-done") == b"answer of done"
        assert outbox.peek("job-withdrawn").payload == b""
        snapshot = SnapshotStore(outbox.store).current("catalogue")
        assert snapshot is not None
        assert snapshot.payload == b"the catalogue"
        assert [day.day for day in outbox.days()] == ["2025-07-12"]
        assert outbox.recover() == 1
        sent = []
        while claimed := outbox.claim(1_752_294_000.0):
            sent.append(claimed.job.job_id.removeprefix("job-"))
            assert claimed.payload == f"payload of {sent[-1]}".encode()
        assert sent == ["queued", "sending", "waiting", "newcomer"]
        assert outbox.enqueue("next", "submission", b"").reference[-4:] > newcomer.reference[-4:]


def test_the_copy_is_the_file_as_it_was_and_private(old: Path) -> None:
    open_store(old, KEY).close()
    copy = old.with_name("outbox.db.version-1")
    assert copy.stat().st_mode & 0o777 == 0o600
    with glance(copy) as look:
        look.whole()
        assert look.version() == 1
        assert sum(look.waiting()[0].values()) == 8
        assert look.key_id() != b""
    with closing(Outbox.open(old, KEY)) as outbox:
        outbox.purge(copy.stat().st_mtime - 1)
        assert copy.exists()
        outbox.purge(copy.stat().st_mtime + 1)
        assert not copy.exists()


def test_what_was_written_and_not_yet_copied_back_is_brought_along(old: Path) -> None:
    with closing(sqlite3.connect(old, isolation_level=None)) as program:
        program.execute("PRAGMA journal_mode = WAL")
        program.execute("UPDATE progress SET fault = 'last.word' WHERE seq = 1")
        with closing(Outbox.open(old, KEY)) as outbox:
            assert outbox.get("job-queued").fault == "last.word"
    with closing(sqlite3.connect(old.with_name("outbox.db.version-1"))) as copy:
        assert copy.execute("SELECT fault FROM progress WHERE seq = 1").fetchone() == ("last.word",)


def test_a_change_that_fails_leaves_the_old_file(old: Path) -> None:
    """Here because the disk is full: the copy does not fit."""
    before = old.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(StoreError) as caught:
            open_store(old, KEY)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.fault in {StoreFault.FULL, StoreFault.NOT_WRITABLE}
    with glance(old) as look:
        assert look.version() == 1
    assert before[100:] == old.read_bytes()[100:]
    open_store(old, KEY).close()


OPEN = "import sys; from pathlib import Path; from offline_cache.opening import open_store\n"
OPEN += "open_store(Path(sys.argv[1]), bytes(range(32))).close()"


def test_programs_that_start_at_once_change_it_once(old: Path) -> None:
    programs = [subprocess.Popen([sys.executable, "-c", OPEN, str(old)]) for _ in range(4)]
    assert [program.wait(60) for program in programs] == [0] * 4
    with glance(old) as look:
        look.whole()
        assert look.version() == len(migrations())
        assert sum(look.waiting()[0].values()) == 8
    assert [file for file in old.parent.iterdir() if "draft" in file.name] == []


def test_the_doctor_can_look_at_a_file_before_it_is_changed(old: Path) -> None:
    with glance(old) as look:
        counts, oldest = look.waiting()
        assert (counts["queued"], counts["done"], oldest) == (2, 1, 1_752_292_800.0)
        assert set(look.faults()) == {f"platform.{name}" for name in ("gone", "no-link", "refused", "server-down")}
