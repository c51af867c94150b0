"""Papers that a person handed in before. Must never show or copy one that is not of the session's own person."""

from __future__ import annotations

import sqlite3

from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import EarlierQuestion, EarlierUpload, EarlierUploads, PhoneFile, UploadReuse
from kiosk.sandbox.call import Call, Reply, refuse, said
from kiosk.sandbox.group import Group
from kiosk.sandbox.groups import uploads
from kiosk.sandbox.world import World

_MOST = 50
_MINE = (
    "SELECT uploads.*, submissions.item_code, submissions.received_at FROM uploads JOIN submissions"
    " USING (submission_id) WHERE uploads.named AND uploads.arrived = uploads.size AND submissions.person_number = ?"
)
"""An upload belongs to the case it was begun for; one of a draft is not handed in yet."""


def list_earlier(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Of one kind, the latest first."""
    del world
    wanted = call.read(EarlierQuestion).material_code
    query = f"{_MINE} AND uploads.material_code = ? ORDER BY received_at DESC, upload_id DESC LIMIT {_MOST}"
    return said(200, EarlierUploads(tuple(_row(one) for one in db.execute(query, (_person(call), wanted)))))


def reuse_upload(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """A copy under the id that the terminal made, for the new case alone."""
    wanted = call.read(UploadReuse)
    query = f"{_MINE} AND uploads.upload_id = ?"
    old = db.execute(query, (_person(call), call.parts["uploadId"])).fetchone()
    if old is None:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such paper of this person")
    if uploads.find(db, wanted.copy_id) is not None:
        raise refuse(ProblemType.CONFLICT, 409, "this id was used for another upload")
    figures = (old["media_type"], old["sha256"], old["size"])
    copy = uploads.Whole(wanted.copy_id, wanted.submission_id, wanted.material_code, *figures)
    uploads.begin(world, db, call.terminal_id, copy)
    uploads.add(db, copy.upload_id, 0, uploads.content(db, old["upload_id"]))
    return said(201, PhoneFile(copy.upload_id, copy.media_type, copy.sha256, copy.size))


def _row(row: sqlite3.Row) -> EarlierUpload:
    at = to_rfc3339(row["received_at"])
    return EarlierUpload(row["upload_id"], row["item_code"], row["media_type"], row["size"], at)


def _person(call: Call) -> str:
    return str(call.session["person_number"]) if call.session is not None else ""


GROUP = Group(handlers={"listEarlierUploads": list_earlier, "reuseUpload": reuse_upload})
