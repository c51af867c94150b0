"""Every text of the interface is there in three languages, and switching changes the page that is open."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.shown_browse import BrowseView
from kiosk.runtime.view import Chrome, ItemView, View
from ui import translate

if TYPE_CHECKING:
    from tests.ui.conftest import Mode, Stage

HAN = re.compile(r"[\u4e00-\u9fff]")
OWN_NAMES = {"简体中文", "繁體中文"}
PLACES = re.compile(r"%\d")
ONLY_SIMPLIFIED = set("办证这还为时们对选页点刷进么请认拿读机关网络设备应务号码户险险签扫")


def test_nothing_is_missing_and_nothing_is_left_over() -> None:
    assert translate.check() == []


@pytest.mark.parametrize("language", translate.LANGUAGES)
def test_numbers_and_names_keep_their_places(language: str) -> None:
    root = ET.parse(translate.I18N / f"{language}.ts").getroot()  # noqa: S314 - our own file
    for message in root.iter("message"):
        source, said = message.findtext("source") or "", message.findtext("translation") or ""
        assert sorted(PLACES.findall(source)) == sorted(PLACES.findall(said)), source


def test_a_traditional_word_is_written_in_one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    assert translate.mixed() == []
    monkeypatch.setattr(translate, "ONE_WORD", {"平台": "平臺"})
    assert any("平臺, not 平台" in problem for problem in translate.check())


def test_traditional_text_holds_no_simplified_character() -> None:
    root = ET.parse(translate.I18N / "zh_Hant.ts").getroot()  # noqa: S314 - our own file
    simplified = ONLY_SIMPLIFIED - set("么刷拿")
    for message in root.iter("message"):
        said = message.findtext("translation") or ""
        assert not simplified & set(said), said


@pytest.mark.parametrize("screen", [Screen.HOME, Screen.CATEGORY, Screen.SEARCH, Screen.ITEM, Screen.HELP])
def test_english_page_has_no_chinese_of_its_own(screen: Screen, stage: Stage) -> None:
    chrome = Chrome(organisation="Example City Services", terminal="A-03", language=Language.EN)
    view = View(
        serial=0,
        screen=screen,
        chrome=chrome,
        browse=BrowseView(title="Taxes"),
        item=ItemView(name="Tax record", elsewhere="Example Road 1"),
    )
    stage.show(view)
    left = [text for text in stage.texts() if HAN.search(text) and text not in OWN_NAMES]
    keyboard = {"中/EN", "中文 · Text size"}
    assert set(left) <= keyboard


def test_open_page_changes_its_language(stage: Stage, make_chrome: Callable[..., Chrome], mode: Mode) -> None:
    view = View(serial=0, screen=Screen.HELP, chrome=make_chrome())
    stage.show(view)
    assert "找人帮忙" in stage.texts()
    stage.show(view, mode)
    title = {Language.ZH_HANS: "找人帮忙", Language.ZH_HANT: "找人協助", Language.EN: "Get help"}[mode.language]
    assert title in stage.texts()
