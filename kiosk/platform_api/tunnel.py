"""The way to the platform through an HTTP proxy: CONNECT (RFC 9110 §9.3.6), with Basic where it asks (RFC 7617).

The proxy hands bytes on and sees none of ours in the clear: TLS begins behind it, with the platform's certificate as
without it. Must never fall back to the direct way, and never let the proxy's words or our password into a log.
"""

from __future__ import annotations

import base64
import re
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.platform_api.diagnosis import has_route
from kiosk.platform_api.faults import PlatformError, PlatformFault

_LONGEST_HEAD = 16384
_MOST_INTERIM = 4
"""Heads of 1xx before the answer."""
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})(?: [^\r\n]*)?\r?\n")
_OK, _INTERIM, _BEYOND = range(200, 300), range(100, 200), range(500, 600)
_WANTS_PASSWORD = 407


@dataclass(frozen=True)
class Proxy:
    """Where the proxy is, and who we are to it."""

    host: str
    port: int
    account: str | None = None
    password: str = field(default="", repr=False)

    def head(self, host: str, port: int) -> bytes:
        """The request for a tunnel to that place."""
        place = f"{f'[{host}]' if ':' in host else host}:{port}"
        lines = [f"CONNECT {place} HTTP/1.1", f"Host: {place}"]
        if self.account is not None:
            pair = base64.b64encode(f"{self.account}:{self.password}".encode()).decode("ascii")
            lines.append(f"Proxy-Authorization: Basic {pair}")
        return "\r\n".join([*lines, "", ""]).encode("ascii")


def connected(
    proxy: Proxy, host: str, port: int, seconds: float | None, routed: Callable[[], bool] = has_route
) -> socket.socket:
    """A line to `host` and `port` through the proxy, on which nothing was said yet.

    Args:
        proxy: the proxy.
        host: name or address of the platform; the proxy looks the name up.
        port: of the platform.
        seconds: for the connection, and again for the proxy's answer; None = 60.
        routed: has this machine a way out.

    Raises:
        PlatformError: PROXY_UNREACHABLE, NO_LINK, PROXY_SIGN_IN, PROXY_REFUSED, PROXY_BEYOND, PROXY_ANSWER.
    """
    seconds = 60.0 if seconds is None else seconds
    line = reached(proxy, seconds, routed)
    try:
        line.sendall(proxy.head(host, port))
        status = _status(line, time.monotonic() + seconds)
    except OSError as error:  # it hung up, or said nothing
        line.close()
        raise PlatformError(PlatformFault.PROXY_ANSWER) from error
    if status in _OK:
        line.settimeout(seconds)
        return line
    line.close()
    raise PlatformError(_refusal(status))


def reached(proxy: Proxy, seconds: float, routed: Callable[[], bool] = has_route) -> socket.socket:
    """A line to the proxy itself. Raises PlatformError: PROXY_UNREACHABLE, NO_LINK."""
    try:
        line = socket.create_connection((proxy.host, proxy.port), timeout=seconds)
    except ConnectionRefusedError as error:
        raise PlatformError(PlatformFault.PROXY_UNREACHABLE) from error
    except (OSError, UnicodeError) as error:  # UnicodeError: a name that can be none
        fault = PlatformFault.PROXY_UNREACHABLE if routed() else PlatformFault.NO_LINK
        raise PlatformError(fault) from error
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


def _refusal(status: int | None) -> PlatformFault:
    if status is None:
        return PlatformFault.PROXY_ANSWER
    if status == _WANTS_PASSWORD:
        return PlatformFault.PROXY_SIGN_IN
    return PlatformFault.PROXY_BEYOND if status in _BEYOND else PlatformFault.PROXY_REFUSED


def _status(line: socket.socket, end: float) -> int | None:
    """Status of its answer, None where that is no HTTP. Raises OSError, TimeoutError."""
    for _ in range(_MOST_INTERIM):
        status = _one_head(line, end)
        if status is None or status not in _INTERIM:
            return status
    return None


def _one_head(line: socket.socket, end: float) -> int | None:
    """Byte by byte: what comes behind the head belongs to the platform."""
    head = bytearray()
    while not head.endswith((b"\r\n\r\n", b"\n\n")):
        left = end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        line.settimeout(left)
        byte = line.recv(1)
        head += byte
        if not byte or len(head) > _LONGEST_HEAD:
            return None
    found = _STATUS.match(head)
    return int(found[1]) if found else None
