"""Code tables and number checks against the printed samples of the standards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.protocols import idcard_codes as codes

SAMPLES = (
    "11010519491231002X",  # both are the published samples of GB 11643-1999: nobody's numbers
    "440524188001010014",
    "81000019080823002X",
    "830000190901300022",
    "931586198001010028",
)


@pytest.mark.parametrize("number", SAMPLES)
def test_check_character_of_the_published_samples(number: str) -> None:
    assert codes.citizen_check(number[:17]) == number[17]


@pytest.mark.parametrize("number", SAMPLES)
def test_published_samples_have_no_warning(number: str) -> None:
    sex = "1" if int(number[16]) % 2 else "2"
    assert codes.number_warnings(number, number[6:14], sex) == ()


@given(st.from_regex(r"[0-9]{17}", fullmatch=True), st.integers(0, 16), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(body: str, place: int, by: int) -> None:
    wrong = body[:place] + str((int(body[place]) + by) % 10) + body[place + 1 :]
    assert codes.citizen_check(wrong) != codes.citizen_check(body)


@pytest.mark.parametrize("body", ["", "1" * 16, "1" * 18, "１" * 17, "²" * 17, "1" * 16 + "X"])
def test_check_character_of_something_else_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match="17 digits"):
        codes.citizen_check(body)


@pytest.mark.parametrize(
    ("number", "birth", "sex", "expected"),
    [
        ("990101198503140021", "19850314", "2", ("number-check",)),
        ("99010119850314002X", "19850315", "2", ("number-birth",)),
        ("99010119850314002X", "19850314", "1", ("number-sex",)),
        ("99010119850314002X", "19850314", "9", ()),
        ("99010119850314002X", "19850314", None, ()),
        ("990101198503140021", "19850315", "1", ("number-check", "number-birth", "number-sex")),
        ("9901011985031400", "19850314", "2", ("number-form",)),
        ("99010119850314O02X", "19850314", "2", ("number-form",)),
    ],
)
def test_odd_numbers_are_warned_about(number: str, birth: str, sex: str | None, expected: tuple[str, ...]) -> None:
    assert codes.number_warnings(number, birth, sex) == expected


def test_printed_specimen_of_2017_fails_its_check_and_is_only_warned_about() -> None:
    assert codes.foreign_number_warnings("CAN110081080319", "19810803", "CAN") == ("number-check",)


@pytest.mark.parametrize(
    ("number", "birth", "nationality", "expected"),
    [
        ("CAN990181080317", "19810803", "CAN", ()),
        ("CAN990181080317", "19810804", "CAN", ("number-birth",)),
        ("CAN990181080317", "19810803", "DEU", ("number-nationality",)),
        ("CAN9901810803", "19810803", "CAN", ("number-form",)),
        ("CAN9901810803177", "19810803", "CAN", ("number-form",)),
        ("can990181080317", "19810803", "can", ("number-form",)),
    ],
)
def test_odd_foreign_numbers(number: str, birth: str, nationality: str, expected: tuple[str, ...]) -> None:
    assert codes.foreign_number_warnings(number, birth, nationality) == expected


@pytest.mark.parametrize(
    ("nationality", "link", "expected"),
    [
        ("POL", "013", "POL990193030334"),
        ("POL", "", None),
        ("POL", "000", None),
        ("POL", "01", None),
        ("POL", "0一3", None),
    ],
)
def test_former_number_of_a_2023_card(nationality: str, link: str, expected: str | None) -> None:
    assert codes.former_number("999616199303030074", nationality, link) == expected


def test_every_people_has_a_name_and_57_has_none() -> None:
    assert set(codes.NATIONS) == {f"{code:02d}" for code in range(1, 57)} | {"97", "98"}
    assert codes.NATIONS["98"] == "外国血统中国籍人士"
    assert all(name and not name[0].isdigit() for name in codes.NATIONS.values())
