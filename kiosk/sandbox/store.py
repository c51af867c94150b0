"""The sandbox's SQLite file. One connection behind one lock: it is a test platform, not a fast one.

Must never answer before a write is on disk.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

_OURS = frozenset({"nonces", "acts", "writes"})
"""Tables that every sandbox's file has had."""


class FileUnusableError(OSError):
    """Another sandbox works on the file, or it is not a sandbox's. The text names it."""


class Store:
    """Opens or creates the file; `path` None keeps everything in memory. `prepare` comes before anything else.

    Raises FileUnusableError, OSError and sqlite3.Error.
    """

    def __init__(self, path: Path | None) -> None:
        self._lock = threading.RLock()
        self._schema: tuple[str, ...] = ()
        self._surviving: frozenset[str] = frozenset()
        self._path = path
        self._claim: int | None = None
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            self._claim = _claimed(path)
        self._db = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        try:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
        except sqlite3.Error:
            self.close()
            raise

    def prepare(self, schemas: tuple[str, ...], surviving: frozenset[str]) -> None:
        """Make the tables. A file made for other tables than these loses all but the surviving ones."""
        own = resources.files("kiosk.sandbox").joinpath("schema.sql").read_text("utf-8")
        self._schema = tuple(_statements("\n".join((own, *schemas))))
        self._surviving = surviving
        mark = zlib.crc32("\n".join(self._schema).encode()) >> 1  # user_version is a signed 32-bit number
        with self.transaction() as db:
            if db.execute("PRAGMA user_version").fetchone()[0] != mark:
                self._expect_own(db)
                self._drop(db)
            self._create(db)
            db.execute(f"PRAGMA user_version = {mark}")

    def _expect_own(self, db: sqlite3.Connection) -> None:
        """Raises FileUnusableError for a file with tables that no sandbox has made: nothing of it may be dropped."""
        names = {row["name"] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if names and not names >= _OURS:
            raise FileUnusableError(f"{self._path} is no sandbox's file, and is left as it is")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One transaction: committed at the end, rolled back where an exception leaves the block."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def reset(self) -> None:
        """Forget everything but the surviving tables."""
        with self.transaction() as db:
            self._drop(db)
            self._create(db)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()
            if self._claim is not None:
                os.close(self._claim)
                self._claim = None

    def _drop(self, db: sqlite3.Connection) -> None:
        names = [row["name"] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for name in names:
            if name not in self._surviving and not name.startswith("sqlite_"):
                db.execute(f'DROP TABLE "{name}"')

    def _create(self, db: sqlite3.Connection) -> None:
        for statement in self._schema:
            db.execute(statement)


def _claimed(path: Path) -> int:
    """A lock beside the file, that ends with whoever holds it. Raises FileUnusableError where somebody does."""
    claim = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(claim)
        raise FileUnusableError(f"another sandbox works on {path}") from None
    return claim


def _statements(script: str) -> Iterator[str]:
    """One by one, because `executescript` would commit the transaction around it."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
