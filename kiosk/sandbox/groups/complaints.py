"""投诉, 办不成事 and 12345. Must never lose one, nor ask for a name."""

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import Any

import msgspec

from kiosk.domain.text import Text
from kiosk.platform_api.times import CHINA, to_rfc3339
from kiosk.platform_api.wire import Complaint, ComplaintState
from kiosk.sandbox import made
from kiosk.sandbox.call import Call, Reply, said
from kiosk.sandbox.group import Group
from kiosk.sandbox.world import World

_WORKING_DAYS = {"complaint": 5, "unable-to-handle": 1, "hotline": 3}
"""Until when there is an answer."""
_WEEKEND = 5
_TEXTS = {
    "received": Text("已收到，会有人联系您", "已收到，會有人聯絡您", "Received; somebody will be in touch"),
    "answered": Text("已答复", "已答覆", "Answered"),
}


class _Answer(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    complaint_id: str
    answer: str


def create_complaint(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Taken, with or without a name."""
    wanted = call.read(Complaint)
    made.identified(call, wanted.complaint_id, "/complaintId")
    row = made.again(db, "complaints", call, wanted.complaint_id)
    if row is not None:
        return said(200, _state(row))
    made.moment(wanted.at, "/at")
    now = world.now()
    values = (wanted.complaint_id, call.terminal_id, made.sha256(call.body), made.number(world, db, "GD"), now)
    promised = _promised(now, _WORKING_DAYS[wanted.channel])
    db.execute("INSERT INTO complaints VALUES (?, ?, ?, ?, ?, ?, NULL, ?)", (*values, promised, call.body))
    return said(201, _state(made.of_terminal(db, "complaints", call, wanted.complaint_id)))


def get_complaint(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """To the terminal it was made at."""
    del world
    return said(200, _state(made.of_terminal(db, "complaints", call, call.parts["complaintId"])))


def _promised(now: float, working_days: int) -> float:
    """The same time of day, so many working days on; public holidays are not known here."""
    moment = dt.datetime.fromtimestamp(now, CHINA)
    while working_days:
        moment += dt.timedelta(days=1)
        working_days -= moment.weekday() < _WEEKEND
    return moment.timestamp()


def _state(row: sqlite3.Row) -> ComplaintState:
    state = "received" if row["answer"] is None else "answered"
    answer = None if row["answer"] is None else Text(row["answer"])
    times = (to_rfc3339(row["received_at"]), to_rfc3339(row["promised_by"]))
    return ComplaintState(row["id"], row["number"], state, _TEXTS[state], *times, answer)


def _answered(world: World, db: sqlite3.Connection, body: bytes) -> Any:
    """The department answers."""
    del world
    wanted = msgspec.json.decode(body, type=_Answer)
    values = (wanted.answer, wanted.complaint_id)
    if not db.execute("UPDATE complaints SET answer = ? WHERE id = ?", values).rowcount:
        raise ValueError("no such complaint")
    return {"complaintId": wanted.complaint_id}


def _all(world: World, db: sqlite3.Connection) -> Any:
    """Every one: which door, how it begins, whether somebody left a number."""
    del world
    rows = db.execute("SELECT * FROM complaints ORDER BY rowid").fetchall()
    said = [(row, msgspec.json.decode(row["body"], type=Complaint)) for row in rows]
    return {
        "complaints": [
            {"number": row["number"], "channel": one.channel, "title": one.title, "content": one.content}
            | {"named": one.contact is not None, "capturedOffline": one.captured_offline}
            for row, one in said
        ]
    }


GROUP = Group(
    handlers={"createComplaint": create_complaint, "getComplaint": get_complaint},
    schema=made.SCHEMA
    + """
CREATE TABLE IF NOT EXISTS complaints (
  id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, sha256 TEXT NOT NULL, number TEXT NOT NULL UNIQUE,
  received_at REAL NOT NULL, promised_by REAL NOT NULL, answer TEXT, body BLOB NOT NULL
) STRICT;
""",
    unkept=frozenset({"createComplaint"}),
    looks={"complaints": _all},
    deeds={"answer-complaint": _answered},
)
