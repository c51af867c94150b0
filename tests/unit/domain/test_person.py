"""A person: what may be shown of them, and when their document is out of date."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.person import DocumentKind, Person, mask_name, mask_number, mask_phone

PERSON = Person(DocumentKind.RESIDENT, "测试甲", "990101198001010010", "1980-01-01", valid_to="2040-01-01")


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("", ""),
        ("甲", "甲"),
        ("测甲", "测*"),
        ("测试甲", "测*甲"),
        ("欧阳测试", "欧**试"),
        ("𬱟㛃𫖯", "𬱟*𫖯"),
        ("TEST  ONE", "T*** O**"),
        ("O", "O"),
    ],
)
def test_a_name_keeps_its_first_character_and_the_last_of_a_long_one(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [("990101198001010010", "9901************10"), ("9901010", "9901*10"), ("990101", "******"), ("", "")],
)
def test_a_number_keeps_four_and_two(number: str, masked: str) -> None:
    assert mask_number(number) == masked


@pytest.mark.parametrize(("phone", "masked"), [("19900000001", "199****0001"), ("1990000", "*******"), ("", "")])
def test_a_phone_keeps_three_and_four(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_characters="*"), min_size=3, max_size=24))
def test_no_mask_shows_the_whole(text: str) -> None:
    assert mask_number(text) != text
    assert len(mask_number(text)) == len(text)
    assert mask_phone(text) != text
    assert len(mask_phone(text)) == len(text)


def test_a_person_prints_as_their_kind_of_document() -> None:
    assert repr(PERSON) == "Person(kind='resident')"
    assert "测" not in f"{PERSON} {[PERSON]}"


@pytest.mark.parametrize(
    ("birth", "today", "younger"),
    [
        ("2012-07-12", "2026-07-11", True),
        ("2012-07-12", "2026-07-12", False),
        ("2012-02-29", "2026-02-28", True),
        ("2012-02-29", "2026-03-01", False),
        ("1985-03-14", "2026-07-12", False),
    ],
)
def test_a_birthday_counts_from_its_day(birth: str, today: str, *, younger: bool) -> None:
    person = Person(DocumentKind.RESIDENT, "测试甲", "990101198001010010", birth)
    assert person.younger_than(14, today) is younger


@pytest.mark.parametrize(
    ("valid_to", "today", "expired"),
    [
        ("2040-01-01", "2039-12-31", False),
        ("2040-01-01", "2040-01-01", False),
        ("2040-01-01", "2040-01-02", True),
        ("长期", "9999-12-31", False),
        (None, "9999-12-31", False),
    ],
)
def test_a_document_holds_through_its_last_day(valid_to: str | None, today: str, *, expired: bool) -> None:
    person = Person(DocumentKind.RESIDENT, "测试甲", "990101198001010010", "1980-01-01", valid_to=valid_to)
    assert person.expired_on(today) is expired
