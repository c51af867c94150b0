"""A look at the store from outside, read-only: is it whole, how many wait, how is the line. For the doctor.

Must never write, never take a lock that a running kiosk could miss, never open a payload.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from offline_cache.contract import NEVER_CHECKED, Job, JobState, Link, StoreError, StoreFault
from offline_cache.files import refuse_what_is_no_file
from offline_cache.migrating import APPLICATION_ID
from offline_cache.statements import migrations, statements
from offline_cache.store import as_store_errors, as_text

_BUSY_SECONDS = 1.0
_INCIDENTS_SINCE = 2
"""Version of the layout that counts how often damage was met."""
_STEPS = 2000
"""Virtual machine steps between two looks whether to stop."""


@dataclass(frozen=True)
class Glance:
    """The open file. Raises StoreError; an interrupted question is LOCKED."""

    connection: sqlite3.Connection

    def version(self) -> int:
        """Version of the file's layout. CORRUPT for a stranger's file, NEWER_VERSION for a newer program's."""
        if self._number("PRAGMA application_id") != APPLICATION_ID:
            raise StoreError(StoreFault.CORRUPT, "not a file of this program")
        version = self._number("PRAGMA user_version")
        if version > len(migrations()):
            raise StoreError(StoreFault.NEWER_VERSION, f"file {version}, program {len(migrations())}")
        return version

    def whole(self) -> None:
        """Do the pages hang together? Raises CORRUPT. Reads the whole file."""
        with as_store_errors():
            if self.connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
                raise StoreError(StoreFault.CORRUPT, "pages do not hang together")

    def key_id(self) -> bytes:
        """Which data key opens the file; empty where it has none yet."""
        with as_store_errors():
            rows = self.connection.execute(statements("store")["fact"], ("key-id",)).fetchall()
        return bytes(rows[0][0]) if rows else b""

    def noted(self, name: str) -> bytes | None:
        """What `Store.note` kept under that name."""
        with as_store_errors():
            row = self.connection.execute(statements("store")["noted"], (name,)).fetchone()
        return bytes(row[0]) if row else None

    def has(self, kind: str) -> bool:
        """Was ever a job of that kind taken?"""
        with as_store_errors():
            return bool(self.connection.execute(statements("store")["any_of_kind"], (kind,)).fetchone()[0])

    def waiting(self) -> tuple[dict[str, int], float | None]:
        """How many jobs per state, and when the oldest open one came (seconds since 1970)."""
        sql = statements("outbox")
        counts = {state.value: 0 for state in JobState}
        with as_store_errors():
            counts.update(self.connection.execute(sql["count"]).fetchall())
            ((oldest,),) = self.connection.execute(sql["oldest"]).fetchall()
        return counts, oldest

    def jobs(self) -> list[Job]:
        """All jobs, oldest first; nothing of what is in them. The file of an older program knows no priorities."""
        with as_store_errors():
            rows = self.connection.execute(statements("outbox")["jobs"]).fetchall()
        return [Job(row[1], row[2], JobState(row[3]), *row[4:]) for row in rows]

    def stats(self) -> dict[str, int | float | None]:
        """As `Outbox.stats`: how many per state, `oldest`, `damaged`."""
        damaged = self.damaged()
        counts, oldest = self.waiting()
        return {**counts, "oldest": oldest, "damaged": damaged}

    def damaged(self) -> int:
        """How often damage was met in this file, or jobs were found missing from it."""
        known = self.version() >= _INCIDENTS_SINCE
        return self._number(statements("store")["incidents"]) if known else 0

    def faults(self) -> dict[str, int]:
        """How many jobs bear which fault code."""
        with as_store_errors():
            rows = self.connection.execute(statements("outbox")["faults"]).fetchall()
        return {str(code): int(count) for code, count in rows}

    def link(self) -> Link:
        """How the line is, as the sync process last wrote it."""
        with as_store_errors():
            rows = self.connection.execute(statements("link")["read"]).fetchall()
        return Link(bool(rows[0][0]), *rows[0][1:]) if rows else NEVER_CHECKED

    def catalogue(self) -> tuple[str, float] | None:
        """Version of the newest catalogue and when it was fetched or last confirmed, None where there is none."""
        sql = statements("catalogue")
        with as_store_errors():
            version = self.connection.execute(sql["version"], ("catalogue",)).fetchone()
            at = self.connection.execute(sql["fetched_at"], ("catalogue",)).fetchone()
        return (str(version[0]), float(at[0])) if version and at else None

    def _number(self, sql: str) -> int:
        with as_store_errors():
            return int(self.connection.execute(sql).fetchone()[0])


@contextmanager
def glance(path: Path, stop: Callable[[], bool] = lambda: False) -> Iterator[Glance]:
    """The store at `path`, which must be there; `stop` may end a long question.

    Raises StoreError: CORRUPT for a stranger's file, NEWER_VERSION for a newer program's, whatever is asked then;
    NOT_WRITABLE where what is there is no file.
    """
    try:
        refuse_what_is_no_file(path)
    except OSError as error:
        raise StoreError(StoreFault.NOT_WRITABLE, str(error.strerror)) from error
    with as_store_errors():
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=_BUSY_SECONDS, isolation_level=None
        )
    try:
        connection.text_factory = as_text
        connection.set_progress_handler(lambda: int(stop()), _STEPS)
        with as_store_errors():
            connection.execute("PRAGMA query_only = ON")
        look = Glance(connection)
        look.version()
        yield look
    except sqlite3.OperationalError as error:  # SQLITE_INTERRUPT, or a table that is not there
        interrupted = error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT
        fault = StoreFault.LOCKED if interrupted else StoreFault.CORRUPT
        raise StoreError(fault, error.sqlite_errorname) from error
    finally:
        connection.close()
