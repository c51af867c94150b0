"""The form on the staff's desk, for QML: filled in for somebody, or read by a second person.

Must never hold an answer longer than the view does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kiosk.runtime.workbench.view import DeskView, HelpField, HelpView, Page
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.rows import RowsModel

if TYPE_CHECKING:
    from ui.desk import Bench

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass
class Shown:
    """What the desk shows now, for those that show a part of it."""

    view: DeskView = field(default_factory=DeskView)
    bench: Bench | None = None
    training: bool = False
    """Is nothing here real?"""
    told: list[Callable[[], None]] = field(default_factory=list)

    def renew(self, view: DeskView) -> None:
        """Another view: tell everybody."""
        self.view = view
        for tell in self.told:
            tell()


SHOWN = Shown()


@QmlElement
@QmlSingleton
class DeskForm(QObject):
    """The form for QML."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if SHOWN.bench is None:
            raise RuntimeError("no desk is installed")
        self._bench = SHOWN.bench
        self._fields = RowsModel(HelpField, self)
        SHOWN.told.append(self._renew)
        self._renew()

    def _renew(self) -> None:
        self._fields.set_rows(self.form.fields)
        self.changed.emit()

    @property
    def form(self) -> HelpView:
        """The one that is shown: what somebody else filled in on the page for second looks, else one's own."""
        view = SHOWN.view
        return view.look if view.page is Page.REVIEW else view.help

    @Property(str, notify=changed)
    def helpStage(self) -> str:
        """`none`, `form` or `handed`."""
        return self.form.stage

    @Property(str, notify=changed)
    def helpItem(self) -> str:
        """What it is for."""
        return self.form.item

    @Property(bool, notify=changed)
    def helpTheirs(self) -> bool:
        """Did somebody lay it down at a terminal?"""
        return self.form.theirs

    @Property(str, notify=changed)
    def helpCode(self) -> str:
        """Under which a terminal takes it up."""
        return self.form.code

    @Property(str, notify=changed)
    def helpUntil(self) -> str:
        """Until when, `MM-DD HH:MM`."""
        return self.form.until

    @Property(QObject, constant=True)
    def helpFields(self) -> QObject:
        """The questions (HelpField)."""
        return self._fields

    @Property(int, notify=changed)
    def helpMissing(self) -> int:
        """How many of them are wrong or missing."""
        return sum(one.problem != "" for one in self.form.fields)

    @Slot(str)
    def takeUp(self, code: str) -> None:
        """Take up what somebody laid down."""
        self._bench.take_up(code)

    @Slot(str)
    def begin(self, row_id: str) -> None:
        """Begin a form."""
        self._bench.begin(row_id)

    @Slot(str, str)
    def fill(self, name: str, value: str) -> None:
        """An answer, as it is typed."""
        self._bench.fill(name, value)

    @Slot()
    def handBack(self) -> None:
        """Lay it down for its person."""
        self._bench.hand_back()

    @Slot()
    def putAway(self) -> None:
        """Clear the desk of it."""
        self._bench.put_away()

    @Property(bool, notify=changed)
    def helpWantsLook(self) -> bool:
        """Must a second person see it before it goes?"""
        return self.form.wants_look

    @Property(str, notify=changed)
    def helpLookedBy(self) -> str:
        """Who did; empty: nobody."""
        return self.form.looked_by

    @Property(str, notify=changed)
    def helpWhy(self) -> str:
        """Why it was sent back; empty: it was not."""
        return self.form.why

    @Property(int, notify=changed)
    def helpMarked(self) -> int:
        """At how many answers the second person points."""
        return sum(one.marked for one in self.form.fields)

    @Slot()
    def setAside(self) -> None:
        """Into the drawer with it."""
        self._bench.set_aside()

    @Slot()
    def askLook(self) -> None:
        """Lay it before a second person."""
        self._bench.ask_look()

    @Slot(str)
    def mark(self, name: str) -> None:
        """Point at an answer, or not any more."""
        self._bench.mark(name)

    @Slot(str)
    def decide(self, why: str) -> None:
        """Let it go, or send it back for that reason."""
        self._bench.decide(why)

    @Slot()
    def leaveLook(self) -> None:
        """Not now."""
        self._bench.leave_look()
