"""A document printer in front of any queue: pages counted, the page setup checked against what the printer can.

Must never ask the printer for what it cannot do, print the same job twice, or call a transfer a success.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from devices.contract import DeviceError, Fault, Info, PageSetup, PrintJob
from devices.pdf_pages import count_pages
from devices.printed import checked
from devices.protocols import printer_abilities, printer_reasons
from devices.protocols.ipp import Value
from devices.protocols.printer_abilities import Abilities
from devices.transports.ipp_printer import PrinterState
from devices.transports.print_course import Order
from devices.transports.print_once import OncePrinter
from devices.transports.print_queue import QueueState

_STALE = 60.0
"""Seconds an idle queue's last reasons are believed."""


def fault_of(queue: QueueState, itself: PrinterState | None = None, *, stuck: bool = False) -> Fault | None:
    """What stands in the way. A printer that is not stopped prints on, from another tray: its suffix is believed.

    Unless nothing comes out: there are printers that call an empty tray, or a jam, a warning and wait.
    """
    if queue.stopped or itself is None:
        return printer_reasons.read(queue.reasons, stopped=queue.stopped).fault
    return printer_reasons.read(itself.reasons, stopped=itself.stopped, severe=not stuck).fault


class DocumentPrinter:
    """Certificates and forms on paper. `always` goes with every job; `trays` may be used, all where it is None."""

    def __init__(self, once: OncePrinter, always: Mapping[str, Value], trays: frozenset[str] | None) -> None:
        self._once = once
        self._always = always
        self._trays = trays

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
        options = dict(self._always)
        if job.setup != PageSetup():
            options |= self._abilities().asked(job.setup)
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


def allowed_trays(options: Mapping[str, Any]) -> frozenset[str] | None:
    """Option `trays`, a list of names; None where all may be used. Raises DeviceError NOT_CONFIGURED."""
    found = options.get("trays")
    if found is None:
        return None
    if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
        raise DeviceError(Fault.NOT_CONFIGURED, "option trays is a list of names")
    return frozenset(found)
