"""The sandbox as a WSGI application: finds the operation, passes the gate, answers once per act.

Must never answer a write before it is committed, and never commit one twice.
"""

from __future__ import annotations

import hashlib
import logging
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterable
from email.utils import formatdate
from typing import TYPE_CHECKING

from kiosk.platform_api import contract
from kiosk.platform_api.problems import ProblemType, problem
from kiosk.platform_api.signing.rfc9421 import Answer, Request, sign_answer
from kiosk.sandbox import licences, sessions, submissions, terminals
from kiosk.sandbox.call import Call, Refuse, Reply, refuse, refused
from kiosk.sandbox.control import Control
from kiosk.sandbox.gate import admitted
from kiosk.sandbox.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_LOG = logging.getLogger(__name__)
_PREFIX = "/_sandbox/"
_LOOKUP = "/q/"
_READS = {"GET"}
_UNKEPT = {"findIdentityWays", "listLicences", "putSubmission"}
"""Not answered by Idempotency-Key: the first two change nothing, the last has its own id."""

Handler = Callable[[World, sqlite3.Connection, Call], Reply]
HANDLERS: dict[str, Handler] = {
    "getTime": terminals.get_time,
    "enrol": terminals.enrol,
    "heartbeat": terminals.heartbeat,
    "getCatalogue": terminals.get_catalogue,
    "findIdentityWays": sessions.find_identity_ways,
    "sendCode": sessions.send_code,
    "resendCode": sessions.resend_code,
    "openSession": sessions.open_session,
    "closeSession": sessions.close_session,
    "putSubmission": submissions.put_submission,
    "getSubmission": submissions.get_submission,
    "listLicences": licences.list_licences,
    "makeShowToken": licences.make_show_token,
    "readTokenState": licences.read_token_state,
    "dropShowToken": licences.drop_show_token,
    "redeemShowToken": licences.redeem_show_token,
}


class Application:
    """One province on WSGI."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._control = Control(world)
        self._pause = threading.Event()

    def close(self) -> None:
        """Nobody is kept waiting any more."""
        self._pause.set()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ["PATH_INFO"]
        body = _body(environ)
        if path.startswith(_PREFIX):
            reply = self._control.answer(environ, path.removeprefix(_PREFIX), body)
        elif path.startswith(_LOOKUP):
            reply = self._control.lookup(path.removeprefix(_LOOKUP))
        else:
            if self._world.trouble.cut(path):
                _cut(environ)
            self._pause.wait(self._world.trouble.latency(path))
            reply = self._answered(environ, body)
            if self._world.trouble.drop(path):
                _cut(environ)
        headers = {"Date": formatdate(self._world.now(), usegmt=True), "Cache-Control": "no-store", **reply.headers}
        if reply.body:
            headers["Content-Type"] = reply.content_type
            headers["Content-Length"] = str(len(reply.body))
        start_response(f"{reply.status} ANSWER", list(headers.items()))
        return [reply.body] if reply.body else []

    def _answered(self, environ: WSGIEnvironment, body: bytes) -> Reply:
        request = Request(environ["REQUEST_METHOD"], self._url(environ), _headers(environ))
        path = environ["PATH_INFO"]
        try:
            reply = self._worked(request, path, body)
        except Refuse as refusal:
            reply = refused(refusal)
            self._log(request, path, body, reply.status)
        except Exception:  # noqa: BLE001  a mistake of ours is answered in the contract's own shape, too
            _LOG.exception("an operation of the sandbox failed")
            reply = refused(refuse(ProblemType.UNAVAILABLE, 500, "the sandbox failed"))
        trouble = self._world.trouble
        if reply.status < 300 and reply.body and trouble.garble(path):  # noqa: PLR2004
            reply = Reply(
                reply.status, reply.body[: len(reply.body) // 2], reply.content_type, reply.headers, reply.signed
            )
        if not reply.signed or trouble.unsigned(path):
            return reply
        return self._signed(request, reply)

    def _worked(self, request: Request, path: str, body: bytes) -> Reply:
        operation = contract.operation(request.method, path)
        if operation is None:
            raise refuse(ProblemType.NOT_FOUND, 404, "no such operation")
        status = self._world.trouble.status(path)
        if status:
            answer = problem(ProblemType.UNAVAILABLE, status, "out of order, on demand")
            raise Refuse(answer, self._world.trouble.current.retry_after)
        call = admitted(self._world, operation, request, body)
        with self._world.store.transaction() as db:
            try:
                reply = self._once(db, call)
            except Refuse as refusal:
                reply = refused(refusal)
            _write_down(db, self._world.now(), call.request, path, (body, reply.status))
        return reply

    def _once(self, db: sqlite3.Connection, call: Call) -> Reply:
        """Answer this act, or say again what was said to it."""
        handler = HANDLERS[call.operation.name]
        act = call.header("Idempotency-Key")
        if call.request.method in _READS or call.operation.name in _UNKEPT or not act:
            return handler(self._world, db, call)
        content = f"{call.request.method} {call.request.url}\n".encode() + call.body
        digest = hashlib.sha256(content).hexdigest()
        row = db.execute("SELECT * FROM acts WHERE terminal_id = ? AND act = ?", (call.terminal_id, act)).fetchone()
        if row is not None and row["digest"] != digest:
            raise refuse(ProblemType.CONFLICT, 409, "this Idempotency-Key was used for something else")
        if row is not None:
            return Reply(row["status"], row["body"])
        reply = handler(self._world, db, call)
        values = (call.terminal_id, act, digest, reply.status, reply.body)
        db.execute("INSERT INTO acts VALUES (?, ?, ?, ?, ?)", values)
        return reply

    def _signed(self, request: Request, reply: Reply) -> Reply:
        headers = dict(reply.headers)
        if reply.body:
            headers["Content-Type"] = reply.content_type
        answer = Answer(reply.status, headers, request)
        sign_answer(answer, reply.body or None, self._world.key, self._world.now())
        headers.pop("Content-Type", None)
        return Reply(reply.status, reply.body, reply.content_type, headers)

    def _log(self, request: Request, path: str, body: bytes, status: int) -> None:
        with self._world.store.transaction() as db:
            _write_down(db, self._world.now(), request, path, (body, status))

    def _url(self, environ: WSGIEnvironment) -> str:
        base: str = self._world.public_url or f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST', '')}"
        query: str = environ.get("QUERY_STRING", "")
        path: str = environ["PATH_INFO"]
        return base.rstrip("/") + path + (f"?{query}" if query else "")


def _write_down(db: sqlite3.Connection, now: float, request: Request, path: str, what: tuple[bytes, int]) -> None:
    """The raw log of writes."""
    if request.method in _READS:
        return
    headers = {name.lower(): value for name, value in request.headers.items()}
    body, status = what
    values = (now, request.method, path, headers.get("x-terminal-id", ""), headers.get("idempotency-key", ""))
    db.execute(
        "INSERT INTO writes (at, method, path, terminal_id, act, digest, status, body) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*values, hashlib.sha256(body).hexdigest(), status, body),
    )


def _headers(environ: WSGIEnvironment) -> dict[str, str]:
    found = {
        name.removeprefix("HTTP_").replace("_", "-").title(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    if environ.get("CONTENT_TYPE"):
        found["Content-Type"] = environ["CONTENT_TYPE"]
    return found


def _body(environ: WSGIEnvironment) -> bytes:
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdigit():
        return b""
    body: bytes = environ["wsgi.input"].read(int(length))
    return body


def _cut(environ: WSGIEnvironment) -> None:
    """Cut the line, as a power cut on the way would: the server takes it for a client that went away."""
    line: socket.socket | None = environ.get("werkzeug.socket")
    if line is not None:
        line.shutdown(socket.SHUT_RDWR)
    raise ConnectionResetError("the answer is dropped on demand")
