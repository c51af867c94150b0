"""An IPP printer asked directly: what it can, how it is, what became of a job; a job cancelled. Plain data only.

Each call makes a connection of its own. Must never log a job's title or content, nor read more than a bounded answer.
The certificate of an ipps printer is not checked: printers sign their own, and CUPS does not check it either.
Sources: RFC 8010, RFC 8011 §4.2, §4.3; PWG 5100.14.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from devices.contract import DeviceError, Fault
from devices.protocols import ipp
from devices.protocols.ipp import Attribute, Value
from devices.transports.place import socket_name

_ANSWER_TIME = 10.0
_LARGEST_ANSWER = 4 << 20
_PORT = 631
_SOCKET_PATH = "/ipp/print"
_GOOD = 0x0100
"""Status codes below are success (RFC 8011 §B.1.2)."""
_NOT_POSSIBLE, _NOT_FOUND = 0x0404, 0x0406
_STATE = ("printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "printer-up-time")
_JOB = (
    "job-id",
    "job-name",
    "job-state",
    "job-state-reasons",
    "job-impressions-completed",
    "job-media-sheets-completed",
)


class JobState(IntEnum):
    """RFC 8011 §5.3.7."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELLED = 7
    ABORTED = 8
    COMPLETED = 9

    @property
    def ended(self) -> bool:
        """Will it never change again?"""
        return self >= JobState.CANCELLED


@dataclass(frozen=True)
class PrinterState:
    """How the printer says it is."""

    stopped: bool
    processing: bool
    accepting: bool
    reasons: tuple[str, ...]
    """Keywords of RFC 8011 §5.4.12, with their suffix."""
    up: int
    """Seconds since it was switched on; 0 where it does not say."""


@dataclass(frozen=True)
class PrinterJob:
    """A job as the printer has it. `letting_go`: cancelled, and not come to rest yet."""

    number: int
    state: JobState
    letting_go: bool = False
    pages: int = 0
    """Impressions that have come out."""
    sheets: int = 0


class IppPrinter:
    """The printer at `uri` (ipp, ipps, or the path of a twin's Unix socket), asked as `user`, whose the jobs are.

    Methods raise DeviceError: GONE (no answer), PRINT_REFUSED (no success).
    """

    def __init__(self, uri: str, user: str) -> None:
        self._socket = uri.partition("?")[0] if uri.startswith("/") else ""
        parts = urlsplit(f"ipp://localhost{_SOCKET_PATH}" if self._socket else uri)
        self._host = parts.hostname or ""
        self._port = parts.port or _PORT
        self._path = parts.path or "/"
        self._secure = parts.scheme == "ipps"
        self.uri = parts._replace(query="").geturl()
        self._user = user

    def attributes(self, names: Sequence[str] = ()) -> dict[str, list[Value]]:
        """Printer attributes by name; all that it tells where none is named."""
        asked: list[Attribute] = [(ipp.KEYWORD, "requested-attributes", names)] if names else []
        answer = self.ask(ipp.GET_PRINTER_ATTRIBUTES, asked)
        return {
            name: values
            for group in answer.groups
            if group.tag == ipp.PRINTER_GROUP
            for name, values in group.attributes.items()
        }

    def state(self) -> PrinterState:
        """How it is now."""
        found = self.attributes(_STATE)
        state, processing, stopped = _integer(found, "printer-state"), 4, 5
        return PrinterState(
            stopped=state == stopped,
            processing=state == processing,
            accepting=found.get("printer-is-accepting-jobs") != [False],
            reasons=tuple(text for text in _texts(found, "printer-state-reasons") if text != "none"),
            up=_integer(found, "printer-up-time"),
        )

    def jobs(self, title: str) -> list[PrinterJob]:
        """Its jobs of that title, oldest first, ended ones as long as it remembers them."""
        found: dict[int, PrinterJob] = {}
        # In this order: one that ends in between is seen twice. In the other it would not be seen at all.
        for which in ("not-completed", "completed"):
            asked: list[Attribute] = [
                (ipp.KEYWORD, "which-jobs", [which]),
                (ipp.KEYWORD, "requested-attributes", _JOB),
            ]
            for group in self.ask(ipp.GET_JOBS, asked).groups:
                job = _job(group.attributes)
                if group.tag == ipp.JOB_GROUP and job is not None and group.attributes.get("job-name") == [title]:
                    found[job.number] = job
        return [found[number] for number in sorted(found)]

    def cancel(self, number: int) -> bool:
        """Ask for a job to be cancelled; False where it has ended already or is not known."""
        try:
            self.ask(ipp.CANCEL_JOB, [(ipp.INTEGER, "job-id", [number])])
        except DeviceError as error:
            if error.fault is Fault.PRINT_REFUSED:
                return False
            raise
        return True

    def ask(self, operation: int, attributes: Sequence[Attribute], document: bytes = b"") -> ipp.Answer:
        """One operation and its answer, a success. Raises DeviceError."""
        head: list[Attribute] = [(ipp.URI, "printer-uri", [self.uri])]
        where = [one for one in attributes if one[1] == "job-id"]  # beside the printer's URI: RFC 8011 §4.1.5
        rest = [one for one in attributes if one[1] != "job-id"]
        message = ipp.request(operation, [*head, *where, (ipp.NAME, "requesting-user-name", [self._user]), *rest])
        answer = self.send(message + document)
        if answer.status >= _GOOD:
            raise DeviceError(Fault.PRINT_REFUSED, f"ipp status 0x{answer.status:04x}")
        return answer

    def send(self, message: bytes) -> ipp.Answer:
        """One message and its answer, whatever its status. Raises DeviceError GONE."""
        try:
            return ipp.answer(self._post(message))
        except (OSError, http.client.HTTPException, ipp.IppMalformed) as error:
            raise DeviceError(Fault.GONE, f"no printer: {type(error).__name__}") from None

    def _post(self, message: bytes) -> bytes:
        connection = self._connection()
        try:
            connection.request("POST", self._path, message, {"Content-Type": "application/ipp"})
            return connection.getresponse().read(_LARGEST_ANSWER)
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        if self._socket:
            return _SocketConnection(self._socket)
        if not self._secure:
            return http.client.HTTPConnection(self._host, self._port, timeout=_ANSWER_TIME)
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return http.client.HTTPSConnection(self._host, self._port, timeout=_ANSWER_TIME, context=context)


class _SocketConnection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=_ANSWER_TIME)
        self._at = path

    def connect(self) -> None:
        """Raises OSError."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        with socket_name(Path(self._at)) as name:
            self.sock.connect(name)


def at(uri: str, user: str) -> IppPrinter | None:
    """The IPP printer behind a queue's device URI; None where it is none that can be asked."""
    parts = urlsplit(uri)
    if uri.startswith("/"):
        return IppPrinter(uri, user)
    return IppPrinter(uri, user) if parts.scheme in {"ipp", "ipps"} and parts.hostname else None


def waits(uri: str) -> bool:
    """Does CUPS wait for the printer's end of a job? Not with `?waitjob=false` (its ipp back end)."""
    return parse_qs(urlsplit(uri).query).get("waitjob", [""])[-1].lower() not in {"false", "no", "off", "0"}


def _job(found: dict[str, list[Value]]) -> PrinterJob | None:
    number, state = _integer(found, "job-id"), _integer(found, "job-state")
    if number <= 0 or state not in set(JobState):
        return None
    letting_go = "processing-to-stop-point" in _texts(found, "job-state-reasons")
    pages, sheets = (_integer(found, f"job-{what}-completed") for what in ("impressions", "media-sheets"))
    return PrinterJob(number, JobState(state), letting_go, max(0, pages), max(0, sheets))


def _integer(found: dict[str, list[Value]], name: str) -> int:
    return next((value for value in found.get(name, ()) if isinstance(value, int)), 0)


def _texts(found: dict[str, list[Value]], name: str) -> list[str]:
    return [value for value in found.get(name, ()) if isinstance(value, str)]
