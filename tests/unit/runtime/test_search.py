"""Finding an item by what people type, rightly and wrongly."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.domain.catalogue import Catalogue, ServiceItem
from kiosk.domain.text import Language, Text
from kiosk.runtime.searching.corpus import Corpus, places
from kiosk.runtime.searching.index import LONGEST_QUERY, RESULTS, Found, Index, _worn
from kiosk.runtime.searching.spelling import alike, flat, parts, readings, worn
from tests.runtime_stand import CATALOGUE, item

INDEX = Index(CATALOGUE)
HANS, HANT, EN = Language


def codes(query: str, language: Language = HANS, index: Index = INDEX) -> list[str]:
    return [match.item.code for match in index.find(query, language).matches]


def called(*names: str | ServiceItem) -> Index:
    """The index of items with these names (and codes)."""
    plain = replace(item(), keywords=(), summary=Text("无"))
    items = [one if isinstance(one, ServiceItem) else replace(plain, code=one, name=Text(one)) for one in names]
    return Index(replace(CATALOGUE, items=tuple(items)))


def marked(query: str, language: Language = HANS, index: Index = INDEX) -> str:
    match = index.find(query, language).matches[0]
    name = match.item.name.said(language)
    return name[match.begin : match.begin + match.length]


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
        "yi'di'jiu'yi",
        "ydjyba",
        "YDJY",
        "yidijy",
        "异地jy",
        "ｙｄｊｙ",
        "medical care",
        "Medical CARE in another",
        "外地看病",
        "zhuanyuan",
    ],
)
def test_found_by_characters_pinyin_initials_english_and_everyday_words(query: str) -> None:
    assert codes(query)[0] == "yb-ydjy"
    assert not INDEX.find(query, HANS).guessed


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("chongfu", "重复登记"),
        ("zhongfu", "重复登记"),
        ("yinhang", "银行开户"),
        ("yinxing", "银行开户"),
        ("changqi", "长期居住"),
        ("zhangqi", "长期居住"),
        ("cq", "长期居住"),
        ("zq", "长期居住"),
        ("zhq", "长期居住"),
        ("lv", "绿化"),
    ],
)
def test_every_reading_of_a_character_counts(query: str, name: str) -> None:
    index = called("重复登记", "银行开户", "长期居住", "绿化")
    assert codes(query, index=index) == [name]


@pytest.mark.parametrize("query", ["sheb卡", "社bk", "shbk", "sbk", "shebaok", "社保ka"])
def test_characters_syllables_and_initials_may_be_mixed(query: str) -> None:
    assert codes(query, index=called("社保卡", "社区卡", "保卡")) == ["社保卡"]


def test_part_of_an_identity_card() -> None:
    assert codes("身fz")[0] == codes("shenfz")[0] == "ga-sfzbl"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("yidijuiyi", "yb-ydjy"),
        ("yidixjiuyi", "yb-ydjy"),
        ("yidijiuyebeiam", "yb-ydjy"),
        ("异地旧医备按", "yb-ydjy"),
        ("异地就诊备案", "yb-ydjy"),
        ("medicla care", "yb-ydjy"),
        ("yannaojin", "sb-yljrz"),
        ("yangnaojin", "sb-yljrz"),
        ("tuixioujin", "sb-yljrz"),
        ("yanglaojim", "sb-yljrz"),
        ("养老经", "sb-yljrz"),
        ("yannaojn", "sb-yljrz"),
        ("zigong", "sb-zgtx"),
    ],
)
def test_what_is_mistyped_or_heard_wrong_is_guessed(query: str, first: str) -> None:
    found = INDEX.find(query, HANS)
    assert found.guessed
    assert first in [match.item.code for match in found.matches]


@pytest.mark.parametrize("query", ["", "   ", "（）", "量子计算", "xyzzy", "𬱟", "qqqq", "x" * 500])
def test_nothing_is_found_for_nothing(query: str) -> None:
    assert codes(query) == []


def test_one_mistake_in_a_short_word_is_too_much_and_two_in_a_long_one_are_not() -> None:
    index = called("居住证")
    assert codes("jzx", index=index) == []
    assert codes("juzhusheng", index=index) == ["居住证"], "sh for zh"
    assert codes("jxzhuzhenh", index=index) == ["居住证"], "two letters"
    assert codes("jxzhyzhenh", index=index) == [], "three letters"


def test_the_whole_name_then_its_beginning_then_a_part_then_initials_then_what_sounds_alike() -> None:
    names = ["社保", "社保卡补领", "查社保", "社会保险"]
    assert codes("社保", index=called(*reversed(names))) == names[:3]
    assert codes("sheb", index=called(*reversed(names))) == names[:3]
    assert codes("shb", index=called(*reversed(names))) == ["社保", "社会保险", "社保卡补领", "查社保"]
    assert codes("shebao", index=called("蛇包", "色保", "社保卡")) == ["蛇包", "社保卡"]
    assert codes("shebao", index=called("色保", "书本")) == ["色保"]


@pytest.mark.parametrize("query", ["门诊报销", "menzhenbaoxiao", "报销门诊", "baoxiaomenz"])
def test_what_stands_in_two_pieces_is_guessed(query: str) -> None:
    found = called("门诊费用报销", "门诊查询", "报销查询").find(query, HANS)
    assert ([match.item.code for match in found.matches], found.guessed) == (["门诊费用报销"], True)


def test_among_equals_the_more_used_is_first() -> None:
    rare, often = replace(item(), code="rare", uses=3), replace(item(), code="often", uses=900)
    assert codes("异地", index=called(rare, often)) == ["often", "rare"]
    assert codes("异地", index=called(often, rare)) == ["often", "rare"]


def test_a_name_comes_before_an_everyday_word_and_the_summary_is_looked_into_last() -> None:
    there = replace(item(), code="by-name", name=replace(item().name, zh_hans="医院直接结算"))
    catalogue = replace(CATALOGUE, items=(item(), there))
    assert codes("直接结算", index=Index(catalogue)) == ["by-name", "yb-ydjy"]
    by_word = replace(item(), code="by-word", name=Text("别的"), keywords=("转院",), uses=10_000)
    named = replace(item(), code="named", name=Text("转院"), keywords=())
    assert codes("转院", index=called(by_word, named)) == ["named", "by-word"]


def test_english_first_where_english_is_read() -> None:
    english = replace(item(), code="english", name=Text("甲", None, "Ba Ba"), keywords=())
    chinese = replace(item(), code="chinese", name=Text("爸爸"), keywords=())
    both = called(chinese, english)
    assert codes("baba", EN, both) == ["english", "chinese"]
    assert codes("baba", HANS, both) == ["chinese", "english"]


def test_traditional_characters_find_everyday_words_in_simplified_ones() -> None:
    assert codes("養老金") == codes("养老金")
    assert not INDEX.find("養老金", HANT).guessed


@pytest.mark.parametrize(
    ("query", "language", "part"),
    [
        ("异地", HANS, "异地"),
        ("就医", HANS, "就医"),
        ("異地", HANT, "異地"),
        ("jiuy", HANS, "就医"),
        ("ydjy", HANS, "异地就医"),
        ("ydjy", HANT, "異地就醫"),
        ("就医b", HANS, "就医备"),
        ("medical care", EN, "Medical care"),
        ("yb", EN, ""),
        ("外地看病", HANS, ""),
    ],
)
def test_the_part_that_was_meant_is_marked(query: str, language: Language, part: str) -> None:
    assert marked(query, language, called(item())) == part


def test_marks_stand_right_beside_brackets_and_rare_characters() -> None:
    index = called("𬱟（补领）身份证")
    assert marked("blsf", index=index) == "补领）身份"
    assert marked("补领身", index=index) == "补领）身"


def test_never_more_than_the_page_holds() -> None:
    many = called(*(f"社保{number}" for number in range(RESULTS + 20)))
    assert len(codes("社保", index=many)) == len(codes("s", index=many)) == RESULTS
    assert len(codes("shebal", index=many)) == RESULTS, "guesses too"
    assert len(INDEX.find("i", EN, limit=2).matches) == 2
    assert len(set(codes("i"))) == len(codes("i"))


def test_an_empty_catalogue_finds_nothing() -> None:
    empty = Index(replace(CATALOGUE, items=()))
    assert [empty.find(query, HANS) for query in ("社保", "shebaokaka", "")] == [
        Found(guessed=True),
        Found(guessed=True),
        Found(),
    ]


_TYPED = st.text(alphabet=st.sampled_from("yidjuezhangsbc 异地就醫备重𬱟1Ａé\n'"), max_size=LONGEST_QUERY + 10)


@given(st.one_of(st.text(max_size=80), _TYPED), st.sampled_from(Language))
def test_any_text_gives_a_short_list(query: str, language: Language) -> None:
    found = INDEX.find(query, language)
    assert len(found.matches) <= RESULTS
    for match in found.matches:
        assert 0 <= match.begin <= match.begin + match.length <= len(match.item.name.said(language))


@given(st.sampled_from(CATALOGUE.items), st.data())
def test_any_spelling_of_a_name_finds_it(one: ServiceItem, data: st.DataObject) -> None:
    """Each character as itself, as one of its syllables, or, but at the end, as its first letter."""
    typed = "".join(data.draw(st.sampled_from(ways)) for ways in ways_to_type(one.name.zh_hans))
    if len(typed) <= LONGEST_QUERY:
        found = INDEX.find(typed, HANS, limit=len(CATALOGUE.items))
        assert one in [match.item for match in found.matches]
        assert not found.guessed


def ways_to_type(name: str) -> Iterable[tuple[str, ...]]:
    for _, part in parts(flat(name)):
        sounds = readings(part)
        yield (part, *sounds, *(sound[0] for sound in sounds))


@given(
    st.lists(st.text("abc", min_size=1, max_size=6), min_size=1, max_size=6), st.text("abc", min_size=1, max_size=5)
)
def test_a_walk_over_a_corpus_is_what_looking_into_each_text_is(texts: list[str], query: str) -> None:
    corpus = Corpus([tuple(text) for text in texts])
    steps = [[(1, corpus.at(letter))] for letter in query]
    ends = [corpus.text_of(end) for end in places(corpus.walk(steps, corpus.entries)[-1])]
    naive = [
        (number, at + len(query))
        for number, text in enumerate(texts)
        for at in range(len(text))
        if text.startswith(query, at)
    ]
    assert ends == naive


@given(st.lists(st.text("ab", min_size=1, max_size=6), min_size=1, max_size=5), st.text("ab", min_size=1, max_size=5))
def test_a_walk_with_mistakes_allows_as_many_as_it_says(texts: list[str], query: str) -> None:
    corpus = Corpus([tuple(text) for text in texts])
    steps = [[(1, corpus.at(letter))] for letter in query]
    for mistakes in range(min(3, len(query))):
        found = {corpus.text_of(end)[0] for end in places(corpus.walk_amiss(steps, corpus.begins, mistakes))}
        assert found == {
            number
            for number, text in enumerate(texts)
            if any(mistakes_between(query, text[:end]) <= mistakes for end in range(1, len(text) + 1))
        }


def mistakes_between(one: str, other: str) -> int:
    """Optimal string alignment distance."""
    rows = [
        [row + column if not row * column else 0 for column in range(len(other) + 1)] for row in range(len(one) + 1)
    ]
    for row in range(1, len(one) + 1):
        for column in range(1, len(other) + 1):
            same = one[row - 1] == other[column - 1]
            best = min(rows[row - 1][column] + 1, rows[row][column - 1] + 1, rows[row - 1][column - 1] + (not same))
            if row > 1 < column and one[row - 2 : row] == other[column - 2 : column][::-1]:
                best = min(best, rows[row - 2][column - 2] + 1)
            rows[row][column] = best
    return rows[-1][-1]


def test_flat_keeps_every_place() -> None:
    assert flat("ＡbＣ１２ İ") == "abc12 İ".replace("İ", flat("İ"))
    assert all(len(flat(text)) == len(text) for text in ("ﬁé", "İ", "㎏", "重"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nan", "lan"),
        ("zhang", "zan"),
        ("sheng", "sen"),
        ("ying", "yin"),
        ("hua", "fa"),
        ("hui", "fei"),
        ("lv", "nu"),
    ],
)
def test_what_is_easily_taken_for_each_other_is_alike(one: str, other: str) -> None:
    assert alike(one) == alike(other)


SYLLABLES = ("nan", "gua", "zhang", "hua", "huang", "hong", "hui", "hun", "chuang", "lv", "shi", "guang", "fa")


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1))
def test_what_is_worn_off_letters_is_worn_off_syllables(syllables: list[str]) -> None:
    assert "".join(_worn(syllables)) == worn("".join(syllables))


def test_what_is_not_a_character_has_no_reading() -> None:
    assert [readings(one) for one in ("a", "1", "é", "，")] == [(), (), (), ()]
    assert readings("行")[:2] == ("xing", "hang")
    assert readings("绿") == ("lv", "lu")


def test_the_catalogue_a_found_item_is_of_is_known() -> None:
    other: Catalogue = replace(CATALOGUE, version="other")
    assert Index(other).catalogue is other
