"""What the screen believes of the process that plays: whole messages within their bounds, and nothing else."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import cast

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.video_wire import (
    MOST_FILE,
    Frame,
    Opening,
    Sound,
    Standing,
    State,
    Unpacker,
    WireError,
    opening_of,
    pack_picture,
    pack_standing,
)

STANDING = Standing(State.PLAYING, Sound.OFF, 15_000)
FRAME = Frame(700, 2, 3, bytes(range(18)))
BOTH = pack_standing(STANDING) + pack_picture(FRAME.at, FRAME.width, FRAME.height, FRAME.points)


@given(st.lists(st.integers(1, len(BOTH)), max_size=5))
def test_messages_are_the_same_however_they_are_cut(cuts: list[int]) -> None:
    unpacker, at = Unpacker(), 0
    found: list[Frame | Standing] = []
    for cut in (*sorted(cuts), len(BOTH)):
        found += unpacker.take(BOTH[at:cut])
        at = cut
    assert found == [STANDING, FRAME]


@pytest.mark.parametrize(
    "wrong",
    [
        b"X\0\0\0\0",
        b"P\xff\xff\xff\xff",
        b"S\0\0\xff\xff",
        b"P\0\0\0\x03abc",
        pack_picture(0, 2, 3, bytes(17)),
        pack_picture(0, 0, 3, b""),
        pack_picture(0, 1921, 1, bytes(1921 * 3)),
        b"S\0\0\0\x02{}",
        b'S\0\0\0\x02"\xff',
        pack_standing(STANDING).replace(b"playing", b"dancing"),
    ],
)
def test_what_is_out_of_bounds_is_not_believed(wrong: bytes) -> None:
    with pytest.raises(WireError):
        list(Unpacker().take(wrong))


@given(st.binary(max_size=200))
def test_noise_is_an_error_or_waited_for(noise: bytes) -> None:
    unpacker = Unpacker()
    with contextlib.suppress(WireError):
        assert all(isinstance(one, (Frame, Standing)) for one in unpacker.take(noise))


def test_the_first_line_has_bounds() -> None:
    fine = Opening(3, 960, 720)
    assert opening_of(cast("io.FileIO", io.BytesIO(msgspec.json.encode(fine) + b"\nabc"))) == fine
    for wrong in (Opening(0, 1, 1), Opening(MOST_FILE + 1, 1, 1), Opening(1, 1, 1921), Opening(1, -1, 1)):
        with pytest.raises(ValueError, match="bounds"):
            opening_of(cast("io.FileIO", io.BytesIO(msgspec.json.encode(wrong) + b"\n")))


def test_the_wire_needs_no_qt() -> None:
    words = (Path(__file__).resolve().parents[3] / "ui" / "video_wire.py").read_text("utf-8")
    assert "PySide6" not in words
