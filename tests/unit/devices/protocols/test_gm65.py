"""The GM65 family's frames against published examples, and answers told from codes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.protocols import gm65
from devices.protocols.gm65 import Answer, Answers


@pytest.mark.parametrize(
    ("made", "published"),
    [
        (gm65.TRIGGER, "7E 00 08 01 00 02 01 AB CD"),
        (gm65.STOP, "7E 00 08 01 00 02 00 AB CD"),
        (gm65.AIM_ON, "7E 00 08 01 00 D0 80 AB CD"),
        (gm65.READ_BAUD, "7E 00 07 01 00 2A 02 D8 0F"),
        (gm65.write(0x002A, b"\x39\x01", checked=True), "7E 00 08 02 00 2A 39 01 A7 EA"),
        (gm65.answer(), "02 00 00 01 00 33 31"),
        (gm65.BY_COMMAND, "7E 00 08 01 00 00 7D AB CD"),
        (gm65.CONTINUOUS, "7E 00 08 01 00 00 D6 AB CD"),
    ],
)
def test_frames_are_as_published(made: bytes, published: str) -> None:
    assert made == bytes.fromhex(published)


@given(code=st.binary(max_size=40), cut=st.integers(0, 60))
@settings(deadline=None)
def test_a_due_answer_is_taken_out_and_the_code_after_it_left_alone(code: bytes, cut: int) -> None:
    answers = Answers()
    answers.due = 1
    stream = gm65.answer(b"\x39\x01") + code
    told, rest = [], b""
    for piece in (stream[:cut], stream[cut:]):
        more, bytes_left = answers.feed(piece)
        told += more
        rest += bytes_left
    assert told == [Answer(done=True, data=b"\x39\x01")]
    assert rest + answers.given_up() == code
    assert answers.due == 0


def test_a_code_that_looks_like_an_answer_is_a_code_where_none_is_due() -> None:
    assert Answers().feed(gm65.answer()) == ([], gm65.answer())


def test_a_refusal_is_told() -> None:
    answers = Answers()
    answers.due = 2
    assert answers.feed(gm65.answer(done=False) + b"\x02\x00") == ([Answer(done=False, data=b"\x00")], b"")
    assert answers.given_up() == b"\x02\x00"


def test_what_only_begins_like_an_answer_is_a_code() -> None:
    answers = Answers()
    answers.due = 1
    assert answers.feed(b"\x02\x01abc") == ([], b"\x02\x01abc")
    assert answers.feed(b"\x02\x00\x00\x01\x00zz code") == ([], b"\x02\x00\x00\x01\x00zz code")
    assert answers.due == 1


@given(st.lists(st.binary(max_size=60), max_size=8), st.integers(0, 3))
@settings(deadline=None)
def test_whatever_comes_no_byte_is_made_up(pieces: list[bytes], due: int) -> None:
    answers = Answers()
    answers.due = due
    rest = b""
    told: list[Answer] = []
    for piece in pieces:
        more, left = answers.feed(piece)
        told += more
        rest += left
    rest += answers.given_up()
    assert len(rest) + sum(len(one.data) + 6 for one in told) == sum(map(len, pieces))


def test_a_twin_hears_commands_among_noise() -> None:
    heard = gm65.commands(
        b"\x00" + gm65.TRIGGER + b"zz" + gm65.READ_BAUD + b"\x7e\x00\x08\x01\x00\x02\x01\x00\x00\x7e\x00\x08"
    )
    assert heard == [bytes.fromhex("0801000201"), bytes.fromhex("0701002a02")]


@given(st.binary(max_size=80))
@settings(deadline=None)
def test_no_noise_upsets_a_twin(data: bytes) -> None:
    assert len(gm65.commands(data)) <= len(data)
