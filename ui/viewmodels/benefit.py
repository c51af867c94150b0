"""免申即享 for QML; must never call anything confirmed that the view does not."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal

from kiosk.flows.events import Accepted, Finished
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Benefit(ViewModel):
    """A policy that the person has a right to."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("services",)

    @Property(str, notify=changed)
    def phase(self) -> str:
        """`open`, `confirming`, `confirmed` or `other`."""
        return self.view.services.benefit.phase

    @Property(str, notify=changed)
    def title(self) -> str:
        """Name of the paper."""
        return self.view.services.benefit.title

    @Property(str, notify=changed)
    def department(self) -> str:
        """Whose policy it is."""
        return self.view.services.benefit.department

    @Property(str, notify=changed)
    def benefit(self) -> str:
        """What one gets."""
        return self.view.services.benefit.benefit

    @Property(str, notify=changed)
    def reason(self) -> str:
        """Why one has a right to it."""
        return self.view.services.benefit.reason

    @Property(str, notify=changed)
    def payTo(self) -> str:
        """Where money goes, masked; empty where none does."""
        return self.view.services.benefit.pay_to

    @Property(str, notify=changed)
    def text(self) -> str:
        """The platform's word for how it stands."""
        return self.view.services.benefit.text

    @Property(str, notify=changed)
    def number(self) -> str:
        """Of the confirmation."""
        return self.view.services.benefit.number

    @Property(str, notify=changed)
    def company(self) -> str:
        """The company it is for, or empty."""
        return self.view.services.benefit.company

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why it was not confirmed (code), or empty."""
        return self.view.services.benefit.fault or ""

    @Slot()
    def confirm(self) -> None:
        """确认享受."""
        self.send(Accepted())

    @Slot()
    def finish(self) -> None:
        """完成，退出并清除信息."""
        self.send(Finished())
