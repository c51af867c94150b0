"""A receipt printer behind CUPS: success is what the server says when the job has ended, and nothing earlier.

Options: `queue`; `printed` (folder that remembers which jobs came out); `server` (host, host:port or socket path,
default localhost:631); `cups_options` (passed to the queue, e.g. {"media" = "Custom.80x200mm"}).

Must never print the same job twice, leave a document in the spool once its outcome is known, or put a person's
data into a job's title. A fault must last some seconds before a job is given up: printers come and go.

Known limit: a print server that is restarted while a slip is at the printer starts the job anew. It is taken out of
the queue as soon as it is seen waiting there, but cupsd can be quicker: then the slip comes out twice.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from devices.contract import DeviceError, Driver, Fault, Kind, PrintJob
from devices.printed import Known, PrintedJobs, checked
from devices.transports.cups import CupsQueue, JobSeen, JobState, QueueState

logger = logging.getLogger(__name__)

_REASONS = (
    ("media-jam", Fault.PAPER_JAM),
    ("cover-open", Fault.COVER_OPEN),
    ("door-open", Fault.COVER_OPEN),
    ("interlock-open", Fault.COVER_OPEN),
    ("media-empty", Fault.PAPER_OUT),
    ("media-needed", Fault.PAPER_OUT),
    ("offline", Fault.GONE),
    ("connecting-to-device", Fault.GONE),
    ("timed-out", Fault.GONE),
    ("shutdown", Fault.GONE),
    ("paused", Fault.PRINTER_STOPPED),
    ("stopped-partly", Fault.PRINTER_STOPPED),
    ("stopping", Fault.PRINTER_STOPPED),
)
"""Keywords of RFC 8011 §5.4.12 without their suffix, most telling first.

The suffix is not asked: ippeveprinter reports an empty tray as media-empty-warning.
"""
_POLL = 0.25
_LASTING = 3.0
"""Seconds a fault has to last before the job is given up."""
_CANCELLING = 15.0
"""Seconds the back end gets to let go of a cancelled job."""
_STALE = 60.0
"""Seconds an idle queue's last reasons are believed: CUPS only renews them when the next job runs."""


def fault_of(state: QueueState) -> Fault | None:
    """What the reasons mean; None where nothing stands in the way."""
    for keyword, fault in _REASONS:
        if any(reason.startswith(keyword) for reason in state.reasons):
            return fault
    return Fault.PRINTER_STOPPED if state.stopped else None


def settled(seen: JobSeen, state: QueueState) -> bool:
    """Will nothing more happen to the job? After a cancel the back end may still be printing."""
    if seen.state is JobState.COMPLETED:
        return True
    return seen.state in {JobState.CANCELLED, JobState.ABORTED} and not (seen.letting_go and state.processing)


class CupsPrinter:
    """One queue. Raises DeviceError NOT_CONFIGURED, NOT_PERMITTED when made."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._queue = CupsQueue(_text(options, "queue"), *_server(str(options.get("server", "localhost:631"))))
        self._options = {str(name): str(value) for name, value in dict(options.get("cups_options", {})).items()}
        self._printed = PrintedJobs(Path(_text(options, "printed")))

    def check(self) -> None:
        """Ready? Raises DeviceError: GONE, NOT_CONFIGURED, PRINT_REFUSED (not accepting), PAPER_OUT, ….

        An IPP printer is asked itself. Of others the queue only knows what the last job met.
        """
        state = self._queue.state()
        if not state.accepting:
            raise DeviceError(Fault.PRINT_REFUSED, "the queue takes no jobs")
        if state.stopped:
            raise DeviceError(fault_of(state) or Fault.PRINTER_STOPPED, "the queue is stopped")
        itself = self._queue.device_state(state.device)
        fault = fault_of(itself or state)
        if fault is not None and (itself is not None or state.processing or state.since < _STALE):
            raise DeviceError(fault)

    def print(self, job: PrintJob, timeout: float) -> None:
        """Print once; returns when the job has completed, at most some seconds after `timeout`.

        PAPER_OUT, PAPER_JAM, COVER_OPEN, GONE, PRINTER_STOPPED: given up, the job is out of the queue and may be
        tried again. PRINT_REFUSED: the server aborted it. OUTCOME_UNKNOWN: it may have come out; the same job is
        looked up, not printed again, when asked for once more.
        """
        deadline = time.monotonic() + timeout
        known = self._printed.known(job.job_id)
        if known is Known.UNKNOWN:
            raise DeviceError(Fault.OUTCOME_UNKNOWN, "known from an earlier attempt")
        if known is Known.PRINTED:
            self._clear_spool(job)
            return
        self._follow(job, self._number(job), deadline)

    def close(self) -> None:
        """Nothing is held between calls."""

    def _number(self, job: PrintJob) -> int:
        """The job's number: of an earlier attempt that may have printed, else of a new one."""
        earlier = self._queue.find(_title(job))
        if earlier is not None and earlier.state not in {JobState.CANCELLED, JobState.ABORTED}:
            return earlier.number
        self._purge(earlier)
        self.check()
        return self._queue.submit(_title(job), job.pdf, self._options)

    def _follow(self, job: PrintJob, number: int, deadline: float) -> None:
        """Until it has ended, a fault has lasted, or time is up."""
        lasting: tuple[Fault, float] | None = None
        started = False
        while True:
            look = self._look(number)
            if look is not None and self._ended(job, *look):
                return
            now = time.monotonic()
            if look is not None and self._starts_again(job, *look, started=started):
                self._not_again(job, look[0], deadline)
                return
            started = started or (look is not None and look[0].state is JobState.PROCESSING)
            fault = fault_of(look[1]) if look is not None else None
            lasting = (fault, lasting[1] if lasting and lasting[0] is fault else now) if fault else None
            if now >= deadline or (lasting and now - lasting[1] >= _LASTING):
                self._give_up(job, number, fault if now < deadline else None)
                return
            time.sleep(_POLL)

    def _starts_again(self, job: PrintJob, seen: JobSeen, state: QueueState, *, started: bool) -> bool:
        """Does the job wait to be printed though the printer already had it?"""
        if state.stopped or seen.state not in {JobState.PENDING, JobState.HELD}:
            return False
        failed = {None, JobState.ABORTED, JobState.CANCELLED}
        return started or self._queue.device_job(state.device, _title(job)) not in failed

    def _not_again(self, job: PrintJob, seen: JobSeen, deadline: float) -> None:
        """The queue is about to start the job a second time (it was restarted, or retries): take it out.

        What the printer already has may still come out: an IPP printer is asked until it says so.
        """
        self._ask_to_cancel(seen.number)
        while True:
            look = self._look(seen.number)
            if look is not None and self._out(job, *look):
                return
            if time.monotonic() >= deadline or (look is not None and not look[1].device.startswith("ipp:")):
                self._unknown(job, seen)
            time.sleep(_POLL)

    def _look(self, number: int) -> tuple[JobSeen, QueueState] | None:
        """Job and queue now; None while the server does not answer (it may be back in a moment)."""
        try:
            seen = self._queue.job(number)
            state = self._queue.state()
        except DeviceError as error:
            if error.fault is not Fault.GONE:
                raise DeviceError(Fault.OUTCOME_UNKNOWN, error.fault.code) from None
            return None
        if seen is None:
            raise DeviceError(Fault.OUTCOME_UNKNOWN, "the job is gone from the queue")
        return seen, state

    def _ended(self, job: PrintJob, seen: JobSeen, state: QueueState) -> bool:
        """True when it is out; False while it runs. Raises what ended it otherwise."""
        if seen.state is JobState.COMPLETED:
            # The queue is done with it; where the printer knows better, the printer is believed.
            if not self._out(job, seen, state):
                self._remember(job.job_id, Known.PRINTED, seen)
            return True
        if not settled(seen, state):
            return False
        self._purge(seen)
        raise DeviceError(fault_of(state) or Fault.PRINT_REFUSED, seen.state.name)

    def _out(self, job: PrintJob, seen: JobSeen, state: QueueState) -> bool:
        """Does the printer itself say that it printed the job? Raises PRINT_REFUSED where it says it did not."""
        at_printer = self._queue.device_job(state.device, _title(job))
        if at_printer in {JobState.ABORTED, JobState.CANCELLED}:
            self._purge(seen)
            raise DeviceError(fault_of(state) or Fault.PRINT_REFUSED, f"at the printer: {at_printer.name}")
        if at_printer is JobState.COMPLETED:
            self._remember(job.job_id, Known.PRINTED, seen)
        return at_printer is JobState.COMPLETED

    def _unknown(self, job: PrintJob, seen: JobSeen) -> NoReturn:
        """It may have come out: nobody prints it again."""
        self._remember(job.job_id, Known.UNKNOWN, seen)
        raise DeviceError(Fault.OUTCOME_UNKNOWN, "time is up")

    def _give_up(self, job: PrintJob, number: int, fault: Fault | None) -> None:
        """Cancel and see what became of it: returns if it came out after all, raises otherwise."""
        look = self._cancelled(number)
        if look is None:
            raise DeviceError(Fault.OUTCOME_UNKNOWN, "the job cannot be cancelled now")
        if look[0].state is JobState.COMPLETED and self._ended(job, *look):
            return
        if fault is None:
            self._unknown(job, look[0])
        self._purge(look[0])
        raise DeviceError(fault, "given up, out of the queue")

    def _cancelled(self, number: int) -> tuple[JobSeen, QueueState] | None:
        """Job and queue once the job has settled; None where that cannot be seen in time."""
        until = time.monotonic() + _CANCELLING
        asked = False
        while time.monotonic() < until:
            look = self._look(number)
            if look is not None and settled(*look):
                return look
            if look is not None and not asked:
                asked = self._ask_to_cancel(number)
            time.sleep(_POLL)
        return None

    def _ask_to_cancel(self, number: int) -> bool:
        try:
            self._queue.cancel(number)
        except DeviceError as error:
            logger.info("print server while cancelling: %s", error.fault.code)
            return False
        return True

    def _remember(self, job_id: str, what: Known, seen: JobSeen) -> None:
        """Note the outcome, then clear the spool; where it cannot be noted, the queue's own history remembers."""
        try:
            self._printed.mark(job_id, what)
        except OSError as error:
            logger.warning("the folder of printed jobs cannot be written (errno %s)", error.errno)
            return
        self._purge(seen)

    def _clear_spool(self, job: PrintJob) -> None:
        """A job known to be out may still lie there after a power cut."""
        try:
            self._purge(self._queue.find(_title(job)))
        except DeviceError as error:
            logger.info("print server while clearing the spool: %s", error.fault.code)

    def _purge(self, seen: JobSeen | None) -> None:
        """Take the document out of the spool. Not doing so changes no outcome, and is tried again next time."""
        if seen is None:
            return
        try:
            self._queue.purge(seen.number)
        except DeviceError as error:
            logger.info("a finished job stays in the spool: %s", error.fault.code)


def _title(job: PrintJob) -> str:
    """What the job is called in the queue: by this it is found again. A UUID names nobody."""
    return f"{job.title} {checked(job.job_id)}"


def _text(options: Mapping[str, Any], name: str) -> str:
    value = options.get(name)
    if not isinstance(value, str) or not value:
        raise DeviceError(Fault.NOT_CONFIGURED, f"option {name} is missing")
    return value


def _server(text: str) -> tuple[str, int]:
    """Host (or socket path) and port."""
    host, _, port = text.rpartition(":")
    if text.startswith("/") or not host:
        return text, 631
    if not port.isdecimal():
        raise DeviceError(Fault.NOT_CONFIGURED, "option server is host:port")
    return host, int(port)


DRIVER = Driver(name="printer_cups", kind=Kind.RECEIPT_PRINTER, open=CupsPrinter)
