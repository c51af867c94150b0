"""Drafts that are taken up again at another terminal. Must never show one to anybody but its person."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import Any

import msgspec

from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import Draft, DraftKept, DraftQuestion, Drafts, DraftSummary, KeptDraft
from kiosk.sandbox.call import Call, Reply, invalid, refuse, said
from kiosk.sandbox.group import Group
from kiosk.sandbox.world import World

KEEP = 30 * 86400.0
"""Seconds after its last revision."""


def list_drafts(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """The latest first, without a word of what is in them."""
    wanted = call.read(DraftQuestion).service_item_code
    query = "SELECT * FROM drafts WHERE person_number = ? AND expires_at > ? ORDER BY kept_at DESC, draft_id DESC"
    rows = db.execute(query, (_person(call), world.now())).fetchall()
    drafts = [(msgspec.json.decode(row["body"], type=Draft), row) for row in rows]
    shown = [_summary(one, row) for one, row in drafts if wanted in {None, one.service_item_code}]
    return said(200, Drafts(tuple(shown)))


def _summary(draft: Draft, row: sqlite3.Row) -> DraftSummary:
    expires = to_rfc3339(row["expires_at"])
    return DraftSummary(draft.draft_id, draft.service_item_code, draft.saved_at, row["revision"], expires)


def put_draft(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """A new draft, or its next revision; 409 where another terminal has gone on meanwhile."""
    draft, digest = call.read(Draft), hashlib.sha256(call.body).hexdigest()
    if draft.draft_id != call.parts["draftId"]:
        raise invalid(Wrong("/draftId", "const"))
    expires = world.now() + KEEP
    there = db.execute("SELECT * FROM drafts WHERE draft_id = ?", (draft.draft_id,)).fetchone()
    if there is not None and there["person_number"] != _person(call):
        raise refuse(ProblemType.NOT_FOUND, 404, "no such draft of this person")
    if there is not None and there["digest"] == digest:
        revision, expires = there["revision"], there["expires_at"]
        return said(200 if revision > 1 else 201, DraftKept(draft.draft_id, revision, to_rfc3339(expires)))
    if draft.based_on != (there["revision"] if there is not None else None):
        raise refuse(ProblemType.CONFLICT, 409, "not based on the latest revision")
    revision = 1 if there is None else there["revision"] + 1
    db.executemany("UPDATE uploads SET named = 1 WHERE upload_id = ?", [(one.upload_id,) for one in draft.uploads])
    values = (draft.draft_id, _person(call), revision, digest, world.now(), expires, call.body)
    db.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    return said(201 if there is None else 200, DraftKept(draft.draft_id, revision, to_rfc3339(expires)))


def go_on(world: World, db: sqlite3.Connection, draft: Draft) -> None:
    """A desk filled in a person's draft: the next revision, still that person's. One that is nobody's is not kept."""
    there = db.execute("SELECT * FROM drafts WHERE draft_id = ?", (draft.draft_id,)).fetchone()
    if draft.based_on != (there["revision"] if there is not None else None):
        raise refuse(ProblemType.CONFLICT, 409, "not based on the latest revision")
    if there is not None:
        body = msgspec.json.encode(draft)
        values = (there["revision"] + 1, hashlib.sha256(body).hexdigest(), world.now(), world.now() + KEEP, body)
        change = (
            "UPDATE drafts SET revision = ?, digest = ?, kept_at = ?, expires_at = ?, body = ? WHERE draft_id = ?"
        )
        db.execute(change, (*values, draft.draft_id))


def resume_draft(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """All of it."""
    query = "SELECT * FROM drafts WHERE draft_id = ? AND person_number = ? AND expires_at > ?"
    row = db.execute(query, (call.parts["draftId"], _person(call), world.now())).fetchone()
    if row is None:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such draft of this person")
    return said(200, kept(db, row))


def drop_draft(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Gone."""
    del world
    db.execute("DELETE FROM drafts WHERE draft_id = ? AND person_number = ?", (call.parts["draftId"], _person(call)))
    return Reply(204)


def kept(db: sqlite3.Connection, row: sqlite3.Row) -> KeptDraft:
    """A row as it goes out, with who of the staff laid it down last."""
    query = (
        "SELECT json_extract(CAST(body AS TEXT), '$.accountId') AS staff FROM handovers"
        " WHERE json_extract(CAST(body AS TEXT), '$.draft.draftId') = ? ORDER BY made_at DESC LIMIT 1"
    )
    helped = db.execute(query, (row["draft_id"],)).fetchone()
    draft, until = msgspec.json.decode(row["body"], type=Draft), to_rfc3339(row["expires_at"])
    return KeptDraft(draft, row["revision"], until, helped["staff"] if helped else None)


def _all(world: World, db: sqlite3.Connection) -> Any:
    """Every draft, without a word of what is in it."""
    rows = db.execute("SELECT * FROM drafts WHERE expires_at > ? ORDER BY kept_at", (world.now(),)).fetchall()
    return {"drafts": [{"draftId": row["draft_id"], "revision": row["revision"]} for row in rows]}


def _person(call: Call) -> str:
    return str(call.session["person_number"]) if call.session is not None else ""


GROUP = Group(
    handlers={
        "listDrafts": list_drafts,
        "putDraft": put_draft,
        "resumeDraft": resume_draft,
        "dropDraft": drop_draft,
    },
    schema="""
CREATE TABLE IF NOT EXISTS drafts (
  draft_id TEXT PRIMARY KEY, person_number TEXT NOT NULL, revision INTEGER NOT NULL, digest TEXT NOT NULL,
  kept_at REAL NOT NULL, expires_at REAL NOT NULL, body BLOB NOT NULL
) STRICT;
""",
    unkept=frozenset({"listDrafts", "putDraft"}),
    looks={"drafts": _all},
)
