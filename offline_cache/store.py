"""The open file: runs statements and transactions on it, and names every failure. Knows no table.

SQLite in WAL mode with `synchronous=FULL`: a commit that returned survives a power cut (https://sqlite.org/wal.html,
https://sqlite.org/pragma.html#pragma_synchronous). Every SQLite failure leaves here as a StoreError.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from offline_cache.contract import StoreError, StoreFault
from offline_cache.crypto import Vault
from offline_cache.files import UseLock
from offline_cache.statements import statements

_FAULTS = {
    sqlite3.SQLITE_BUSY: StoreFault.LOCKED,
    sqlite3.SQLITE_LOCKED: StoreFault.LOCKED,
    sqlite3.SQLITE_FULL: StoreFault.FULL,
    sqlite3.SQLITE_CORRUPT: StoreFault.CORRUPT,
    sqlite3.SQLITE_NOTADB: StoreFault.CORRUPT,
    sqlite3.SQLITE_READONLY: StoreFault.NOT_WRITABLE,
    sqlite3.SQLITE_CANTOPEN: StoreFault.NOT_WRITABLE,
    sqlite3.SQLITE_PERM: StoreFault.NOT_WRITABLE,
    sqlite3.SQLITE_IOERR: StoreFault.NOT_WRITABLE,
}

as_text = partial(str, encoding="utf-8", errors="replace")
"""How a connection reads text: a byte that rotted mars its own row, and no list that the row is in."""

_WHOLE = ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
_PART = ("SAVEPOINT part", "RELEASE part", ("ROLLBACK TO part", "RELEASE part"))

Values = Sequence[object] | Mapping[str, object]


class Store:
    """The open file. Safe for several threads of a process and for several processes."""

    def __init__(self, path: Path, connection: sqlite3.Connection, vault: Vault, use: UseLock) -> None:
        self.path = path
        self.vault = vault
        self._connection = connection
        self.use = use
        self._turn = threading.RLock()

    def run(self, sql: str, values: Values = ()) -> sqlite3.Cursor:
        """One statement; outside `writing` it is committed when this returns."""
        with self._turn:
            try:
                return self._connection.execute(sql, values)
            except sqlite3.Error as error:
                raise_named(error)

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """All rows of a question."""
        with self._turn, as_store_errors():
            return self._connection.execute(sql, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that holds the write lock from the start: committed at the end, or nothing of it is.

        Inside another one it is a part of that one, and if it fails only this part is undone.
        """
        with self._turn, as_store_errors():
            begin, end, undo = _PART if self._connection.in_transaction else _WHOLE
            self._connection.execute(begin)
            try:
                yield
                self._refuse_given_up()
                self._connection.execute(end)
            except BaseException:
                for step in undo if self._connection.in_transaction else ():
                    self._connection.execute(step)
                raise

    def _refuse_given_up(self) -> None:
        """A full disk may end a transaction by itself, and somebody inside may have gone on all the same."""
        if not self._connection.in_transaction:
            raise StoreError(StoreFault.FULL, "the transaction was given up")

    @property
    def is_writing(self) -> bool:
        """Is a transaction open, which may still be undone?"""
        return self._connection.in_transaction

    def note(self, name: str, value: bytes) -> None:
        """Keep a few bytes that are no secret under a name, in the place of what was there. Raises StoreError."""
        self.run(statements("store")["note"], (name, value))

    def noted(self, name: str) -> bytes | None:
        """What `note` kept under that name. Raises StoreError."""
        rows = self.rows(statements("store")["noted"], (name,))
        return bytes(rows[0][0]) if rows else None

    def checkpoint_after(self, pages: int) -> None:
        """Copy the log into the file after so many pages; early in the sync process, so that no citizen waits."""
        self.run(f"PRAGMA wal_autocheckpoint = {pages:d}")

    def close(self) -> None:
        """Give the file back."""
        with self._turn:
            self._connection.close()
            self.use.release()


@contextmanager
def as_store_errors() -> Iterator[None]:
    """Turn SQLite's failures into named faults; a programming mistake stays what it is."""
    try:
        yield
    except sqlite3.Error as error:
        raise_named(error)
    except UnicodeDecodeError as error:  # so it is raised where SQLite's own words quote bytes of a damaged file
        raise StoreError(StoreFault.CORRUPT, "text that is none") from error


def raise_named(error: sqlite3.Error) -> NoReturn:
    """Raise the fault behind it; the error itself where it is a mistake of ours."""
    fault = _FAULTS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if fault is None:
        raise error
    raise StoreError(fault, error.sqlite_errorname) from error
