"""What becomes of a case: corrections (补正), withdrawal, a department's steps. Must never undo a decision."""

from __future__ import annotations

import sqlite3
from typing import Any

import msgspec

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import Submission, SubmissionState
from kiosk.domain.text import Text
from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.digest import manifest_digest
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import CaseResult, CorrectionAnswer, CorrectionRequest, Withdrawal
from kiosk.sandbox import cases, second_looks
from kiosk.sandbox.call import Call, Reply, invalid, refuse, said
from kiosk.sandbox.case_checks import attachments_wrong, form_wrong, offered, uploads_there, uploads_wrong
from kiosk.sandbox.group import Group
from kiosk.sandbox.world import World

_DUE = 10 * 86400.0
_ASKED = Text(
    "请按下面的清单一次补齐，逾期未补的按撤回处理。",
    "請按下面的清單一次補齊，逾期未補的按撤回處理。",
    "Please add what is listed; otherwise the case counts as withdrawn.",
)


class _Step(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    submission_id: str
    state: str
    fields: tuple[str, ...] = ()
    """With CORRECTION: answers to give anew."""
    materials: tuple[str, ...] = ()
    """With CORRECTION: papers to bring."""


def answer_correction(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """What was asked for, all of it and nothing else; the case goes on."""
    wanted = call.read(CorrectionAnswer)
    if call.header("X-Manifest-Digest") != manifest_digest(call.body):
        raise refuse(ProblemType.DIGEST_WRONG, 401, "the manifest digest is not that of the body")
    names = {"submissionId": wanted.submission_id, "answerId": wanted.answer_id}
    mixed = [Wrong(f"/{name}", "const") for name, value in names.items() if call.parts[name] != value]
    if mixed:
        raise invalid(*mixed)
    row = cases.find(db, wanted.submission_id)
    if row is None:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such case")
    cases.not_frozen(db, wanted.submission_id, row["person_number"])
    asked = msgspec.json.decode(row["correction"], type=CorrectionRequest) if row["correction"] else None
    waiting = row["state"] == SubmissionState.CORRECTION.value
    if asked is None or not waiting or asked.correction_id != wanted.correction_id:
        raise refuse(ProblemType.STATE_CONFLICT, 409, "nothing is asked for any more")
    wrong = _wrong(world, db, row, asked, wanted)
    if wrong:
        raise invalid(*wrong)
    uploads_there(db, wanted.uploads)
    db.execute("INSERT INTO corrections VALUES (?, ?, ?)", (wanted.answer_id, wanted.submission_id, call.body))
    cases.move(world, db, wanted.submission_id, SubmissionState.SUBMITTED.value, correction=None)
    second_looks.look_again(db, wanted.submission_id)
    return _shown(world, db, call)


def _wrong(
    world: World, db: sqlite3.Connection, row: sqlite3.Row, asked: CorrectionRequest, wanted: CorrectionAnswer
) -> list[Wrong]:
    case = msgspec.json.decode(row["body"], type=Submission)
    offer = offered(world, db, case)
    wrong = [Wrong(f"/form/{name}", "required") for name in asked.fields if name not in wanted.form]
    wrong += [Wrong(f"/form/{name}", "additionalProperties") for name in wanted.form if name not in asked.fields]
    wrong += form_wrong(world, {**case.form, **wanted.form}, offer.form)
    wrong += attachments_wrong(wanted.attachments, asked.materials)
    wrong += uploads_wrong(db, wanted.uploads, wanted.submission_id)
    there = {one.material_code for one in wanted.attachments} | {one.material_code for one in wanted.uploads}
    return wrong + [Wrong("/attachments", f"contains {code}") for code in asked.materials if code not in there]


def withdraw_submission(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """By the person themselves or who acted for them, until it is decided."""
    call.read(Withdrawal)
    submission_id = call.parts["submissionId"]
    row = cases.find(db, submission_id)
    number = call.session["person_number"] if call.session is not None else ""
    if row is None or number not in {row["person_number"], _acting(row)}:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such case of this person")
    cases.not_frozen(db, submission_id, row["person_number"])
    if row["state"] in cases.DECIDED:
        raise refuse(ProblemType.STATE_CONFLICT, 409, "the case is decided")
    cases.move(world, db, submission_id, SubmissionState.WITHDRAWN.value)
    return _shown(world, db, call)


def _acting(row: sqlite3.Row) -> str | None:
    agent = msgspec.json.decode(row["body"], type=Submission).agent
    return agent.person.number if agent is not None else None


def _shown(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    row = cases.find(db, call.parts["submissionId"])
    if row is None:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such case")
    return said(201 if call.request.method == "PUT" else 200, cases.answer(world, db, call, row))


def _step(world: World, db: sqlite3.Connection, body: bytes) -> Any:
    """The department has gone on with it."""
    step = msgspec.json.decode(body, type=_Step)
    if cases.find(db, step.submission_id) is None:
        raise ValueError("no such case")
    more: dict[str, Any] = {}
    if step.state == SubmissionState.CORRECTION.value:
        due = to_rfc3339(world.now() + _DUE)
        more["correction"] = CorrectionRequest(uuid7(world.now()), _ASKED, due, step.fields, step.materials)
    if step.state in {
        SubmissionState.APPROVED.value,
        SubmissionState.COMPLETED.value,
        SubmissionState.REJECTED.value,
    }:
        decision = (
            SubmissionState.REJECTED if step.state == SubmissionState.REJECTED.value else SubmissionState.APPROVED
        )
        more["result"] = CaseResult(decision.value, cases.TEXTS[decision.value], to_rfc3339(world.now()))
    cases.move(world, db, step.submission_id, step.state, **more)
    return {"submissionId": step.submission_id, "state": step.state}


def _answers(world: World, db: sqlite3.Connection) -> Any:
    """Every answer to a correction: which questions and papers, no word of what was answered."""
    del world
    bodies = (row["body"] for row in db.execute("SELECT body FROM corrections ORDER BY rowid").fetchall())
    return {"corrections": [_answer(msgspec.json.decode(body, type=CorrectionAnswer)) for body in bodies]}


def _answer(answer: CorrectionAnswer) -> dict[str, Any]:
    papers = [one.material_code for one in answer.attachments] + [one.material_code for one in answer.uploads]
    return {"submissionId": answer.submission_id, "fields": sorted(answer.form), "materials": papers}


GROUP = Group(
    handlers={"answerCorrection": answer_correction, "withdrawSubmission": withdraw_submission},
    schema="""
CREATE TABLE IF NOT EXISTS corrections (
  answer_id TEXT PRIMARY KEY, submission_id TEXT NOT NULL, body BLOB NOT NULL
) STRICT;
""",
    looks={"corrections": _answers},
    deeds={"case": _step},
)
