"""投诉, 办不成事 and 12345 for QML; must never ask for a name."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject, Signal

from kiosk.flows.events import Accepted, Declined, Finished, RetryAsked, TagTouched, WordsOpened
from kiosk.flows.events.services import ChannelChosen, ComplaintOpened, PhoneChanged
from kiosk.runtime.shown import RatingTagRow
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.viewmodels.base import ViewModel
from ui.viewmodels.rows import RowsModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Complaint(ViewModel):
    """What is not right, and what became of saying so."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("services",)

    def prepare(self) -> None:
        """Make the list."""
        self._reasons = RowsModel(RatingTagRow, self)

    def refresh(self) -> None:
        """Fill the list."""
        self._reasons.set_rows(self.view.services.complaint.reasons)

    @Property(QObject, constant=True)
    def reasons(self) -> QObject:
        """Sentences that need not be typed (RatingTagRow)."""
        return self._reasons

    @Property(int, notify=changed)
    def reasonCount(self) -> int:
        """How many there are."""
        return len(self.view.services.complaint.reasons)

    @Property(str, notify=changed)
    def channel(self) -> str:
        """`unable-to-handle`, `complaint` or `hotline`."""
        return self.view.services.complaint.channel

    @Property(str, notify=changed)
    def subject(self) -> str:
        """What it is about."""
        return self.view.services.complaint.subject

    @Property(str, notify=changed)
    def words(self) -> str:
        """Own words."""
        return self.view.services.complaint.words

    @Property(bool, notify=changed)
    def nothingSaid(self) -> bool:
        """Was the page accepted with nothing on it?"""
        return self.view.services.complaint.nothing_said

    @Property(str, notify=changed)
    def phone(self) -> str:
        """Where to call back, as typed so far."""
        return self.view.services.complaint.phone

    @Property(bool, notify=changed)
    def phoneWrong(self) -> bool:
        """Is that no telephone number?"""
        return self.view.services.complaint.phone_wrong

    @Property(str, notify=changed)
    def outcome(self) -> str:
        """`waiting`, `received`, `sent`, `queued`, `held` or `failed`."""
        return self.view.services.complaint.outcome

    @Property(str, notify=changed)
    def number(self) -> str:
        """工单号, or the 暂存号."""
        return self.view.services.complaint.number

    @Property(str, notify=changed)
    def time(self) -> str:
        """When, `MM-DD HH:MM`."""
        return self.view.services.complaint.time

    @Property(str, notify=changed)
    def promised(self) -> str:
        """Until when there is an answer, `YYYY-MM-DD`, or empty."""
        return self.view.services.complaint.promised

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why it was not kept or not sent (code), or empty."""
        return self.view.services.complaint.fault or ""

    @Slot()
    def open(self) -> None:
        """Say that something is not right."""
        self.send(ComplaintOpened())

    @Slot(str)
    def choose(self, channel: str) -> None:
        """Choose the door."""
        self.send(ChannelChosen(channel))

    @Slot(str)
    def touch(self, code: str) -> None:
        """Choose a sentence, or let it go."""
        self.send(TagTouched(code))

    @Slot()
    def openWords(self) -> None:
        """Write some words."""
        self.send(WordsOpened())

    @Slot(str)
    def dial(self, number: str) -> None:
        """The number as typed so far."""
        self.send(PhoneChanged(number))

    @Slot()
    def accept(self) -> None:
        """下一步; on the page of the number: 提交."""
        self.send(Accepted())

    @Slot()
    def withoutNumber(self) -> None:
        """不留电话，直接提交."""
        self.send(Declined())

    @Slot()
    def retry(self) -> None:
        """Once more, after it could not be kept."""
        self.send(RetryAsked())

    @Slot()
    def finish(self) -> None:
        """完成，退出并清除信息."""
        self.send(Finished())
