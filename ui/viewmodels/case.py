"""The case after the last button: submitting, result, receipt; must never say more than the outcome in the view."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject, Signal

from kiosk.flows.events import Finished, PrintAsked, ReceiptOpened, RetryAsked
from kiosk.runtime.shown_matters import PartRow
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel
from ui.viewmodels.rows import RowsModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Case(ViewModel):
    """What became of the case, and its receipt."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("case",)

    def prepare(self) -> None:
        """Make the list."""
        self._part_rows = RowsModel(PartRow, self)

    def refresh(self) -> None:
        """Fill it."""
        self._part_rows.set_rows(self.view.case.parts)

    @Property(QObject, constant=True)
    def partRows(self) -> QObject:
        """The items of a package (PartRow)."""
        return self._part_rows

    @Property(int, notify=changed)
    def partCount(self) -> int:
        """How many items a package has; 0 where it is none."""
        return len(self.view.case.parts)

    @Property(str, notify=changed)
    def outcome(self) -> str:
        """`accepted`, `received`, `sent`, `queued`, `failed`, or empty while nobody knows."""
        outcome = self.view.case.outcome
        return outcome.value if outcome else ""

    @Property(str, notify=changed)
    def item(self) -> str:
        """The service, in the chosen language."""
        return self.view.case.item

    @Property(str, notify=changed)
    def number(self) -> str:
        """办件编号, or the 暂存号 of a case that is not confirmed."""
        return self.view.case.number

    @Property(str, notify=changed)
    def time(self) -> str:
        """When, `MM-DD HH:MM`."""
        return self.view.case.time

    @Property(str, notify=changed)
    def department(self) -> str:
        """Who handles it."""
        return self.view.case.department

    @Property(str, notify=changed)
    def maskedPhone(self) -> str:
        """Where the message goes, masked; empty where nothing is sent."""
        return self.view.case.masked_phone

    @Property(str, notify=changed)
    def callAfter(self) -> str:
        """When to call if nothing came, `MM-DD HH:MM`."""
        return self.view.case.call_after

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why it failed (code), or empty."""
        return self.view.case.fault or ""

    @Property(str, notify=changed)
    def faultText(self) -> str:
        """The platform's own sentence about it, or empty."""
        return self.view.case.fault_text

    @Property(str, notify=changed)
    def decision(self) -> str:
        """`approved`, `refused` or `deciding`; empty where nobody decides at once."""
        return self.view.case.decision

    @Property(bool, notify=changed)
    def identityPending(self) -> bool:
        """Must the platform still review who it is?"""
        return self.view.case.identity_pending

    @Property(int, notify=changed)
    def waitingSeconds(self) -> int:
        """How long the answer has been awaited."""
        return self.view.case.waiting_seconds

    @Property(str, notify=changed)
    def printPhase(self) -> str:
        """`idle`, `printing`, `done` or `failed`."""
        return self.view.case.print_phase.value

    @Property(str, notify=changed)
    def printFault(self) -> str:
        """Why the receipt is not out (code), or empty."""
        return self.view.case.print_fault or ""

    @Property(bool, notify=changed)
    def canPrint(self) -> bool:
        """Can a receipt be printed here now?"""
        return self.view.case.can_print

    @Property(str, notify=changed)
    def qr(self) -> str:
        """Payload of the receipt's code."""
        return self.view.case.qr

    @Slot()
    def print(self) -> None:
        """打印凭条."""
        self.send(PrintAsked())

    @Slot()
    def openReceipt(self) -> None:
        """手机扫码存凭条 / 抄号码."""
        self.send(ReceiptOpened())

    @Slot()
    def retry(self) -> None:
        """Check and send once more after a failure."""
        self.send(RetryAsked())

    @Slot()
    def finish(self) -> None:
        """完成，退出并清除信息."""
        self.send(Finished())
