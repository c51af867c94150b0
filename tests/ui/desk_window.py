"""The staff's desk in its window, for tests: shows what it is told, keeps what is pressed, compared with pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from PIL import Image
from PySide6.QtCore import QBuffer, QEvent, QIODevice, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QMouseEvent
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.runtime.workbench.view import Act, DeskView, Page
from tests.ui.test_golden_pictures import COLORS, FOLDER, MOST_BYTES, RENEW, SHARE, unlike
from ui import app, desk, desk_form, inspection
from ui.inspection import Seen

WAIT_MS = 20_000
DEBOUNCE_MS = 350
MOST_TABS = 60
PICTURES = FOLDER.parent / "desk"
SIZE = (480, 270)
Opened = tuple[QQuickWindow, "ScriptedBench", desk.Workbench]


@dataclass
class ScriptedBench:
    """Shows what the test says, keeps what is pressed."""

    view: DeskView = field(default_factory=DeskView)
    heard: list[tuple[Any, ...]] = field(default_factory=list)

    def tick(self) -> None:
        """Nothing passes here."""

    def touch(self) -> None:
        """Nobody waits here."""

    def enter(self, number: str, secret: str) -> None:
        self.heard.append(("enter", number, secret))

    def card(self, number: str) -> None:
        self.heard.append(("card", number))

    def lock(self, ending: str = "left") -> None:
        self.heard.append(("lock", ending))

    def turn_to(self, page: Page) -> None:
        self.heard.append(("turn", page))

    def choose(self, row_id: str) -> None:
        self.heard.append(("choose", row_id))

    def act(self, act: Act, why: str = "") -> None:
        self.heard.append(("act", act, why))

    def take_up(self, code: str) -> None:
        self.heard.append(("take up", code))

    def begin(self, row_id: str) -> None:
        self.heard.append(("begin", row_id))

    def fill(self, name: str, value: str) -> None:
        self.heard.append(("fill", name, value))

    def hand_back(self) -> None:
        self.heard.append(("hand back",))

    def put_away(self) -> None:
        self.heard.append(("put away",))

    def set_aside(self) -> None:
        self.heard.append(("set aside",))

    def ask_look(self) -> None:
        self.heard.append(("ask look",))

    def mark(self, name: str) -> None:
        self.heard.append(("mark", name))

    def decide(self, why: str = "") -> None:
        self.heard.append(("decide", why))

    def leave_look(self) -> None:
        self.heard.append(("leave look",))


@dataclass
class Window:
    """The desk's window. The first two are what `check_readable` asks for."""

    window: QQuickWindow
    bench: ScriptedBench
    qtbot: QtBot
    model: desk.Workbench

    def tree(self) -> list[Seen]:
        return inspection.tree(self.window)

    def show(self, view: DeskView) -> None:
        self.bench.view = replace(view)
        self.qtbot.waitUntil(lambda: self.model._seen is self.bench.view, timeout=WAIT_MS)
        self.settle()

    def settle(self) -> None:
        QGuiApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        before = QImage()
        for _ in range(6):
            QGuiApplication.processEvents()
            painted = self.window.grabWindow()
            if painted == before:
                return
            before = painted

    def words(self) -> list[str]:
        return [seen.text for seen in self.tree() if seen.text and seen.font_pixels]

    def press(self, name: str) -> None:
        self.qtbot.wait(DEBOUNCE_MS)
        item = inspection.find(self.window, name)
        assert item is not None, name
        at = QPointF(inspection.scene_rect(item).center())
        for kind, down in (
            (QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton),
            (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
        ):
            event = QMouseEvent(kind, at, at, Qt.MouseButton.LeftButton, down, Qt.KeyboardModifier.NoModifier)
            QGuiApplication.sendEvent(self.window, event)
        self.settle()

    def key_to(self, name: str) -> None:
        """Tab until it has the focus, then Return."""
        self.window.requestActivate()
        self.qtbot.waitUntil(self.window.isActive, timeout=WAIT_MS)
        for _ in range(MOST_TABS):
            focused = self.window.activeFocusItem()
            if focused is not None and focused.objectName() == name:
                self.qtbot.wait(DEBOUNCE_MS)
                QTest.keyClick(self.window, Qt.Key.Key_Return)
                self.settle()
                return
            QTest.keyClick(self.window, Qt.Key.Key_Tab)
            QGuiApplication.processEvents()
        raise AssertionError(f"{name} is not reached, but {self.window.activeFocusItem()}")

    def write(self, name: str, text: str) -> None:
        item = inspection.find(self.window, name)
        assert item is not None, name
        item.forceActiveFocus()
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QGuiApplication.sendEvent(item, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
        self.settle()


_BENCH = ScriptedBench()
"""One for all: what shows it lives as long as its engine."""


@contextmanager
def desk_window(process: app.ScreenProcess) -> Iterator[Opened]:
    """The window, its bench and its view model."""
    bench = _BENCH
    if desk_form.SHOWN.bench is not bench:
        desk.install(bench)
    component = QQmlComponent(process.engine, QUrl.fromLocalFile(str(desk.WINDOW)))
    window = component.create()
    assert isinstance(window, QQuickWindow), component.errorString()
    model = process.engine.singletonInstance("Kiosk.ViewModels", "Workbench")
    assert isinstance(model, desk.Workbench)
    yield window, bench, model
    window.deleteLater()
    QGuiApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)  # before the tokens that it looks at


def cleared(opened: Opened, qtbot: QtBot) -> Window:
    """The window with nothing of the test before."""
    quick, bench, model = opened
    quick.resize(int(quick.property("designWidth")), int(quick.property("designHeight")))
    made = Window(quick, bench, qtbot, model)
    made.show(DeskView(page=Page.DAYS))
    made.show(DeskView())
    bench.heard.clear()
    return made


def require_as_in_its_picture(window: Window, name: str, tmp_path: Path) -> None:
    """Does the page look as it did? Renews the picture where that is asked for."""
    store = QBuffer()
    store.open(QIODevice.OpenModeFlag.WriteOnly)
    assert window.window.grabWindow().save(store, "PNG")  # type: ignore[call-overload]  # a format is text
    now = Image.open(io.BytesIO(store.data().data())).convert("RGB").resize(SIZE, Image.Resampling.BOX)
    kept = PICTURES / f"{name}.png"
    if RENEW:
        PICTURES.mkdir(exist_ok=True)
        now.quantize(COLORS, dither=Image.Dither.NONE).save(kept, optimize=True)
    assert kept.is_file(), "KIOSK_RENEW_PICTURES=1 ./test tests/ui/test_desk.py"
    share = unlike(now, Image.open(kept).convert("RGB"))
    now.save(tmp_path / "now.png")
    assert share <= SHARE, f"{share:.1%} is not as in {kept.name}; now: {tmp_path / 'now.png'}"
    assert kept.stat().st_size <= MOST_BYTES
