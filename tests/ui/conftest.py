"""The window under test: one for the whole run, fed with hand-made views, offscreen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations
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
from ui import app, inspection, translate
from ui.inspection import Seen
from ui.viewmodels.base import ViewModel

WAIT_MS = 20_000
DEBOUNCE_MS = 350
EDGE = 24
SMALLEST_TEXT = 28
SMALLEST_TARGET = 80
SMALLEST_GAP = 12
WHOLE_ROWS = ("ListRow", "SummaryRowItem")
"""Rows of the whole width with a divider may touch: the exception of the design."""
TOLERANCE = 1.0
OVERLAP = 8.0
"""Line boxes are higher than the ink in them: this much two texts may share, pixels."""
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
        self.qtbot.wait(DEBOUNCE_MS)
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
    app.prepare_environment(app.ScreenOptions(production=False))
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
    process = app.ScreenProcess(qapp, lambda _links: _NoSession(), app.ScreenOptions(production=False))
    process.bridge.now = lambda: WEDNESDAY
    assert process.load()
    process.activate(cleared=False)
    yield process
    process.close()


@pytest.fixture
def stage(screen_process: app.ScreenProcess, qtbot: QtBot) -> Iterator[Stage]:
    """The window, empty-handed: `stage.sent` collects what goes up."""
    stage = Stage(screen_process, qtbot, serial=screen_process.bridge.view.serial)
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


def _box(seen: Seen) -> QRectF:
    return QRectF(seen.x, seen.y, seen.w, seen.h)


def _share(one: QRectF, other: QRectF) -> bool:
    both = one.intersected(other)
    return both.width() > OVERLAP and both.height() > OVERLAP


def _in_front(tree: list[Seen]) -> list[Seen]:
    """Only the dialog where one is open."""
    dialog = [n for n, seen in enumerate(tree) if seen.name == "dialog"]
    return tree[dialog[-1] :] if dialog else tree


def _own(tree: list[Seen]) -> list[Seen]:
    """Without Qt's keyboard, which is tested on its own."""
    return [seen for seen in tree if "Keyboard/" not in f"{seen.path}/{seen.kind}/" and seen.kind != "Keyboard"]


def _text_problems(texts: list[Seen], window: QRectF) -> Iterator[str]:
    inner = window.adjusted(EDGE - TOLERANCE, 0, TOLERANCE - EDGE, TOLERANCE)
    for seen in texts:
        if seen.cut:
            yield f"cut: {seen.text!r}, {seen.text_w:.0f}×{seen.text_h:.0f} in {seen.w:.0f}×{seen.h:.0f}"
        if seen.font_pixels < SMALLEST_TEXT:
            yield f"too small: {seen.text!r}, {seen.font_pixels} px"
        if not inner.contains(_box(seen)):
            yield f"at the edge or outside: {seen.text!r} {_box(seen)}"
    for one, other in combinations(texts, 2):
        if _share(_box(one), _box(other)):
            yield f"overlapping: {one.text!r} {_box(one)} and {other.text!r} {_box(other)}"


def _target_problems(targets: list[Seen], window: QRectF) -> Iterator[str]:
    for seen in targets:
        if seen.w < SMALLEST_TARGET or seen.h < SMALLEST_TARGET:
            yield f"too small to touch: {seen.path} {seen.w:.0f}×{seen.h:.0f}"
        if not window.contains(_box(seen)):
            yield f"target outside: {seen.path} {_box(seen)}"
    for one, other in combinations(targets, 2):
        if any(row in one.path and row in other.path for row in WHOLE_ROWS):
            continue
        grown = _box(one).adjusted(-SMALLEST_GAP, -SMALLEST_GAP, SMALLEST_GAP, SMALLEST_GAP)
        grown.adjust(TOLERANCE, TOLERANCE, -TOLERANCE, -TOLERANCE)
        if grown.intersects(_box(other)):
            yield f"too near: {one.path} {_box(one)} and {other.path} {_box(other)}"


@pytest.fixture
def check_readable(tmp_path: Path) -> Callable[[Stage], None]:
    """Assert what every page must hold: nothing cut, small, overlapping, at the edge; targets large and apart."""

    def check(stage: Stage) -> None:
        window = QRectF(0, 0, stage.window.width(), stage.window.height())
        tree = _own(_in_front(stage.tree()))
        texts = [seen for seen in tree if seen.font_pixels and seen.text.strip()]
        targets = [seen for seen in tree if seen.takes_press and _box(seen) != window]
        problems = [*_text_problems(texts, window), *_target_problems(targets, window)]
        for text in texts:
            for target in targets:
                inside = target.path.rpartition("/")[0] and _box(target).contains(_box(text).center())
                if _share(_box(text), _box(target)) and not inside:
                    problems.append(f"half under a target: {text.text!r} and {target.path}")
        stage.grab().save(str(tmp_path / "page.png"))
        assert not problems, "\n".join([str(tmp_path / "page.png"), *problems])

    return check
