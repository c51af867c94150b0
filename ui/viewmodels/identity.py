"""The card page and every way to confirm who holds the card, for QML; must never decide which way is allowed."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject, Signal

from kiosk.flows.events import (
    Accepted,
    Agreed,
    CodeEntered,
    CodeResendAsked,
    Declined,
    MoreTimeAsked,
    RetryAsked,
    Signed,
    WayChosen,
)
from kiosk.runtime.view import WayRow
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.signature import SignatureItem
from ui.viewmodels.base import ViewModel
from ui.viewmodels.rows import RowsModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

_BESIDE_THE_POINT = "online"
"""Reason of a way that exists for another situation only: it is not offered, not even greyed out."""


@QmlElement
@QmlSingleton
class CardReading(ViewModel):
    """The page that waits for a card."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("card",)

    @Property(str, notify=changed)
    def phase(self) -> str:
        """`waiting`, `reading`, `done` or `failed`."""
        return self.view.card.phase.value

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why it failed (code), or empty."""
        return self.view.card.fault or ""

    @Property(int, notify=changed)
    def seconds(self) -> int:
        """Seconds left."""
        return self.view.card.seconds

    @Property(int, notify=changed)
    def total(self) -> int:
        """Seconds the wait began with."""
        return self.view.card.total

    @Property(int, notify=changed)
    def failures(self) -> int:
        """How often it failed."""
        return self.view.card.failures

    @Property(bool, notify=changed)
    def readerOut(self) -> bool:
        """Is the reader itself out of order?"""
        return self.view.card.reader_out

    @Property(str, notify=changed)
    def whose(self) -> str:
        """Whose card is wanted where somebody acts for another (code), or empty."""
        return self.view.card.whose

    @Property(str, notify=changed)
    def expiredOn(self) -> str:
        """Last day of an expired document, ISO 8601, or empty."""
        return self.view.card.expired_on

    @Slot()
    def moreTime(self) -> None:
        """延长时间."""
        self.send(MoreTimeAsked())

    @Slot()
    def retry(self) -> None:
        """再试一次."""
        self.send(RetryAsked())


@QmlElement
@QmlSingleton
class Identity(ViewModel):
    """Choice of a way, consent, face, SMS code, signature."""

    changed = Signal()
    parts: ClassVar[tuple[str, ...]] = ("identity",)

    def prepare(self) -> None:
        """Make the lists of ways."""
        self._offered = RowsModel(WayRow, self)
        self._closed = RowsModel(WayRow, self)

    def refresh(self) -> None:
        """Sort the ways into the cards and the list under them.

        With the line up all ways are cards of equal size, also one that cannot be used; with the line down the one
        way that works is shown large and the others say under it why they do not.
        """
        ways = tuple(row for row in self.view.identity.ways if row.reason != _BESIDE_THE_POINT)
        stand_in = tuple(row for row in ways if row.available and row.way == "signature")
        offered = tuple(row for row in ways if row.available) if stand_in else ways
        self._offered.set_rows(offered)
        self._closed.set_rows(tuple(row for row in ways if row not in offered))

    @Property(QObject, constant=True)
    def ways(self) -> QObject:
        """Ways shown as cards of equal size (WayRow)."""
        return self._offered

    @Property(QObject, constant=True)
    def closedWays(self) -> QObject:
        """Ways that do not work now, with their reason (WayRow)."""
        return self._closed

    @Property(bool, notify=changed)
    def smsOpen(self) -> bool:
        """May the SMS code be used now?"""
        return any(row.way == "sms" and row.available for row in self.view.identity.ways)

    @Property(str, notify=changed)
    def maskedName(self) -> str:
        """The holder's name, masked."""
        return self.view.identity.masked_name

    @Property(str, notify=changed)
    def notice(self) -> str:
        """Why one came back to the choice (code), or empty."""
        return self.view.identity.notice or ""

    @Property(str, notify=changed)
    def consentVersion(self) -> str:
        """Version of the consent text."""
        return self.view.identity.consent_version

    @Property(str, notify=changed)
    def guidance(self) -> str:
        """What the person should do before the camera (code)."""
        return self.view.identity.guidance

    @Property(str, notify=changed)
    def challenge(self) -> str:
        """The movement asked for now (code), or empty."""
        return self.view.identity.challenge or ""

    @Property(int, notify=changed)
    def challengesDone(self) -> int:
        """Movements done."""
        return self.view.identity.challenges_done

    @Property(int, notify=changed)
    def challengesTotal(self) -> int:
        """Movements in all."""
        return self.view.identity.challenges_total

    @Property(int, notify=changed)
    def attempt(self) -> int:
        """Which try it is, from 1."""
        return self.view.identity.attempt

    @Property(int, notify=changed)
    def attempts(self) -> int:
        """Tries in all."""
        return self.view.identity.attempts

    @Property(str, notify=changed)
    def attemptReason(self) -> str:
        """Why the try before this one failed (code), or empty."""
        return self.view.identity.attempt_reason or ""

    @Property(str, notify=changed)
    def maskedPhone(self) -> str:
        """The number the code went to, masked."""
        return self.view.identity.masked_phone

    @Property(str, notify=changed)
    def codeError(self) -> str:
        """`wrong`, `late` or empty."""
        return self.view.identity.code_error or ""

    @Property(int, notify=changed)
    def codeTries(self) -> int:
        """Tries left for the code."""
        return self.view.identity.code_tries

    @Property(int, notify=changed)
    def resendSeconds(self) -> int:
        """Seconds until the code may be sent again; 0 = now."""
        return self.view.identity.resend_seconds

    @Property(bool, notify=changed)
    def pending(self) -> bool:
        """Is an answer of the platform awaited?"""
        return self.view.identity.pending

    @Slot(str)
    def chooseWay(self, way: str) -> None:
        """Confirm by `way`."""
        self.send(WayChosen(way))

    @Slot()
    def agree(self) -> None:
        """同意这一次用刷脸."""
        self.send(Agreed())

    @Slot()
    def decline(self) -> None:
        """不同意."""
        self.send(Declined())

    @Slot(str)
    def enterCode(self, code: str) -> None:
        """The SMS code is complete."""
        self.send(CodeEntered(code))

    @Slot()
    def resend(self) -> None:
        """没收到？."""
        self.send(CodeResendAsked())

    @Slot()
    def retry(self) -> None:
        """Ask the platform again which ways there are."""
        self.send(RetryAsked())

    @Property(str, notify=changed)
    def verifiedBy(self) -> str:
        """How it is known who stands here: `face`, `sms`, or empty."""
        return self.view.identity.verified_by

    @Slot()
    def confirm(self) -> None:
        """By a key in place of a signature."""
        self.send(Accepted())

    @Slot(QObject)
    def sign(self, pad: QObject) -> None:
        """The signature on `pad` is finished."""
        if isinstance(pad, SignatureItem):
            self.send(Signed(pad.png()))
