"""Opens the store's file: makes it, brings it up to date, checks key, version and pages. Never deletes a file.

Of a damaged file everything readable is saved into a new one, and the damaged one is kept under a new name.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from offline_cache.contract import StoreError, StoreFault
from offline_cache.crypto import Vault
from offline_cache.files import (
    NUMBERS_PER_FILE,
    UseLock,
    count_aside,
    is_unfinished,
    make_directory,
    make_private_file,
)
from offline_cache.migrating import APPLICATION_ID, keep_copy, migrate, version_of
from offline_cache.statements import migrations, statements
from offline_cache.store import Store, as_store_errors, as_text

CHECK_SECONDS = 0.5
"""How long a start may be held up by reading the file."""
_STEPS = 1000
"""Virtual machine steps between two looks at the time."""
_LOG_BYTES = 4 << 20
_PRAGMAS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA wal_autocheckpoint = 1000",
)

log = logging.getLogger(__name__)


def open_store(
    path: Path, key: bytes, older: Sequence[bytes] = (), *, busy_seconds: float = 5.0, check: bool = False
) -> Store:
    """Open or create the store.

    `older`: keys before this one, needed until `rotation.rotate` is through. `busy_seconds`: how long to wait for
    another program's write. `check`: look through the file first, for CHECK_SECONDS at most.
    Raises StoreError. Of a damaged file everything readable is saved into a new one and the damaged one is kept
    (unless another program has it open); that is raised once as CORRUPT: call again for the new one.
    """
    vault = Vault(key, older)
    try:
        make_directory(path.parent)
        use = UseLock(path)
    except OSError as error:
        raise StoreError(StoreFault.NOT_WRITABLE, str(error.strerror)) from error
    try:
        if is_unfinished(path) and use.sole():
            from offline_cache.salvage import finish

            finish(path)
            use.share()
        acknowledged = use.highest
        connection, missing = _connect(path, vault, acknowledged, busy_seconds, check=check)
    except (StoreError, OSError) as error:
        raise _given_up(path, use, error, vault) from error
    store = Store(path, connection, vault, use)
    if missing:
        use.note(acknowledged - missing)
        store.close()
        log.error("store.corrupt the last %d jobs are missing", missing)
        raise StoreError(StoreFault.CORRUPT, f"the last {missing} jobs are missing")
    return store


def patiently(attempt: Callable[[], object], seconds: float) -> None:
    """Try again while the file is busy: to switch to WAL, SQLite does not always wait by itself."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            attempt()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _connect(
    path: Path, vault: Vault, acknowledged: int, busy_seconds: float, *, check: bool
) -> tuple[sqlite3.Connection, int]:
    """The connection, and how many jobs are missing from it."""
    make_private_file(path)
    with as_store_errors():
        connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
        connection.text_factory = as_text
        try:
            _refuse_strangers(connection)
            patiently(lambda: connection.execute("PRAGMA journal_mode = WAL"), busy_seconds)
            for pragma in _PRAGMAS:
                connection.execute(pragma)
            migrate(connection, migrations(), lambda version: keep_copy(path, version))
            _check_key(connection, vault, count_aside(path) * NUMBERS_PER_FILE)
            if check:
                _check_pages(connection)
            _grow_log(connection, path)
            missing = _missing(connection, acknowledged)
        except BaseException:
            connection.close()
            raise
    return connection, missing


def _missing(connection: sqlite3.Connection, acknowledged: int) -> int:
    """How many jobs are gone from the end: the log was lost, or the file is old. Written down, so it is said once."""
    sql = statements("store")
    ((highest,),) = connection.execute(sql["highest"]).fetchall()
    missing = max(0, acknowledged - int(highest))
    if missing:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(sql["incident"], (time.time(), StoreFault.CORRUPT.code, "", highest, missing))
        connection.execute(sql["raise_numbers"], (NUMBERS_PER_FILE,))
        connection.execute("COMMIT")
    return missing


def _given_up(path: Path, use: UseLock, error: StoreError | OSError, vault: Vault) -> StoreError:
    """The fault to raise, after what could be read of a corrupt file was saved."""
    try:
        if isinstance(error, OSError):
            return StoreError(StoreFault.NOT_WRITABLE, str(error.strerror))
        if error.fault is not StoreFault.CORRUPT:
            return StoreError(error.fault, error.detail)
        if not use.sole():
            return StoreError(StoreFault.CORRUPT, f"{error.detail}; another program has the file open")
        from offline_cache.salvage import salvage  # not at every start

        saved = salvage(path, lambda draft: _begun(draft, vault, count_aside(path)), use.highest)
        use.note(0)
        log.error("store.corrupt %s", saved)
        return StoreError(StoreFault.CORRUPT, f"{error.detail}; {saved}")
    except StoreError as worse:
        return worse
    except OSError as worse:
        return StoreError(StoreFault.NOT_WRITABLE, str(worse.strerror))
    finally:
        use.release()


def _begun(draft: Path, vault: Vault, aside: int) -> Store:
    """A new store for what was saved; without a log, so that it is one file and can be renamed."""
    make_private_file(draft)
    with as_store_errors():
        connection = sqlite3.connect(draft, isolation_level=None, check_same_thread=False)
        migrate(connection, migrations(), lambda _version: None)
        _check_key(connection, vault, aside * NUMBERS_PER_FILE)
    return Store(draft, connection, vault, UseLock(draft))


def _refuse_strangers(connection: sqlite3.Connection) -> None:
    """Somebody else's database, or a newer program's, before anything in it is changed."""
    tables = _number(connection, "SELECT count(*) FROM sqlite_schema")
    if tables and _number(connection, "PRAGMA application_id") != APPLICATION_ID:
        raise StoreError(StoreFault.CORRUPT, "not a file of this program")
    version_of(connection, len(migrations()))


def _check_key(connection: sqlite3.Connection, vault: Vault, number_base: int) -> None:
    """Is every key at hand that this file needs? A new file is begun with the one that seals."""
    sql = statements("store")
    if not connection.execute(sql["fact"], ("key-id",)).fetchall():
        connection.execute(sql["set_facts"], {"key_id": vault.key_id, "number_base": number_base})
    ((key_id,),) = connection.execute(sql["fact"], ("key-id",)).fetchall()
    if not vault.knows(key_id):
        raise StoreError(StoreFault.WRONG_KEY, "the file was begun with another key")
    if any(not vault.knows(old) for (old,) in connection.execute(sql["fact"], ("old-key-id",)).fetchall()):
        raise StoreError(StoreFault.WRONG_KEY, "a change of keys is not through: the old key is still needed")


def _check_pages(connection: sqlite3.Connection) -> None:
    """Do the pages hang together? A file too large to read in time gets no verdict: what is damaged is met later."""
    deadline = time.monotonic() + CHECK_SECONDS
    connection.set_progress_handler(lambda: int(time.monotonic() > deadline), _STEPS)
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        log.warning("store too large to look through at the start")
        return
    finally:
        connection.set_progress_handler(None, 0)
    if found != [("ok",)]:
        raise StoreError(StoreFault.CORRUPT, "pages do not hang together")


def _grow_log(connection: sqlite3.Connection, path: Path) -> None:
    """Give the log its blocks now, so that a commit only overwrites them: no file size to sync while a citizen waits.

    A large write spills into the log and is rolled back; readers ignore frames without a commit. On a full disk or
    under another program's write lock the store works without.
    """
    log_file = path.with_name(path.name + "-wal")
    if log_file.stat().st_size >= _LOG_BYTES // 2:
        return
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA cache_size = 8")
        connection.execute("BEGIN IMMEDIATE")
        with suppress(sqlite3.OperationalError):
            connection.execute(statements("store")["grow"], (_LOG_BYTES,))
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    connection.execute("PRAGMA cache_size = -2000")
    with log_file.open("rb") as file:
        os.fsync(file.fileno())


def _number(connection: sqlite3.Connection, sql: str) -> int:
    return int(connection.execute(sql).fetchone()[0])
