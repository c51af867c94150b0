"""The guide on a phone: every guide of the catalogue fits in each language, and says what stands on the page."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.domain.offers import offer
from kiosk.domain.text import Language
from kiosk.flows.memory import Memory, Surroundings
from kiosk.flows.screens import Screen
from kiosk.runtime.present_browse import item_view
from kiosk.runtime.scene import Scene
from kiosk.runtime.take_along import MOST, take_along
from kiosk.runtime.view import Fact, ItemView
from tests.runtime_stand import CATALOGUE, NOON

CODES = [one.code for one in CATALOGUE.items] + [one.code for one in CATALOGUE.packages]


def shown(code: str, language: Language) -> ItemView:
    memory = Memory(item=offer(CATALOGUE, code), around=Surroundings(language=language))
    return item_view(
        Scene(
            screen=Screen.ITEM, serial=1, memory=memory, catalogue=CATALOGUE, organisation="", terminal="A-03",
            hotline="12345", test_environment=True, clocks={}, idle_seconds=0, now=NOON,
        )
    )  # fmt: skip


@pytest.mark.parametrize("language", Language)
def test_every_guide_fits_and_has_what_one_must_know(language: Language) -> None:
    for code in CODES:
        page = shown(code, language)
        text = page.qr
        assert 0 < len(text.encode()) <= MOST, code
        assert text.splitlines()[0].startswith(page.name)
        for fact in page.facts:
            if fact.name in {"bring", "fee"}:
                assert fact.value in text, (code, fact.name)
        assert "12345" in text


def test_what_does_not_fit_is_left_out_line_by_line() -> None:
    page = ItemView(name="事项", facts=(Fact("who", "长" * 300), Fact("fee", "不收费")), elsewhere="大厅")
    lines = take_along(page, Language.ZH_HANS, "12345", "2026-07-01").splitlines()
    assert lines == ["事项", "收不收钱：不收费", "有问题打：12345", "指南日期：2026-07-01", "也可以到：大厅"]
    assert take_along(replace(page, name="长" * 300), Language.ZH_HANS, "12345", "") == ""
