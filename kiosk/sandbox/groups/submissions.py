"""Operations on cases. Must never store the same case twice, and never half a one."""

from __future__ import annotations

import base64
import hashlib
import secrets
import sqlite3
from collections.abc import Iterable
from typing import Any

import msgspec

from kiosk.domain.submission import Submission, SubmissionState
from kiosk.domain.text import Text
from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.digest import manifest_digest
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import DeferredMaterial, SubmissionQuestion, Submissions
from kiosk.sandbox import cases, instant, second_looks
from kiosk.sandbox.call import Call, Reply, invalid, refuse, said
from kiosk.sandbox.case_checks import Offer, check, offered
from kiosk.sandbox.group import Entry, Group, Visit
from kiosk.sandbox.world import World

TEXT = "text/plain; charset=utf-8"
_PAGE = 50
_DAY = 86400.0
_DEFERRED = 15
_FOLLOWS = Text(
    "{}：可以容缺后补。请在期限前在自助机或窗口补交原件的扫描件，逾期未补的，本次申请按撤回处理。",
    "{}：可以容缺後補。請在期限前在自助機或窗口補交原件的掃描件，逾期未補的，本次申請按撤回處理。",
    "{}: may follow later. Bring a scan of the original before the date; otherwise the case counts as withdrawn.",
)


class _Freeze(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    what: str
    """A submission id or the number of a person's document."""
    frozen: bool = True


def put_submission(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """201 the first time, 200 with the same body ever after, 409 for other content; 202 while it is processed."""
    submission_id, digest = call.parts["submissionId"], manifest_digest(call.body)
    case = call.read(Submission)
    if call.header("X-Manifest-Digest") != digest:
        raise refuse(ProblemType.DIGEST_WRONG, 401, "the manifest digest is not that of the body")
    if case.submission_id != submission_id or call.header("Idempotency-Key") != submission_id:
        raise invalid(Wrong("/submissionId", "const"))
    cases.not_frozen(db, submission_id, case.applicant["number"])
    row = cases.find(db, submission_id)
    if row is not None:
        if row["digest"] != digest or row["terminal_id"] != call.terminal_id:
            raise refuse(ProblemType.CONFLICT, 409, "this id was used for another content")
        return _shown(world, db, call, 200)
    offer = offered(world, db, case)
    check(world, db, call, case, offer)
    later = world.trouble.process_later(call.request.url)
    _store(world, db, call, case, offer)
    if not later:
        _number(world, db, submission_id)
    return _shown(world, db, call, 202 if later else 201, finish=False)


def get_submission(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Only to the terminal that handed it in."""
    if cases.find(db, call.parts["submissionId"], call.terminal_id) is None:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such case")
    return _shown(world, db, call, 200)


def list_submissions(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Those of the session's person, from every terminal, the latest first."""
    question = call.read(SubmissionQuestion)
    number = call.session["person_number"] if call.session is not None else ""
    skip = _skip(question.cursor)
    rows = [
        row
        for row in db.execute(
            "SELECT * FROM submissions WHERE person_number = ? ORDER BY received_at DESC, submission_id DESC",
            (number,),
        ).fetchall()
        if not question.states or row["state"] in question.states
    ]
    shown = tuple(cases.answer(world, db, call, row) for row in rows[skip : skip + _PAGE])
    further = base64.urlsafe_b64encode(str(skip + _PAGE).encode()).decode().rstrip("=")
    return said(200, Submissions(shown, further if len(rows) > skip + _PAGE else None))


def _skip(cursor: str | None) -> int:
    try:
        return int(base64.urlsafe_b64decode((cursor or "MA") + "=="))
    except ValueError:
        raise invalid(Wrong("/cursor", "pattern")) from None


def content_digest(body: bytes) -> str:
    """Digest of what a case is about, so that the same matter under two ids is seen to be two."""
    about = case_about(msgspec.json.decode(body))
    return hashlib.sha256(msgspec.json.encode(about, order="deterministic")).hexdigest()


def case_about(raw: Any) -> Any:
    """Item, person, answers and papers: the same matter, whatever else came with it."""
    about = {name: raw[name] for name in ("serviceItemCode", "applicant", "form")}
    uploads = [one["sha256"] for one in raw.get("uploads", [])]
    parts = [one["serviceItemCode"] for one in raw.get("parts", [])]
    return {**about, "attachments": [one["digestSha256"] for one in raw["attachments"]], "more": [uploads, parts]}


def _shown(world: World, db: sqlite3.Connection, call: Call, status: int, *, finish: bool = True) -> Reply:
    """How it stands; whoever asks again finds it processed."""
    submission_id = call.parts["submissionId"]
    row = cases.find(db, submission_id)
    if row is not None and row["project_no"] is None and finish:
        _number(world, db, submission_id)
        row = cases.find(db, submission_id)
    if row is None:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such case")
    return said(status, cases.answer(world, db, call, row))


def _number(world: World, db: sqlite3.Connection, submission_id: str) -> None:
    values = (cases.number(world, db), world.now(), submission_id)
    db.execute("UPDATE submissions SET project_no = ?, updated_at = ? WHERE submission_id = ?", values)
    instant.settle(world, db, submission_id)


def _store(world: World, db: sqlite3.Connection, call: Call, case: Submission, offer: Offer) -> None:
    pending = case.evidence.identity != "verified"
    waits = second_looks.note(world, db, case, offer.items) or pending
    now, states = world.now(), [_begins(item.guide.immediate, waits) for item in offer.items]
    whole = SubmissionState.SUBMITTED if SubmissionState.SUBMITTED in states else SubmissionState.ACCEPTED
    db.execute(
        "INSERT INTO submissions VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?)",
        (
            case.submission_id,
            call.terminal_id,
            offer.code,
            whole.value,
            manifest_digest(call.body),
            content_digest(call.body),
            cases.business_day(case.captured_at),
            case.applicant["number"],
            now,
            now,
            pending,
            case.captured_offline,
            secrets.token_hex(12),
            msgspec.json.encode(_deferred(case, offer, now)),
            call.body,
        ),
    )
    for number, (part, state) in enumerate(zip(case.parts, states, strict=False)):
        values = (part.part_id, case.submission_id, number, part.service_item_code, state.value)
        db.execute("INSERT INTO case_parts VALUES (?, ?, ?, ?, ?, ?)", (*values, cases.number(world, db)))


def _begins(immediate: bool, pending: bool) -> SubmissionState:  # noqa: FBT001  two plain facts
    return SubmissionState.ACCEPTED if immediate and not pending else SubmissionState.SUBMITTED


def _deferred(case: Submission, offer: Offer, now: float) -> tuple[DeferredMaterial, ...]:
    """What may still follow: said at once, with the date and what happens otherwise (一次性告知)."""
    names = {one.code: one.name for one in offer.materials}
    codes = [one["materialCode"] for one in case.materials if one["provision"] == "DEFERRED"]
    days = {one.code: one.defer_days or _DEFERRED for one in offer.materials}
    return tuple(DeferredMaterial(code, _filled(names[code]), to_rfc3339(now + days[code] * _DAY)) for code in codes)


def _filled(name: Text) -> Text:
    hant, english = name.zh_hant or name.zh_hans, name.en or name.zh_hans
    return Text(
        _FOLLOWS.zh_hans.format(name.zh_hans),
        (_FOLLOWS.zh_hant or "").format(hant),
        (_FOLLOWS.en or "").format(english),
    )


def _lookup(world: World, db: sqlite3.Connection, visit: Visit) -> Reply:
    """What the receipt's QR leads to: how the case stands, no word of whose it is."""
    del world
    row = db.execute("SELECT * FROM submissions WHERE lookup = ?", (visit.rest,)).fetchone()
    if row is None:
        return Reply(404, "没有查到这件事".encode(), TEXT)
    head = f"办件编号 {row['project_no'] or '处理中'}\n收件时间 {to_rfc3339(row['received_at'])}\n"
    return Reply(200, f"{head}状态 {row['state']}\n".encode(), TEXT)


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


def _shown_evidence(evidence: dict[str, Any]) -> dict[str, Any]:
    """How the person was confirmed, and against what kind of liveness: nothing of the person."""
    shown = {name: evidence[name] for name in ("way", "identity")}
    face = evidence.get("face")
    if face:
        shown["face"] = {name: face[name] for name in ("decision", "liveness", "challenges", "attempts")}
    return shown


def _shown_organisation(ref: dict[str, Any] | None) -> dict[str, Any] | None:
    """Which, and by what right; not what it is called."""
    return {name: ref[name] for name in ("creditCode", "role")} if ref else None


def _case_row(row: sqlite3.Row, writes: int) -> dict[str, Any]:
    body = msgspec.json.decode(row["body"])
    evidence, agent = body["evidence"], body.get("agent")
    return {
        "submissionId": row["submission_id"],
        "terminalId": row["terminal_id"],
        "itemCode": row["item_code"],
        "state": row["state"],
        "projectNo": row["project_no"],
        "handledIn": body.get("handledIn"),
        "receivedAt": to_rfc3339(row["received_at"]),
        "digest": row["digest"],
        "contentDigest": row["content_digest"],
        "identityPending": bool(row["identity_pending"]),
        "capturedOffline": bool(row["captured_offline"]),
        "evidence": _shown_evidence(evidence),
        "agent": {name: agent[name] for name in ("relation", "authorizationType")} if agent else None,
        "organisation": _shown_organisation(body.get("organisation")),
        "writes": writes,
    }


def _freeze(world: World, db: sqlite3.Connection, body: bytes) -> Any:
    """Freeze a case or a person, or thaw it."""
    del world
    wanted = msgspec.json.decode(body, type=_Freeze)
    statement = "INSERT OR IGNORE INTO frozen VALUES (?)" if wanted.frozen else "DELETE FROM frozen WHERE what = ?"
    db.execute(statement, (wanted.what,))
    return {"frozen": wanted.frozen}


def _book(world: World, db: sqlite3.Connection, terminal_id: str, day: str) -> Iterable[Entry]:
    del world
    query = "SELECT * FROM submissions WHERE terminal_id = ? AND day = ?"
    for row in db.execute(query, (terminal_id, day)).fetchall():
        yield Entry(row["submission_id"], row["state"], row["digest"], row["project_no"])


GROUP = Group(
    handlers={
        "putSubmission": put_submission,
        "getSubmission": get_submission,
        "listSubmissions": list_submissions,
    },
    schema=cases.SCHEMA,
    unkept=frozenset({"putSubmission", "listSubmissions"}),
    about={"putSubmission": case_about},
    looks={"submissions": _all},
    deeds={"freeze": _freeze},
    books={"submissions": _book},
    pages={"/q/": _lookup},
)
