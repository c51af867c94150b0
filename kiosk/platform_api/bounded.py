"""HTTP connections that cannot hang: every piece sent and every head of an answer has its time.

`requests` bounds the silence between two bytes, not the whole: a head that drips in byte by byte holds a thread for
ever, and a large body on a slow line breaks off although every byte of it goes through. Must never retry.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, SSLError
from urllib3.response import HTTPResponse

PIECE = 32768
"""Bytes that must go out within one timeout: the time for a body grows with its size."""
HEADS = 3.0
"""The head of an answer may take so many times the read timeout."""


class _Bounded(HTTPConnection):
    """Sends in pieces and gives up on a head that never ends."""

    def send(self, data: Any) -> None:
        """`data` as it comes; a long body piece by piece, each with the timeout of its own."""
        if not isinstance(data, bytes) or len(data) <= PIECE:
            super().send(data)
            return
        for at in range(0, len(data), PIECE):
            super().send(data[at : at + PIECE])

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # urllib3's own is typed that way
        """The head, within HEADS timeouts. Raises TimeoutError."""
        limit = self.timeout if isinstance(self.timeout, int | float) else None
        if limit is None or self.sock is None:
            return super().getresponse()
        with _cut_after(HEADS * limit, self.sock) as is_late:
            try:
                return super().getresponse()
            except Exception as error:
                if is_late():
                    raise TimeoutError("the head of the answer never ended") from error
                raise


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


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _BoundedTls


class BoundedAdapter(HTTPAdapter):
    """Makes such connections for a session of `requests`; no retries of its own."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """As usual, with our connections."""
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}


@contextmanager
def _cut_after(seconds: float, line: socket.socket) -> Iterator[Any]:
    """Hang up if the block is not through by then; yields whether that happened."""
    late = threading.Event()

    def cut() -> None:
        late.set()
        try:
            socket.socket.shutdown(line, socket.SHUT_RDWR)  # not SSLSocket's: that one is in the other thread's hands
        except OSError:
            return

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield late.is_set
    finally:
        timer.cancel()
