"""HTTP connections that cannot hang: every piece sent and every head of an answer has its time.

`requests` bounds the silence between two bytes, not the whole: a head that drips in byte by byte holds a thread for
ever, and a large body on a slow line breaks off although every byte of it goes through. Must never retry or need a
thread.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, SSLError
from urllib3.response import HTTPResponse

Way = Callable[[str, int, float | None], socket.socket]
"""Host, port and seconds for it to a line on which nothing was said yet; raises PlatformError of its own."""
PIECE = 32768
"""Bytes that must go out within one timeout: the time for a body grows with its size."""
HEADS = 3.0
"""The head of an answer may take so many times the read timeout."""


_MEANWHILE: ContextVar[Callable[[], None] | None] = ContextVar("meanwhile", default=None)


@contextmanager
def meanwhile(act: Callable[[], None]) -> Iterator[None]:
    """Within it, `act` is done once: when a request is out and before its answer is read.

    It takes from the time of the answer, so it is to be short; what it raises is raised instead of that answer.
    """
    before = _MEANWHILE.set(act)
    try:
        yield
    finally:
        _MEANWHILE.reset(before)


class _Patient(io.RawIOBase):
    """What comes in over a line; while there is an `end`, silences may not add up beyond it."""

    def __init__(self, line: socket.socket, raw: io.RawIOBase) -> None:
        self._line, self._raw = line, raw
        self._silence = line.gettimeout()
        self._end: float | None = None

    def readable(self) -> bool:
        return True

    def end_after(self, seconds: float) -> None:
        """Be through by then."""
        self._end = time.monotonic() + seconds

    def no_end(self) -> None:
        """From now on only silence counts."""
        self._end = None
        self._line.settimeout(self._silence)

    def readinto(self, buffer: Any) -> int | None:
        if self._end is not None and self._silence is not None:
            left = self._end - time.monotonic()
            if left <= 0:
                raise TimeoutError("the head of the answer never ended")
            self._line.settimeout(min(left, self._silence))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Answer(http.client.HTTPResponse):
    """An answer whose head has to come to its end."""

    def __init__(self, sock: socket.socket, *args: Any, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        self._patient = _Patient(sock, self.fp.detach())
        self.fp = io.BufferedReader(self._patient)
        self._limit = sock.gettimeout()

    def begin(self) -> None:
        """Read the head. Raises TimeoutError."""
        if self._limit is not None:
            self._patient.end_after(HEADS * self._limit)
        super().begin()
        self._patient.no_end()


class _Bounded(HTTPConnection):
    """Sends in pieces and gives up on a head that never ends."""

    response_class = _Answer
    way: Way | None = None
    """The only one, where one is given. Not urllib3's `proxy`, which would speak HTTP with it."""

    def _new_conn(self) -> socket.socket:
        if self.way is None:
            return super()._new_conn()
        seconds = self.timeout if isinstance(self.timeout, int | float) else None
        return self.way(self._dns_host, self.port, seconds)

    def send(self, data: Any) -> None:
        """`data` as it comes; a long body piece by piece, each with the timeout of its own."""
        if not isinstance(data, bytes) or len(data) <= PIECE:
            super().send(data)
            return
        for at in range(0, len(data), PIECE):
            super().send(data[at : at + PIECE])

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # urllib3's own is typed that way
        """The head, within HEADS timeouts; before that, what was to be done `meanwhile`. Raises TimeoutError."""
        act = _MEANWHILE.get()
        if act is not None:
            _MEANWHILE.set(None)
            act()
        return super().getresponse()


class HandshakeError(ssl.SSLError):
    """No secure line came about; its cause says why. Nothing of ours was sent."""


class _BoundedTls(_Bounded, HTTPSConnection):
    """The same over TLS; a failure before the first byte of ours is told from one after it."""

    def connect(self) -> None:
        """TCP and handshake. Raises HandshakeError, and ConnectTimeoutError for a handshake that stalls."""
        try:
            super().connect()
        except TimeoutError as error:
            raise ConnectTimeoutError(self, "the handshake stalled") from error
        except (OSError, SSLError) as error:  # an address or a port that fails is urllib3's NewConnectionError
            raise HandshakeError("no secure line") from error


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Bounded

    def __init__(self, *args: Any, way: Way | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self._way = way

    def _new_conn(self) -> Any:
        made: Any = super()._new_conn()
        made.way = self._way
        return made


class _TlsPool(_Pool, HTTPSConnectionPool):
    ConnectionCls = _BoundedTls


class BoundedAdapter(HTTPAdapter):
    """Makes such connections for a session of `requests`; no retries of its own.

    `way`: every connection goes this way, and never around it; None = straight there. What `requests` knows of
    proxies, from the environment too, is not used.
    """

    def __init__(self, way: Way | None = None) -> None:
        self._way = way
        super().__init__()

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """As usual, with our connections."""
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = {
            "http": partial(_Pool, way=self._way),
            "https": partial(_TlsPool, way=self._way),
        }
