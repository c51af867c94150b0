"""证明打印 for QML; decides nothing."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal

from kiosk.flows.events import Accepted, Finished, RetryAsked
from kiosk.flows.events.certificates import AnotherAsked, CertificatesOpened, StopAsked
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Certificates(ViewModel):
    """The certificate on its way to paper, and whether there is one to be had from this page."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("services",)

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """Are certificates printed from this page?"""
        return self.view.services.certificates.offered

    @Property(str, notify=changed)
    def blocked(self) -> str:
        """Why not now (code), or empty."""
        return self.view.services.certificates.blocked

    @Property(str, notify=changed)
    def phase(self) -> str:
        """As CertificateView has it."""
        return self.view.services.certificate.phase

    @Property(str, notify=changed)
    def name(self) -> str:
        """Which certificate."""
        return self.view.services.certificate.name

    @Property(str, notify=changed)
    def office(self) -> str:
        """Whose seal it bears."""
        return self.view.services.certificate.office

    @Property(str, notify=changed)
    def serial(self) -> str:
        """Its number."""
        return self.view.services.certificate.serial

    @Property(str, notify=changed)
    def fee(self) -> str:
        """What it costs, in the guide's words."""
        return self.view.services.certificate.fee

    @Property(int, notify=changed)
    def pages(self) -> int:
        """How many it has."""
        return self.view.services.certificate.pages

    @Property(int, notify=changed)
    def done(self) -> int:
        """How many lie in the tray."""
        return self.view.services.certificate.done

    @Property(int, notify=changed)
    def printsLeft(self) -> int:
        """How many copies may still be printed."""
        return self.view.services.certificate.prints_left

    @Property(str, notify=changed)
    def text(self) -> str:
        """What the platform says."""
        return self.view.services.certificate.text

    @Property(str, notify=changed)
    def fault(self) -> str:
        """What is wrong (code), or empty."""
        return self.view.services.certificate.fault or ""

    @Property(str, notify=changed)
    def printerFault(self) -> str:
        """Why the printer prints nothing now (code), or empty."""
        return self.view.services.certificate.printer_fault or ""

    @Property(bool, notify=changed)
    def stopping(self) -> bool:
        """Was it asked to stop?"""
        return self.view.services.certificate.stopping

    @Property(bool, notify=changed)
    def left(self) -> bool:
        """Does the paper still lie there, as far as anybody has said?"""
        return self.view.services.certificate.left

    @Slot()
    def open(self) -> None:
        """Print a certificate."""
        self.send(CertificatesOpened(self.view.services.certificates.type_code))

    @Slot()
    def accept(self) -> None:
        """打印."""
        self.send(Accepted())

    @Slot()
    def stop(self) -> None:
        """不打了."""
        self.send(StopAsked())

    @Slot()
    def another(self) -> None:
        """再打一份."""
        self.send(AnotherAsked())

    @Slot()
    def retry(self) -> None:
        """Once more what did not go."""
        self.send(RetryAsked())

    @Slot()
    def finish(self) -> None:
        """完成，退出并清除信息."""
        self.send(Finished())
