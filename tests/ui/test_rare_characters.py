"""Characters that the keyboard does not offer, and keypads by what a field may hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtQuick import QQuickItem

from kiosk.flows import events as on
from kiosk.flows.screens import Screen
from kiosk.runtime.searching import radicals
from kiosk.runtime.view import Chrome, FieldView, FormView, StepName, View
from ui import inspection
from ui.viewmodels.characters import LOOK_MS, Characters, _drawn_of

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

NAMES = ("𬱟", "㛃", "𫖯", "喆")
WAIT_MS = 20_000


@pytest.fixture
def show(stage: Stage, make_chrome: Callable[..., Chrome]) -> Callable[[FieldView], None]:
    chrome = make_chrome(service="示例事项", step=2, steps=5, step_name=StepName.FILL_IN, personal=True)

    def shown(field: FieldView) -> None:
        form = FormView(title="示例问题？", fields=(field,))
        stage.show(View(serial=0, screen=Screen.FORM, chrome=chrome, form=form))
        QGuiApplication.processEvents()
        stage.settle()

    return shown


def item(stage: Stage, name: str) -> QQuickItem:
    found = inspection.find(stage.window, name)
    assert found is not None, name
    return found


def tap(stage: Stage, *names: str) -> None:
    for name in names:
        item(stage, name).setProperty("lastTap", 0)
        stage.tap(name)
        stage.settle()


def changes(stage: Stage) -> list[str]:
    return [event.value for event in stage.events() if isinstance(event, on.FieldChanged)]


def typed(stage: Stage, words: str) -> None:
    search = item(stage, "rare.name.search")
    search.forceActiveFocus()
    event = QInputMethodEvent()
    event.setCommitString(words)
    QGuiApplication.sendEvent(search, event)
    stage.settle()


def test_a_rare_character_is_found_by_its_reading_and_goes_into_the_name(
    stage: Stage, show: Callable[[FieldView], None]
) -> None:
    show(FieldView("name", "姓名", "text", value="测", rare=True, max_length=4))
    tap(stage, "form.rare.name")
    typed(stage, "jie2")
    stage.qtbot.waitUntil(lambda: inspection.find(stage.window, "rare.0") is not None, timeout=WAIT_MS)
    shown = [text for text in stage.texts() if len(text) == 1]
    while "㛃" not in shown:
        tap(stage, "nextPage")
        shown = [text for text in stage.texts() if len(text) == 1]
    place = next(n for n in range(30) if str(item(stage, f"rare.{n}").property("text")) == "㛃")
    tap(stage, f"rare.{place}")
    assert changes(stage) == ["测㛃"]
    assert inspection.find(stage.window, "rare.0") is None, "one is back at the question"
    stage.qtbot.waitUntil(lambda: inspection.find(stage.window, "form.rare.name") is not None, timeout=WAIT_MS)
    tap(stage, "form.rare.name")
    assert inspection.find(stage.window, "rare.0") is None, "what was looked up is forgotten"


def test_a_character_beyond_the_basic_plane_is_found_by_its_code(
    stage: Stage, show: Callable[[FieldView], None]
) -> None:
    show(FieldView("name", "姓名", "text", rare=True, max_length=4))
    tap(stage, "form.rare.name")
    typed(stage, "U+2CC5F")
    stage.qtbot.waitUntil(lambda: inspection.find(stage.window, "rare.0") is not None, timeout=WAIT_MS)
    tap(stage, "rare.0")
    assert changes(stage) == ["𬱟"]


def test_what_is_not_found_says_what_to_do(stage: Stage, show: Callable[[FieldView], None]) -> None:
    show(FieldView("name", "姓名", "text", rare=True))
    tap(stage, "form.rare.name")
    typed(stage, "xyz")
    stage.qtbot.waitUntil(lambda: any("没有找到" in text for text in stage.texts()), timeout=WAIT_MS)


def to_page_with(stage: Stage, words: str) -> str:
    """Turn pages until a key says so; returns the key."""
    for _ in range(40):
        for number in range(30):
            key = inspection.find(stage.window, f"rare.{number}")
            if key is not None and str(key.property("text")) == words:
                return f"rare.{number}"
        tap(stage, "nextPage")
    raise AssertionError(words)


def test_who_cannot_read_it_finds_it_by_radical_and_strokes(stage: Stage, show: Callable[[FieldView], None]) -> None:
    show(FieldView("name", "姓名", "text", value="测", rare=True, max_length=4))
    tap(stage, "form.rare.name", "rare.turn")
    assert "先点这个字的部首" in stage.texts()
    assert inspection.find(stage.window, "rare.name.search") is None, "no keyboard is in the way"
    tap(stage, to_page_with(stage, "頁页"))
    assert "部首 頁页。再点其余部分有几画" in stage.texts()
    tap(stage, to_page_with(stage, "6"))
    assert "部首 頁页，其余 6 画" in stage.texts()
    tap(stage, to_page_with(stage, "𬱟"))
    assert changes(stage) == ["测𬱟"]
    stage.qtbot.waitUntil(lambda: inspection.find(stage.window, "form.rare.name") is not None, timeout=WAIT_MS)
    tap(stage, "form.rare.name")
    assert inspection.find(stage.window, "rare.0") is None, "what was looked up is forgotten"


def test_a_radical_that_is_touched_before_all_is_read_says_so_and_goes_on(
    stage: Stage, show: Callable[[FieldView], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(radicals, "_read", {})
    with radicals._lock:
        show(FieldView("name", "姓名", "text", rare=True, max_length=4))
        tap(stage, "form.rare.name", "rare.turn", "rare.8")
        assert "请稍等…" in stage.texts()
        assert inspection.find(stage.window, "rare.0") is None
    stage.qtbot.waitUntil(lambda: inspection.find(stage.window, "rare.0") is not None, timeout=WAIT_MS)
    stage.settle()
    assert "请稍等…" not in stage.texts()
    assert "部首 人亻。再点其余部分有几画" in stage.texts()


def test_who_waits_may_choose_another_way_meanwhile(
    stage: Stage, show: Callable[[FieldView], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(radicals, "_read", {})
    with radicals._lock:
        show(FieldView("name", "姓名", "text", rare=True, max_length=4))
        tap(stage, "form.rare.name", "rare.turn", "rare.8", "rare.turn")
        assert "先点这个字的部首" in stage.texts()
    stage.qtbot.waitUntil(radicals.ready, timeout=WAIT_MS)
    stage.qtbot.wait(3 * LOOK_MS)
    assert "先点这个字的部首" in stage.texts(), "what was waited for is not shown any more"


def test_only_numbers_of_strokes_are_offered_that_lead_to_a_character(
    stage: Stage, show: Callable[[FieldView], None]
) -> None:
    show(FieldView("name", "姓名", "text", rare=True, max_length=4))
    tap(stage, "form.rare.name")
    characters = stage.view_model("Characters")
    assert isinstance(characters, Characters)
    stage.qtbot.waitUntil(radicals.ready, timeout=WAIT_MS)
    for number in (1, 23, 89, 214):
        characters.byRadical()
        assert characters.take(number - 1) == ""
        leading = [str(n) for n in radicals.strokes(number) if _drawn_of(radicals.find(number, n))]
        assert characters.cells == leading != []
        assert len(leading) < len(radicals.strokes(number)), "some lead to nothing: this shows something"


def test_the_way_by_radical_leads_back(stage: Stage, show: Callable[[FieldView], None]) -> None:
    show(FieldView("name", "姓名", "text", rare=True, max_length=4))
    tap(stage, "form.rare.name", "rare.turn", "rare.8", "rare.turn")
    assert "先点这个字的部首" in stage.texts()
    assert str(item(stage, "rare.8").property("text")) == "人亻"
    tap(stage, "rare.turn")
    assert inspection.find(stage.window, "rare.name.search") is not None
    assert inspection.find(stage.window, "rare.0") is None


def test_without_the_package_there_is_no_way_by_radical(
    stage: Stage, show: Callable[[FieldView], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(radicals, "SOURCE", tmp_path / "missing.bz2")
    show(FieldView("name", "姓名", "text", rare=True, max_length=4))
    tap(stage, "form.rare.name")
    assert inspection.find(stage.window, "rare.name.search") is not None
    assert inspection.find(stage.window, "rare.turn") is None


def test_fields_without_names_have_no_such_door(stage: Stage, show: Callable[[FieldView], None]) -> None:
    show(FieldView("unit", "单元号", "text"))
    assert inspection.find(stage.window, "form.rare.unit") is None


@pytest.mark.parametrize("character", NAMES)
def test_what_is_offered_has_a_picture_in_a_font_of_ours(stage: Stage, character: str) -> None:
    assert stage.window is not None
    assert _drawn_of((character, "\U000e0fff")) == [character]


def test_an_identity_number_takes_x_in_the_last_place_alone(stage: Stage, show: Callable[[FieldView], None]) -> None:
    field = FieldView("number", "身份证号码", "id-number", max_length=18)
    show(field)
    tap(stage, "keyX", "key9", "keyX")
    assert changes(stage) == ["9"]
    show(replace(field, value="99010119800101001"))
    stage.settle()
    tap(stage, "keyClear")
    for digit in "99010119800101001":
        tap(stage, f"key{digit}")
    tap(stage, "keyX", "key1")
    assert changes(stage)[-1] == "99010119800101001X"
    assert inspection.find(stage.window, "keyPoint") is None


def test_digits_alone_get_the_keypad_and_no_keyboard(stage: Stage, show: Callable[[FieldView], None]) -> None:
    show(FieldView("chip", "芯片号", "digits", max_length=15))
    tap(stage, "key1", "key2")
    assert changes(stage)[-1] == "12"
    assert "已填 2 位" in stage.texts()
    assert inspection.find(stage.window, "keyX") is None
    assert inspection.find(stage.window, "keyboard") is None
