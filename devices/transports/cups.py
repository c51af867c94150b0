"""One queue of a CUPS server, in plain data: its state, its jobs, a document put into it.

Each call makes a connection of its own, so that a server that was restarted is found again. Documents travel over
the connection, never through a file of ours. Must never log a job's title or content, and judges nothing:
what a state means for the person is the driver's matter. Sources: RFC 8011 §5.3.7, §5.4.11, §5.4.12; pycups 2.0.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import cups

from devices.contract import DeviceError, Fault
from devices.protocols.ipp import Value
from devices.protocols.printer_abilities import options_of
from devices.transports import ipp_printer
from devices.transports.ipp_printer import IppPrinter, JobState
from devices.transports.print_queue import JobSeen, QueueState

T = TypeVar("T")

_NOT_FOUND = 0x0406
_FORBIDDEN = frozenset({0x0401, 0x0402, 0x0403})
"""client-error-forbidden, -not-authenticated, -not-authorized (RFC 8011 §B.1.4)."""
_REFUSED = frozenset({*range(0x0400, 0x0500), 0x0506}) - _FORBIDDEN
"""Other client errors (the document's format, …), and server-error-not-accepting-jobs."""
_ASKED_PRINTER = [
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "printer-state-change-time",
    "device-uri",
    "printer-make-and-model",
]
_ASKED_JOB = ["job-id", "job-name", "job-state", "job-state-reasons", "job-printer-uri", "document-format"]
"""WORKAROUND(cupsd 2.4): without one attribute from the job file, finished jobs come without their name."""


class CupsQueue:
    """A queue by name. All methods raise DeviceError: GONE (no server), NOT_CONFIGURED (no queue), NOT_PERMITTED."""

    def __init__(self, name: str, host: str, port: int) -> None:
        self._name = name
        self._host = host
        self._port = port

    def printer(self, device: str) -> IppPrinter | None:
        """The IPP printer behind the queue, asked as the user who submits; None where it is none."""
        return ipp_printer.at(device, str(cups.getUser()))

    def state(self) -> QueueState:
        """The queue now."""
        return _state(self._with(lambda c: c.getPrinterAttributes(self._name, requested_attributes=_ASKED_PRINTER)))

    def find(self, title: str) -> JobSeen | None:
        """The latest job of that title that this user made, finished ones included."""
        mine = [seen for name, seen in self._mine(first=1) if name == title]
        return max(mine, key=lambda seen: seen.number) if mine else None

    def mine(self) -> list[tuple[str, JobSeen]]:
        """Titles and jobs of this user which have not been purged."""
        return self._mine(first=1)

    def submit(self, title: str, document: bytes, options: Mapping[str, Value]) -> int:
        """Put a PDF into the queue; its number. Nothing is printed unless the document arrived whole.

        OUTCOME_UNKNOWN where the server goes away while it takes the document: it may have it.
        """
        number = int(self._with(lambda c: c.createJob(self._name, title, options_of(options))))

        def send(connection: Any) -> None:
            connection.startDocument(self._name, number, "document", "application/pdf", 1)
            connection.writeRequestData(document, len(document))
            connection.finishDocument(self._name)

        try:
            self._with(send)
        except DeviceError as error:
            if error.fault is Fault.GONE:
                raise DeviceError(Fault.OUTCOME_UNKNOWN, "the server went away while it took the document") from None
            raise
        return number

    def job(self, number: int, title: str) -> JobSeen | None:
        """The job now; None where the server knows none of that number and title.

        A server that was killed before it wrote a job down gives its number to the next one.
        """
        mine = (seen for name, seen in self._mine(first=number) if name == title and seen.number == number)
        return next(mine, None)

    def cancel(self, number: int) -> None:
        """Ask for the job to be cancelled; watch `job` for what became of it."""
        self._with(lambda c: c.cancelJob(number))

    def purge(self, number: int) -> None:
        """Remove the job with its document from the server's spool."""
        self._with(lambda c: c.cancelJob(number, purge_job=True))

    def _mine(self, first: int) -> list[tuple[str, JobSeen]]:
        """Titles and jobs, from number `first` on. WORKAROUND(pycups 2.0): one asked for alone has no title."""

        def asked(connection: Any) -> Mapping[int, Mapping[str, Any]]:
            jobs: Mapping[int, Mapping[str, Any]] = connection.getJobs(
                which_jobs="all", my_jobs=True, first_job_id=first, requested_attributes=_ASKED_JOB
            )
            return jobs

        jobs = self._with(asked)
        return [(str(job.get("job-name", "")), _job(number, job)) for number, job in jobs.items() if self._here(job)]

    def _here(self, job: Mapping[str, Any]) -> bool:
        return str(job.get("job-printer-uri", "")).rsplit("/", 1)[-1] == self._name

    def _with(self, call: Callable[[Any], T]) -> T:
        with _faults():
            # WORKAROUND(libcups 2.4: cupsCreateJob asks the default server of the *thread* for the queue).
            cups.setServer(self._host if self._host.startswith("/") else f"{self._host}:{self._port}")
            return call(cups.Connection(host=self._host, port=self._port))


@contextmanager
def _faults() -> Iterator[None]:
    """Turn pycups's errors into ours; their texts may hold names and stay behind."""
    try:
        yield
    except cups.IPPError as error:
        code = int(error.args[0])
        if code == _NOT_FOUND:
            raise DeviceError(Fault.NOT_CONFIGURED, "the print server has no such queue or job") from None
        fault = Fault.NOT_PERMITTED if code in _FORBIDDEN else Fault.PRINT_REFUSED if code in _REFUSED else Fault.GONE
        raise DeviceError(fault, f"ipp status 0x{code:04x}") from None
    except (cups.HTTPError, RuntimeError, OSError) as error:
        raise DeviceError(Fault.GONE, f"no print server: {type(error).__name__}") from None


def _state(found: Mapping[str, Any]) -> QueueState:
    reasons = found.get("printer-state-reasons") or ["none"]
    processing, stopped = 4, 5
    state = int(found.get("printer-state", 0))
    return QueueState(
        stopped=state == stopped,
        processing=state == processing,
        accepting=bool(found.get("printer-is-accepting-jobs", True)),
        reasons=tuple(str(reason) for reason in reasons if reason != "none"),
        since=max(0.0, time.time() - float(found.get("printer-state-change-time") or 0)),
        device=str(found.get("device-uri", "")),
        model=str(found.get("printer-make-and-model", "")),
    )


def _job(number: int, found: Mapping[str, Any]) -> JobSeen:
    reasons = found.get("job-state-reasons") or ()
    letting_go = "processing-to-stop-point" in ([reasons] if isinstance(reasons, str) else reasons)
    return JobSeen(number, JobState(int(found["job-state"])), letting_go)
