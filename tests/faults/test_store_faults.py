"""The store when the world is against it: each a named fault, and nothing acknowledged is lost."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from offline_cache.contract import JobState, StoreError, StoreFault
from offline_cache.opening import open_store
from offline_cache.outbox import Outbox
from offline_cache.statements import migrations

KEY = bytes(range(32))
MARKER = "张示例-MARKER-990101198503140000".encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "outbox.db"


@pytest.fixture
def filled(path: Path) -> Path:
    """A closed store with three acknowledged jobs."""
    with closing(Outbox.open(path, KEY)) as outbox:
        for name in ("j1", "j2", "j3"):
            outbox.enqueue(name, "submission", MARKER + name.encode())
    return path


@pytest.fixture
def other_program(path: Path) -> Iterator[sqlite3.Connection]:
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as connection:
        yield connection


def fault_of(attempt: Callable[[], object]) -> StoreError:
    with pytest.raises(StoreError) as caught:
        attempt()
    return caught.value


def everything_is_there(path: Path, names: list[str]) -> None:
    with closing(Outbox.open(path, KEY)) as outbox:
        for name in names:
            claimed = outbox.claim(1e12)
            assert claimed is not None
            assert (claimed.job.job_id, claimed.payload) == (name, MARKER + name.encode())
        assert outbox.claim(1e12) is None


# --- locked -----------------------------------------------------------------------------------------------
def test_a_locked_database_is_named_and_the_same_job_goes_in_later(
    filled: Path, other_program: sqlite3.Connection
) -> None:
    with closing(Outbox(open_store(filled, KEY, busy_seconds=0.05))) as outbox:
        other_program.execute("BEGIN IMMEDIATE")
        assert fault_of(lambda: outbox.enqueue("j4", "submission", MARKER + b"j4")).fault is StoreFault.LOCKED
        assert fault_of(lambda: outbox.claim(1e12)).fault is StoreFault.LOCKED
        assert fault_of(lambda: open_store(filled, KEY, busy_seconds=0.05)).fault is StoreFault.LOCKED
        assert outbox.get("j1").state is JobState.QUEUED
        other_program.execute("ROLLBACK")
        outbox.enqueue("j4", "submission", MARKER + b"j4")
    everything_is_there(filled, ["j1", "j2", "j3", "j4"])


def test_a_lock_that_is_given_back_in_time_is_waited_for(filled: Path, other_program: sqlite3.Connection) -> None:
    with closing(Outbox(open_store(filled, KEY, busy_seconds=60))) as outbox:
        other_program.execute("BEGIN IMMEDIATE")
        threading.Timer(0.2, other_program.execute, ["ROLLBACK"]).start()
        assert outbox.enqueue("j4", "submission", b"").state is JobState.QUEUED


def test_somebody_reads_the_file_while_it_is_made(path: Path, other_program: sqlite3.Connection) -> None:
    other_program.execute("BEGIN")
    other_program.execute("SELECT * FROM sqlite_schema").fetchall()
    assert fault_of(lambda: open_store(path, KEY, busy_seconds=0.05)).fault is StoreFault.LOCKED
    threading.Timer(0.2, other_program.execute, ["ROLLBACK"]).start()
    open_store(path, KEY, busy_seconds=60).close()


def limit_to(outbox: Outbox, more_pages: int) -> None:
    """SQLite answers SQLITE_FULL at this limit, as it does when the disk is full."""
    pages = int(outbox.store.rows("PRAGMA page_count")[0][0]) + more_pages
    outbox.store.run(f"PRAGMA max_page_count = {pages}")


# --- full -------------------------------------------------------------------------------------------------
def test_a_full_disk_takes_nothing_more_and_keeps_what_it_took(path: Path) -> None:
    taken: list[str] = []
    faults: list[StoreFault] = []
    with closing(Outbox.open(path, KEY)) as outbox:
        limit_to(outbox, more_pages=2)
        while not faults and len(taken) < 1000:
            name = f"j{len(taken)}"
            try:
                outbox.enqueue(name, "submission", MARKER + name.encode())
            except StoreError as error:
                faults.append(error.fault)
            else:
                taken.append(name)
        assert faults == [StoreFault.FULL]
        assert taken
        assert outbox.stats()["queued"] == len(taken)
        limit_to(outbox, more_pages=1000)
        name = f"j{len(taken)}"
        outbox.enqueue(name, "submission", MARKER + name.encode())
        taken.append(name)
    everything_is_there(path, taken)


def test_a_full_disk_while_sending_keeps_the_job(path: Path) -> None:
    with closing(Outbox.open(path, KEY)) as outbox:
        outbox.enqueue("j1", "submission", MARKER + b"j1")
        outbox.claim(1e12)
        limit_to(outbox, more_pages=0)
        assert fault_of(lambda: outbox.complete("j1", bytes(100_000))).fault is StoreFault.FULL
        assert outbox.get("j1").state is JobState.SENDING
        assert outbox.recover() == 1
    everything_is_there(path, ["j1"])


def test_no_room_for_the_log_does_not_keep_the_store_shut(path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, hard))
    try:
        with closing(Outbox.open(path, KEY)) as outbox:
            outbox.enqueue("j1", "submission", MARKER + b"j1")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    everything_is_there(path, ["j1"])


def test_no_room_for_a_note_does_not_deny_a_job_that_was_taken(path: Path) -> None:
    with closing(Outbox.open(path, KEY)) as outbox:
        full = os.open("/dev/full", os.O_RDWR)
        os.dup2(full, outbox.store.use._descriptor)
        os.close(full)
        assert outbox.enqueue("j1", "submission", MARKER + b"j1").job_id == "j1"
    everything_is_there(path, ["j1"])


# --- newer version ----------------------------------------------------------------------------------------
def test_a_file_of_a_newer_program_is_not_touched(filled: Path) -> None:
    set_pragma(filled, "user_version = 99")
    before = filled.read_bytes()
    assert fault_of(lambda: open_store(filled, KEY)).fault is StoreFault.NEWER_VERSION
    assert filled.read_bytes() == before
    set_pragma(filled, f"user_version = {len(migrations())}")
    everything_is_there(filled, ["j1", "j2", "j3"])


def set_pragma(path: Path, pragma: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA {pragma}")


# --- corrupt ----------------------------------------------------------------------------------------------
@pytest.mark.expects_warnings
@pytest.mark.parametrize("damage", ["garbage", "first page", "foreign"])
def test_a_corrupt_file_is_kept_under_a_new_name_and_a_new_one_begun(filled: Path, damage: str) -> None:
    if damage == "garbage":
        filled.write_bytes(b"no database " * 1000)
    elif damage == "first page":
        filled.write_bytes(filled.read_bytes()[:100] + os.urandom(3996) + filled.read_bytes()[4096:])
    else:
        set_pragma(filled, "application_id = 7")
    before = filled.read_bytes()
    error = fault_of(lambda: open_store(filled, KEY))
    assert error.fault is StoreFault.CORRUPT
    kept = list(filled.parent.glob("outbox.db.corrupt-*"))
    assert [file.name in error.detail for file in kept if file.read_bytes() == before] == [True]
    with closing(Outbox.open(filled, KEY)) as outbox:
        saved = [job.job_id for job in outbox.jobs()]
        number = outbox.enqueue("j9", "submission", b"").reference
        assert outbox.stats()["damaged"] == 1
    assert saved == ([] if damage == "garbage" else ["j1", "j2", "j3"])
    assert int(number.rsplit("-", 1)[1]) > 2000


@pytest.mark.expects_warnings
def test_damage_deep_in_the_file_is_found_by_the_thorough_look(path: Path) -> None:
    with closing(Outbox.open(path, KEY)) as outbox:
        for n in range(50):
            outbox.enqueue(f"j{n}", "submission", bytes(2000))
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    path.write_bytes(content)
    path.with_name("outbox.db.lock").unlink()
    assert fault_of(lambda: open_store(path, KEY, check=True)).fault is StoreFault.CORRUPT


@pytest.mark.expects_warnings
def test_a_file_in_use_elsewhere_is_not_moved_from_under_it(filled: Path) -> None:
    with closing(Outbox.open(filled, KEY)) as outbox:
        set_pragma(filled, "application_id = 7")
        error = fault_of(lambda: open_store(filled, KEY))
        assert error.fault is StoreFault.CORRUPT
        assert "another program" in error.detail
        assert outbox.enqueue("j4", "submission", b"").state is JobState.QUEUED
    assert list(filled.parent.glob("outbox.db.corrupt-*")) == []


@pytest.mark.expects_warnings
def test_an_altered_payload_is_set_aside_and_blocks_nobody(filled: Path, other_program: sqlite3.Connection) -> None:
    other_program.execute(
        "UPDATE inbox SET sealed = CAST(substr(sealed, 1, 40) || x'00' AS BLOB) WHERE job_id = 'j1'"
    )
    other_program.execute("UPDATE inbox SET sealed = (SELECT sealed FROM inbox WHERE job_id = 'j3') WHERE seq = 2")
    with closing(Outbox.open(filled, KEY)) as outbox:
        claimed = outbox.claim(1e12)
        assert claimed is not None
        assert claimed.payload == MARKER + b"j3"
        assert [outbox.get(name).state for name in ("j1", "j2")] == [JobState.SET_ASIDE] * 2
        assert outbox.get("j1").fault == StoreFault.CORRUPT.code


# --- the wrong key ----------------------------------------------------------------------------------------
def test_the_wrong_key_opens_nothing_and_spoils_nothing(filled: Path) -> None:
    assert fault_of(lambda: open_store(filled, bytes(32))).fault is StoreFault.WRONG_KEY
    everything_is_there(filled, ["j1", "j2", "j3"])


def test_a_payload_under_another_key_is_not_thrown_aside(filled: Path, other_program: sqlite3.Connection) -> None:
    other_program.execute(
        "UPDATE inbox SET sealed = CAST(substr(sealed, 1, 1) || x'01020304' || substr(sealed, 6) AS BLOB)"
    )
    with closing(Outbox.open(filled, KEY)) as outbox:
        assert fault_of(lambda: outbox.claim(1e12)).fault is StoreFault.WRONG_KEY
        assert outbox.get("j1").state is JobState.QUEUED


# --- not writable -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["outbox.db", "outbox.db.lock"])
def test_a_directory_in_the_way_is_named(path: Path, name: str) -> None:
    (path.parent / name).mkdir(parents=True)
    assert fault_of(lambda: open_store(path, KEY)).fault is StoreFault.NOT_WRITABLE


def test_a_file_where_the_directory_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "state").touch()
    assert fault_of(lambda: open_store(tmp_path / "state" / "outbox.db", KEY)).fault is StoreFault.NOT_WRITABLE


OPEN_AND_PRINT = """
import sys
from pathlib import Path
from offline_cache.contract import StoreError
from offline_cache.opening import open_store
try:
    open_store(Path(sys.argv[1]), bytes(range(32)))
except StoreError as error:
    print(error.fault.code)
"""


@pytest.mark.parametrize("made_before", [False, True])
def test_a_read_only_directory_is_named_and_loses_nothing(path: Path, made_before: bool) -> None:  # noqa: FBT001
    """Root may write anywhere: the program is started without that privilege."""
    path.parent.mkdir()
    if made_before:
        with closing(Outbox.open(path, KEY)) as outbox:
            outbox.enqueue("j1", "submission", MARKER + b"j1")
        for file in path.parent.iterdir():
            file.chmod(0o400)
    path.parent.chmod(0o500)
    unprivileged = ["setpriv", "--bounding-set", "-dac_override", "--inh-caps", "-dac_override"]
    prefix = unprivileged if os.geteuid() == 0 else []
    try:
        done = subprocess.run(
            [*prefix, sys.executable, "-c", OPEN_AND_PRINT, str(path)], capture_output=True, text=True, check=True
        )
    finally:
        path.parent.chmod(0o700)
    assert done.stdout.strip() == StoreFault.NOT_WRITABLE.code
    if made_before:
        for file in path.parent.iterdir():
            file.chmod(0o600)
        everything_is_there(path, ["j1"])


# --- what lies on disk ------------------------------------------------------------------------------------
def test_no_plain_byte_of_a_payload_or_answer_lies_on_disk(path: Path) -> None:
    outbox = Outbox.open(path, KEY)
    outbox.enqueue("j1", "submission", MARKER * 500)
    outbox.enqueue("j2", "submission", MARKER)
    outbox.claim(1e12)
    outbox.complete("j1", b"answer " + MARKER)
    outbox.withdraw("j2")
    while_open = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    outbox.close()
    afterwards = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    assert {"outbox.db", "outbox.db-wal", "outbox.db-shm"} <= set(while_open)
    for needle in (MARKER, MARKER[:9], MARKER.decode().encode("utf-16-le")):
        assert not any(needle in content for files in (while_open, afterwards) for content in files.values())


def test_every_file_is_private(path: Path) -> None:
    old = os.umask(0)
    try:
        outbox = Outbox.open(path, KEY)
        outbox.enqueue("j1", "submission", b"")
    finally:
        os.umask(old)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == dict.fromkeys(
        ("outbox.db", "outbox.db-wal", "outbox.db-shm", "outbox.db.lock"), 0o600
    )
    outbox.close()
