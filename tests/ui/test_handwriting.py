"""Handwriting on the keyboard: the real recogniser, strokes drawn by a finger, nothing of them left."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QProcess, QRectF
from PySide6.QtQuick import QQuickItem

from kiosk.domain.text import Language
from kiosk.flows.events import SearchChanged
from kiosk.flows.screens import Screen
from kiosk.runtime.handwriting import packages
from kiosk.runtime.view import Chrome, View
from tests.ui import page_rules, samples
from tests.ui.modes import LOOKS, Look
from tests.ui.writing import WAIT_MS, draw, named, offered, press, sheet_of, wait_for, wait_for_others, write
from tests.written import CHARACTERS, STROKES
from ui import inspection
from ui.recogniser import STARTS, Recogniser

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

STANDARD = tuple(Look(f"standard-{language.value}", only=language) for language in Language)


def opened(stage: Stage, chrome: Chrome) -> QQuickItem:
    stage.show(View(serial=0, screen=Screen.SEARCH, chrome=chrome))
    return sheet_of(stage)


@pytest.mark.parametrize("character", CHARACTERS)
def test_a_character_written_by_finger_is_offered_and_goes_into_the_field(
    character: str, stage: Stage, make_chrome: Callable[..., Chrome]
) -> None:
    sheet = opened(stage, make_chrome())
    for stroke in STROKES[character]:
        draw(stage, sheet, stroke)
    stage.qtbot.waitUntil(lambda: character in offered(sheet)[:9], timeout=WAIT_MS)
    stage.layout()
    press(stage, f"handwriting.{offered(sheet).index(character)}")
    stage.qtbot.waitUntil(lambda: SearchChanged(character) in stage.events(), timeout=WAIT_MS)
    assert (sheet.property("strokes"), offered(sheet)) == (0, [])
    press(stage, "handwriting.erase")
    stage.qtbot.waitUntil(lambda: SearchChanged("") in stage.events(), timeout=WAIT_MS)


def test_every_stroke_changes_what_is_offered_and_one_can_be_taken_back(
    stage: Stage, make_chrome: Callable[..., Chrome]
) -> None:
    sheet = opened(stage, make_chrome())
    seen: list[list[str]] = []
    for stroke in STROKES["大"]:
        draw(stage, sheet, stroke)
        before = seen[-1] if seen else []
        wait_for_others(stage, sheet, before)
        seen.append(offered(sheet))
    press(stage, "handwriting.undo")
    stage.qtbot.waitUntil(lambda: offered(sheet) == seen[1], timeout=WAIT_MS)
    press(stage, "handwriting.more")
    stage.layout()
    assert named(stage, "handwriting.0").property("text") == seen[1][9]
    press(stage, "handwriting.clear")
    assert (sheet.property("strokes"), offered(sheet)) == (0, [])


def test_on_a_traditional_page_traditional_forms_come_first(stage: Stage, make_chrome: Callable[..., Chrome]) -> None:
    sheet = opened(stage, make_chrome(language=Language.ZH_HANT))
    for stroke in STROKES["门"]:
        draw(stage, sheet, stroke)
    stage.qtbot.waitUntil(lambda: {"門", "门"} <= set(offered(sheet)), timeout=WAIT_MS)
    assert offered(sheet).index("門") < offered(sheet).index("门")


def test_without_its_packages_there_is_no_button(
    stage: Stage, make_chrome: Callable[..., Chrome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "NEEDED", (("libzinnia0", ("usr/lib/no-such-library",)),))
    assert packages.missing() == ("libzinnia0",)
    stage.show(View(serial=0, screen=Screen.SEARCH, chrome=make_chrome()))
    stage.qtbot.waitUntil(lambda: inspection.find(stage.window, "wordCandidateView") is not None, timeout=WAIT_MS)
    assert inspection.find(stage.window, "keyboard.write") is None


@pytest.mark.parametrize("look", [*STANDARD, *LOOKS], ids=lambda look: look.name)
def test_it_holds_in_every_mode_and_the_field_is_above_it(look: Look, stage: Stage) -> None:
    with stage.sized(look.size):
        view = samples.VIEWS["form-rare"](look.only or look.language(0))
        stage.show(replace(view, chrome=replace(view.chrome, **look.chrome)))
        field = next(seen.name for seen in stage.tree() if seen.name.startswith("form.field."))
        press(stage, field)
        wait_for(stage, "keyboard.write")
        stage.settle()
        for written in (False, True):
            if written:
                write(stage, sheet_of(stage), STROKES["大"])
            wrong = page_rules.problems(stage.tree(), QRectF(0, 0, *look.size), look.limits)
            assert not wrong, "\n".join(wrong)
            area = inspection.scene_rect(named(stage, field))
            keyboard = inspection.scene_rect(named(stage, "keyboard"))
            assert not area.intersects(keyboard)
            assert area.bottom() <= look.size[1]


@pytest.mark.expects_warnings
def test_a_recogniser_that_dies_is_started_again_and_in_the_end_it_is_said(
    stage: Stage, make_chrome: Callable[..., Chrome], caplog: pytest.LogCaptureFixture
) -> None:
    sheet = opened(stage, make_chrome())
    recogniser = next(child for child in sheet.children() if isinstance(child, Recogniser))
    process = recogniser.findChild(QProcess)
    assert process is not None
    for number in range(STARTS):
        stage.qtbot.waitUntil(lambda: process.processId() != 0, timeout=WAIT_MS)
        draw(stage, sheet, STROKES["一"][0])
        os.kill(process.processId(), signal.SIGSEGV)
        if number < STARTS - 1:
            wait_for_others(stage, sheet, [])
            press(stage, "handwriting.clear")
    stage.qtbot.waitUntil(lambda: bool(sheet.property("broken")), timeout=WAIT_MS)
    assert offered(sheet) == []
    assert [record.message for record in caplog.records if "handwriting" in record.message] == [
        "handwriting is not recognised: its process ended 3 times"
    ]
