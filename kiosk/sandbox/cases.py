"""Cases as the platform keeps them, and what it says of them. Must never say more than the row says."""

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import Any

import msgspec

from kiosk.domain.submission import Submission
from kiosk.domain.submission import SubmissionState as State
from kiosk.domain.text import Text
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import CHINA, from_rfc3339, to_rfc3339
from kiosk.platform_api.wire import CaseResult, CorrectionRequest, DeferredMaterial, PartAnswer, SubmissionAnswer
from kiosk.sandbox.call import Call, refuse
from kiosk.sandbox.world import World

DECIDED = frozenset({State.APPROVED, State.REJECTED, State.COMPLETED, State.TERMINATED, State.WITHDRAWN})
TEXTS = {
    State.SUBMITTED.value: Text("已收件，等部门受理", "已收件，等部門受理", "Received, not yet accepted"),
    State.RETURNED.value: Text("预审退回", "預審退回", "Returned"),
    State.CORRECTION.value: Text("需要补正", "需要補正", "Something is to be added"),
    State.NOT_ACCEPTED.value: Text("不予受理", "不予受理", "Not accepted"),
    State.ACCEPTED.value: Text("已受理", "已受理", "Accepted"),
    State.IN_PROGRESS.value: Text("办理中", "辦理中", "In progress"),
    State.SUSPENDED.value: Text("暂停办理", "暫停辦理", "Suspended"),
    State.APPROVED.value: Text("已同意", "已同意", "Approved"),
    State.REJECTED.value: Text("未同意", "未同意", "Rejected"),
    State.COMPLETED.value: Text("已办结", "已辦結", "Completed"),
    State.WITHDRAWN.value: Text("已撤回", "已撤回", "Withdrawn"),
    State.TERMINATED.value: Text("已终止", "已終止", "Terminated"),
}
_OTHER = Text("办理中", "辦理中", "In progress")
_PROCESSING = Text("正在处理", "正在處理", "Being processed")
SCHEMA = """
CREATE TABLE IF NOT EXISTS submissions (
  submission_id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, item_code TEXT NOT NULL, state TEXT NOT NULL,
  project_no TEXT UNIQUE, digest TEXT NOT NULL, content_digest TEXT NOT NULL, day TEXT NOT NULL,
  person_number TEXT NOT NULL, received_at REAL NOT NULL, updated_at REAL NOT NULL, identity_pending INTEGER NOT NULL,
  captured_offline INTEGER NOT NULL, lookup TEXT NOT NULL UNIQUE, deferred BLOB NOT NULL, correction BLOB,
  result BLOB, body BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS submissions_by_day ON submissions (terminal_id, day);
CREATE INDEX IF NOT EXISTS submissions_by_person ON submissions (person_number, received_at);
CREATE TABLE IF NOT EXISTS case_parts (
  part_id TEXT PRIMARY KEY, submission_id TEXT NOT NULL, number INTEGER NOT NULL, item_code TEXT NOT NULL,
  state TEXT NOT NULL, project_no TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX IF NOT EXISTS parts_by_case ON case_parts (submission_id, number);
CREATE TABLE IF NOT EXISTS project_numbers (day TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS frozen (what TEXT PRIMARY KEY) STRICT;
"""


def find(db: sqlite3.Connection, submission_id: str, terminal_id: str | None = None) -> sqlite3.Row | None:
    """The case of that id; None also where another terminal handed it in, if one is named."""
    query = "SELECT * FROM submissions WHERE submission_id = ?"
    row: sqlite3.Row | None = db.execute(query, (submission_id,)).fetchone()
    return row if row is None or terminal_id in {None, row["terminal_id"]} else None


def number(world: World, db: sqlite3.Connection) -> str:
    """The next 办件编号 of today."""
    day = dt.datetime.fromtimestamp(world.now(), CHINA).strftime("%Y%m%d")
    upsert = "INSERT INTO project_numbers VALUES (?, 1) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last"
    return f"SL{day}{db.execute(upsert, (day,)).fetchone()[0]:06d}"


def business_day(moment: str) -> str:
    """The calendar day of China of an RFC 3339 time."""
    return dt.datetime.fromtimestamp(from_rfc3339(moment), CHINA).date().isoformat()


def move(world: World, db: sqlite3.Connection, submission_id: str, state: str, **more: Any) -> None:
    """A new state; `more` are columns, as objects that become JSON or None."""
    values = {name: None if value is None else msgspec.json.encode(value) for name, value in more.items()}
    columns = "".join(f", {name} = ?" for name in values)
    db.execute(
        f"UPDATE submissions SET state = ?, updated_at = ?{columns} WHERE submission_id = ?",  # noqa: S608  our names
        (state, world.now(), *values.values(), submission_id),
    )


def not_frozen(db: sqlite3.Connection, *what: str) -> None:
    """423 where the case or the person is frozen."""
    marks = ", ".join("?" for _ in what)
    if db.execute(f"SELECT 1 FROM frozen WHERE what IN ({marks})", what).fetchone():  # noqa: S608  question marks
        raise refuse(ProblemType.FROZEN, 423, "frozen until a person has looked")


def _asked(call: Call, row: sqlite3.Row) -> CorrectionRequest | None:
    """What is asked for; to the person themselves with what they had answered."""
    if row["correction"] is None or row["state"] != State.CORRECTION.value:
        return None
    asked = msgspec.json.decode(row["correction"], type=CorrectionRequest)
    if call.session is None:
        return asked
    form = msgspec.json.decode(row["body"], type=Submission).form
    return msgspec.structs.replace(asked, given={name: form[name] for name in asked.fields if name in form})


def _elsewhere(world: World, row: sqlite3.Row) -> Text | None:
    """The authority of another region that it was handed to (通办)."""
    form = msgspec.json.decode(row["body"], type=Submission).form
    item = world.seed.catalogue(frozenset()).item(row["item_code"])
    handler = item.handler(form) if item is not None else None
    return handler.department if handler is not None else None


def answer(world: World, db: sqlite3.Connection, call: Call, row: sqlite3.Row) -> SubmissionAnswer:
    """How the case stands."""
    base = world.public_url or call.request.url.split("/v1/")[0]
    parts = db.execute(
        "SELECT * FROM case_parts WHERE submission_id = ? ORDER BY number", (row["submission_id"],)
    ).fetchall()
    text = TEXTS.get(row["state"], _OTHER) if row["project_no"] else _PROCESSING
    return SubmissionAnswer(
        submission_id=row["submission_id"],
        service_item_code=row["item_code"],
        state=row["state"],
        text=text,
        department=_elsewhere(world, row),
        project_no=row["project_no"],
        received_at=to_rfc3339(row["received_at"]),
        lookup_url=f"{base.rstrip('/')}/q/{row['lookup']}",
        identity_pending=bool(row["identity_pending"]),
        updated_at=to_rfc3339(row["updated_at"]),
        correction=_asked(call, row),
        deferred_materials=msgspec.json.decode(row["deferred"], type=tuple[DeferredMaterial, ...]),
        result=msgspec.json.decode(row["result"], type=CaseResult) if row["result"] else None,
        parts=tuple(
            PartAnswer(
                one["part_id"],
                one["item_code"],
                one["state"],
                TEXTS.get(one["state"], _OTHER),
                one["project_no"],
            )
            for one in parts
        ),
    )
