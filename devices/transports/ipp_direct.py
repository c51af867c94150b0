"""An IPP printer with no print server before it, as a queue: what it takes it has, and nothing is kept for it.

So a restart of anything but the printer prints nothing again. Must never send a document that the printer did not
say it can print.
"""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from devices.contract import DeviceError, Fault
from devices.print_journal import PrintJournal
from devices.protocols import ipp
from devices.protocols.ipp import Attribute, Value
from devices.transports import ipp_printer
from devices.transports.ipp_printer import IppPrinter, JobState
from devices.transports.print_once import OncePrinter, times
from devices.transports.print_queue import JobSeen, Judge, QueueState

JOURNAL: Final = "journal"
"""The print journal's name in the folder that the option `printed` names."""
_PDF: Final = "application/pdf"
_TAGS: Final = {
    "copies": ipp.INTEGER,
    "sides": ipp.KEYWORD,
    "print-color-mode": ipp.KEYWORD,
    "media": ipp.KEYWORD,
    "media-col": ipp.BEGIN_COLLECTION,
}
"""Job attributes of RFC 8011 §5.2 that are sent."""
_BUSY, _GOOD = 0x0507, 0x0100
_DELIVERED: Final = 1
"""Number of every job: what has been delivered is known at the printer, by its title."""


class DirectQueue:
    """The printer at `uri`: ipp, ipps, or the path of a Unix socket (a program for development)."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._user = _user()

    def state(self) -> QueueState:
        """Always open: it is the printer that has a state. Its URI says that nobody waits for the paper."""
        return QueueState(
            stopped=False,
            processing=False,
            accepting=True,
            reasons=(),
            since=0.0,
            device=f"{self._uri}?waitjob=false",
        )

    def printer(self, device: str) -> IppPrinter | None:
        """The printer."""
        return ipp_printer.at(device, self._user)

    def find(self, title: str) -> JobSeen | None:
        """Delivered, where the printer has such a job that was not cancelled. Raises DeviceError GONE."""
        jobs = IppPrinter(self._uri, self._user).jobs(title)
        mine = [job for job in jobs if job.state is JobState.COMPLETED or not (job.state.ended or job.letting_go)]
        return JobSeen(_DELIVERED, JobState.COMPLETED) if mine else None

    def mine(self) -> list[tuple[str, JobSeen]]:
        """No document lies anywhere."""
        return []

    def submit(self, title: str, document: bytes, options: Mapping[str, Value]) -> int:
        """Print-Job (RFC 8011 §4.2.1). Raises DeviceError GONE, BUSY, PRINT_REFUSED, PRINT_UNSUPPORTED.

        OUTCOME_UNKNOWN where the printer goes away while it takes the document.
        """
        printer = IppPrinter(self._uri, self._user)
        found = printer.attributes(("document-format-supported", "printer-is-accepting-jobs"))
        if _PDF not in found.get("document-format-supported", []):
            raise DeviceError(Fault.PRINT_UNSUPPORTED, "the printer takes no PDF")
        if found.get("printer-is-accepting-jobs") == [False]:
            raise DeviceError(Fault.PRINT_REFUSED, "the printer takes no jobs")
        head: list[Attribute] = [
            (ipp.URI, "printer-uri", [printer.uri]),
            (ipp.NAME, "requesting-user-name", [self._user]),
            (ipp.NAME, "job-name", [title]),
            (ipp.BOOLEAN, "ipp-attribute-fidelity", [True]),
            (ipp.MIME, "document-format", [_PDF]),
        ]
        setup: list[Attribute] = [(_TAGS[name], name, [value]) for name, value in options.items() if name in _TAGS]
        groups = [(ipp.OPERATION_GROUP, head), *([(ipp.JOB_GROUP, setup)] if setup else [])]
        try:
            answer = printer.send(ipp.message(ipp.PRINT_JOB, groups) + document)
        except DeviceError:
            raise DeviceError(Fault.OUTCOME_UNKNOWN, "the printer went away while it took the document") from None
        if answer.status >= _GOOD:
            fault = Fault.BUSY if answer.status == _BUSY else Fault.PRINT_REFUSED
            raise DeviceError(fault, f"ipp status 0x{answer.status:04x}")
        return _DELIVERED

    def job(self, number: int, title: str) -> JobSeen | None:  # noqa: ARG002  as above
        """Delivered, as far as this side goes."""
        return JobSeen(number, JobState.COMPLETED)

    def cancel(self, number: int) -> None:
        """There is nothing to take out before the printer."""

    def purge(self, number: int) -> None:
        """Nothing lies anywhere."""


def once_printer(options: Mapping[str, Any], judge: Judge) -> OncePrinter:
    """Options `uri`, `printed` (folder), those of `times`; with `production` no socket of a program is taken.

    Raises DeviceError NOT_CONFIGURED, NOT_PERMITTED, DISK_FULL.
    """
    uri, printed = options.get("uri"), options.get("printed")
    if not isinstance(uri, str) or ipp_printer.at(uri, "") is None or "?" in uri:
        raise DeviceError(Fault.NOT_CONFIGURED, "option uri is ipp://host/path, ipps://host/path or a socket's path")
    if options.get("production") and uri.startswith("/"):
        raise DeviceError(Fault.NOT_PERMITTED, "a program stands behind the printer")
    if not isinstance(printed, str) or not printed:
        raise DeviceError(Fault.NOT_CONFIGURED, "option printed is missing")
    patience = times(options)
    return OncePrinter(DirectQueue(uri), PrintJournal(Path(printed) / JOURNAL), judge, patience)


def _user() -> str:
    """Whom jobs belong to: nobody else may cancel them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "kiosk"
