"""Home, category, search and the service guide: the public pages, before anybody showed a card.

Must never filter or order what the session gives.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from kiosk.flows.events import (
    ItemChosen,
    SearchChanged,
    SearchOpened,
    Started,
    StartedForOther,
    ThemeChosen,
    WalletOpened,
)
from kiosk.flows.events.packages import PackagesOpened, PartTouched, VariantsOpened
from kiosk.flows.events.supply import SampleOpened
from kiosk.flows.events.videos import VideoOpened
from kiosk.runtime.shown_browse import ItemRow, JoinedRow, NeedRow, ThemeCard
from kiosk.runtime.shown_videos import VideoRow
from kiosk.runtime.view import Fact, MaterialRow
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel
from ui.viewmodels.rows import RowsModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Browse(ViewModel):
    """`kiosk.runtime.view.BrowseView` for QML."""

    changed = Signal()
    parts = ("browse",)
    stays = True

    def prepare(self) -> None:
        """Make the lists."""
        self._themes = RowsModel(ThemeCard, self)
        self._items = RowsModel(ItemRow, self)

    def refresh(self) -> None:
        """Fill the lists; another list starts at its first page."""
        self._themes.set_rows(self.view.browse.themes)
        self._items.set_rows(self.view.browse.items)

    @Property(QObject, constant=True)
    def themes(self) -> RowsModel:
        """Topics: code, name, hint, icon."""
        return self._themes

    @Property(QObject, constant=True)
    def items(self) -> RowsModel:
        """The items: code, name, note, reason (empty, or why not here now), begin and length of what was searched."""
        return self._items

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many items the list has."""
        return len(self.view.browse.items)

    @Property(str, notify=changed)
    def title(self) -> str:
        """Name of the topic."""
        return self.view.browse.title

    @Property(str, notify=changed)
    def query(self) -> str:
        """What is searched for."""
        return self.view.browse.query

    @Property(bool, notify=changed)
    def guessed(self) -> bool:
        """Nothing is called as was typed; the items are like it."""
        return self.view.browse.guessed

    @Property(bool, notify=changed)
    def preparing(self) -> bool:
        """Nothing can be found yet."""
        return self.view.browse.preparing

    @Property(bool, notify=changed)
    def known(self) -> bool:
        """Has the catalogue been read, so that the list is what there is?"""
        return self.view.browse.known

    @Property(int, notify=changed)
    def packages(self) -> int:
        """How many packages (一件事) there are."""
        return self.view.browse.packages

    @Property(bool, notify=changed)
    def organisations(self) -> bool:
        """Is anything in the list that can be done for a company (法人)?"""
        return self.view.browse.organisations

    @Property(bool, notify=changed)
    def joined(self) -> bool:
        """Are the items the packages?"""
        return self.view.browse.joined

    @Property(str, notify=changed)
    def walletReason(self) -> str:
        """Why licences cannot be shown now (code), or empty."""
        return self.view.browse.wallet_reason or ""

    @Slot(str)
    def chooseTheme(self, code: str) -> None:
        """Choose a topic; empty = all services."""
        self.send(ThemeChosen(code))

    @Slot()
    def openPackages(self) -> None:
        """一件事，一次办."""
        self.send(PackagesOpened())

    @Slot()
    def openSearch(self) -> None:
        """Open the search page."""
        self.send(SearchOpened())

    @Slot(str)
    def search(self, text: str) -> None:
        """The search text changed."""
        self.send(SearchChanged(text))

    @Slot(str)
    def chooseItem(self, code: str) -> None:
        """Choose a service item."""
        self.send(ItemChosen(code))

    @Slot()
    def openWallet(self) -> None:
        """电子证照."""
        self.send(WalletOpened())


@QmlElement
@QmlSingleton
class Guide(ViewModel):
    """`kiosk.runtime.view.ItemView` for QML: the service guide （办事指南）."""

    changed = Signal()
    parts = ("item",)
    stays = True

    def prepare(self) -> None:
        """Make the lists."""
        self._facts = RowsModel(Fact, self)
        self._materials = RowsModel(MaterialRow, self)
        self._needs = RowsModel(NeedRow, self)
        self._videos = RowsModel(VideoRow, self)
        self._joins = RowsModel(JoinedRow, self)

    def refresh(self) -> None:
        """Fill the lists."""
        self._facts.set_rows(self.view.item.facts)
        self._materials.set_rows(self.view.item.materials)
        self._needs.set_rows(self.view.item.needs)
        self._videos.set_rows(self.view.item.videos)
        self._joins.set_rows(self.view.item.joins)

    @Property(QObject, constant=True)
    def facts(self) -> RowsModel:
        """Summary rows: name (code), label (own words), value."""
        return self._facts

    @Property(QObject, constant=True)
    def materials(self) -> RowsModel:
        """Materials: name, status, note, field."""
        return self._materials

    @Property(str, notify=changed)
    def code(self) -> str:
        """Code of the item."""
        return self.view.item.code

    @Property(str, notify=changed)
    def name(self) -> str:
        """Name of the item."""
        return self.view.item.name

    @Property(str, notify=changed)
    def summary(self) -> str:
        """What it is, in a sentence."""
        return self.view.item.summary

    @Property(str, notify=changed)
    def elsewhere(self) -> str:
        """Where else it can be done."""
        return self.view.item.elsewhere

    @Property(str, notify=changed)
    def department(self) -> str:
        """Who decides."""
        return self.view.item.department

    @Property(QObject, constant=True)
    def needs(self) -> RowsModel:
        """What it needs here: name, standing, reason (codes)."""
        return self._needs

    @Property(QObject, constant=True)
    def joins(self) -> RowsModel:
        """Items of a package: code, name, note, taken, optional."""
        return self._joins

    @Property(int, notify=changed)
    def joined(self) -> int:
        """How many items are taken together; 0 where it is no package."""
        return sum(one.taken for one in self.view.item.joins)

    @Property(str, notify=changed)
    def qr(self) -> str:
        """The guide as text, for a phone; empty where it does not fit."""
        return self.view.item.qr

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        """Is everything as it should be?"""
        return all(need.standing == "ok" for need in self.view.item.needs)

    @Property(str, notify=changed)
    def instead(self) -> str:
        """What is nearest where it cannot be started here now (code), or empty."""
        return self.view.item.instead

    @Property(str, notify=changed)
    def guideDate(self) -> str:
        """Date of an old guide, or empty."""
        return self.view.item.guide_date

    @Property(str, notify=changed)
    def blocked(self) -> str:
        """Why it cannot be started here now (code), or empty."""
        return self.view.item.blocked or ""

    @Slot(str)
    def openSample(self, code: str) -> None:
        """看样表."""
        self.send(SampleOpened(code))

    @Property(QObject, constant=True)
    def videos(self) -> QObject:
        """Short videos: key, name, seconds."""
        return self._videos

    @Slot(str)
    def openVideo(self, key: str) -> None:
        """看视频."""
        self.send(VideoOpened(key))

    @Slot()
    def start(self) -> None:
        """开始办理."""
        self.send(Started())

    @Property(bool, notify=changed)
    def organisations(self) -> bool:
        """May it be done for a company (法人)?"""
        return self.view.item.organisations

    @Property(bool, notify=changed)
    def people(self) -> bool:
        """May a natural person apply for it?"""
        return self.view.item.people

    @Property(bool, notify=changed)
    def varied(self) -> bool:
        """Are there situations (情形) to choose from?"""
        return self.view.item.varied

    @Property(str, notify=changed)
    def variant(self) -> str:
        """The one that was chosen, or empty."""
        return self.view.item.variant

    @Slot()
    def chooseVariant(self) -> None:
        """Say which situation it is."""
        self.send(VariantsOpened())

    @Slot(str)
    def touchPart(self, code: str) -> None:
        """Leave an item of the package out, or take it again."""
        self.send(PartTouched(code))

    @Slot()
    def startForOther(self) -> None:
        """替别人办."""
        self.send(StartedForOther())
