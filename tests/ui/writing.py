"""A finger writes a character on the sheet of handwriting: what several tests do."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtQuick import QQuickItem

from ui import inspection

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

WAIT_MS = 20_000


def send(stage: Stage, kind: QEvent.Type, at: QPointF, down: Qt.MouseButton) -> None:
    event = QMouseEvent(kind, at, at, Qt.MouseButton.LeftButton, down, Qt.KeyboardModifier.NoModifier)
    QGuiApplication.sendEvent(stage.window, event)


def press(stage: Stage, name: str) -> None:
    item = named(stage, name)
    at = QPointF(inspection.scene_rect(item).center())
    send(stage, QEvent.Type.MouseButtonPress, at, Qt.MouseButton.LeftButton)
    send(stage, QEvent.Type.MouseButtonRelease, at, Qt.MouseButton.NoButton)
    QGuiApplication.processEvents()


def named(stage: Stage, name: str) -> QQuickItem:
    item = inspection.find(stage.window, name)
    assert item is not None, name
    return item


def wait_for(stage: Stage, name: str) -> None:
    stage.qtbot.waitUntil(lambda: inspection.find(stage.window, name) is not None, timeout=WAIT_MS)


def sheet_of(stage: Stage) -> QQuickItem:
    """The sheet, in place of the keyboard of the page that is shown."""
    wait_for(stage, "keyboard.write")
    press(stage, "keyboard.write")
    stage.layout()
    return named(stage, "handwriting.sheet")


def offered(sheet: QQuickItem) -> list[str]:
    return list(sheet.property("characters"))


def wait_for_others(stage: Stage, sheet: QQuickItem, before: list[str]) -> None:
    stage.qtbot.waitUntil(lambda: offered(sheet) not in ([], before), timeout=WAIT_MS)


def draw(stage: Stage, sheet: QQuickItem, stroke: tuple[tuple[int, int], ...]) -> None:
    """With a finger; the sheet is a square around the middle of what is there."""
    area = inspection.scene_rect(sheet)
    side = min(area.width(), area.height())
    points = [area.center() + QPointF((x - 500) * side / 1000, (y - 500) * side / 1000) for x, y in stroke]
    send(stage, QEvent.Type.MouseButtonPress, points[0], Qt.MouseButton.LeftButton)
    for start, end in pairwise(points):
        for step in range(1, 11):
            send(stage, QEvent.Type.MouseMove, start + (end - start) * (step / 10), Qt.MouseButton.LeftButton)
    send(stage, QEvent.Type.MouseButtonRelease, points[-1], Qt.MouseButton.NoButton)


def write(stage: Stage, sheet: QQuickItem, strokes: tuple[tuple[tuple[int, int], ...], ...]) -> None:
    """All of them, each once what was offered for the one before is there."""
    for stroke in strokes:
        before = offered(sheet)
        draw(stage, sheet, stroke)
        wait_for_others(stage, sheet, before)
    stage.settle()
