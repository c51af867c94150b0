"""The signature pad: strokes by mouse, the picture that is handed over, and what is left behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QMouseEvent

from kiosk.flows.events import Signed
from kiosk.flows.screens import Screen
from kiosk.runtime.view import Chrome, IdentityView, StepName, View
from ui import inspection
from ui.signature import SignatureItem

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

NAME_LIKE = [[(100, 100), (300, 100)], [(200, 60), (200, 320)], [(120, 200), (420, 240), (380, 330)]]
DOT = [[(100, 100), (110, 104)]]


@pytest.fixture
def pad(stage: Stage, make_chrome: Callable[..., Chrome]) -> Stage:
    chrome = make_chrome(service="示例事项", step=4, steps=5, step_name=StepName.SIGN, personal=True)
    stage.show(View(serial=0, screen=Screen.SIGNATURE, chrome=chrome, identity=IdentityView()))
    return stage


def item(stage: Stage) -> SignatureItem:
    found = inspection.find(stage.window, "signature.pad")
    assert isinstance(found, SignatureItem)
    return found


def send(stage: Stage, kind: QEvent.Type, at: QPointF) -> None:
    up = kind is QEvent.Type.MouseButtonRelease
    held = Qt.MouseButton.NoButton if up else Qt.MouseButton.LeftButton
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, at, at, button, held, Qt.KeyboardModifier.NoModifier)
    QGuiApplication.sendEvent(stage.window, event)


def write(stage: Stage, strokes: list[list[tuple[int, int]]]) -> None:
    corner = inspection.scene_rect(item(stage)).topLeft()
    for stroke in strokes:
        points = [corner + QPointF(x, y) for x, y in stroke]
        send(stage, QEvent.Type.MouseButtonPress, points[0])
        for point in points[1:]:
            send(stage, QEvent.Type.MouseMove, point)
        send(stage, QEvent.Type.MouseButtonRelease, points[-1])
    QGuiApplication.processEvents()


def signed(stage: Stage) -> bytes:
    (event,) = stage.events()
    assert isinstance(event, Signed)
    return event.png


def test_name_is_handed_over_as_a_small_grey_picture(pad: Stage) -> None:
    write(pad, NAME_LIKE)
    pad.tap("primaryButton")
    picture = QImage()
    assert picture.loadFromData(signed(pad), "PNG")
    assert picture.isGrayscale()
    assert picture.width() < 400
    assert picture.height() < 340
    assert picture.pixelColor(0, 0) == QColor(Qt.GlobalColor.white)
    dark = sum(
        picture.pixelColor(x, y).value() < 100 for x in range(picture.width()) for y in range(picture.height())
    )
    assert dark > 2000
    assert len(signed(pad)) < 20_000


def test_ink_is_on_screen_where_the_finger_was(pad: Stage) -> None:
    write(pad, NAME_LIKE)
    corner = inspection.scene_rect(item(pad)).topLeft()
    shot = pad.grab()
    assert shot.pixelColor((corner + QPointF(200, 200)).toPoint()).value() < 50
    assert shot.pixelColor((corner + QPointF(600, 200)).toPoint()) == QColor(Qt.GlobalColor.white)


@pytest.mark.parametrize("strokes", [[], DOT])
def test_too_little_ink_asks_for_the_whole_name(pad: Stage, strokes: list[list[tuple[int, int]]]) -> None:
    write(pad, strokes)
    pad.tap("primaryButton")
    assert pad.events() == []
    assert "请写完整姓名" in pad.texts()


def test_complaint_goes_once_the_name_is_there(pad: Stage) -> None:
    pad.tap("primaryButton")
    write(pad, NAME_LIKE)
    assert "请写完整姓名" not in pad.texts()


def test_signing_again_starts_on_white(pad: Stage) -> None:
    write(pad, NAME_LIKE)
    assert item(pad).length > 500
    pad.tap("signature.clear")
    assert item(pad).empty
    assert item(pad).length == 0
    assert item(pad).png() == b""
    corner = inspection.scene_rect(item(pad)).topLeft()
    assert pad.grab().pixelColor((corner + QPointF(300, 100)).toPoint()).lightness() == 255


def test_stroke_that_leaves_the_pad_stays_on_the_sheet(pad: Stage) -> None:
    write(pad, [[(100, 200), (5000, 200)], [(100, 100), (100, 400)]])
    picture = QImage()
    assert picture.loadFromData(item(pad).png(), "PNG")
    assert picture.width() <= item(pad).width()


def test_nothing_is_left_for_the_next_page(pad: Stage) -> None:
    write(pad, NAME_LIKE)
    view = pad.process.bridge.view
    pad.show(View(serial=0, screen=Screen.CLEARED))
    pad.show(view)
    assert item(pad).empty
