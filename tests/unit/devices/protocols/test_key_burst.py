"""A scanner's burst told from a person's typing by the time between keys."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from devices.contract import Fault
from devices.protocols.key_burst import Burst, BurstFilter, Heard, Typed


def keys(text: str, step: float, start: float = 0.0) -> list[tuple[str, float]]:
    return [(sign, start + number * step) for number, sign in enumerate(text)]


def heard(*keys_at: tuple[str, float]) -> list[Heard]:
    burst = BurstFilter()
    said = [one for sign, at in keys_at for one in burst.feed(sign, at)]
    return said + burst.quiet(1e9)


def test_a_burst_that_ends_with_enter_is_said_at_once() -> None:
    burst = BurstFilter()
    said = [one for sign, at in keys("A1234567\r", 0.005) for one in burst.feed(sign, at)]
    assert said == [Burst("A1234567")]
    assert burst.due is None


def test_a_burst_without_enter_is_said_after_the_gap() -> None:
    burst = BurstFilter()
    for sign, at in keys("A1234567", 0.005):
        assert burst.feed(sign, at) == []
    assert burst.due is not None
    assert burst.quiet(burst.due) == []
    assert burst.quiet(burst.due + 0.001) == [Burst("A1234567")]


def test_a_person_types_slowly_and_gets_every_key() -> None:
    assert heard(*keys("abcdefgh\r", 0.12)) == [Typed(sign) for sign in "abcdefgh\r"]


def test_two_fast_keys_of_a_person_are_no_code() -> None:
    assert heard(("a", 0.0), ("b", 0.01), ("c", 0.5), ("\r", 0.51)) == [Typed("ab"), Typed("c\r")]


def test_typing_before_and_after_a_burst_stays_apart() -> None:
    row = [*keys("xy", 0.1), *keys("CODE-123\r", 0.002, start=1.0), *keys("z", 0.1, start=1.5)]
    assert heard(*row) == [Typed("x"), Typed("y"), Burst("CODE-123"), Typed("z")]


def test_an_endless_burst_is_bounded_and_said() -> None:
    assert heard(*keys("x" * 10_000, 0.001)) == [Burst(fault=Fault.CODE_TOO_LONG)]


@given(st.lists(st.tuples(st.characters(codec="ascii"), st.floats(0, 0.1)), max_size=60))
@settings(deadline=None)
def test_no_key_is_lost_or_made_up(row: list[tuple[str, float]]) -> None:
    now, timed = 0.0, []
    for sign, pause in row:
        now += pause
        timed.append((sign, now))
    said = "".join(one.text for one in heard(*timed))
    without_ends = str.maketrans("", "", "\r\n")
    assert said.translate(without_ends) == "".join(sign for sign, _ in row).translate(without_ends)
