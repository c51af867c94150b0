"""补打: a slip comes out of the receipt printer once more, marked and counted; told in the trail before and after.

The printer is opened for that slip alone and given back. Must never print before it is written down, nor without a
reason.
"""

from __future__ import annotations

import queue

from devices.contract import DeviceError, Fault, Kind, PrintJob
from devices.workers import PrinterWorker
from kiosk.documents import sheets
from kiosk.documents.roll import paper_of
from kiosk.runtime.audit.events import REPRINTS, AuditEvent
from kiosk.runtime.audit.trail import Trail
from kiosk.runtime.clock import Clock
from kiosk.runtime.performing.fitted import fitted
from kiosk.runtime.prints import CERTIFICATE, PrintOutcome, Prints, SlipPrint
from kiosk.runtime.settings import Device, Settings
from kiosk.staff.faults import StaffError, StaffFault
from offline_cache.contract import StoreError, StoreFault

_PATIENCE = PrinterWorker.PRINT_TIMEOUT + PrinterWorker.GRACE + 5.0
"""Seconds within which the printer's thread, or its watchdog, says how it ended."""


class Reprinting:
    """That of one terminal."""

    def __init__(self, settings: Settings, prints: Prints, trail: Trail, clock: Clock) -> None:
        self._device = settings.devices.receipt_printer
        self._production = settings.production
        self._prints, self._trail, self._clock = prints, trail, clock

    def again(self, print_id: str, staff: str, why: str) -> None:
        """Have it printed, and wait until that is known; returns only where it came out.

        Raises StaffError NOT_VALID (no such reason), DeviceError (OUTCOME_UNKNOWN: it may have come out),
        DocumentError, StoreError STEP_NOT_ALLOWED (a certificate, which is no slip), and StoreError, OSError where it
        cannot be written down: then nothing is printed.
        """
        if why not in REPRINTS:
            raise StaffError(StaffFault.NOT_VALID, "why")
        device = self._device
        if device is None:
            raise DeviceError(Fault.NOT_CONFIGURED, "no receipt printer")
        if self._prints.find(print_id).what == CERTIFICATE:
            raise StoreError(StoreFault.STEP_NOT_ALLOWED, "a certificate is no slip")
        begun = self._prints.again(print_id, device.driver, self._clock.wall().timestamp())
        told: dict[str, object] = {"job": begun.print_id, "count": begun.copy, "staff": staff}
        fault: Fault | None = Fault.PRINT_REFUSED
        try:
            self._trail.append(AuditEvent.REPRINT_BEGUN, **told, why=why)
            fault = self._printed(begun, device)
        except DeviceError as error:
            fault = error.fault
        finally:
            self._prints.end(begun.print_id, fault)
            code = fault.code if fault else None
            self._trail.note(AuditEvent.REPRINT_ENDED, **told, result=_result(fault), fault=code)
        if fault is not None:
            raise DeviceError(fault, "reprint")

    def _printed(self, begun: SlipPrint, device: Device) -> Fault | None:
        """Why it did not come out, or None. Raises DeviceError, DocumentError before anything is printed."""
        pdf = sheets.reprint(begun.what, bytes(begun.sheet), begun.copy, paper_of(device.options))
        driver = fitted(device, Kind.RECEIPT_PRINTER, production=self._production)
        ended: queue.SimpleQueue[Fault | None] = queue.SimpleQueue()
        worker = PrinterWorker(driver, {**device.options, "production": self._production}, lambda _event: None)
        worker.start()
        try:
            worker.submit(PrintJob(begun.print_id, pdf), lambda _job, fault: ended.put(fault))
            return ended.get(timeout=_PATIENCE)
        except queue.Empty:
            return Fault.OUTCOME_UNKNOWN
        finally:
            worker.stop()


def _result(fault: Fault | None) -> str:
    if fault is None:
        return PrintOutcome.PRINTED.value
    return (PrintOutcome.UNSURE if fault is Fault.OUTCOME_UNKNOWN else PrintOutcome.FAILED).value
