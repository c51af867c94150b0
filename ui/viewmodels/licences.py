"""Wallet and licence code for QML; must never keep a code longer than the view has it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject, Signal

from kiosk.flows.events import Finished, LicenceChosen, RenewAsked, RetryAsked, WentBack
from kiosk.flows.events.licences import OccasionChosen
from kiosk.runtime.shown import RatingTagRow
from kiosk.runtime.shown_licences import LicenceCard
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel
from ui.viewmodels.rows import RowsModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Licences(ViewModel):
    """The holder's licences, and the one that is being shown."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("licences",)

    def prepare(self) -> None:
        """Make the list."""
        self._rows = RowsModel(LicenceCard, self)
        self._occasions = RowsModel(RatingTagRow, self)

    def refresh(self) -> None:
        """Fill the list."""
        self._rows.set_rows(self.view.licences.rows)
        self._occasions.set_rows(self.view.licences.occasions)

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """The licences (LicenceCard)."""
        return self._rows

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many are listed."""
        return len(self.view.licences.rows)

    @Property(int, notify=changed)
    def held(self) -> int:
        """How many there are, listed or not."""
        return self.view.licences.held

    @Property(QObject, constant=True)
    def occasions(self) -> QObject:
        """The occasions to choose from (RatingTagRow)."""
        return self._occasions

    @Property(bool, notify=changed)
    def all(self) -> bool:
        """Is no occasion chosen?"""
        return not any(one.chosen for one in self.view.licences.occasions)

    @Property(bool, notify=changed)
    def loading(self) -> bool:
        """Is the list being fetched?"""
        return self.view.licences.loading

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why there is no list or no code (code), or empty."""
        return self.view.licences.fault or ""

    @Property(str, notify=changed)
    def updatedAt(self) -> str:
        """When the platform made the list."""
        return self.view.licences.updated_at

    @Property(str, notify=changed)
    def name(self) -> str:
        """Name of the licence shown."""
        return self.view.licences.name

    @Property(str, notify=changed)
    def holder(self) -> str:
        """Its holder, masked."""
        return self.view.licences.holder

    @Property(str, notify=changed)
    def maskedNumber(self) -> str:
        """Its number, masked."""
        return self.view.licences.masked_number

    @Property(str, notify=changed)
    def status(self) -> str:
        """`valid`, `expiring`, `expired` or `revoked`."""
        return self.view.licences.status

    @Property(str, notify=changed)
    def phase(self) -> str:
        """`fresh`, `refreshing`, `failed`, `still-there` or `verified`."""
        return self.view.licences.phase.value

    @Property(str, notify=changed)
    def qr(self) -> str:
        """Payload of the code; empty whenever none may be shown."""
        return self.view.licences.qr

    @Property(int, notify=changed)
    def seconds(self) -> int:
        """Seconds until the next code."""
        return self.view.licences.seconds

    @Property(int, notify=changed)
    def total(self) -> int:
        """Seconds a code lives."""
        return self.view.licences.total

    @Property(str, notify=changed)
    def verifier(self) -> str:
        """Who checked the code."""
        return self.view.licences.verifier

    @Property(str, notify=changed)
    def verifiedAt(self) -> str:
        """When, `hh:mm`."""
        return self.view.licences.verified_at

    @Slot(str)
    def choose(self, licence_id: str) -> None:
        """Show this licence."""
        self.send(LicenceChosen(licence_id))

    @Slot(str)
    def chooseOccasion(self, occasion: str) -> None:
        """List those for an occasion; empty: all."""
        self.send(OccasionChosen(occasion))

    @Slot()
    def newCode(self) -> None:
        """现在就换; also the answer to 还在用吗？."""
        self.send(RenewAsked())

    @Slot()
    def retry(self) -> None:
        """Fetch the list again."""
        self.send(RetryAsked())

    @Slot()
    def putAway(self) -> None:
        """收起证照."""
        self.send(WentBack())

    @Slot()
    def finish(self) -> None:
        """完成，退出并清除信息."""
        self.send(Finished())
