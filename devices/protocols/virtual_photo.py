"""The open photo field of virtual cards: a small WebP or JPEG where a real chip carries 1024 bytes of closed WLT.

`VKP1`, length (2 bytes, big-endian), picture, zeros. A field without this magic is not ours to decode. Must never
turn up on a real card, and never makes a face out of a field that holds none.
"""

from __future__ import annotations

from typing import Final

FIELD_BYTES: Final = 1024
MAGIC: Final = b"VKP1"
ROOM: Final = FIELD_BYTES - len(MAGIC) - 2
"""Largest picture in bytes."""
SIZE: Final = (102, 126)
"""Width and height in pixels, as on a real chip."""
WLT_MAGIC: Final = bytes.fromhex("57 4C 66 00 7E 00 32 00 00 FF 85")
"""How the field begins on every real card seen in public."""


def pack(image: bytes) -> bytes:
    """A picture file of 1 to 1018 bytes -> the photo field. Raises ValueError where it does not fit."""
    if not 0 < len(image) <= ROOM:
        raise ValueError(f"{len(image)} bytes of picture, room for {ROOM}")
    return (MAGIC + len(image).to_bytes(2, "big") + image).ljust(FIELD_BYTES, b"\x00")


def unpack(photo: bytes) -> bytes | None:
    """The photo field -> the picture file, None where the field is not one of ours or damaged."""
    if len(photo) != FIELD_BYTES or not photo.startswith(MAGIC):
        return None
    start = len(MAGIC) + 2
    size = int.from_bytes(photo[len(MAGIC) : start], "big")
    return photo[start : start + size] if 0 < size <= ROOM else None


def undecodable() -> bytes:
    """A field that looks like a real card's and holds no picture anybody can decode."""
    return WLT_MAGIC.ljust(FIELD_BYTES, b"\x00")
