"""第二人复核: where an item wants it, what one member of staff filled in goes no further before another has seen it.

Must never count a look at other answers than those that were handed in, nor one by whoever filled them in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from kiosk.domain.acting import Relation
from kiosk.domain.catalogue import ServiceItem
from kiosk.domain.ids import uuid7
from kiosk.domain.offers import offer
from kiosk.domain.submission import Submission
from kiosk.domain.text import Text
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import CorrectionRequest, Handover
from kiosk.sandbox import made
from kiosk.sandbox.call import refuse
from kiosk.sandbox.world import World

REVIEWER = "reviewer"
_DUE = 10 * 86400.0
_BACK = Text(
    "第二人复核没有通过：{}。请把下面的再核对一遍，原来填的都在。",
    "第二人複核沒有通過：{}。請把下面的再核對一遍，原來填的都在。",
    "The second look did not let it pass: {}. Please check these answers; what was given is still there.",
)
SCHEMA = """
CREATE TABLE IF NOT EXISTS second_looks (submission_id TEXT PRIMARY KEY, passed_by TEXT) STRICT;
"""
"""A case that wants a look; `passed_by`: who let it go."""


def require(world: World, laid: Handover) -> None:
    """403 for a desk's draft of an item that wants a second look, without one by a reviewer who is somebody else."""
    wants = _wants(world, laid.item_code) or (laid.draft is not None and _wants(world, laid.draft.service_item_code))
    if laid.draft is None or not wants:
        return
    by, roles = laid.second_look, {one.account_id: one.roles for one in world.seed.station.accounts}
    if by is None or REVIEWER not in roles.get(by.account_id, ()) or by.account_id == laid.account_id:
        raise refuse(ProblemType.NOT_ALLOWED, 403, "another member of staff must look at it first")
    if laid.account_id is None:
        raise refuse(ProblemType.NOT_ALLOWED, 403, "a desk says who filled it in")


def note(world: World, db: sqlite3.Connection, case: Submission, items: Iterable[ServiceItem]) -> bool:
    """Must somebody look at this case before it goes on? Then that is written down."""
    if not any(one.second_look for one in items):
        return False
    laid = _laid(db, case.submission_id)
    helped = case.agent is not None and case.agent.relation is Relation.STAFF
    witnessed = made.one(db, "SELECT 1 FROM sessions WHERE session_id = ? AND witness IS NOT NULL", _session(case))
    seen = laid is not None and laid.second_look is not None and _same(world, laid, case)
    if seen or not (laid is not None or helped or witnessed is not None):
        return False
    db.execute("INSERT OR REPLACE INTO second_looks VALUES (?, NULL)", (case.submission_id,))
    return True


def waits(db: sqlite3.Connection, submission_id: str) -> bool:
    """Has nobody let it go yet?"""
    query = "SELECT 1 FROM second_looks WHERE submission_id = ? AND passed_by IS NULL"
    return made.one(db, query, submission_id) is not None


def let_go(db: sqlite3.Connection, submission_id: str, account_id: str) -> None:
    """Somebody looked at it."""
    db.execute("UPDATE second_looks SET passed_by = ? WHERE submission_id = ?", (account_id, submission_id))


def look_again(db: sqlite3.Connection, submission_id: str) -> None:
    """Other answers have come: whoever looked has not seen these."""
    db.execute("UPDATE second_looks SET passed_by = NULL WHERE submission_id = ?", (submission_id,))


def sent_back(world: World, case: Submission, reason: str) -> CorrectionRequest:
    """What is asked for anew: every answer of a person; what they gave comes with it."""
    item = offer(world.seed.catalogue(frozenset()), case.service_item_code)
    fields = tuple(name for name in _asked(item.form if item else {}) if name in case.form)
    words = Text(*(text.format(reason) for text in (_BACK.zh_hans, _BACK.zh_hant or "", _BACK.en or "")))
    return CorrectionRequest(uuid7(world.now()), words, to_rfc3339(world.now() + _DUE), fields)


def _wants(world: World, code: str) -> bool:
    item = offer(world.seed.catalogue(frozenset()), code)
    return item is not None and item.second_look


def _laid(db: sqlite3.Connection, draft_id: str) -> Handover | None:
    """What a desk last laid down under the id of that draft."""
    query = (
        "SELECT body FROM handovers WHERE json_extract(CAST(body AS TEXT), '$.draft.draftId') = ?"
        " AND json_extract(CAST(body AS TEXT), '$.accountId') IS NOT NULL ORDER BY made_at DESC, rowid DESC LIMIT 1"
    )
    row = made.one(db, query, draft_id)
    return None if row is None else msgspec.json.decode(row["body"], type=Handover)


def _session(case: Submission) -> str:
    return case.evidence.session_id or ""


def _same(world: World, laid: Handover, case: Submission) -> bool:
    """Are the answers those that were looked at? What a card says, and papers, are nobody's to fill in."""
    item = offer(world.seed.catalogue(frozenset()), case.service_item_code)
    if item is None or laid.draft is None:
        return False
    asked = _asked(item.form)
    return _of(asked, laid.draft.form) == _of(asked, case.form)


def _asked(form: Mapping[str, Any]) -> list[str]:
    fields: Mapping[str, Any] = form.get("properties", {})
    return [name for name, one in fields.items() if not one.get("x-readonly") and one.get("x-kind") != "file"]


def _of(names: Iterable[str], answers: Mapping[str, Any]) -> dict[str, Any]:
    return {name: answers[name] for name in names if answers.get(name) not in {None, ""}}
