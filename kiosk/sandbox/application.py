"""The sandbox as a WSGI application: finds the operation, passes the gate, answers once per act.

Must never answer a write before it is committed, and never commit one twice.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterable
from email.utils import formatdate
from typing import TYPE_CHECKING

from kiosk.platform_api import contract
from kiosk.platform_api.problems import ProblemType, problem
from kiosk.platform_api.signing.rfc9421 import Answer, Request, sign_answer
from kiosk.sandbox import groups
from kiosk.sandbox.acts import once
from kiosk.sandbox.call import Refuse, Reply, refuse, refused
from kiosk.sandbox.control import Control
from kiosk.sandbox.gate import admitted
from kiosk.sandbox.group import Handler, Visit
from kiosk.sandbox.ledger import Ledger
from kiosk.sandbox.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_LOG = logging.getLogger(__name__)
_PREFIX = "/_sandbox/"
_MOST = 80 * 1024 * 1024
"""Bytes of a body that are looked at at all."""
MARK = "Kiosk-Sandbox"
"""Header of every answer of a sandbox that lets in what is not signed."""
_KINDS = {
    401: ProblemType.KEY_UNKNOWN,
    403: ProblemType.NOT_ALLOWED,
    404: ProblemType.NOT_FOUND,
    409: ProblemType.CONFLICT,
    410: ProblemType.WITHDRAWN,
    413: ProblemType.TOO_LARGE,
    422: ProblemType.INVALID,
    423: ProblemType.CODE_LOCKED,
    429: ProblemType.TOO_SOON,
}
"""Type of the problem that is answered on demand with this status."""
GROUPS = groups.found()
HANDLERS: dict[str, Handler] = {name: one for group in GROUPS.values() for name, one in group.handlers.items()}
_UNKEPT = frozenset(name for group in GROUPS.values() for name in group.unkept)
_BOOKS = {kind: book for group in GROUPS.values() for kind, book in group.books.items()}
_PAGES = {start: page for group in GROUPS.values() for start, page in group.pages.items()}


class Application:
    """One province on WSGI."""

    def __init__(self, world: World) -> None:
        self._world = world
        surviving = frozenset(name for group in GROUPS.values() for name in group.surviving)
        world.handlers, world.unkept, world.books = HANDLERS, _UNKEPT, _BOOKS
        world.store.prepare(tuple(group.schema for group in GROUPS.values()), surviving)
        self._control = Control(world, GROUPS)
        self._ledger = Ledger({name: one for group in GROUPS.values() for name, one in group.about.items()})
        world.write_down = self._ledger.write_down
        self._pause = threading.Event()

    def close(self) -> None:
        """Nobody is kept waiting any more."""
        self._pause.set()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ["PATH_INFO"]
        taken = _body(environ)
        if path.startswith(_PREFIX):
            reply = self._control.answer(environ, path.removeprefix(_PREFIX), taken)
        elif (start := next((one for one in _PAGES if path.startswith(one)), None)) is not None:
            reply = self._visited(start, environ, taken)
        else:
            if self._world.trouble.cut(path):
                _cut(environ)
            self._pause.wait(self._world.trouble.latency(path))
            reply = self._answered(environ, taken)
            self._pause.wait(self._world.trouble.hold(path))
            if self._world.trouble.drop(path):
                _cut(environ)
        headers = {"Date": formatdate(self._world.now(), usegmt=True), "Cache-Control": "no-store", **reply.headers}
        if self._world.unsigned:
            headers[MARK] = "unsigned"
        body = b"" if environ["REQUEST_METHOD"] == "HEAD" else reply.body
        if body:
            headers["Content-Type"] = reply.content_type
            headers["Content-Length"] = str(len(body))
        start_response(f"{reply.status} ANSWER", list(headers.items()))
        return [body] if body else []

    def _answered(self, environ: WSGIEnvironment, body: bytes) -> Reply:
        request = Request(environ["REQUEST_METHOD"], self._url(environ), _headers(environ))
        path = environ["PATH_INFO"]
        try:
            reply = self._worked(request, path, body)
        except Refuse as refusal:
            reply = refused(refusal)
            self._log(request, body, reply.status)
        except Exception:  # noqa: BLE001  a mistake of ours is answered in the contract's own shape, too
            _LOG.exception("an operation of the sandbox failed")
            reply = refused(refuse(ProblemType.UNAVAILABLE, 500, "the sandbox failed"))
            self._log(request, body, reply.status)
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
            answer = problem(
                _KINDS.get(status, ProblemType.UNAVAILABLE), status, "refused or out of order, on demand"
            )
            raise Refuse(answer, self._world.trouble.current.retry_after)
        call = admitted(self._world, operation, request, body)
        with self._world.store.transaction() as db:
            try:
                reply = once(self._world, db, call)
            except Refuse as refusal:
                reply = refused(refusal)
            self._ledger.write_down(db, self._world.now(), call.request, (body, reply.status))
        return reply

    def _signed(self, request: Request, reply: Reply) -> Reply:
        headers = dict(reply.headers)
        if reply.body:
            headers["Content-Type"] = reply.content_type
        if self._world.unsigned:  # an answer is bound to the signature of its request; here there may be none
            request = Request(request.method, request.url, {"Signature": "terminal=:AA==:", **request.headers})
        answer = Answer(reply.status, headers, request)
        sign_answer(answer, reply.body or None, self._world.key, self._world.now())
        headers.pop("Content-Type", None)
        return Reply(reply.status, reply.body, reply.content_type, headers)

    def _visited(self, start: str, environ: WSGIEnvironment, body: bytes) -> Reply:
        """A browser: nobody signs there."""
        rest = environ["PATH_INFO"].removeprefix(start)
        visit = Visit(environ["REQUEST_METHOD"], rest, body, environ.get("CONTENT_TYPE", ""))
        with self._world.store.transaction() as db:
            return _PAGES[start](self._world, db, visit)

    def _log(self, request: Request, body: bytes, status: int) -> None:
        with self._world.store.transaction() as db:
            self._ledger.write_down(db, self._world.now(), request, (body, status))

    def _url(self, environ: WSGIEnvironment) -> str:
        base: str = self._world.public_url or f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST', '')}"
        query: str = environ.get("QUERY_STRING", "")
        path: str = environ["PATH_INFO"]
        return base.rstrip("/") + path + (f"?{query}" if query else "")


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
    body: bytes = environ["wsgi.input"].read(min(int(length), _MOST))
    return body


def _cut(environ: WSGIEnvironment) -> None:
    """Cut the line, as a power cut on the way would: the server takes it for a client that went away."""
    line: socket.socket | None = environ.get("werkzeug.socket")
    if line is not None:
        line.shutdown(socket.SHUT_RDWR)
    raise ConnectionResetError("the answer is dropped on demand")
