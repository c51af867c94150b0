"""A page for the citizen's phone behind a QR: 10 minutes, one session. Must never show anything of the person."""

from __future__ import annotations

import base64
import hashlib
import secrets
import sqlite3
from importlib import resources

from kiosk.domain.ids import uuid7
from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import PhoneFile, PhonePage, PhonePageRequest, PhonePageState
from kiosk.sandbox.call import Call, Reply, invalid, refuse, said
from kiosk.sandbox.gate import token_digest
from kiosk.sandbox.group import Group
from kiosk.sandbox.groups import uploads
from kiosk.sandbox.world import World

LIFE = 600.0
MOST_FILES = 20
_HTML = "text/html; charset=utf-8"
_STRICT = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def open_phone_page(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """A new page; the session's others die."""
    wanted = call.read(PhonePageRequest)
    if db.execute("SELECT 1 FROM phone_pages WHERE page_id = ?", (wanted.page_id,)).fetchone():
        raise refuse(ProblemType.CONFLICT, 409, "this id was used for another page")
    token, now = base64.b32encode(secrets.token_bytes(20)).decode("ascii"), world.now()
    session_id = _session_id(call)
    db.execute("UPDATE phone_pages SET closed_at = ? WHERE session_id = ? AND closed_at IS NULL", (now, session_id))
    db.execute(
        "INSERT INTO phone_pages VALUES (?, ?, ?, ?, ?, ?, NULL, NULL)",
        (wanted.page_id, session_id, token_digest(token), wanted.submission_id, wanted.material_code, now + LIFE),
    )
    base = (world.public_url or call.request.url.split("/v1/")[0]).rstrip("/")
    return said(201, PhonePage(wanted.page_id, f"{base}/u/{token}", to_rfc3339(now + LIFE), to_rfc3339(now)))


def read_phone_page(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Its state and what has come, to its own session."""
    row = _own(db, call)
    state = "opened" if row["opened_at"] else "waiting"
    if row["closed_at"] is not None:
        state = "closed"
    elif row["expires_at"] <= world.now():
        state = "expired"
    rows = db.execute("SELECT * FROM phone_files WHERE page_id = ? ORDER BY number", (row["page_id"],)).fetchall()
    files = tuple(_file(uploads.find(db, one["upload_id"])) for one in rows)
    return said(200, PhonePageState(row["page_id"], state, files, to_rfc3339(world.now())))


def close_phone_page(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Closed; what has come stays."""
    row = _own(db, call)
    values = (world.now(), row["page_id"])
    db.execute("UPDATE phone_pages SET closed_at = ? WHERE page_id = ? AND closed_at IS NULL", values)
    return Reply(204)


def show_phone_page(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """The page, the same for everybody."""
    row = _alive(world, db, call)
    db.execute("UPDATE phone_pages SET opened_at = ? WHERE page_id = ?", (world.now(), row["page_id"]))
    page = resources.files("kiosk.sandbox").joinpath("phone.html").read_bytes()
    return Reply(200, page, _HTML, {"Content-Security-Policy": _STRICT, "Referrer-Policy": "no-referrer"})


def send_from_phone(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """One file; its content decides what it is. Again with the same key: 200."""
    row = _alive(world, db, call)
    digest = hashlib.sha256(call.body).hexdigest()
    known = "SELECT * FROM phone_files WHERE page_id = ? AND act = ?"
    before = db.execute(known, (row["page_id"], call.header("Idempotency-Key"))).fetchone()
    if before is not None:
        there = uploads.find(db, before["upload_id"])
        if there is None or there["sha256"] != digest:
            raise refuse(ProblemType.CONFLICT, 409, "this Idempotency-Key was used for something else")
        return said(200, _file(there))
    media = next((name for name, start in uploads.MEDIA.items() if call.body.startswith(start)), None)
    if media is None or media != call.header("Content-Type").split(";")[0].strip().lower():
        raise invalid(Wrong("", "contentMediaType"))
    count = db.execute("SELECT count(*) FROM phone_files WHERE page_id = ?", (row["page_id"],)).fetchone()[0]
    if count >= MOST_FILES:
        raise refuse(ProblemType.TOO_LARGE, 413, "20 files are enough")
    whole = uploads.Whole(
        uuid7(world.now()), row["submission_id"], row["material_code"], media, digest, len(call.body)
    )
    uploads.begin(world, db, row["terminal_id"], whole)
    uploads.add(db, whole.upload_id, 0, call.body)
    values = (row["page_id"], count, call.header("Idempotency-Key"), whole.upload_id)
    db.execute("INSERT INTO phone_files VALUES (?, ?, ?, ?)", values)
    return said(201, _file(uploads.find(db, whole.upload_id)))


def _alive(world: World, db: sqlite3.Connection, call: Call) -> sqlite3.Row:
    row: sqlite3.Row | None = db.execute(
        "SELECT phone_pages.*, terminal_id FROM phone_pages JOIN sessions USING (session_id)"
        " WHERE phone_pages.token_digest = ? AND phone_pages.closed_at IS NULL AND phone_pages.expires_at > ?"
        " AND sessions.closed_at IS NULL AND sessions.expires_at > ?",
        (token_digest(call.parts["pageToken"]), world.now(), world.now()),
    ).fetchone()
    if row is None:
        raise refuse(ProblemType.TOKEN_DEAD, 410, "the page is closed, or was never there")
    return row


def _own(db: sqlite3.Connection, call: Call) -> sqlite3.Row:
    values = (call.parts["pageId"], _session_id(call))
    query = "SELECT * FROM phone_pages WHERE page_id = ? AND session_id = ?"
    row: sqlite3.Row | None = db.execute(query, values).fetchone()
    if row is None:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such page")
    return row


def _session_id(call: Call) -> str:
    return str(call.session["session_id"]) if call.session is not None else ""


def _file(row: sqlite3.Row | None) -> PhoneFile:
    if row is None:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such file")
    return PhoneFile(row["upload_id"], row["media_type"], row["sha256"], row["size"])


GROUP = Group(
    handlers={
        "openPhonePage": open_phone_page,
        "readPhonePage": read_phone_page,
        "closePhonePage": close_phone_page,
        "showPhonePage": show_phone_page,
        "sendFromPhone": send_from_phone,
    },
    schema="""
CREATE TABLE IF NOT EXISTS phone_pages (
  page_id TEXT PRIMARY KEY, session_id TEXT NOT NULL, token_digest TEXT NOT NULL UNIQUE, submission_id TEXT NOT NULL,
  material_code TEXT NOT NULL, expires_at REAL NOT NULL, opened_at REAL, closed_at REAL
) STRICT;
CREATE TABLE IF NOT EXISTS phone_files (
  page_id TEXT NOT NULL, number INTEGER NOT NULL, act TEXT NOT NULL, upload_id TEXT NOT NULL,
  PRIMARY KEY (page_id, act)
) STRICT;
""",
    unkept=frozenset({"sendFromPhone"}),
)
