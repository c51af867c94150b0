"""The control interface: what a test needs to see and to break. Must never answer anybody but this machine."""

from __future__ import annotations

import ipaddress
import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from kiosk.platform_api.contract import JSON
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import Redemption
from kiosk.sandbox.call import Refuse, Reply, refused
from kiosk.sandbox.licences import redeem
from kiosk.sandbox.trouble import Trouble
from kiosk.sandbox.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP")
TEXT = "text/plain; charset=utf-8"


class _Redeem(msgspec.Struct, forbid_unknown_fields=True):
    payload: str
    verifier: str = "示例市图书馆"
    use: str = "核验身份"


class _Item(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    item_code: str


class _Case(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    submission_id: str
    state: str


class _Code(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    role: str = "terminal"


class Control:
    """Answers under `/_sandbox/`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._gets: dict[str, Callable[[sqlite3.Connection], Any]] = {
            "state": self._state,
            "submissions": self._submissions,
            "writes": self._writes,
            "sms": self._sms,
        }
        self._posts: dict[str, Callable[[sqlite3.Connection, bytes], Any]] = {
            "redeem": self._redeem,
            "withdraw": self._withdraw,
            "case": self._case,
            "code": self._code,
        }

    def answer(self, environ: WSGIEnvironment, name: str, body: bytes) -> Reply:
        """One request; 404 to anybody from outside, 400 with a sentence where the body is not understood."""
        if not _from_here(environ):
            return Reply(404)
        try:
            return self._dispatched(environ["REQUEST_METHOD"], name, body or b"{}")
        except Refuse as refusal:
            return refused(refusal)
        except (msgspec.DecodeError, ValueError) as error:
            return Reply(400, str(error).encode(), TEXT)

    def lookup(self, token: str) -> Reply:
        """What the receipt's QR leads to: how the case stands, no word of whose it is."""
        with self._world.store.transaction() as db:
            row = db.execute("SELECT * FROM submissions WHERE lookup = ?", (token,)).fetchone()
        if row is None:
            return Reply(404, "没有查到这件事".encode(), TEXT)
        text = f"办件编号 {row['project_no']}\n收件时间 {to_rfc3339(row['received_at'])}\n状态 {row['state']}\n"
        return Reply(200, text.encode(), TEXT)

    def _dispatched(self, method: str, name: str, body: bytes) -> Reply:
        if method == "POST" and name == "trouble":
            self._world.trouble.set(msgspec.json.decode(body, type=Trouble))
            return _json(self._world.trouble.current)
        if method == "POST" and name == "reset":
            self._world.store.reset()
            self._world.trouble.set(Trouble())
            return _json({})
        with self._world.store.transaction() as db:
            if method == "GET" and name in self._gets:
                return _json(self._gets[name](db))
            if method == "POST" and name in self._posts:
                return _json(self._posts[name](db, body))
        return Reply(404)

    def _state(self, db: sqlite3.Connection) -> Any:
        tables = ("terminals", "sessions", "submissions", "writes", "tokens", "heartbeats")
        return {
            "now": to_rfc3339(self._world.now()),
            "trouble": self._world.trouble.current,
            "counts": {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables},  # noqa: S608
            "withdrawn": [row["item_code"] for row in db.execute("SELECT item_code FROM withdrawn")],
            "terminals": [row["terminal_id"] for row in db.execute("SELECT terminal_id FROM terminals")],
        }

    def _submissions(self, db: sqlite3.Connection) -> Any:
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

    def _writes(self, db: sqlite3.Connection) -> Any:
        names = ("number", "method", "path", "terminal_id", "act", "digest", "status")
        rows = db.execute("SELECT * FROM writes ORDER BY number").fetchall()
        return {
            "count": len(rows),
            "writes": [{**{n: row[n] for n in names}, "at": to_rfc3339(row["at"])} for row in rows],
        }

    def _sms(self, db: sqlite3.Connection) -> Any:
        people = self._world.seed.people
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

    def _redeem(self, db: sqlite3.Connection, body: bytes) -> Any:
        wanted = msgspec.json.decode(body, type=_Redeem)
        return redeem(self._world, db, Redemption(wanted.payload, wanted.verifier, wanted.use))

    def _withdraw(self, db: sqlite3.Connection, body: bytes) -> Any:
        code = msgspec.json.decode(body, type=_Item).item_code
        if code not in {item.code for item in self._world.seed.items}:
            raise ValueError("no such item")
        db.execute("INSERT OR IGNORE INTO withdrawn VALUES (?, ?)", (code, self._world.now()))
        return {"itemCode": code}

    def _case(self, db: sqlite3.Connection, body: bytes) -> Any:
        case = msgspec.json.decode(body, type=_Case)
        values = (case.state, case.submission_id)
        if not db.execute("UPDATE submissions SET state = ? WHERE submission_id = ?", values).rowcount:
            raise ValueError("no such case")
        return {"submissionId": case.submission_id, "state": case.state}

    def _code(self, db: sqlite3.Connection, body: bytes) -> Any:
        code = msgspec.json.decode(body, type=_Code)
        db.execute("INSERT OR REPLACE INTO enrolment_codes (code, role) VALUES (?, ?)", (code.code, code.role))
        return {"code": code.code, "role": code.role}


def _from_here(environ: WSGIEnvironment) -> bool:
    if any(name in environ for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(environ.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _shown_evidence(evidence: dict[str, Any]) -> dict[str, Any]:
    """How the person was confirmed, and against what kind of liveness: nothing of the person."""
    shown = {name: evidence[name] for name in ("way", "identity")}
    face = evidence.get("face")
    if face:
        shown["face"] = {name: face[name] for name in ("decision", "liveness", "challenges", "attempts")}
    return shown


def _case_row(row: sqlite3.Row, writes: int) -> dict[str, Any]:
    body = msgspec.json.decode(row["body"])
    evidence, agent = body["evidence"], body.get("agent")
    return {
        "submissionId": row["submission_id"],
        "terminalId": row["terminal_id"],
        "itemCode": row["item_code"],
        "state": row["state"],
        "projectNo": row["project_no"],
        "receivedAt": to_rfc3339(row["received_at"]),
        "digest": row["digest"],
        "contentDigest": row["content_digest"],
        "identityPending": bool(row["identity_pending"]),
        "capturedOffline": bool(row["captured_offline"]),
        "evidence": _shown_evidence(evidence),
        "agent": {name: agent[name] for name in ("relation", "authorizationType")} if agent else None,
        "writes": writes,
    }


def _json(value: Any) -> Reply:
    return Reply(200, msgspec.json.encode(value), JSON)
