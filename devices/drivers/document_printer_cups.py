"""A document printer behind CUPS: certificates and forms on A4, from the tray and in the way the job asks for.

Options: `queue`; `printed` (folder of the print journal); `server` (host, host:port or socket path, default
localhost:631); `cups_options` (passed to the queue with every job); `trays` (which of the printer's trays may be
used, e.g. ["tray-1"]; all of them where it is left out); `stuck` (seconds without a page after which a warning is
taken for a fault, default 10). The queue should be made with
`lpadmin -p NAME -E -v 'ipp://…?waitjob=false' -m everywhere` (or `-P` with what `driverless` prints): a raw queue
passes no tray on, and without `waitjob=false` a server that is killed may print again (devices.transports.cups_once).

Must never ask the printer for what it cannot do, print the same job twice, call a transfer a success, or leave a
document in the spool once its outcome is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from devices.contract import DeviceError, Driver, Fault, Info, Kind, PrintJob
from devices.pdf_pages import count_pages
from devices.printed import checked
from devices.protocols import printer_abilities, printer_reasons
from devices.protocols.printer_abilities import Abilities
from devices.transports.cups import QueueState
from devices.transports.cups_course import Order
from devices.transports.cups_opening import cups_options, once_printer
from devices.transports.ipp_printer import PrinterState

_STALE = 60.0
"""Seconds an idle queue's last reasons are believed."""


def fault_of(queue: QueueState, itself: PrinterState | None = None, *, stuck: bool = False) -> Fault | None:
    """What stands in the way. A printer that is not stopped prints on, from another tray: its suffix is believed.

    Unless nothing comes out: there are printers that call an empty tray, or a jam, a warning and wait.
    """
    if queue.stopped or itself is None:
        return printer_reasons.read(queue.reasons, stopped=queue.stopped).fault
    return printer_reasons.read(itself.reasons, stopped=itself.stopped, severe=not stuck).fault


class CupsDocumentPrinter:
    """One queue. Raises DeviceError NOT_CONFIGURED, NOT_PERMITTED, DISK_FULL when made."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._options = cups_options(options)
        self._trays = _trays(options)
        self._once = once_printer(options, fault_of)

    def check(self) -> None:
        """Ready? Raises DeviceError: GONE, NOT_CONFIGURED, PRINT_REFUSED (not accepting), PAPER_OUT, ….

        An IPP printer is asked itself. Of others the queue only knows what the last job met.
        """
        self._once.check(_STALE)

    def print(self, job: PrintJob, timeout: float) -> None:
        """Print once; returns when the last page is out, at most some seconds after `timeout`.

        Raises as OncePrinter.print, and PRINT_UNSUPPORTED for what is no sound PDF and for a setup that this printer
        cannot do, before anything is sent.
        """
        checked(job.job_id)
        pages = count_pages(job.pdf)
        options = dict(self._options)
        if job.setup != type(job.setup)():
            options |= printer_abilities.options_of(self._abilities().asked(job.setup))
        self._once.print(Order(job, options, pages * job.setup.copies), timeout, _STALE)

    def describe(self) -> Info:
        """Model, colour, duplex, copies, sizes, trays, paper, supplies; warnings by code. Raises DeviceError."""
        _, warnings = self._once.describe()
        return self._abilities().info(warnings)

    def close(self) -> None:
        """Nothing is held between calls."""

    def _abilities(self) -> Abilities:
        """What printer and queue can together: a raw queue passes no tray on."""
        attributes, warnings = self._once.describe()
        found = printer_abilities.abilities(attributes)
        if "queue-passes-no-tray" in warnings:
            return replace(found, trays=())
        if self._trays is not None:
            return replace(found, trays=tuple(tray for tray in found.trays if tray.name in self._trays))
        return found


def _trays(options: Mapping[str, Any]) -> frozenset[str] | None:
    found = options.get("trays")
    if found is None:
        return None
    if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
        raise DeviceError(Fault.NOT_CONFIGURED, "option trays is a list of names")
    return frozenset(found)


DRIVER = Driver(name="document_printer_cups", kind=Kind.DOCUMENT_PRINTER, open=CupsDocumentPrinter)
