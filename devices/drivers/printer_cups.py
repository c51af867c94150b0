"""A receipt printer behind CUPS: success is what the server says when the job has ended, and nothing earlier.

Options: `queue`; `printed` (folder that remembers which jobs came out); `server` (host, host:port or socket path,
default localhost:631); `cups_options` (passed to the queue, e.g. {"media" = "Custom.80x200mm"}).

Must never print the same job twice, leave a document in the spool once its outcome is known, or put a person's
data into a job's title. A fault must last some seconds before a job is given up: printers come and go.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

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
        if fault is not None and (itself is not None or not state.idle or state.since < _STALE):
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
        title = f"{job.title} {checked(job.job_id)}"
        if known is Known.PRINTED:
            self._purge(self._queue.find(title))
            return
        self._follow(job.job_id, self._number(title, job.pdf), deadline)

    def close(self) -> None:
        """Nothing is held between calls."""

    def _number(self, title: str, pdf: bytes) -> int:
        """The job's number: of an earlier attempt that may have printed, else of a new one."""
        earlier = self._queue.find(title)
        if earlier is not None and earlier.state not in {JobState.CANCELLED, JobState.ABORTED}:
            return earlier.number
        self._purge(earlier)
        self.check()
        return self._queue.submit(title, pdf, self._options)

    def _follow(self, job_id: str, number: int, deadline: float) -> None:
        """Until it has ended, a fault has lasted, or time is up."""
        lasting: tuple[Fault, float] | None = None
        while True:
            seen, state = self._look(number)
            if seen is not None and self._ended(job_id, seen, state):
                return
            now = time.monotonic()
            fault = fault_of(state) if state is not None else None
            lasting = (fault, lasting[1] if lasting and lasting[0] is fault else now) if fault else None
            if lasting and now - lasting[1] >= _LASTING:
                self._give_up(job_id, number, lasting[0])
                return
            if now >= deadline:
                self._give_up(job_id, number, None)
                return
            time.sleep(_POLL)

    def _look(self, number: int) -> tuple[JobSeen | None, QueueState | None]:
        """Job and queue now; nothing while the server does not answer (it may be back in a moment)."""
        try:
            seen = self._queue.job(number)
            state = self._queue.state()
        except DeviceError as error:
            if error.fault is not Fault.GONE:
                raise DeviceError(Fault.OUTCOME_UNKNOWN, error.fault.code) from None
            return None, None
        if seen is None:
            raise DeviceError(Fault.OUTCOME_UNKNOWN, "the job is gone from the queue")
        return seen, state

    def _ended(self, job_id: str, seen: JobSeen, state: QueueState | None) -> bool:
        """True when it is out; False while it runs. Raises what ended it otherwise."""
        if seen.state is JobState.COMPLETED:
            self._remember(job_id, Known.PRINTED, seen)
            return True
        if not seen.settled:
            return False
        self._purge(seen)
        raise DeviceError((fault_of(state) if state else None) or Fault.PRINT_REFUSED, seen.state.name)

    def _give_up(self, job_id: str, number: int, fault: Fault | None) -> None:
        """Cancel and see what became of it: returns if it came out after all, raises otherwise."""
        seen = self._cancelled(number)
        if seen is None:
            raise DeviceError(Fault.OUTCOME_UNKNOWN, "the job cannot be cancelled now")
        if seen.state is JobState.COMPLETED:
            self._remember(job_id, Known.PRINTED, seen)
            return
        if fault is None:
            self._remember(job_id, Known.UNKNOWN, seen)
            raise DeviceError(Fault.OUTCOME_UNKNOWN, "time is up")
        self._purge(seen)
        raise DeviceError(fault, "given up, out of the queue")

    def _cancelled(self, number: int) -> JobSeen | None:
        """The job once it has settled; None where that cannot be seen in time."""
        until = time.monotonic() + _CANCELLING
        asked = False
        while time.monotonic() < until:
            try:
                seen = self._queue.job(number)
                if seen is None or seen.settled:
                    return seen
                if not asked:
                    self._queue.cancel(number)
                    asked = True
            except DeviceError as error:
                logger.info("print server while cancelling: %s", error.fault.code)
            time.sleep(_POLL)
        return None

    def _remember(self, job_id: str, what: Known, seen: JobSeen) -> None:
        """Note the outcome, then clear the spool; where it cannot be noted, the queue's own history remembers."""
        try:
            self._printed.mark(job_id, what)
        except OSError as error:
            logger.warning("the folder of printed jobs cannot be written (errno %s)", error.errno)
            return
        self._purge(seen)

    def _purge(self, seen: JobSeen | None) -> None:
        """Take the document out of the spool. Not doing so changes no outcome, and is tried again next time."""
        if seen is None:
            return
        try:
            self._queue.purge(seen.number)
        except DeviceError as error:
            logger.info("a finished job stays in the spool: %s", error.fault.code)


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
