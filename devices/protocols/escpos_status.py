"""What an ESC/POS printer says: real-time status (DLE EOT n), automatic status (ASB), blocks, flow control.

Sans-IO. Kinds of bytes are told apart by their fixed bits, as makers' appendices "identification of send status"
give them (Epson, Citizen alike): DLE EOT 0xx1xx10, first of ASB 0xx1xx00 with three of 0xx0xxxx behind it, GS r and
GS I 0xx0xxxx, XON 11h, XOFF 13h; blocks begin with 37h (responses) or 5Fh (GS I) and end with NUL. Must never raise
on anything a printer sends: what fits nowhere is Garbage.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, TypeAlias

from devices.faults import Fault

_XON, _XOFF = 0x11, 0x13
_RESPONSE, _IDENTITY = 0x37, 0x5F
_AUTO_BYTES: Final = 4
_LONGEST_BLOCK: Final = 80
"""Bytes of a block with its header; makers name 80 for GS I."""
_PROCESS_ID, _CLEARED = 0x22, 0x25


class Ask(IntEnum):
    """What DLE EOT can be asked; the value is its n."""

    PRINTER = 1
    OFFLINE = 2
    ERROR = 3
    PAPER = 4


def request(*asked: Ask) -> bytes:
    """DLE EOT n for each; at most four may be on their way, and no data behind them before all are answered."""
    return b"".join(bytes((0x10, 0x04, one)) for one in asked)


@dataclass(frozen=True)
class RealTime:
    """An answer to DLE EOT. It does not say to which n: answers come in the order of the requests."""

    byte: int


@dataclass(frozen=True)
class AutoStatus:
    """Four bytes nobody asked for (ASB, GS a): something has changed."""

    bytes: bytes


@dataclass(frozen=True)
class Plain:
    """An answer that came in its turn (GS r, GS I 1-3): everything sent before it has been processed."""

    byte: int


@dataclass(frozen=True)
class Block:
    """A response with a header. `data` without header and NUL, printable ASCII only."""

    header: int
    data: bytes

    @property
    def process_id(self) -> bytes | None:
        """Four characters given with GS ( H, where this is such a response: what stood before is printed."""
        return self.data[1:] if self.header == _RESPONSE and self.data[:1] == bytes((_PROCESS_ID,)) else None

    @property
    def cleared(self) -> bool:
        """Is this the response to DLE DC4 (fn = 8): are the buffers empty?"""
        return self.header == _RESPONSE and self.data == bytes((_CLEARED,))

    @property
    def text(self) -> str | None:
        """What GS I 65 to 69 answered."""
        return self.data.decode("ascii") if self.header == _IDENTITY else None


@dataclass(frozen=True)
class Flow:
    """XON or XOFF: may more be sent?"""

    go: bool


@dataclass(frozen=True)
class Garbage:
    """Bytes that fit nowhere."""

    count: int


Received: TypeAlias = RealTime | AutoStatus | Plain | Block | Flow | Garbage


class StatusParser:
    """Bytes from a printer, in any portions -> what they are."""

    def __init__(self) -> None:
        self._auto = b""
        self._block = b""

    def feed(self, data: bytes) -> list[Received]:
        """What became complete with `data`."""
        return [found for byte in data for found in self._next(byte)]

    def _next(self, byte: int) -> list[Received]:
        if byte in (_XON, _XOFF):
            return [Flow(byte == _XON)]
        if self._block:
            return self._in_block(byte)
        if self._auto:
            return self._in_auto(byte)
        return self._first(byte)

    def _first(self, byte: int) -> list[Received]:
        if byte in (_RESPONSE, _IDENTITY):
            self._block = bytes((byte,))
            return []
        if byte & 0x93 == 0x12:  # noqa: PLR2004  the fixed bits
            return [RealTime(byte)]
        if byte & 0x93 == 0x10:  # noqa: PLR2004
            self._auto = bytes((byte,))
            return []
        return [Plain(byte)] if byte & 0x90 == 0 else [Garbage(1)]

    def _in_auto(self, byte: int) -> list[Received]:
        """A real-time answer may come in between; anything else ends what was begun."""
        if byte & 0x93 == 0x12:  # noqa: PLR2004
            return [RealTime(byte)]
        if byte & 0x90:
            lost, self._auto = len(self._auto), b""
            return [Garbage(lost), *self._first(byte)]
        self._auto += bytes((byte,))
        if len(self._auto) < _AUTO_BYTES:
            return []
        whole, self._auto = self._auto, b""
        return [AutoStatus(whole)]

    def _in_block(self, byte: int) -> list[Received]:
        if byte == 0:
            whole, self._block = self._block, b""
            return [Block(whole[0], whole[1:])]
        if 0x20 <= byte <= 0x7E and len(self._block) < _LONGEST_BLOCK:  # noqa: PLR2004  printable ASCII
            self._block += bytes((byte,))
            return []
        lost, self._block = len(self._block), b""
        return [Garbage(lost), *self._first(byte)]


@dataclass(frozen=True)
class Standing:
    """How the printer is. Bits beyond the fixed ones differ by maker: these are the ones most agree on."""

    offline: bool = False
    cover_open: bool = False
    feeding: bool = False
    """Somebody holds the feed button down."""
    error: bool = False
    """Some error, named or not (n = 2, bit 6)."""
    recoverable: bool = False
    """Mechanical: a jam; on mark paper a mark that was not found (n = 3, bit 2; unsure, differs by maker)."""
    cutter: bool = False
    unrecoverable: bool = False
    """Voltage, memory, wiring."""
    cooling: bool = False
    """Recovers by itself: the head is too hot (n = 3, bit 6)."""
    paper_out: bool = False
    near_end: bool = False

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is not a fault yet."""
        return ("paper-near-end",) if self.near_end and not self.paper_out else ()


def standing(answers: Mapping[Ask, int]) -> Standing:
    """What the answers to DLE EOT 1 to 4 mean together; a missing one says nothing."""
    printer, offline = answers.get(Ask.PRINTER, 0), answers.get(Ask.OFFLINE, 0)
    error, paper = answers.get(Ask.ERROR, 0), answers.get(Ask.PAPER, 0)
    return Standing(
        offline=bool(printer & 0x08),
        cover_open=bool(offline & 0x04),
        feeding=bool(offline & 0x08 or printer & 0x40),
        error=bool(offline & 0x40),
        recoverable=bool(error & 0x04),
        cutter=bool(error & 0x08),
        unrecoverable=bool(error & 0x20),
        cooling=bool(error & 0x40),
        paper_out=bool(offline & 0x20 or paper & 0x60),
        near_end=bool(paper & 0x0C),
    )


def standing_told(status: AutoStatus) -> Standing:
    """The same from ASB (Epson's layout; of clones unsure)."""
    first, second, third, _ = status.bytes
    return Standing(
        offline=bool(first & 0x08),
        cover_open=bool(first & 0x20),
        feeding=bool(first & 0x40 or second & 0x02),
        recoverable=bool(second & 0x04),
        cutter=bool(second & 0x08),
        unrecoverable=bool(second & 0x20),
        cooling=bool(second & 0x40),
        paper_out=bool(third & 0x0C),
        near_end=bool(third & 0x03),
    )


def fault_of(seen: Standing, *, marks: bool = False) -> Fault | None:
    """What stands in the way, most telling first; None where the printer can print. `marks`: black-mark paper."""
    causes = (
        (seen.cover_open, Fault.COVER_OPEN),
        (seen.paper_out, Fault.PAPER_OUT),
        (seen.cutter, Fault.CUTTER),
        (seen.unrecoverable, Fault.PRINTER_STOPPED),
        (seen.cooling, Fault.HEAD_HOT),
        (seen.recoverable, Fault.BLACK_MARK if marks else Fault.PAPER_JAM),
        (seen.feeding, Fault.BUSY),
        (seen.error, Fault.PRINTER_STOPPED),
        (seen.offline, Fault.PRINTER_OFFLINE),
    )
    return next((fault for so, fault in causes if so), None)
