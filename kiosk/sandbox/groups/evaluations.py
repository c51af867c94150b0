"""Ratings (好差评). Must never assume one, nor take two of the same round for one case."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

import msgspec

from kiosk.domain.catalogue import RatingLevel
from kiosk.domain.text import Text
from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import Evaluation, EvaluationState
from kiosk.sandbox import made
from kiosk.sandbox.call import Call, Reply, invalid, refuse, said
from kiosk.sandbox.group import Entry, Group
from kiosk.sandbox.world import World

_OPEN = 10 * 86400.0
"""Seconds in which a second rating (追评) is taken; a rule of this province, no national one is known."""
_BAD = {RatingLevel.DISSATISFIED.value, RatingLevel.VERY_DISSATISFIED.value}
_TEXTS = {
    "recorded": Text("已记录，谢谢", "已記錄，謝謝", "Recorded, thank you"),
    "rectifying": Text("已转部门整改", "已轉部門整改", "The department is putting it right"),
    "rectified": Text("已整改", "已整改", "Put right"),
}


class _Rectified(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    evaluation_id: str
    answer: str


def put_evaluation(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Recorded, also where the case itself has not arrived yet: the two may come in any order."""
    wanted = call.read(Evaluation)
    made.identified(call, wanted.evaluation_id, "/evaluationId")
    row = made.again(db, "ratings", call, wanted.evaluation_id)
    if row is not None:
        return said(200, _state(row))
    at = made.moment(wanted.at, "/at")
    known = {tag.code for tag in world.seed.rating_tags if tag.level == wanted.level}
    wrong = [Wrong(f"/tags/{place}", "enum") for place, tag in enumerate(wanted.tags) if tag not in known]
    if wrong:
        raise invalid(*wrong)
    about = wanted.submission_id or wanted.visit_id or ""
    _in_turn(db, about, wanted.round, at)
    state = "rectifying" if wanted.level in _BAD else "recorded"
    values = (wanted.evaluation_id, call.terminal_id, made.sha256(call.body), about, wanted.round, at)
    kept = (*values, made.day_of(at), world.now(), state, call.body)
    db.execute("INSERT INTO ratings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)", kept)
    return said(201, _state(made.of_terminal(db, "ratings", call, wanted.evaluation_id)))


def get_evaluation(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """To the terminal it was given at."""
    del world
    return said(200, _state(made.of_terminal(db, "ratings", call, call.parts["evaluationId"])))


def _in_turn(db: sqlite3.Connection, about: str, turn: str, at: float) -> None:
    """One FIRST, then one SECOND while it is open; by the time it was given, not by when it arrived."""
    given = {row["round"]: row["at"] for row in db.execute("SELECT round, at FROM ratings WHERE about = ?", (about,))}
    if turn in given:
        raise refuse(ProblemType.STATE_CONFLICT, 409, "this was rated already")
    if turn == "SECOND" and ("FIRST" not in given or at > given["FIRST"] + _OPEN):
        raise refuse(ProblemType.STATE_CONFLICT, 409, "a second rating is not open")


def _state(row: sqlite3.Row) -> EvaluationState:
    until = to_rfc3339(row["at"] + _OPEN) if row["round"] == "FIRST" else None
    answer = None if row["answer"] is None else Text(row["answer"])
    recorded = to_rfc3339(row["recorded_at"])
    return EvaluationState(row["id"], recorded, row["state"], _TEXTS[row["state"]], until, answer)


def _rectify(world: World, db: sqlite3.Connection, body: bytes) -> Any:
    """The department says what it put right."""
    del world
    wanted = msgspec.json.decode(body, type=_Rectified)
    update = "UPDATE ratings SET state = 'rectified', answer = ? WHERE id = ? AND state <> 'recorded'"
    if not db.execute(update, (wanted.answer, wanted.evaluation_id)).rowcount:
        raise ValueError("no such rating that is being put right")
    return {"evaluationId": wanted.evaluation_id}


def _all(world: World, db: sqlite3.Connection) -> Any:
    """Every rating: level and words, and of which case."""
    del world
    rows = db.execute("SELECT * FROM ratings ORDER BY rowid").fetchall()
    bodies = [msgspec.json.decode(row["body"], type=Evaluation) for row in rows]
    return {
        "count": len(rows),
        "ratings": [
            {"evaluationId": one.evaluation_id, "level": one.level, "tags": one.tags, "round": one.round}
            for one in bodies
        ],
    }


def _book(world: World, db: sqlite3.Connection, terminal_id: str, day: str) -> Iterable[Entry]:
    del world
    rows = db.execute("SELECT id, sha256 FROM ratings WHERE terminal_id = ? AND day = ?", (terminal_id, day))
    for row in rows.fetchall():
        yield Entry(row["id"], "recorded", row["sha256"])


GROUP = Group(
    handlers={"putEvaluation": put_evaluation, "getEvaluation": get_evaluation},
    schema="""
CREATE TABLE IF NOT EXISTS ratings (
  id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, sha256 TEXT NOT NULL, about TEXT NOT NULL, round TEXT NOT NULL,
  at REAL NOT NULL, day TEXT NOT NULL, recorded_at REAL NOT NULL, state TEXT NOT NULL, answer TEXT,
  body BLOB NOT NULL, UNIQUE (about, round)
) STRICT;
CREATE INDEX IF NOT EXISTS ratings_by_day ON ratings (terminal_id, day);
""",
    unkept=frozenset({"putEvaluation"}),
    looks={"ratings": _all},
    deeds={"rectify": _rectify},
    books={"ratings": _book},
)
