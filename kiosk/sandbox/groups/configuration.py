"""What the platform tells a terminal, and a new key in the place of an old one.

Must never hand out a configuration unsigned, nor believe in a key that nobody has shown to hold.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import sqlite3
from typing import Any

import msgspec

from kiosk.domain.text import Text
from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.signing.keys import KeyFileError, PublicKey, parse_public
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import (
    CalendarDay,
    Configuration,
    IdleTimes,
    KeyRenewal,
    KeyRenewed,
    OfflineRules,
    Retention,
    SupportWanted,
)
from kiosk.sandbox.call import Call, Reply, invalid, refuse, said
from kiosk.sandbox.group import Group
from kiosk.sandbox.world import World

OVERLAP = 86400.0
"""Seconds both keys of a terminal are good."""
_ISSUED = "2026-07-01T00:00:00.000+08:00"
_NATIONAL_DAY = Text("国庆节", "國慶節", "National Day")
CALENDAR = (
    *((f"2026-10-0{day}", "holiday", _NATIONAL_DAY) for day in range(1, 8)),
    ("2026-09-20", "workday", None),
    ("2026-10-10", "workday", None),
)
"""Made up but for the day itself: a week off, and two days of a weekend for it."""
_FIRST = {
    "offline": OfflineRules(allowed=True, max_cases=500, max_hours=72),
    "idle": IdleTimes(ask_after=60, end_after=30),
    "retention": Retention(sealed_copy_days=7, audit_months=6),
    "features": {"payment": True, "certificates": True, "licences": True, "evaluation": True},
    "heartbeat_seconds": 60,
    "calendar": tuple(CalendarDay(day, kind, name) for day, kind, name in CALENDAR),
}


class _Change(msgspec.Struct, rename="camel", forbid_unknown_fields=True, omit_defaults=True):
    """What is told from now on; what is absent stays."""

    offline: OfflineRules | None = None
    idle: IdleTimes | None = None
    retention: Retention | None = None
    features: dict[str, bool] | None = None
    heartbeat_seconds: int | None = None
    calendar: tuple[CalendarDay, ...] | None = None
    support: SupportWanted | None = None


def get_configuration(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Signed; 304 where the terminal has it."""
    body = msgspec.json.encode(_current(world, db))
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if call.header("If-None-Match") == etag:
        return Reply(304, headers={"ETag": etag}, signed=True)
    return Reply(200, body, headers={"ETag": etag}, signed=True)


def renew_key(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Both keys are good for a day, then only the new one."""
    wanted = call.read(KeyRenewal)
    key = _shown(call, wanted)
    held = db.execute("SELECT * FROM terminals WHERE key_id = ?", (key.key_id,)).fetchone()
    if held is not None and held["terminal_id"] != call.terminal_id:
        raise refuse(ProblemType.CONFLICT, 409, "another terminal has this key")
    before = db.execute("SELECT * FROM terminals WHERE key_id = ?", (call.key_id,)).fetchone()
    if before is None or key.key_id == call.key_id:
        raise invalid(Wrong("/publicKey", "not"))
    db.execute("INSERT OR IGNORE INTO replaced_keys VALUES (?, ?)", (call.key_id, world.now() + OVERLAP))
    ends = db.execute("SELECT good_until FROM replaced_keys WHERE key_id = ?", (call.key_id,)).fetchone()
    db.execute(
        "INSERT OR IGNORE INTO terminals VALUES (?, ?, ?, ?, ?)",
        (key.key_id, call.terminal_id, before["role"], key.pem, world.now()),
    )
    return said(201, KeyRenewed(call.terminal_id, key.key_id, call.key_id, to_rfc3339(ends["good_until"])))


def _shown(call: Call, wanted: KeyRenewal) -> PublicKey:
    """The new key, where the terminal shows that it holds it."""
    try:
        key = parse_public(wanted.public_key)
    except KeyFileError:
        raise invalid(Wrong("/publicKey", "format")) from None
    words = f"{call.terminal_id}\n{call.key_id}\n{key.key_id}".encode("ascii")
    try:
        proof = base64.b64decode(wanted.proof, validate=True)
    except binascii.Error:
        raise invalid(Wrong("/proof", "contentEncoding")) from None
    if not key.scheme.verify(key.point, words, proof):
        raise invalid(Wrong("/proof", "const"))
    return key


def _current(world: World, db: sqlite3.Connection) -> Configuration:
    told: dict[str, Any] = dict(_FIRST)
    last = db.execute("SELECT * FROM configurations ORDER BY number DESC LIMIT 1").fetchone()
    if last is not None:
        changed = msgspec.structs.asdict(msgspec.json.decode(last["change"], type=_Change))
        told |= {name: value for name, value in changed.items() if value is not None}
    issued = to_rfc3339(last["at"]) if last is not None else _ISSUED
    version = str(last["number"] + 1) if last is not None else "1"
    return Configuration(version=version, issued_at=issued, station_id=world.seed.station.station_id, **told)


def _tell(world: World, db: sqlite3.Connection, body: bytes) -> Any:
    """Something else from now on."""
    change = msgspec.json.decode(body, type=_Change)
    before = _current(world, db)
    whole = {
        name: getattr(before, name) if value is None else value
        for name, value in msgspec.structs.asdict(change).items()
    }
    values = (world.now(), msgspec.json.encode(_Change(**whole)))
    db.execute("INSERT INTO configurations (at, change) VALUES (?, ?)", values)
    return _current(world, db)


GROUP = Group(
    handlers={
        "getConfiguration": get_configuration,
        "renewKey": renew_key,
    },
    schema="""
CREATE TABLE IF NOT EXISTS configurations (
  number INTEGER PRIMARY KEY, at REAL NOT NULL, change BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS replaced_keys (key_id TEXT PRIMARY KEY, good_until REAL NOT NULL) STRICT;
""",
    surviving=frozenset({"replaced_keys"}),
    deeds={"configuration": _tell},
)
