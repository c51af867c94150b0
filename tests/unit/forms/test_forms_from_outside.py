"""Forms and values that come from outside: nothing points off this machine, nothing wrong is fixed to the page."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kiosk.forms.answers import Unacceptable, prefill, problems_on, to_json
from kiosk.forms.layout import Form, FormError, lay_out

TODAY = dt.date(2026, 7, 12)
_TITLE = {"zh-Hans": "题"}


def form(**hints: Any) -> Form:
    field = {"type": "string", "x-title": _TITLE, **hints}
    pages = [{"title": _TITLE, "fields": ["f"]}]
    return lay_out({"type": "object", "required": ["f"], "properties": {"f": field}, "x-pages": pages})


@pytest.mark.parametrize(
    "pointer", [{"$ref": "https://elsewhere.example/schema"}, {"$ref": "#/$defs/a"}, {"$dynamicRef": "#a"}]
)
@pytest.mark.parametrize("where", ["property", "top", "list"])
def test_a_form_that_points_elsewhere_is_refused_and_nothing_is_fetched(pointer: dict[str, str], where: str) -> None:
    field: dict[str, Any] = {"type": "string", "x-title": _TITLE}
    whole: dict[str, Any] = {
        "type": "object", "properties": {"f": field}, "x-pages": [{"title": _TITLE, "fields": ["f"]}],
    }  # fmt: skip
    if where == "property":
        field.update(pointer)
    elif where == "top":
        whole.update(pointer)
    else:
        whole["allOf"] = [{"not": pointer}]
    with pytest.raises(FormError, match="stands alone"):
        lay_out(whole)


@pytest.mark.parametrize("pattern", ["[", "(?P<n>"])
def test_a_pattern_that_is_none_is_refused_when_the_form_is_laid_out(pattern: str) -> None:
    with pytest.raises(FormError):
        form(pattern=pattern)


@pytest.mark.parametrize(
    ("hints", "value", "taken"),
    [
        ({"x-kind": "phone"}, "19900000001", True),
        ({"x-kind": "phone"}, "0999-123456", False),
        ({"x-kind": "number", "type": "number"}, "12.5", True),
        ({"x-kind": "number", "type": "number"}, "about twelve", False),
        ({"x-kind": "date", "x-dates": "past"}, "1985-03-14", True),
        ({"x-kind": "date"}, "14.3.1985", False),
        ({"maxLength": 3}, "测试甲", True),
        ({"maxLength": 3}, "测试甲乙", False),
        ({"x-kind": "choice", "enum": ["a"]}, "a", True),
        ({"x-kind": "choice", "enum": ["a"]}, "b", False),
    ],
)
def test_a_value_that_nobody_could_correct_is_filled_in_only_where_it_is_right(
    hints: dict[str, Any], value: str, *, taken: bool
) -> None:
    laid = form(**{"x-prefill": "profile.f", "x-readonly": True, **hints})
    answers, sources = prefill(laid, {"profile.f": value})
    assert (bool(answers), bool(sources)) == (taken, taken)
    if taken:
        assert problems_on(laid.fields, answers, TODAY) == ()
        assert to_json(laid, answers)


def test_a_value_that_may_be_corrected_is_filled_in_as_it_is() -> None:
    laid = form(**{"x-prefill": "profile.f", "x-kind": "phone"})
    answers, _ = prefill(laid, {"profile.f": "0999-123456"})
    assert answers == {"f": "0999-123456"}
    (problem,) = problems_on(laid.fields, answers, TODAY)
    assert problem.code == "characters"


def test_where_it_is_wrong_is_said_by_the_rule_when_there_is_no_place() -> None:
    with pytest.raises(Unacceptable) as raised:
        to_json(form(), {})
    assert raised.value.where == "required"
