"""What a terminal made under its own id and put here, and the numbers the platform gives it.

Must never let a terminal put another's thing, nor put other content under an id that is used.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from typing import Any

from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import CHINA, from_rfc3339
from kiosk.sandbox.call import Call, invalid, refuse
from kiosk.sandbox.world import World

SCHEMA = """
CREATE TABLE IF NOT EXISTS series (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;
"""
"""Of every group that calls `number`."""


def sha256(body: bytes) -> str:
    """Of the bytes as they came."""
    return hashlib.sha256(body).hexdigest()


def identified(call: Call, thing_id: str, pointer: str) -> None:
    """400 where the Idempotency-Key is not the thing's id, 422 where the id in the body is not that of the path."""
    if call.header("Idempotency-Key") != thing_id:
        raise refuse(ProblemType.MALFORMED, 400, "the Idempotency-Key of a thing that is put is its id")
    if thing_id != call.request.url.split("?")[0].rsplit("/", 1)[1]:
        raise invalid(Wrong(pointer, "const"))


def again(db: sqlite3.Connection, table: str, call: Call, thing_id: str) -> sqlite3.Row | None:
    """The row where the very same was put before; None where the id is new; 409 for anything else.

    The table has the columns `id`, `terminal_id` and `sha256`.
    """
    row: sqlite3.Row | None = db.execute(f"SELECT * FROM {table} WHERE id = ?", (thing_id,)).fetchone()  # noqa: S608
    if row is not None and (row["terminal_id"], row["sha256"]) != (call.terminal_id, sha256(call.body)):
        raise refuse(ProblemType.CONFLICT, 409, "this id was used for another content")
    return row


def of_terminal(db: sqlite3.Connection, table: str, call: Call, thing_id: str) -> sqlite3.Row:
    """The row, for the terminal that put it; 404 for everybody else."""
    row: sqlite3.Row | None = db.execute(
        f"SELECT * FROM {table} WHERE id = ? AND terminal_id = ?",  # noqa: S608  our own names
        (thing_id, call.terminal_id),
    ).fetchone()
    if row is None:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such thing of this terminal")
    return row


def person(call: Call) -> str:
    """Document number of the session's person."""
    if call.session is None:
        raise refuse(ProblemType.SESSION_INVALID, 401, "there is no session")
    return str(call.session["person_number"])


def moment(text: str, pointer: str) -> float:
    """A time of the body, seconds since 1970; 422 where there is no such time."""
    try:
        return from_rfc3339(text)
    except ValueError:
        raise invalid(Wrong(pointer, "format")) from None


def day_of(seconds: float) -> str:
    """The calendar day of China."""
    return dt.datetime.fromtimestamp(seconds, CHINA).date().isoformat()


def number(world: World, db: sqlite3.Connection, series: str) -> str:
    """The next number of today in that series: its name, the day, six digits."""
    name = series + day_of(world.now()).replace("-", "")
    upsert = "INSERT INTO series VALUES (?, 1) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last"
    return f"{name}{db.execute(upsert, (name,)).fetchone()[0]:06d}"


def one(db: sqlite3.Connection, query: str, *values: Any) -> sqlite3.Row | None:
    """The first row of a query."""
    found: sqlite3.Row | None = db.execute(query, values).fetchone()
    return found
