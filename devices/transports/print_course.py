"""What has been seen of one print: the order, a look at server and printer, and the course of an attempt. Plain data.

Must never ask anybody anything: looking is for print_once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from devices.contract import Fault, PrintJob
from devices.printed import checked
from devices.protocols.ipp import Value
from devices.transports.ipp_printer import JobState, PrinterJob, PrinterState
from devices.transports.print_queue import JobSeen, QueueState

BAD: Final = frozenset({JobState.CANCELLED, JobState.ABORTED})
"""Ended, and not because it came out."""


@dataclass(frozen=True)
class Order:
    """What is to be printed, and how. `pages` are all impressions, copies included; 0 = not counted."""

    job: PrintJob
    options: Mapping[str, Value] = field(default_factory=dict)
    pages: int = 0

    @property
    def title(self) -> str:
        """What the job is called in the queue and at the printer: by this it is found again. A UUID names nobody."""
        return f"{self.job.title} {checked(self.job.job_id)}"

    @property
    def unwanted(self) -> bool:
        """Has it been cancelled by who waits for it?"""
        return self.job.watch is not None and self.job.watch.cancelled()


@dataclass(frozen=True)
class Look:
    """Everything about one job at one moment."""

    away: bool = False
    """The server does not answer; it may be back in a moment."""
    seen: JobSeen | None = None
    """The job at the server; None where the server knows no such job."""
    queue: QueueState | None = None
    itself: PrinterState | None = None
    """None where the printer does not speak IPP or does not answer."""
    jobs: Sequence[PrinterJob] = ()
    """The printer's own jobs of that title, oldest first."""

    @property
    def newest(self) -> PrinterJob | None:
        """The latest attempt at the printer."""
        return self.jobs[-1] if self.jobs else None

    @property
    def active(self) -> bool:
        """Is the printer busy with it?"""
        return any(not job.state.ended for job in self.jobs)

    @property
    def came_out(self) -> bool:
        """Does the printer say that it printed it?"""
        return any(job.state is JobState.COMPLETED for job in self.jobs)

    @property
    def failed(self) -> bool:
        """Does the printer say that it will not?"""
        return bool(self.jobs) and all(job.state in BAD for job in self.jobs)


def settled(seen: JobSeen, queue: QueueState) -> bool:
    """Will nothing more happen to the job at the server? After a cancel the back end may still be sending."""
    if seen.state is JobState.COMPLETED:
        return True
    return seen.state.ended and not (seen.letting_go and queue.processing)


@dataclass
class Course:
    """One attempt: what has been seen of it so far."""

    order: Order
    number: int | None = None
    """At the server."""
    device: str = ""
    seen: JobSeen | None = None
    earlier: frozenset[int] = frozenset()
    """The printer's jobs of that title which are earlier attempts."""
    started: bool = False
    at_printer: bool = False
    taken_out: bool = False
    was_away: bool = False
    lost_touch: bool = False
    """Was the server ever away meanwhile?"""
    up: int = 0
    """The printer's up-time when it was last seen with the job."""
    _since: tuple[Fault, float] | None = None
    _told: int = -1
    _moved: tuple[int, float] = (-1, 0.0)

    @property
    def fresh(self) -> bool:
        """Is it still to be submitted?"""
        return not self.device

    def tell(self, look: Look, now: float) -> None:
        """Note what there is to see, and let who waits know how many pages are out."""
        self.lost_touch = self.lost_touch or look.away
        self.started = self.started or (look.seen is not None and look.seen.state is JobState.PROCESSING)
        done = max((job.pages for job in look.jobs), default=0)
        if done != self._moved[0]:
            self._moved = (done, now)
        if look.jobs:
            self.at_printer = True
            self.up = look.itself.up if look.itself else self.up
        if self.order.job.watch is not None and self.order.pages and done != self._told:
            self._told = done
            self.order.job.watch.progress(min(done, self.order.pages), self.order.pages)

    def starts_again(self, look: Look) -> bool:
        """Is the server about to start the job a second time (it was restarted, or retries)?"""
        returned, self.was_away = self.was_away and not look.away, look.away or (self.was_away and look.away)
        if look.seen is None or look.queue is None or look.queue.stopped or look.seen.state.ended:
            return False
        if look.seen.state in {JobState.PENDING, JobState.HELD}:
            return self.started or look.active
        return look.active and (returned or len([job for job in look.jobs if not job.state.ended]) > 1)

    def switched_off(self, itself: PrinterState | None) -> bool:
        """Has the printer begun anew since it was seen with the job? Then it forgot it, printed or not."""
        return self.at_printer and itself is not None and itself.up < self.up

    def still(self, now: float) -> float:
        """Seconds since the last page came out, or since we began to wait: the printer may hold another's job."""
        return now - self._moved[1]

    def lasted(self, fault: Fault | None, now: float) -> float:
        """Seconds the same fault has been seen."""
        if fault is None:
            self._since = None
            return 0.0
        if self._since is None or self._since[0] is not fault:
            self._since = (fault, now)
        return now - self._since[1]

    def answers(self, look: Look) -> bool:
        """Is known what a printer that has the job did with it?"""
        return look.itself is not None or not self.at_printer
