"""Form and check pages: what is asked, what is shown unasked, what is masked, what is said in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.domain.text import Language
from kiosk.flows.acts import put
from kiosk.flows.events import FormProblem
from kiosk.flows.memory import Memory
from kiosk.flows.screens import Screen
from kiosk.forms.layout import Form, lay_out
from kiosk.runtime import view as v
from kiosk.runtime.present import present
from kiosk.runtime.scene import Scene
from tests.runtime_stand import CATALOGUE, NOON, PERSON, answered, form_of, item, memory_at_form

_TITLE = {"zh-Hans": "题", "zh-Hant": "題", "en": "Title"}


def view(screen: Screen, memory: Memory, form: Form | None = None) -> v.View:
    form = form or form_of(memory.item.code if memory.item else "yb-ydjy")
    scene = Scene(
        screen=screen, serial=1, memory=memory, catalogue=CATALOGUE, organisation="示例市", terminal="A-03",
        hotline="12345", test_environment=True, clocks={}, idle_seconds=0, now=NOON, form=form,
    )  # fmt: skip
    return present(scene)


def asked(memory: Memory, form: Form | None = None) -> v.FormView:
    return view(Screen.FORM, memory, form).form


def check(memory: Memory, form: Form | None = None) -> v.CheckView:
    return view(Screen.CHECK, memory, form).check


def one_field(**hints: Any) -> Form:
    field = {"type": "string", "x-title": _TITLE, **hints}
    required = ["f"] if hints.pop("must", True) else []
    field.pop("must", None)
    pages = [{"title": _TITLE, "fields": ["f"]}]
    return lay_out({"type": "object", "required": required, "properties": {"f": field}, "x-pages": pages})


# --- the form ---------------------------------------------------------------------------------------------
def test_what_the_card_knows_is_shown_masked_and_not_asked() -> None:
    page = asked(memory_at_form())
    shown = {row.label: (row.value, row.source) for row in page.prefilled}
    assert shown == {
        "姓名": (PERSON.name, "card"),
        "证件号码": ("9901************2X", "card"),
        "参保地": ("示例市", "profile"),
    }
    assert [field.name for field in page.fields] == ["kind"]
    assert (page.page, page.pages) == (1, 3)


def test_what_was_to_come_from_elsewhere_and_did_not_is_hidden_unless_it_must_be_asked() -> None:
    memory = memory_at_form(profile={})
    assert "参保地" not in {row.label for row in asked(memory).prefilled}
    assert [field.name for field in asked(memory).fields] == ["kind"]
    readonly = {"x-prefill": "profile.f", "x-readonly": True}
    empty = put(memory_at_form(), "filling", answers={}, sources={}, page=0)
    assert [field.name for field in asked(empty, one_field(**readonly)).fields] == ["f"]
    assert asked(empty, one_field(**readonly, must=False)).fields == ()


def test_a_prefilled_answer_that_may_be_changed_stands_in_its_field() -> None:
    page = asked(put(memory_at_form(), "filling", page=2))
    phone = next(field for field in page.fields if field.name == "phone")
    assert (phone.kind, phone.value) == ("phone", "19900000001")
    assert page.prefilled == ()


@pytest.mark.parametrize(("language", "label"), [(Language.ZH_HANS, "样本市"), (Language.ZH_HANT, "樣本市")])
def test_choices_are_said_in_the_language_of_the_page(language: Language, label: str) -> None:
    memory = put(put(memory_at_form(), "filling", page=1), "around", language=language)
    city = asked(memory).fields[0]
    assert city.options[0] == v.FieldOption("990200", label)
    assert city.hint


def test_every_form_of_the_catalogue_can_be_shown_page_by_page_in_every_language() -> None:
    for service in CATALOGUE.items:
        memory = memory_at_form(service.code)
        for number in range(len(form_of(service.code).pages)):
            for language in Language:
                page = asked(put(put(memory, "filling", page=number), "around", language=language))
                assert page.title
                assert page.fields or page.prefilled


def test_a_page_beyond_the_end_is_the_last_one() -> None:
    assert asked(put(memory_at_form(), "filling", page=9)).title == form_of().pages[-1].title.zh_hans


def test_problems_stand_at_their_field_and_in_the_summary_with_its_label() -> None:
    problem = FormProblem("start", "date-past", 0, "2026-07-12")
    stranger = FormProblem("elsewhere", "required")
    page = asked(put(memory_at_form(), "filling", page=1, problems=(problem, stranger), focus="start"))
    assert [error.name for error in page.errors] == ["start", "elsewhere"]
    assert (page.errors[0].label, page.errors[1].label) == ("从哪天开始", "")
    errors = {field.name: field.error for field in page.fields}
    assert errors["city"] is None
    assert errors["start"] == page.errors[0]
    assert page.focus == "start"


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [("future", 2026, 2036), ("past", 1906, 2026), ("any", 1906, 2036)],
)
def test_years_that_may_be_chosen(dates: str, first: int, last: int) -> None:
    form = one_field(**{"x-kind": "date", "x-dates": dates})
    field = asked(put(memory_at_form(), "filling", page=0, sources={}), form).fields[0]
    assert (field.year_from, field.year_to) == (first, last)
    assert dt.date(first, 1, 1)


def test_a_number_has_its_unit_beside_it() -> None:
    form = one_field(**{"x-kind": "number", "type": "number", "x-unit": {"zh-Hans": "元", "en": "yuan"}})
    memory = put(memory_at_form(), "filling", page=0, answers={"f": "120"}, sources={})
    assert asked(memory, form).fields[0].unit == "元"
    assert check(memory, form).sections[-1].rows[0].value == "120 元"
    english = put(memory, "around", language=Language.EN)
    assert check(english, form).sections[-1].rows[0].value == "120 yuan"
    empty = put(memory, "filling", answers={})
    assert check(empty, form).sections[-1].rows[0].value == ""


# --- the check page ---------------------------------------------------------------------------------------
def test_all_answers_stand_once_more_in_words() -> None:
    page = check(put(answered(memory_at_form(), remark=""), "filling", changed=("city",), returning=True))
    first, *rest = page.sections
    assert (first.name, [row.value for row in first.rows]) == (
        "applicant", [PERSON.name, "9901************2X", "示例市"],
    )  # fmt: skip
    assert not any(row.field for row in first.rows)
    rows = {row.field: row for section in rest for row in section.rows}
    assert {name: row.value for name, row in rows.items()} == {
        "kind": "在外地工作",
        "city": "样本市",
        "start": "2026-08-01",
        "phone": "19900000001",
        "remark": "",
    }
    assert [name for name, row in rows.items() if row.changed] == ["city"]


def test_a_choice_that_is_no_longer_offered_is_shown_as_it_was_given() -> None:
    page = check(answered(memory_at_form(), city="999999"))
    assert any(row.value == "999999" for section in page.sections for row in section.rows)


def test_whose_case_it_is_stands_there_also_where_the_form_does_not_ask() -> None:
    page = check(put(memory_at_form(), "filling", sources={}))
    assert [(row.label, row.value, row.source) for row in page.sections[0].rows] == [
        ("姓名", PERSON.name, "card"),
        ("证件号码", "9901************2X", "card"),
    ]


def test_nobody_identified_no_section_of_the_applicant() -> None:
    nobody = put(put(memory_at_form(), "filling", sources={}), "identity", person=None)
    assert [section.name for section in check(nobody).sections if section.name] == []


@pytest.mark.parametrize(
    ("code", "statuses"),
    [
        ("yb-ydjy", ["shared", "shared"]),
        ("yb-mzbx", ["scan", "optional"]),
        ("gjj-zftq", ["licence", "shared"]),
    ],
)
def test_materials_say_how_they_travel(code: str, statuses: list[str]) -> None:
    assert [row.status for row in check(memory_at_form(code)).materials] == statuses


def test_a_page_that_was_scanned_says_so_and_is_no_row_of_answers() -> None:
    form = form_of("yb-mzbx")
    field = next(one for one in form.fields if one.material == "invoice")
    memory = put(memory_at_form("yb-mzbx"), "filling", scans={field.name: b"jpeg"}, answers={field.name: "scanned"})
    page = check(memory)
    assert (page.materials[0].status, page.materials[0].field) == ("scanned", field.name)
    assert not any(row.field == field.name for section in page.sections for row in section.rows)


def test_a_signature_is_asked_once() -> None:
    memory = memory_at_form("mz-gljt")
    assert check(memory).signature
    assert not check(put(memory, "identity", signature=b"png")).signature
    assert not check(memory_at_form()).signature


def test_without_an_item_there_are_no_materials() -> None:
    assert item().materials
    assert check(replace(memory_at_form(), item=None), form_of()).materials == ()
