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
    TLS = (
        "platform.tls",
        "the platform's certificate does not hold: check ca_file, name and validity; never switch it off",
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
    BAD_ANSWER = (
        "platform.bad-answer",
        "the answer is not what the contract says, or is not signed: call the platform's support",
    )

    def __init__(self, code: str, remedy: str) -> None:
        self.code = code
        self.remedy = remedy


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
