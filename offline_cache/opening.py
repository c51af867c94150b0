"""Opens the store's file: makes it, brings it up to date, checks key and version. Never deletes a file.

A corrupt file is put aside under a new name, so that the next opening begins a new one and nothing is lost for
those who come to save what is in it.
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
from offline_cache.files import UseLock, count_aside, make_directory, make_private_file, put_aside
from offline_cache.statements import migrations, statements
from offline_cache.store import Store, as_store_errors

APPLICATION_ID = 0x6B6F7571
"""Marks the file as ours (ASCII `kouq`)."""
NUMBERS_PER_FILE = 2000
"""After a file was put aside its successor's numbers begin this much higher: a 暂存号 is never given out twice."""

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


def open_store(path: Path, key: bytes, *, busy_seconds: float = 5.0, check: bool = False) -> Store:
    """Open or create the store.

    `busy_seconds`: how long to wait for another program's write. `check`: read the whole file first.
    Raises StoreError. A corrupt file is put aside (unless another program has it open): call again for a new one.
    """
    vault = Vault(key)
    try:
        make_directory(path.parent)
        use = UseLock(path)
    except OSError as error:
        raise StoreError(StoreFault.NOT_WRITABLE, str(error.strerror)) from error
    try:
        connection = _connect(path, vault, busy_seconds, check=check)
    except (StoreError, OSError) as error:
        raise _given_up(path, use, error) from error
    return Store(path, connection, vault, use)


def migrate(connection: sqlite3.Connection, scripts: Sequence[str]) -> None:
    """Bring the file to version `len(scripts)` in one transaction; raises NEWER_VERSION and touches nothing."""
    with as_store_errors():
        connection.execute("BEGIN IMMEDIATE")
        try:
            for script in scripts[_version(connection, len(scripts)) :]:
                _run_script(connection, script)
            connection.execute(f"PRAGMA user_version = {len(scripts):d}")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # a full disk may have ended it already
                connection.execute("ROLLBACK")
            raise


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


def _connect(path: Path, vault: Vault, busy_seconds: float, *, check: bool) -> sqlite3.Connection:
    make_private_file(path)
    with as_store_errors():
        connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
        try:
            _refuse_strangers(connection)
            patiently(lambda: connection.execute("PRAGMA journal_mode = WAL"), busy_seconds)
            for pragma in _PRAGMAS:
                connection.execute(pragma)
            migrate(connection, migrations())
            _check_key(connection, vault, count_aside(path) * NUMBERS_PER_FILE)
            if check:
                _check_pages(connection)
            _grow_log(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _given_up(path: Path, use: UseLock, error: StoreError | OSError) -> StoreError:
    """The fault to raise, after a corrupt file was put aside."""
    try:
        if isinstance(error, OSError):
            return StoreError(StoreFault.NOT_WRITABLE, str(error.strerror))
        if error.fault is not StoreFault.CORRUPT:
            return StoreError(error.fault, error.detail)
        if not use.sole():
            return StoreError(StoreFault.CORRUPT, f"{error.detail}; another program has the file open")
        name = put_aside(path, time.strftime("%Y%m%dT%H%M%SZ", time.gmtime()))
        log.error("store.corrupt kept as %s", name)
        return StoreError(StoreFault.CORRUPT, f"{error.detail}; kept as {name}")
    finally:
        use.release()


def _refuse_strangers(connection: sqlite3.Connection) -> None:
    """Somebody else's database, or a newer program's, before anything in it is changed."""
    tables = _number(connection, "SELECT count(*) FROM sqlite_schema")
    if tables and _number(connection, "PRAGMA application_id") != APPLICATION_ID:
        raise StoreError(StoreFault.CORRUPT, "not a file of this program")
    _version(connection, len(migrations()))


def _version(connection: sqlite3.Connection, known: int) -> int:
    version = _number(connection, "PRAGMA user_version")
    if version > known:
        raise StoreError(StoreFault.NEWER_VERSION, f"file {version}, program {known}")
    return version


def _run_script(connection: sqlite3.Connection, script: str) -> None:
    """Statement by statement, because `executescript` would commit the transaction around it."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


def _check_key(connection: sqlite3.Connection, vault: Vault, number_base: int) -> None:
    sql = statements("store")
    if not connection.execute(sql["fact"], ("key-id",)).fetchall():
        connection.execute(sql["set_facts"], {"key_id": vault.key_id, "number_base": number_base})
    ((key_id,),) = connection.execute(sql["fact"], ("key-id",)).fetchall()
    if key_id != vault.key_id:
        raise StoreError(StoreFault.WRONG_KEY, "the file was begun with another key")


def _check_pages(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
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
