"""The dock's panel: a small window of its own, in a process of its own, beside the terminal's. Development only.

Must never be imported by a citizen's process, and never wait for a twin on the GUI thread: one thread talks to them,
the window looks at what it brought.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine

from kiosk.dock.desk import NotRunningError, Person, RefusedError
from kiosk.dock.seen import holding
from kiosk.dock.words import Target, UnknownWordError
from ui.qt import Property, QmlElement, QmlSingleton, Slot
from ui.side_window import Installed, show
from ui.viewmodels.rows import RowsModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

PANEL: Final = Path(__file__).parent / "qml" / "Kiosk" / "Dock" / "DockPanel.qml"
_LOOK_S: Final = 1.0
"""How often the twins are asked how they are."""
_TICK_MS: Final = 100
"""How often the window looks at what was brought."""


class Desk(Protocol):
    """What the panel asks for; see kiosk.dock.desk.Desk."""

    @property
    def people(self) -> tuple[Person, ...]:
        """Whose cards there are."""

    def do(self, verb: str, word: str | None) -> dict[str, Any]:
        """One word."""

    def state(self) -> dict[str, Any]:
        """How everything is."""


class Outcome(NamedTuple):
    """How a word ended; `why` is empty where it was done."""

    word: str
    why: str


class Hand:
    """Does the words one after the other on a thread of its own, and brings news."""

    def __init__(self, desk: Desk) -> None:
        self.people = desk.people
        self.news: queue.SimpleQueue[Outcome | Mapping[str, Any]] = queue.SimpleQueue()
        self._desk = desk
        self._words: queue.SimpleQueue[tuple[str, str] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="dock", daemon=True)
        self._thread.start()

    def say(self, verb: str, word: str) -> None:
        """Do it soon; returns at once."""
        self._words.put((verb, word))

    def stop(self) -> None:
        """Do nothing any more; what is being done is not waited for."""
        self._words.put(None)

    def _work(self) -> None:
        said: tuple[str, str] | None = ("", "")
        while said is not None:
            self.news.put(self._desk.state())
            try:
                said = self._words.get(timeout=_LOOK_S)
            except queue.Empty:
                continue
            if said is not None:
                self.news.put(self._done(*said))

    def _done(self, verb: str, word: str) -> Outcome:
        try:
            self._desk.do(verb, word)
        except (NotRunningError, RefusedError, UnknownWordError) as error:
            return Outcome(f"{verb} {word}", str(error))
        return Outcome(f"{verb} {word}", "")


_INSTALLED: Installed[Hand] = Installed()
install = _INSTALLED.put


@QmlElement
@QmlSingleton
class Dock(QObject):
    """What is so around the terminal, and the one intent: a word."""

    changed = Signal()
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = _INSTALLED.what
        self._people = RowsModel(Person, self)
        self._people.set_rows(self._hand.people)
        self._state: Mapping[str, Any] = {}
        self._on: list[str] = []
        self._outcome = Outcome("", "")
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        came = False
        while not self._hand.news.empty():
            news = self._hand.news.get()
            if isinstance(news, Outcome):
                self._outcome = news
                self.ended.emit()
            else:
                came = came or news != self._state
                self._state = news
        if came:
            self._on = sorted(holding(self._state))
            self.changed.emit()

    @Property(QObject, constant=True)
    def people(self) -> QObject:
        """Whose cards there are, a `Person` a row."""
        return self._people

    @Property("QStringList", notify=changed)
    def here(self) -> list[str]:
        """Who answers: names of `kiosk.dock.words.Target`."""
        return [target.value for target in Target if self._state.get(target.value)]

    @Property("QStringList", notify=changed)
    def on(self) -> list[str]:
        """`VERB WORD` of everything that is so."""
        return self._on

    @Property(str, notify=changed)
    def code(self) -> str:
        """The last SMS code, or empty."""
        return str(self._state.get("sms") or "")

    @Property(str, notify=ended)
    def word(self) -> str:
        """The last word that was said, or empty."""
        return self._outcome.word

    @Property(str, notify=ended)
    def why(self) -> str:
        """Why it was not done; empty where it was."""
        return self._outcome.why

    @Slot(str)
    def say(self, word: str) -> None:
        """Do `VERB WORD`."""
        verb, _, rest = word.partition(" ")
        self._hand.say(verb, rest)


def run_panel(desk: Desk, *, with_parent: bool) -> int:
    """Show the panel until it is closed (or standard input ends). 0, or EXIT_NO_WINDOW."""
    hand = Hand(desk)
    install(hand)

    def begun(application: QGuiApplication, _engine: QQmlApplicationEngine) -> Callable[[], None]:
        if with_parent:
            ear = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, application)
            ear.activated.connect(lambda: os.read(sys.stdin.fileno(), 4096) or application.quit())
        return hand.stop

    return show("kiosk-dock", PANEL, begun)
