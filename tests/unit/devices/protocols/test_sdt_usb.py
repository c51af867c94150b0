"""Frames on USB endpoints: which scheme, which endpoint next, whatever the device sends."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.contract import DeviceError, Fault
from devices.protocols import sam
from devices.protocols.sam import Command
from devices.protocols.sdt_usb import Endpoints, Scheme, SplitAnswer, endpoints

SPLIT = Endpoints(Scheme.SPLIT, 0x02, 0x06, 0x81, 0x85)
WHOLE = Endpoints(Scheme.WHOLE, 0x01, 0x01, 0x82, 0x82)


@pytest.mark.parametrize(
    ("bulk", "wanted", "expected"),
    [
        ((0x02, 0x81, 0x06, 0x85), None, SPLIT),
        ((0x85, 0x06, 0x81, 0x02), None, SPLIT),
        ((0x01, 0x82), None, WHOLE),
        ((0x02, 0x81, 0x06, 0x85), Scheme.WHOLE, Endpoints(Scheme.WHOLE, 0x06, 0x06, 0x85, 0x85)),
        ((0x02, 0x06, 0x08, 0x81, 0x85), Scheme.SPLIT, SPLIT),
        ((0x01, 0x02, 0x83), Scheme.WHOLE, Endpoints(Scheme.WHOLE, 0x02, 0x02, 0x83, 0x83)),
    ],
)
def test_the_endpoints_tell_the_scheme(bulk: tuple[int, ...], wanted: Scheme | None, expected: Endpoints) -> None:
    assert endpoints(bulk, wanted) == expected


@pytest.mark.parametrize(
    ("bulk", "wanted"),
    [
        ((), None),
        ((0x01,), None),
        ((0x82,), Scheme.WHOLE),
        ((0x01, 0x02, 0x83), None),
        ((0x01, 0x82), Scheme.SPLIT),
        ((0x01, 0x02, 0x03, 0x81, 0x82, 0x83), None),
    ],
)
def test_endpoints_that_fit_no_scheme_are_not_guessed_at(bulk: tuple[int, ...], wanted: Scheme | None) -> None:
    with pytest.raises(DeviceError) as caught:
        endpoints(bulk, wanted)
    assert caught.value.fault is Fault.NOT_CONFIGURED


def test_a_request_goes_out_whole_or_as_head_and_body() -> None:
    frame = sam.request(Command.FIND)
    assert WHOLE.requests(frame) == [(0x01, frame)]
    assert SPLIT.requests(frame) == [(0x02, frame[:7]), (0x06, b"\x20\x01\x22")]


def test_head_then_body_then_head_again() -> None:
    answer = SplitAnswer()
    frame = sam.answer(0x90, bytes(100))
    assert answer.body_due == 0
    answer.take(frame[:3])
    assert answer.body_due == 0
    answer.take(frame[3:7])
    assert answer.body_due == len(frame) - 7
    answer.take(frame[7:50])
    assert answer.body_due == len(frame) - 50
    answer.take(frame[50:] + b"more than was due")
    assert answer.body_due == 0
    answer.take(frame[:7])
    answer.restart()
    assert answer.body_due == 0


def test_a_head_that_brings_some_of_the_body_with_it() -> None:
    answer = SplitAnswer()
    frame = sam.answer(0x90)
    answer.take(frame[:9])
    assert answer.body_due == len(frame) - 9
    answer.restart()
    answer.take(frame)
    assert answer.body_due == 0


@pytest.mark.parametrize("length", [0, 3, 0x090B, 0xFFFF])
def test_a_length_that_no_answer_has_is_not_waited_for(length: int) -> None:
    answer = SplitAnswer()
    answer.take(sam.PREAMBLE + length.to_bytes(2, "big"))
    assert answer.body_due == 0
    answer.take(sam.answer(0x90)[:7])
    assert answer.body_due == 4


@given(st.lists(st.binary(max_size=30) | st.just(sam.PREAMBLE) | st.just(b"\xaa\x96"), max_size=20))
@settings(deadline=None)
def test_whatever_comes_no_more_is_due_than_the_longest_answer(portions: list[bytes]) -> None:
    answer = SplitAnswer()
    for portion in portions:
        answer.take(portion)
        assert 0 <= answer.body_due <= sam.MAX_LENGTH
    answer.restart()
    answer.take(sam.answer(0x91)[:7])
    assert answer.body_due == 4


@given(
    st.binary(max_size=30).filter(lambda junk: sam.MARK[:1] not in junk), st.integers(1, 7), st.binary(max_size=200)
)
@settings(deadline=None)
def test_a_head_is_found_behind_noise_in_any_portions(noise: bytes, step: int, data: bytes) -> None:
    answer, frame = SplitAnswer(), sam.answer(0x90, data)
    head = noise + frame[:7]
    for at in range(0, len(head), step):
        answer.take(head[at : at + step])
    assert answer.body_due == len(frame) - 7
