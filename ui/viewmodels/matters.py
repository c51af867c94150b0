"""One's own cases and drafts for QML; must never say more of a case than the view does."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject, Signal

from kiosk.flows.events import Accepted, Finished, ReceiptOpened, RetryAsked
from kiosk.flows.events.matters import (
    CodeTyped,
    DraftChosen,
    DraftDropAsked,
    DraftTakenUp,
    HandoverOpened,
    KeepAsked,
    MatterChosen,
    MattersOpened,
    MendingStarted,
    StaffAsked,
    WithdrawAsked,
)
from kiosk.runtime.shown_matters import AskedRow, MatterRow, PartRow
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel
from ui.viewmodels.rows import RowsModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Matters(ViewModel):
    """The list, and the chosen case."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("matter",)

    def prepare(self) -> None:
        """Make the lists."""
        self._rows = RowsModel(MatterRow, self)
        self._drafts = RowsModel(MatterRow, self)
        self._wanted = RowsModel(AskedRow, self)
        self._parts = RowsModel(PartRow, self)

    def refresh(self) -> None:
        """Fill the lists."""
        matter = self.view.matter
        self._rows.set_rows(matter.rows)
        self._drafts.set_rows(matter.drafts)
        self._wanted.set_rows(matter.wanted)
        self._parts.set_rows(matter.parts)

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """The cases (MatterRow)."""
        return self._rows

    @Property(QObject, constant=True)
    def drafts(self) -> QObject:
        """The drafts (MatterRow)."""
        return self._drafts

    @Property(QObject, constant=True)
    def wanted(self) -> QObject:
        """What the chosen case is to have mended (AskedRow)."""
        return self._wanted

    @Property(QObject, constant=True)
    def partRows(self) -> QObject:
        """The items of a package (PartRow)."""
        return self._parts

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many cases."""
        return len(self.view.matter.rows)

    @Property(int, notify=changed)
    def draftCount(self) -> int:
        """How many drafts."""
        return len(self.view.matter.drafts)

    @Property(int, notify=changed)
    def wantedCount(self) -> int:
        """How many things are to be mended."""
        return len(self.view.matter.wanted)

    @Property(int, notify=changed)
    def partCount(self) -> int:
        """How many items a package has; 0 where it is none."""
        return len(self.view.matter.parts)

    @Property(bool, notify=changed)
    def loading(self) -> bool:
        """Is the list being fetched?"""
        return self.view.matter.loading

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why the platform gave no list (code), or empty."""
        return self.view.matter.fault or ""

    @Property(bool, notify=changed)
    def asked(self) -> bool:
        """Did the platform give the list?"""
        return self.view.matter.asked

    @Property(str, notify=changed)
    def listedAt(self) -> str:
        """When it gave it, hh:mm."""
        return self.view.matter.listed_at

    @Property(str, notify=changed)
    def name(self) -> str:
        """Service of the chosen case."""
        return self.view.matter.name

    @Property(str, notify=changed)
    def department(self) -> str:
        """Who handles it."""
        return self.view.matter.department

    @Property(str, notify=changed)
    def state(self) -> str:
        """A SubmissionState, `sent`, `attention`, or a word nobody knows."""
        return self.view.matter.state

    @Property(str, notify=changed)
    def status(self) -> str:
        """Its shape."""
        return self.view.matter.status

    @Property(str, notify=changed)
    def text(self) -> str:
        """The platform's words for it."""
        return self.view.matter.text

    @Property(str, notify=changed)
    def number(self) -> str:
        """办件编号, else 暂存号."""
        return self.view.matter.number

    @Property(bool, notify=changed)
    def provisional(self) -> bool:
        """Is the number a 暂存号?"""
        return self.view.matter.provisional

    @Property(str, notify=changed)
    def time(self) -> str:
        """Received or stored, `MM-DD HH:MM`."""
        return self.view.matter.time

    @Property(str, notify=changed)
    def updated(self) -> str:
        """When the platform last changed it, `MM-DD HH:MM`."""
        return self.view.matter.updated

    @Property(bool, notify=changed)
    def here(self) -> bool:
        """Is this what the terminal knows, because the platform could not be asked?"""
        return self.view.matter.here

    @Property(str, notify=changed)
    def askedText(self) -> str:
        """What the department asks for, in its words."""
        return self.view.matter.asked_text

    @Property(str, notify=changed)
    def due(self) -> str:
        """Until when, ISO 8601 date."""
        return self.view.matter.due

    @Property(str, notify=changed)
    def answering(self) -> str:
        """How an answer stands that lies here: `queued`, `sent`, `attention`, or empty."""
        return self.view.matter.answering

    @Property(str, notify=changed)
    def mend(self) -> str:
        """`yes`, why not here (code), or empty."""
        return self.view.matter.mend

    @Property(str, notify=changed)
    def withdraw(self) -> str:
        """`yes`, why not now (code), or empty."""
        return self.view.matter.withdraw

    @Property(bool, notify=changed)
    def printable(self) -> bool:
        """Is there a slip for it?"""
        return self.view.matter.printable

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Is an answer awaited?"""
        return self.view.matter.busy

    @Property(str, notify=changed)
    def refused(self) -> str:
        """Why what was asked was not done (code), or empty."""
        return self.view.matter.refused or ""

    @Property(str, notify=changed)
    def code(self) -> str:
        """What is typed of a code from the desk."""
        return self.view.matter.code

    @Property(str, notify=changed)
    def taking(self) -> str:
        """`yes`, or why nothing can be taken up by a code (code)."""
        return self.view.matter.taking

    @Slot()
    def openCode(self) -> None:
        """输入办理码."""
        self.send(HandoverOpened())

    @Slot(str)
    def typeCode(self, text: str) -> None:
        """So far."""
        self.send(CodeTyped(text))

    @Slot()
    def takeCode(self) -> None:
        """It is whole."""
        self.send(Accepted())

    @Slot()
    def open(self) -> None:
        """我的办件."""
        self.send(MattersOpened())

    @Slot(str)
    def choose(self, submission_id: str) -> None:
        """Look at a case."""
        self.send(MatterChosen(submission_id))

    @Slot(str)
    def chooseDraft(self, draft_id: str) -> None:
        """Look at a draft."""
        self.send(DraftChosen(draft_id))

    @Slot()
    def openSlip(self) -> None:
        """The slip: on paper again, or by phone."""
        self.send(ReceiptOpened())

    @Slot()
    def takeBack(self) -> None:
        """撤回, confirmed."""
        self.send(WithdrawAsked())

    @Slot()
    def startMending(self) -> None:
        """去补正."""
        self.send(MendingStarted())

    @Slot()
    def retry(self) -> None:
        """Fetch the list again."""
        self.send(RetryAsked())

    @Slot()
    def finish(self) -> None:
        """完成，退出并清除信息."""
        self.send(Finished())


@QmlElement
@QmlSingleton
class Keeping(ViewModel):
    """What is filled in, kept for another day; and the chosen draft."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("draft",)

    @Property(str, notify=changed)
    def offer(self) -> str:
        """`yes`, `needs-network`, or empty: not offered."""
        return self.view.draft.offer

    @Property(bool, notify=changed)
    def worth(self) -> bool:
        """Would anything be lost?"""
        return self.view.draft.worth

    @Property(str, notify=changed)
    def phase(self) -> str:
        """`saving`, `saved` or `failed`."""
        return self.view.draft.phase

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why it was not kept (code), or empty."""
        return self.view.draft.fault or ""

    @Property(str, notify=changed)
    def until(self) -> str:
        """Day on which it is thrown away, ISO 8601."""
        return self.view.draft.until

    @Property(bool, notify=changed)
    def earlier(self) -> bool:
        """Is there an earlier one of this item, while nothing is filled in anew?"""
        return self.view.draft.earlier

    @Property(bool, notify=changed)
    def olderForm(self) -> bool:
        """Was it filled in on another version of the form?"""
        return self.view.draft.older_form

    @Property(str, notify=changed)
    def name(self) -> str:
        """The service."""
        return self.view.draft.name

    @Property(str, notify=changed)
    def saved(self) -> str:
        """When, `MM-DD HH:MM`."""
        return self.view.draft.saved

    @Property(str, notify=changed)
    def blocked(self) -> str:
        """Why it cannot be gone on with (code), or empty."""
        return self.view.draft.blocked or ""

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Is an answer awaited?"""
        return self.view.draft.busy

    @Property(str, notify=changed)
    def refused(self) -> str:
        """Why what was asked was not done (code), or empty."""
        return self.view.draft.refused or ""

    @Property(bool, notify=changed)
    def helping(self) -> bool:
        """Is it kept for staff to go on with?"""
        return self.view.draft.helping

    @Property(str, notify=changed)
    def code(self) -> str:
        """Under which the desk takes it up; empty: there is none."""
        return self.view.draft.code

    @Property(str, notify=changed)
    def codeUntil(self) -> str:
        """How long that is good, `MM-DD HH:MM`."""
        return self.view.draft.code_until

    @Property(str, notify=changed)
    def staff(self) -> str:
        """Who of the staff filled it in; empty: nobody did."""
        return self.view.draft.staff

    @Slot()
    def askStaff(self) -> None:
        """请工作人员帮我."""
        self.send(StaffAsked())

    @Slot()
    def keep(self) -> None:
        """先存着，下次接着办."""
        self.send(KeepAsked())

    @Slot()
    def takeUp(self) -> None:
        """接着办."""
        self.send(DraftTakenUp())

    @Slot()
    def drop(self) -> None:
        """删掉, confirmed."""
        self.send(DraftDropAsked())

    @Slot()
    def retry(self) -> None:
        """Try to keep it once more."""
        self.send(RetryAsked())

    @Slot()
    def finish(self) -> None:
        """完成，退出并清除信息."""
        self.send(Finished())
