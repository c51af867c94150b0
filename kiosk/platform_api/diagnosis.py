"""From what went wrong on the line to its fault. Must never call a TLS or clock fault a missing line."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path

import msgspec
import requests
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, ReadTimeoutError

from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.problems import MEDIA_TYPE, Problem, ProblemType

_NOT_YET_VALID = 9
"""X509_V_ERR_CERT_NOT_YET_VALID: nobody issues certificates for later, so it is our clock that lies in the past."""
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
    tls = _tls(causes)
    if tls is not None:
        return PlatformError(tls)
    if any(isinstance(cause, socket.gaierror | NameResolutionError) for cause in causes):
        return PlatformError(PlatformFault.DNS if routed() else PlatformFault.NO_LINK)
    if any(isinstance(cause, ReadTimeoutError | requests.ReadTimeout) for cause in causes):
        return PlatformError(PlatformFault.TIMEOUT, maybe_sent=True)
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return PlatformError(PlatformFault.SERVER_DOWN)
    if any(isinstance(cause, ConnectTimeoutError) or getattr(cause, "errno", None) in _NO_LINK for cause in causes):
        return PlatformError(PlatformFault.NO_LINK)
    return PlatformError(PlatformFault.ANSWER_LOST, maybe_sent=True)


def _tls(causes: list[BaseException]) -> PlatformFault | None:
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError) and cause.verify_code == _NOT_YET_VALID:
            return PlatformFault.CLOCK
    if any(isinstance(cause, ssl.SSLError | requests.exceptions.SSLError) for cause in causes):
        return PlatformFault.TLS
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and everything it was made from; urllib3 hides causes in `reason` and `args`."""
    waiting, seen = [error], 0
    while waiting and seen < _MAX_CHAIN:
        one = waiting.pop(0)
        seen += 1
        yield one
        inner = [getattr(one, "reason", None), one.__cause__, one.__context__, *one.args]
        waiting.extend(each for each in inner if isinstance(each, BaseException) and each is not one)


def read_problem(content_type: str, body: bytes) -> Problem | None:
    """The problem in the body, None where it is something else (a gateway's page, a captive portal)."""
    if content_type.split(";", maxsplit=1)[0].strip().lower() != MEDIA_TYPE:
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
}
_BUSY = (429, 503)
_SERVER = range(500, 600)


def status_error(status: int, content_type: str, body: bytes, retry_after: str | None, now: float) -> PlatformError:
    """The fault behind an answer that is no success.

    A refusal counts only as a problem of the platform: a page of some box on the way is a BAD_ANSWER, so that a
    captive portal never decides a case.
    """
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
    """Retry-After as seconds from `now`; None where it is absent or no time."""
    if value is None:
        return None
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, TypeError):
        return None
