"""补打: a certificate printed again at the desk of the terminal that asked for it, by a clerk, once a reprint.

Must never let more copies lie about than its type allows: one whose outcome nobody knows counts until it is void.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from kiosk.domain.catalogue import CertificateType
from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.wire import Print, ReprintRequest
from kiosk.sandbox import made, second_looks
from kiosk.sandbox.call import Call, invalid, refuse
from kiosk.sandbox.world import World

CLERK = "clerk"
LIFE = 600.0
"""Seconds in which its file may be fetched."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS reprints (
  id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, sha256 TEXT NOT NULL, certificate_id TEXT NOT NULL,
  print_id TEXT NOT NULL, account_id TEXT NOT NULL, reason TEXT NOT NULL, voided INTEGER NOT NULL,
  looked_by TEXT, expires_at REAL NOT NULL, out INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS reprints_by_certificate ON reprints (certificate_id);
"""
"""`out`: it was printed, or may have been."""


def require(world: World, wanted: ReprintRequest, kind: CertificateType) -> None:
    """403 where this member of staff may not, or not without a second one."""
    roles = {one.account_id: one.roles for one in world.seed.station.accounts}
    if CLERK not in roles.get(wanted.account_id, ()):
        raise refuse(ProblemType.NOT_ALLOWED, 403, "this account prints nothing again")
    by = wanted.second_look
    if by is not None:
        made.moment(by.looked_at, "/secondLook/lookedAt")
    agreed = by is not None and second_looks.REVIEWER in roles.get(by.account_id, ())
    if by is not None and (not agreed or by.account_id == wanted.account_id):
        raise refuse(ProblemType.NOT_ALLOWED, 403, "the second one is no reviewer, or the first one")
    item = next((one for one in world.seed.items if one.code == kind.item_code), None)
    if by is None and item is not None and item.second_look:
        raise refuse(ProblemType.NOT_ALLOWED, 403, "another member of staff must agree first")


def begin(world: World, db: sqlite3.Connection, call: Call, wanted: ReprintRequest, kind: CertificateType) -> None:
    """It is written down, for the same time anew where it is asked again. 409 where no copy is left for it."""
    row = made.again(db, "reprints", call, wanted.reprint_id)
    if row is not None and row["out"]:
        raise refuse(ProblemType.STATE_CONFLICT, 409, "this reprint came out, or may have")
    void = wanted.print_id if wanted.voided else ""
    if taken(world, db, wanted.certificate_id, wanted.reprint_id, void) >= kind.copies:
        raise refuse(ProblemType.STATE_CONFLICT, 409, "no copy is left")
    until = world.now() + LIFE
    if row is not None:
        db.execute("UPDATE reprints SET expires_at = ? WHERE id = ?", (until, wanted.reprint_id))
        return
    looked = wanted.second_look.account_id if wanted.second_look else None
    about = (wanted.certificate_id, wanted.print_id, wanted.account_id, wanted.reason, int(wanted.voided), looked)
    values = (wanted.reprint_id, call.terminal_id, made.sha256(call.body), *about, until)
    db.execute("INSERT INTO reprints VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)", values)


def taken(world: World, db: sqlite3.Connection, certificate_id: str, but: str = "", void: str = "") -> int:
    """Copies that came out, or may have, and reprints under way. `but`: a reprint, `void`: a print, not counted."""
    papers = (
        "SELECT count(*) FROM prints WHERE certificate_id = ?1 AND outcome <> 'failed' AND id <> ?2 AND NOT EXISTS"
        " (SELECT 1 FROM reprints WHERE reprints.print_id = prints.id AND certificate_id = ?1 AND voided)"
    )
    begun = "SELECT count(*) FROM reprints WHERE certificate_id = ? AND NOT out AND expires_at > ? AND id <> ?"
    out: int = db.execute(papers, (certificate_id, void)).fetchone()[0]
    under_way: int = db.execute(begun, (certificate_id, world.now(), but)).fetchone()[0]
    return out + under_way


def live(world: World, db: sqlite3.Connection, call: Call) -> None:
    """404 where there is no such reprint of this terminal, 409 where it came out, 410 after its time."""
    row = made.of_terminal(db, "reprints", call, call.parts["reprintId"])
    if row["certificate_id"] != call.parts["certificateId"]:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such reprint of this certificate")
    if row["out"]:
        raise refuse(ProblemType.STATE_CONFLICT, 409, "this reprint came out, or may have")
    if row["expires_at"] <= world.now():
        raise refuse(ProblemType.TOKEN_DEAD, 410, "this reprint is over")


def told(db: sqlite3.Connection, call: Call, wanted: Print) -> None:
    """What became of its print. 422 for one that was never asked for; one that surely failed may be tried again."""
    row = made.one(
        db,
        "SELECT certificate_id FROM reprints WHERE id = ? AND terminal_id = ?",
        wanted.reprint_id,
        call.terminal_id,
    )
    if row is None or row["certificate_id"] != wanted.certificate_id:
        raise invalid(Wrong("/reprintId", "enum"))
    if wanted.outcome == "failed":
        db.execute("UPDATE reprints SET expires_at = 0 WHERE id = ?", (wanted.reprint_id,))
    else:
        db.execute("UPDATE reprints SET out = 1 WHERE id = ?", (wanted.reprint_id,))


def shown(world: World, db: sqlite3.Connection) -> Any:
    """Every reprint that was asked for, in that order."""
    del world
    names = {"reprintId": "id", "certificateId": "certificate_id", "printId": "print_id", "accountId": "account_id"}
    names |= {"reason": "reason", "lookedBy": "looked_by"}
    flags = ("voided", "out")
    rows = db.execute("SELECT * FROM reprints ORDER BY rowid").fetchall()
    told = [{name: row[at] for name, at in names.items()} | {name: bool(row[name]) for name in flags} for row in rows]
    return {"count": len(told), "reprints": told}
