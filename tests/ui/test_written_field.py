"""What is written is seen while it is written: every kind of field, above keyboard or keypad, in every mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication

from kiosk.domain.text import Language
from tests.ui import page_rules, samples
from tests.ui.modes import LOOKS, Look
from ui import inspection

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

EVERY = (Look("standard"), *LOOKS)
WRITTEN = ("QQuickTextInput", "DigitsField")
FORMS = ("form-rare", "form-address", "form-paged", "form-number", "form-id-number")


def field_of(stage: Stage) -> str:
    """The first field that is written in, wherever it stands."""
    for _ in range(8):
        for seen in stage.tree():
            if seen.name.startswith("form.field.") and seen.kind in WRITTEN:
                return seen.name
        stage.rest()
        stage.tap("pager.next")
        stage.settle()
    pytest.fail("no field on any screen")


def opened(stage: Stage, form: str, look: Look) -> str:
    """The form in that mode, its field touched and what writes in it open; the name of the field."""
    view = samples.VIEWS[form](look.language(FORMS.index(form)) if look in LOOKS else Language.ZH_HANS)
    stage.show(replace(view, chrome=replace(view.chrome, **look.chrome)))
    name = field_of(stage)
    stage.tap(name)
    keys = ("keyboard", "keypad")
    stage.qtbot.waitUntil(lambda: any(inspection.find(stage.window, one) for one in keys), timeout=20_000)
    stage.settle()
    return name


@pytest.mark.parametrize("look", EVERY, ids=lambda look: look.name)
@pytest.mark.parametrize("form", FORMS)
def test_the_field_is_seen_whole_while_it_is_written_in(form: str, look: Look, stage: Stage) -> None:
    with stage.sized(look.size):
        name = opened(stage, form, look)
        field = inspection.find(stage.window, name)
        keys = inspection.find(stage.window, "keyboard") or inspection.find(stage.window, "keypad")
        assert field is not None
        assert keys is not None
        area = inspection.scene_rect(field)
        assert not area.intersects(inspection.scene_rect(keys))
        shown = next(seen for seen in stage.tree() if seen.name == name)
        assert shown.h == pytest.approx(area.height(), abs=2), "none of it is cut off"
        assert QRectF(0, 0, *look.size).contains(area)
        # What is written with is within reach; the field itself need not be touched now.
        others = [seen for seen in stage.tree() if seen.name != name]
        wrong = page_rules.problems(others, QRectF(0, 0, *look.size), look.limits)
        assert not wrong, "\n".join(wrong)


def test_who_closes_the_keyboard_has_the_whole_page_again(stage: Stage) -> None:
    look = next(look for look in LOOKS if look.name == "low-reach")
    opened(stage, "form-rare", look)
    assert inspection.find(stage.window, "form.rare.text") is None, "the field alone"
    QGuiApplication.inputMethod().hide()
    stage.qtbot.waitUntil(lambda: inspection.find(stage.window, "keyboard") is None, timeout=20_000)
    stage.settle()
    assert inspection.find(stage.window, "form.rare.text") is not None
