"""Rare characters by reading and by code."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.runtime.searching.characters import MOST, find


@pytest.mark.parametrize(
    ("typed", "character"),
    [("wei", "𬱟"), ("wei3", "𬱟"), ("JIE2", "㛃"), ("fu3", "𫖯"), ("zhe", "喆"), ("lv", "膂"), ("nü", "女")],
)
def test_by_how_it_is_read(typed: str, character: str) -> None:
    assert character in find(typed)


@pytest.mark.parametrize("typed", ["2cc5f", "U+2CC5F", "u2CC5F", " 2cc5f "])
def test_by_its_code(typed: str) -> None:
    assert find(typed) == ("\U0002cc5f",)


def test_the_rare_ones_come_first() -> None:
    found = find("zhe2")
    assert found.index("喆") < found.index("折")
    assert "折" in found


@pytest.mark.parametrize("typed", ["", "0041", "110000", "xyzzy", "wei6", "重", "d800", "../etc"])
def test_what_is_neither_finds_nothing(typed: str) -> None:
    assert find(typed) == ()


@settings(deadline=None)
@given(st.text(max_size=12))
def test_whatever_is_typed_only_characters_are_found(typed: str) -> None:
    found = find(typed)
    assert len(found) <= MOST
    assert all(len(one) == 1 and ord(one) > 0x33FF for one in found)
