"""The kernel's input events: cut anywhere, lost ones, a US keyboard, and a scanner that types."""

from __future__ import annotations

import string
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.contract import Code, Fault
from devices.protocols import input_event as ie
from devices.protocols.input_event import EventParser, InputEvent, Typist, packed, report, strokes
from devices.protocols.scan_code import Manner, Suffix
from devices.protocols.typed_code import TypedCodeParser

TYPED = (string.ascii_letters + string.digits + string.punctuation + " \t\r").encode()


def typed(data: bytes) -> bytes:
    typist = Typist()
    return b"".join(sign or b"?" for event in EventParser().feed(data) for sign in typist.typed(event))


def key(code: int, value: int = ie.PRESSED) -> bytes:
    return report(InputEvent(ie.EV_KEY, code, value))


def test_an_event_is_what_the_kernel_writes() -> None:
    raw = struct.pack("@llHHi", 1_700_000_000, 250_000, ie.EV_SW, ie.SW_HEADPHONE_INSERT, 1)
    assert EventParser().feed(raw) == [InputEvent(ie.EV_SW, ie.SW_HEADPHONE_INSERT, 1, 1_700_000_000.25)]
    assert packed(EventParser().feed(raw)) == raw
    assert report() == bytes(ie.SIZE)


@given(text=st.binary(max_size=20), cuts=st.lists(st.integers(1, 60), max_size=60))
@settings(deadline=None)
def test_events_are_put_together_however_they_were_cut(text: bytes, cuts: list[int]) -> None:
    stream = b"".join(strokes(bytes(TYPED[byte % len(TYPED)] for byte in text)))
    parser, whole = EventParser(), EventParser().feed(stream)
    events = []
    for cut in cuts:
        events += parser.feed(stream[:cut])
        stream = stream[cut:]
    assert events + parser.feed(stream) == whole


def test_every_ascii_sign_a_keyboard_has() -> None:
    assert typed(b"".join(strokes(TYPED))) == TYPED
    with pytest.raises(ValueError, match="cannot type"):
        strokes("市".encode())


def test_keypad_control_and_capitals() -> None:
    assert typed(key(79) + key(96) + key(55)) == b"1\r*"
    assert typed(key(29) + key(27) + key(29, ie.RELEASED) + key(30)) == b"\x1da"
    caps = key(58) + key(58, ie.RELEASED)
    assert typed(caps + key(30) + key(2) + key(42) + key(30) + key(42, ie.RELEASED) + caps + key(30)) == b"A1aa"
    assert typed(key(69) + key(30, ie.REPEATED) + key(30, ie.RELEASED)) == b""


def test_a_key_that_types_nothing_is_said() -> None:
    assert typed(key(59)) == b"?"
    assert typed(key(56) + key(30)) == b"?"
    assert Typist().typed(InputEvent(ie.EV_SW, 2, 1)) == ()


def test_what_belongs_to_a_broken_report_is_left_out() -> None:
    lost = packed([InputEvent(ie.EV_SYN, ie.SYN_DROPPED, 0)])
    stream = key(30) + lost + key(48) + key(46)
    assert typed(stream) == b"a?c"


def test_a_scanner_that_types() -> None:
    parser = TypedCodeParser(Manner(aim=True))
    data = b"".join(strokes(b"]Q1https://example.invalid/{A}\rnext\r"))
    assert parser.feed(data, 0.0) == [Code(b"https://example.invalid/{A}", "]Q1"), Code(b"next")]


def test_a_code_with_a_key_that_types_nothing_is_garbled_and_the_next_one_whole() -> None:
    parser = TypedCodeParser(Manner())
    enter = b"".join(strokes(b"\r"))
    assert parser.feed(key(30) + key(59) + enter + key(48) + enter, 0.0) == [Fault.CODE_GARBLED, Code(b"b")]


def test_a_scanner_that_types_no_line_end() -> None:
    parser = TypedCodeParser(Manner(Suffix.GAP, silence=0.1))
    assert parser.feed(b"".join(strokes(b"abc")), 0.0) == []
    assert [parser.waiting, parser.quiet(0.2), parser.waiting] == [True, [Code(b"abc")], False]
    assert parser.feed(key(59), 1.0) == []
    assert parser.quiet(2.0) == [Fault.CODE_GARBLED]


@given(st.lists(st.binary(max_size=100), max_size=20), st.sampled_from(Suffix))
@settings(deadline=None)
def test_no_bytes_of_a_device_upset_the_parser(pieces: list[bytes], suffix: Suffix) -> None:
    parser = TypedCodeParser(Manner(suffix))
    for number, piece in enumerate(pieces):
        for one in parser.feed(piece, number / 10):
            assert isinstance(one, Code) or one in {Fault.CODE_GARBLED, Fault.CODE_TOO_LONG}


@given(st.lists(st.tuples(st.sampled_from([0, 1, 5]), st.integers(0, 120), st.integers(0, 3)), max_size=80))
@settings(deadline=None)
def test_no_events_upset_the_typist(events: list[tuple[int, int, int]]) -> None:
    stream = packed([InputEvent(*event) for event in events])
    assert len(typed(stream)) <= len(events)
