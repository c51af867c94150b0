"""Do both sides have the same (对账): sums, entries, end of a day. Must never close one that does not agree."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import Any

import msgspec

from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import Day, DayConfirmation, DayEntry, DayPage
from kiosk.sandbox.call import Call, Reply, refuse, said
from kiosk.sandbox.group import Entry, Group
from kiosk.sandbox.world import World

PAGE = 200


def get_day(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """The sums of the terminal that asks."""
    return said(200, _day(world, db, call))


def get_day_page(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """One page, empty beyond the last."""
    entries = _entries(world, db, call)
    begin = (int(call.parts["page"]) - 1) * PAGE
    shown = tuple(
        DayEntry(one.id, one.state, one.sha256, one.number, one.amount) for one in entries[begin : begin + PAGE]
    )
    return said(200, DayPage(shown, _pages(entries)))


def confirm_day(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Closed or escalated, where the terminal has seen what is here now; a closed day stays as it was closed."""
    wanted = call.read(DayConfirmation)
    before = _standing(db, call)
    if before is not None and before["state"] == "closed":
        if msgspec.json.decode(before["confirmation"], type=DayConfirmation) != wanted:
            raise refuse(ProblemType.STATE_CONFLICT, 409, "the day is closed")
        return said(200, _day(world, db, call))
    day = _day(world, db, call)
    if (day.count, day.sm3) != (wanted.count, wanted.sm3):
        raise refuse(ProblemType.CONFLICT, 409, "these are not the sums of this day")
    place = (call.terminal_id, call.parts["kind"], call.parts["day"])
    values = (*place, wanted.verdict, world.now(), call.body)
    db.execute("INSERT OR REPLACE INTO days VALUES (?, ?, ?, ?, ?, ?)", values)
    return said(200, _day(world, db, call))


def _day(world: World, db: sqlite3.Connection, call: Call) -> Day:
    entries, standing = _entries(world, db, call), _standing(db, call)
    return Day(
        terminal_id=call.terminal_id,
        kind=call.parts["kind"],
        day=call.parts["day"],
        count=len(entries),
        sm3=_sm3(entries),
        pages=_pages(entries),
        state=standing["state"] if standing is not None else "open",
        closed_at=to_rfc3339(standing["at"]) if standing is not None else None,
    )


def _entries(world: World, db: sqlite3.Connection, call: Call) -> list[Entry]:
    book = world.books.get(call.parts["kind"])
    found = book(world, db, call.terminal_id, call.parts["day"]) if book is not None else ()
    return sorted(found, key=lambda one: one.id)


def _sm3(entries: list[Entry]) -> str:
    """Reckoned here on its own, so that a mistake on the terminal's side cannot hide."""
    digest = hashlib.new("sm3")
    for one in entries:
        words = (one.id, one.sha256 or "-", one.state, one.number or "-", one.amount or "-")
        digest.update((" ".join(words) + "\n").encode())
    return digest.hexdigest()


def _pages(entries: list[Entry]) -> int:
    return -(-len(entries) // PAGE)


def _standing(db: sqlite3.Connection, call: Call) -> sqlite3.Row | None:
    place = (call.terminal_id, call.parts["kind"], call.parts["day"])
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM days WHERE terminal_id = ? AND kind = ? AND day = ?", place
    ).fetchone()
    return row


def _days(world: World, db: sqlite3.Connection) -> Any:
    """Every day that was closed or escalated."""
    del world
    rows = db.execute("SELECT * FROM days ORDER BY terminal_id, day, kind").fetchall()
    return {"days": [{name: row[name] for name in ("terminal_id", "kind", "day", "state")} for row in rows]}


GROUP = Group(
    handlers={"getDay": get_day, "getDayPage": get_day_page, "confirmDay": confirm_day},
    schema="""
CREATE TABLE IF NOT EXISTS days (
  terminal_id TEXT NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL, state TEXT NOT NULL, at REAL NOT NULL,
  confirmation BLOB NOT NULL, PRIMARY KEY (terminal_id, kind, day)
) STRICT;
""",
    looks={"days": _days},
)
