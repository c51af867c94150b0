"""One queue of a CUPS server, in plain data: its state, its jobs, a document put into it.

Each call makes a connection of its own, so that a server that was restarted is found again. Documents travel over
the connection, never through a file of ours. Must never log a job's title or content, and judges nothing:
what a state means for the person is the driver's matter. Sources: RFC 8011 §5.3.7, §5.4.11, §5.4.12; pycups 2.0.
"""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeVar
from urllib.parse import urlsplit

import cups

from devices.contract import DeviceError, Fault
from devices.protocols import ipp

T = TypeVar("T")

_NOT_FOUND = 0x0406
_REFUSED = frozenset({0x0401, 0x0402, 0x0403})
"""client-error-forbidden, -not-authenticated, -not-authorized (RFC 8011 §B.1.4)."""
_ASKED_PRINTER = [
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "printer-state-change-time",
    "device-uri",
]
_ASKED_JOB = ["job-id", "job-name", "job-state", "job-state-reasons", "job-printer-uri", "document-format"]
"""WORKAROUND(cupsd 2.4): without one attribute from the job file, finished jobs come without their name."""
_ANSWER_TIME = 10.0
_LARGEST_ANSWER = 4 << 20


class JobState(IntEnum):
    """RFC 8011 §5.3.7."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELLED = 7
    ABORTED = 8
    COMPLETED = 9


@dataclass(frozen=True)
class QueueState:
    """A queue (or the printer itself) as it says it is."""

    stopped: bool
    processing: bool
    accepting: bool
    reasons: tuple[str, ...]
    """Keywords of RFC 8011 §5.4.12, with their suffix."""
    since: float
    """Seconds this state has lasted, by the clocks of server and terminal."""
    device: str
    """URI of the device behind the queue."""


@dataclass(frozen=True)
class JobSeen:
    """A job. `letting_go`: it has ended, but while the queue is processing the back end may still be at work."""

    number: int
    state: JobState
    letting_go: bool = False


class CupsQueue:
    """A queue by name. All methods raise DeviceError: GONE (no server), NOT_CONFIGURED (no queue), NOT_PERMITTED."""

    def __init__(self, name: str, host: str, port: int) -> None:
        self._name = name
        self._host = host
        self._port = port

    def state(self) -> QueueState:
        """The queue now."""
        return _state(self._with(lambda c: c.getPrinterAttributes(self._name, requested_attributes=_ASKED_PRINTER)))

    def device_state(self, uri: str) -> QueueState | None:
        """What an IPP printer says of itself; None where `uri` is no IPP printer. GONE where it does not answer."""
        parts = urlsplit(uri)
        if parts.scheme not in {"ipp", "ipps"} or not parts.hostname:
            return None
        how = cups.HTTP_ENCRYPT_ALWAYS if parts.scheme == "ipps" else cups.HTTP_ENCRYPT_IF_REQUESTED
        with _faults():
            printer = cups.Connection(host=parts.hostname, port=parts.port or 631, encryption=how)
            return _state(printer.getPrinterAttributes(uri=uri, requested_attributes=_ASKED_PRINTER))

    def device_job(self, uri: str, title: str) -> JobState | None:
        """What an IPP printer says of the latest job of that title; None where it does not (or no longer) say.

        CUPS 2.4 reports job-completed for a job that the printer aborted: its ipp back end looks at the transfer.
        """
        jobs = [job for which in ("not-completed", "completed") for job in _jobs_at(uri, which)]
        mine = [
            (job.get("job-id", [0])[0], job.get("job-state", [0])[0]) for job in jobs if job["job-name"] == [title]
        ]
        known = [(number, state) for number, state in mine if isinstance(number, int) and state in set(JobState)]
        return JobState(max(known)[1]) if known else None

    def find(self, title: str) -> JobSeen | None:
        """The latest job of that title that this user made, finished ones included."""
        jobs = self._with(lambda c: c.getJobs(which_jobs="all", my_jobs=True, requested_attributes=_ASKED_JOB))
        mine = [(number, job) for number, job in jobs.items() if self._is_mine(job, title)]
        return _job(*max(mine, key=lambda entry: entry[0])) if mine else None

    def submit(self, title: str, document: bytes, options: Mapping[str, str]) -> int:
        """Put a PDF into the queue; its number. Nothing is printed unless the document arrived whole."""

        def send(connection: Any) -> int:
            number = connection.createJob(self._name, title, dict(options))
            connection.startDocument(self._name, number, "document", "application/pdf", 1)
            connection.writeRequestData(document, len(document))
            connection.finishDocument(self._name)
            return int(number)

        return self._with(send)

    def job(self, number: int) -> JobSeen | None:
        """The job now; None where the server knows none of that number."""
        try:
            found = self._with(lambda c: c.getJobAttributes(number, requested_attributes=_ASKED_JOB))
        except DeviceError as error:
            if error.fault is Fault.NOT_CONFIGURED:
                return None
            raise
        return _job(number, found)

    def cancel(self, number: int) -> None:
        """Ask for the job to be cancelled; watch `job` for what became of it."""
        self._with(lambda c: c.cancelJob(number))

    def purge(self, number: int) -> None:
        """Remove the job with its document from the server's spool."""
        self._with(lambda c: c.cancelJob(number, purge_job=True))

    def _is_mine(self, job: Mapping[str, Any], title: str) -> bool:
        return job.get("job-name") == title and str(job.get("job-printer-uri", "")).rsplit("/", 1)[-1] == self._name

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
        fault = Fault.NOT_PERMITTED if code in _REFUSED else Fault.GONE
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
    )


def _job(number: int, found: Mapping[str, Any]) -> JobSeen:
    reasons = found.get("job-state-reasons") or ()
    letting_go = "processing-to-stop-point" in ([reasons] if isinstance(reasons, str) else reasons)
    return JobSeen(number, JobState(int(found["job-state"])), letting_go)


def _jobs_at(uri: str, which: str) -> list[dict[str, list[ipp.Value]]]:
    """Named jobs of an IPP printer: `completed` or `not-completed`. Nothing where it is none or does not answer."""
    parts = urlsplit(uri)
    if parts.scheme != "ipp" or not parts.hostname:
        return []
    message = ipp.request(
        ipp.GET_JOBS,
        [
            (ipp.URI, "printer-uri", [uri]),
            (ipp.NAME, "requesting-user-name", [cups.getUser()]),
            (ipp.KEYWORD, "which-jobs", [which]),
            (ipp.KEYWORD, "requested-attributes", ["job-id", "job-name", "job-state"]),
        ],
    )
    try:
        groups = ipp.answer(_post(parts.hostname, parts.port or 631, parts.path or "/", message)).groups
    except (OSError, http.client.HTTPException, ipp.IppMalformed):
        return []
    return [group.attributes for group in groups if "job-name" in group.attributes]


def _post(host: str, port: int, path: str, message: bytes) -> bytes:
    connection = http.client.HTTPConnection(host, port, timeout=_ANSWER_TIME)
    try:
        connection.request("POST", path, message, {"Content-Type": "application/ipp"})
        return connection.getresponse().read(_LARGEST_ANSWER)
    finally:
        connection.close()
