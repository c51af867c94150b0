"""One document through a queue, once, followed until it is known whether it came out.

The queue, the printer itself (where it speaks IPP) and the print journal are asked; where they differ the printer is
believed about paper. What a state means for the person is the driver's matter (`Judge`). Must never submit a job that
may have come out, leave a document in the spool once its outcome is known, or call a transfer a success.

Theory of operation. A job is written into the journal, then looked for, then submitted. CUPS starts a job anew when
its server restarts while the job is at the printer, under its old number. It forgets one it had not yet written down
(DirtyCleanInterval, 30 s): its number is given away again, its document stays in the spool, out of our reach. Hence:
jobs are known by number *and* title; a job that the queue would start again is taken out of it; and a queue whose
device URI ends in `?waitjob=false` is best: its job has ended for CUPS when the document is at the printer, and the
printer is followed instead. What is left is the moment of handing over: a server killed then starts the job anew
before anybody can take it out, unless its spool is cleared before each of its starts (technician manual). A printer
that was switched off meanwhile has forgotten its jobs: its up-time tells.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from devices.contract import DeviceError, Fault
from devices.print_journal import PrintJournal
from devices.protocols import printer_reasons
from devices.protocols.ipp import Value
from devices.protocols.printer_abilities import ASKED
from devices.transports import ipp_printer
from devices.transports.ipp_printer import JobState
from devices.transports.print_course import BAD, Course, Look, Order, settled
from devices.transports.print_queue import Judge, Queue
from devices.transports.print_spool import Spool

logger = logging.getLogger(__name__)

LASTING: Final = 3.0
"""Seconds a fault has to last before a job is given up, and a printer gets to come to rest: they come and go."""
CANCELLING: Final = 15.0
"""Seconds the back end gets to let go of a cancelled job, and an earlier attempt to leave the printer."""
_AT_THE_END: Final = 8.0
"""The same where time is up already: a worker calls it hung 15 s after its timeout."""
STUCK: Final = 10.0
"""Seconds without a page until a printer's warning is taken for the fault that keeps pages from coming out."""
_POLLS: Final = (0.05, 0.1, 0.15, 0.25)
_FAR: Final = frozenset({Fault.GONE, Fault.PRINTER_OFFLINE})
"""Faults after which nobody knows what a printer that already has the job does with it."""


class Times(NamedTuple):
    """How long things may take, seconds."""

    stuck: float = STUCK
    lasting: float = LASTING


_TIMES: Final = Times()


def times(options: Mapping[str, Any]) -> Times:
    """Options `stuck` and `lasting`. Raises DeviceError NOT_CONFIGURED."""
    found = {name: options.get(name, default) for name, default in _TIMES._asdict().items()}
    for name, value in found.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < math.inf:
            raise DeviceError(Fault.NOT_CONFIGURED, f"option {name} is a number of seconds")
    return Times(**found)


class OncePrinter:
    """A queue with its journal; `times` as LASTING and STUCK. All methods raise DeviceError."""

    def __init__(self, queue: Queue, journal: PrintJournal, judge: Judge, times: Times = _TIMES) -> None:
        self.queue = queue
        self._journal = journal
        self._judge = judge
        self._times = times
        self._spool = Spool(queue, journal)

    def check(self, stale: float) -> None:
        """Ready? GONE, NOT_CONFIGURED, PRINT_REFUSED (not accepting), PAPER_OUT, ….

        An IPP printer is asked itself. Of others the queue only knows what the last job met: believed for `stale`
        seconds, because CUPS renews it only when the next job runs.
        """
        state = self.queue.state()
        if self._spool.left:
            self._spool.sweep()
        if not state.accepting:
            raise DeviceError(Fault.PRINT_REFUSED, "the queue takes no jobs")
        if state.stopped:
            raise DeviceError(self._judge(state, None) or Fault.PRINTER_STOPPED, "the queue is stopped")
        printer = self.queue.printer(state.device)
        itself = printer.state() if printer is not None else None
        if itself is not None and not itself.accepting:
            raise DeviceError(Fault.PRINT_REFUSED, "the printer takes no jobs")
        fault = self._judge(state, itself)
        if fault is not None and (itself is not None or state.processing or state.since < stale):
            raise DeviceError(fault)

    def describe(self) -> tuple[dict[str, list[Value]], tuple[str, ...]]:
        """The attributes of printer_abilities.ASKED, and warnings by code. Raises DeviceError.

        Of the printer itself where it can be asked, else nothing but the model that the queue is set up for.
        `restart-may-print-twice`: CUPS holds a job until its paper is out. `queue-passes-no-tray`: it has no PPD.
        """
        state = self.queue.state()
        printer = self.queue.printer(state.device)
        itself = printer.state() if printer is not None else None
        known: dict[str, list[Value]] = {"printer-make-and-model": [state.model]}
        found = printer.attributes(ASKED) if printer is not None else known
        reading = printer_reasons.read(itself.reasons if itself is not None else state.reasons, severe=True)
        own = {
            "restart-may-print-twice": printer is None or ipp_printer.waits(state.device),
            "queue-passes-no-tray": state.raw,
        }
        return found, (*reading.warnings, *(name for name, holds in own.items() if holds))

    def print(self, order: Order, timeout: float, stale: float) -> int:
        """Print once; the sheets that came out, 0 where nobody counted. At most some seconds more than `timeout`.

        Faults of the printer: given up, the job is out of the queue and may be tried again. PRINT_REFUSED: server or
        printer aborted it. PRINT_CANCELLED: its watch said so, in time. OUTCOME_UNKNOWN: it may have come out; the
        same job is looked up, not printed again, when asked for once more.
        """
        deadline = time.monotonic() + timeout
        job_id = order.job.job_id
        try:
            already = self._journal.begin(job_id)
        except DeviceError as error:
            if error.fault is not Fault.OUTCOME_UNKNOWN:
                raise
            course = self._resumed(order)
        else:
            if already is not None:
                self._spool.forget(order.title)
                return 0
            course = Course(order)
        try:
            sheets = self._run(course, deadline, stale)
        except DeviceError as error:
            self._journal.failed(job_id, error.fault)
            raise
        self._journal.done(job_id)
        self._spool.tidy(course)
        return sheets

    def _resumed(self, order: Order) -> Course:
        """An attempt that was never ended (the process died): where the job stands now.

        Raises OUTCOME_UNKNOWN where nobody knows the job any more, or where it ended badly: some may have come out.
        """
        course = Course(order)
        try:
            state = self.queue.state()
            course.device = state.device
            course.seen = self.queue.find(order.title)
        except DeviceError as error:
            raise DeviceError(Fault.OUTCOME_UNKNOWN, f"begun earlier; {error.fault.code}") from None
        course.number = course.seen.number if course.seen else None
        look = self._look(course)
        if look.came_out or look.active:
            return course
        if look.seen is None or look.seen.state in BAD or look.failed:
            raise DeviceError(Fault.OUTCOME_UNKNOWN, "begun earlier, and nobody knows that it came out")
        return course

    def _run(self, course: Course, deadline: float, stale: float) -> int:
        """Submit where that is still to be done, and follow. The sheets that came out."""
        if course.fresh:
            self._submit(course, stale)
        return self._follow(course, deadline)

    def _submit(self, course: Course, stale: float) -> None:
        """Put it into the queue, unless an earlier attempt is there or has come out after all."""
        order = course.order
        self.check(stale)
        course.device = self.queue.state().device
        earlier = self.queue.find(order.title)
        if earlier is not None:
            course.number, course.seen = earlier.number, earlier
        look = self._rested(course)
        if look.came_out or (earlier is not None and earlier.state not in BAD):
            return
        if order.unwanted:
            raise DeviceError(Fault.PRINT_CANCELLED, "before it was sent")
        self._spool.purge(earlier)
        course.earlier = frozenset(job.number for job in look.jobs)
        self._send(course)

    def _rested(self, course: Course) -> Look:
        """The printer's view once it holds no earlier attempt. Raises GONE, and BUSY where it keeps one."""
        until = time.monotonic() + CANCELLING
        while True:
            look = self._look(course)
            waiting = course.seen is None or course.seen.state in BAD
            if look.itself is None and self.queue.printer(course.device) is not None:
                raise DeviceError(Fault.GONE, "the printer does not answer")
            if not (look.active and waiting):
                return look
            if time.monotonic() >= until:
                raise DeviceError(Fault.BUSY, "the printer still holds an earlier attempt")
            time.sleep(_POLLS[-1])

    def _send(self, course: Course) -> None:
        """Hand it over. A server that goes away while it takes the document may have it: then it is looked for."""
        order = course.order
        try:
            course.number = self.queue.submit(order.title, order.job.pdf, order.options)
        except DeviceError as error:
            if error.fault is not Fault.OUTCOME_UNKNOWN:
                raise
        until = time.monotonic() + LASTING
        while course.number is None:
            if self._arrived(course):
                return
            if time.monotonic() >= until:
                raise DeviceError(Fault.OUTCOME_UNKNOWN, "nobody knows whether the document arrived")
            time.sleep(_POLLS[-1])

    def _arrived(self, course: Course) -> bool:
        """Has the server, or the printer, the document?"""
        try:
            found = self.queue.find(course.order.title)
        except DeviceError:
            found = None
        if found is not None and found.state not in BAD:
            course.number = found.number
            return True
        return bool(self._look(course).jobs)

    def _follow(self, course: Course, deadline: float) -> int:
        """Until it has ended, a fault has lasted, nobody wants it any more, or time is up."""
        for pause in _pauses():
            look = self._look(course)
            course.tell(look, time.monotonic())
            if self._ended(course, look):
                return look.newest.sheets if look.newest else 0
            if course.starts_again(look):
                self._take_out(course, look)
            fault = self._lasting(course, look)
            now = time.monotonic()
            if now >= deadline or fault is not None or course.order.unwanted:
                reason = Fault.PRINT_CANCELLED if course.order.unwanted else fault
                return self._give_up(course, reason if now < deadline else None)
            time.sleep(pause)
        raise AssertionError  # _pauses has no end

    def _look(self, course: Course) -> Look:
        """Server and printer now; `away` where the server gives no good answer. Never raises."""
        away, seen, queue = False, None, None
        try:
            if course.number is not None:
                seen = self.queue.job(course.number, course.order.title)
            queue = self.queue.state()
        except DeviceError as error:
            logger.debug("while looking: %s", error.fault.code)
            away = True  # whatever it is: a server that has just started knows no queue for a moment
        course.seen = seen or course.seen
        printer = self.queue.printer(course.device)
        if printer is None:
            return Look(away, seen, queue)
        try:
            itself = printer.state()  # before its jobs: one that is switched off in between is noticed
            jobs = [job for job in printer.jobs(course.order.title) if job.number not in course.earlier]
            return Look(away, seen, queue, itself, jobs)
        except DeviceError:
            return Look(away, seen, queue)

    def _ended(self, course: Course, look: Look) -> bool:
        """True when it is out; False while nobody can say. Raises what ended it otherwise."""
        if look.came_out:
            return True
        if look.away or look.active:
            return False
        if look.seen is None:
            raise self._unknown(course, "the job is gone from the queue")
        if look.seen.state is JobState.COMPLETED:
            return self._delivered(course, look)
        if look.queue is None or not settled(look.seen, look.queue):
            return False
        if course.taken_out and not look.failed:
            raise self._unknown(course, "taken out before it could start again")
        raise self._refusal(look)

    def _delivered(self, course: Course, look: Look) -> bool:
        """The server is done with it, and the printer is not busy with it: is it out?"""
        if look.failed:
            raise self._refusal(
                look
            )  # CUPS 2.4 completes what the printer aborted: its ipp back end sees the transfer
        if course.switched_off(look.itself):
            raise self._unknown(course, "the printer was switched off meanwhile")
        if ipp_printer.waits(course.device):
            return True
        if look.itself is not None:
            raise self._unknown(course, "the printer does not know what became of it")
        return False

    def _refusal(self, look: Look) -> DeviceError:
        """Server or printer ended it; the reason that stands there now is taken for the cause."""
        self._spool.purge(look.seen)
        fault = self._judge(look.queue, look.itself, stuck=True) if look.queue is not None else None
        return DeviceError(fault or Fault.PRINT_REFUSED, look.newest.state.name if look.newest else "at the server")

    def _unknown(self, course: Course, why: str) -> DeviceError:
        """It may have come out: nobody prints it again."""
        self._spool.purge(course.seen)
        return DeviceError(Fault.OUTCOME_UNKNOWN, why)

    def _lasting(self, course: Course, look: Look) -> Fault | None:
        """The fault that has lasted too long; one that leaves the outcome open is waited for to the end."""
        fault = self._fault(course, look)
        lasted = course.lasted(fault, time.monotonic())
        return fault if lasted >= self._times.lasting and not (course.at_printer and fault in _FAR) else None

    def _fault(self, course: Course, look: Look) -> Fault | None:
        if look.queue is None:
            return None
        delivered = look.seen is not None and look.seen.state.ended
        if look.queue.stopped and not delivered:
            return self._judge(look.queue, None) or Fault.PRINTER_STOPPED
        if look.itself is None and self.queue.printer(course.device) is not None:
            return Fault.GONE
        return self._judge(look.queue, look.itself, stuck=course.still(time.monotonic()) >= self._times.stuck)

    def _give_up(self, course: Course, fault: Fault | None) -> int:
        """Cancel and see what became of it: the sheets if it came out after all; raises otherwise."""
        look = self._cancelled(course, CANCELLING if fault is not None else _AT_THE_END)
        if look is None:
            raise DeviceError(Fault.OUTCOME_UNKNOWN, "the job cannot be cancelled now")
        delivered = look.seen is not None and look.seen.state is JobState.COMPLETED
        if look.came_out or (delivered and not look.jobs and self._ended(course, look)):
            return look.newest.sheets if look.newest else 0
        if fault is None:
            raise self._unknown(course, "time is up")
        self._spool.purge(look.seen or course.seen)
        raise DeviceError(fault, "given up, out of the queue")

    def _cancelled(self, course: Course, seconds: float) -> Look | None:
        """Server and printer once both have settled; None where that cannot be seen in time."""
        until = time.monotonic() + seconds
        rest = 0.0
        asked: set[str] = set()
        while (now := time.monotonic()) < until:
            look = self._look(course)
            self._ask_to_cancel(course, look, asked)
            at_server = look.seen is None or (look.queue is not None and settled(look.seen, look.queue))
            rest = (rest or now) if at_server and not look.away else 0.0
            if rest and (not look.active or now - rest >= self._times.lasting):
                return look if course.answers(look) else None
            time.sleep(_POLLS[-1])
        return None

    def _ask_to_cancel(self, course: Course, look: Look, asked: set[str]) -> None:
        """Once at the server while it has the job, and once at the printer when the server is done with it."""
        printer = self.queue.printer(course.device)
        try:
            if look.seen is not None and not look.seen.state.ended:
                if "server" not in asked:
                    self.queue.cancel(look.seen.number)
                    asked.add("server")
            elif printer is not None and look.active and "printer" not in asked:
                for job in look.jobs:
                    printer.cancel(job.number)
                asked.add("printer")
        except DeviceError as error:
            logger.info("while cancelling: %s", error.fault.code)

    def _take_out(self, course: Course, look: Look) -> None:
        """Let the server forget the job; what the printer has is not touched."""
        if look.seen is None or look.seen.state.ended or course.taken_out:
            return
        try:
            self.queue.cancel(look.seen.number)
        except DeviceError as error:
            logger.info("print server while cancelling: %s", error.fault.code)
            return
        course.taken_out = True


def _pauses() -> Iterator[float]:
    """Seconds between two looks: short at first, for a slip is soon out."""
    yield from _POLLS
    while True:
        yield _POLLS[-1]
