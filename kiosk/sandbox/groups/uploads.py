"""Resumable uploads (tus 1.0.0). Must never call an upload whole that is not what its digest says."""

from __future__ import annotations

import base64
import binascii
import hashlib
import sqlite3
from dataclasses import dataclass

from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.problems import ProblemType
from kiosk.sandbox.call import Call, Reply, invalid, refuse
from kiosk.sandbox.group import Group
from kiosk.sandbox.world import World

KEEP = 7 * 86400.0
"""Seconds after which an upload is deleted that no case has named."""
PIECE = 8 * 1024 * 1024
"""Bytes of one piece at most."""
MEDIA = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n", "application/pdf": b"%PDF-"}
"""What may be uploaded, and how it begins."""
BUNDLE = "application/zip"
"""A support bundle, which no case can name."""
BUNDLE_SIZE = 4 * 1024 * 1024
"""Bytes of one at most."""
_NAMES = ("uploadId", "submissionId", "materialCode", "mediaType", "sha256")
_TUS = {"Tus-Resumable": "1.0.0"}


@dataclass(frozen=True)
class Whole:
    """What an upload is going to be."""

    upload_id: str
    submission_id: str
    material_code: str
    media_type: str
    sha256: str
    size: int


def create_upload(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """201, 200 where it was begun with the same figures, 409 with others."""
    wanted = _wanted(call)
    if call.header("Idempotency-Key") != wanted.upload_id:
        raise refuse(ProblemType.MALFORMED, 400, "the Idempotency-Key of an upload is its id")
    db.execute("DELETE FROM uploads WHERE NOT named AND begun_at < ?", (world.now() - KEEP,))
    db.execute("DELETE FROM pieces WHERE upload_id NOT IN (SELECT upload_id FROM uploads)")
    row = find(db, wanted.upload_id)
    if row is None:
        begin(world, db, call.terminal_id, wanted)
    elif Whole(*tuple(row)[:6]) != wanted or row["terminal_id"] != call.terminal_id:
        raise refuse(ProblemType.CONFLICT, 409, "this id was used for another upload")
    return Reply(201 if row is None else 200, headers={**_TUS, "Location": f"/v1/uploads/{wanted.upload_id}"})


def read_upload(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """How far it is."""
    del world
    row = _there(db, call)
    figures = {"Upload-Offset": str(row["arrived"]), "Upload-Length": str(row["size"])}
    return Reply(200, headers={**_TUS, **figures})


def continue_upload(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """One piece more; with the last one the whole is checked."""
    del world
    row = _there(db, call)
    offset = int(call.header("Upload-Offset"))
    if call.header("Idempotency-Key") != f"{row['upload_id']}-{offset}":
        raise refuse(ProblemType.MALFORMED, 400, "the Idempotency-Key of a piece is the upload's id and its offset")
    if len(call.body) > PIECE:
        raise refuse(ProblemType.TOO_LARGE, 413, "a piece has at most 8 MiB")
    if offset != row["arrived"]:
        raise refuse(ProblemType.OFFSET_WRONG, 409, "the upload stands elsewhere")
    arrived = offset + len(call.body)
    if arrived > row["size"]:
        raise invalid(Wrong("/Upload-Length", "maximum"))
    add(db, row["upload_id"], offset, call.body)
    if arrived == row["size"] and hashlib.sha256(content(db, row["upload_id"])).hexdigest() != row["sha256"]:
        db.execute("DELETE FROM pieces WHERE upload_id = ?", (row["upload_id"],))
        db.execute("UPDATE uploads SET arrived = 0 WHERE upload_id = ?", (row["upload_id"],))
        raise refuse(ProblemType.UPLOAD_DAMAGED, 422, "the whole is not what its digest says")
    return Reply(204, headers={**_TUS, "Upload-Offset": str(arrived)})


def drop_upload(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Gone; one that a case has named stays."""
    del world
    row = find(db, call.parts["uploadId"])
    if row is not None and row["terminal_id"] != call.terminal_id:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such upload of this terminal")
    if row is not None and row["named"]:
        raise refuse(ProblemType.STATE_CONFLICT, 409, "a case has it")
    for table in ("pieces", "uploads"):
        db.execute(f"DELETE FROM {table} WHERE upload_id = ?", (call.parts["uploadId"],))  # noqa: S608  two names
    return Reply(204, headers=_TUS)


def find(db: sqlite3.Connection, upload_id: str) -> sqlite3.Row | None:
    """The upload of that id."""
    row: sqlite3.Row | None = db.execute("SELECT * FROM uploads WHERE upload_id = ?", (upload_id,)).fetchone()
    return row


def begin(world: World, db: sqlite3.Connection, terminal_id: str, whole: Whole) -> None:
    """A new one, empty."""
    figures = (whole.upload_id, whole.submission_id, whole.material_code, whole.media_type, whole.sha256, whole.size)
    values = (*figures, world.now(), terminal_id)
    db.execute("INSERT INTO uploads VALUES (?, ?, ?, ?, ?, ?, 0, ?, 0, ?)", values)


def add(db: sqlite3.Connection, upload_id: str, offset: int, piece: bytes) -> None:
    """Keep a piece."""
    if piece:
        db.execute("INSERT INTO pieces VALUES (?, ?, ?)", (upload_id, offset, piece))
    db.execute("UPDATE uploads SET arrived = ? WHERE upload_id = ?", (offset + len(piece), upload_id))


def content(db: sqlite3.Connection, upload_id: str) -> bytes:
    """What has arrived."""
    rows = db.execute("SELECT content FROM pieces WHERE upload_id = ? ORDER BY offset", (upload_id,))
    return b"".join(row["content"] for row in rows)


def _wanted(call: Call) -> Whole:
    metadata: dict[str, str] = {}
    for pair in call.header("Upload-Metadata").split(","):
        name, _, value = pair.partition(" ")
        try:
            metadata[name] = base64.b64decode(value, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            raise refuse(ProblemType.MALFORMED, 400, "Upload-Metadata cannot be read") from None
    missing = [Wrong(f"/{name}", "required") for name in _NAMES if not metadata.get(name)]
    if missing:
        raise invalid(*missing)
    if metadata["mediaType"] not in {*MEDIA, BUNDLE}:
        raise invalid(Wrong("/mediaType", "enum"))
    size = int(call.header("Upload-Length"))
    if metadata["mediaType"] == BUNDLE and size > BUNDLE_SIZE:
        raise invalid(Wrong("/Upload-Length", "maximum"))
    upload_id, submission_id, material_code, media_type, sha256 = (metadata[name] for name in _NAMES)
    return Whole(upload_id, submission_id, material_code, media_type, sha256, size)


def _there(db: sqlite3.Connection, call: Call) -> sqlite3.Row:
    row = find(db, call.parts["uploadId"])
    if row is None or row["terminal_id"] != call.terminal_id:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such upload of this terminal")
    return row


GROUP = Group(
    handlers={
        "createUpload": create_upload,
        "readUpload": read_upload,
        "continueUpload": continue_upload,
        "dropUpload": drop_upload,
    },
    schema="""
CREATE TABLE IF NOT EXISTS uploads (
  upload_id TEXT PRIMARY KEY, submission_id TEXT NOT NULL, material_code TEXT NOT NULL, media_type TEXT NOT NULL,
  sha256 TEXT NOT NULL, size INTEGER NOT NULL, arrived INTEGER NOT NULL, begun_at REAL NOT NULL,
  named INTEGER NOT NULL, terminal_id TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS pieces (
  upload_id TEXT NOT NULL, offset INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (upload_id, offset)
) STRICT;
""",
    unkept=frozenset({"createUpload", "continueUpload"}),
)
