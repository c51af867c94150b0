"""Texts in three languages, items by code, ids in the order of time."""

from __future__ import annotations

import time
import uuid

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.catalogue import Catalogue, Guide, OfflinePolicy, ServiceItem
from kiosk.domain.ids import uuid7
from kiosk.domain.text import Language, Text

_T = Text("字")


def item(code: str) -> ServiceItem:
    return ServiceItem(code, "1", _T, "t", _T, _T, Guide(_T, _T, _T, _T), {}, "1", OfflinePolicy(allowed=True))


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        (Text("简", "繁", "E"), Language.ZH_HANS, "简"),
        (Text("简", "繁", "E"), Language.ZH_HANT, "繁"),
        (Text("简", "繁", "E"), Language.EN, "E"),
        (Text("简"), Language.ZH_HANT, "简"),
        (Text("简", "", ""), Language.EN, "简"),
    ],
)
def test_what_is_not_translated_is_said_in_simplified_chinese(text: Text, language: Language, said: str) -> None:
    assert text.said(language) == said


def test_texts_travel_under_their_language_tags() -> None:
    assert msgspec.json.decode(msgspec.json.encode(Text("简", "繁"))) == {
        "zh-Hans": "简",
        "zh-Hant": "繁",
        "en": None,
    }


def test_an_item_is_found_by_its_code_or_not_at_all() -> None:
    catalogue = Catalogue("1", "2026-01-01", _T, "12345", (), (item("a"), item("b")), ())
    found = catalogue.item("b")
    assert found is not None
    assert found.code == "b"
    assert catalogue.item("c") is None


@settings(deadline=None)
@given(st.floats(min_value=0, max_value=2**47 / 1000))
def test_an_id_says_its_version_its_variant_and_its_millisecond(now: float) -> None:
    made = uuid.UUID(uuid7(now))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == int(now * 1000)


def test_ids_sort_by_time_and_never_repeat() -> None:
    made = [uuid7(1_783_820_460.0 + second / 1000) for second in range(200)]
    assert made == sorted(made)
    assert len({uuid7(1_783_820_460.0) for _ in range(500)}) == 500


def test_without_a_time_it_is_now() -> None:
    before = int(time.time() * 1000)
    assert before <= uuid.UUID(uuid7()).int >> 80 <= int(time.time() * 1000)
