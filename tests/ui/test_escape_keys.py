"""A keyboard that somebody plugs in: no combination leaves the terminal's window, closes it or opens another."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
)
from PySide6.QtQml import QQmlComponent, qmlEngine
from PySide6.QtQuick import QQuickItem

from kiosk.flows import events as on
from kiosk.flows.screens import Screen
from kiosk.runtime.view import Chrome, FieldView, FormView, StepName, View
from tests.package_stand import ROOT
from tests.ui.conftest import Stage

KEYS = [
    *(Qt.Key(Qt.Key.Key_F1.value + number) for number in range(24)),
    *(Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Delete, Qt.Key.Key_Print, Qt.Key.Key_SysReq),
    *(Qt.Key.Key_Menu, Qt.Key.Key_Super_L, Qt.Key.Key_Meta, Qt.Key.Key_Help, Qt.Key.Key_Close, Qt.Key.Key_PowerOff),
    *(Qt.Key.Key_Exit, Qt.Key.Key_Open, Qt.Key.Key_WWW, Qt.Key.Key_HomePage, Qt.Key.Key_Explorer, Qt.Key.Key_Search),
    *(Qt.Key(ord(letter)) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
]
HELD = [
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
]


def shown(stage: Stage, chrome: Callable[..., Chrome], screen: Screen) -> None:
    if screen is Screen.FORM:
        fields = (FieldView(name="told", label="示例", kind="text", value="示例"),)
        begun = chrome(service="示例事项", step=2, steps=5, step_name=StepName.FILL_IN, personal=True)
        stage.show(View(serial=0, screen=screen, chrome=begun, form=FormView(page=1, pages=1, fields=fields)))
    else:
        stage.show(View(serial=0, screen=screen, chrome=chrome()))


@pytest.mark.parametrize("screen", [Screen.HOME, Screen.FORM])
def test_no_key_combination_leaves_the_window(
    stage: Stage, make_chrome: Callable[..., Chrome], screen: Screen
) -> None:
    shown(stage, make_chrome, screen)
    stage.sent.clear()
    before = list(QGuiApplication.allWindows())
    for key, held in product(KEYS, HELD):
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QGuiApplication.sendEvent(stage.window, QKeyEvent(kind, key, held))
    QGuiApplication.processEvents()
    assert QGuiApplication.allWindows() == before
    assert stage.window.isVisible()
    assert stage.process.bridge.view.screen is screen
    assert {type(event) for event, _ in stage.sent} <= {on.Touched, on.WentBack}  # Esc: the page before


def test_whoever_asks_the_window_to_close_is_told_no(stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    shown(stage, make_chrome, Screen.HOME)
    asked = QCloseEvent()
    QGuiApplication.sendEvent(stage.window, asked)
    assert not asked.isAccepted()
    assert not stage.window.close()
    assert stage.window.isVisible()


def test_no_menu_comes_of_a_right_button_or_a_menu_key(stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    shown(stage, make_chrome, Screen.FORM)
    before = stage.grab()
    for reason in QContextMenuEvent.Reason:
        at = QPoint(400, 700)
        QGuiApplication.sendEvent(
            stage.window, QContextMenuEvent(reason, at, stage.window.mapToGlobal(QPointF(at)).toPoint())
        )
    stage.settle()
    assert stage.grab() == before


def taken(stage: Stage, carried: QMimeData, at: QPoint) -> list[bool]:
    """Whether the window took what was carried over it, and what was let go there."""
    how = (Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    events = (QDragEnterEvent(at, *how), QDragMoveEvent(at, *how), QDropEvent(QPointF(at), *how))
    for event in events:
        event.ignore()
        QGuiApplication.sendEvent(stage.window, event)
    return [event.isAccepted() for event in events]


def test_what_takes_a_drop_would_be_found_out(stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    shown(stage, make_chrome, Screen.HOME)
    engine = qmlEngine(stage.window.contentItem())
    assert engine is not None
    component = QQmlComponent(engine)
    component.setData(b"import QtQuick; DropArea { width: 200; height: 200; z: 9 }", QUrl())
    area = component.create()
    assert isinstance(area, QQuickItem)
    area.setParentItem(stage.window.contentItem())
    carried = QMimeData()
    carried.setUrls([QUrl("https://example.invalid/")])
    assert any(taken(stage, carried, QPoint(100, 100)))
    area.deleteLater()
    stage.settle()


@pytest.mark.parametrize("screen", [Screen.HOME, Screen.FORM])
def test_nothing_that_is_dropped_on_the_window_is_taken(
    stage: Stage, make_chrome: Callable[..., Chrome], screen: Screen
) -> None:
    """An address, a file, text: no page of it, no dialog, no words in a field."""
    shown(stage, make_chrome, screen)
    stage.sent.clear()
    before, windows = stage.grab(), list(QGuiApplication.allWindows())
    carried = QMimeData()
    carried.setUrls([QUrl("https://example.invalid/"), QUrl.fromLocalFile("/etc/passwd")])
    carried.setText("https://example.invalid/")
    for y in range(40, stage.window.height(), 80):
        assert not any(taken(stage, carried, QPoint(stage.window.width() // 2, y)))
    stage.settle()
    assert QGuiApplication.allWindows() == windows
    assert stage.grab() == before
    assert [event for event, _ in stage.sent] == []


def test_our_sources_know_no_way_to_a_browser_or_a_file_dialog() -> None:
    """Of Qt's ways to another program's window, or to a dialog of its own, none is named anywhere."""
    ways = re.compile(
        r"openUrlExternally|QDesktopServices|FileDialog|FolderDialog|QtQuick\.Dialogs|Qt\.labs\.platform"
    )
    assert ways.search("Qt.openUrlExternally(link)")
    sources = [path for kind in ("*.py", "*.qml") for path in (ROOT / "ui").rglob(kind)]
    assert len(sources) > 200
    assert [path.name for path in sources if ways.search(path.read_text(encoding="utf-8"))] == []
