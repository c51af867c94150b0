"""Finding an item by what people type."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.domain.text import Language
from kiosk.runtime.search import RESULTS, Index
from tests.runtime_stand import CATALOGUE, item

INDEX = Index(CATALOGUE)


def codes(query: str, language: Language = Language.ZH_HANS) -> list[str]:
    return [found.code for found in INDEX.find(query, language)]


@pytest.mark.parametrize(
    "query",
    [
        "异地就医备案",
        "异地就医",
        "就医备案",
        "異地就醫",
        "yidijiuyi",
        "YIDIJIUYIBEIAN",
        "yi di jiu yi",
        "ydjyba",
        "YDJY",
        "medical care",
        "Medical CARE in another",
        "外地看病",
        "zhuanyuan",
    ],
)
def test_found_by_characters_pinyin_initials_english_and_everyday_words(query: str) -> None:
    assert codes(query)[0] == "yb-ydjy"


@pytest.mark.parametrize("query", ["", "   ", "量子计算", "xyzzy", "𬱟"])
def test_nothing_is_found_for_nothing(query: str) -> None:
    assert codes(query) == []


def test_a_name_that_begins_with_it_comes_first() -> None:
    found = codes("异地")
    assert found[0] == "yb-ydjy"


def test_never_more_than_the_page_holds() -> None:
    assert len(codes("示例")) <= RESULTS
    assert len(codes("i")) == RESULTS
    assert len(INDEX.find("i", Language.EN, limit=2)) == 2


def test_equals_are_in_the_order_of_the_language() -> None:
    found = INDEX.find("i", Language.EN)
    assert len({one.code for one in found}) == len(found)


def test_the_summary_is_looked_into_last() -> None:
    there = replace(item(), code="by-name", name=replace(item().name, zh_hans="医院直接结算"))
    catalogue = replace(CATALOGUE, items=(item(), there))
    both = Index(catalogue).find("直接结算", Language.ZH_HANS)
    assert [one.code for one in both] == ["by-name", "yb-ydjy"]
