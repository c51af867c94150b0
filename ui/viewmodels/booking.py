"""预约 for QML; decides nothing."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal

from kiosk.flows.events import Accepted, Declined, Finished
from kiosk.flows.events.services import BookingOpened, GiveBackAsked
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Booking(ViewModel):
    """An appointment, to be confirmed or booked."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("services",)

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """May an appointment be taken for the item that is shown?"""
        return self.view.services.bookable

    @Property(str, notify=changed)
    def phase(self) -> str:
        """As BookingView has it."""
        return self.view.services.booking.phase

    @Property(str, notify=changed)
    def item(self) -> str:
        """For what."""
        return self.view.services.booking.item

    @Property(str, notify=changed)
    def place(self) -> str:
        """Where."""
        return self.view.services.booking.place

    @Property(str, notify=changed)
    def address(self) -> str:
        """Its address."""
        return self.view.services.booking.address

    @Property(str, notify=changed)
    def day(self) -> str:
        """`YYYY-MM-DD`."""
        return self.view.services.booking.day

    @Property(str, notify=changed)
    def time(self) -> str:
        """From when to when."""
        return self.view.services.booking.time

    @Property(str, notify=changed)
    def maskedName(self) -> str:
        """Who comes, masked."""
        return self.view.services.booking.masked_name

    @Property(str, notify=changed)
    def number(self) -> str:
        """To show at the counter."""
        return self.view.services.booking.number

    @Property(bool, notify=changed)
    def own(self) -> bool:
        """Did one come from the list of what is booked?"""
        return self.view.services.booking.own

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why the platform did not do it (code), or empty."""
        return self.view.services.booking.fault or ""

    @Slot()
    def open(self) -> None:
        """Take an appointment."""
        self.send(BookingOpened())

    @Slot()
    def accept(self) -> None:
        """确认预约."""
        self.send(Accepted())

    @Slot()
    def giveBack(self) -> None:
        """取消预约; the second time it is done."""
        self.send(GiveBackAsked())

    @Slot()
    def keep(self) -> None:
        """还是保留."""
        self.send(Declined())

    @Slot()
    def finish(self) -> None:
        """完成，退出并清除信息."""
        self.send(Finished())
