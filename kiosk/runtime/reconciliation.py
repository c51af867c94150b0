"""Do terminal and platform have the same (对账)? Six classes, what each asks for, and the end of a day.

`classify` is pure. `Reconciler` acts on what it finds; it must never erase anything, never close a day that does not
agree, and never send: what the platform misses waits in the outbox again.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum

import msgspec

from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import Platform
from kiosk.platform_api.ledger import sums
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import DayConfirmation, DayEntry, Stored
from kiosk.runtime.clock import Clock
from kiosk.runtime.looked_at import LookedAt, Notes
from kiosk.runtime.own_entries import LEDGERS, Own, business_day, days_of, own_entries
from offline_cache.contract import DayState, JobQueue, JobState, StoreError, StoreFault

_FINANCE = frozenset({"prints", "payments"})
_OVER = frozenset({JobState.WITHDRAWN, JobState.ENDED})
"""Taken back by the citizen, or ended by staff."""
_TRIES = 3
"""How often a day that changed while it was compared is compared anew."""
log = logging.getLogger(__name__)


class Agreement(StrEnum):
    """The classes of the contract (openapi.yaml, Reconciliation)."""

    BOTH = "A"
    """Both agree."""
    HERE = "B"
    """Only here: it is sent again."""
    THERE = "C"
    """The platform has it and we did not know: its word is kept."""
    CONTENT = "D"
    """Another content under the same id: frozen, a person looks."""
    STATE = "E"
    """Another state: the platform's wins."""
    FINANCE = "F"
    """A payment or a print differs: for the finance list."""


class DayFault(Enum):
    """Why a day cannot be closed: (code, what helps)."""

    CONTENT = (
        "reconcile.content-differs",
        "the platform has another content: compare both with the department, then end it",
    )
    FINANCE = (
        "reconcile.finance-differs",
        "a payment or a print differs: look at the list with finance, then say for each that it is checked",
    )
    TASKS = (
        "reconcile.tasks-open",
        "cases were never taken: call the citizens and end them, or mend the cause and retry",
    )

    def __init__(self, code: str, remedy: str) -> None:
        self.code = code
        self.remedy = remedy


@dataclass(frozen=True)
class Finding:
    """One thing, as both sides have it."""

    ledger: str
    entry_id: str
    agreement: Agreement
    own: Own | None
    there: DayEntry | None

    @property
    def has_no_step(self) -> bool:
        """Does a person end it without any step of a job: nothing is to be sent, frozen or fetched?"""
        return self.agreement is Agreement.FINANCE or (
            self.agreement is Agreement.CONTENT and self.own is not None and self.own.job.state is JobState.WITHDRAWN
        )


@dataclass(frozen=True)
class DayResult:
    """How a day stands after it was compared."""

    day: str
    state: DayState
    cause: DayFault | None = None
    classes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By ledger, by letter."""
    findings: tuple[Finding, ...] = ()
    """All that is not class A."""


def classify(ledger: str, own: Mapping[str, Own], there: Mapping[str, DayEntry]) -> tuple[Finding, ...]:
    """Every id of either side with its class, sorted; what is over here and never arrived is left out."""
    found = []
    for entry_id in sorted(own.keys() | there.keys()):
        ours, theirs = own.get(entry_id), there.get(entry_id)
        if theirs is None and ours is not None and ours.job.state in _OVER:
            continue
        found.append(Finding(ledger, entry_id, _agreement(ledger, ours, theirs), ours, theirs))
    return tuple(found)


def _agreement(ledger: str, own: Own | None, there: DayEntry | None) -> Agreement:
    finance = ledger in _FINANCE
    if there is None:
        return Agreement.FINANCE if finance and own is not None and own.state is not None else Agreement.HERE
    if own is None:  # an order is made on the line and never queued here: the platform alone has it
        return Agreement.FINANCE if ledger == "prints" else Agreement.THERE
    other = own.sha256 is not None and there.sha256 is not None and own.sha256 != there.sha256
    if other or own.job.state is JobState.WITHDRAWN:
        return Agreement.FINANCE if finance else Agreement.CONTENT
    if own.state is None:
        return Agreement.THERE
    if (own.state, own.number, own.amount) != (there.state, there.number, there.amount):
        return Agreement.FINANCE if finance else Agreement.STATE
    return Agreement.BOTH


@dataclass
class _Book:
    """What one ledger of a day came to."""

    findings: tuple[Finding, ...]
    sums: tuple[int, str]
    """Count and SM3 of what the platform has."""
    pending: bool = False
    """Something is still to be sent."""
    cause: DayFault | None = None

    def classes(self) -> dict[str, int]:
        counts = Counter(one.agreement.value for one in self.findings)
        return {one.value: counts[one.value] for one in Agreement if counts[one.value]}


class Reconciler:
    """Compares this terminal's outbox with the platform. One thread, beside the sender or instead of it."""

    def __init__(self, platform: Platform, queue: JobQueue, clock: Clock, notes: Notes) -> None:
        """`notes`: of the same store as `queue`."""
        self._platform, self._queue, self._clock = platform, queue, clock
        self.looked_at = LookedAt(notes)

    def due(self) -> tuple[str, ...]:
        """Business days that are over and not closed, oldest first; yesterday also where nothing was queued."""
        today = business_day(self._clock.wall().timestamp())
        yesterday = (dt.date.fromisoformat(today) - dt.timedelta(days=1)).isoformat()
        days = {one.day: one.state for one in self._queue.days()}
        return tuple(
            sorted(day for day in {*days, yesterday} if day < today and days.get(day) is not DayState.CLOSED)
        )

    def compare(self, day: str, *, close: bool = True) -> DayResult:
        """Compare, act on every difference, and end the day where nothing is left to do.

        Raises:
            PlatformError: the platform cannot be asked; nothing is closed.
            StoreError: the outbox cannot be read or written.
        """
        books = {ledger: self._compared(ledger, day, close=close) for ledger in LEDGERS}
        causes = [book.cause for book in books.values() if book.cause is not None]
        cause = causes[0] if causes else None
        state = DayState.OPEN
        if close and not any(book.pending for book in books.values()):
            state = DayState.ESCALATED if cause else DayState.CLOSED
        if close:
            self._mark(day, state, cause)
        findings = tuple(
            one for book in books.values() for one in book.findings if one.agreement is not Agreement.BOTH
        )
        log.info("day %s %s %s", day, state.value, cause.code if cause else "")
        return DayResult(day, state, cause, {name: book.classes() for name, book in books.items()}, findings)

    def differences(self, day: str) -> tuple[Finding, ...]:
        """What of that day a person has to look at and nobody has; nothing is changed, here or there.

        Raises PlatformError, StoreError.
        """
        return tuple(one for ledger in LEDGERS for one in self._look(ledger, day).findings if self._is_asking(one))

    def _is_asking(self, finding: Finding) -> bool:
        """Is it for a person, and has none ended it yet?"""
        if finding.has_no_step:
            return not self.looked_at.has(finding)
        ended = finding.own is not None and finding.own.job.state is JobState.ENDED
        return finding.agreement is Agreement.CONTENT and not ended

    def _mark(self, day: str, state: DayState, cause: DayFault | None) -> None:
        """A day of the outbox is closed with the business days of everything that was queued on it."""
        closed = {one.day for one in self._queue.days() if one.state is DayState.CLOSED} | {day}
        if state is DayState.CLOSED and not days_of(self._queue, day) <= closed:
            return
        self._queue.mark_day(day, state, cause.code if cause else None)

    def _compared(self, ledger: str, day: str, *, close: bool) -> _Book:
        for left in reversed(range(_TRIES)):
            book = self._look(ledger, day)
            for finding in book.findings:
                self._act(book, finding)
            if not close or book.pending or self._confirmed(ledger, day, book, last=not left):
                break
        return book

    def _look(self, ledger: str, day: str) -> _Book:
        """Both sides; where the sums are equal the platform's entries need not be fetched."""
        own = own_entries(self._queue, day, ledger)
        stated = self._platform.day(ledger, day)
        entries = [one.entry() for one in own.values()]
        if sums(entries)[:2] != (stated.count, stated.sm3):
            pages = range(1, stated.pages + 1)
            entries = [one for page in pages for one in self._platform.day_page(ledger, day, page).entries]
        found = classify(ledger, own, {one.id: one for one in entries})
        return _Book(found, sums(entries)[:2])

    def _confirmed(self, ledger: str, day: str, book: _Book, *, last: bool) -> bool:
        """Tell the platform; False where it has changed meanwhile and is to be compared anew."""
        verdict = (DayState.ESCALATED if book.cause else DayState.CLOSED).value
        try:
            self._platform.confirm_day(ledger, day, DayConfirmation(verdict, *book.sums, book.classes()))
        except PlatformError as error:
            kind = error.problem.kind if error.problem else ""
            if error.fault is not PlatformFault.CONFLICT or (last and kind == ProblemType.CONFLICT):
                raise
            return kind == ProblemType.STATE_CONFLICT  # it was closed before, on what both had then
        return True

    # --- what each class asks for -----------------------------------------------------------------------------
    def _act(self, book: _Book, finding: Finding) -> None:
        if finding.agreement is not Agreement.BOTH:
            log.info("%s %s class %s", finding.ledger, finding.entry_id, finding.agreement.value)
        match finding.agreement:
            case Agreement.HERE if finding.own is not None:
                self._send_again(book, finding.own)
            case Agreement.THERE | Agreement.STATE if finding.own is not None:
                self._adopt(book, finding)
            case Agreement.CONTENT if self._is_asking(finding):
                book.cause = DayFault.CONTENT
                self._freeze(finding)
            case Agreement.FINANCE if self._is_asking(finding):
                book.cause = DayFault.FINANCE

    def _send_again(self, book: _Book, own: Own) -> None:
        if own.job.state in {JobState.SET_ASIDE, JobState.CALL_BACK}:
            book.cause = DayFault.TASKS
        elif own.job.state is JobState.DONE and not self._stepped(lambda: self._queue.reopen(own.job.job_id)):
            book.cause = DayFault.CONTENT  # erased here, and not there: nothing left to send
        else:
            book.pending = True

    def _adopt(self, book: _Book, finding: Finding) -> None:
        """Keep the platform's word; what is being sent at this moment is told by its own answer."""
        job_id = finding.entry_id
        if finding.own is not None and finding.own.job.state is JobState.SENDING:
            book.pending = True
            return
        if finding.ledger == "submissions":
            answer = msgspec.json.encode(self._platform.get_submission(job_id))
        elif finding.ledger == "ratings":
            answer = msgspec.json.encode(self._platform.evaluation(job_id))
        elif finding.ledger == "payments":
            answer = msgspec.json.encode(self._platform.payment(job_id))
        else:
            answer = msgspec.json.encode(Stored(job_id, to_rfc3339(self._clock.wall().timestamp())))
        self._stepped(lambda: self._queue.settle(job_id, answer))

    def _freeze(self, finding: Finding) -> None:
        if finding.own is not None:
            self._stepped(lambda: self._queue.freeze(finding.entry_id, DayFault.CONTENT.code))

    def _stepped(self, step: Callable[[], object]) -> bool:
        """False where the job's state does not allow it: somebody else was quicker, or it is erased."""
        try:
            step()
        except StoreError as error:
            if error.fault is not StoreFault.STEP_NOT_ALLOWED:
                raise
            return False
        return True
