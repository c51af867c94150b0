"""Answer to reset (ISO/IEC 7816-3, PC/SC part 3): contact or contactless, and the one card known by it alone.

The resident identity card (居民身份证) tells an ordinary reader nothing but that it is one: its content needs the
security module of an identity-card reader. Must never take an ATR for an identity: it says what, not who.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from operator import xor
from typing import Final

from devices.faults import DeviceError, Fault

AT_MOST: Final = 33
"""Bytes of an ATR, TS included."""
RESIDENT: Final = bytes.fromhex("3B 88 80 01 D1 03 86 05 00 80 80 00 58")
"""The resident identity card in an ISO 14443-B reader (pcsc-tools' list)."""
_RESIDENT_SAYS: Final = bytes.fromhex("D1 03 86 05 00 80 80")
"""Application data and protocol info of its ATQB; the byte behind them is the reader's matter."""
_STORAGE_SAYS: Final = bytes.fromhex("4F 0C A0 00 00 03 06")
"""PC/SC part 3: a storage card (Mifare and the like), which knows no files."""
_CONTACTLESS_HEAD: Final = bytes.fromhex("80 01")
"""TD1 and TD2 as PC/SC part 3 makes them for every contactless card."""
_CONVENTIONS: Final = (0x3B, 0x3F)
_T15: Final = 15


@dataclass(frozen=True)
class Atr:
    """What an ATR says.

    Attributes:
        raw: the bytes.
        protocols: transmission protocols it names, 0 and 1 (15 is no protocol); (0,) where it names none.
        historical: the historical bytes.
        sound: its check byte fits, or none is needed.
    """

    raw: bytes = field(repr=False)
    protocols: tuple[int, ...]
    historical: bytes = field(repr=False)
    sound: bool

    @property
    def contactless(self) -> bool:
        """Did a contactless reader make it up? Contact cards answer T=0 or T=1 without this head."""
        return self.raw[2:4] == _CONTACTLESS_HEAD and self.raw[0] == _CONVENTIONS[0] and self.raw[1] >> 4 == 8  # noqa: PLR2004

    @property
    def storage(self) -> bool:
        """A contactless card without files: its uid is all there is."""
        return self.contactless and self.historical[1:8] == _STORAGE_SAYS

    @property
    def resident(self) -> bool:
        """A resident identity card, which wants another reader."""
        return self.contactless and self.historical[:7] == _RESIDENT_SAYS


def parse(raw: bytes) -> Atr:
    """Take an ATR apart. Raises DeviceError(CHIP_MUTE) where it is none: the card did not come up properly.

    A wrong check byte is told (`sound`), not refused: cards with one are in use.
    """
    if not 2 <= len(raw) <= AT_MOST or raw[0] not in _CONVENTIONS:  # noqa: PLR2004
        raise DeviceError(Fault.CHIP_MUTE, f"{len(raw)} bytes are no ATR")
    protocols, at = _protocols(raw)
    count = raw[1] & 0x0F
    historical = raw[at : at + count]
    checked = any(protocol != 0 for protocol in protocols)
    end = at + count + checked
    if len(raw) < end:
        raise DeviceError(Fault.CHIP_MUTE, "the ATR is cut off")
    sound = not checked or not reduce(xor, raw[1:end])
    spoken = tuple(dict.fromkeys(protocol for protocol in protocols if protocol != _T15))
    return Atr(raw, spoken or (0,), historical, sound)


def _protocols(raw: bytes) -> tuple[list[int], int]:
    """The protocols that TD1, TD2, … name, and where the historical bytes begin."""
    found: list[int] = []
    at, follows = 2, raw[1] >> 4
    while follows & 0x8:
        at += (follows & 0x7).bit_count()
        if at >= len(raw):
            raise DeviceError(Fault.CHIP_MUTE, "the ATR is cut off")
        found.append(raw[at] & 0x0F)
        follows = raw[at] >> 4
        at += 1
    return found, at + follows.bit_count()
