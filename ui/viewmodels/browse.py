"""Home, category, search and the service guide: the public pages, before anybody showed a card.

Must never filter or order what the session gives; long lists are only cut into pages here.
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
from kiosk.runtime.view import Fact, ItemRow, MaterialRow, ThemeCard
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel
from ui.viewmodels.rows import RowsModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

_FIRST_PAGE_SIZE = 7
"""Rows a page of a list holds until the page on screen says how many it has room for."""


@QmlElement
@QmlSingleton
class Browse(ViewModel):
    """`kiosk.runtime.view.BrowseView` for QML."""

    changed = Signal()
    paged = Signal()
    parts = ("browse",)

    def prepare(self) -> None:
        """Make the lists."""
        self._themes = RowsModel(ThemeCard, self)
        self._items = RowsModel(ItemRow, self)
        self._page = 0
        self._page_size = _FIRST_PAGE_SIZE
        self._listed: tuple[ItemRow, ...] = ()

    def refresh(self) -> None:
        """Fill the lists; another list starts at its first page."""
        self._themes.set_rows(self.view.browse.themes)
        codes = tuple(item.code for item in self.view.browse.items)
        if codes != tuple(item.code for item in self._listed):
            self._page = 0
        self._listed = self.view.browse.items
        self._turn(self._page)

    def _turn(self, page: int) -> None:
        self._page = min(max(page, 0), self._pages() - 1)
        start = self._page * self._page_size
        self._items.set_rows(self._listed[start : start + self._page_size])
        self.paged.emit()

    def _pages(self) -> int:
        return max(1, -(-len(self._listed) // self._page_size))

    @Property(QObject, constant=True)
    def themes(self) -> RowsModel:
        """Topics: code, name, hint, icon."""
        return self._themes

    @Property(QObject, constant=True)
    def items(self) -> RowsModel:
        """Items on this page of the list: code, name, note, reason (empty, or why not here now)."""
        return self._items

    @Property(int, notify=paged)
    def page(self) -> int:
        """Page of the list, from 1."""
        return self._page + 1

    @Property(int, notify=paged)
    def pages(self) -> int:
        """How many pages the list has."""
        return self._pages()

    @Property(int, notify=paged)
    def count(self) -> int:
        """How many items the whole list has."""
        return len(self._listed)

    @Property(str, notify=changed)
    def title(self) -> str:
        """Name of the topic."""
        return self.view.browse.title

    @Property(str, notify=changed)
    def query(self) -> str:
        """What is searched for."""
        return self.view.browse.query

    @Property(int, notify=changed)
    def emptySearches(self) -> int:
        """How often in a row nothing was found."""
        return self.view.browse.empty_searches

    @Property(str, notify=changed)
    def walletReason(self) -> str:
        """Why licences cannot be shown now (code), or empty."""
        return self.view.browse.wallet_reason or ""

    @Slot(int)
    def setPageSize(self, rows: int) -> None:
        """Say how many rows the page has room for."""
        if rows > 0 and rows != self._page_size:
            self._page_size = rows
            self._turn(self._page)

    @Slot()
    def nextPage(self) -> None:
        """Turn to the next page of the list."""
        self._turn(self._page + 1)

    @Slot()
    def previousPage(self) -> None:
        """Turn to the page before."""
        self._turn(self._page - 1)

    @Slot(str)
    def chooseTheme(self, code: str) -> None:
        """Choose a topic; empty = all services."""
        self.send(ThemeChosen(code))

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

    def prepare(self) -> None:
        """Make the lists."""
        self._facts = RowsModel(Fact, self)
        self._materials = RowsModel(MaterialRow, self)

    def refresh(self) -> None:
        """Fill the lists."""
        self._facts.set_rows(self.view.item.facts)
        self._materials.set_rows(self.view.item.materials)

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

    @Property(bool, notify=changed)
    def offlineNote(self) -> bool:
        """Line down, but it may be saved and sent later."""
        return self.view.item.offline_note

    @Property(str, notify=changed)
    def guideDate(self) -> str:
        """Date of an old guide, or empty."""
        return self.view.item.guide_date

    @Property(str, notify=changed)
    def blocked(self) -> str:
        """Why it cannot be started here now (code), or empty."""
        return self.view.item.blocked or ""

    @Slot()
    def start(self) -> None:
        """开始办理."""
        self.send(Started())

    @Slot()
    def startForOther(self) -> None:
        """替别人办."""
        self.send(StartedForOther())
