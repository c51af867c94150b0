"""Do both sides have the same (对账), and what is carried by hand.

Must never hold a rule: only names and types, as `openapi.yaml` says.
"""

from __future__ import annotations

from kiosk.platform_api.problems import Problem
from kiosk.platform_api.wire.base import Wire
from kiosk.platform_api.wire.submission import SubmissionAnswer
from kiosk.platform_api.wire.terminal import Enrolled


class Day(Wire, frozen=True):
    """The platform's sums of one terminal, one ledger, one day."""

    terminal_id: str
    kind: str
    day: str
    count: int
    sm3: str
    pages: int
    state: str
    """open, closed or escalated."""
    closed_at: str | None = None


class DayEntry(Wire, frozen=True):
    """One entry, enough to compare."""

    id: str
    state: str
    """Of the case or payment; `recorded` for ratings, the outcome for prints."""
    sha256: str | None = None
    number: str | None = None
    """办件编号, serial of the paper or 缴款单号."""
    amount: str | None = None


class DayPage(Wire, frozen=True):
    """A page of entries."""

    entries: tuple[DayEntry, ...]
    pages: int


class DayConfirmation(Wire, frozen=True):
    """The terminal agrees, or does not."""

    verdict: str
    """closed: nothing is left to send or to look at. escalated: a person must look."""
    count: int
    """Entries, as the terminal has seen them at the platform."""
    sm3: str
    classes: dict[str, int]


class CarryOut(Wire, frozen=True):
    """What was exported, sealed for the platform."""

    bundle_id: str
    terminal_id: str
    key_id: str
    sha256: str
    content: str


class CarryOutReceipt(Wire, frozen=True):
    """To be carried back; proves itself."""

    bundle_id: str
    receipt: str
    key_id: str
    signature: str


class CarryOutResult(Wire, frozen=True):
    """What became of one thing."""

    id: str
    status: int
    answer: SubmissionAnswer | None = None
    problem: Problem | None = None
    enrolled: Enrolled | None = None
    """Of the enrolment of a terminal without a line."""


class CarryOutResults(Wire, frozen=True):
    """What became of everything in a bundle."""

    bundle_id: str
    terminal_id: str
    sha256: str
    received_at: str
    results: tuple[CarryOutResult, ...]
