"""The fictional province: enough of it, no two alike, and nobody real."""

from __future__ import annotations

import json
import re

import msgspec
import pytest

from kiosk.domain.catalogue import ServiceItem
from kiosk.domain.text import Text
from kiosk.forms.layout import lay_out
from kiosk.platform_api.catalogue_check import inconsistencies
from kiosk.platform_api.contract import wrongs
from tests.unit.sandbox.conftest import SEED

CATALOGUE = SEED.catalogue(frozenset())


def test_the_catalogue_is_what_the_contract_says() -> None:
    assert wrongs("Catalogue", json.loads(msgspec.json.encode(CATALOGUE))) == ()
    assert list(inconsistencies(CATALOGUE)) == []


def test_there_is_enough_of_everything() -> None:
    assert len(CATALOGUE.items) >= 12
    assert len({item.theme for item in CATALOGUE.items}) >= 8
    assert {item.theme for item in CATALOGUE.items} == {theme.code for theme in CATALOGUE.themes}
    assert len(CATALOGUE.licence_types) >= 8
    assert len(SEED.people) == 16
    assert {person.kind for person in SEED.people.values()} == {
        "resident", "hmt", "foreigner-2017", "foreigner-2023"
    }  # fmt: skip
    assert sum(person.phone is not None for person in SEED.people.values()) >= 12


def test_no_two_items_share_form_materials_and_policy() -> None:
    def shape(item: ServiceItem) -> bytes:
        policy = (item.offline, item.assurance, item.documents, item.signature, item.guide.immediate)
        return msgspec.json.encode((item.form, item.materials, policy), order="deterministic")

    assert len({shape(item) for item in CATALOGUE.items}) == len(CATALOGUE.items)


@pytest.mark.parametrize("item", CATALOGUE.items, ids=lambda item: item.code)
def test_every_form_can_be_laid_out(item: ServiceItem) -> None:
    assert lay_out(item.form).pages


def texts(value: object) -> list[dict[str, str]]:
    if isinstance(value, dict):
        if "zh-Hans" in value:
            return [value]
        return [text for part in value.values() for text in texts(part)]
    return [text for part in value for text in texts(part)] if isinstance(value, list) else []


def test_every_text_is_there_in_three_languages() -> None:
    found = texts(json.loads(msgspec.json.encode(CATALOGUE)))
    assert len(found) > 200
    assert [text for text in found if not (text["zh-Hans"] and text["zh-Hant"] and text["en"])] == []
    chinese = re.compile("[\u3000-\u9fff\uff00-\uffef]")
    assert [text["en"] for text in found if chinese.search(text["en"])] == []


def test_simplified_characters_do_not_stand_in_the_traditional_texts() -> None:
    """A sample of characters that differ; the two texts are written, not copied."""
    simplified = set(
        "办证医东书业个为么义乐习买乡产亲仅从众会传体儿关军农冲决况净减几刘则刚创别动务区单卖卫历县发变号团园国图场块坏声处备复头学宝实审宽对导将尔层岁币师带帮并广庄应张当录总户执扩报担择护书无时显来极构标树样桥检楼欢气没测济满点热爱现电画确礼种称积离税网罗联职肤节范药虑补规视览计认让议记许论设访诉词译试话该详说请读谁调谢账货质购费赔车轮载边达过运还这进远连选递邮邻钟银锁错长门问间阅队阶际陈险随难页项顾顿领频题颜风饭馆验鱼鲁黄龙"
    )
    shared = set("户别")
    for text in texts(json.loads(msgspec.json.encode(CATALOGUE))):
        assert not (simplified - shared) & set(text["zh-Hant"]), text["zh-Hant"]


def test_only_fictional_places_are_named() -> None:
    raw = msgspec.json.encode(CATALOGUE).decode()
    places = set(re.findall(r"[一-鿿]{2}市(?=[一-鿿]*[局心厅])", raw))
    assert places <= {"示例市"}


def test_withdrawn_items_are_missing() -> None:
    smaller = SEED.catalogue(frozenset({"yb-ydjy"}))
    assert smaller.item("yb-ydjy") is None
    assert smaller.version != CATALOGUE.version


def test_licences_belong_to_people_and_types_that_are_there() -> None:
    ids = {person.person_id for person in SEED.people.values()}
    for licence in SEED.licences:
        assert set(licence.holders) <= ids
        assert licence.type in SEED.heading.licence_types
    assert len({licence.licence_id for licence in SEED.licences}) == len(SEED.licences)
    assert sum("p01" in licence.holders for licence in SEED.licences) >= 4
    assert any(len(licence.holders) == 2 for licence in SEED.licences)


def test_a_person_shows_nothing_in_a_text() -> None:
    person = next(iter(SEED.people.values()))
    assert person.number not in repr(person)
    assert person.names[0] not in repr(person)
    assert Text("x").zh_hans == "x"
