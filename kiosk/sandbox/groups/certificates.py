"""Certificates (证明), sealed, and what became of their prints. Must never seal one twice, nor forget a print."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable
from typing import Any

import msgspec

from kiosk.domain.catalogue import CertificateType
from kiosk.domain.text import Text
from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import Certificate, CertificateRequest, Print, Reprint, ReprintRequest, Stored
from kiosk.sandbox import made, reprints, sealing
from kiosk.sandbox.call import Call, Reply, invalid, refuse, said
from kiosk.sandbox.facts import facts
from kiosk.sandbox.group import Entry, Group
from kiosk.sandbox.groups.catalogue import current
from kiosk.sandbox.world import World

BY_HAND = {"wfzjl"}
"""Types that a person looks at first."""
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_TEXTS = {
    "processing": Text("正在核查", "正在核查", "Being checked"),
    "ready": Text("可以打印", "可以列印", "Ready to print"),
    "refused": Text("不能出具", "不能出具", "Refused"),
}


class _Decision(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    certificate_id: str
    state: str


def request_certificate(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Made at once, or by a person later (202)."""
    wanted = call.read(CertificateRequest)
    made.identified(call, wanted.certificate_id, "/certificateId")
    if made.again(db, "certificates", call, wanted.certificate_id) is not None:
        return said(200, _state(world, db, _of_person(db, call, wanted.certificate_id)))
    number = made.person(call)
    if wanted.certificate_type not in _types(world):
        raise invalid(Wrong("/certificateType", "enum"))
    if wanted.certificate_type not in {one.code for one in current(world, db).certificate_types}:
        raise refuse(ProblemType.WITHDRAWN, 410, "this certificate is no longer made")
    if number not in world.seed.people:
        raise refuse(ProblemType.NOT_FOUND, 404, "nothing is held about this person")
    values = (wanted.certificate_id, call.terminal_id, made.sha256(call.body), number, wanted.certificate_type)
    db.execute(
        "INSERT INTO certificates (id, terminal_id, sha256, person_number, type) VALUES (?, ?, ?, ?, ?)", values
    )
    by_hand = wanted.certificate_type in BY_HAND
    if not by_hand:
        _issue(world, db, wanted.certificate_id)
    return said(202 if by_hand else 201, _state(world, db, _of_person(db, call, wanted.certificate_id)))


def get_certificate(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """To its person."""
    return said(200, _state(world, db, _of_person(db, call, call.parts["certificateId"])))


def get_certificate_file(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """The sealed PDF, signed by the platform as well."""
    del world
    return _file(_of_person(db, call, call.parts["certificateId"]))


def request_reprint(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """For the terminal that asked for the certificate, by a clerk of its station."""
    wanted = call.read(ReprintRequest)
    made.identified(call, wanted.reprint_id, "/reprintId")
    if wanted.certificate_id != call.parts["certificateId"]:
        raise invalid(Wrong("/certificateId", "const"))
    row = made.of_terminal(db, "certificates", call, wanted.certificate_id)
    _ready(row)
    known = made.again(db, "reprints", call, wanted.reprint_id)
    kind = _types(world)[row["type"]]
    reprints.require(world, wanted, kind)
    reprints.begin(world, db, call, wanted, kind)
    until = to_rfc3339(world.now() + reprints.LIFE)
    return said(200 if known else 201, Reprint(wanted.reprint_id, _state(world, db, row), until))


def get_reprint_file(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """The very same bytes."""
    reprints.live(world, db, call)
    return _file(made.of_terminal(db, "certificates", call, call.parts["certificateId"]))


def _file(row: sqlite3.Row) -> Reply:
    _ready(row)
    headers = {"ETag": f'"{made.sha256(row["pdf"])[:32]}"'}
    return Reply(200, row["pdf"], "application/pdf", headers, signed=True)


def _ready(row: sqlite3.Row) -> None:
    if row["pdf"] is None:
        raise refuse(ProblemType.STATE_CONFLICT, 409, "it is not ready")


def record_print(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """A print that happened is recorded, also one too many; only what it is of must be right."""
    wanted = call.read(Print)
    made.identified(call, wanted.print_id, "/printId")
    row = made.again(db, "prints", call, wanted.print_id)
    if row is not None:
        return said(200, Stored(row["id"], to_rfc3339(row["recorded_at"])))
    day = made.day_of(made.moment(wanted.at, "/at"))
    if wanted.certificate_id is not None or wanted.what == "certificate":
        _of_certificate(db, call, wanted)
    if wanted.reprint_id is not None:
        reprints.told(db, call, wanted)
    about = (wanted.what, wanted.outcome, wanted.pages, wanted.certificate_id, wanted.serial, day, world.now())
    values = (wanted.print_id, call.terminal_id, made.sha256(call.body), *about)
    db.execute("INSERT INTO prints VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    return said(201, Stored(wanted.print_id, to_rfc3339(world.now())))


def _of_certificate(db: sqlite3.Connection, call: Call, wanted: Print) -> None:
    query = "SELECT serial FROM certificates WHERE id = ? AND terminal_id = ?"
    row = made.one(db, query, wanted.certificate_id, call.terminal_id)
    if row is None:
        raise invalid(Wrong("/certificateId", "enum"))
    if wanted.serial != row["serial"]:
        raise invalid(Wrong("/serial", "const"))


def _issue(world: World, db: sqlite3.Connection, certificate_id: str) -> None:
    """Draw it, seal it, keep the file: the same bytes are printed whenever it is printed."""
    from kiosk.sandbox import papers  # reportlab: slow to load, and seldom wanted

    row = db.execute("SELECT * FROM certificates WHERE id = ?", (certificate_id,)).fetchone()
    kind, person = _types(world)[row["type"]], world.seed.people[row["person_number"]]
    serial = made.number(world, db, "ZM")
    code = "".join(secrets.choice(_LETTERS) for _ in range(16))
    office, today = kind.department.zh_hans, made.day_of(world.now())
    paper = papers.Paper(kind.name.zh_hans, office, facts(world, person, kind.code), serial, code, today)
    pdf = sealing.seal(db, papers.certificate(paper), office, kind.name.zh_hans)
    db.execute(
        "UPDATE certificates SET state = 'ready', serial = ?, check_code = ?, pdf = ?, issued_at = ? WHERE id = ?",
        (serial, code, pdf, world.now(), certificate_id),
    )


def _types(world: World) -> dict[str, CertificateType]:
    return {one.code: one for one in world.seed.certificate_types}


def _of_person(db: sqlite3.Connection, call: Call, certificate_id: str) -> sqlite3.Row:
    query = "SELECT * FROM certificates WHERE id = ? AND person_number = ?"
    row = made.one(db, query, certificate_id, made.person(call))
    if row is None:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such certificate of this person")
    return row


def _state(world: World, db: sqlite3.Connection, row: sqlite3.Row) -> Certificate:
    kind = _types(world)[row["type"]]
    state = Certificate(row["id"], kind.code, kind.name, row["state"], _TEXTS[row["state"]])
    if row["pdf"] is None:
        return state
    return msgspec.structs.replace(
        state,
        serial=row["serial"],
        check_code=row["check_code"],
        sha256=made.sha256(row["pdf"]),
        size=len(row["pdf"]),
        issued_at=to_rfc3339(row["issued_at"]),
        # A print of unknown outcome may lie in the tray: it counts until a person has looked.
        prints_left=max(0, kind.copies - reprints.taken(world, db, row["id"])),
    )


def _decide(world: World, db: sqlite3.Connection, body: bytes) -> Any:
    """The person who looks at it says ready or refused."""
    wanted = msgspec.json.decode(body, type=_Decision)
    row = made.one(db, "SELECT state FROM certificates WHERE id = ?", wanted.certificate_id)
    if row is None or row["state"] != "processing" or wanted.state not in {"ready", "refused"}:
        raise ValueError("no such certificate that waits, or no such decision")
    if wanted.state == "ready":
        _issue(world, db, wanted.certificate_id)
    else:
        db.execute("UPDATE certificates SET state = 'refused' WHERE id = ?", (wanted.certificate_id,))
    return {"certificateId": wanted.certificate_id, "state": wanted.state}


def _prints(world: World, db: sqlite3.Connection) -> Any:
    """Every print that was told of."""
    del world
    rows = db.execute("SELECT * FROM prints ORDER BY rowid").fetchall()
    names = {"printId": "id", "certificateId": "certificate_id"}
    plain = ("what", "outcome", "pages", "serial")
    shown = [{**{n: row[n] for n in plain}, **{n: row[c] for n, c in names.items()}} for row in rows]
    return {"count": len(rows), "prints": shown}


def _authority(world: World, db: sqlite3.Connection) -> Any:
    """What seals are trusted by."""
    del world
    return {"pem": sealing.authority(db)}


def _book(world: World, db: sqlite3.Connection, terminal_id: str, day: str) -> Iterable[Entry]:
    del world
    rows = db.execute("SELECT * FROM prints WHERE terminal_id = ? AND day = ?", (terminal_id, day)).fetchall()
    for row in rows:
        yield Entry(row["id"], row["outcome"], row["sha256"], row["serial"])


GROUP = Group(
    handlers={
        "requestCertificate": request_certificate,
        "getCertificate": get_certificate,
        "getCertificateFile": get_certificate_file,
        "requestReprint": request_reprint,
        "getReprintFile": get_reprint_file,
        "recordPrint": record_print,
    },
    schema=made.SCHEMA
    + sealing.SCHEMA
    + reprints.SCHEMA
    + """
CREATE TABLE IF NOT EXISTS certificates (
  id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, sha256 TEXT NOT NULL, person_number TEXT NOT NULL,
  type TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'processing', serial TEXT UNIQUE, check_code TEXT UNIQUE,
  pdf BLOB, issued_at REAL
) STRICT;
CREATE TABLE IF NOT EXISTS prints (
  id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, sha256 TEXT NOT NULL, what TEXT NOT NULL, outcome TEXT NOT NULL,
  pages INTEGER NOT NULL, certificate_id TEXT, serial TEXT, day TEXT NOT NULL, recorded_at REAL NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS prints_by_day ON prints (terminal_id, day);
CREATE INDEX IF NOT EXISTS prints_by_certificate ON prints (certificate_id);
""",
    surviving=frozenset({sealing.TABLE}),
    unkept=frozenset({"requestCertificate", "requestReprint", "recordPrint"}),
    looks={"prints": _prints, "reprints": reprints.shown, "seal-authority": _authority},
    deeds={"certificate": _decide},
    books={"prints": _book},
)
