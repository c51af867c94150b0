"""Operations on cases. Must never store the same case twice, and never half a one."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import secrets
import sqlite3
from typing import Any

import msgspec
from jsonschema import Draft202012Validator, FormatChecker

from kiosk.domain.catalogue import Assurance, Provision, ServiceItem
from kiosk.domain.submission import Evidence, Submission, SubmissionState, Way
from kiosk.domain.text import Text
from kiosk.platform_api.contract import Wrong, wrongs_of
from kiosk.platform_api.digest import manifest_digest
from kiosk.platform_api.problems import ProblemType, problem
from kiosk.platform_api.times import CHINA, to_rfc3339
from kiosk.platform_api.wire import SubmissionAnswer
from kiosk.sandbox.agents import agent_wrong
from kiosk.sandbox.call import Call, Refuse, Reply, invalid, refuse, said
from kiosk.sandbox.group import Group, Visit
from kiosk.sandbox.world import World

TEXT = "text/plain; charset=utf-8"


class _Case(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    submission_id: str
    state: str


_TEXTS = {
    SubmissionState.SUBMITTED.value: Text("已收件，等部门受理", "已收件，等部門受理", "Received, not yet accepted"),
    SubmissionState.ACCEPTED.value: Text("已受理", "已受理", "Accepted"),
}
_GRACE = dt.timedelta(days=30)
_OTHER = Text("办理中", "辦理中", "In progress")


def put_submission(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """201 the first time, 200 with the same body ever after, 409 for other content."""
    submission_id, digest = call.parts["submissionId"], manifest_digest(call.body)
    case = call.read(Submission)
    if call.header("X-Manifest-Digest") != digest:
        raise refuse(ProblemType.DIGEST_WRONG, 401, "the manifest digest is not that of the body")
    if case.submission_id != submission_id or call.header("Idempotency-Key") != submission_id:
        raise invalid(Wrong("/submissionId", "const"))
    row = db.execute("SELECT * FROM submissions WHERE submission_id = ?", (submission_id,)).fetchone()
    if row is not None:
        if row["digest"] != digest or row["terminal_id"] != call.terminal_id:
            raise refuse(ProblemType.CONFLICT, 409, "this id was used for another content")
        return said(200, _answer(world, call, row))
    _stored(world, db, call, case)
    row = db.execute("SELECT * FROM submissions WHERE submission_id = ?", (submission_id,)).fetchone()
    return said(201, _answer(world, call, row))


def get_submission(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Only to the terminal that handed it in."""
    row = db.execute(
        "SELECT * FROM submissions WHERE submission_id = ? AND terminal_id = ?",
        (call.parts["submissionId"], call.terminal_id),
    ).fetchone()
    if row is None:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such case")
    return said(200, _answer(world, call, row))


def content_digest(body: bytes) -> str:
    """Digest of what a case is about, so that the same matter under two ids is seen to be two."""
    about = case_about(msgspec.json.decode(body))
    return hashlib.sha256(msgspec.json.encode(about, order="deterministic")).hexdigest()


def case_about(raw: Any) -> Any:
    """Item, person, answers and papers: the same matter, whatever else came with it."""
    about = {name: raw[name] for name in ("serviceItemCode", "applicant", "form")}
    return {**about, "attachments": [one["digestSha256"] for one in raw["attachments"]]}


def _stored(world: World, db: sqlite3.Connection, call: Call, case: Submission) -> None:
    item = _offered(world, db, case)
    wrong = (
        *_person_wrong(case, item),
        *agent_wrong(case),
        *_form_wrong(world, case, item),
        *_papers_wrong(case, item),
    )
    if wrong:
        raise invalid(*wrong)
    _identified(db, call, case, item)
    pending = case.evidence.identity != "verified"
    state = SubmissionState.ACCEPTED if item.guide.immediate and not pending else SubmissionState.SUBMITTED
    now = world.now()
    day = dt.datetime.fromtimestamp(now, CHINA).strftime("%Y%m%d")
    today = db.execute("SELECT count(*) FROM submissions WHERE project_no LIKE ?", (f"SL{day}%",)).fetchone()[0]
    db.execute(
        "INSERT INTO submissions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            case.submission_id,
            call.terminal_id,
            item.code,
            state.value,
            f"SL{day}{today + 1:06d}",
            manifest_digest(call.body),
            content_digest(call.body),
            now,
            pending,
            case.captured_offline,
            secrets.token_hex(12),
            call.body,
        ),
    )


def _offered(world: World, db: sqlite3.Connection, case: Submission) -> ServiceItem:
    item = next((one for one in world.seed.items if one.code == case.service_item_code), None)
    if item is None:
        raise invalid(Wrong("/serviceItemCode", "enum"))
    gone = db.execute("SELECT 1 FROM withdrawn WHERE item_code = ?", (item.code,)).fetchone()
    if gone or (case.item_version, case.form_version) != (item.version, item.form_version):
        raise refuse(ProblemType.WITHDRAWN, 410, "this item or version is no longer offered")
    return item


def _person_wrong(case: Submission, item: ServiceItem) -> list[Wrong]:
    wrong = [] if case.applicant["kind"] in item.documents else [Wrong("/applicant/kind", "enum")]
    if case.captured_offline and not item.offline.allowed:
        wrong.append(Wrong("/capturedOffline", "const"))
    if item.signature and not case.signature_png:
        wrong.append(Wrong("/signaturePng", "required"))
    return wrong


def _form_wrong(world: World, case: Submission, item: ServiceItem) -> list[Wrong]:
    """The answers against the item's schema; files are counted among the papers, not here."""
    fields: dict[str, Any] = item.form["properties"]
    files = {name for name, one in fields.items() if one["x-kind"] == "file"}
    schema = {
        **item.form,
        "required": [name for name in item.form["required"] if name not in files],
        "additionalProperties": False,
    }
    checker = Draft202012Validator(schema, format_checker=FormatChecker())
    wrong = [Wrong("/form" + one.pointer, one.rule) for one in wrongs_of(checker, case.form)]
    today = dt.datetime.fromtimestamp(world.now(), CHINA).date()
    for name, described in fields.items():
        value = case.form.get(name)
        if described["x-kind"] == "date" and isinstance(value, str) and value:
            rule = _date_wrong(value, described.get("x-dates", "any"), today)
            wrong += [Wrong(f"/form/{name}", rule)] if rule else []
    return wrong


def _date_wrong(value: str, dates: str, today: dt.date) -> str | None:
    """The rule a date breaks. A month of grace backwards: a case that waited at the terminal arrives late."""
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        return "format"
    if dates == "past" and day > today:
        return "past"
    return "future" if dates == "future" and day < today - _GRACE else None


def _papers_wrong(case: Submission, item: ServiceItem) -> list[Wrong]:
    wrong = []
    known = {material.code for material in item.materials}
    there = {attachment.material_code for attachment in case.attachments}
    for number, attachment in enumerate(case.attachments):
        at = f"/attachments/{number}"
        if attachment.material_code not in known:
            wrong.append(Wrong(f"{at}/materialCode", "enum"))
        try:
            content = base64.b64decode(attachment.content, validate=True)
        except binascii.Error:
            wrong.append(Wrong(f"{at}/content", "contentEncoding"))
            continue
        if hashlib.sha256(content).hexdigest() != attachment.digest_sha256:
            wrong.append(Wrong(f"{at}/digestSha256", "const"))
    needed = {one.code for one in item.materials if one.required and one.provision is Provision.SCAN}
    wrong += [Wrong("/attachments", f"contains {code}") for code in sorted(needed - there)]
    for number, material in enumerate(case.materials):
        if material["materialCode"] not in known:
            wrong.append(Wrong(f"/materials/{number}/materialCode", "enum"))
    return wrong


def _identified(db: sqlite3.Connection, call: Call, case: Submission, item: ServiceItem) -> None:
    """Sure enough of the person: a session, or an offline capture with evidence; 403 otherwise."""
    if item.assurance is not Assurance.VERIFIED or _session_proves(db, call, case):
        return
    if case.captured_offline and _offline_proves(case.evidence):
        return
    base = problem(ProblemType.STEP_UP_REQUIRED, 403, "the identity is not confirmed")
    raise Refuse(msgspec.structs.replace(base, required_assurance=item.assurance.value))


def _session_proves(db: sqlite3.Connection, call: Call, case: Submission) -> bool:
    row = db.execute(
        "SELECT person_number FROM sessions WHERE session_id = ? AND terminal_id = ?",
        (case.evidence.session_id, call.terminal_id),
    ).fetchone()
    standing = case.agent.person.number if case.agent is not None else case.applicant["number"]
    return row is not None and row["person_number"] == standing


def _offline_proves(evidence: Evidence) -> bool:
    if evidence.way is Way.SIGNATURE:
        return evidence.identity == "pending"
    return evidence.way is Way.FACE and evidence.face is not None and evidence.face.decision == "accept"


def _answer(world: World, call: Call, row: sqlite3.Row) -> SubmissionAnswer:
    base = world.public_url or call.request.url.split("/v1/")[0]
    return SubmissionAnswer(
        submission_id=row["submission_id"],
        service_item_code=row["item_code"],
        state=row["state"],
        text=_TEXTS.get(row["state"], _OTHER),
        project_no=row["project_no"],
        received_at=to_rfc3339(row["received_at"]),
        lookup_url=f"{base.rstrip('/')}/q/{row['lookup']}",
        identity_pending=bool(row["identity_pending"]),
    )


def _lookup(world: World, db: sqlite3.Connection, visit: Visit) -> Reply:
    """What the receipt's QR leads to: how the case stands, no word of whose it is."""
    del world
    row = db.execute("SELECT * FROM submissions WHERE lookup = ?", (visit.rest,)).fetchone()
    if row is None:
        return Reply(404, "没有查到这件事".encode(), TEXT)
    text = f"办件编号 {row['project_no']}\n收件时间 {to_rfc3339(row['received_at'])}\n状态 {row['state']}\n"
    return Reply(200, text.encode(), TEXT)


def _all(world: World, db: sqlite3.Connection) -> Any:
    """Every case, without a word of any person."""
    del world
    rows = db.execute("SELECT * FROM submissions ORDER BY received_at, project_no").fetchall()
    contents = {row["content_digest"] for row in rows}
    puts = db.execute("SELECT path, count(*) AS n FROM writes WHERE method = 'PUT' GROUP BY path").fetchall()
    writes = {row["path"].rsplit("/", 1)[1]: row["n"] for row in puts}
    return {
        "count": len(rows),
        "distinctContents": len(contents),
        "equalContents": len(rows) - len(contents),
        "submissions": [_case_row(row, writes.get(row["submission_id"], 0)) for row in rows],
    }


def _move(world: World, db: sqlite3.Connection, body: bytes) -> Any:
    """The department has gone on with it."""
    del world
    case = msgspec.json.decode(body, type=_Case)
    values = (case.state, case.submission_id)
    if not db.execute("UPDATE submissions SET state = ? WHERE submission_id = ?", values).rowcount:
        raise ValueError("no such case")
    return {"submissionId": case.submission_id, "state": case.state}


def _shown_evidence(evidence: dict[str, Any]) -> dict[str, Any]:
    """How the person was confirmed, and against what kind of liveness: nothing of the person."""
    shown = {name: evidence[name] for name in ("way", "identity")}
    face = evidence.get("face")
    if face:
        shown["face"] = {name: face[name] for name in ("decision", "liveness", "challenges", "attempts")}
    return shown


def _case_row(row: sqlite3.Row, writes: int) -> dict[str, Any]:
    body = msgspec.json.decode(row["body"])
    evidence, agent = body["evidence"], body.get("agent")
    return {
        "submissionId": row["submission_id"],
        "terminalId": row["terminal_id"],
        "itemCode": row["item_code"],
        "state": row["state"],
        "projectNo": row["project_no"],
        "receivedAt": to_rfc3339(row["received_at"]),
        "digest": row["digest"],
        "contentDigest": row["content_digest"],
        "identityPending": bool(row["identity_pending"]),
        "capturedOffline": bool(row["captured_offline"]),
        "evidence": _shown_evidence(evidence),
        "agent": {name: agent[name] for name in ("relation", "authorizationType")} if agent else None,
        "writes": writes,
    }


GROUP = Group(
    handlers={"putSubmission": put_submission, "getSubmission": get_submission},
    schema="""
CREATE TABLE IF NOT EXISTS submissions (
  submission_id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, item_code TEXT NOT NULL, state TEXT NOT NULL,
  project_no TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, content_digest TEXT NOT NULL, received_at REAL NOT NULL,
  identity_pending INTEGER NOT NULL, captured_offline INTEGER NOT NULL, lookup TEXT NOT NULL UNIQUE,
  body BLOB NOT NULL
) STRICT;
""",
    unkept=frozenset({"putSubmission"}),
    about={"putSubmission": case_about},
    looks={"submissions": _all},
    deeds={"case": _move},
    pages={"/q/": _lookup},
)
