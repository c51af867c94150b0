"""Licences read for a case, and codes to be checked. Must never read without a purpose, nor unrecorded."""

from __future__ import annotations

import secrets
import sqlite3
from typing import Any

from kiosk.domain.catalogue import Material, Provision
from kiosk.domain.person import mask_name
from kiosk.domain.text import Text
from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import FieldsQuestion, LicenceFields, Verification, VerificationQuestion
from kiosk.sandbox import made
from kiosk.sandbox.call import Call, Reply, invalid, refuse, said
from kiosk.sandbox.gate import token_digest
from kiosk.sandbox.group import Group
from kiosk.sandbox.groups import licences
from kiosk.sandbox.identifiers import identifier, serial_of, taken_apart
from kiosk.sandbox.seed import SeedLicence
from kiosk.sandbox.world import World

IDENTIFIER = "电子证照标识"
_TEXTS = {
    "valid": Text("真实有效", "真實有效", "Genuine and valid"),
    "expiring": Text("真实有效，快到期", "真實有效，快到期", "Genuine, expires soon"),
    "expired": Text("已过期", "已過期", "Expired"),
    "revoked": Text("已注销或已用过", "已註銷或已用過", "Revoked or used up"),
    "unknown": Text("查不到", "查不到", "Not known"),
}


def read_licence_fields(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """What the item may see, and no more; an annotated copy (加注件) is bound to item, case and cause."""
    wanted = call.read(FieldsQuestion)
    purpose = wanted.purpose
    licences.purposeful(call, purpose)
    missing = {"itemCode": purpose.item_code, "submissionId": purpose.submission_id}
    wrong = [Wrong(f"/purpose/{name}", "type") for name, value in missing.items() if value is None]
    if wrong:
        raise invalid(*wrong)
    licence = next((one for one in licences.held(world, call) if one.licence_id == call.parts["licenceId"]), None)
    if licence is None:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such licence")
    fields = _fields(world, licence)
    if not _entitled(world, purpose.item_code or "", _type_code(world, licence)) or set(wanted.fields) - set(fields):
        raise refuse(ProblemType.NOT_ALLOWED, 403, "the item has no right to that")
    shown = {name: value for name, value in fields.items() if not wanted.fields or name in wanted.fields}
    copy_id = f"copy-{secrets.token_hex(12)}"
    about = (purpose.item_code, purpose.submission_id, purpose.cause, " ".join(shown))
    values = (copy_id, call.terminal_id, licence.licence_id, made.person(call), world.now(), *about)
    db.execute("INSERT INTO licence_reads VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    at = to_rfc3339(world.now())
    return said(200, LicenceFields(licence.licence_id, _type_code(world, licence), shown, at, copy_id))


def verify_licence(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """A show code, an identifier or a certificate's check code; what is none of them is unknown."""
    wanted = call.read(VerificationQuestion)
    found = _shown_code(world, db, wanted.payload) or _certificate(world, db, wanted.payload)
    found = found or _identified(world, wanted.payload) or _said(world, "unknown")
    values = (call.terminal_id, world.now(), token_digest(wanted.payload), wanted.use, found.state)
    db.execute("INSERT INTO verifications VALUES (?, ?, ?, ?, ?)", values)
    return said(200, found)


def _entitled(world: World, item_code: str, type_code: str) -> bool:
    """Does the item, or the package, ask for licences of this type?"""
    offers: dict[str, tuple[Material, ...]] = {one.code: one.materials for one in world.seed.items}
    offers.update((one.code, one.materials) for one in world.seed.packages)
    wanted = (one for one in offers.get(item_code, ()) if one.provision is Provision.LICENCE)
    return any(type_code in one.licence_types for one in wanted)


def _fields(world: World, licence: SeedLicence) -> dict[str, str]:
    """The number in full: a case needs it, a verifier does not."""
    shown = licences.fields(world, licence)
    number = {"证照编号": licences.number(world, licence)}
    return {**shown, **number, IDENTIFIER: identifier(_type_code(world, licence), licence.licence_id)}


def _type_code(world: World, licence: SeedLicence) -> str:
    return world.seed.heading.licence_types[licence.type].code


def _shown_code(world: World, db: sqlite3.Connection, payload: str) -> Verification | None:
    """Looking does not use it up."""
    row = made.one(db, "SELECT * FROM tokens WHERE payload_digest = ?", token_digest(payload))
    if row is None:
        return None
    licence = next(one for one in world.seed.licences if one.licence_id == row["licence_id"])
    if row["dead_at"] is not None:
        return _said(world, "revoked", licence)
    return _said(world, "expired" if world.now() >= row["expires_at"] else licences.status(world, licence), licence)


def _identified(world: World, payload: str) -> Verification | None:
    parts = taken_apart(payload)
    if parts is None:
        return None
    digit = "right" if parts.right else "wrong"
    for licence in world.seed.licences:
        if (_type_code(world, licence), serial_of(licence.licence_id)) == (parts.type_code, parts.serial):
            return _said(world, licences.status(world, licence), licence, digit)
    return _said(world, "unknown", None, digit)


def _certificate(world: World, db: sqlite3.Connection, payload: str) -> Verification | None:
    row = made.one(db, "SELECT type, person_number FROM certificates WHERE check_code = ?", payload)
    if row is None:
        return None
    kind = next(one for one in world.seed.certificate_types if one.code == row["type"])
    holder = mask_name(world.seed.people[row["person_number"]].names[0])
    at = to_rfc3339(world.now())
    return Verification("valid", _TEXTS["valid"], at, kind.code, kind.name, (holder,), "none")


def _said(world: World, state: str, licence: SeedLicence | None = None, digit: str = "none") -> Verification:
    at = to_rfc3339(world.now())
    word = "valid" if state == "expiring" else state
    if licence is None:
        return Verification(word, _TEXTS[state], at, check_digit=digit)
    kind = world.seed.heading.licence_types[licence.type]
    holders = tuple(mask_name(one.names[0]) for one in licences.holders(world, licence))
    return Verification(word, _TEXTS[state], at, kind.code, kind.name, holders, digit)


def _reads(world: World, db: sqlite3.Connection) -> Any:
    """Which licences were read, for what; nothing of what was in them."""
    del world
    names = ("copy_id", "terminal_id", "licence_id", "item_code", "submission_id", "cause", "fields")
    rows = db.execute("SELECT * FROM licence_reads ORDER BY rowid").fetchall()
    return {"count": len(rows), "reads": [{name: row[name] for name in names} for row in rows]}


def _verifications(world: World, db: sqlite3.Connection) -> Any:
    """What was said of each code that was asked about; not of which."""
    del world
    return {"states": [row["state"] for row in db.execute("SELECT state FROM verifications ORDER BY rowid")]}


GROUP = Group(
    handlers={"readLicenceFields": read_licence_fields, "verifyLicence": verify_licence},
    schema="""
CREATE TABLE IF NOT EXISTS licence_reads (
  copy_id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, licence_id TEXT NOT NULL, person_number TEXT NOT NULL,
  at REAL NOT NULL, item_code TEXT NOT NULL, submission_id TEXT NOT NULL, cause TEXT NOT NULL, fields TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS verifications (
  terminal_id TEXT NOT NULL, at REAL NOT NULL, payload_digest TEXT NOT NULL, use TEXT NOT NULL, state TEXT NOT NULL
) STRICT;
""",
    unkept=frozenset({"readLicenceFields", "verifyLicence"}),
    looks={"licence-reads": _reads, "verifications": _verifications},
)
