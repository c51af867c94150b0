"""Forms from the platform: what is laid out, what is refused, what is said about an answer."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.forms.answers import Unacceptable, prefill, problem_with, problems_on, to_json
from kiosk.forms.layout import Field, Form, FormError, lay_out

TODAY = dt.date(2026, 7, 12)
_TITLE = {"zh-Hans": "题"}


def form(**changes: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "type": "object",
        "required": ["name", "phone", "kind", "start", "amount", "proof"],
        "properties": {
            "name": {
                "type": "string",
                "x-title": _TITLE,
                "x-kind": "text",
                "x-prefill": "card.name",
                "x-readonly": True,
            },
            "phone": {"type": "string", "x-title": _TITLE, "x-kind": "phone", "x-prefill": "profile.phone"},
            "kind": {
                "type": "string",
                "x-title": _TITLE,
                "x-kind": "choice",
                "enum": ["long", "short"],
                "x-labels": {"long": {"zh-Hans": "长期", "en": "long"}},
            },
            "start": {"type": "string", "x-title": _TITLE, "x-kind": "date", "x-dates": "future"},
            "born": {"type": "string", "x-title": _TITLE, "x-kind": "date", "x-dates": "past"},
            "amount": {"type": "number", "x-title": _TITLE, "x-kind": "number", "minimum": 1, "maximum": 500},
            "note": {"type": "string", "x-title": _TITLE, "x-kind": "text", "minLength": 2, "maxLength": 5},
            "home": {"type": "string", "x-title": _TITLE, "x-kind": "address", "pattern": "省"},
            "proof": {"type": "string", "x-title": _TITLE, "x-kind": "file", "x-material": "m1"},
        },
        "x-pages": [
            {"title": _TITLE, "fields": ["name", "phone", "kind", "start", "born"]},
            {"title": _TITLE, "fields": ["amount", "note", "home", "proof"]},
        ],
    }
    return {**base, **changes}


GOOD = {
    "name": "测试甲",
    "phone": "19900000001",
    "kind": "long",
    "start": "2026-08-01",
    "amount": "12.5",
    "proof": "scanned",
}


def field(name: str) -> Field:
    return next(found for found in lay_out(form()).fields if found.name == name)


def test_pages_fields_and_where_they_stand() -> None:
    laid: Form = lay_out(form())
    assert [len(page.fields) for page in laid.pages] == [5, 3, 1]
    assert laid.page_of()["proof"] == 2, "papers come last, on a page of their own"
    assert [label.zh_hans for _, label in field("kind").options] == ["长期", "short"]


@pytest.mark.parametrize(
    "broken",
    [
        {"x-pages": []},
        {"x-pages": [{"title": _TITLE, "fields": ["nowhere"]}]},
        {"x-pages": [{"title": _TITLE, "fields": ["name", "name"]}]},
        {"x-pages": [{"title": _TITLE, "fields": ["name"]}]},
        {"x-pages": "none"},
        {"properties": {"name": {"type": "string", "x-kind": "hologram", "x-title": _TITLE}}},
        {"properties": {"name": {"type": "nonsense", "x-title": _TITLE}}},
        {"properties": []},
    ],
)
def test_form_that_is_not_what_the_vocabulary_says_is_a_named_fault(broken: dict[str, Any]) -> None:
    with pytest.raises(FormError) as raised:
        lay_out(form(**broken))
    assert raised.value.code == "form.malformed"


def test_choice_without_choices_is_refused() -> None:
    properties = {"kind": {"type": "string", "x-title": _TITLE, "x-kind": "choice"}}
    with pytest.raises(FormError, match="nothing to choose"):
        lay_out(form(properties=properties, required=[], **{"x-pages": [{"title": _TITLE, "fields": ["kind"]}]}))


_KEYS = st.sampled_from(["properties", "x-pages", "x-title", "title", "fields", "required", "type", "a"])
_JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(_KEYS, _JUNK, max_size=5))
def test_any_json_is_laid_out_or_refused(junk: dict[str, Any]) -> None:
    with contextlib.suppress(FormError):
        assert lay_out(junk).fields


@pytest.mark.parametrize(
    ("name", "value", "code", "n", "limit"),
    [
        ("phone", "1990000000", "phone-digits", 1, ""),
        ("phone", "199000000011", "phone-digits", -1, ""),
        ("phone", "12900000001", "phone-start", 0, ""),
        ("phone", "1990000000a", "characters", 0, ""),
        ("phone", "", "required", 0, ""),
        ("phone", "１９９００００００１", "characters", 0, ""),
        ("kind", "", "choose", 0, ""),
        ("kind", "other", "choose", 0, ""),
        ("start", "", "choose", 0, ""),
        ("start", "2026-02-30", "date-impossible", 0, ""),
        ("start", "20270711", "date-impossible", 0, ""),
        ("start", "2027-W28-6", "date-impossible", 0, ""),
        ("start", "2026-07-11", "date-past", 0, ""),
        ("born", "2026-07-13", "date-future", 0, ""),
        ("amount", "abc", "not-a-number", 0, ""),
        ("amount", "1e9", "not-a-number", 0, ""),
        ("amount", "0.5", "number-low", 0, "1"),
        ("amount", "501", "number-high", 0, "500"),
        ("note", "一", "too-short", 1, ""),
        ("note", "一二三四五六", "too-long", 1, ""),
        ("note", "一\u0000二", "characters", 0, ""),
        ("home", "某市某街", "characters", 0, ""),
        ("proof", "", "file-missing", 0, ""),
    ],
)
def test_what_is_missing_is_said_in_a_code_with_its_numbers(
    name: str, value: str, code: str, n: int, limit: str
) -> None:
    problem = problem_with(field(name), value, TODAY)
    assert problem is not None
    assert (problem.code, problem.n, problem.limit) == (code, n, limit)


def test_good_answers_have_no_problem_and_optional_ones_may_be_empty() -> None:
    for page in lay_out(form()).pages:
        assert problems_on(page.fields, GOOD, TODAY) == ()


def test_rare_characters_are_characters() -> None:
    assert problem_with(field("note"), "𬱟㛃𫖯", TODAY) is None


def test_prefill_takes_what_is_known_and_says_whence() -> None:
    answers, sources = prefill(lay_out(form()), {"card.name": "测试甲", "profile.phone": None})
    assert answers == {"name": "测试甲"}
    assert sources == {"name": "card"}


def test_json_has_numbers_as_numbers_and_leaves_empty_ones_out() -> None:
    assert to_json(lay_out(form()), {**GOOD, "note": " "})["amount"] == 12.5
    assert to_json(lay_out(form()), {**GOOD, "amount": "12"})["amount"] == 12
    assert "note" not in to_json(lay_out(form()), GOOD)


def test_answers_the_platform_would_refuse_are_refused_here_without_quoting_them() -> None:
    with pytest.raises(Unacceptable) as raised:
        to_json(lay_out(form()), {**GOOD, "amount": "900"})
    assert "900" not in str(raised.value)
    assert raised.value.where == "amount"
