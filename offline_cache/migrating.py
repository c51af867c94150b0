"""Brings the file of an older program up to date, in one transaction and with a copy beside it first.

Never touches the file of a newer program.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path

from offline_cache.contract import StoreError, StoreFault
from offline_cache.files import sync_directory
from offline_cache.store import as_store_errors

APPLICATION_ID = 0x6B6F7571
"""Marks the file as ours (ASCII `kouq`)."""
_WORDS = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"


def migrate(connection: sqlite3.Connection, scripts: Sequence[str], keep: Callable[[int], None]) -> None:
    """Bring the file to version `len(scripts)` in one transaction; raises NEWER_VERSION and touches nothing.

    Raises CORRUPT where a table is not in the words that `scripts` made it with.

    `keep` is called with the older version while nobody can write, before anything is changed. Where nothing is to
    be done nothing is written; that somebody else holds the file is noticed all the same.
    """
    with as_store_errors():
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = version_of(connection, len(scripts))
            if version:
                _refuse_changed_words(connection, tuple(scripts[:version]))
            if 0 < version < len(scripts):
                keep(version)
            for script in scripts[version:]:
                _run_script(connection, script)
            if version < len(scripts):
                connection.execute(f"PRAGMA user_version = {len(scripts):d}")
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # a full disk may have ended it already
                connection.execute("ROLLBACK")
            raise


def version_of(connection: sqlite3.Connection, known: int) -> int:
    """Version of the file's layout; raises NEWER_VERSION beyond `known`."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > known:
        raise StoreError(StoreFault.NEWER_VERSION, f"file {version}, program {known}")
    return version


def _refuse_changed_words(connection: sqlite3.Connection, scripts: tuple[str, ...]) -> None:
    """A byte that rotted in the words of a table may leave words that SQLite takes: a column of another name.

    Then each statement that asks for it would fail on its own, later, as if it were a mistake of ours. What SQLite
    keeps for itself (`sqlite_…`) is not compared.
    """
    if _words(connection) != _made_by(scripts):
        raise StoreError(StoreFault.CORRUPT, "the words of a table have changed")


@cache
def _made_by(scripts: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """The words that a new file has after these scripts."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        for script in scripts:
            _run_script(fresh, script)
        return _words(fresh)


def _words(connection: sqlite3.Connection) -> frozenset[tuple[str, ...]]:
    """Kind, name, table and words of everything in the schema (https://sqlite.org/schematab.html)."""
    return frozenset(connection.execute(_WORDS))


def keep_copy(path: Path, version: int) -> None:
    """The file as it is, beside itself as `<name>.version-<n>`: whole, private and durable, or not there."""
    kept = path.with_name(f"{path.name}.version-{version}")
    draft = kept.with_name(f"{kept.name}.draft")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_CREAT | os.O_WRONLY, 0o600))
    source = f"{path.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(source, uri=True)) as old, closing(sqlite3.connect(draft)) as copy:
        old.backup(copy)
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(kept)
    sync_directory(path.parent)


def forget_copies(path: Path, before: float) -> None:
    """Copies made before that time (seconds since 1970) go: what is in them is to be erased like the rest."""
    for kept in path.parent.glob(f"{path.name}.version-*"):
        if kept.stat().st_mtime < before:
            kept.unlink()


def _run_script(connection: sqlite3.Connection, script: str) -> None:
    """Statement by statement, because `executescript` would commit the transaction around it."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
