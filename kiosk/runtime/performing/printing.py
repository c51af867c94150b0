"""Effects of the receipt printer: slips for the case, the payment and the policy, each printed once.

Each is written down with its outcome (kiosk.runtime.prints), from where staff have it printed again.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from devices.contract import DeviceError, Fault, Kind, PrintJob, State, StateChanged
from devices.workers import PrinterWorker
from kiosk.domain.ids import uuid7
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.flows.memory import Goal, Memory
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.fitted import fitted
from kiosk.runtime.receipts import receipt_of
from kiosk.runtime.scope import Scope

if TYPE_CHECKING:
    from kiosk.documents.sheets import Sheet

_log = logging.getLogger(__name__)


class Printing:
    """The receipt printer of this terminal."""

    def __init__(self, desk: Desk, around: Callable[[], Any]) -> None:
        self._desk = desk
        self._around = around
        self._worker: PrinterWorker | None = None
        self._visit = uuid7()
        self._tell: Callable[[Event], None] = lambda _event: None

    def begin(self, tell: Callable[[Event], None]) -> None:
        """Take the printer; its coming and going is told to `tell`."""
        self._tell = tell
        self._desk.later(self._throw_away)
        device, production = self._desk.settings.devices.receipt_printer, self._desk.settings.production
        if device is None:
            tell(on.DeviceChanged(Kind.RECEIPT_PRINTER, usable=False, fault="device.not-configured"))
            return
        try:
            made = fitted(device, Kind.RECEIPT_PRINTER, production=production)
        except DeviceError as error:
            _log.error("receipt printer refused: %s", error)
            tell(on.DeviceChanged(Kind.RECEIPT_PRINTER, usable=False, fault=error.fault.code))
            return
        self._worker = PrinterWorker(made, {**device.options, "production": production}, self._hear)
        self._worker.start()

    def print_receipt(self, memory: Memory, scope: Scope) -> None:  # noqa: ARG002  the outcome outlives the page
        """Print the receipt of the case, once; the outcome is told whatever page is shown by then."""
        self._print(_slip_id(memory, self._visit), receipt_of(memory, self._around()))

    def print_payment(self, memory: Memory, scope: Scope) -> None:  # noqa: ARG002
        """Print the slip of the payment, once."""
        from kiosk.runtime.present_paying import slip_of

        around = self._around()
        slip = slip_of(memory, around, test=around.test)
        name = str(uuid.uuid5(uuid.NAMESPACE_OID, f"payment {memory.paying.order_no}"))
        self._print(name, slip)

    def print_benefit(self, memory: Memory, scope: Scope) -> None:  # noqa: ARG002
        """Print the slip of the confirmed policy, once."""
        from kiosk.runtime.present_informing import benefit_slip_of

        around = self._around()
        slip = benefit_slip_of(memory, around, test=around.test)
        name = str(uuid.uuid5(uuid.NAMESPACE_OID, f"benefit {slip.number if slip else uuid7()}"))
        self._print(name, slip)

    def _print(self, name: str, sheet: Sheet | None) -> None:
        """Print it on the paper at hand; under a name, so that the same is never printed twice."""
        device = self._desk.settings.devices.receipt_printer
        worker, tell = self._worker, self._tell
        if worker is None or sheet is None or device is None:
            tell(on.PrintFailed("device.not-configured"))
            return

        def work() -> None:
            from kiosk.documents import sheets
            from kiosk.documents.roll import paper_of
            from kiosk.runtime.prints import slip_print

            try:
                job = PrintJob(name, sheets.render(sheet, paper_of(device.options)))
            except Exception:
                tell(on.PrintFailed(Fault.PRINT_REFUSED.code))  # fonts, or a mistake of ours; nobody waits for it
                raise
            at = self._desk.clock.wall().timestamp()
            self._desk.write_down(lambda prints: prints.begin(slip_print(name, sheet, at, device.driver)))
            worker.submit(job, ended)

        def ended(_job: str, fault: Fault | None) -> None:
            self._desk.write_down(lambda prints: prints.end(name, fault))
            tell(on.PrintFailed(fault.code) if fault else on.Printed())

        self._desk.later(work)

    def _throw_away(self) -> None:
        from kiosk.runtime.prints import throw_away

        try:
            throw_away(self._desk.files.prints, self._desk.clock.wall().timestamp())
        except OSError as error:
            _log.error("old slips cannot be thrown away (errno %s)", error.errno)

    def end(self) -> None:
        """Give the printer back."""
        if self._worker is not None:
            self._worker.stop()

    def _hear(self, event: object) -> None:
        if isinstance(event, StateChanged):
            fault = event.fault.code if event.fault else None
            usable = event.state in {State.ONLINE, State.BUSY}
            self._tell(on.DeviceChanged(event.kind, usable, fault))


def _slip_id(memory: Memory, visit: str) -> str:
    """The same slip has the same id and is never printed twice; another outcome of the case is another slip.

    Who looks up a case may have its slip again, once a visit: that is an act of its own.
    """
    case = memory.case
    said = f"{case.submission_id} {case.outcome} {case.project_no}"
    said += f" {visit}" if memory.goal is Goal.PROGRESS else ""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, said)) if case.submission_id else uuid7()
