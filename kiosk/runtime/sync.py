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
from types import MappingProxyType

import msgspec

from kiosk.platform_api.faults import PlatformError
from kiosk.platform_api.wire import AuditHead, Heartbeat
from kiosk.runtime import delays
from kiosk.runtime.clock import Clock
from kiosk.runtime.fleet.beating import heartbeat
from kiosk.runtime.line import Alarm, Audit, Line
from kiosk.runtime.sending import SUBMISSION, Sender, case_sender
from kiosk.runtime.sync_catalogue import CatalogueCopy
from kiosk.runtime.sync_line import LineWatch
from kiosk.runtime.sync_policy import MOST_STRIKES, STRIKING, Policy, Treatment, treatment, wait_for
from offline_cache.contract import (
    Blame,
    Claimed,
    Job,
    JobFault,
    JobQueue,
    Link,
    LinkBoard,
    Snapshots,
    StoreError,
)

_RIGHT = 3600.0
"""Seconds that the clock may be off when it decides; requests go through with days."""

log = logging.getLogger(__name__)


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
        self._outbox = places.outbox
        self._clock = clock
        self._rng = rng
        self._version = orders.version
        self._stopped = threading.Event()
        self._recovered = False
        self._watch = LineWatch(line, places.link, clock, rng, orders.audit)
        self._catalogue = CatalogueCopy(line, places.snapshots, clock)
        self._next_told = self._held_until = float("-inf")
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
        if not (self._recovered and self._watch.link.online):
            return False
        due = self._outbox.next_due()
        return due is None or due > self._wall()

    def _compare_days(self) -> None:
        """It opens cases; a fault of the store is for the next round to tell."""
        if self._compare is not None and self._watch.link.online and self._held_until <= self._clock.monotonic():
            with suppress(StoreError):
                self._opened_one |= self._compare(self._watch.link.changed_at)

    def _has_been_used(self) -> bool:
        """Was a case opened here, and is none left that waits? Then the platform's pauses are over too."""
        try:
            return self._opened_one and self._outbox.next_due() is None
        except StoreError:
            return False

    def woken(self) -> None:
        """Something was put in: look at the line again if it was down, but not at every knock."""
        self._watch.woken()

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
        if self._clock.monotonic() >= self._watch.next_look:
            self._check_line()
        if self._watch.link.online:
            self._be_told()
            self._catalogue.refresh()
            self._drain()
            self._tidy()
        return self._pause()

    def _begin(self) -> None:
        waiting = self._outbox.recover()
        self._watch.begin()
        self._catalogue.begin()
        self._recovered = True
        log.info("sync begins, %d interrupted", waiting)

    # --- the line -----------------------------------------------------------------------------------------
    def _check_line(self) -> None:
        """Look at it, say how we are; where it has just come up, everything is asked for at once."""
        audit = None if self._audit is None else self._audit.head()
        beat = self._make_beat(self._version, self._outbox, audit)
        if self._watch.look(beat):
            self._catalogue.anew()
            self._next_told = float("-inf")
        self._publish(beat, self._watch.link)

    def _be_told(self) -> None:
        """Ask what the platform wants of this terminal, as often as for the catalogue."""
        if self._told is not None and self._clock.monotonic() >= self._next_told:
            self._next_told = self._clock.monotonic() + delays.SYNC_CATALOGUE_INTERVAL
            self._policy = self._told()
            self._watch.pace(self._policy.heartbeat)

    # --- the outbox ---------------------------------------------------------------------------------------
    def _tidy(self) -> None:
        """Only while the line is up and its clock is ours: who waited for it is tried before a clerk is asked."""
        if not self._watch.link.online or self._clock.monotonic() < self._next_tidying:
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
        return self._held_until <= self._clock.monotonic() < self._watch.next_look

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
            self._watch.mark(code)
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
        if not self._watch.well():
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
        until = self._watch.next_look
        due = self._outbox.next_due()
        if due is not None and self._watch.link.online:
            until = min(until, max(self._held_until, now + due - self._wall()))
        return max(0.0, until - now)

    def _wall(self) -> float:
        return self._clock.wall().timestamp()


def _blame_line(error: PlatformError) -> Blame:
    return Blame.LINK if error.maybe_sent else Blame.NOT_SENT
