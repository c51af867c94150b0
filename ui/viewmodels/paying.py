"""缴费 for QML; must never call anything paid that the view does not."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal

from kiosk.flows.events import Declined, Finished, MoreTimeAsked, RetryAsked
from kiosk.flows.events.services import BillsOpened, PayCancelAsked
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Paying(ViewModel):
    """A bill and its order."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("services",)

    @Property(str, notify=changed)
    def phase(self) -> str:
        """`ordering`, `not-ordered`, `refused`, `waiting`, `cancelling`, `unsure`, `closed` or `paid`."""
        return self.view.services.paying.phase

    @Property(str, notify=changed)
    def state(self) -> str:
        """The platform's word for an order that is over."""
        return self.view.services.paying.state

    @Property(str, notify=changed)
    def bill(self) -> str:
        """For what."""
        return self.view.services.paying.bill

    @Property(str, notify=changed)
    def payee(self) -> str:
        """To whom."""
        return self.view.services.paying.payee

    @Property(str, notify=changed)
    def maskedAccount(self) -> str:
        """Whose account, masked."""
        return self.view.services.paying.masked_account

    @Property(str, notify=changed)
    def amount(self) -> str:
        """Yuan, two places."""
        return self.view.services.paying.amount

    @Property(str, notify=changed)
    def orderNo(self) -> str:
        """缴款单号."""
        return self.view.services.paying.order_no

    @Property(str, notify=changed)
    def receiptNo(self) -> str:
        """收据号."""
        return self.view.services.paying.receipt_no

    @Property(str, notify=changed)
    def time(self) -> str:
        """When it was paid, `MM-DD HH:MM`."""
        return self.view.services.paying.time

    @Property(str, notify=changed)
    def qr(self) -> str:
        """What the phone scans; empty whenever nothing can be paid by it."""
        return self.view.services.paying.qr

    @Property(int, notify=changed)
    def seconds(self) -> int:
        """Seconds until the order is given up."""
        return self.view.services.paying.seconds

    @Property(int, notify=changed)
    def total(self) -> int:
        """Of so many."""
        return self.view.services.paying.total

    @Property(bool, notify=changed)
    def sure(self) -> bool:
        """Was it asked whether one is sure to leave?"""
        return self.view.services.paying.sure

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why nobody knows (code), or empty."""
        return self.view.services.paying.fault or ""

    @Slot()
    def open(self) -> None:
        """缴费 on the home page."""
        self.send(BillsOpened())

    @Slot()
    def moreTime(self) -> None:
        """再等一会儿."""
        self.send(MoreTimeAsked())

    @Slot()
    def cancel(self) -> None:
        """不付了; the second time it is done."""
        self.send(PayCancelAsked())

    @Slot()
    def goOn(self) -> None:
        """接着付."""
        self.send(Declined())

    @Slot()
    def retry(self) -> None:
        """Once more, or another bill."""
        self.send(RetryAsked())

    @Slot()
    def finish(self) -> None:
        """完成，退出并清除信息."""
        self.send(Finished())
