"""The way to the platform, layer by layer: route, proxy, name, connection, certificate, clock, our key.

Must never switch the check of certificates off, never send a case, never call a fault of certificates or clocks a
missing line, and never go around a proxy that the settings name. Behind a sandbox or a loopback address everything
that works is simulated.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import SplitResult, urlsplit

import certifi

from kiosk.domain.text import Text
from kiosk.platform_api.client import PlatformClient
from kiosk.platform_api.diagnosis import has_route, line_error
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.tunnel import connected, reached
from kiosk.runtime.checks.clocks import judged
from kiosk.runtime.connections import Files, make_client, proxy_of
from kiosk.runtime.diagnostics import Check, DoctorFault, Finding, Surroundings, Verdict, found
from kiosk.runtime.key_files import platform_key
from kiosk.runtime.settings import Settings

ENDS_SOON = dt.timedelta(days=21)
"""Rest of a certificate's life that is worth a warning."""
_CONNECT = 5.0
_PORTS = {"http": 80, "https": 443}
_VERIFY_WORDS = {
    9: "not-yet-valid",
    10: "expired",
    18: "self-signed",
    19: "unknown-authority",
    20: "unknown-authority",
    21: "unknown-authority",
    62: "wrong-name",
    64: "wrong-address",
}
"""X509_V_ERR_… of OpenSSL (x509_vfy.h): what a technician calls them."""


def is_simulated(settings: Settings) -> bool:
    """Is the platform a program on this machine? By where its name leads, not by what else the settings hold.

    What a name leads to behind a proxy is not looked up here: only an address says it then.
    """
    _, host, port = _address(settings)
    if settings.platform.proxy is not None:
        return host in {"localhost", "127.0.0.1", "::1"} or host.endswith(".invalid")
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except OSError:
        return False
    return bool(found) and all(ipaddress.ip_address(str(one).partition("%")[0]).is_loopback for one in found)


def _address(settings: Settings) -> tuple[SplitResult, str, int]:
    parts = urlsplit(settings.platform.base_url)
    return parts, parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 443)


def _works(around: Surroundings, finding: Finding) -> Finding:
    """A finding of the platform's: what passes is only simulated where the platform is."""
    simulated = is_simulated(around.settings)
    verdict = Verdict.SIMULATED if simulated and finding.verdict is Verdict.PASS else finding.verdict
    return Finding(verdict, finding.fault, finding.action, finding.facts, simulated)


@contextmanager
def _named() -> Iterator[None]:
    """Socket and TLS errors as the platform's faults, told apart as the client tells them."""
    try:
        yield
    except OSError as error:
        raise line_error(error, has_route) from error


def route(around: Surroundings) -> Finding:
    """Is there any way out of this machine? Raises PlatformError: NO_LINK."""
    if not has_route() and not is_simulated(around.settings):
        raise PlatformError(PlatformFault.NO_LINK)
    return _works(around, Finding(Verdict.PASS, facts={"route": "yes" if has_route() else "no"}))


def proxy(around: Surroundings) -> Finding:
    """Does the proxy answer, and let us in? Raises PlatformError: PROXY_…, NO_LINK."""
    given = proxy_of(around.settings)
    if given is None:
        return Finding(Verdict.PASS, facts={"proxy": "none"})
    reached(given, _CONNECT).close()
    with _line(around.settings):
        pass
    facts = {"proxy": "yes", "account": "no" if given.account is None else "yes"}
    return _works(around, Finding(Verdict.PASS, facts=facts))


@contextmanager
def _line(settings: Settings) -> Iterator[socket.socket]:
    """To the platform, as the client goes: through the proxy where there is one. Raises PlatformError."""
    _, host, port = _address(settings)
    given = proxy_of(settings)
    if given is not None:
        with connected(given, host, port, _CONNECT) as line:
            yield line
        return
    with _named(), socket.create_connection((host, port), timeout=_CONNECT) as line:
        yield line


def name(around: Surroundings) -> Finding:
    """Has the platform's name an address? A proxy looks it up itself. Raises PlatformError: DNS, NO_LINK."""
    if around.settings.platform.proxy is not None:
        return Finding(Verdict.PASS, facts={"addresses": "by the proxy"})
    _, host, port = _address(around.settings)
    with _named():
        addresses = {info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    return _works(around, Finding(Verdict.PASS, facts={"addresses": str(len(addresses))}))


def connection(around: Surroundings) -> Finding:
    """Does anybody answer at that address? Raises PlatformError: NO_LINK, SERVER_DOWN, DNS, PROXY_…."""
    _, _, port = _address(around.settings)
    begun = around.clock.monotonic()
    with _line(around.settings):
        passed = around.clock.monotonic() - begun
    return _works(around, Finding(Verdict.PASS, facts={"port": str(port), "milliseconds": f"{passed * 1000:.0f}"}))


def certificate(around: Surroundings) -> Finding:
    """Is it the platform that answers: name, authority, dates? Raises PlatformError: TLS, CLOCK, NO_LINK, …."""
    parts, _, _ = _address(around.settings)
    if parts.scheme != "https":
        return _works(around, found(Verdict.WARN, DoctorFault.NOT_ENCRYPTED))
    trusted = around.settings.platform.ca_file
    facts: dict[str, str] = {"authorities": "own file" if trusted else "certifi"}
    try:
        shown = _shown(around.settings, str(trusted or certifi.where()))
    except PlatformError as error:
        cause = error.__cause__
        if isinstance(cause, ssl.SSLCertVerificationError):
            facts["reason"] = _VERIFY_WORDS.get(cause.verify_code, str(cause.verify_code))
        action = "configure"
        return Finding(Verdict.FAIL, error.fault.code, action, facts, is_simulated(around.settings))
    ends = dt.datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), dt.UTC)
    facts |= {"issuer": _organisation(shown), "ends": ends.date().isoformat(), "protocol": str(shown["protocol"])}
    if ends - around.clock.wall() < ENDS_SOON:
        return _works(around, found(Verdict.WARN, DoctorFault.CERTIFICATE_ENDS, **facts))
    return _works(around, Finding(Verdict.PASS, facts=facts))


def _shown(settings: Settings, authorities: str) -> dict[str, object]:
    """The verified certificate of whoever answers there, with the protocol spoken. Raises PlatformError."""
    _, host, _ = _address(settings)
    context = ssl.create_default_context(cafile=authorities)
    with _line(settings) as plain, _named(), context.wrap_socket(plain, server_hostname=host) as line:
        return {**(line.getpeercert() or {}), "protocol": line.version() or "-"}


def _organisation(shown: dict[str, object]) -> str:
    """Who signed it, as the certificate says; bounded, it comes from outside."""
    issuer = shown.get("issuer")
    rows = [pair for row in issuer for pair in row] if isinstance(issuer, tuple) else []
    named = [value for key, value in rows if key in {"organizationName", "commonName"}]
    return (str(named[0]) if named else "-")[:80]


def _asked(around: Surroundings, question: Callable[[PlatformClient], Finding]) -> Finding:
    """Ask with a client of our own; no key is made where there is none.

    Raises PlatformError (PROXY_SIGN_IN: its password is not there), PermissionError, KeyRefused.
    """
    if not Files(around.settings.storage.state_dir).terminal_key.exists():
        return found(Verdict.FAIL, DoctorFault.NO_KEY)
    platform_key(around.settings)
    try:
        client = make_client(around.settings)
    except PlatformError as error:  # nobody was asked: it is our own files
        if error.fault is not PlatformFault.AUTHENTICATION:
            raise
        return found(Verdict.FAIL, DoctorFault.KEY_UNUSABLE)
    try:
        return _works(around, question(client))
    finally:
        client.close()


def platform_time(around: Surroundings) -> Finding:
    """The platform's clock beside ours. Raises PlatformError."""

    def ask(client: PlatformClient) -> Finding:
        client.server_time()
        return judged(client.clock_offset)

    return _asked(around, ask)


def signed_in(around: Surroundings) -> Finding:
    """A signed question and a signed answer: does the platform know our key, and is its catalogue genuine?

    Raises PlatformError: AUTHENTICATION, REFUSED, SERVER_DOWN, BUSY, BAD_ANSWER, ….
    """

    def ask(client: PlatformClient) -> Finding:
        answer = client.catalogue()
        version = "-" if answer is None else answer.version
        return Finding(Verdict.PASS, facts={"catalogue": version})

    return _asked(around, ask)


_GUIDANCE = {
    "network-route": Text(
        "没有线路时查网线、光猫、路由。",
        "沒有線路時查網路線、數據機、路由。",
        "No line: look at cable, modem and router.",
    ),
    "network-proxy": Text(
        "代理连不上或不放行时，核对地址、账号，请网点科技人员查。",
        "代理連不上或不放行時，核對位址、帳號，請網點科技人員查。",
        "Proxy: check address and account, and ask those who run it.",
    ),
    "network-name": Text(
        "解不出地址时查 DNS 和 base_url。",
        "解不出位址時查 DNS 和 base_url。",
        "No address: look at the name server and base_url.",
    ),
    "network-connection": Text(
        "连不上时查防火墙和平台是否在运行。",
        "連不上時查防火牆和平台是否在執行。",
        "No connection: look at the firewall, and ask whether the platform runs.",
    ),
    "network-certificate": Text(
        "查域名、有效期、签发机构和 ca_file。绝不关闭校验。",
        "查網域名稱、有效期、簽發機構和 ca_file。絕不關閉驗證。",
        "Look at name, dates, authority and ca_file. Never switch the check off.",
    ),
    "platform-time": Text(
        "差得多时先校本机的时。", "差得多時先校本機的時。", "Where it differs, set the terminal's clock first."
    ),
    "platform-sign-in": Text(
        "平台不认本机时，重新注册终端。",
        "平台不認本機時，重新註冊終端。",
        "Where the platform does not know us: enrol the terminal again.",
    ),
}
_ROWS: tuple[tuple[str, Text, Callable[[Surroundings], Finding]], ...] = (
    ("network-route", Text("线路", "線路", "Line"), route),
    ("network-proxy", Text("代理服务器", "代理伺服器", "Proxy"), proxy),
    ("network-name", Text("平台的名字（DNS）", "平台的名稱（DNS）", "Platform name (DNS)"), name),
    ("network-connection", Text("连接平台（TCP）", "連接平台（TCP）", "Connection (TCP)"), connection),
    ("network-certificate", Text("平台证书（TLS）", "平台憑證（TLS）", "Certificate (TLS)"), certificate),
    ("platform-time", Text("平台的时钟", "平台的時鐘", "Platform clock"), platform_time),
    ("platform-sign-in", Text("平台认证", "平台驗證", "Sign-in at the platform"), signed_in),
)
CHECKS = tuple(
    Check(key, "clock" if key == "platform-time" else "network", title, _GUIDANCE[key], look, limit=40.0)
    for key, title, look in _ROWS
)
