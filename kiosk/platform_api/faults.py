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
        "a page of some box on the way came instead of the platform's answer: sign the line in, take the proxy out",
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
