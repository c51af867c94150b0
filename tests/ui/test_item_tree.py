"""What the page checks rest on: the item tree is read rightly, and a bad page does not pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickWindow

from kiosk.flows.screens import Screen
from tests.ui import page_rules
from tests.ui.page_rules import ELDER, LOW_REACH
from tests.ui.windows import made_by
from ui import app, environment, inspection

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

SCENE = """
import QtQuick
Window {
    width: 1080; height: 1920
    Rectangle { objectName: "under"; width: 400; height: 400
        MouseArea { objectName: "underArea"; anchors.fill: parent } }
    Rectangle { objectName: "over"; x: 300; width: 200; height: 200
        MouseArea { objectName: "overArea"; anchors.fill: parent }
        Rectangle { objectName: "behind"; z: -1; anchors.fill: parent } }
    Rectangle { objectName: "off"; x: 300; y: 300; width: 200; height: 200
        MouseArea { objectName: "offArea"; anchors.fill: parent; enabled: false } }
    Item { objectName: "port"; y: 600; width: 300; height: 100; clip: true
        Rectangle { objectName: "inside"; width: 300; height: 80
            MouseArea { objectName: "insideArea"; anchors.fill: parent } }
        Rectangle { objectName: "hidden"; y: 120; width: 300; height: 80
            MouseArea { objectName: "hiddenArea"; anchors.fill: parent } }
        Text { objectName: "half"; y: 80; text: "一"; font.pixelSize: 40 } }
    Text { objectName: "narrow"; y: 800; width: 100; text: "不会断开的词"; font.pixelSize: 40 }
    Text { objectName: "wide"; y: 900; width: 600; text: "够宽的话"; font.pixelSize: 40 }
    Text { objectName: "gone"; y: 900; visible: false; text: "看不见" }
}
"""


@pytest.fixture
def scene(screen_process: app.ScreenProcess) -> Iterator[QQuickWindow]:
    with made_by(screen_process, SCENE) as window:
        yield window


@pytest.mark.parametrize(
    ("x", "y", "name"),
    [
        (100, 100, "underArea"),
        (350, 100, "overArea"),
        (350, 350, "underArea"),
        (450, 450, None),
        (100, 640, "insideArea"),
        (100, 740, None),
        (900, 1800, None),
    ],
)
def test_topmost_item_that_takes_a_press(scene: QQuickWindow, x: int, y: int, name: str | None) -> None:
    found = inspection.topmost_at(scene, x, y)
    assert (found.objectName() if found else None) == name


def test_hidden_things_are_not_seen(scene: QQuickWindow) -> None:
    names = {seen.name for seen in inspection.tree(scene)}
    assert "inside" in names
    assert not names & {"gone", "hidden", "hiddenArea"}
    assert inspection.find(scene, "gone") is None


@pytest.mark.parametrize(("name", "cut"), [("narrow", True), ("half", True), ("wide", False)])
def test_cut_text_is_noticed(scene: QQuickWindow, name: str, cut: bool) -> None:  # noqa: FBT001
    (seen,) = [seen for seen in inspection.tree(scene) if seen.name == name]
    assert seen.cut is cut
    assert seen.font_pixels == 40


BAD_PAGES = {
    "cut": 'Text { x: 100; y: 300; width: 60; text: "长长的字"; wrapMode: Text.NoWrap; font.pixelSize: 40 }',
    "too small: ": 'Text { x: 100; y: 300; text: "小字"; font.pixelSize: 27 }',
    "too faint": 'Text { x: 100; y: 300; text: "淡字"; font.pixelSize: 40; color: "#777777" }',
    "too faint: '透明'": 'Text { x: 100; y: 300; text: "透明"; font.pixelSize: 40; opacity: 0.5 }',
    "too faint: '一半'": (
        'Rectangle { x: 180; y: 300; width: 400; height: 60; color: "black" } '
        'Text { x: 100; y: 300; width: 200; text: "一半"; font.pixelSize: 40 }'
    ),
    "covered": (
        'Text { x: 100; y: 300; text: "盖住的字"; font.pixelSize: 40 } '
        "Rectangle { x: 120; y: 310; width: 100; height: 30 }"
    ),
    "at the edge": 'Text { x: 10; y: 300; text: "边上"; font.pixelSize: 40 }',
    "overlapping": (
        'Text { x: 100; y: 300; text: "一个字"; font.pixelSize: 40 } '
        'Text { x: 120; y: 310; text: "又一个"; font.pixelSize: 40 }'
    ),
    "too small to touch": "MouseArea { x: 100; y: 300; width: 79; height: 200 }",
    "target outside": "MouseArea { x: 1000; y: 300; width: 100; height: 200 }",
    "too near": (
        "MouseArea { x: 100; y: 300; width: 100; height: 100 } MouseArea { x: 208; y: 300; width: 100; height: 100 }"
    ),
    "half under a target": (
        "MouseArea { x: 100; y: 300; width: 100; height: 100 } "
        'Text { x: 180; y: 320; text: "一半在按钮上"; font.pixelSize: 40 }'
    ),
}


@pytest.mark.parametrize("problem", BAD_PAGES)
def test_bad_page_does_not_pass(problem: str, stage: Stage, check_readable: Callable[[Stage], None]) -> None:
    body = BAD_PAGES[problem]
    text = f"import QtQuick\nWindow {{ width: 1080; height: 1920\n{body}\n}}"
    with made_by(stage.process, text) as window:
        shown, stage.process.window = stage.process.window, window
        try:
            with pytest.raises(AssertionError, match=problem):
                check_readable(stage)
        finally:
            stage.process.window = shown


HIGH_OR_SMALL_FOR_SOME = {
    "too high to reach": (LOW_REACH, "MouseArea { x: 100; y: 900; width: 100; height: 100 }"),
    "too small to touch": (ELDER, "MouseArea { x: 100; y: 1000; width: 95; height: 100 }"),
    "too small: ": (
        ELDER,
        'Text { x: 100; y: 1000; text: "小字"; font.pixelSize: 41; textFormat: Text.PlainText }',
    ),
}


@pytest.mark.parametrize("problem", HIGH_OR_SMALL_FOR_SOME)
def test_what_is_well_for_most_is_not_for_elders_or_from_a_wheelchair(problem: str, stage: Stage) -> None:
    limits, body = HIGH_OR_SMALL_FOR_SOME[problem]
    with made_by(stage.process, f"import QtQuick\nWindow {{ width: 1080; height: 1920\n{body}\n}}") as window:
        tree, whole = inspection.tree(window), QRectF(0, 0, 1080, 1920)
    assert page_rules.problems(tree, whole) == []
    (found,) = page_rules.problems(tree, whole, limits)
    assert found.startswith(problem)


def test_every_screen_has_its_file() -> None:
    folder = Path(environment.QML) / "Kiosk" / "Screens"
    for screen in Screen:
        name = "".join(word.capitalize() for word in screen.value.split("-"))
        assert (folder / f"{name}Screen.qml").is_file(), screen
