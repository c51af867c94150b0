from __future__ import annotations

import re

import pytest
from escpos import constants  # type: ignore[import-untyped]
from escpos.printer import Dummy  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from devices.protocols.escpos_raster import (
    BAND,
    CLEAR,
    DOTS,
    RESYNCHRONISE,
    START,
    Cut,
    Mark,
    Raster,
    ask_identity,
    ask_process,
    bands,
    parting,
    tamed,
)
from devices.protocols.escpos_status import Ask, request

ORDER = re.compile(rb"\x10[\x04\x05\x14]")


def unpacked(commands: list[bytes], stride: int) -> bytes:
    """The rows the commands stand for, each of `stride` bytes."""
    out = b""
    for command in commands:
        assert command[:4] == b"\x1dv0\0"
        width, height = int.from_bytes(command[4:6], "little"), int.from_bytes(command[6:8], "little")
        data = command[8:]
        assert len(data) == width * height
        out += b"".join(data[at : at + width].ljust(stride, b"\0") for at in range(0, len(data), width))
    return out


def test_a_small_picture_byte_for_byte() -> None:
    raster = Raster(16, bytes.fromhex("8000 0000 C000"))
    assert raster.height == 3
    assert list(bands(raster, rows=2)) == [
        bytes.fromhex("1D 76 30 00 01 00 02 00 80 00"),
        bytes.fromhex("1D 76 30 00 01 00 01 00 C0"),
    ]
    assert list(bands(Raster(16, bytes(4)))) == [bytes.fromhex("1D 76 30 00 01 00 02 00 00 00")]
    assert list(bands(Raster(16, b""))) == []


@settings(deadline=None)
@given(
    stride=st.integers(1, 72),
    rows=st.integers(1, 30),
    data=st.lists(st.sampled_from([0, 0x10, 0x04, 0x05, 0x14, 0x01, 0xFF]), max_size=600),
)
def test_any_picture_arrives_and_holds_no_order(stride: int, rows: int, data: list[int]) -> None:
    bits = bytes(data[: len(data) // stride * stride])
    raster = Raster(stride * 8, bits)
    commands = list(bands(raster, rows))
    assert not ORDER.search(b"".join(commands))
    assert all(len(command) <= 8 + stride * rows for command in commands)
    arrived = unpacked(commands, stride)
    assert len(arrived) == len(bits)
    for was, now in zip(bits, arrived, strict=True):
        assert now == was or (was, now) == (0x10, 0x18)


def test_only_what_reads_as_an_order_is_touched() -> None:
    assert tamed(bytes.fromhex("10 04 01 10 10 14 10 05 10 06 04 10")) == bytes.fromhex(
        "18 04 01 10 18 14 18 05 10 06 04 10"
    )


@pytest.mark.parametrize(("width", "size"), [(0, 0), (12, 0), (16, 3)])
def test_a_raster_has_whole_bytes_and_rows(width: int, size: int) -> None:
    with pytest.raises(ValueError, match="whole"):
        Raster(width, bytes(size))


def test_a_broken_band_is_completed_at_any_width() -> None:
    assert DOTS == {58: 384, 80: 576}
    assert len(RESYNCHRONISE) == BAND * 72
    assert set(RESYNCHRONISE) == {0}


@pytest.mark.parametrize(
    ("cut", "mark", "sent"),
    [
        (Cut.PARTIAL, Mark.NONE, b"\x1dVB\0"),
        (Cut.FULL, Mark.NONE, b"\x1dVA\0"),
        (Cut.NONE, Mark.NONE, b"\x1bd\x06"),
        (Cut.FULL, Mark.GS_FF, b"\x1d\x0c\x1dV\0"),
        (Cut.PARTIAL, Mark.FF, b"\x0c\x1dV\x01"),
        (Cut.NONE, Mark.FF, b"\x0c"),
    ],
)
def test_the_end_of_a_slip(cut: Cut, mark: Mark, sent: bytes) -> None:
    assert parting(cut, mark) == sent


def test_questions() -> None:
    assert ask_process(b"A1b2") == bytes.fromhex("1D 28 48 06 00 30 30 41 31 62 32")
    assert ask_identity(67) == bytes.fromhex("1D 49 43")
    assert bytes.fromhex("10 14 08 01 03 14 01 06 02 08") == CLEAR
    for name in (b"", b"abc", b"abcde", b"ab\0d", b"ab\x7fd"):
        with pytest.raises(ValueError, match="four"):
            ask_process(name)


def test_python_escpos_sends_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    bits = bytes((n * 37 + 1) % 256 | 1 for n in range(72 * 40))
    theirs = Dummy()
    theirs.image(Image.frombytes("1", (576, 40), bytes(255 - byte for byte in bits)))
    capsys.readouterr()  # it prints that it does not know the paper
    assert b"".join(bands(Raster(576, bits), rows=960)) == theirs.output
    assert START.startswith(constants.HW_INIT)
    assert (parting(Cut.FULL, Mark.FF), parting(Cut.PARTIAL, Mark.FF)) == (
        b"\x0c" + constants.PAPER_FULL_CUT,
        b"\x0c" + constants.PAPER_PART_CUT,
    )
    assert (request(Ask.PRINTER), request(Ask.PAPER)) == (constants.RT_STATUS_ONLINE, constants.RT_STATUS_PAPER)
