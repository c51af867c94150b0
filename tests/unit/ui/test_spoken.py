"""Words for a voice: what is said in full, digit by digit, counted, or not at all."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.text import Language
from ui import spoken

HANS, HANT, EN = Language


@pytest.mark.parametrize(
    ("words", "language", "heard"),
    [
        ("拨打 12345", HANS, "拨打 1 2 3 4 5"),
        ("9901** **** **** 001X", HANS, "9 9 0 1 10 位不念 0 0 1 X"),
        ("发到 199****8006", HANT, "发到 1 9 9 4 位不念 8 0 0 6"),
        ("sent to 199****8006", EN, "sent to 1 9 9 4 not spoken 8 0 0 6"),
        ("李*例", HANS, "李某例"),
        ("2026-08-01", HANS, "2026-08-01"),
        ("还有 42 秒", HANS, "还有 42 秒"),
        ("收<b>费</b>\n现在", HANS, "收费 现在"),
    ],
)
@pytest.mark.parametrize("private", [False, True])
def test_said_the_same_to_everybody(words: str, language: Language, heard: str, private: bool) -> None:  # noqa: FBT001
    assert spoken.heard(words, language, private=private) == heard


@pytest.mark.parametrize(
    ("words", "aloud", "alone"),
    [
        ("编号 99260712000046", "编号 ，号码请看屏幕，", "编号 9 9 2 6 0 7 1 2 0 0 0 0 4 6"),
        ("199 0013 8006", "，号码请看屏幕，", "1 9 9 0 0 1 3 8 0 0 6"),
        ("要付 ¥12.50", "要付 ，金额请看屏幕，", "要付 ¥12.50"),
        ("要付 1,200.00 元", "要付 ，金额请看屏幕，", "要付 1,200.00 元"),
    ],
)
def test_numbers_and_amounts_are_for_headphones_alone(words: str, aloud: str, alone: str) -> None:
    assert spoken.heard(words, HANS, private=False) == aloud
    assert spoken.heard(words, HANS, private=True) == alone


@pytest.mark.parametrize("number", ["99010119900307001X", "990101199003070011", "990101 19900307 001X"])
@pytest.mark.parametrize("private", [False, True])
def test_identity_number_is_never_said_in_full(number: str, private: bool) -> None:  # noqa: FBT001
    said = spoken.heard(f"证件号码 {number}", HANS, private=private)
    assert "13 位不念" in said
    assert "0 3 0 7" not in said


@given(st.text("0123456789 -X元¥李", min_size=6), st.sampled_from(list(Language)))
@settings(deadline=None)
def test_others_never_hear_six_digits(words: str, language: Language) -> None:
    assert not re.search(r"(?:\d ?){6}", spoken.heard(words, language, private=False))


def test_a_countdown_is_the_same_at_every_second() -> None:
    assert spoken.steady("42 秒后换新码") == spoken.steady("9 秒后换新码")
