"""The station's staff: accounts, hand-overs, second looks. Must never let anybody review their own case."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import secrets
import sqlite3
from collections.abc import Mapping

import msgspec

from kiosk.domain.person import mask_name
from kiosk.domain.submission import Submission, SubmissionState
from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import CHINA, to_rfc3339
from kiosk.platform_api.wire import (
    HandedOver,
    Handover,
    HandoverCode,
    HandoverRedemption,
    KeptDraft,
    Review,
    ReviewDecision,
    ReviewQuestion,
    Reviews,
    Staff,
)
from kiosk.sandbox import cases, instant, made, second_looks
from kiosk.sandbox.call import Call, Reply, invalid, refuse, said
from kiosk.sandbox.gate import token_digest
from kiosk.sandbox.group import Group
from kiosk.sandbox.groups import drafts
from kiosk.sandbox.world import World

HANDOVER_LIFE = 24 * 3600.0
_VALID = dt.timedelta(days=30)
_CODE = 10**8
_PAGE = 20
_PREFIX = "review-"


def get_staff(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Accounts and roles, signed; anew every day, so that one kept without a line runs out."""
    del db
    station = world.seed.station
    midnight = dt.datetime.combine(dt.datetime.fromtimestamp(world.now(), CHINA), dt.time(), CHINA)
    times = (to_rfc3339(midnight.timestamp()), to_rfc3339((midnight + _VALID).timestamp()))
    body = msgspec.json.encode(Staff(station.station_id, station.version, *times, station.accounts))
    headers = {"ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"'}
    if call.header("If-None-Match") == headers["ETag"]:
        return Reply(304, headers=headers, signed=True)
    return Reply(200, body, headers=headers, signed=True)


def make_handover(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Lay a matter down; what it is about must be there."""
    wanted = call.read(Handover)
    if made.one(db, "SELECT 1 FROM handovers WHERE id = ?", wanted.handover_id):
        raise refuse(ProblemType.CONFLICT, 409, "this id was used for another hand-over")
    known = {*(one.code for one in world.seed.items), *(one.code for one in world.seed.packages)}
    places = {
        "/itemCode": wanted.item_code in known,
        "/draftId": wanted.draft_id is None or _draft(db, wanted.draft_id) is not None,
        "/submissionId": wanted.submission_id is None or cases.find(db, wanted.submission_id) is not None,
        "/accountId": wanted.account_id is None or wanted.account_id in _roles(world),
    }
    wrong = [Wrong(place, "enum") for place, right in places.items() if not right]
    if wrong:
        raise invalid(*wrong)
    second_looks.require(world, wanted)
    if wanted.draft is not None:
        drafts.go_on(world, db, wanted.draft)
    code, now = f"{secrets.randbelow(_CODE):08}", world.now()
    values = (wanted.handover_id, call.terminal_id, token_digest(code), now, now + HANDOVER_LIFE, call.body)
    db.execute("INSERT INTO handovers VALUES (?, ?, ?, ?, ?, NULL, ?)", values)
    return said(201, HandoverCode(wanted.handover_id, code, to_rfc3339(now + HANDOVER_LIFE)))


def redeem_handover(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Once, in time; 410 otherwise, without saying which."""
    wanted = call.read(HandoverRedemption)
    if wanted.account_id is not None and wanted.account_id not in _roles(world):
        raise refuse(ProblemType.NOT_ALLOWED, 403, "nobody here has that account")
    row = made.one(db, "SELECT * FROM handovers WHERE code_digest = ?", token_digest(wanted.code))
    if row is None or row["taken_at"] is not None or row["expires_at"] <= world.now():
        raise refuse(ProblemType.TOKEN_DEAD, 410, "the code is not valid, or no longer")
    db.execute("UPDATE handovers SET taken_at = ? WHERE id = ?", (world.now(), row["id"]))
    laid = msgspec.json.decode(row["body"], type=Handover)
    draft, owned = _laid_draft(world, db, laid)
    handed = HandedOver(row["id"], laid.item_code, laid.reason, to_rfc3339(row["made_at"]), laid.submission_id)
    shown = draft if wanted.account_id is not None or owned is None else None
    return said(200, msgspec.structs.replace(handed, draft=shown, draft_id=owned))


def _laid_draft(world: World, db: sqlite3.Connection, laid: Handover) -> tuple[KeptDraft | None, str | None]:
    """What was filled in, and its id where it is a person's."""
    draft_id = laid.draft_id or (laid.draft.draft_id if laid.draft else None)
    kept = _draft(db, draft_id) if draft_id else None
    if kept is not None:
        return kept, draft_id
    until = to_rfc3339(world.now() + HANDOVER_LIFE)
    return (KeptDraft(laid.draft, 1, until, laid.account_id) if laid.draft else None), None


def list_reviews(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Cases whose identity is pending, or whose answers staff filled in and nobody else saw, the oldest first."""
    wanted = call.read(ReviewQuestion)
    _reviewer(world, wanted.account_id)
    at, last = _cursor(wanted.cursor)
    query = (
        "SELECT * FROM submissions LEFT JOIN second_looks USING (submission_id)"
        " WHERE (identity_pending OR (second_looks.submission_id IS NOT NULL AND passed_by IS NULL))"
        " AND state = ? AND (received_at, submission_id) > (?, ?) ORDER BY received_at, submission_id LIMIT ?"
    )
    rows = db.execute(query, (SubmissionState.SUBMITTED.value, at, last, _PAGE + 1)).fetchall()
    page, takers = rows[:_PAGE], _takers(db)
    following = None
    if len(rows) > _PAGE:
        mark = f"{page[-1]['received_at']!r} {page[-1]['submission_id']}"
        following = base64.urlsafe_b64encode(mark.encode()).decode("ascii").rstrip("=")
    return said(200, Reviews(tuple(_review(row, takers) for row in page), following))


def decide_review(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """It is the person and may go, or not; by somebody else than who took the case."""
    wanted, review_id = call.read(ReviewDecision), call.parts["reviewId"]
    _reviewer(world, wanted.account_id)
    made.moment(wanted.decided_at, "/decidedAt")
    row = cases.find(db, review_id.removeprefix(_PREFIX)) if review_id.startswith(_PREFIX) else None
    if row is None:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such review")
    if _takers(db).get(row["submission_id"]) == wanted.account_id:
        raise refuse(ProblemType.NOT_ALLOWED, 403, "not by the one who took the case")
    unseen = second_looks.waits(db, row["submission_id"])
    if not (row["identity_pending"] or unseen) or row["state"] != SubmissionState.SUBMITTED.value:
        raise refuse(ProblemType.STATE_CONFLICT, 409, "it is decided")
    if wanted.decision == "confirmed":
        _confirm(world, db, row, wanted.account_id)
    elif row["identity_pending"]:
        cases.move(world, db, row["submission_id"], SubmissionState.NOT_ACCEPTED.value)
    else:
        asked = second_looks.sent_back(world, msgspec.json.decode(row["body"], type=Submission), wanted.reason)
        cases.move(world, db, row["submission_id"], SubmissionState.CORRECTION.value, correction=asked)
    now = cases.find(db, row["submission_id"]) or row
    return said(200, cases.answer(world, db, call, now))


def _confirm(world: World, db: sqlite3.Connection, row: sqlite3.Row, account_id: str) -> None:
    """One of what waits: first that it is the person, then that it may go."""
    if row["identity_pending"]:
        db.execute("UPDATE submissions SET identity_pending = 0 WHERE submission_id = ?", (row["submission_id"],))
    else:
        second_looks.let_go(db, row["submission_id"], account_id)
    if second_looks.waits(db, row["submission_id"]):
        return
    item = next((one for one in world.seed.items if one.code == row["item_code"]), None)
    at_once = item is not None and item.guide.immediate
    state = SubmissionState.ACCEPTED if at_once else SubmissionState.SUBMITTED
    cases.move(world, db, row["submission_id"], state.value)
    instant.settle(world, db, row["submission_id"])


def _reviewer(world: World, account_id: str) -> None:
    if second_looks.REVIEWER not in _roles(world).get(account_id, ()):
        raise refuse(ProblemType.NOT_ALLOWED, 403, "this account does not look a second time")


def _roles(world: World) -> dict[str, tuple[str, ...]]:
    return {one.account_id: one.roles for one in world.seed.station.accounts}


def _draft(db: sqlite3.Connection, draft_id: str) -> KeptDraft | None:
    row = made.one(db, "SELECT * FROM drafts WHERE draft_id = ?", draft_id)
    return None if row is None else drafts.kept(db, row)


def _review(row: sqlite3.Row, takers: Mapping[str, str]) -> Review:
    case = msgspec.json.decode(row["body"], type=Submission)
    name = mask_name(str(case.applicant.get("name") or ""))
    way = case.evidence.way.value
    about = (row["submission_id"], row["item_code"], name, way, case.captured_at)
    waits_for = "identity" if row["identity_pending"] else "second-look"
    return Review(_PREFIX + row["submission_id"], *about, takers.get(row["submission_id"]), waits_for)


def _takers(db: sqlite3.Connection) -> dict[str, str]:
    """By case, who of the staff took it: who witnessed its session, else who laid it down for others."""
    laid = (msgspec.json.decode(row["body"], type=Handover) for row in db.execute("SELECT body FROM handovers"))
    taken = {_about(one): one.account_id for one in laid if _about(one) and one.account_id}
    query = (
        "SELECT submission_id, witness FROM submissions JOIN sessions"
        " ON session_id = json_extract(CAST(body AS TEXT), '$.evidence.sessionId') WHERE witness IS NOT NULL"
    )
    return {**taken, **{row["submission_id"]: row["witness"] for row in db.execute(query)}}


def _about(laid: Handover) -> str:
    """The case: a draft is handed in under its own id at last."""
    return laid.submission_id or laid.draft_id or (laid.draft.draft_id if laid.draft else "")


def _cursor(text: str | None) -> tuple[float, str]:
    """Where the next page begins; 422 for one that was not made here."""
    if text is None:
        return 0.0, ""
    try:
        at, last = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii").split(" ")
        return float(at), last
    except ValueError:
        raise invalid(Wrong("/cursor", "format")) from None


GROUP = Group(
    handlers={
        "getStaff": get_staff,
        "makeHandover": make_handover,
        "redeemHandover": redeem_handover,
        "listReviews": list_reviews,
        "decideReview": decide_review,
    },
    schema="""
CREATE TABLE IF NOT EXISTS handovers (
  id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, code_digest TEXT NOT NULL UNIQUE, made_at REAL NOT NULL,
  expires_at REAL NOT NULL, taken_at REAL, body BLOB NOT NULL
) STRICT;
"""
    + second_looks.SCHEMA,
    unkept=frozenset({"listReviews"}),
)
