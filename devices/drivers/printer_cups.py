"""A receipt printer behind CUPS: success is what printer or server say when the job has ended, and nothing earlier.

Options: `queue`; `printed` (folder of the print journal, which remembers what came out); `server` (host, host:port or
socket path, default localhost:631); `cups_options` (passed to the queue, e.g. {"media" = "Custom.80x200mm"});
`lasting` (seconds a fault lasts until a job is given up, default 3).

Must never print the same job twice, leave a document in the spool once its outcome is known, or put a person's
data into a job's title. A fault must last some seconds before a job is given up: printers come and go.

Known limit: a queue whose device URI does not end in `?waitjob=false` (IPP), or that has no IPP printer behind it,
holds the job until the paper is out, any other for the moment of handing it over. A server that is killed in between
may start it anew before anybody can take it out: then the slip comes out twice. Clearing its spool before each of its
starts prevents that (technician manual; devices.transports.print_once says more; `describe` warns).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from devices.contract import Driver, Fault, Info, Kind, PrintJob
from devices.known_options import KNOWN
from devices.protocols import printer_abilities, printer_reasons
from devices.transports.cups_opening import cups_options, once_printer
from devices.transports.ipp_printer import PrinterState
from devices.transports.print_course import Order
from devices.transports.print_queue import QueueState

_STALE = 60.0
"""Seconds an idle queue's last reasons are believed."""


def fault_of(queue: QueueState, itself: PrinterState | None = None, *, stuck: bool = False) -> Fault | None:
    """What stands in the way. The suffix of a reason is not asked: a roll that is empty is empty."""
    del stuck
    stopped = queue.stopped or (itself is not None and itself.stopped)
    reasons = itself.reasons if itself is not None and not queue.stopped else queue.reasons
    return printer_reasons.read(reasons, stopped=stopped).fault


class CupsPrinter:
    """One queue. Raises DeviceError NOT_CONFIGURED, NOT_PERMITTED, DISK_FULL when made."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._options = cups_options(options)
        self._once = once_printer(options, fault_of)

    def check(self) -> None:
        """Ready? Raises DeviceError: GONE, NOT_CONFIGURED, PRINT_REFUSED (not accepting), PAPER_OUT, ….

        An IPP printer is asked itself. Of others the queue only knows what the last job met.
        """
        self._once.check(_STALE)

    def print(self, job: PrintJob, timeout: float) -> None:
        """Print once; returns when it is out, at most some seconds after `timeout`. Raises as OncePrinter.print."""
        self._once.print(Order(job, self._options), timeout, _STALE)

    def describe(self) -> Info:
        """Model, and what is running low. Raises DeviceError."""
        found, warnings = self._once.describe()
        abilities = printer_abilities.abilities(found)
        return Info(abilities.model, abilities.serial, abilities.firmware, {}, warnings)

    def close(self) -> None:
        """Nothing is held between calls."""


DRIVER = Driver(name="printer_cups", kind=Kind.RECEIPT_PRINTER, open=CupsPrinter, options=KNOWN["printer_cups"])
