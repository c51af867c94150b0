"""The dock's panel: what is so is lit, what is pressed is said, who is not there cannot be pressed; all readable."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QMouseEvent
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem, QQuickWindow
from pytestqt.qtbot import QtBot

from kiosk.dock.desk import NotRunningError, Person, RefusedError
from kiosk.dock.words import TABLE, UnknownWordError, request
from ui import app, dock, inspection
from ui.inspection import Seen

WAIT_MS = 20_000
DEBOUNCE_MS = 350
PEOPLE = (
    Person("p01", "林晚舟", "resident", "astronaut", expired=False),
    Person("p08", "吴晓棠", "resident", "", expired=True),
    Person("p14", "SAMPLEMANN", "foreigner-2023", "", expired=False),
    *(Person(f"p{n:02}", "何濠生", "hmt", "", expired=False) for n in range(20, 32)),
)
WELL: dict[str, Any] = {
    "reader": {"card": None, "gone": False},
    "camera": {"face": "none", "light": "normal", "frozen": False, "stopped": False},
    "document": {"page": "certificate", "rotate": 0.0, "cover": "none", "gone": False},
    "printer": dict.fromkeys(("paper_out", "near_end", "jammed", "cover_open", "offline", "gone"), False),
    "pages": {"reasons": [], "stopped": False, "plugged": True},
    "scanner": {"gone": False},
    "stick": {"plugged": ""},
    "platform": {"trouble": {}},
    "network": "restore",
    "sms": None,
}


@dataclass
class ScriptedDesk:
    """Keeps what is said; is as the test says."""

    people: tuple[Person, ...] = PEOPLE
    said: list[str] = field(default_factory=list)
    now: dict[str, Any] = field(default_factory=lambda: dict(WELL))
    fails: Exception | None = None

    def do(self, verb: str, word: str | None) -> dict[str, Any]:
        self.said.append(f"{verb} {word}")
        if self.fails is not None:
            raise self.fails
        return {}

    def state(self) -> dict[str, Any]:
        return dict(self.now)


@dataclass
class Panel:
    """The window, and who is behind it. The first three are what `check_readable` asks for."""

    window: QQuickWindow
    desk: ScriptedDesk
    qtbot: QtBot

    def tree(self) -> list[Seen]:
        return inspection.tree(self.window)

    def grab(self) -> QImage:
        return self.window.grabWindow()

    def item(self, word: str) -> QQuickItem:
        item = inspection.find(self.window, f"dock.{word}")
        assert item is not None, word
        return item

    def lit(self) -> set[str]:
        return {word for word in all_words(self.window) if self.item(word).property("on")}

    def be(self, **changes: Any) -> None:
        """Everything well but these."""
        self.desk.now = WELL | changes

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=WAIT_MS)

    def press(self, word: str) -> None:
        self.qtbot.wait(DEBOUNCE_MS)
        at = QPointF(inspection.scene_rect(self.item(word)).center())
        for kind, down in (
            (QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton),
            (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
        ):
            event = QMouseEvent(kind, at, at, Qt.MouseButton.LeftButton, down, Qt.KeyboardModifier.NoModifier)
            QGuiApplication.sendEvent(self.window, event)

    def heard(self, word: str) -> None:
        self.until(lambda: bool(self.desk.said))
        assert self.desk.said == [word]
        self.desk.said.clear()

    def words(self) -> str:
        return "\n".join(seen.text for seen in self.tree() if seen.text)


def all_words(window: QQuickWindow) -> list[str]:
    """`VERB WORD` of everything that can be pressed."""
    return [seen.name.removeprefix("dock.") for seen in inspection.tree(window) if seen.name.startswith("dock.")]


@pytest.fixture(scope="module")
def opened(screen_process: app.ScreenProcess) -> Iterator[tuple[QQuickWindow, ScriptedDesk]]:
    desk = ScriptedDesk()
    hand = dock.Hand(desk)
    dock.install(hand)
    component = QQmlComponent(screen_process.engine, QUrl.fromLocalFile(str(dock.PANEL)))
    window = component.create()
    assert isinstance(window, QQuickWindow), component.errorString()
    window.resize(int(window.property("designWidth")), int(window.property("designHeight")))
    yield window, desk
    hand.stop()
    window.deleteLater()
    QGuiApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)  # before the tokens that it looks at


@pytest.fixture
def panel(opened: tuple[QQuickWindow, ScriptedDesk], qtbot: QtBot) -> Panel:
    window, desk = opened
    desk.fails, desk.now = None, dict(WELL)
    panel = Panel(window, desk, qtbot)
    panel.until(lambda: panel.lit() == {"face none", "page certificate", "network restore", "stick pull"})
    desk.said.clear()
    return panel


def test_every_word_of_the_panel_is_one_of_the_table(panel: Panel) -> None:
    words = all_words(panel.window)
    ids = [person.person for person in PEOPLE]
    for word in words:
        verb, _, rest = word.partition(" ")
        request(verb, rest, ids)
        back = str(panel.item(word).property("back"))
        if back:
            verb, _, rest = back.partition(" ")
            request(verb, rest, ids)
    assert {word.partition(" ")[0] for word in words} >= set(TABLE) - {"paper"}
    assert {f"card {name}" for name in ids} <= set(words)


def test_everything_can_be_read_and_pressed(panel: Panel, check_readable: Callable[[Panel], None]) -> None:
    panel.be(sms="482913", reader={"card": "p14", "gone": False})
    panel.until(lambda: "482913" in panel.words())
    check_readable(panel)


def test_the_last_line_is_within_the_window_however_many_people_there_are(panel: Panel) -> None:
    (last,) = [seen for seen in panel.tree() if seen.name == "dockOutcome"]
    assert 0 <= panel.window.height() - (last.y + last.h) <= 40
    assert len(all_words(panel.window)) > len(PEOPLE) + 30


def test_a_press_says_the_word_and_a_second_one_the_way_back(panel: Panel) -> None:
    for word, back, changes in (
        ("card p01", "card lift", {"reader": {"card": "p01", "gone": False}}),
        ("paper out", "paper refill", {"printer": WELL["printer"] | {"paper_out": True}}),
        ("reader vanish", "reader return", {"reader": {"card": None, "gone": True}}),
        ("camera stop", "camera resume", {"camera": WELL["camera"] | {"stopped": True}}),
        ("act blink", "act blink", {}),
        ("network cut", "network cut", {"network": "cut"}),
    ):
        panel.press(word)
        panel.heard(word)
        panel.be(**changes)
        if changes:
            panel.until(lambda lit=word: bool(panel.item(lit).property("on")))  # type: ignore[misc]
        panel.press(word)
        panel.heard(back)


def test_what_is_so_is_lit_whoever_did_it(panel: Panel) -> None:
    panel.be(
        camera={"face": "two", "light": "dark", "frozen": False, "stopped": False},
        printer=WELL["printer"] | {"jammed": True, "cover_open": True},
        pages={"reasons": ["media-jam-error", "toner-low-report"], "stopped": True, "plugged": False},
        network="errors",
    )
    wanted = {
        "pages jam",
        "pages vanish",
        "face two",
        "camera dark",
        "printer jam",
        "printer cover-open",
        "network errors",
        "page certificate",
        "stick pull",
    }
    panel.until(lambda: panel.lit() == wanted)


def test_who_is_not_there_cannot_be_pressed(panel: Panel) -> None:
    panel.be(printer=None, document=None)
    panel.until(lambda: not panel.item("paper out").property("enabledHere"))
    assert panel.words().count("没有运行") == 2
    panel.press("paper out")
    panel.press("page form")
    panel.press("card lift")
    panel.heard("card lift")


@pytest.mark.parametrize(
    "error", [NotRunningError("the reader's twin is not running"), RefusedError("person: no"), UnknownWordError("no")]
)
def test_what_was_not_done_is_told(panel: Panel, error: Exception) -> None:
    panel.desk.fails = error
    panel.press("card p08")
    panel.heard("card p08")
    panel.until(lambda: f"card p08：{error}" in panel.words())
    panel.desk.fails = None
    panel.press("card p01")
    panel.until(lambda: "card p01：已照办" in panel.words())


def test_a_smaller_window_shows_all_of_it(panel: Panel) -> None:
    before = panel.window.size()
    panel.window.resize(540, before.height() // 2)
    try:
        panel.until(lambda: inspection.scene_rect(panel.item("network cut")).right() < 540)
        panel.press("network cut")
        panel.heard("network cut")
    finally:
        panel.window.resize(before)


def test_a_slow_twin_holds_up_nobody_but_the_hand() -> None:
    class Slow(ScriptedDesk):
        def state(self) -> dict[str, Any]:
            time.sleep(0.2)
            return super().state()

    desk = Slow()
    hand = dock.Hand(desk)
    hand.say("card", "lift")
    hand.stop()
    hand._thread.join(20)
    assert not hand._thread.is_alive()
    assert desk.said == ["card lift"]
