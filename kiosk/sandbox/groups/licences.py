"""Operations on licences and the codes that show them. Must never put anything of a person into a code."""

from __future__ import annotations

import base64
import datetime as dt
import secrets
import sqlite3
from typing import Any

import msgspec

from kiosk.domain.catalogue import LicenceType
from kiosk.domain.ids import uuid7
from kiosk.domain.person import mask_name, mask_number
from kiosk.domain.text import Text
from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import CHINA, to_rfc3339
from kiosk.platform_api.wire import (
    Licence,
    LicenceQuestion,
    Licences,
    Purpose,
    Redeemed,
    Redemption,
    ShowToken,
    TokenRequest,
    TokenState,
)
from kiosk.sandbox.call import Call, Reply, invalid, refuse, said
from kiosk.sandbox.gate import token_digest
from kiosk.sandbox.group import Group
from kiosk.sandbox.seed import SeedLicence, SeedPerson
from kiosk.sandbox.world import World

TOKEN_LIFE = 60.0
SCHEME = "BDY1:"
_SOON = dt.timedelta(days=60)
_STATUS = {
    "valid": Text("有效", "有效", "Valid"),
    "expiring": Text("快到期", "快到期", "Expires soon"),
    "expired": Text("已过期", "已過期", "Expired"),
    "revoked": Text("已注销", "已註銷", "Revoked"),
}


class _Redeem(msgspec.Struct, forbid_unknown_fields=True):
    payload: str
    verifier: str = "示例市图书馆"
    use: str = "核验身份"


def list_licences(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Those of the session's person."""
    del db
    question = call.read(LicenceQuestion)
    purposeful(call, question.purpose)
    wanted = set(question.type_codes)
    rows = tuple(_shown(world, one) for one in held(world, call))
    rows = tuple(row for row in rows if not wanted or row.type_code in wanted)
    return said(200, Licences(rows, to_rfc3339(world.now())))


def make_show_token(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """A new code; the session's others die."""
    purposeful(call, call.read(TokenRequest).purpose)
    licence_id, session_id = call.parts["licenceId"], _session_id(call)
    if licence_id not in {one.licence_id for one in held(world, call)}:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such licence")
    db.execute("UPDATE tokens SET dead_at = ? WHERE session_id = ? AND dead_at IS NULL", (world.now(), session_id))
    payload = SCHEME + base64.b32encode(secrets.token_bytes(20)).decode("ascii")
    token_id, expires = uuid7(world.now()), world.now() + TOKEN_LIFE
    db.execute(
        "INSERT INTO tokens VALUES (?, ?, ?, ?, ?, NULL, NULL, NULL, NULL)",
        (token_id, session_id, licence_id, token_digest(payload), expires),
    )
    return said(201, ShowToken(token_id, payload, to_rfc3339(expires), to_rfc3339(world.now())))


def read_token_state(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """What became of it."""
    row = _token(db, call)
    if row["redeemed_at"] is not None:
        state = "redeemed"
    elif row["dead_at"] is not None:
        state = "revoked"
    else:
        state = "live" if world.now() < row["expires_at"] else "expired"
    redeemed_at = to_rfc3339(row["redeemed_at"]) if row["redeemed_at"] is not None else None
    times = (to_rfc3339(row["expires_at"]), to_rfc3339(world.now()))
    return said(200, TokenState(row["token_id"], state, *times, row["redeemed_by"], redeemed_at))


def drop_show_token(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Dead."""
    row = _token(db, call)
    db.execute("UPDATE tokens SET dead_at = ? WHERE token_id = ? AND dead_at IS NULL", (world.now(), row["token_id"]))
    return Reply(204)


def redeem_show_token(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """For verifiers alone."""
    if call.role != "verifier":
        raise refuse(ProblemType.NOT_ALLOWED, 403, "only a verifier may redeem")
    return said(200, redeem(world, db, call.read(Redemption)))


def redeem(world: World, db: sqlite3.Connection, wanted: Redemption) -> Redeemed:
    """Once, in time, while it lives; Refuse 410 otherwise, without saying which."""
    now = world.now()
    found = db.execute("SELECT * FROM tokens WHERE payload_digest = ?", (token_digest(wanted.payload),)).fetchone()
    if found is None or found["dead_at"] is not None or now >= found["expires_at"]:
        raise refuse(ProblemType.TOKEN_DEAD, 410, "the code is not valid, or no longer")
    db.execute(
        "UPDATE tokens SET dead_at = ?, redeemed_at = ?, redeemed_by = ?, use = ? WHERE token_id = ?",
        (now, now, wanted.verifier, wanted.use, found["token_id"]),
    )
    licence = next(one for one in world.seed.licences if one.licence_id == found["licence_id"])
    kind = world.seed.heading.licence_types[licence.type]
    shown = fields(world, licence)
    return Redeemed(found["token_id"], kind.code, kind.name, shown, status(world, licence), to_rfc3339(now))


def purposeful(call: Call, purpose: Purpose) -> None:
    """422 where the purpose names another terminal."""
    if purpose.terminal_id != call.terminal_id:
        raise invalid(Wrong("/purpose/terminalId", "const"))


def _session_id(call: Call) -> str:
    if call.session is None:
        raise refuse(ProblemType.SESSION_INVALID, 401, "there is no session")
    return str(call.session["session_id"])


def _token(db: sqlite3.Connection, call: Call) -> sqlite3.Row:
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM tokens WHERE token_id = ? AND session_id = ?", (call.parts["tokenId"], _session_id(call))
    ).fetchone()
    if row is None:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such code")
    return row


def held(world: World, call: Call) -> list[SeedLicence]:
    """Those of the session's person."""
    shown = call.session["person_number"] if call.session is not None else ""
    person = world.seed.people.get(shown)
    return [one for one in world.seed.licences if person is not None and person.person_id in one.holders]


def holders(world: World, licence: SeedLicence) -> list[SeedPerson]:
    """All of them: a marriage certificate has two."""
    by_id = {person.person_id: person for person in world.seed.people.values()}
    return [by_id[one] for one in licence.holders if one in by_id]


def number(world: World, licence: SeedLicence) -> str:
    """In full."""
    found = holders(world, licence)
    return licence.number.replace("{number}", found[0].number if found else "")


def status(world: World, licence: SeedLicence) -> str:
    """valid, expiring, expired or revoked, today."""
    if licence.revoked:
        return "revoked"
    if licence.valid_to is None:
        return "valid"
    today = dt.datetime.fromtimestamp(world.now(), CHINA).date()
    until = dt.date.fromisoformat(licence.valid_to)
    if until < today:
        return "expired"
    return "expiring" if until - today <= _SOON else "valid"


def _shown(world: World, licence: SeedLicence) -> Licence:
    kind: LicenceType = world.seed.heading.licence_types[licence.type]
    state = status(world, licence)
    return Licence(
        licence_id=licence.licence_id,
        type_code=kind.code,
        name=kind.name,
        holders=tuple(mask_name(holder.names[0]) for holder in holders(world, licence)),
        masked_number=mask_number(number(world, licence)),
        status=state,
        status_text=_STATUS[state],
        authority=licence.authority,
        issued_on=licence.issued_on,
        valid_to=licence.valid_to,
    )


def fields(world: World, licence: SeedLicence) -> dict[str, str]:
    """Names in full, the number masked: a verifier compares the face of the paper, it does not copy it."""
    return {
        "持证人": "、".join(holder.names[0] for holder in holders(world, licence)),
        "证照编号": mask_number(number(world, licence)),
        "发证机关": licence.authority,
        "有效期至": licence.valid_to or "长期",
        **licence.shown,
    }


def _redeem(world: World, db: sqlite3.Connection, body: bytes) -> Any:
    """As a verifier would, without being one."""
    wanted = msgspec.json.decode(body, type=_Redeem)
    return redeem(world, db, Redemption(wanted.payload, wanted.verifier, wanted.use))


GROUP = Group(
    handlers={
        "listLicences": list_licences,
        "makeShowToken": make_show_token,
        "readTokenState": read_token_state,
        "dropShowToken": drop_show_token,
        "redeemShowToken": redeem_show_token,
    },
    schema="""
CREATE TABLE IF NOT EXISTS tokens (
  token_id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES sessions, licence_id TEXT NOT NULL,
  payload_digest TEXT NOT NULL UNIQUE, expires_at REAL NOT NULL, dead_at REAL, redeemed_at REAL,
  redeemed_by TEXT, use TEXT
) STRICT;
""",
    unkept=frozenset({"listLicences"}),
    deeds={"redeem": _redeem},
)
