"""The staff's desk: a window of its own, in a process of its own. No citizen's process loads it.

Must never check a secret or judge a right: the bench does. Polls it, as the technician's pages do their desk.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine

from kiosk.runtime.fault_words import words
from kiosk.runtime.workbench.view import Act, DeskView, Page, Row
from ui.desk_form import SHOWN
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.side_window import Installed, show
from ui.viewmodels.rows import RowsModel, plain

if TYPE_CHECKING:
    from ui.probe import Probe

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

WINDOW: Final = Path(__file__).parent / "qml" / "Kiosk" / "Desk" / "DeskWindow.qml"
_TICK_MS: Final = 100
_log = logging.getLogger(__name__)


class Bench(Protocol):
    """What the window asks for; see kiosk.runtime.workbench.bench.Bench."""

    @property
    def view(self) -> DeskView:
        """What to show."""

    def tick(self) -> None:
        """Look at the time."""

    def touch(self) -> None:
        """Somebody is there."""

    def enter(self, number: str, secret: str) -> None:
        """Sign in."""

    def card(self, number: str) -> None:
        """A staff card was laid down; empty = none."""

    def lock(self, ending: str = "left") -> None:
        """Leave."""

    def turn_to(self, page: Page) -> None:
        """Show that page."""

    def choose(self, row_id: str) -> None:
        """Look at one row."""

    def act(self, act: Act, why: str = "") -> None:
        """Do that with the chosen row."""

    def take_up(self, code: str) -> None:
        """Take up what somebody laid down."""

    def begin(self, row_id: str) -> None:
        """Begin a form."""

    def fill(self, name: str, value: str) -> None:
        """An answer."""

    def hand_back(self) -> None:
        """Lay it down."""

    def put_away(self) -> None:
        """Clear the desk of it."""

    def set_aside(self) -> None:
        """Into the drawer with it."""

    def ask_look(self) -> None:
        """Lay it before a second person."""

    def mark(self, name: str) -> None:
        """Point at an answer."""

    def decide(self, why: str = "") -> None:
        """Let it go, or send it back."""

    def leave_look(self) -> None:
        """Not now."""


_INSTALLED: Installed[Bench] = Installed()


def install(bench: Bench, *, training: bool = False) -> None:
    """Before the window is made. `training`: nothing is real, and every page says so."""
    _INSTALLED.put(bench)
    SHOWN.bench, SHOWN.view, SHOWN.training = bench, DeskView(), training
    SHOWN.told.clear()


@QmlElement
@QmlSingleton
class Workbench(QObject):
    """The desk for QML."""

    changed = Signal()
    stageChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = _INSTALLED.what
        self._seen = DeskView()
        self._filter = ""
        self._rows = RowsModel(Row, self)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        self._bench.tick()
        view, before = self._bench.view, self._seen
        if view is before:
            return
        self._seen = view
        if view.stage != before.stage or view.page != before.page:
            self._filter = ""
        self._fill()
        SHOWN.renew(view)
        if view.stage != before.stage:
            self.stageChanged.emit()
        self.changed.emit()

    def _fill(self) -> None:
        self._rows.set_rows(tuple(row for row in self._seen.rows if _fits(row, self._filter)))

    @Property(bool, notify=changed)
    def training(self) -> bool:
        """演练: is nothing here real?"""
        return SHOWN.training

    # --- what is shown ----------------------------------------------------------------------------------
    @Property(str, notify=stageChanged)
    def stage(self) -> str:
        """`locked`, `checking` or `open`."""
        return self._seen.stage

    @Property(str, notify=changed)
    def problem(self) -> str:
        """A fault code, or empty."""
        return self._seen.problem

    @Property(str, notify=changed)
    def cause(self) -> str:
        """What that code means; empty where nobody wrote it down."""
        known = words(self._seen.problem)
        return known.cause if known else ""

    @Property(str, notify=changed)
    def remedy(self) -> str:
        """And what helps."""
        known = words(self._seen.problem)
        return known.staff if known else ""

    @Property(int, notify=changed)
    def wait(self) -> int:
        """Seconds that the lock-out asked for."""
        return self._seen.wait

    @Property(bool, notify=changed)
    def card(self) -> bool:
        """Does a staff card lie there?"""
        return self._seen.card

    @Property(str, notify=changed)
    def who(self) -> str:
        """Who is signed in."""
        return self._seen.who

    @Property("QStringList", notify=changed)
    def roles(self) -> list[str]:
        """As what."""
        return list(self._seen.roles)

    @Property(str, notify=changed)
    def page(self) -> str:
        """Which page is shown."""
        return self._seen.page.value

    @Property("QStringList", notify=changed)
    def pages(self) -> list[str]:
        """The pages that this person has."""
        return [page.value for page in self._seen.pages]

    @Property("QVariantMap", notify=changed)
    def counts(self) -> dict[str, int]:
        """Rows by page, where they are known."""
        return dict(self._seen.counts)

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """The rows (Row) that the filter lets through."""
        return self._rows

    @Property(int, notify=changed)
    def total(self) -> int:
        """How many the page has without the filter."""
        return len(self._seen.rows)

    @Property(str, notify=changed)
    def filter(self) -> str:
        """What the table is searched for."""
        return self._filter

    @Property("QVariantMap", notify=changed)
    def chosen(self) -> dict[str, object]:
        """The chosen row, with `cause` and `remedy` of its fault; nothing where none is chosen."""
        row = next((row for row in self._seen.rows if row.row_id == self._seen.chosen), None)
        if row is None:
            return {}
        known = words(row.fault) if row.fault else None
        told = {"cause": known.cause, "remedy": known.staff} if known else {"cause": "", "remedy": ""}
        return msgspec.structs.asdict(row) | told

    @Property("QVariantMap", notify=changed)
    def figures(self) -> dict[str, object]:
        """Of a day, as kiosk.runtime.workbench.view.Figures has them."""
        shown: dict[str, object] = plain(self._seen.figures)
        return shown

    @Property(str, notify=changed)
    def saved(self) -> str:
        """Where the file lies that was asked for last."""
        return self._seen.saved

    @Property("QStringList", notify=changed)
    def acts(self) -> list[str]:
        """What may be done now."""
        return [act.value for act in self._seen.acts]

    @Property(str, notify=changed)
    def phone(self) -> str:
        """The telephone number that was asked for, for a minute."""
        return self._seen.phone

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Is something being done?"""
        return self._seen.busy

    @Property(str, notify=changed)
    def doing(self) -> str:
        """What is being done, or was done last."""
        return self._seen.doing.value if self._seen.doing else ""

    @Property(str, notify=changed)
    def said(self) -> str:
        """What was done last."""
        return self._seen.said

    @Property(bool, notify=changed)
    def online(self) -> bool:
        """Was the line there when it was last tried?"""
        return self._seen.online

    # --- what is pressed --------------------------------------------------------------------------------
    @Slot(str, str)
    def enter(self, number: str, secret: str) -> None:
        """Sign in."""
        self._bench.enter(number, secret)

    @Slot()
    def withoutCard(self) -> None:
        """Not with the card that lies there."""
        self._bench.card("")

    @Slot()
    def lock(self) -> None:
        """锁屏离开."""
        self._bench.lock()

    @Slot()
    def touch(self) -> None:
        """Somebody is there."""
        self._bench.touch()

    @Slot(str)
    def turnTo(self, page: str) -> None:
        """Show that page."""
        self._bench.turn_to(Page(page))

    @Slot(str)
    def choose(self, row_id: str) -> None:
        """Look at one row."""
        self._bench.choose(row_id)

    @Slot(str)
    def search(self, text: str) -> None:
        """Show only what has this in it."""
        self._bench.touch()
        self._filter = text
        self._fill()
        self.changed.emit()

    @Slot(str, str)
    def act(self, act: str, why: str) -> None:
        """Do that with the chosen row."""
        self._bench.act(Act(act), why)


def _fits(row: Row, text: str) -> bool:
    """Every word somewhere: name, item, number, standing."""
    where = f"{row.name} {row.item} {row.reference} {row.row_id} {row.standing}".casefold()
    return all(word in where for word in text.casefold().split())


def run_desk(bench: Bench, *, probe: str | None = None, fullscreen: bool, training: bool = False) -> int:
    """Show the desk until its window is closed, or the process is told to end. 0, or EXIT_NO_WINDOW.

    `probe`: socket of the development probe; whoever asks for it has refused it in production.
    """
    install(bench, training=training)

    def begun(application: QGuiApplication, engine: QQmlApplicationEngine) -> Callable[[], None]:
        if fullscreen:
            engine.rootObjects()[0].setProperty("visibility", "FullScreen")
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: QTimer.singleShot(0, application.quit))  # heard at the next tick
        _log.info("desk is open")
        return _probe(probe, engine).close if probe is not None else lambda: None

    return show("kiosk-desk", WINDOW, begun)


def _probe(socket: str, engine: QQmlApplicationEngine) -> Probe:
    from PySide6.QtQuick import QQuickWindow

    from ui.probe import Probe

    window = engine.rootObjects()[0]
    if not isinstance(window, QQuickWindow):
        raise TypeError("the desk is no window")
    return Probe(socket, window)
