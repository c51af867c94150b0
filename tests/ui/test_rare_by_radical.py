"""The three steps by radical hold in every mode and size, and are walked by the keys of a keypad alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF

from kiosk.domain.text import Language
from kiosk.flows import events as on
from kiosk.runtime.searching import radicals
from tests.ui import page_rules, samples
from tests.ui.modes import LOOKS, Look
from ui import inspection

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

WAIT_MS = 20_000
MOST = 60
"""More controls than the page has."""


def opened(stage: Stage, language: Language, chrome: dict[str, object]) -> None:
    radicals.prepare()
    stage.qtbot.waitUntil(radicals.ready, timeout=WAIT_MS)
    view = samples.VIEWS["form-rare"](language)
    stage.show(replace(view, chrome=replace(view.chrome, **chrome)))


def tap(stage: Stage, name: str) -> None:
    item = inspection.find(stage.window, name)
    assert item is not None, name
    item.setProperty("lastTap", 0)
    stage.tap(name)
    stage.settle()


@pytest.mark.parametrize("look", [Look("standard"), *LOOKS], ids=lambda look: look.name)
@pytest.mark.parametrize("language", Language)
def test_each_step_holds_in_every_mode(language: Language, look: Look, stage: Stage) -> None:
    with stage.sized(look.size):
        opened(stage, language, look.chrome)
        door = next(seen.name for seen in stage.tree() if seen.name.startswith("form.rare."))
        for step in (door, "rare.turn", "rare.4", "rare.4"):
            tap(stage, step)
            wrong = page_rules.problems(stage.tree(), QRectF(0, 0, *look.size), look.limits)
            assert not wrong, step + "\n" + "\n".join(wrong)
            if step != door:
                assert inspection.find(stage.window, "pager.next") is None, f"{step}: all of it is on one screen"


def test_by_keys_alone_a_character_gets_into_the_name(stage: Stage) -> None:
    opened(stage, Language.ZH_HANS, {})
    door = next(seen.name for seen in stage.tree() if seen.name.startswith("form.rare."))
    for step in (door, "rare.turn", "rare.8", "rare.4", "rare.0"):
        go_to(stage, step)
        press(stage, "enter")
    changed = [event for event in stage.events() if isinstance(event, on.FieldChanged)]
    assert len(changed) == 1
    assert len(changed[0].value) == 2
    assert changed[0].value.startswith("测")


def press(stage: Stage, word: str) -> None:
    stage.process.bridge.key_came.emit(word)
    stage.layout()


def go_to(stage: Stage, name: str) -> None:
    for _ in range(MOST):
        item = stage.window.activeFocusItem()
        if item is not None and item.objectName() == name:
            return
        press(stage, "#")
    pytest.fail(f"{name} is not reached")
