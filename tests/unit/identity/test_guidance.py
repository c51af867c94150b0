from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.identity.guidance import Adviser

CODES = ("look", "too-far", "too-dark", "no-face")


def test_advice_that_flickers_is_not_shown() -> None:
    adviser = Adviser()
    said = [adviser.say(("look", "too-far")[number % 2], number / 15) for number in range(60)]
    assert set(said) == {"look"}


def test_advice_that_is_meant_is_shown_and_stays_long_enough_to_be_read() -> None:
    adviser = Adviser(appears=0.25, stays=1.0)
    said = [adviser.say("too-far" if 20 <= number < 26 else "look", number / 8) for number in range(60)]
    assert said.index("too-far") == 22
    assert said[22:30] == ["too-far"] * 8
    assert said[30] == "look"


def test_news_is_told_at_once() -> None:
    adviser = Adviser()
    assert [adviser.say(code, 0.1) for code in ("look", "comparing", "too-far")] == ["look", "comparing", "too-far"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(CODES), min_size=1, max_size=200))
def test_never_two_changes_within_the_time_it_takes_to_read(codes: list[str]) -> None:
    adviser = Adviser()
    said = [(adviser.say(code, number / 15), number / 15) for number, code in enumerate(codes)]
    changes = [at for (before, _), (after, at) in itertools.pairwise(said) if before != after]
    assert all(later - sooner > 0.99 for sooner, later in itertools.pairwise(changes))
    assert all(code in codes for code, _ in said)


@given(st.sampled_from(CODES), st.sampled_from(CODES))
def test_what_stays_true_is_said_in_the_end(first: str, then: str) -> None:
    adviser = Adviser()
    adviser.say(first, 0.0)
    assert [adviser.say(then, number / 15) for number in range(30)][-1] == then
