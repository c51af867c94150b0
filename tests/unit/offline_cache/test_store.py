from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from offline_cache import files
from offline_cache.contract import StoreError, StoreFault
from offline_cache.migrating import APPLICATION_ID, migrate
from offline_cache.opening import open_store, patiently
from offline_cache.outbox import Outbox
from offline_cache.statements import migrations
from offline_cache.store import as_store_errors


def test_the_settings_that_durability_rests_on(outbox: Outbox) -> None:
    def pragma(name: str) -> object:
        return outbox.store.rows(f"PRAGMA {name}")[0][0]

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2
    assert pragma("foreign_keys") == 1
    assert pragma("secure_delete") == 1
    assert pragma("application_id") == APPLICATION_ID
    assert pragma("user_version") == len(migrations())


def test_the_log_has_its_blocks_before_the_first_case(outbox: Outbox, outbox_path: Path) -> None:
    log = outbox_path.with_name("outbox.db-wal")
    size = log.stat().st_size
    assert size >= 4 << 20
    for n in range(20):
        outbox.enqueue(f"j{n}", "submission", bytes(4000))
    assert log.stat().st_size == size
    assert outbox.store.rows("PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreFault.LOCKED),
        (sqlite3.SQLITE_LOCKED, StoreFault.LOCKED),
        (sqlite3.SQLITE_FULL, StoreFault.FULL),
        (sqlite3.SQLITE_CORRUPT_INDEX, StoreFault.CORRUPT),
        (sqlite3.SQLITE_NOTADB, StoreFault.CORRUPT),
        (sqlite3.SQLITE_READONLY_DBMOVED, StoreFault.NOT_WRITABLE),
        (sqlite3.SQLITE_CANTOPEN, StoreFault.NOT_WRITABLE),
        (sqlite3.SQLITE_IOERR_FSYNC, StoreFault.NOT_WRITABLE),
    ],
)
def test_every_failure_of_sqlite_has_a_name(code: int, fault: StoreFault) -> None:
    error = sqlite3.OperationalError("text from SQLite")
    error.sqlite_errorcode, error.sqlite_errorname = code, "SQLITE_X"
    with pytest.raises(StoreError) as caught, as_store_errors():
        raise error
    assert caught.value.fault is fault
    assert str(caught.value) == f"{fault.code}: SQLITE_X"


def test_a_mistake_of_ours_stays_one(outbox: Outbox) -> None:
    with pytest.raises(sqlite3.OperationalError):
        outbox.store.run("SELEC 1")
    with pytest.raises(sqlite3.Error), as_store_errors():
        raise sqlite3.ProgrammingError("without a code")


def test_a_transaction_is_whole_or_not_at_all(outbox: Outbox) -> None:
    def half() -> None:
        with outbox.store.writing():
            outbox.store.run("INSERT INTO facts (name, value) VALUES ('half', 1)")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert outbox.store.rows("SELECT 1 FROM facts WHERE name = 'half'") == []


def test_a_transaction_that_sqlite_gave_up_itself_is_not_rolled_back_twice(outbox: Outbox) -> None:
    def given_up() -> None:
        with outbox.store.writing():
            outbox.store.run("ROLLBACK")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        given_up()


def test_a_part_that_fails_is_undone_and_the_rest_is_kept(outbox: Outbox) -> None:
    def part() -> None:
        with outbox.store.writing():
            outbox.store.run("INSERT INTO facts (name, value) VALUES ('undone', 1)")
            raise RuntimeError

    with outbox.store.writing():
        outbox.store.run("INSERT INTO facts (name, value) VALUES ('kept', 1)")
        with pytest.raises(RuntimeError):
            part()
    names = {name for (name,) in outbox.store.rows("SELECT name FROM facts")}
    assert "kept" in names
    assert "undone" not in names


def test_a_transaction_that_is_gone_at_its_end_is_a_fault_and_no_success(outbox: Outbox) -> None:
    with pytest.raises(StoreError) as caught, outbox.store.writing():
        outbox.store.run("ROLLBACK")
    assert caught.value.fault is StoreFault.FULL


def test_an_upgrade_that_fails_half_way_leaves_the_old_file(outbox: Outbox, outbox_path: Path) -> None:
    job = outbox.enqueue("j1", "submission", b"payload")
    kept: list[int] = []
    second = "CREATE TABLE later (a);\nSELECT nonsense;\n"
    with closing(sqlite3.connect(outbox_path, isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection, [*migrations(), second], kept.append)
        assert connection.execute("PRAGMA user_version").fetchone() == (len(migrations()),)
        assert connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'later'").fetchall() == []
        migrate(connection, [*migrations(), second.replace("nonsense", "1")], kept.append)
        assert connection.execute("PRAGMA user_version").fetchone() == (len(migrations()) + 1,)
        with pytest.raises(StoreError) as caught:
            migrate(connection, migrations(), kept.append)
    assert caught.value.fault is StoreFault.NEWER_VERSION
    assert kept == [len(migrations())] * 2
    assert outbox.get("j1") == job


def test_an_upgrade_that_sqlite_gave_up_itself_is_not_rolled_back_twice(outbox_path: Path, outbox: Outbox) -> None:
    scripts = [*migrations(), "ROLLBACK;\nSELECT nonsense;\n"]
    with (
        closing(sqlite3.connect(outbox_path, isolation_level=None)) as connection,
        pytest.raises(sqlite3.OperationalError, match="nonsense"),
    ):
        migrate(connection, scripts, lambda _version: None)
    assert outbox.jobs() == ()


@pytest.mark.parametrize(("code", "tries"), [(sqlite3.SQLITE_BUSY, 3), (sqlite3.SQLITE_IOERR, 1)])
def test_only_a_busy_file_is_tried_again(code: int, tries: int) -> None:
    error = sqlite3.OperationalError("text from SQLite")
    error.sqlite_errorcode = code
    outcomes: list[Exception | None] = [error, error, None]

    def attempt() -> None:
        outcome = outcomes.pop(0)
        if outcome:
            raise outcome

    if tries == 1:
        with pytest.raises(sqlite3.OperationalError):
            patiently(attempt, 60)
    else:
        patiently(attempt, 60)
    assert len(outcomes) == 3 - tries


def test_threads_share_one_outbox(outbox: Outbox) -> None:
    with ThreadPoolExecutor(8) as pool:
        jobs = list(pool.map(lambda n: outbox.enqueue(f"j{n}", "submission", b"x" * n), range(80)))
    assert len({job.reference for job in jobs}) == 80
    assert outbox.stats()["queued"] == 80


WORK = """
import sys
from pathlib import Path
from offline_cache.outbox import Outbox
outbox = Outbox.open(Path(sys.argv[1]), bytes(range(32)))
for n in range(25):
    outbox.enqueue(f"{sys.argv[2]}-{n}", "submission", b"payload")
"""


def test_programs_that_start_at_once_make_one_file_and_lose_nothing(outbox_path: Path) -> None:
    programs = [subprocess.Popen([sys.executable, "-c", WORK, str(outbox_path), str(n)]) for n in range(4)]
    assert [program.wait(60) for program in programs] == [0] * 4
    with closing(Outbox.open(outbox_path, bytes(range(32)))) as outbox:
        jobs = outbox.jobs()
    assert len(jobs) == 100
    assert sorted(int(job.reference[-4:]) for job in jobs) == list(range(1, 101))


def test_two_that_take_turns_go_on_counting_where_the_other_stopped(open_outbox: Callable[[], Outbox]) -> None:
    one, other = open_outbox(), open_outbox()
    jobs = [queue.enqueue(f"j{n}", "submission", b"") for n, queue in enumerate([one, other, one, one, other, one])]
    assert [int(job.reference[-4:]) for job in jobs] == [1, 2, 3, 4, 5, 6]
    assert one.jobs() == tuple(jobs)
    assert other.enqueue("j0", "submission", b"") == jobs[0]


def test_a_row_that_the_table_forbids_is_a_mistake_of_ours(outbox: Outbox) -> None:
    outbox._label = None  # type: ignore[assignment]
    with pytest.raises(sqlite3.IntegrityError):
        outbox.enqueue("j1", "submission", b"")
    assert outbox.jobs() == ()


def test_one_program_puts_in_while_another_takes_out(open_outbox: Callable[[], Outbox]) -> None:
    screen, sync = open_outbox(), open_outbox()
    taken = []
    with ThreadPoolExecutor(1) as pool:
        filling = pool.submit(lambda: [screen.enqueue(f"j{n}", "submission", b"") for n in range(60)])
        while not filling.done() or sync.next_due() is not None:
            claimed = sync.claim(1e12)
            if claimed is not None:
                sync.complete(claimed.job.job_id, b"")
                taken.append(claimed.job.job_id)
    assert taken == [f"j{n}" for n in range(60)]


def test_files_put_aside_never_overwrite_each_other(tmp_path: Path) -> None:
    path = tmp_path / "outbox.db"
    for n in range(3):
        path.write_text(str(n))
        path.with_name("outbox.db-wal").write_text(f"log {n}")
        files.put_aside(path, files.free_name(path, "T"))
    assert files.count_aside(path) == 3
    assert {file.read_text() for file in tmp_path.iterdir()} == {"0", "1", "2", "log 0", "log 1", "log 2"}


def test_closing_twice_does_no_harm(outbox_path: Path) -> None:
    store = open_store(outbox_path, bytes(range(32)), check=True)
    store.close()
    store.close()
