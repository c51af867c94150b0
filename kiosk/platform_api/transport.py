"""One signed request and its answer, over `requests`.

Must never follow a redirect, use a proxy from the environment, go around the one it is given, wait without end, or
send a signature twice.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import requests
from urllib3.exceptions import HTTPError

from kiosk.platform_api.bounded import BoundedAdapter
from kiosk.platform_api.diagnosis import has_route, is_foreign, line_error, status_error
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.signing.keys import KeyFileError, PrivateKey, PublicKey
from kiosk.platform_api.signing.rfc9421 import Request, sign_request
from kiosk.platform_api.signing.ring import KeyRing
from kiosk.platform_api.times import from_http, from_rfc3339
from kiosk.platform_api.tunnel import Proxy, connected

_LOG = logging.getLogger(__name__)

MAX_OFFSET = 7 * 86400.0
"""Seconds the terminal's clock may differ and still be made good: requests are signed with the platform's time.

A clock on a wrong day goes on working and is a fault in the doctor; one in another month is no clock.
"""
MAX_ANSWER = 8 * 1024 * 1024
"""Bytes of the largest answer that is read."""
_CHUNK = 65536
_NOT_THERE = (404, 410)
"""Said to HEAD, whose answers have no body to explain themselves."""
_DRIFT = 2.0
_SLOWEST = 8192.0
"""Bytes a second of the slowest line that is worth waiting for (64 kbit/s)."""
_STILL_FRESH = 5.0
"""Seconds, by the platform's time, after which what was signed ahead is signed anew."""


Gateway = Callable[[str, str, float], Mapping[str, str]]
"""Method, URL and time of a call to the headers a gateway wants: see `signing/{tif,bg_hmac,gjgxjhpt}`."""


@dataclass(frozen=True)
class Endpoint:
    """Where the platform is and who we are."""

    base_url: str
    terminal_id: str
    platform_key: PublicKey
    """Verifies the catalogue; comes from the installation, never over the line it protects."""
    ca_file: Path | None = None
    """Certificates to trust; None = those of the `certifi` package."""
    connect_timeout: float = 5.0
    read_timeout: float = 20.0
    """Seconds without a byte, and more after a large body; the whole answer may take three times as long."""
    gateway: Gateway | None = None
    """Opens the door of a provincial gateway on the way; our own signature is there all the same."""
    proxy: Proxy | None = None
    """Then nothing goes any other way."""
    key_file: Path | None = None
    """The terminal's key on disk: looked at again when the platform does not know the one in hand, see `KeyRing`."""


@dataclass(frozen=True)
class Reply:
    """A successful answer."""

    status: int
    headers: dict[str, str] = field(repr=False)
    """Names in lower case."""
    body: bytes = field(repr=False)
    request: Request = field(repr=False)
    """As it was signed."""


@dataclass(frozen=True)
class Call:
    """What is asked. `body` is JSON unless a header Content-Type says otherwise."""

    method: str
    path: str
    body: bytes | None = field(default=None, repr=False)
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    signed: bool = True
    most: int = MAX_ANSWER
    """Bytes of the answer that are read; of one with more, nothing is. A refusal says why in its own words."""


@dataclass(frozen=True)
class _Ready:
    """A call that was signed ahead; it goes out once, or never."""

    call: Call
    key: PrivateKey
    at: float
    """The platform's time then."""
    prepared: requests.PreparedRequest = field(repr=False)
    request: Request = field(repr=False)


class AnswerTooLarge(PlatformError):  # noqa: N818  says what happened
    """More came than is read: a BAD_ANSWER, with a name of its own where somebody can do something about it."""


class Transport:
    """Sends calls; may be used from several threads. Holds the measured offset of the clock."""

    def __init__(
        self,
        endpoint: Endpoint,
        key: PrivateKey,
        *,
        clock: Callable[[], float] = time.time,
        routed: Callable[[], bool] = has_route,
    ) -> None:
        self.endpoint = endpoint
        self.offset = 0.0
        self.key = key
        self._clock, self._routed = clock, routed
        proxy = endpoint.proxy
        self._way = partial(connected, proxy, routed=routed) if proxy is not None else None
        self._local = threading.local()
        self._adapters: list[BoundedAdapter] = []

    def send(self, call: Call) -> Reply:
        """The answer where it is a success; PlatformError otherwise.

        Where the platform refuses because of the clock, the offset is taken from its answer and the call is signed
        afresh and sent once more; an offset beyond MAX_OFFSET is a CLOCK fault. Where it does not know our key, one
        that has followed it on disk is taken instead.
        """
        try:
            return self._attempt(call)
        except PlatformError as error:
            if error.fault is PlatformFault.CLOCK and self._measured_from(error):
                pass
            elif error.problem is None or error.problem.kind != ProblemType.KEY_UNKNOWN.value:
                raise
            else:
                return self._with_another_key(call, error)
        return self._attempt(call)

    def make_ready(self, call: Call) -> None:
        """Sign it now: where it is the next one that this thread sends, and soon, that signature is used."""
        now = self._clock() + self.offset
        self._local.ready = _Ready(call, self.key, now, *self._signed(call, now))

    def use(self, key: PrivateKey) -> None:
        """Sign with this key from now on."""
        self.key = key

    def _with_another_key(self, call: Call, refused: PlatformError) -> Reply:
        """The answer, signed with a key of the ring that the platform knows; `refused` where it knows none."""
        held = self.key
        try:
            others = KeyRing(self.endpoint.key_file).keys() if self.endpoint.key_file else []
        except KeyFileError:
            others = []
        for key in others:
            if key.key_id == held.key_id:
                continue
            self.use(key)
            try:
                return self._attempt(call)
            except PlatformError as error:
                if error.fault is not PlatformFault.AUTHENTICATION:
                    raise
        self.use(held)
        raise refused

    def measured(self, platform: float, before: float) -> None:
        """Keep the offset from the platform's time; `before` is our time at sending. CLOCK where it is too far."""
        offset = platform - (before + self._clock()) / 2
        if abs(offset) > MAX_OFFSET:
            raise PlatformError(PlatformFault.CLOCK)
        self.offset = offset

    def now(self) -> float:
        """Our clock, seconds since 1970, not corrected."""
        return self._clock()

    def close(self) -> None:
        """Give the connections back."""
        for adapter in self._adapters:
            adapter.close()
        self._adapters.clear()
        self._local = threading.local()

    def _measured_from(self, error: PlatformError) -> bool:
        stated = error.problem.server_time if error.problem else None
        if stated is None:
            return False
        try:
            self.measured(from_rfc3339(stated), self._clock())
        except (ValueError, PlatformError):
            return False
        return True

    def _attempt(self, call: Call) -> Reply:
        trusted = self.endpoint.ca_file
        if trusted is not None and not trusted.is_file():
            raise PlatformError(PlatformFault.TLS_AUTHORITY)
        prepared, request = self._prepared(call)
        try:
            with self._adapter().send(
                prepared,
                stream=True,
                timeout=(self.endpoint.connect_timeout, self._silence(call)),
                verify=str(trusted) if trusted else True,
            ) as response:
                body = self._body(response, call.most if response.ok else MAX_ANSWER)
        except (requests.RequestException, HTTPError, OSError) as error:
            fault = line_error(error, self._routed)
            _LOG.info("platform call %s failed: %s", call.method, fault)
            raise fault from error
        except PlatformError as error:  # told apart already
            _LOG.info("platform call %s failed: %s", call.method, error)
            raise
        headers = {name.lower(): value for name, value in response.headers.items()}
        content_type, retry = headers.get("content-type", ""), headers.get("retry-after")
        if not is_foreign(response.status_code, content_type, body):
            self._drifted(headers.get("date"))
            if response.status_code in (200, 201, 202, 204, 304):
                return Reply(response.status_code, headers, body, request)
        if call.method == "HEAD" and response.status_code in _NOT_THERE:
            raise PlatformError(PlatformFault.NOT_FOUND)
        raise status_error(response.status_code, content_type, body, retry, self._clock() + self.offset)

    def _silence(self, call: Call) -> float:
        """Seconds without a byte of the answer: what we have sent may still lie in buffers on its way there."""
        return self.endpoint.read_timeout + len(call.body or b"") / _SLOWEST

    def _prepared(self, call: Call) -> tuple[requests.PreparedRequest, Request]:
        """As it was made ready, which is forgotten either way; else as it is made now."""
        ready: _Ready | None = self._local.__dict__.pop("ready", None)
        now = self._clock() + self.offset
        if ready and ready.call == call and ready.key is self.key and abs(now - ready.at) < _STILL_FRESH:
            return ready.prepared, ready.request
        return self._signed(call, now)

    def _signed(self, call: Call, now: float) -> tuple[requests.PreparedRequest, Request]:
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", **call.headers}
        headers["X-Terminal-Id"] = self.endpoint.terminal_id
        if call.body is not None:
            headers.setdefault("Content-Type", "application/json")
        url = self.endpoint.base_url.rstrip("/") + call.path
        prepared = requests.Request(call.method, url, headers=headers, data=call.body).prepare()
        request = Request(call.method, str(prepared.url), prepared.headers)
        if self.endpoint.gateway is not None:
            prepared.headers.update(self.endpoint.gateway(call.method, str(prepared.url), now))
        if call.signed:
            sign_request(request, call.body, self.key, now)
        return prepared, request

    def _adapter(self) -> BoundedAdapter:
        """The connections of this thread, without a session around them: no cookie, redirect, retry."""
        adapter: BoundedAdapter | None = getattr(self._local, "adapter", None)
        if adapter is None:
            adapter = self._local.adapter = BoundedAdapter(self._way)
            self._adapters.append(adapter)
        return adapter

    def _body(self, response: requests.Response, most: int) -> bytes:
        """All of it; what has come is looked at as it comes, so that a drip is no way around the deadline."""
        deadline = time.monotonic() + 3 * self.endpoint.read_timeout
        body = bytearray()
        while piece := response.raw.read1(_CHUNK, decode_content=True):
            body += piece
            if len(body) > most:
                raise AnswerTooLarge(PlatformFault.BAD_ANSWER, maybe_sent=True)
            if time.monotonic() > deadline:
                raise PlatformError(PlatformFault.TIMEOUT, maybe_sent=True)
        return bytes(body)

    def _drifted(self, date: str | None) -> None:
        """Follow the platform's Date where it has moved away from the offset; it counts whole seconds only."""
        try:
            stated = from_http(date or "") + 0.5
        except ValueError:
            return
        offset = stated - self._clock()
        if abs(offset - self.offset) > _DRIFT and abs(offset) <= MAX_OFFSET:
            self.offset = offset
