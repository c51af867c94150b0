"""The scanner's stream: every suffix, every way of cutting the stream, too long, broken off, hostile."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.contract import Code, Fault
from devices.protocols.scan_code import AT_MOST, CodeParser, Manner, Scanned, Suffix

ENDS = {
    Suffix.LINE: [b"\r", b"\n", b"\r\n"],
    Suffix.CR: [b"\r"],
    Suffix.LF: [b"\n"],
    Suffix.CRLF: [b"\r\n"],
    Suffix.TAB: [b"\t"],
}
PAIRS = [(suffix, end) for suffix, ends in ENDS.items() for end in ends]


def fed(manner: Manner, *pieces: bytes, step: float = 0.0) -> list[Scanned]:
    parser = CodeParser(manner)
    return [one for number, piece in enumerate(pieces) for one in parser.feed(piece, number * step)]


@pytest.mark.parametrize(("suffix", "end"), PAIRS)
def test_codes_end_with_their_suffix(suffix: Suffix, end: bytes) -> None:
    assert fed(Manner(suffix), b"one" + end + b"two" + end + b"begun") == [Code(b"one"), Code(b"two")]


@pytest.mark.parametrize(("suffix", "end"), PAIRS)
@given(codes=st.lists(st.binary(min_size=1, max_size=40), max_size=5), cuts=st.lists(st.integers(1, 9), max_size=60))
@settings(deadline=None, max_examples=60)
def test_however_the_stream_is_cut(suffix: Suffix, end: bytes, codes: list[bytes], cuts: list[int]) -> None:
    codes = [bytes(byte for byte in code if byte not in b"\r\n\t") or b"x" for code in codes]
    stream = b"".join(code + end for code in codes)
    pieces = []
    for cut in cuts:
        pieces.append(stream[:cut])
        stream = stream[cut:]
    assert fed(Manner(suffix), *pieces, stream) == [Code(code) for code in codes]


def test_empty_lines_are_no_codes() -> None:
    assert fed(Manner(), b"\r\n\r\n", b"\n", b"a\r\n") == [Code(b"a")]


def test_cr_of_a_code_that_ends_in_crlf_only() -> None:
    assert fed(Manner(Suffix.CRLF), b"a\rb\n", b"c\r", b"\n") == [Code(b"a\rb\nc")]


def test_silence_ends_a_binary_code_and_cuts_one_line_end() -> None:
    parser = CodeParser(Manner(Suffix.GAP, silence=0.1))
    assert parser.feed(b"a\r\n\tb", 0.0) == []
    assert parser.feed(b"\x00c\r\n", 0.05) == []
    assert parser.waiting
    assert parser.quiet(0.1) == []
    assert parser.quiet(0.16) == [Code(b"a\r\n\tb\x00c")]
    assert parser.quiet(9.0) == []
    assert parser.feed(b"d", 10.0) == []
    assert parser.feed(b"e", 11.0) == [Code(b"d")]


def test_a_code_without_its_suffix_is_garbled() -> None:
    parser = CodeParser(Manner(silence=0.1))
    assert parser.feed(b"half", 1.0) == []
    assert parser.feed(b"whole\r", 2.0) == [Fault.CODE_GARBLED, Code(b"whole")]
    assert parser.feed(b"", 3.0) == []


@pytest.mark.parametrize("size", [AT_MOST, AT_MOST + 1, AT_MOST + 65, 3 * AT_MOST])
@pytest.mark.parametrize("step", [1, 64, 100_000])
def test_a_code_that_is_too_long_is_dropped_whole_and_the_next_one_read(size: int, step: int) -> None:
    stream = b"x" * size + b"\r\nnext\r\n"
    pieces = [stream[at : at + step] for at in range(0, len(stream), step)]
    expected = Code(b"x" * size) if size <= AT_MOST else Fault.CODE_TOO_LONG
    assert fed(Manner(Suffix.CRLF), *pieces) == [expected, Code(b"next")]
    assert fed(Manner(Suffix.LINE), *pieces) == [expected, Code(b"next")]


def test_a_code_that_is_too_long_ends_with_silence_at_the_latest() -> None:
    for suffix in (Suffix.CR, Suffix.GAP):
        parser = CodeParser(Manner(suffix, silence=0.1))
        assert parser.feed(b"x" * 6000, 0.0) == []
        assert parser.feed(b"y", 0.05) == []
        assert parser.quiet(1.0) == [Fault.CODE_TOO_LONG]
        assert parser.quiet(2.0) == []
    parser = CodeParser(Manner(Suffix.GAP, silence=0.1))
    parser.feed(b"x" * (AT_MOST + 3), 0.0)
    assert parser.quiet(1.0) == [Fault.CODE_TOO_LONG]


def test_prefix_and_aim_id_are_taken_off() -> None:
    manner = Manner(prefix=b"\x02", aim=True)
    assert fed(manner, b"\x02]Q1https://example.invalid\r") == [Code(b"https://example.invalid", "]Q1")]
    assert fed(manner, b"\x02plain\r") == [Code(b"plain")]
    assert fed(manner, b"no prefix\r") == [Fault.CODE_GARBLED]
    assert fed(manner, b"\x02]Q1\r", b"\x02\r") == [Fault.CODE_GARBLED, Fault.CODE_GARBLED]
    assert fed(Manner(), b"]Q1stays\r") == [Code(b"]Q1stays")]


@given(
    st.lists(st.tuples(st.binary(max_size=300), st.floats(0, 1)), max_size=30),
    st.sampled_from(Suffix),
    st.binary(max_size=2),
    st.booleans(),
)
@settings(deadline=None, max_examples=150)
def test_whatever_comes_a_code_is_bounded_and_never_empty(
    pieces: list[tuple[bytes, float]], suffix: Suffix, prefix: bytes, aim: object
) -> None:
    parser, now = CodeParser(Manner(suffix, prefix, bool(aim))), 0.0
    scanned: list[Scanned] = []
    for piece, pause in pieces:
        now += pause
        scanned += parser.feed(piece, now)
    scanned += parser.quiet(now + 1)
    assert not parser.waiting
    for one in scanned:
        if isinstance(one, Code):
            assert 0 < len(one.raw) <= AT_MOST
            assert one.symbology == "" or (aim and one.symbology.startswith("]"))
        else:
            assert one in {Fault.CODE_GARBLED, Fault.CODE_TOO_LONG}
