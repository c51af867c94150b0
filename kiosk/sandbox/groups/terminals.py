"""Operations on terminals and the clock. Must never make a terminal known without its one-time code."""

from __future__ import annotations

import sqlite3
from typing import Any

import msgspec

from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.signing.keys import KeyFileError, parse_public
from kiosk.platform_api.times import from_rfc3339, to_rfc3339
from kiosk.platform_api.wire import (
    AuditHead,
    Enrolled,
    Enrolment,
    Heartbeat,
    ServerTime,
    TerminalState,
    TerminalStates,
)
from kiosk.sandbox.call import Call, Reply, invalid, refuse, said
from kiosk.sandbox.group import Group
from kiosk.sandbox.world import World

_SILENT = 900.0
"""Seconds after the last heartbeat."""


class _Code(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    role: str = "terminal"


def get_time(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """The clock."""
    del db, call
    return said(200, ServerTime(to_rfc3339(world.now())))


def enrol(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """A key for a code; the same key again is answered the same, another key is refused."""
    wanted = call.read(Enrolment)
    try:
        key = parse_public(wanted.public_key)
    except KeyFileError:
        raise refuse(ProblemType.MALFORMED, 400, "the public key cannot be read") from None
    code = db.execute("SELECT * FROM enrolment_codes WHERE code = ?", (wanted.code,)).fetchone()
    if code is None or code["key_id"] not in {None, key.key_id} or key.key_id != call.key_id:
        raise refuse(ProblemType.ENROLMENT_CODE_INVALID, 403, "the code is unknown or used up")
    db.execute("UPDATE enrolment_codes SET key_id = ? WHERE code = ?", (key.key_id, wanted.code))
    db.execute("DELETE FROM terminals WHERE terminal_id = ? AND key_id <> ?", (call.terminal_id, key.key_id))
    db.execute(
        "INSERT OR IGNORE INTO terminals VALUES (?, ?, ?, ?, ?)",
        (key.key_id, call.terminal_id, code["role"], key.pem, world.now()),
    )
    row = db.execute("SELECT * FROM terminals WHERE key_id = ?", (key.key_id,)).fetchone()
    return said(201, Enrolled(row["terminal_id"], key.key_id, row["role"], to_rfc3339(row["enrolled_at"])))


def heartbeat(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Keep the last one."""
    beat = call.read(Heartbeat)
    try:
        from_rfc3339(beat.at)
    except ValueError:
        raise invalid(Wrong("/at", "format")) from None
    values = (call.terminal_id, world.now(), call.body)
    db.execute("INSERT OR REPLACE INTO heartbeats VALUES (?, ?, ?)", values)
    if beat.audit is not None:
        _hear(world, db, call.terminal_id, beat.audit)
    return said(200, ServerTime(to_rfc3339(world.now())))


def list_states(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """By their last heartbeat: silent after a quarter of an hour, partly where a device is out."""
    del call
    now = world.now()
    rows = db.execute("SELECT * FROM heartbeats ORDER BY terminal_id").fetchall()
    states = tuple(TerminalState(row["terminal_id"], _state_of(row, now)) for row in rows)
    return said(200, TerminalStates(to_rfc3339(now), states))


def _state_of(row: sqlite3.Row, now: float) -> str:
    if now - row["at"] > _SILENT:
        return "silent"
    devices = msgspec.json.decode(row["body"], type=Heartbeat).devices
    return "working" if all(state == "online" for state in devices.values()) else "partly"


def _hear(world: World, db: sqlite3.Connection, terminal_id: str, head: AuditHead) -> None:
    """Keep the furthest head of a terminal's audit trail; a lower one, or another under its number, is a cut."""
    kept = db.execute("SELECT * FROM audit_heads WHERE terminal_id = ?", (terminal_id,)).fetchone()
    if kept is None or head.seq > kept["seq"]:
        cut = 0 if kept is None else kept["cut"]
        values = (terminal_id, head.seq, head.sm3, world.now(), cut)
        db.execute("INSERT OR REPLACE INTO audit_heads VALUES (?, ?, ?, ?, ?)", values)
    elif (head.seq, head.sm3) != (kept["seq"], kept["sm3"]):
        db.execute("UPDATE audit_heads SET cut = 1 WHERE terminal_id = ?", (terminal_id,))


def _audits(world: World, db: sqlite3.Connection) -> Any:
    """How far the terminals' audit trails go, and which were cut."""
    del world
    rows = db.execute("SELECT * FROM audit_heads ORDER BY terminal_id").fetchall()
    return {
        "terminals": [
            {"terminalId": row["terminal_id"], "seq": row["seq"], "sm3": row["sm3"], "cut": bool(row["cut"])}
            for row in rows
        ]
    }


def _code(world: World, db: sqlite3.Connection, body: bytes) -> Any:
    """Issue a one-time code."""
    code = msgspec.json.decode(body, type=_Code)
    del world
    db.execute("INSERT OR REPLACE INTO enrolment_codes (code, role) VALUES (?, ?)", (code.code, code.role))
    return {"code": code.code, "role": code.role}


GROUP = Group(
    handlers={
        "getTime": get_time,
        "enrol": enrol,
        "heartbeat": heartbeat,
        "listTerminalStates": list_states,
    },
    schema="""
CREATE TABLE IF NOT EXISTS enrolment_codes (
  code TEXT PRIMARY KEY, role TEXT NOT NULL, key_id TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS terminals (
  key_id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, role TEXT NOT NULL, pem TEXT NOT NULL, enrolled_at REAL NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS heartbeats (
  terminal_id TEXT PRIMARY KEY, at REAL NOT NULL, body BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS audit_heads (
  terminal_id TEXT PRIMARY KEY, seq INTEGER NOT NULL, sm3 TEXT NOT NULL, at REAL NOT NULL, cut INTEGER NOT NULL
) STRICT;
""",
    surviving=frozenset({"enrolment_codes", "terminals"}),
    looks={"audit": _audits},
    deeds={"code": _code},
)
