"""What can go wrong between terminal and platform, told apart so that nobody is told the wrong thing.

Must never call a fault of certificates or clocks a missing line (mosip-infra #696).
"""

from __future__ import annotations

from enum import Enum

from kiosk.platform_api.problems import Problem


class PlatformFault(Enum):
    """Every fault: (code, what helps). Codes are stable: support asks for them."""

    NO_LINK = ("platform.no-link", "check cable, modem and route of the terminal")
    DNS = ("platform.dns", "the platform's name has no address: check the name server and base_url")
    CONNECTION_REFUSED = (
        "platform.connection-refused",
        "the address is reached and nobody listens there: check the port in base_url, the firewall, the platform",
    )
    CONNECT_TIMEOUT = (
        "platform.connect-timeout",
        "packets vanish on the way: check the firewall and the quality of the line",
    )
    PROXY_UNREACHABLE = (
        "platform.proxy-unreachable",
        "nobody answers at the proxy's address: check platform.proxy, and ask whether the proxy runs",
    )
    PROXY_SIGN_IN = (
        "platform.proxy-sign-in",
        "the proxy wants an account, or another password: check platform.proxy.account and the secret proxy.secret",
    )
    PROXY_REFUSED = (
        "platform.proxy-refused",
        "the proxy lets nobody through to the platform: have its name and port put on the proxy's list",
    )
    PROXY_BEYOND = (
        "platform.proxy-beyond",
        "the proxy works and does not reach the platform: ask those who run it, then the platform's support",
    )
    PROXY_ANSWER = (
        "platform.proxy-answer",
        "what answers at the proxy's address is no HTTP proxy, or says nothing: check platform.proxy",
    )
    TLS = (
        "platform.tls",
        "no secure line came about: check that base_url leads to the platform, and the TLS versions of both sides",
    )
    TLS_NAME = (
        "platform.tls-name",
        "the certificate is for another name: check base_url and where the name leads; never switch the check off",
    )
    TLS_EXPIRED = (
        "platform.tls-expired",
        "the certificate has ended: first look at the terminal's date, then tell the platform",
    )
    TLS_NOT_YET = (
        "platform.tls-not-yet",
        "the certificate is not valid yet by the terminal's clock: set the clock",
    )
    TLS_AUTHORITY = (
        "platform.tls-authority",
        "nobody we trust has signed the certificate: check ca_file, and whether a box on the way breaks TLS open",
    )
    CLOCK = ("platform.clock", "set the terminal's clock and check its time service")
    AUTHENTICATION = ("platform.authentication", "the platform does not know this terminal's key: enrol it again")
    SERVER_DOWN = (
        "platform.server-down",
        "the platform is reached and out of order: wait, then call the platform's support",
    )
    BUSY = ("platform.busy", "the platform asks to wait: try again after the time it names")
    REFUSED = ("platform.refused", "the platform does not take it as it is: the problem's pointers say what is wrong")
    GONE = ("platform.gone", "the item or version was withdrawn, or the time ran out: the citizen is called back")
    CONFLICT = ("platform.conflict", "the same id was used for something else: freeze it, a person looks")
    LOCKED = ("platform.locked", "too many tries, or locked by an authority: another way or a staffed window")
    STEP_UP = ("platform.step-up", "the platform wants the person confirmed more surely: offer the ways it names")
    NOT_FOUND = ("platform.not-found", "the platform has no such thing for this terminal")
    TIMEOUT = ("platform.timeout", "no answer in time: what was sent may have arrived, ask for it by its id")
    ANSWER_LOST = (
        "platform.answer-lost",
        "the line broke before the answer: what was sent may have arrived, ask by its id",
    )
    CAPTIVE = (
        "platform.captive",
        "a page of some box on the way came instead of the platform's answer: sign the line in, or take the box out",
    )
    BAD_ANSWER = (
        "platform.bad-answer",
        "the answer is not what the contract says, or is not signed: call the platform's support",
    )

    def __init__(self, code: str, remedy: str) -> None:
        self.code = code
        self.remedy = remedy


CERTIFICATE = frozenset({PlatformFault.TLS_NAME, PlatformFault.TLS_EXPIRED, PlatformFault.TLS_NOT_YET})
CERTIFICATE |= {PlatformFault.TLS_AUTHORITY, PlatformFault.TLS}
"""No secure line: nothing was sent, and it is no missing line."""


PROXY = frozenset(
    {
        PlatformFault.PROXY_UNREACHABLE,
        PlatformFault.PROXY_SIGN_IN,
        PlatformFault.PROXY_REFUSED,
        PlatformFault.PROXY_BEYOND,
        PlatformFault.PROXY_ANSWER,
    }
)
"""The proxy on the way: nothing was sent, and there is no other way."""


class PlatformError(Exception):
    """The platform did not do what was asked. The text holds the fault's code and nothing of a person."""

    def __init__(
        self,
        fault: PlatformFault,
        problem: Problem | None = None,
        *,
        retry_after: float | None = None,
        maybe_sent: bool = False,
    ) -> None:
        super().__init__(f"{fault.code} ({problem.kind})" if problem else fault.code)
        self.fault = fault
        self.problem = problem
        self.retry_after = retry_after
        """Seconds, where the platform named a time."""
        self.maybe_sent = maybe_sent
        """May the request have reached the platform? If so its outcome is unknown, not failed."""
