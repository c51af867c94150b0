"""An HTTP proxy of the kind a bank has: CONNECT and nothing else, for journeys and tests, on 127.0.0.1 alone.

It hands bytes on, keeps the places it was asked for, and can be told to misbehave. Must never be part of a terminal.
"""

from __future__ import annotations

import base64
import contextlib
import socket
import threading
from collections.abc import Iterator
from enum import StrEnum
from types import TracebackType
from typing import Self

_HEAD = 16384
_PIECE = 65536
_UPSTREAM = 5.0


class Mood(StrEnum):
    """How it meets whoever comes."""

    WELL = "well"
    REFUSES = "refuses"
    """403: not on its list."""
    SIGN_IN = "sign-in"
    """407, whatever the password."""
    BEYOND = "beyond"
    """502: it does not reach the place itself."""
    RUBBISH = "rubbish"
    """Something that is no HTTP."""
    BANNER = "banner"
    """A page without an end, byte after byte."""
    SILENT = "silent"
    HANGS_UP = "hangs-up"


_ANSWERS = {
    Mood.REFUSES: b"HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\n\r\nno\n",
    Mood.SIGN_IN: b'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n',
    Mood.BEYOND: b"HTTP/1.1 502 Bad Gateway\r\n\r\n",
    Mood.RUBBISH: b"\x05\x00SSH-2.0-nothing of yours\r\n\r\n",
    Mood.BANNER: b"HTTP/1.1 " + b"x" * (4 * _HEAD),
    Mood.HANGS_UP: b"",
}


class ConnectProxy:
    """Runs in threads of its own while it is entered. `account`: name and password that it wants."""

    def __init__(self, account: tuple[str, str] | None = None, port: int = 0) -> None:
        self.mood = Mood.WELL
        self.places: list[str] = []
        """host:port of every CONNECT, whatever became of it."""
        self.tunnels = 0
        self.names: dict[str, str] = {}
        """Names that only it knows, to addresses."""
        self._wanted = base64.b64encode(":".join(account).encode()).decode("ascii") if account else None
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port = int(self._listener.getsockname()[1])
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._serve, name="connect-proxy", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Nobody answers at its port any more; every tunnel breaks."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        if self._thread.is_alive():
            self._thread.join(10)

    def cut(self) -> None:
        """Break every tunnel that is open."""
        with self._lock:
            lines = list(self._open)
        for line in lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):  # closed: the end
            while True:
                visitor = self._listener.accept()[0]
                threading.Thread(target=self._met, args=(visitor,), daemon=True).start()

    def _met(self, visitor: socket.socket) -> None:
        with visitor, contextlib.suppress(OSError), self._held(visitor):
            visitor.settimeout(60)
            head = _head(visitor)
            words = head.split("\r\n", 1)[0].split(" ")
            if len(words) != len(("CONNECT", "place", "version")) or words[0] != "CONNECT":
                visitor.sendall(b"HTTP/1.1 405 Method Not Allowed\r\n\r\n")
                return
            self.places.append(words[1])
            if self.mood is Mood.SILENT:
                visitor.recv(1)  # until they give up
            elif self.mood in _ANSWERS:
                visitor.sendall(_ANSWERS[self.mood])
            elif self._wanted is not None and f"Proxy-Authorization: Basic {self._wanted}" not in head:
                visitor.sendall(_ANSWERS[Mood.SIGN_IN])
            else:
                self._hand_on(visitor, words[1])

    def _hand_on(self, visitor: socket.socket, place: str) -> None:
        host, _, port = place.rpartition(":")
        host = host.strip("[]")
        try:
            beyond = socket.create_connection((self.names.get(host, host), int(port)), _UPSTREAM)
        except (OSError, ValueError):
            visitor.sendall(_ANSWERS[Mood.BEYOND])
            return
        with beyond, self._held(beyond):
            beyond.settimeout(60)
            visitor.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            self.tunnels += 1
            back = threading.Thread(target=_pour, args=(beyond, visitor), daemon=True)
            back.start()
            _pour(visitor, beyond)
            back.join(70)

    @contextlib.contextmanager
    def _held(self, line: socket.socket) -> Iterator[None]:
        with self._lock:
            self._open.add(line)
        try:
            yield
        finally:
            with self._lock:
                self._open.discard(line)


def _head(visitor: socket.socket) -> str:
    head = b""
    while b"\r\n\r\n" not in head and len(head) < _HEAD:
        piece = visitor.recv(_HEAD)
        if not piece:
            break
        head += piece
    return head.decode("latin-1")


def _pour(source: socket.socket, target: socket.socket) -> None:
    """Until one side ends, then the other is told."""
    with contextlib.suppress(OSError):
        while piece := source.recv(_PIECE):
            target.sendall(piece)
    for line in (source, target):
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
