"""A damaged file: everything readable is in the new one, the damaged one is kept, and the fault is said once."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_cache import opening
from offline_cache.attachments import PIECE
from offline_cache.carving import PAGE, _values, committed, rows
from offline_cache.catalogue import SnapshotStore
from offline_cache.contract import (
    Attachment,
    DayState,
    Handling,
    JobFault,
    JobState,
    Priority,
    Snapshot,
    StoreError,
    StoreFault,
)
from offline_cache.opening import open_store
from offline_cache.outbox import Outbox

KEY = bytes(range(32))
SEEDED = random.Random(11)  # noqa: S311  chooses places, hides nothing
SCAN = SEEDED.randbytes(PIECE + 9000)
DATA = Path(__file__).parent / "data"
pytestmark = pytest.mark.expects_warnings


def payload(n: int) -> bytes:
    return b"%d " % n + SEEDED.randbytes(2500 if n % 5 else 30_000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outbox.db"


@pytest.fixture
def filled(path: Path) -> tuple[Path, dict[str, bytes]]:
    """Forty jobs in every state, two with files, and a log that was never written back."""
    given = {f"j{n:02}": payload(n) for n in range(40)}
    outbox = Outbox.open(path, KEY)
    outbox.store.run("PRAGMA wal_autocheckpoint = 0")
    for n, (name, content) in enumerate(given.items()):
        files = [Attachment("a", "image/jpeg", SCAN)] if n in {7, 30} else []
        handling = Handling(Priority.FIRST if n == 39 else Priority.CASE, "x" * n)
        outbox.enqueue(name, "submission", content, files, handling)
        if n == 19:
            outbox.store.run("PRAGMA wal_checkpoint(TRUNCATE)")
    first = outbox.claim(1e12)
    assert first is not None
    outbox.complete(first.job.job_id, b"answer")
    outbox.mark_day("2026-07-12", DayState.CLOSED)
    SnapshotStore(outbox.store).put(Snapshot("catalogue", "v1", "etag", 1.0, b"catalogue"))
    outbox.claim(1e12)
    as_after_a_crash(path, outbox)
    return path, given


def as_after_a_crash(path: Path, outbox: Outbox) -> None:
    """The file and its log as they lie there while it is open."""
    kept = {name: path.with_name(path.name + name).read_bytes() for name in ("", "-wal", ".lock")}
    outbox.close()
    for name, content in kept.items():
        path.with_name(path.name + name).write_bytes(content)


def opened_after(path: Path) -> Outbox:
    with pytest.raises(StoreError) as caught:
        open_store(path, KEY, check=True)
    assert caught.value.fault is StoreFault.CORRUPT
    return Outbox.open(path, KEY)


def saved_of(outbox: Outbox, given: dict[str, bytes]) -> set[str]:
    """The jobs that open, each with what was put in."""
    saved = set()
    for job in outbox.jobs():
        if job.fault == StoreFault.CORRUPT.code:
            continue
        found = outbox.peek(job.job_id)
        assert found.payload == given[job.job_id]
        for one in found.attachments:
            assert outbox.content(job.job_id, one.number, 0) + outbox.content(job.job_id, one.number, PIECE) == SCAN
        saved.add(job.job_id)
    return saved


# --- what can happen to a file --------------------------------------------------------------------------------
@pytest.mark.parametrize("damage", ["header", "first page"])
def test_zeroed_header_everything_is_saved(filled: tuple[Path, dict[str, bytes]], damage: str) -> None:
    path, given = filled
    zeroed = 100 if damage == "header" else PAGE
    path.write_bytes(bytes(zeroed) + path.read_bytes()[zeroed:])
    spoil_the_first_page_of_the_log(path)
    with closing(opened_after(path)) as outbox:
        assert saved_of(outbox, given) == set(given)
        states = [outbox.get(name).state for name in ("j39", "j00", "j01")]
        assert states == [JobState.DONE, JobState.SENDING, JobState.QUEUED]
        assert outbox.answer("j39") == b"answer"
        assert outbox.days()[0].state is DayState.CLOSED
        kept = SnapshotStore(outbox.store).current("catalogue")
        assert kept is not None
        assert kept.payload == b"catalogue"
        assert outbox.stats()["damaged"] == 1


def spoil_the_first_page_of_the_log(path: Path) -> None:
    """So that the header is not simply taken from there."""
    log = path.with_name(path.name + "-wal")
    pages = committed(log.read_bytes())
    if 1 in pages:
        with closing(sqlite3.connect(path.with_name("whole.db"))) as fresh:
            fresh.execute("PRAGMA journal_mode = WAL")
        merge(path, pages)
        log.unlink()


def merge(path: Path, pages: dict[int, bytes]) -> None:
    """Write the log back by hand, all but the first page."""
    content = bytearray(path.read_bytes())
    for number, page in pages.items():
        content.extend(bytes(max(0, number * PAGE - len(content))))
        if number != 1:
            content[(number - 1) * PAGE : number * PAGE] = page
    path.write_bytes(content)


def test_pages_overwritten_in_the_middle_the_rest_is_saved(filled: tuple[Path, dict[str, bytes]]) -> None:
    path, given = filled
    Outbox.open(path, KEY).close()
    content = bytearray(path.read_bytes())
    middle = len(content) // PAGE // 2 * PAGE
    content[middle : middle + 6 * PAGE] = SEEDED.randbytes(6 * PAGE)
    path.write_bytes(content)
    with closing(opened_after(path)) as outbox:
        saved = saved_of(outbox, given)
        assert 20 <= len(saved) < 40 or saved == set(given)
        for job in outbox.jobs():
            if job.job_id not in saved and job.state is not JobState.DONE:
                assert job.state is JobState.SET_ASIDE
    assert [file.read_bytes() == content for file in path.parent.glob("outbox.db.corrupt-*")] == [True]


def test_truncated_file_what_is_left_is_saved(filled: tuple[Path, dict[str, bytes]]) -> None:
    path, given = filled
    Outbox.open(path, KEY).close()
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3 + 100])
    with closing(opened_after(path)) as outbox:
        assert len(saved_of(outbox, given)) >= 10
        assert int(outbox.enqueue("new", "submission", b"").reference.rsplit("-", 1)[1]) > 2000


def test_lost_log_what_was_written_back_is_there_and_the_loss_is_said(filled: tuple[Path, dict[str, bytes]]) -> None:
    path, given = filled
    path.with_name("outbox.db-wal").unlink()
    with pytest.raises(StoreError) as caught:
        open_store(path, KEY)
    assert caught.value.detail == "the last 20 jobs are missing"
    with closing(Outbox.open(path, KEY)) as outbox:
        assert saved_of(outbox, given) == set(list(given)[:20])
        assert outbox.stats()["damaged"] == 1
        assert int(outbox.enqueue("new", "submission", b"").reference.rsplit("-", 1)[1]) > 2000
    open_store(path, KEY, check=True).close()


def test_the_file_of_an_older_program_is_saved_too(path: Path) -> None:
    shutil.copy(DATA / "version-1.db", path)
    path.write_bytes(bytes(100) + path.read_bytes()[100:])
    with closing(opened_after(path)) as outbox:
        states = {job.job_id: job.state.value for job in outbox.jobs()}
        assert states.pop("job-newcomer") == "waiting"
        assert states == {f"job-{state}": state for state in states.values()}
        assert len(states) == 7
        assert outbox.get("job-newcomer").fault == JobFault.INTERRUPTED.code
        assert outbox.peek("job-queued").payload == b"payload of queued"
        assert outbox.peek("job-withdrawn").payload == b""
        assert {day.day for day in outbox.days()} == {"2025-07-12"}


# --- the way there --------------------------------------------------------------------------------------------
def test_a_crash_after_saving_and_before_renaming_is_made_up_for(filled: tuple[Path, dict[str, bytes]]) -> None:
    path, given = filled
    Outbox.open(path, KEY).close()
    whole = path.read_bytes()
    path.with_name("outbox.db.salvaged").write_bytes(whole)
    path.write_bytes(b"damaged" * 1000)
    with closing(Outbox.open(path, KEY)) as outbox:
        assert saved_of(outbox, given) == set(given)
    assert len(list(path.parent.glob("outbox.db.corrupt-*"))) == 1
    path.rename(path.with_name("outbox.db.salvaged"))
    with closing(Outbox.open(path, KEY)) as outbox:
        assert len(outbox.jobs()) == 40


def test_nobody_renames_under_a_running_program(filled: tuple[Path, dict[str, bytes]]) -> None:
    path, _given = filled
    with closing(Outbox.open(path, KEY)) as outbox:
        path.with_name("outbox.db.salvaged").write_bytes(b"")
        open_store(path, KEY).close()
        assert len(outbox.jobs()) == 40
    path.with_name("outbox.db.salvaged").unlink()


def test_a_directory_that_does_not_let_go_is_named(
    filled: tuple[Path, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _given = filled
    path.write_bytes(b"damaged" * 14_000)

    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(StoreError) as caught:
        open_store(path, KEY)
    assert caught.value.fault is StoreFault.NOT_WRITABLE


def test_strange_rows_are_passed_over_and_one_strange_key_is_one_lost_job(path: Path) -> None:
    with closing(Outbox.open(path, KEY)) as outbox:
        for name in ("j1", "j2", "j3"):
            outbox.enqueue(name, "submission", name.encode(), [Attachment("a", "image/jpeg", b"scan")])
        assert outbox.claim(1e12) is not None
        outbox.complete("j1", b"")
        outbox.store.run("UPDATE pieces SET sealed = x'00' WHERE place / 16777216 = 1")
        outbox.store.run("UPDATE inbox SET sealed = CAST(x'01ffffffff' || substr(sealed, 6) AS BLOB) WHERE seq = 2")
        outbox.store.run("UPDATE standing SET state = 'nonsense' WHERE seq = 3")
        outbox.store.run("CREATE TABLE strange (id INTEGER PRIMARY KEY, a, b, c)")
        outbox.store.run("INSERT INTO strange VALUES (1, 'x', 1.5, 2)")
    path.write_bytes(bytes(100) + path.read_bytes()[100:])
    with closing(opened_after(path)) as outbox:
        states = {job.job_id: (job.state, job.fault) for job in outbox.jobs()}
    assert states == {
        "j1": (JobState.DONE, None),
        "j2": (JobState.SET_ASIDE, StoreFault.CORRUPT.code),
        "j3": (JobState.WAITING, JobFault.INTERRUPTED.code),
    }


def test_a_damaged_file_under_another_key_is_left_alone(filled: tuple[Path, dict[str, bytes]]) -> None:
    path, _given = filled
    path.write_bytes(bytes(PAGE) + path.read_bytes()[PAGE:])
    spoil_the_first_page_of_the_log(path)
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        open_store(path, bytes(32))
    assert caught.value.fault is StoreFault.WRONG_KEY
    assert path.read_bytes() == before
    with closing(opened_after(path)) as outbox:
        assert len(outbox.jobs()) == 40


def test_a_file_too_large_to_look_through_in_time_opens_all_the_same(
    filled: tuple[Path, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _given = filled
    monkeypatch.setattr(opening, "CHECK_SECONDS", -1.0)
    monkeypatch.setattr(opening, "_STEPS", 1)
    with closing(Outbox(open_store(path, KEY, check=True))) as outbox:
        assert len(outbox.jobs()) == 40


def test_a_look_that_fails_otherwise_is_no_verdict(path: Path) -> None:
    with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(path, timeout=0)) as two:
        one.execute("CREATE TABLE t (a)")
        one.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError):
            opening._check_pages(two)


# --- carving --------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("whole") / "outbox.db"
    with closing(Outbox.open(path, KEY)) as outbox:
        for n in range(8):
            outbox.enqueue(f"j{n}", "submission", os.urandom(100 if n % 2 else 9000))
    return path.read_bytes()


@settings(deadline=None, max_examples=60)
@given(changes=st.lists(st.tuples(st.integers(0, 2**20), st.binary(min_size=1, max_size=64)), max_size=20))
def test_no_bytes_make_it_raise(
    whole: bytes, tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, bytes]]
) -> None:
    content = bytearray(whole)
    for at, data in changes:
        begin = at % len(content)
        content[begin : begin + len(data)] = data
    path = tmp_path_factory.mktemp("any") / "any.db"
    path.write_bytes(content)
    assert all(isinstance(row.values, tuple) for row in rows(path))


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=20_000))
def test_any_bytes_at_all(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "any.db"
    path.write_bytes(b"\x0d" * PAGE + content)
    list(rows(path))
    assert committed(content) == {}


def test_every_kind_of_value_is_read_as_sqlite_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "any.db"
    values = [None, 0, 1, -1, 127, 300, -70_000, 2**30, 2**40, -(2**62), 1.5, "字", b"\0\1", "x" * 9000]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (a, b)")
        for n, value in enumerate(values):
            connection.execute("INSERT INTO t (rowid, a, b) VALUES (?, ?, ?)", (n - 3, value, "end"))
        connection.commit()
    found = {row.rowid + 3: row.values for row in rows(path) if row.values[-1] == "end"}
    assert found == {n: (value, "end") for n, value in enumerate(values)}


@pytest.mark.parametrize("spoil", [lambda log: log[:40], lambda log: b"!" + log[1:]])
def test_a_log_without_its_head_has_nothing_to_say(
    filled: tuple[Path, dict[str, bytes]], spoil: Callable[[bytes], bytes]
) -> None:
    path, _given = filled
    assert committed(spoil(path.with_name("outbox.db-wal").read_bytes())) == {}


def test_a_log_is_read_to_its_first_wrong_byte(filled: tuple[Path, dict[str, bytes]]) -> None:
    path, _given = filled
    log = path.with_name("outbox.db-wal").read_bytes()
    whole = committed(log)
    middle = 32 + 40 * (PAGE + 24) + 1000
    half = committed(log[:middle] + bytes([log[middle] ^ 1]) + log[middle + 1 :])
    assert 3 < len(half) < len(whole)


def test_a_chain_that_breaks_off_or_turns_back_gives_no_row(tmp_path: Path) -> None:
    path = tmp_path / "any.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.execute("INSERT INTO t VALUES (?)", ("x" * 20_000,))
        connection.commit()
    content = bytearray(path.read_bytes())
    assert any(len(str(row.values[0])) == 20_000 for row in rows(path))
    for pointer in (0, 3):
        content[2 * PAGE : 2 * PAGE + 4] = pointer.to_bytes(4, "big")
        path.write_bytes(content)
        assert not any(len(str(row.values[0])) == 20_000 for row in rows(path))


def test_a_reserved_type_is_no_value() -> None:
    with pytest.raises(ValueError, match="no such type"):
        _values(bytes([2, 10]))
