"""The control socket of a virtual device: one JSON object a line in, one a line out. Development only.

A Unix stream socket with mode 0600. `serve` runs in a thread of its own; the handler must be quick and thread-safe.
Must never be opened by anything that is not a twin.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from devices.transports.place import inode, make_room, socket_name

Handler: TypeAlias = Callable[[Mapping[str, Any]], dict[str, Any]]
"""A request -> what goes into the answer. ValueError's text becomes the answer's `error`."""

_LINE_AT_MOST = 65536


class Control:
    """A listening control socket at `path`; one at which nobody listens any more is replaced. FileExistsError."""

    def __init__(self, path: Path, handler: Handler) -> None:
        make_room(path)
        self._path = path
        old = os.umask(0o177)
        try:
            self._server = _listening(path, _handler_class(handler))
        finally:
            os.umask(old)
        self._inode = inode(path)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, name="control", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Stop listening and remove the socket, unless it is another's by now."""
        self._server.shutdown()
        if inode(self._path) == self._inode:  # before it is closed: a number may be given anew after that
            self._path.unlink(missing_ok=True)
        self._server.server_close()


def tell(path: Path, message: Mapping[str, Any], timeout: float = 10.0) -> dict[str, Any]:
    """Send one request and wait (seconds) for its answer. Raises OSError; ValueError where no answer comes."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(timeout)
        _connect(line, path, time.monotonic() + timeout)
        with line.makefile("rwb") as stream:
            stream.write(json.dumps(message).encode() + b"\n")
            stream.flush()
            answer = json.loads(stream.readline(_LINE_AT_MOST) or b"null")
    if not isinstance(answer, dict):
        raise ValueError("the twin gave no answer")  # noqa: TRY004  its caller knows OSError and ValueError
    return answer


def _connect(line: socket.socket, path: Path, deadline: float) -> None:
    """A full backlog means "not yet": a socket with a time-out gets EAGAIN there at once (unix(7)), not after it."""
    with socket_name(path) as name:
        while True:
            try:
                return line.connect(name)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.01)


def _listening(path: Path, conversation: type[socketserver.StreamRequestHandler]) -> _Server:
    """It has its name only once it listens: between bind and listen whoever saw it would be refused (unix(7)).

    Raises FileExistsError where something appeared at `path` meanwhile.
    """
    begun = path.with_name(f"{path.name}.{os.getpid()}")
    begun.unlink(missing_ok=True)
    with socket_name(begun) as name:
        server = _Server(name, conversation)
    try:
        path.hardlink_to(begun)
    except OSError:
        server.server_close()
        raise
    finally:
        begun.unlink()
    return server


class _Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64


def _handler_class(handler: Handler) -> type[socketserver.StreamRequestHandler]:
    class Conversation(socketserver.StreamRequestHandler):
        """One client: requests until it hangs up."""

        def handle(self) -> None:
            with contextlib.suppress(OSError):  # whoever asked has hung up
                while line := self.rfile.readline(_LINE_AT_MOST):
                    self.wfile.write(json.dumps(_answered(line, handler)).encode() + b"\n")
                    if not line.endswith(b"\n"):  # too long to be a request: what follows is its rest
                        return

    return Conversation


def _answered(line: bytes, handler: Handler) -> dict[str, Any]:
    try:
        message = json.loads(line)
        if not isinstance(message, dict):
            return {"ok": False, "error": "not a JSON object"}
        return {"ok": True, **handler(message)}
    except ValueError as error:
        return {"ok": False, "error": str(error)}
    except RecursionError:
        return {"ok": False, "error": "not JSON of any use"}
