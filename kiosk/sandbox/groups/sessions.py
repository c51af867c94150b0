"""Operations that confirm a person. Must never say more about a person than the terminal may know."""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass
from typing import Any

import msgspec

from kiosk.domain.ids import uuid7
from kiosk.domain.person import mask_phone
from kiosk.domain.submission import Evidence, Way
from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.problems import ProblemType, problem
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import (
    ChallengeRequest,
    IdentityQuestion,
    IdentityWays,
    PersonRef,
    ScanAnswer,
    Session,
    SessionRequest,
    SmsAnswer,
    SmsChallenge,
    StepUp,
    Witness,
)
from kiosk.sandbox.call import Call, Refuse, Reply, invalid, refuse, said
from kiosk.sandbox.gate import token_digest
from kiosk.sandbox.group import Group
from kiosk.sandbox.seed import SeedPerson
from kiosk.sandbox.world import World

CODE_LIFE = 300.0
RESEND_AFTER = 60
TRIES = 3
SESSION_LIFE = 1800.0


@dataclass(frozen=True)
class Shown:
    """Why we should believe it, and what goes with the way."""

    evidence: Evidence
    sms: SmsAnswer | None = None
    scan: ScanAnswer | None = None
    witness: Witness | None = None


class _Phone(msgspec.Struct, forbid_unknown_fields=True):
    number: str


def find_identity_ways(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Face always, SMS where a number is held."""
    del db
    person = _known(world, call.read(IdentityQuestion).person)
    if person is None or person.phone is None:
        return said(200, IdentityWays(("face",)))
    return said(200, IdentityWays(("face", "sms"), mask_phone(person.phone)))


def send_code(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """A new challenge."""
    person = _known(world, call.read(ChallengeRequest).person)
    if person is None or person.phone is None:
        raise refuse(ProblemType.PHONE_UNKNOWN, 422, "no number is held for this person")
    asked = "SELECT max(sent_at) FROM challenges WHERE person_number = ? AND used_at IS NULL"
    _not_too_soon(world, db.execute(asked, (person.number,)).fetchone()[0])
    challenge_id = uuid7(world.now())
    db.execute(
        "INSERT INTO challenges VALUES (?, ?, ?, ?, ?, ?, NULL)",
        (challenge_id, call.terminal_id, person.number, _code(), world.now(), TRIES),
    )
    return said(201, _challenge(world, challenge_id, person, TRIES))


def resend_code(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """The same challenge with a new code; the tries are not given back."""
    row = _challenge_row(db, call.parts["challengeId"], call.terminal_id)
    _not_too_soon(world, row["sent_at"])
    db.execute(
        "UPDATE challenges SET code = ?, sent_at = ? WHERE challenge_id = ?",
        (_code(), world.now(), row["challenge_id"]),
    )
    person = world.seed.people[row["person_number"]]
    return said(200, _challenge(world, row["challenge_id"], person, row["tries_left"]))


def open_session(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Evidence in, token out."""
    wanted = call.read(SessionRequest)
    person = _known(world, wanted.person)
    shown = Shown(wanted.evidence, wanted.sms, wanted.scan, wanted.witness)
    _believed(world, db, call, wanted.person.number, shown)
    token, session_id = secrets.token_urlsafe(32), uuid7(world.now())
    expires = world.now() + SESSION_LIFE
    witness = wanted.witness.account_id if wanted.witness is not None else None
    db.execute(
        "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, NULL, ?)",
        (session_id, call.terminal_id, wanted.person.number, token_digest(token), world.now(), expires, witness),
    )
    profile = person.profile if person else {}
    return said(201, Session(session_id, token, "verified", to_rfc3339(expires), profile, "verified"))


def close_session(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Closed, and every token of it is dead."""
    session_id = call.parts["sessionId"]
    if call.session is None or call.session["session_id"] != session_id:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such session")
    db.execute("UPDATE sessions SET closed_at = ? WHERE session_id = ?", (world.now(), session_id))
    db.execute("UPDATE tokens SET dead_at = ? WHERE session_id = ? AND dead_at IS NULL", (world.now(), session_id))
    return Reply(204)


def _known(world: World, person: PersonRef) -> SeedPerson | None:
    """Who it is; 422 where the number is known under another name."""
    found = world.seed.people.get(person.number)
    if found is not None and (person.name not in found.names or person.kind != found.kind):
        raise refuse(ProblemType.PERSON_MISMATCH, 422, "name and number do not belong together")
    return found


def step_up(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """More evidence for the session's person; the same token goes on."""
    session = call.session
    if session is None or session["session_id"] != call.parts["sessionId"]:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such session")
    more = call.read(StepUp)
    number = str(session["person_number"])
    _believed(world, db, call, number, Shown(more.evidence, more.sms, more.scan, more.witness))
    person = world.seed.people.get(number)
    token = call.header("Authorization").removeprefix("Bearer ")
    expires = to_rfc3339(session["expires_at"])
    profile = person.profile if person else {}
    return said(200, Session(session["session_id"], token, "verified", expires, profile, "verified"))


def _believed(world: World, db: sqlite3.Connection, call: Call, number: str, shown: Shown) -> None:
    """One way is enough; each is checked as its kind demands."""
    evidence, face = shown.evidence, shown.evidence.face
    if evidence.way is Way.SMS and shown.sms is not None:
        _code_right(world, db, call, number, shown.sms)
    elif evidence.way is Way.STAFF and shown.witness is not None:
        accounts = {account.account_id for account in world.seed.station.accounts}
        if shown.witness.account_id not in accounts:
            raise invalid(Wrong("/witness/accountId", "enum"))
    elif evidence.way in {Way.PHONE, Way.LICENCE} and shown.scan is not None:
        _scan_right(world, db, number, evidence.way, shown.scan.payload)
    elif evidence.way is not Way.FACE or face is None or face.decision != "accept":
        base = problem(ProblemType.STEP_UP_REQUIRED, 403, "this evidence opens no session")
        raise Refuse(msgspec.structs.replace(base, required_assurance="verified"))


def _scan_right(world: World, db: sqlite3.Connection, number: str, way: Way, payload: str) -> None:
    """A code that the person's phone shows once, or the code of a licence that only the holder can show."""
    digest, now = token_digest(payload), world.now()
    if way is Way.PHONE:
        used = "DELETE FROM phone_codes WHERE digest = :digest AND person_number = :number AND expires_at > :now"
    else:
        used = (
            "UPDATE tokens SET dead_at = :now, redeemed_at = :now, redeemed_by = '自助机', use = '确认身份'"
            " WHERE payload_digest = :digest AND dead_at IS NULL AND expires_at > :now"
            " AND session_id IN (SELECT session_id FROM sessions WHERE person_number = :number)"
        )
    if not db.execute(used, {"digest": digest, "number": number, "now": now}).rowcount:
        raise refuse(ProblemType.TOKEN_DEAD, 410, "the code is not valid, or no longer")


def _code_right(world: World, db: sqlite3.Connection, call: Call, number: str, answer: SmsAnswer) -> None:
    row = _challenge_row(db, answer.challenge_id, call.terminal_id)
    if row["tries_left"] <= 0:
        raise refuse(ProblemType.CODE_LOCKED, 423, "too many wrong codes")
    if row["used_at"] is not None or row["sent_at"] + CODE_LIFE <= world.now():
        raise refuse(ProblemType.CODE_LATE, 422, "the code is used up or too old")
    if row["person_number"] != number or not secrets.compare_digest(row["code"], answer.code):
        left = row["tries_left"] - 1
        db.execute("UPDATE challenges SET tries_left = ? WHERE challenge_id = ?", (left, answer.challenge_id))
        if left == 0:
            raise refuse(ProblemType.CODE_LOCKED, 423, "too many wrong codes")
        base = problem(ProblemType.CODE_WRONG, 422, "the code is wrong")
        raise Refuse(msgspec.structs.replace(base, tries_left=left))
    db.execute("UPDATE challenges SET used_at = ? WHERE challenge_id = ?", (world.now(), answer.challenge_id))


def _challenge_row(db: sqlite3.Connection, challenge_id: str, terminal_id: str) -> sqlite3.Row:
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM challenges WHERE challenge_id = ? AND terminal_id = ?", (challenge_id, terminal_id)
    ).fetchone()
    if row is None:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such challenge")
    return row


def _challenge(world: World, challenge_id: str, person: SeedPerson, tries: int) -> SmsChallenge:
    expires = to_rfc3339(world.now() + CODE_LIFE)
    return SmsChallenge(challenge_id, mask_phone(person.phone or ""), expires, RESEND_AFTER, tries)


def _not_too_soon(world: World, last: float | None) -> None:
    wait = 0 if last is None else int(last + RESEND_AFTER - world.now()) + 1
    if last is not None and last + RESEND_AFTER > world.now():
        raise Refuse(problem(ProblemType.TOO_SOON, 429, "a code was sent just now"), retry_after=wait)


def _code() -> str:
    return f"{secrets.randbelow(10**6):06d}"


def _phone_code(world: World, db: sqlite3.Connection, body: bytes) -> Any:
    """What the phone of the person with that number shows, once."""
    number = msgspec.json.decode(body, type=_Phone).number
    payload = f"PH1:{secrets.token_hex(20)}"
    values = (token_digest(payload), number, world.now() + CODE_LIFE)
    db.execute("INSERT INTO phone_codes VALUES (?, ?, ?)", values)
    return {"payload": payload}


def _sms(world: World, db: sqlite3.Connection) -> Any:
    """What arrived on the citizens' phones."""
    people = world.seed.people
    rows = db.execute("SELECT * FROM challenges ORDER BY sent_at").fetchall()
    return {
        "messages": [
            {
                "challengeId": row["challenge_id"],
                "phone": people[row["person_number"]].phone,
                "code": row["code"],
                "sentAt": to_rfc3339(row["sent_at"]),
                "used": row["used_at"] is not None,
            }
            for row in rows
        ]
    }


GROUP = Group(
    handlers={
        "findIdentityWays": find_identity_ways,
        "sendCode": send_code,
        "resendCode": resend_code,
        "openSession": open_session,
        "closeSession": close_session,
        "stepUp": step_up,
    },
    schema="""
CREATE TABLE IF NOT EXISTS challenges (
  challenge_id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, person_number TEXT NOT NULL, code TEXT NOT NULL,
  sent_at REAL NOT NULL, tries_left INTEGER NOT NULL, used_at REAL
) STRICT;
CREATE TABLE IF NOT EXISTS phone_codes (
  digest TEXT PRIMARY KEY, person_number TEXT NOT NULL, expires_at REAL NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS sessions (
  session_id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, person_number TEXT NOT NULL,
  token_digest TEXT NOT NULL UNIQUE, opened_at REAL NOT NULL, expires_at REAL NOT NULL, closed_at REAL,
  witness TEXT
) STRICT;
""",
    unkept=frozenset({"findIdentityWays"}),
    looks={"sms": _sms},
    deeds={"phone-code": _phone_code},
)
