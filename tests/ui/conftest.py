"""The window under test: one for the whole run, fed with hand-made views, offscreen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QMouseEvent
from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

from kiosk.domain.text import Language
from kiosk.flows.events import Event
from kiosk.flows.screens import Screen
from kiosk.runtime.view import Chrome, View
from tests.ui import page_rules
from ui import app, environment, inspection, translate, video_feed
from ui.inspection import Seen
from ui.viewmodels.base import ViewModel

WAIT_MS = 20_000
DEBOUNCE_MS = 350
ELDER_DEBOUNCE_MS = 550
WEDNESDAY = datetime(2026, 7, 15, 9, 41)  # noqa: DTZ001 - the bridge shows local wall-clock time


@dataclass(frozen=True)
class Mode:
    """A language and a contrast."""

    language: Language = Language.ZH_HANS
    high_contrast: bool = False


MODES = [Mode(language, contrast) for language in Language for contrast in (False, True)]


@dataclass
class Stage:
    """The window and what was sent up."""

    process: app.ScreenProcess
    qtbot: QtBot
    sent: list[tuple[Event, int]] = field(default_factory=list)
    serial: int = 0

    @property
    def window(self) -> QQuickWindow:
        window = self.process.window
        assert window is not None
        return window

    def show(self, view: View, mode: Mode | None = None) -> None:
        """Show the view (in that mode) and wait until it is on screen and laid out."""
        self.serial += 1
        chrome = view.chrome
        if mode is not None:
            chrome = msgspec.structs.replace(chrome, language=mode.language, high_contrast=mode.high_contrast)
        shown = msgspec.structs.replace(view, serial=self.serial, chrome=chrome)
        bridge = self.process.bridge
        bridge.show(shown)
        self.qtbot.waitUntil(lambda: bridge.view is shown, timeout=WAIT_MS)
        self.settle()

    def turn_to(self, view: View) -> None:
        """Show the view and lay it out, without waiting until nothing moves any more."""
        self.serial += 1
        bridge, serial = self.process.bridge, self.serial
        bridge.show(msgspec.structs.replace(view, serial=serial))
        while bridge.view.serial != serial:
            QGuiApplication.processEvents()
        self.layout()

    def layout(self) -> None:
        """Let what was put off happen, and lay out."""
        for _ in range(2):
            QGuiApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QGuiApplication.processEvents()
            self.window.grabWindow()

    @contextmanager
    def sized(self, size: tuple[int, int]) -> Iterator[None]:
        """The window has that size, width and height in pixels, and then the one before again."""
        before = self.window.width(), self.window.height()
        self._resize(size)
        try:
            yield
        finally:
            self._resize(before)

    def _resize(self, size: tuple[int, int]) -> None:
        self.window.resize(*size)
        self.qtbot.waitUntil(lambda: (self.window.width(), self.window.height()) == size, timeout=WAIT_MS)
        self.layout()

    def settle(self) -> None:
        """Let deferred deletes and layouts happen, then paint."""
        QGuiApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        before = QImage()
        for _ in range(6):
            QGuiApplication.processEvents()
            painted = self.window.grabWindow()
            if painted == before:
                return
            before = painted

    def grab(self) -> QImage:
        return self.window.grabWindow()

    def tree(self) -> list[Seen]:
        return inspection.tree(self.window)

    def texts(self) -> list[str]:
        return [seen.text for seen in self.tree() if seen.text and seen.font_pixels]

    def tap(self, name: str) -> None:
        """Press and release at the centre of the item of that name: topmost there, unless it takes no touch now."""
        item = inspection.find(self.window, name)
        assert item is not None, f"nothing visible is named {name}"
        centre = inspection.scene_rect(item).center()
        top = inspection.topmost_at(self.window, centre.x(), centre.y())
        closed = item.property("enabledHere") is False or item.property("busy") is True
        assert closed or inspection.belongs_to(top, item), f"{name} is covered"
        for kind, down in (
            (QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton),
            (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
        ):
            at = QPointF(centre)
            event = QMouseEvent(kind, at, at, Qt.MouseButton.LeftButton, down, Qt.KeyboardModifier.NoModifier)
            QGuiApplication.sendEvent(self.window, event)
        QGuiApplication.processEvents()

    def press_and_slide(self, name: str, by: tuple[int, int]) -> None:
        """Press on the item, slide away, release there."""
        item = inspection.find(self.window, name)
        assert item is not None, f"nothing visible is named {name}"
        start = inspection.scene_rect(item).center()
        end = start + QPointF(*by)
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        for kind, at, button, down in (
            (QEvent.Type.MouseButtonPress, start, left, left),
            (QEvent.Type.MouseMove, end, none, left),
            (QEvent.Type.MouseButtonRelease, end, left, none),
        ):
            event = QMouseEvent(kind, at, at, button, down, Qt.KeyboardModifier.NoModifier)
            QGuiApplication.sendEvent(self.window, event)
        QGuiApplication.processEvents()

    def rest(self) -> None:
        """Wait until a second touch on the same control counts, and settle."""
        elder = self.process.bridge.view.chrome.elder
        self.qtbot.wait(ELDER_DEBOUNCE_MS if elder else DEBOUNCE_MS)
        self.settle()

    def view_model(self, name: str) -> ViewModel:
        """The view model that QML made."""
        model = self.process.engine.singletonInstance("Kiosk.ViewModels", name)
        assert isinstance(model, ViewModel)
        return model

    def show_unknown(self, chrome: Chrome) -> None:
        """Ask for a page that has no file."""
        bridge = self.process.bridge
        self.show(View(serial=0, screen=Screen.CLEARED, chrome=chrome))
        odd = SimpleNamespace(value="no-such-page")
        bridge.leaving.emit()
        bridge.view = msgspec.structs.replace(bridge.view, screen=odd)
        bridge.arrived.emit()
        self.settle()

    def events(self) -> list[Event]:
        """What was sent up, without the touches."""
        return [event for event, _ in self.sent if type(event).__name__ != "Touched"]


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """No widgets here."""
    environment.prepare(None)
    return QGuiApplication


class _NoSession:
    def start(self) -> None: ...

    def send(self, event: Event, serial: int) -> None: ...

    def turns(self) -> bool:
        return True

    def stop(self) -> None: ...


@pytest.fixture(scope="session")
def screen_process(qapp: QGuiApplication) -> Iterator[app.ScreenProcess]:
    translate.release()
    video_feed.KEPT = ("LD_LIBRARY_PATH", "LANG")  # whatever machine the tests run on: no sound server is found
    process = app.ScreenProcess(qapp, lambda _links: _NoSession(), app.ScreenOptions(production=False, voice="none"))
    process.bridge.now = lambda: WEDNESDAY
    assert process.load()
    process.activate(cleared=False)
    yield process
    process.close()


@pytest.fixture
def stage(screen_process: app.ScreenProcess, qtbot: QtBot) -> Iterator[Stage]:
    """The window, empty-handed: `stage.sent` collects what goes up."""
    stage = Stage(screen_process, qtbot, serial=screen_process.bridge.view.serial)
    stage.window.setProperty("byKeys", False)
    if stage.window.isVisible() and not stage.window.isActive():  # another test's window has taken the keyboard
        stage.window.requestActivate()
        qtbot.waitUntil(stage.window.isActive, timeout=20_000)
    screen_process.bridge.sink = lambda event, serial: stage.sent.append((event, serial))
    yield stage
    stage.show(View(serial=0, screen=Screen.CLEARED))


@pytest.fixture(params=MODES, ids=lambda m: f"{m.language.value}{'-hc' if m.high_contrast else ''}")
def mode(request: pytest.FixtureRequest) -> Mode:
    """Every language in both contrasts."""
    mode: Mode = request.param
    return mode


@pytest.fixture
def make_chrome() -> Callable[..., Chrome]:
    """Make chrome with plausible words, changed by keyword."""

    def make(**changes: object) -> Chrome:
        return msgspec.structs.replace(Chrome(organisation="示例市政务服务", terminal="A-03"), **changes)

    return make


@pytest.fixture
def check_readable(tmp_path: Path) -> Callable[[Stage], None]:
    """Assert what every page must hold: see `page_rules`."""

    def check(stage: Stage) -> None:
        window = QRectF(0, 0, stage.window.width(), stage.window.height())
        problems = page_rules.problems(stage.tree(), window)
        if problems:
            stage.window.grabWindow().save(str(tmp_path / "page.png"))
        assert not problems, "\n".join([str(tmp_path / "page.png"), *problems])

    return check
