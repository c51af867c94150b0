"""法人 for QML: the company that somebody acts for, by the platform's word; decides nothing."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject, Signal

from kiosk.flows.events import Finished
from kiosk.flows.events.organisations import BenefitsOpened, CompanyOpened
from kiosk.runtime.shown_browse import ItemRow
from kiosk.runtime.shown_company import PaperOfCompanyRow
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel
from ui.viewmodels.rows import RowsModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Company(ViewModel):
    """The chosen company."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("company",)

    def prepare(self) -> None:
        """Make the lists."""
        self._papers = RowsModel(PaperOfCompanyRow, self)
        self._items = RowsModel(ItemRow, self)

    def refresh(self) -> None:
        """Fill the lists."""
        self._papers.set_rows(self.view.company.papers)
        self._items.set_rows(self.view.company.items)

    @Property(QObject, constant=True)
    def papers(self) -> QObject:
        """Its licences: name, status, number."""
        return self._papers

    @Property(QObject, constant=True)
    def items(self) -> QObject:
        """What can be done for it (ItemRow)."""
        return self._items

    @Property(str, notify=changed)
    def name(self) -> str:
        """As registered."""
        return self.view.company.name

    @Property(str, notify=changed)
    def code(self) -> str:
        """Unified social credit code."""
        return self.view.company.code

    @Property(str, notify=changed)
    def notForIt(self) -> str:
        """The item that was asked for and is for another kind of organisation, or empty."""
        return self.view.company.not_for_it

    @Property(str, notify=changed)
    def role(self) -> str:
        """By what right the person acts, in words."""
        return self.view.company.role

    @Property(str, notify=changed)
    def person(self) -> str:
        """Who acts, masked."""
        return self.view.company.person

    @Property(str, notify=changed)
    def address(self) -> str:
        """Registered address."""
        return self.view.company.address

    @Slot()
    def open(self) -> None:
        """替企业办."""
        self.send(CompanyOpened())

    @Property(bool, notify=changed)
    def canMatch(self) -> bool:
        """Can it be asked now what the company has a right to?"""
        return self.view.company.can_match

    @Slot()
    def openBenefits(self) -> None:
        """惠企政策."""
        self.send(BenefitsOpened())

    @Slot()
    def finish(self) -> None:
        """完成，退出并清除信息."""
        self.send(Finished())
