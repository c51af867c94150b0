"""What is sent to an ESC/POS printer: a picture in bands, cut, feed to the mark, and how the end is asked for.

Sans-IO. Must never put into a picture what the printer would take for an order: real-time commands (DLE EOT, DLE ENQ,
DLE DC4) are carried out wherever their bytes stand, also amidst a picture, and one of them empties the buffers.

python-escpos encodes pictures too, byte for byte alike (tests compare). It is not used: it dithers, sends bands of
960 rows, lets such orders through, and is slower.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

DOTS: Final = MappingProxyType({58: 384, 80: 576})
"""Paper width in mm -> dots of the print head (8 to the millimetre)."""
BAND: Final = 24
"""Rows of a band: status can be asked between two bands only, and a printer's buffer may hold 4 KB."""

START: Final = b"\x1b@\x1da\x0e"
"""ESC @ (forget settings), GS a 14 (say by yourself when you go offline, err, or run out of paper)."""
QUIET: Final = b"\x1da\x00"
"""GS a 0: say nothing unasked. Before GS r: half of such a report could pass for its answer."""
ASK_PAPER: Final = b"\x1dr\x01"
"""GS r 1: answered in its turn, that is once all before it has been processed."""
CLEAR: Final = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 (fn = 8): empty the buffers now; a printer that knows it answers 37h 25h 00h."""
RECOVER: Final = b"\x10\x05\x02"
"""DLE ENQ 2: leave the error and empty the buffers; only heeded in an error one can recover from."""
RESYNCHRONISE: Final = bytes(BAND * max(DOTS.values()) // 8)
"""Completes a band that broke off (as white); outside a band NUL is nothing."""
_ORDER = re.compile(rb"\x10(?=[\x04\x05\x14])")
_TAMED = b"\x18"
_PROCESS_ID = re.compile(rb"[\x20-\x7e]{4}")


class Mark(StrEnum):
    """How mark paper is fed to its next mark. Makers differ; nobody here has tried one."""

    NONE = "none"
    GS_FF = "gs-ff"
    """GS FF: SNBC, SPRT and others."""
    FF = "ff"
    """FF: many small mechanisms."""


class Cut(StrEnum):
    """How a slip is parted from the roll."""

    PARTIAL = "partial"
    FULL = "full"
    NONE = "none"
    """No cutter: fed far enough to be torn off."""


_CUTS: Final = MappingProxyType({Cut.FULL: b"\x1dVA\x00", Cut.PARTIAL: b"\x1dVB\x00", Cut.NONE: b"\x1bd\x06"})
"""GS V 65 0 and GS V 66 0 feed to the cutter first; ESC d 6 feeds six lines."""
_CUTS_AT_MARK: Final = MappingProxyType({Cut.FULL: b"\x1dV\x00", Cut.PARTIAL: b"\x1dV\x01", Cut.NONE: b""})
"""GS V 0 and GS V 1 cut where the paper is: feeding is the mark's matter."""
_MARKS: Final = MappingProxyType({Mark.NONE: b"", Mark.GS_FF: b"\x1d\x0c", Mark.FF: b"\x0c"})


@dataclass(frozen=True)
class Raster:
    """A picture of dots: rows from the top, a bit a dot, most significant bit left, 1 is black."""

    width: int
    """Dots; a multiple of 8."""
    bits: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if self.width <= 0 or self.width % 8 or len(self.bits) % (self.width // 8):
            raise ValueError("a raster has whole bytes and whole rows")

    @property
    def height(self) -> int:
        """Rows."""
        return len(self.bits) // (self.width // 8)

    def rows(self, first: int, count: int) -> bytes:
        """Bits of `count` rows from row `first`, fewer at the end."""
        stride = self.width // 8
        return self.bits[first * stride : (first + count) * stride]


def bands(raster: Raster, rows: int = BAND) -> Iterator[bytes]:
    """The picture as GS v 0 commands of at most `rows` rows; white at the right is not sent.

    A dot beside another is blackened where the bits would read as an order (see `tamed`).
    """
    stride = raster.width // 8
    for first in range(0, raster.height, rows):
        bits = raster.rows(first, rows)
        height = len(bits) // stride
        used = max(len(bits[row * stride : (row + 1) * stride].rstrip(b"\0")) for row in range(height)) or 1
        narrow = bits if used == stride else b"".join(bits[at : at + used] for at in range(0, len(bits), stride))
        header = bytes((0x1D, 0x76, 0x30, 0)) + used.to_bytes(2, "little") + height.to_bytes(2, "little")
        yield header + tamed(narrow)


def tamed(bits: bytes) -> bytes:
    """The same dots without DLE EOT, DLE ENQ and DLE DC4: the single dot of the DLE becomes two dots wide.

    Only a lone dot of exactly this pattern is touched; modules of a QR code are wider than one dot.
    """
    return _ORDER.sub(_TAMED, bits)


def parting(cut: Cut, mark: Mark = Mark.NONE) -> bytes:
    """Feed and cut at the end of a slip."""
    return _CUTS[cut] if mark is Mark.NONE else _MARKS[mark] + _CUTS_AT_MARK[cut]


def ask_process(name: bytes) -> bytes:
    """GS ( H (fn = 48): send `name` back once all before it is printed. Four printable ASCII characters."""
    if not _PROCESS_ID.fullmatch(name):
        raise ValueError("a process id is four printable characters")
    return b"\x1d(H\x06\x0000" + name


def ask_identity(what: int) -> bytes:
    """GS I n: 65 firmware, 66 maker, 67 model, 68 serial number."""
    return b"\x1dI" + bytes((what,))
