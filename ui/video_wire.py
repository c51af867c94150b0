"""What the screen and the process that plays a video say to each other over its standard input and output.

In: a line of JSON (`Opening`), the file, then words, one a line (`WORDS`). Out: messages, each one byte of kind, four
of length (big-endian), and that much. Must never need Qt.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from enum import StrEnum
from io import FileIO
from typing import Final

import msgspec

WORDS: Final = ("play", "pause", "again", "sound-on", "sound-off", "taken")
"""`taken`: the last picture was; the next may come."""
MOST_SIDE: Final = 1920
"""Pixels of a side of a picture that is taken."""
MOST_FILE: Final = 8_000_000
"""Bytes, as the contract says."""
_HEAD: Final = struct.Struct(">cI")
_PICTURE: Final = struct.Struct(">IHH")
_POINT: Final = 3
_STANDING_MOST: Final = 1000


class State(StrEnum):
    """How the video stands."""

    READY = "ready"
    """Its first picture is there; nothing moves."""
    PLAYING = "playing"
    PAUSED = "paused"
    ENDED = "ended"
    BROKEN = "broken"
    """It cannot be decoded, or is larger than is taken."""


class Sound(StrEnum):
    """Can there be any."""

    NONE = "none"
    """The video has none."""
    UNHEARD = "unheard"
    """The terminal has nothing to play it on."""
    OFF = "off"
    ON = "on"


class Opening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line: bytes of the file, and the most a picture may have on either side."""

    size: int
    width: int
    height: int


class Standing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How it stands; `length` in milliseconds."""

    state: State
    sound: Sound
    length: int


class Frame(msgspec.Struct, frozen=True):
    """A picture: RGB, rows without a gap; `at` in milliseconds from the beginning."""

    at: int
    width: int
    height: int
    points: bytes


class WireError(Exception):
    """What came is not what is said here: nothing more of it is believed."""


def pack_picture(at: int, width: int, height: int, points: bytes) -> bytes:
    """A message with a picture."""
    return _HEAD.pack(b"P", _PICTURE.size + len(points)) + _PICTURE.pack(at, width, height) + points


def pack_standing(standing: Standing) -> bytes:
    """A message with a standing."""
    told = msgspec.json.encode(standing)
    return _HEAD.pack(b"S", len(told)) + told


def opening_of(stream: FileIO) -> Opening:
    """The first line. Raises msgspec.DecodeError, ValueError."""
    opening = msgspec.json.decode(stream.readline(_STANDING_MOST), type=Opening)
    if not (0 < opening.size <= MOST_FILE and 0 < opening.width <= MOST_SIDE and 0 < opening.height <= MOST_SIDE):
        raise ValueError("out of bounds")
    return opening


class Unpacker:
    """Takes bytes as they come and gives whole messages; holds one at most."""

    def __init__(self) -> None:
        self._held = bytearray()

    def take(self, data: bytes) -> Iterator[Frame | Standing]:
        """The messages that are whole by now. Raises WireError."""
        self._held += data
        while len(self._held) >= _HEAD.size:
            kind, length = _HEAD.unpack_from(self._held)
            most = {b"P": _PICTURE.size + _POINT * MOST_SIDE * MOST_SIDE, b"S": _STANDING_MOST}.get(kind, -1)
            if length > most:
                raise WireError("too long, or no kind of message")
            if len(self._held) < _HEAD.size + length:
                return
            body = bytes(self._held[_HEAD.size : _HEAD.size + length])
            del self._held[: _HEAD.size + length]
            yield _frame(body) if kind == b"P" else _standing(body)


def _frame(body: bytes) -> Frame:
    if len(body) < _PICTURE.size:
        raise WireError("a picture without its head")
    at, width, height = _PICTURE.unpack_from(body)
    points = body[_PICTURE.size :]
    sides = 0 < width <= MOST_SIDE and 0 < height <= MOST_SIDE
    if not sides or len(points) != width * height * _POINT:
        raise WireError("a picture of another size than it says")
    return Frame(at, width, height, points)


def _standing(body: bytes) -> Standing:
    try:
        return msgspec.json.decode(body, type=Standing)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WireError("no standing") from error
