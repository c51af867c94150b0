"""The sync process: watches the line, keeps the catalogue fresh, empties the outbox. The only sender of submissions.

Never drops a job, never lets one hold up the rest, never logs more than codes and job ids. One `round` is one look
at everything; it returns how long to wait, and `run` repeats it until `stop`.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import Enum
from types import MappingProxyType

import msgspec

from kiosk.domain.catalogue import Catalogue
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import CatalogueAnswer
from kiosk.platform_api.transport import AnswerTooLarge
from kiosk.platform_api.wire import AuditHead, Heartbeat
from kiosk.runtime import delays
from kiosk.runtime.clock import Clock
from kiosk.runtime.fleet.beating import heartbeat
from kiosk.runtime.line import Alarm, Audit, Line
from kiosk.runtime.sending import SUBMISSION, Sender, case_sender
from kiosk.runtime.sync_policy import MOST_STRIKES, STRIKING, Policy, Treatment, treatment, wait_for
from offline_cache.contract import (
    NEVER_CHECKED,
    Blame,
    Claimed,
    Job,
    JobFault,
    JobQueue,
    Link,
    LinkBoard,
    Snapshot,
    Snapshots,
    StoreError,
)

_RIGHT = 3600.0
"""Seconds that the clock may be off when it decides; requests go through with days."""
CATALOGUE = "catalogue"
"""Kind of the catalogue's snapshot."""

log = logging.getLogger(__name__)


class SyncFault(Enum):
    """Faults of the sync process itself: (code, what helps)."""

    CATALOGUE_MALFORMED = ("catalogue.malformed", "the platform's catalogue was not taken, the last good one stays")
    CATALOGUE_TOO_LARGE = ("catalogue.too-large", "the platform's catalogue is too large, the last good one stays")

    def __init__(self, code: str, remedy: str) -> None:
        self.code = code
        self.remedy = remedy


class Places(msgspec.Struct, frozen=True):
    """The parts of the store this process works on."""

    outbox: JobQueue
    snapshots: Snapshots
    link: LinkBoard


class Orders(msgspec.Struct, frozen=True):
    """How this process is to work."""

    version: str = ""
    """Of the program, for the heartbeat."""
    senders: Mapping[str, Sender] = MappingProxyType({})
    """By kind; a kind without one is set aside. Cases are sent without attachments where nothing else is said."""
    policy: Policy = Policy()
    told: Callable[[], Policy] | None = None
    """Asks the platform what it wants of this terminal; see kiosk.runtime.told.Told."""
    compare: Callable[[float], bool] | None = None
    """Compares days with the platform where one is due; see kiosk.runtime.daily.Daily."""
    audit: Audit | None = None
    """What of the audit trail goes with every heartbeat."""
    beat: Callable[[str, JobQueue, AuditHead | None], Heartbeat] | None = None
    """Makes the heartbeat; see kiosk.runtime.fleet.beating.Fleet."""
    publish: Callable[[Heartbeat, Link], None] = lambda _beat, _link: None
    """Shows heartbeat and line to whoever looks from this machine; see kiosk.runtime.fleet.metrics."""
    corrected: Callable[[float], float] = float
    """When something was taken, by the clock of now; see kiosk.runtime.clock_steps.ClockSteps."""


class Synchroniser:
    """Does it. One thread; `stop` may be called from another, or from a signal handler (then wake the alarm)."""

    def __init__(
        self,
        line: Line,
        places: Places,
        *,
        clock: Clock,
        rng: random.Random,
        orders: Orders = Orders(),  # noqa: B008  frozen
    ) -> None:
        self._line = line
        self._senders = {SUBMISSION: case_sender(line), **orders.senders}
        self._policy, self._told, self._compare = orders.policy, orders.told, orders.compare
        self._audit, self._corrected = orders.audit, orders.corrected
        self._publish = orders.publish
        self._make_beat = orders.beat or (lambda name, queue, head: heartbeat(name, queue, self._wall(), head))
        self._outbox, self._snapshots, self._board = places.outbox, places.snapshots, places.link
        self._clock = clock
        self._rng = rng
        self._version = orders.version
        self._stopped = threading.Event()
        self._recovered = False
        self._link = NEVER_CHECKED
        self._etag: str | None = None
        self._next_check = self._last_check = float("-inf")
        self._next_catalogue = self._next_told = self._held_until = float("-inf")
        self._opened_one = False
        self._next_tidying = float("-inf")

    def stop(self) -> None:
        """Finish the job at hand, then no more."""
        self._stopped.set()

    def run(self, alarm: Alarm, *, renew: bool = False) -> None:
        """Rounds until `stop`. With `renew` also until a case was opened here and nothing is left to send.

        What was sent cannot be wiped from a process's memory; only its end does that. Whoever runs this begins anew.
        """
        while not self._stopped.is_set():
            pause = self.round()
            self._compare_days()
            if renew and self._has_been_used():
                log.info("sync begins anew: it has held a case")
                return
            if not self._stopped.is_set() and alarm.wait(pause):
                self.woken()

    def once(self) -> bool:
        """Rounds until nothing is due; True when the line is up and everything that was due has an answer."""
        while self.round() == 0.0 and not self._stopped.is_set():
            pass
        if not (self._recovered and self._link.online):
            return False
        due = self._outbox.next_due()
        return due is None or due > self._wall()

    def _compare_days(self) -> None:
        """It opens cases; a fault of the store is for the next round to tell."""
        if self._compare is not None and self._link.online and self._held_until <= self._clock.monotonic():
            with suppress(StoreError):
                self._opened_one |= self._compare(self._link.changed_at)

    def _has_been_used(self) -> bool:
        """Was a case opened here, and is none left that waits? Then the platform's pauses are over too."""
        try:
            return self._opened_one and self._outbox.next_due() is None
        except StoreError:
            return False

    def woken(self) -> None:
        """Something was put in: look at the line again if it was down, but not at every knock."""
        if not self._link.online:
            self._next_check = min(self._next_check, self._last_check + delays.SYNC_PROBE_GAP)

    def round(self) -> float:
        """Look at everything once; returns the seconds until the next look."""
        try:
            return self._round()
        except StoreError as error:
            log.warning("%s sync waits", error.fault.code)
            self._recovered = False
            return delays.SYNC_STORE_PAUSE

    def _round(self) -> float:
        if not self._recovered:
            self._begin()
        if self._clock.monotonic() >= self._next_check:
            self._check_line()
        if self._link.online:
            self._be_told()
            self._refresh_catalogue()
            self._drain()
            self._tidy()
        return self._pause()

    def _begin(self) -> None:
        waiting = self._outbox.recover()
        self._link = self._board.read()
        kept = self._snapshots.current(CATALOGUE)
        self._etag = kept.etag if kept else None
        self._recovered = True
        log.info("sync begins, %d interrupted", waiting)

    # --- the line -----------------------------------------------------------------------------------------
    def _check_line(self) -> None:
        """Ask the platform's clock, then say how we are, signed: the line is up when both go through."""
        audit = None if self._audit is None else self._audit.head()
        beat = self._make_beat(self._version, self._outbox, audit)
        if self._well():
            self._say(beat)
        self._publish(beat, self._link)

    def _say(self, beat: Heartbeat) -> None:
        try:
            self._line.heartbeat(beat)
        except PlatformError as error:
            log.info("%s heartbeat", error.fault.code)
            self._mark(error.fault.code if treatment(error.fault) is Treatment.LINE else None)
        else:
            self._mark(None)
            if self._audit is not None and beat.audit is not None:
                self._audit.confirmed(beat.audit, self._wall() + self._line.clock_offset)

    def _well(self) -> bool:
        try:
            self._line.server_time()
        except PlatformError as error:
            self._mark(error.fault.code)
            return False
        return True

    def _mark(self, fault: str | None) -> None:
        """Write down how the line is, for the screen."""
        now, before = self._wall(), self._link
        changed = (before.online, before.fault) != (fault is None, fault) or not before.checked_at
        if changed:
            log.info("line %s", fault or "up")
        if changed and fault is None:
            self._next_catalogue = self._next_told = float("-inf")
        since = now if changed else before.changed_at
        self._link = Link(fault is None, fault, since, now, self._line.clock_offset)
        self._board.write(self._link)
        self._last_check = self._clock.monotonic()
        interval = delays.SYNC_OFFLINE_INTERVAL if fault else delays.SYNC_INTERVAL
        self._next_check = self._last_check + interval * self._rng.uniform(0.9, 1.0)

    def _be_told(self) -> None:
        """Ask what the platform wants of this terminal, as often as for the catalogue."""
        if self._told is not None and self._clock.monotonic() >= self._next_told:
            self._next_told = self._clock.monotonic() + delays.SYNC_CATALOGUE_INTERVAL
            self._policy = self._told()

    # --- the catalogue ------------------------------------------------------------------------------------
    def _refresh_catalogue(self) -> None:
        """Ask for a newer one; what is not what the schema says never replaces the last good one."""
        if self._clock.monotonic() < self._next_catalogue:
            return
        self._next_catalogue = self._clock.monotonic() + delays.SYNC_CATALOGUE_INTERVAL
        try:
            answer = self._line.catalogue(self._etag)
            if answer is not None:
                self._keep(answer)
            else:
                self._confirm()
        except AnswerTooLarge:
            log.warning("%s", SyncFault.CATALOGUE_TOO_LARGE.code)
        except PlatformError as error:
            if error.fault is PlatformFault.BAD_ANSWER:
                self._malformed()
            else:
                log.info("%s catalogue", error.fault.code)
                self._next_catalogue = self._clock.monotonic() + delays.SYNC_INTERVAL

    def _keep(self, answer: CatalogueAnswer) -> None:
        try:
            catalogue = msgspec.json.decode(answer.body, type=Catalogue)
        except (msgspec.DecodeError, RecursionError):
            self._malformed()
            return
        self._snapshots.put(Snapshot(CATALOGUE, catalogue.version, answer.etag, self._wall(), answer.body))
        self._etag = answer.etag
        log.info("catalogue %s", answer.etag)

    def _confirm(self) -> None:
        """The one at hand is current: its age is counted from now. Not written down at every look."""
        version, at = self._snapshots.version(CATALOGUE), self._snapshots.fetched_at(CATALOGUE)
        if version is not None and at is not None and abs(self._wall() - at) > delays.CATALOGUE_CONFIRMED:
            self._snapshots.confirm(CATALOGUE, version, self._wall())

    def _malformed(self) -> None:
        log.warning("%s", SyncFault.CATALOGUE_MALFORMED.code)

    # --- the outbox ---------------------------------------------------------------------------------------
    def _tidy(self) -> None:
        """Only while the line is up and its clock is ours: who waited for it is tried before a clerk is asked."""
        if not self._link.online or self._clock.monotonic() < self._next_tidying:
            return
        self._next_tidying = self._clock.monotonic() + delays.SYNC_INTERVAL
        due = self._outbox.next_due()
        tried = due is None or due > self._wall()
        if tried and self._policy.longest_wait is not None and abs(self._line.clock_offset) < _RIGHT:
            for job in self._outbox.expire(self._wall() - self._policy.longest_wait, self._corrected):
                log.warning("%s job %s to be called back", job.fault, job.job_id)
        if self._policy.retention is not None:
            self._outbox.purge(self._wall() - self._policy.retention)
        if self._audit is not None and self._policy.audit_months is not None:
            self._audit.purge(self._policy.audit_months, self._wall() + self._line.clock_offset)

    def _drain(self) -> None:
        """Send until nothing is due, the line fails, or it is time to look at the line again."""
        claimed = self._claim()
        while claimed is not None:
            self._opened_one = True
            claimed = self._send(claimed)

    def _claim(self) -> Claimed | None:
        if self._stopped.is_set() or not self._may_send():
            return None
        return self._outbox.claim(self._wall())

    def _may_send(self) -> bool:
        return self._held_until <= self._clock.monotonic() < self._next_check

    def _send(self, claimed: Claimed) -> Claimed | None:
        """Send one job; the next one, or None when the round is over."""
        job, send = claimed.job, self._senders.get(claimed.job.kind)
        if send is None or job.strikes >= MOST_STRIKES:
            self._set_aside(job, job.fault if job.strikes else None)
            return self._claim()
        try:
            answer = send(claimed, self._outbox)
        except PlatformError as error:
            return self._claim() if self._failed(job, error) else None
        except ValueError:
            self._set_aside(job, None)
            return self._claim()
        log.info("job %s done", job.job_id)
        return self._done(job, answer)

    def _done(self, job: Job, answer: bytes) -> Claimed | None:
        """Keep the answer and claim the next one in one commit: the disk is waited for once."""
        with self._outbox.together():
            self._outbox.complete(job.job_id, answer)
            try:
                return self._claim()
            except StoreError:
                return None  # what keeps the next one back does not undo this one; the next round meets it again

    def _set_aside(self, job: Job, fault: str | None) -> None:
        code = fault or JobFault.UNSENDABLE.code
        log.warning("%s job %s set aside", code, job.job_id)
        self._outbox.set_aside(job.job_id, code)

    def _failed(self, job: Job, error: PlatformError) -> bool:
        """What becomes of the job; False when the round is over."""
        code = error.fault.code
        kind = treatment(error.fault)
        log.info("%s job %s %s", code, job.job_id, kind.value)
        if kind is Treatment.SET_ASIDE:
            self._set_aside(job, code)
        elif kind is Treatment.CALL_BACK:
            self._outbox.call_back(job.job_id, code)
        elif kind is Treatment.HOLD:
            self._hold(job, error)
        elif kind is Treatment.LINE:
            self._outbox.postpone(job.job_id, code, 0.0, _blame_line(error))
            self._mark(code)
        else:
            return self._suspect(job, error)
        return kind in {Treatment.SET_ASIDE, Treatment.CALL_BACK}

    def _hold(self, job: Job, error: PlatformError) -> None:
        seconds = wait_for(job.attempts, error.retry_after, self._rng)
        self._held_until = self._clock.monotonic() + seconds
        blame = Blame.SERVER if error.maybe_sent else Blame.NOT_SENT
        self._outbox.postpone(job.job_id, error.fault.code, self._wall() + seconds, blame)

    def _suspect(self, job: Job, error: PlatformError) -> bool:
        """Ask the clock: if the platform is well, this job waits its turn and the next one goes."""
        code = error.fault.code
        if not self._well():
            self._outbox.postpone(job.job_id, code, 0.0, _blame_line(error))
            return False
        if error.fault in STRIKING and job.strikes + 1 >= MOST_STRIKES:
            self._set_aside(job, code)
            return True
        blame = Blame.JOB if error.fault in STRIKING else Blame.SERVER
        not_before = self._wall() + wait_for(job.attempts, error.retry_after, self._rng)
        self._outbox.postpone(job.job_id, code, not_before, blame)
        return True

    # --- time ---------------------------------------------------------------------------------------------
    def _pause(self) -> float:
        now = self._clock.monotonic()
        until = self._next_check
        due = self._outbox.next_due()
        if due is not None and self._link.online:
            until = min(until, max(self._held_until, now + due - self._wall()))
        return max(0.0, until - now)

    def _wall(self) -> float:
        return self._clock.wall().timestamp()


def _blame_line(error: PlatformError) -> Blame:
    return Blame.LINK if error.maybe_sent else Blame.NOT_SENT
