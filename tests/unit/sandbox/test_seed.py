"""The fictional province: enough of it, no two alike, and nobody real."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter

import msgspec
import pytest

from kiosk.domain.catalogue import Package, Provision, RatingLevel, ServiceItem
from kiosk.domain.text import Text
from kiosk.forms.layout import lay_out
from kiosk.platform_api.catalogue_check import inconsistencies
from kiosk.platform_api.contract import wrongs
from kiosk.sandbox.seed import FOLDER
from tests.unit.sandbox.conftest import SEED

CATALOGUE = SEED.catalogue(frozenset())


def test_the_catalogue_is_what_the_contract_says() -> None:
    assert wrongs("Catalogue", json.loads(msgspec.json.encode(CATALOGUE))) == ()
    assert list(inconsistencies(CATALOGUE)) == []


def test_there_is_enough_of_everything() -> None:
    assert len(CATALOGUE.items) >= 40
    assert {item.theme for item in CATALOGUE.items} == {theme.code for theme in CATALOGUE.themes}
    assert " ".join(theme.code for theme in CATALOGUE.themes) == "sb yb gjj ga sw bdc mz jg sdq yyzz nj ba zm gk"
    assert len(CATALOGUE.packages) == 12
    assert len(CATALOGUE.licence_types) >= 36
    assert {one.type for one in SEED.licences} == set(SEED.heading.licence_types)
    assert len(SEED.people) == 30
    assert {person.kind for person in SEED.people.values()} == {
        "resident", "hmt", "foreigner-2017", "foreigner-2023"
    }  # fmt: skip
    assert sum(person.phone is not None for person in SEED.people.values()) >= 12
    assert len(SEED.companies) >= 6


def fingerprints(item: ServiceItem) -> tuple[bytes, bytes, bytes]:
    """Of its form, of its materials, of its policy."""
    guide = (item.guide.immediate, item.guide.who, item.guide.duration, item.guide.fee)
    policy = (item.offline, item.assurance, item.documents, item.signature, item.appointment, guide)
    form, materials, rules = (
        msgspec.json.encode(one, order="deterministic") for one in (item.form, item.materials, policy)
    )
    return form, materials, rules


def test_no_two_items_share_form_materials_or_policy() -> None:
    kept = {item.code: fingerprints(item) for item in CATALOGUE.items}
    alike = [
        (one, other, part)
        for one, other in itertools.combinations(kept, 2)
        for part, mine, its in zip(("form", "materials", "policy"), kept[one], kept[other], strict=True)
        if mine == its
    ]
    assert alike == []


def test_guides_do_not_contradict_themselves() -> None:
    """As a quality checker of a province would look at 实施清单: 即办 waits for nobody; offline fetches nothing."""
    for item in CATALOGUE.items:
        at_once = "当场" in item.guide.duration.zh_hans or "当场" in item.summary.zh_hans
        assert at_once or not item.guide.immediate, item.code
        if item.offline.allowed:
            assert not item.guide.immediate, item.code
            assert all(one.provision is not Provision.LICENCE for one in item.materials if one.required), item.code


@pytest.mark.parametrize("package", CATALOGUE.packages, ids=lambda package: package.code)
def test_a_package_holds_together(package: Package) -> None:
    parts = [one.item_code for one in package.items]
    known = {item.code: item for item in CATALOGUE.items}
    assert len(parts) >= 2
    assert set(parts) <= set(known)
    for number, one in enumerate(package.items):
        assert set(one.after) <= set(parts[:number]), "what comes before stands before"
    form = lay_out(package.form)
    materials = {one.code for one in package.materials}
    assert {field.material for field in form.fields if field.material} <= materials
    assert not any(one.optional for one in package.items[:1])


def test_the_finder_ends_in_items_from_every_first_question() -> None:
    questions = {one.code: one for one in CATALOGUE.questions}
    known = {item.code for item in CATALOGUE.items} | {one.code for one in CATALOGUE.packages}
    open_ones, seen = [one.code for one in CATALOGUE.questions if one.first], set[str]()
    assert open_ones
    while open_ones:
        question = questions[open_ones.pop()]
        assert question.code not in seen, "no way round in a circle"
        seen.add(question.code)
        for answer in question.answers:
            assert bool(answer.next) != bool(answer.items), question.code
            assert set(answer.items) <= known
            open_ones += [answer.next] if answer.next else []
    assert len(seen) >= 10


def test_the_words_to_a_rating_are_the_national_set() -> None:
    by_level = Counter(tag.level for tag in CATALOGUE.rating_tags)
    assert by_level == dict.fromkeys(RatingLevel, 8)
    assert Counter(tag.level for tag in CATALOGUE.rating_tags if tag.basic) == dict.fromkeys(RatingLevel, 3)
    first = dict(zip(RatingLevel, "54321", strict=True))
    assert all(tag.code[0] == first[tag.level] for tag in CATALOGUE.rating_tags)
    assert next(tag.text.zh_hans for tag in CATALOGUE.rating_tags if tag.code == "412") == "可以使用自助机办理"


def test_places_certificates_and_papers_lead_to_items_that_are_there() -> None:
    known = {item.code for item in CATALOGUE.items} | {one.code for one in CATALOGUE.packages}
    assert {one.kind for one in CATALOGUE.places} == {"hall", "station", "terminal", "bank"}
    for place in CATALOGUE.places:
        assert set(place.items) <= known
    for kind in CATALOGUE.certificate_types:
        assert kind.item_code in known
    for paper in SEED.policies:
        assert set(paper.items) <= known
    days = [paper.published_on for paper in SEED.policies]
    assert days == sorted(days, reverse=True)


def test_mortgages_are_registered_at_branches_and_the_bank_there_is_the_mortgagee() -> None:
    bound = {item.code: item for item in CATALOGUE.items if item.offered_at}
    assert {code: item.offered_at for code, item in bound.items()} == dict.fromkeys(
        ("bdc-dysc", "bdc-dybg", "bdc-ygdy"), ("bank",)
    )
    banks = {place.code: place for place in CATALOGUE.places if place.kind == "bank"}
    for item in bound.values():
        assert item.offered("bank")
        assert not item.offered("hall")
        mortgagee = next(field for field in lay_out(item.form).fields if field.name == "mortgagee")
        assert (mortgagee.prefill, {code for code, _ in mortgagee.options}) == ("place.code", set(banks))
        assert any(item.code in place.items for place in banks.values())
    assert {place.code for place in CATALOGUE.places if place.round_the_clock} == {
        place.code for place in CATALOGUE.places if place.hours.zh_hans == "24 小时"
    }


def test_companies_have_codes_that_nobody_else_has_and_belong_to_people() -> None:
    ids = {person.person_id for person in SEED.people.values()}
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    for company in SEED.companies:
        total = sum(letters.index(sign) * pow(3, place, 31) for place, sign in enumerate(company.code[:17]))
        assert company.code[17] == letters[-total % 31], "GB 32100-2015"
        assert company.code[2:4] == "99", "a region that never was"
        assert {company.legal, *company.agents} <= ids
    codes = {company.code for company in SEED.companies}
    assert {one.profile["creditCode"] for one in SEED.people.values() if "creditCode" in one.profile} <= codes


def test_people_of_all_ages_and_names() -> None:
    births = {
        json.loads(path.read_text("utf-8"))["card"]["birth"] for path in (FOLDER / "people").glob("p*.json")
    }  # fmt: skip
    assert min(births) < "1940"
    assert max(births) > "2020"
    names = [name for person in SEED.people.values() for name in person.names]
    assert sum(any(ord(sign) > 0xFFFF for sign in name) for name in names) >= 3
    assert any("·" in name for name in names)


def test_bills_belong_to_people_and_are_money() -> None:
    ids = {person.person_id for person in SEED.people.values()}
    assert {bill.person for bill in SEED.bills} <= ids
    assert all(re.fullmatch(r"[0-9]+\.[0-9]{2}", bill.amount) for bill in SEED.bills)


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
    assert places <= {"示例市", "样本市", "樣本市", "演示市", "比方市", "例如市"}


def test_withdrawn_items_are_missing() -> None:
    smaller = SEED.catalogue(frozenset({"yb-ydjy"}))
    assert smaller.item("yb-ydjy") is None
    assert smaller.version != CATALOGUE.version
    without = SEED.catalogue(frozenset({"ga-csdj"}))
    assert {one.code for one in CATALOGUE.packages} - {one.code for one in without.packages} == {"yjs-cs"}
    leads = {code for question in without.questions for answer in question.answers for code in answer.items}
    assert not leads & {"ga-csdj", "yjs-cs"}
    lost = frozenset({"ga-sfzbl", "ga-hkbbl", "sb-kgs", "gjj-dktq", "gjj-txtq", "gjj-ydzy"})
    asked = {question.code: question for question in SEED.catalogue(lost).questions}
    assert "lost" not in asked, "one answer is no question"
    assert "lost" not in {answer.next for answer in asked["life"].answers}
    assert "gjj.why" not in asked
    assert list(inconsistencies(without)) == []


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
