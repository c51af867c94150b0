"""验证 for QML; says what the platform said of a code, and nothing else."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal

from kiosk.flows.events import Finished, RetryAsked
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Verifying(ViewModel):
    """Somebody's code."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("services",)

    @Property(str, notify=changed)
    def phase(self) -> str:
        """`waiting`, `checking`, `told` or `unanswered`."""
        return self.view.services.verify.phase

    @Property(str, notify=changed)
    def by(self) -> str:
        """What reads codes now: `scanner`, `camera`, or empty."""
        return self.view.services.verify.by

    @Property(str, notify=changed)
    def state(self) -> str:
        """`valid`, `expired`, `revoked`, `unknown`, or a word that `text` explains."""
        return self.view.services.verify.state

    @Property(str, notify=changed)
    def text(self) -> str:
        """The platform's words."""
        return self.view.services.verify.text

    @Property(str, notify=changed)
    def name(self) -> str:
        """What kind of licence it is, or empty."""
        return self.view.services.verify.name

    @Property(str, notify=changed)
    def holders(self) -> str:
        """Masked names, or empty."""
        return self.view.services.verify.holders

    @Property(str, notify=changed)
    def time(self) -> str:
        """When the platform looked, `MM-DD HH:MM`."""
        return self.view.services.verify.time

    @Property(bool, notify=changed)
    def wrongDigit(self) -> bool:
        """Does the check character not fit? A warning."""
        return self.view.services.verify.wrong_digit

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why the last code said nothing (code), or empty."""
        return self.view.services.verify.fault or ""

    @Slot()
    def again(self) -> None:
        """再验一个."""
        self.send(RetryAsked())

    @Slot()
    def finish(self) -> None:
        """完成，退出并清除信息."""
        self.send(Finished())
