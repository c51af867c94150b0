"""The chip's photo field as a picture, by one of two decoders: the open one of virtual cards, or a vendor's library.

Real cards carry 1024 bytes of WLT, for which no open decoder exists. The vendor's closed library runs in a process
of its own (`photo_helper`), because it may crash. Must never invent a picture, and never writes one to disk.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from kiosk.identity.faults import FaceReason, FaceUnavailable
from kiosk.identity.photo_wire import LARGEST, Status, unpack_answer
from kiosk.identity.vision import Picture, decode_image

FIELD_BYTES = 1024
WLT_MAGIC = b"WLf\0"
"""How the field of every real card seen in public begins."""
VIRTUAL_MAGIC = b"VKP1"
"""How that of a virtual card begins: then length (2 bytes, big-endian), a WebP or JPEG, zeros."""
_SMALLEST_SIDE = 48
_SYMBOL = "GetBmp"


@dataclass(frozen=True)
class VendorLibrary:
    """A maker's decoder: `int symbol(const unsigned char wlt[1024], unsigned char *bmp)`, 1 = decoded.

    The signature is that of the libraries named in public sources; none of them has been tried here.
    """

    path: Path
    symbol: str | None = None
    """Name of the function; None = GetBmp."""
    seconds: float = 5.0
    """How long it may take before its process is ended."""


def decode_photo(field: bytes, vendor: VendorLibrary | None = None, *, production: bool = False) -> Picture | None:
    """The RGB picture of a photo field; None where it cannot be had (`require_photo` says why)."""
    try:
        return require_photo(field, vendor, production=production)
    except FaceUnavailable:
        return None


def require_photo(field: bytes, vendor: VendorLibrary | None = None, *, production: bool = False) -> Picture:
    """The RGB picture of a 1024-byte photo field; in `production` the virtual cards' format is not a photo.

    Raises FaceUnavailable: `decoder-missing`, `decoder-failed`, `chip-photo-undecodable`.
    """
    if len(field) != FIELD_BYTES:
        raise FaceUnavailable(FaceReason.CHIP_PHOTO, f"{len(field)} bytes")
    if field.startswith(VIRTUAL_MAGIC):
        return _picture(b"" if production else _virtual(field))
    if vendor is None:
        known = field.startswith(WLT_MAGIC)
        raise FaceUnavailable(FaceReason.DECODER_MISSING if known else FaceReason.CHIP_PHOTO, "no vendor library")
    return _picture(_by_vendor(field, vendor))


def _virtual(field: bytes) -> bytes:
    """The image file inside a virtual card's field; empty where the length is impossible."""
    start = len(VIRTUAL_MAGIC) + 2
    length = int.from_bytes(field[len(VIRTUAL_MAGIC) : start], "big")
    return field[start : start + length] if length <= FIELD_BYTES - start else b""


def _picture(data: bytes) -> Picture:
    picture = decode_image(data)
    if picture is None or min(picture.shape[:2]) < _SMALLEST_SIDE:
        raise FaceUnavailable(FaceReason.CHIP_PHOTO, "no picture in the field")
    return picture


def _by_vendor(field: bytes, vendor: VendorLibrary) -> bytes:
    """What the vendor's library makes of the field: a BMP file."""
    if not vendor.path.is_file():
        raise FaceUnavailable(FaceReason.DECODER_MISSING, vendor.path.name)
    command = [sys.executable, "-P", "-m", "kiosk.identity.photo_helper", str(vendor.path), vendor.symbol or _SYMBOL]
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "LANG") if name in os.environ}
    environment = {**kept, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    try:
        done = subprocess.run(
            command,
            input=field,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=vendor.seconds,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired:
        # `from None`: the timeout carries what the process had written
        raise FaceUnavailable(FaceReason.DECODER_FAILED, f"no answer for {vendor.seconds:g} s") from None
    except OSError as error:
        raise FaceUnavailable(FaceReason.DECODER_MISSING, "its process does not start") from error
    if done.returncode < 0:
        raise FaceUnavailable(FaceReason.DECODER_FAILED, f"ended by signal {-done.returncode}")
    if len(done.stdout) > LARGEST:
        raise FaceUnavailable(FaceReason.DECODER_FAILED, "answer too long")
    return _checked(*unpack_answer(done.stdout))


def _checked(status: Status, bitmap: bytes) -> bytes:
    if status is Status.NOT_LOADED:
        raise FaceUnavailable(FaceReason.DECODER_MISSING, "the library or its function cannot be loaded")
    if status is Status.REFUSED:
        raise FaceUnavailable(FaceReason.CHIP_PHOTO, "the library does not take it")
    if status is not Status.DECODED:
        raise FaceUnavailable(FaceReason.DECODER_FAILED, "no proper answer")
    return bitmap
