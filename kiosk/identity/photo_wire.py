"""What the decoder's process answers, as bytes: one status byte, four bytes of length, a BMP file. Sans-IO.

Must never trust a length: both sides cap it.
"""

from __future__ import annotations

from enum import IntEnum

LARGEST = 1 << 20
"""Bytes an answer may have."""
_HEAD = 5


class Status(IntEnum):
    """How the library did."""

    DECODED = 0
    NOT_LOADED = 1
    """The library or the named function cannot be loaded."""
    REFUSED = 2
    """It answered with a failure of its own, or left no BMP."""
    GARBLED = 3
    """Never sent: what a caller reads that is not an answer."""


def pack_answer(status: Status, bitmap: bytes = b"") -> bytes:
    """An answer as it is written."""
    return bytes([status]) + len(bitmap).to_bytes(4, "big") + bitmap


def unpack_answer(data: bytes) -> tuple[Status, bytes]:
    """An answer as it was read; GARBLED for anything that is not whole and exact."""
    if len(data) < _HEAD or data[0] >= Status.GARBLED:
        return Status.GARBLED, b""
    length = int.from_bytes(data[1:_HEAD], "big")
    if length != len(data) - _HEAD:
        return Status.GARBLED, b""
    return Status(data[0]), data[_HEAD:]
