"""The clock of timed taps: it tells the next frame and the first frame of another page, once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.view import Chrome, View
from ui import frame_clock
from ui.frame_clock import FrameClock

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Stage

WAIT_MS = 20_000


def test_another_page_ends_the_clock_once(stage: Stage, qtbot: QtBot, make_chrome: Callable[..., Chrome]) -> None:
    stage.show(View(serial=0, screen=Screen.HELP, chrome=make_chrome()))
    told: list[dict[str, float]] = []
    FrameClock(stage.window, told.append)
    stage.show(View(serial=0, screen=Screen.HOME, chrome=make_chrome()))
    stage.window.update()
    qtbot.waitUntil(lambda: told != [], timeout=WAIT_MS)
    stage.show(View(serial=0, screen=Screen.HELP, chrome=make_chrome()))
    (frames,) = told
    assert 0 < frames["frame_ms"] <= frames["page_ms"]


def test_the_same_page_again_is_no_change(
    stage: Stage, qtbot: QtBot, make_chrome: Callable[..., Chrome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame_clock, "_LONGEST_MS", 300)
    stage.show(View(serial=0, screen=Screen.HELP, chrome=make_chrome()))
    told: list[dict[str, float]] = []
    FrameClock(stage.window, told.append)
    stage.show(View(serial=0, screen=Screen.HELP, chrome=make_chrome(hotline="12346")))
    stage.window.update()
    qtbot.waitUntil(lambda: told != [], timeout=WAIT_MS)
    assert "page_ms" not in told[0]


def test_another_language_ends_the_clock_that_waits_for_it(
    stage: Stage, qtbot: QtBot, make_chrome: Callable[..., Chrome]
) -> None:
    stage.show(View(serial=0, screen=Screen.HELP, chrome=make_chrome()))
    told: list[dict[str, float]] = []
    FrameClock(stage.window, told.append, "language")
    stage.show(View(serial=0, screen=Screen.HOME, chrome=make_chrome()))
    assert told == [], "another page is no other language"
    stage.show(View(serial=0, screen=Screen.HOME, chrome=make_chrome(language=Language.EN)))
    qtbot.waitUntil(lambda: told != [], timeout=WAIT_MS)
    assert "page_ms" in told[0]
