"""Remote support: who asks for help, and the support bundles that terminals hand in.

Must never take a bundle that is not what its upload says, nor one that is no ZIP.
"""

from __future__ import annotations

import io
import sqlite3
import zipfile
from typing import Any

from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import LogBundle, Stored, SupportRequest
from kiosk.sandbox.call import Call, Reply, invalid, refuse, said
from kiosk.sandbox.group import Group
from kiosk.sandbox.groups import uploads
from kiosk.sandbox.world import World


def request_support(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Kept once; 409 for another request under the same id."""
    wanted = call.read(SupportRequest)
    if call.header("Idempotency-Key") != wanted.request_id:
        raise refuse(ProblemType.MALFORMED, 400, "the Idempotency-Key of a support request is its id")
    row = db.execute("SELECT * FROM support_requests WHERE request_id = ?", (wanted.request_id,)).fetchone()
    values = (wanted.request_id, call.terminal_id, wanted.at, wanted.until, wanted.about)
    if row is None:
        db.execute("INSERT INTO support_requests VALUES (?, ?, ?, ?, ?, ?)", (*values, world.now()))
    elif tuple(row)[:5] != values:
        raise refuse(ProblemType.CONFLICT, 409, "this id was used for another request")
    stored = world.now() if row is None else row["stored_at"]
    return said(201 if row is None else 200, Stored(wanted.request_id, to_rfc3339(stored)))


def send_log_bundle(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Kept as it was uploaded, once."""
    bundle = call.read(LogBundle)
    if call.header("Idempotency-Key") != bundle.bundle_id:
        raise refuse(ProblemType.MALFORMED, 400, "the Idempotency-Key of a bundle is its id")
    row = uploads.find(db, bundle.bundle_id)
    if row is None or row["terminal_id"] != call.terminal_id or row["arrived"] != row["size"]:
        raise refuse(ProblemType.STATE_CONFLICT, 409, "the bundle is not complete")
    said_before = (row["submission_id"], row["media_type"], row["sha256"], row["size"])
    says = (bundle.request_id, uploads.BUNDLE, bundle.sha256, bundle.size)
    names = ("requestId", "bundleId", "sha256", "size")
    wrong = [
        Wrong(f"/{name}", "const") for name, one, two in zip(names, said_before, says, strict=True) if one != two
    ]
    if wrong:
        raise invalid(*wrong)
    if not zipfile.is_zipfile(io.BytesIO(uploads.content(db, bundle.bundle_id))):
        raise invalid(Wrong("/bundleId", "contentMediaType"))
    before = db.execute("SELECT * FROM log_bundles WHERE bundle_id = ?", (bundle.bundle_id,)).fetchone()
    if before is None:
        values = (bundle.bundle_id, call.terminal_id, bundle.request_id, world.now())
        db.execute("INSERT INTO log_bundles VALUES (?, ?, ?, ?)", values)
        db.execute("UPDATE uploads SET named = 1 WHERE upload_id = ?", (bundle.bundle_id,))
    stored = world.now() if before is None else before["stored_at"]
    return said(201 if before is None else 200, Stored(bundle.bundle_id, to_rfc3339(stored)))


def _logs(world: World, db: sqlite3.Connection) -> Any:
    """Which bundles came, and what is in them by name."""
    del world
    rows = db.execute("SELECT * FROM log_bundles ORDER BY stored_at").fetchall()
    return {
        "bundles": [
            {
                "bundleId": row["bundle_id"],
                "terminalId": row["terminal_id"],
                "requestId": row["request_id"],
                "names": zipfile.ZipFile(io.BytesIO(uploads.content(db, row["bundle_id"]))).namelist(),
            }
            for row in rows
        ]
    }


def _requests(world: World, db: sqlite3.Connection) -> Any:
    """Who asked for help."""
    del world
    rows = db.execute("SELECT * FROM support_requests ORDER BY stored_at").fetchall()
    return {
        "requests": [
            {"requestId": row["request_id"], "terminalId": row["terminal_id"], "about": row["about"]} for row in rows
        ]
    }


GROUP = Group(
    handlers={"requestSupport": request_support, "sendLogBundle": send_log_bundle},
    schema="""
CREATE TABLE IF NOT EXISTS support_requests (
  request_id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, at TEXT NOT NULL, until TEXT NOT NULL, about TEXT NOT NULL,
  stored_at REAL NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS log_bundles (
  bundle_id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, request_id TEXT NOT NULL, stored_at REAL NOT NULL
) STRICT;
""",
    unkept=frozenset({"requestSupport", "sendLogBundle"}),
    looks={"logs": _logs, "support": _requests},
)
