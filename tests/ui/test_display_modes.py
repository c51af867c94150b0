"""How the screen looks is chosen by touch and by keys at any moment: at once, without losing what was filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import QRectF

from kiosk.domain.text import Language, TextSize
from kiosk.flows import events as on
from kiosk.runtime.view import Dialog, View
from tests.ui import page_rules, samples
from tests.ui.modes import LOOKS, Look

if TYPE_CHECKING:
    from tests.ui.conftest import Stage

CHOICES = {
    "elder": on.ElderChosen(on=True),
    "low-reach": on.LowReachChosen(on=True),
    "contrast": on.ContrastChosen(on=True),
    "large": on.TextSizeChosen(TextSize.LARGE),
    "largest": on.TextSizeChosen(TextSize.LARGEST),
    "zh-Hant": on.LanguageChosen(Language.ZH_HANT),
    "en": on.LanguageChosen(Language.EN),
}


def sample(name: str, language: Language = Language.ZH_HANS, **chrome: object) -> View:
    view = samples.VIEWS[name](language)
    return msgspec.structs.replace(view, chrome=msgspec.structs.replace(view.chrome, **chrome))


def names(stage: Stage) -> set[str]:
    return {seen.name for seen in stage.tree() if seen.name}


@pytest.mark.parametrize("choice", CHOICES)
def test_each_choice_of_the_sheet_is_told_and_the_sheet_stays(choice: str, stage: Stage) -> None:
    stage.show(sample("home"))
    stage.rest()
    stage.tap("displayButton")
    stage.settle()
    stage.tap(f"display.{choice}")
    stage.settle()
    assert stage.events() == [CHOICES[choice]]
    assert "dialogTitle" in names(stage)
    stage.tap("displayDone")
    stage.settle()
    assert "dialogTitle" not in names(stage)


def test_the_sheet_gives_way_to_the_question_whether_anybody_is_there(stage: Stage) -> None:
    stage.show(sample("home"))
    stage.tap("displayButton")
    stage.settle()
    stage.show(sample("home", dialog=Dialog.IDLE, dialog_seconds=60))
    assert "displayDone" not in names(stage)
    assert "dialogPrimary" in names(stage)


def test_from_help_the_sheet_is_reached_on_every_page(stage: Stage) -> None:
    stage.show(sample("help"))
    stage.tap("help.display")
    stage.settle()
    assert "display.elder" in names(stage)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
@pytest.mark.parametrize("language", Language)
def test_the_sheet_holds_in_every_mode(language: Language, look: Look, stage: Stage) -> None:
    with stage.sized(look.size):
        stage.show(sample("home", language, **look.chrome))
        stage.tap("displayButton")
        stage.settle()
        wrong = page_rules.problems(stage.tree(), QRectF(0, 0, *look.size), look.limits)
        assert not wrong, "\n".join(wrong)
        stage.tap("displayDone")


def test_what_was_begun_stays_where_the_mode_changes(stage: Stage) -> None:
    stage.show(sample("form-kinds"))
    stage.tap("form.field.date")
    stage.settle()
    stage.tap("date.year.2027")
    stage.show(sample("form-kinds", elder=True))
    assert "date.month.2" in names(stage)
    stage.show(sample("form-kinds", Language.EN, high_contrast=True, text_size=TextSize.LARGE))
    assert "date.month.2" in names(stage)


def test_a_page_is_turned_to_what_the_key_leads_to(stage: Stage) -> None:
    stage.show(sample("result-queued", elder=True))
    assert any(text.startswith("第 1 屏") for text in stage.texts())
    stage.tap("pager.next")
    stage.settle()
    assert any(text.startswith("第 2 屏") for text in stage.texts())
