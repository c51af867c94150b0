"""The on-screen keyboard: pinyin by touch, keys large enough, nothing learned."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtQuick import QQuickItem

from kiosk.domain.text import Language
from kiosk.flows.events import SearchChanged
from kiosk.flows.screens import Screen
from kiosk.runtime.view import Chrome, View
from ui import inspection

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

WAIT_MS = 20_000
EMPTY_DICTIONARY = 40
"""Bytes of a file of learned words that holds none."""


def faces(stage: Stage) -> dict[str, QQuickItem]:
    """The keys by what is written on them."""
    items = inspection.walk(stage.window.contentItem())
    return {str(item.property("words")): item for item in items if inspection.kind_of(item) == "KeyFace"}


def candidates(stage: Stage) -> list[QQuickItem]:
    view = inspection.find(stage.window, "wordCandidateView")
    assert view is not None
    return [
        item for item in inspection.walk(view) if inspection.kind_of(item) == "QQuickText" and item.property("text")
    ]


def press(stage: Stage, item: QQuickItem) -> None:
    at = QPointF(inspection.scene_rect(item).center())
    for kind, down in (
        (QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        event = QMouseEvent(kind, at, at, Qt.MouseButton.LeftButton, down, Qt.KeyboardModifier.NoModifier)
        QGuiApplication.sendEvent(stage.window, event)
        QGuiApplication.processEvents()


def open_search(stage: Stage, chrome: Chrome) -> None:
    stage.show(View(serial=0, screen=Screen.SEARCH, chrome=chrome))
    stage.qtbot.waitUntil(lambda: "q" in faces(stage), timeout=WAIT_MS)


def test_pinyin_typed_by_touch_gives_hanzi_and_leaves_nothing_behind(
    stage: Stage, make_chrome: Callable[..., Chrome]
) -> None:
    open_search(stage, make_chrome())
    keys = faces(stage)
    for letter in "yanglao":
        press(stage, keys[letter])
    assert SearchChanged("yl") not in stage.events()
    assert SearchChanged("yanglao") in stage.events(), "found while it is still being spelled"
    wanted = "养老"
    stage.qtbot.waitUntil(lambda: wanted in [c.property("text") for c in candidates(stage)], timeout=WAIT_MS)
    press(stage, next(c for c in candidates(stage) if c.property("text") == wanted))
    stage.qtbot.waitUntil(lambda: SearchChanged(wanted) in stage.events(), timeout=WAIT_MS)
    learned = Path(os.environ["XDG_CONFIG_HOME"]) / "qtvirtualkeyboard" / "pinyin" / "usr_dict.dat"
    assert learned.stat().st_size <= EMPTY_DICTIONARY


def test_english_page_types_letters(stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    open_search(stage, make_chrome(language=Language.EN))
    for letter in "tax":
        press(stage, faces(stage)[letter])
    stage.qtbot.waitUntil(lambda: SearchChanged("tax") in stage.events(), timeout=WAIT_MS)


def test_keys_and_candidates_are_large_enough(stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    open_search(stage, make_chrome())
    keys = faces(stage)
    assert {"删除", "空格", "好了", "中/EN"} <= set(keys)
    for words, key in keys.items():
        assert key.width() >= 92, words
        assert key.height() >= 92, words
    press(stage, keys["w"])
    stage.qtbot.waitUntil(lambda: len(candidates(stage)) > 3, timeout=WAIT_MS)
    for candidate in candidates(stage):
        assert candidate.property("font").pixelSize() >= 48
        parent = candidate.parentItem()
        assert parent is not None
        assert parent.height() >= 96
        assert parent.width() >= 96
