"""From what went wrong on the line to its fault. Must never call a TLS or clock fault a missing line."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import requests
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, ReadTimeoutError

from kiosk.platform_api.bounded import HandshakeError
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.problems import MEDIA_TYPE, Problem, ProblemType
from kiosk.platform_api.times import from_http

_CERTIFICATE = {
    9: PlatformFault.TLS_NOT_YET,
    10: PlatformFault.TLS_EXPIRED,
    18: PlatformFault.TLS_AUTHORITY,
    19: PlatformFault.TLS_AUTHORITY,
    20: PlatformFault.TLS_AUTHORITY,
    21: PlatformFault.TLS_AUTHORITY,
    62: PlatformFault.TLS_NAME,
    64: PlatformFault.TLS_NAME,
}
"""X509_V_ERR_… of OpenSSL (x509_vfy.h): dates, authority (self-signed, issuer not there), host name, address."""
_NO_LINK = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL}
_ROUTES = Path("/proc/net/route")
_MAX_CHAIN = 20


def has_route(table: Path = _ROUTES) -> bool:
    """Has this machine any route that leaves it? Where the table cannot be read the answer is yes."""
    try:
        lines = table.read_text(encoding="ascii").splitlines()[1:]
    except (OSError, UnicodeDecodeError):
        return True
    return any(not line.startswith("lo") for line in lines)


def line_error(error: Exception, routed: Callable[[], bool]) -> PlatformError:
    """The fault behind an exception of `requests`; `routed` says whether there is a way out of this machine."""
    causes = list(_chain(error))
    tls = _tls(causes, isinstance(error, ssl.SSLError))
    if tls is not None:
        return PlatformError(tls)
    if any(isinstance(cause, socket.gaierror | NameResolutionError) for cause in causes):
        return PlatformError(PlatformFault.DNS if routed() else PlatformFault.NO_LINK)
    if any(isinstance(cause, ReadTimeoutError | requests.ReadTimeout) for cause in causes):
        return PlatformError(PlatformFault.TIMEOUT, maybe_sent=True)
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return PlatformError(PlatformFault.CONNECTION_REFUSED)
    if any(getattr(cause, "errno", None) in _NO_LINK for cause in causes):
        return PlatformError(PlatformFault.NO_LINK)
    if isinstance(error, TimeoutError) or any(isinstance(cause, ConnectTimeoutError) for cause in causes):
        return PlatformError(PlatformFault.CONNECT_TIMEOUT if routed() else PlatformFault.NO_LINK)
    if any(isinstance(cause, TimeoutError) for cause in causes):  # while the body was sent
        return PlatformError(PlatformFault.TIMEOUT, maybe_sent=True)
    return PlatformError(PlatformFault.ANSWER_LOST, maybe_sent=True)


def _tls(causes: list[BaseException], bare: bool) -> PlatformFault | None:  # noqa: FBT001
    """Why there is no secure line, None where there was one; `bare`: the error is the TLS layer's own."""
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _CERTIFICATE.get(cause.verify_code, PlatformFault.TLS)
    return PlatformFault.TLS if bare or any(isinstance(cause, HandshakeError) for cause in causes) else None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and everything it was made from; urllib3 hides causes in `reason` and `args`."""
    waiting, seen = [error], 0
    known = {id(error)}
    while waiting and seen < _MAX_CHAIN:
        one = waiting.pop(0)
        seen += 1
        yield one
        for each in (getattr(one, "reason", None), one.__cause__, one.__context__, *one.args):
            if isinstance(each, BaseException) and id(each) not in known:
                known.add(id(each))
                waiting.append(each)


def read_problem(content_type: str, body: bytes) -> Problem | None:
    """The problem in the body, None where it is something else (a gateway's page, a captive portal)."""
    if _media(content_type) != MEDIA_TYPE:
        return None
    try:
        return msgspec.json.decode(body, type=Problem)
    except msgspec.DecodeError:
        return None


_BY_STATUS = {
    400: PlatformFault.REFUSED,
    401: PlatformFault.AUTHENTICATION,
    403: PlatformFault.AUTHENTICATION,
    404: PlatformFault.NOT_FOUND,
    409: PlatformFault.CONFLICT,
    410: PlatformFault.GONE,
    413: PlatformFault.REFUSED,
    422: PlatformFault.REFUSED,
    423: PlatformFault.LOCKED,
}
_BY_KIND = {
    ProblemType.CLOCK_SKEW.value: PlatformFault.CLOCK,
    ProblemType.SESSION_INVALID.value: PlatformFault.STEP_UP,
    ProblemType.STEP_UP_REQUIRED.value: PlatformFault.STEP_UP,
    ProblemType.STATE_CONFLICT.value: PlatformFault.REFUSED,
}
_BUSY = (429, 503)
_SERVER = range(500, 600)
_LONGEST_WAIT = 86_400.0
"""Seconds. A header may ask for any number, more than a clock or a page can show."""
_REDIRECTED, _NOT_MODIFIED = range(300, 400), 304
_NETWORK_WANTS = (407, 511)
"""Proxy Authentication Required; Network Authentication Required (RFC 6585 §6)."""
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def is_foreign(status: int, content_type: str, body: bytes) -> bool:
    """Is this somebody else's answer: a portal's page, a redirection, a proxy that wants a password?

    The contract knows no redirection and no page. A page with 5xx is left to the status: a gateway that says that
    the platform behind it is out of order.
    """
    if status in _NETWORK_WANTS or (status in _REDIRECTED and status != _NOT_MODIFIED):
        return True
    return status not in _SERVER and (_media(content_type) in _PAGES or body[:64].lstrip()[:1] == b"<")


def _media(content_type: str) -> str:
    return content_type.split(";", maxsplit=1)[0].strip().lower()


def status_error(status: int, content_type: str, body: bytes, retry_after: str | None, now: float) -> PlatformError:
    """The fault behind an answer that is no success.

    A refusal counts only as a problem of the platform: a page of some box on the way is CAPTIVE, anything else a
    BAD_ANSWER, so that neither ever decides a case.
    """
    if is_foreign(status, content_type, body):
        return PlatformError(PlatformFault.CAPTIVE, maybe_sent=True)
    problem = read_problem(content_type, body)
    if status in _BUSY:
        wait = _seconds(retry_after, now)
        return PlatformError(PlatformFault.BUSY, problem, retry_after=wait, maybe_sent=status in _SERVER)
    if status in _SERVER:
        return PlatformError(
            PlatformFault.SERVER_DOWN, problem, retry_after=_seconds(retry_after, now), maybe_sent=True
        )
    if problem is None or status not in _BY_STATUS:
        return PlatformError(PlatformFault.BAD_ANSWER, problem, maybe_sent=True)
    return PlatformError(_BY_KIND.get(problem.kind, _BY_STATUS[status]), problem)


def _seconds(value: str | None, now: float) -> float | None:
    """Retry-After as seconds from `now`, a day at most; None where it is absent or no time."""
    if value is None:
        return None
    if value.isascii() and value.isdigit():
        return min(float(value), _LONGEST_WAIT)
    try:
        return min(max(0.0, from_http(value) - now), _LONGEST_WAIT)
    except ValueError:
        return None
