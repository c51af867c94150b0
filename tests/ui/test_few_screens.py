"""What does not fit on one screen says so before it is left, and says no more than it must."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QAbstractListModel, QRectF

from kiosk.domain.text import Language
from kiosk.flows import events as on
from kiosk.runtime.view import FieldError
from tests.ui import page_rules, samples
from tests.ui.modes import LOOKS, Look
from tests.ui.writing import WAIT_MS
from ui import inspection

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

MODES = {look.name: look for look in (Look("standard"), *LOOKS)}


def shown(stage: Stage, name: str, mode: str, language: Language = Language.ZH_HANS) -> None:
    view = samples.VIEWS[name](language)
    stage.show(replace(view, chrome=replace(view.chrome, **MODES[mode].chrome)))


def asked(stage: Stage) -> list[str]:
    """Controls of questions on screen."""
    return [seen.name for seen in stage.tree() if seen.name.startswith(("form.field.", "choice."))]


def test_a_first_screen_without_any_question_says_how_many_come(stage: Stage) -> None:
    shown(stage, "form-paged", "elder")
    questions = len(stage.process.bridge.view.form.fields)
    assert not asked(stage)
    said = f"这一页有 {questions} 个问题，分 3 屏。点“下一屏”接着看。"
    assert said in stage.texts()
    assert "第 1 屏，共 3 屏" in stage.texts(), "both say the same"
    stage.tap("pager.next")
    stage.settle()
    assert asked(stage)
    assert said not in stage.texts(), "it stands on the first screen alone"


def first_of_several(stage: Stage) -> None:
    """A form of three screens that was not come back to from the check page."""
    view = samples.VIEWS["form-paged"](Language.ZH_HANS)
    look = replace(view.chrome, **MODES["elder"].chrome)
    stage.show(replace(view, chrome=look, form=replace(view.form, returning=False)))


def gone_on(stage: Stage) -> bool:
    return any(isinstance(event, on.Accepted) for event in stage.events())


def press_on(stage: Stage) -> None:
    stage.rest()
    stage.tap("primaryButton")
    stage.settle()


def test_the_main_button_leads_through_every_screen_before_it_goes_on(stage: Stage) -> None:
    first_of_several(stage)
    for place in ("第 2 屏，共 3 屏", "第 3 屏，共 3 屏"):
        assert "还没完，看下一屏" in stage.texts()
        press_on(stage)
        assert place in stage.texts()
        assert not gone_on(stage), "questions nobody has seen are not left out"
    assert "下一步" in stage.texts()
    press_on(stage)
    assert gone_on(stage)


def test_back_is_a_screen_back_before_it_leaves_the_page(stage: Stage) -> None:
    first_of_several(stage)
    press_on(stage)
    stage.tap("backButton")
    stage.settle()
    assert "第 1 屏，共 3 屏" in stage.texts()
    assert not any(isinstance(event, on.WentBack) for event in stage.events())
    stage.rest()
    stage.tap("backButton")
    assert isinstance(stage.events()[-1], on.WentBack)


def test_who_looked_back_need_not_turn_every_screen_again(stage: Stage) -> None:
    first_of_several(stage)
    for name in ("pager.next", "pager.next", "pager.previous", "pager.previous"):
        stage.rest()
        stage.tap(name)
        stage.settle()
    press_on(stage)
    assert gone_on(stage)


def long_form(stage: Stage, **more: object) -> QAbstractListModel:
    """The list of the questions of a page of 40, as it is at the first picture of it."""
    view = samples.VIEWS["form-paged"](Language.ZH_HANS)
    fields = tuple(replace(view.form.fields[0], name=f"q{number}", kind="text") for number in range(40))
    form = replace(view.form, fields=fields, errors=(), focus="", returning=False)
    stage.turn_to(replace(view, form=replace(form, **more)))
    made = stage.view_model("Form").property("fields")
    assert isinstance(made, QAbstractListModel)
    return made


def test_a_long_page_stands_before_all_its_questions_are_made(stage: Stage) -> None:
    made = long_form(stage)
    assert made.rowCount() < 40
    assert "这一页有 40 个问题" in "".join(stage.texts()), "it does not count up before somebody's eyes"
    assert "还没完，看下一屏" in stage.texts()
    stage.qtbot.waitUntil(lambda: made.rowCount() == 40, timeout=WAIT_MS)
    stage.settle()
    for _ in range(40):
        if "下一步" in stage.texts():
            break
        assert not gone_on(stage)
        press_on(stage)
    assert [seen.name for seen in stage.tree() if seen.name == "form.field.q39"], "the last question was before them"


@pytest.mark.parametrize("asks", [{"focus": "q39"}, {"focus": "q39", "errors": (FieldError("q39", "required"),)}])
def test_a_question_far_down_is_gone_to_at_once(asks: dict[str, object], stage: Stage) -> None:
    assert long_form(stage, **asks).rowCount() == 40
    stage.settle()
    assert [seen.name for seen in stage.tree() if seen.name == "form.field.q39"]


@pytest.mark.parametrize("name", ["form-phone", "form-many"])
def test_a_form_on_one_screen_says_nothing_of_screens(name: str, stage: Stage) -> None:
    shown(stage, name, "standard")
    assert inspection.find(stage.window, "pager.next") is None
    assert inspection.find(stage.window, "form.screens") is None


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", ["form-paged", "form-keep", "form-keep-not-now"])
def test_with_large_words_on_a_broad_screen_forms_hold(name: str, language: Language, stage: Stage) -> None:
    look = MODES["landscape-elder"]
    with stage.sized(look.size):
        shown(stage, name, look.name, language)
        wrong = page_rules.problems(stage.tree(), QRectF(0, 0, *look.size), look.limits)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", ["closed", "closed-at-noon", "closed-for-long", "closed-who-knows"])
def test_closed_with_large_words_is_said_on_two_screens_at_most(name: str, language: Language, stage: Stage) -> None:
    look = MODES["landscape-elder"]
    with stage.sized(look.size):
        shown(stage, name, look.name, language)
        places = []
        for _ in range(2):
            places += [seen.name for seen in stage.tree() if seen.name.startswith("closed.place-")]
            following = inspection.find(stage.window, "pager.next")
            if following is None or following.property("enabledHere") is False:
                break
            stage.tap("pager.next")
            stage.settle()
        else:
            pytest.fail("there is a third screen")
        assert places == ([] if name == "closed-who-knows" else ["closed.place-A-0"]), "the nearest one alone"


def test_closed_elsewhere_names_all_places(stage: Stage) -> None:
    shown(stage, "closed", "standard")
    assert [seen.name for seen in stage.tree() if seen.name.startswith("closed.place-")] == [
        f"closed.place-A-{number}" for number in range(3)
    ]
