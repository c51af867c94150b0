"""Acting for another, for QML: whose matter it is, and the page on which that person agrees; decides nothing."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject, Signal

from kiosk.flows.events import Authorised, RelationChosen
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.signature import SignatureItem
from ui.viewmodels.base import ViewModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Acting(ViewModel):
    """For whom somebody acts."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("acting",)

    @Property(str, notify=changed)
    def relation(self) -> str:
        """`agent`, `guardian`, `staff`, or empty."""
        return self.view.acting.relation

    @Property(str, notify=changed)
    def maskedName(self) -> str:
        """The principal's name, masked."""
        return self.view.acting.masked_name

    @Property(str, notify=changed)
    def item(self) -> str:
        """For what."""
        return self.view.acting.item

    @Slot(str)
    def choose(self, relation: str) -> None:
        """Act as `relation`."""
        self.send(RelationChosen(relation))

    @Slot(QObject)
    def authorise(self, pad: QObject) -> None:
        """The principal has signed on `pad`."""
        if isinstance(pad, SignatureItem):
            self.send(Authorised(pad.png()))

    @Slot()
    def declare(self) -> None:
        """The guardian declares to be one."""
        self.send(Authorised(b""))
