"""The language of the resident-card security module (SAM): request frames, response frames, result codes. Sans-IO.

GA/T 467 as collected from independent projects: `AA AA AA 96 69 | LEN (2, big-endian) | … | CHK`, where LEN counts
everything after itself and CHK is the XOR of everything after the preamble. Feeding arbitrary bytes never raises:
what is wrong comes back as a named flaw. Must never log or hold what the frames carry.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from functools import reduce
from operator import xor
from types import MappingProxyType
from typing import Final, TypeAlias

from devices.faults import DeviceError, Fault
from devices.protocols import idcard_layout

PREAMBLE: Final = bytes.fromhex("AA AA AA 96 69")
MARK: Final = PREAMBLE[1:]
"""What is hunted for. One field project saw `AA 00 AA AA 96 69`: a stray byte may eat the first AA."""
MAX_LENGTH: Final = 0x090A
"""Largest known LEN: text, photo and fingerprints."""
MIN_REQUEST: Final = 3
MIN_RESPONSE: Final = 4
OVERHEAD: Final = 7
"""Bytes of a whole frame beyond LEN."""
_LENGTH_WORD: Final = 2
_HEAD: Final = len(MARK) + _LENGTH_WORD
_SAM_ID: Final = struct.Struct("<HHIII")
TEXT_BYTES: Final = 256
PHOTO_BYTES: Final = 1024
FINGER_BYTES: Final = 1024
ADDRESS_BYTES: Final = 70
"""35 characters of UTF-16LE."""


class Command(Enum):
    """CMD and PARA of every request this module sends or its twin understands."""

    RESET = (0x10, 0xFF)
    STATUS = (0x11, 0xFF)
    READ_SAM_ID = (0x12, 0xFF)
    FIND = (0x20, 0x01)
    SELECT = (0x20, 0x02)
    READ = (0x30, 0x01)
    READ_ADDRESS = (0x30, 0x03)
    READ_MANAGEMENT = (0x30, 0x05)
    READ_WITH_FINGER = (0x30, 0x10)
    BAUD_115200 = (0x60, 0x00)
    BAUD_57600 = (0x60, 0x01)
    BAUD_38400 = (0x60, 0x02)
    BAUD_19200 = (0x60, 0x03)
    BAUD_9600 = (0x60, 0x04)
    RF_BYTES = (0x61, 0xFF)


class Result(IntEnum):
    """SW3: what the module answers."""

    SUCCESS = 0x90
    NO_SUCH_ITEM = 0x91
    CARD_FOUND = 0x9F
    NO_CARD = 0x80
    CHECKSUM = 0x10
    LENGTH = 0x11
    COMMAND = 0x21
    NOT_PERMITTED = 0x23
    UNRECOGNISED = 0x24
    CARD_REJECTED_SAM = 0x31
    SAM_REJECTED_CARD = 0x32
    VERIFICATION = 0x33
    FINGERPRINT = 0x37
    INFORMATION_LENGTH = 0x3F
    CARD_TYPE = 0x40
    READ_FAILED = 0x41
    RANDOM = 0x47
    SELF_TEST = 0x60
    NOT_AUTHORISED = 0x66
    SELECT_FAILED = 0x81


FAULTS: Final[Mapping[int, Fault]] = MappingProxyType(
    {
        Result.CHECKSUM: Fault.CHECKSUM_TO_SAM,
        Result.LENGTH: Fault.LENGTH_TO_SAM,
        Result.COMMAND: Fault.COMMAND_WRONG,
        Result.NOT_PERMITTED: Fault.NOT_AUTHORISED_OPERATION,
        Result.UNRECOGNISED: Fault.UNRECOGNISED_ERROR,
        Result.CARD_REJECTED_SAM: Fault.CARD_REJECTED_SAM,
        Result.SAM_REJECTED_CARD: Fault.SAM_REJECTED_CARD,
        Result.VERIFICATION: Fault.VERIFICATION_FAILED,
        Result.FINGERPRINT: Fault.FINGERPRINT_VERIFICATION,
        Result.INFORMATION_LENGTH: Fault.INFORMATION_LENGTH,
        Result.CARD_TYPE: Fault.CARD_TYPE_UNKNOWN,
        Result.READ_FAILED: Fault.READ_FAILED,
        Result.RANDOM: Fault.RANDOM_FAILED,
        Result.SELF_TEST: Fault.SELF_TEST_FAILED,
        Result.NOT_AUTHORISED: Fault.SAM_NOT_AUTHORISED,
        Result.SELECT_FAILED: Fault.SELECT_FAILED,
    }
)
_NO_FAULT: Final = frozenset({Result.SUCCESS, Result.NO_SUCH_ITEM, Result.CARD_FOUND, Result.NO_CARD})


@dataclass(frozen=True)
class Response:
    """A sound answer: SW3 and what follows it."""

    result: int
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Request:
    """A sound request, as the twin sees it. `command` is None where CMD and PARA are unknown."""

    command: Command | None
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Garbage:
    """Bytes that belong to no frame were dropped."""

    count: int


@dataclass(frozen=True)
class Flaw:
    """Something began like a frame and is none: FRAME_GARBLED or FRAME_OVERSIZED. `why` holds no card data."""

    fault: Fault
    why: str


@dataclass(frozen=True)
class CardData:
    """What a good read carries: at most 256 bytes of text, 1024 of photo, and whether there are fingerprints.

    `fingerprint` holds the templates (at most 1024 bytes) only where they were asked for by name.
    """

    text: bytes = field(repr=False)
    photo: bytes = field(repr=False)
    carries_fingerprint: bool = False
    fingerprint: bytes = field(default=b"", repr=False)


Payload: TypeAlias = "bytes | Garbage | Flaw"


def request(command: Command, data: bytes = b"") -> bytes:
    """The whole frame of a request, preamble to checksum."""
    return _frame(bytes(command.value) + data)


def answer(result: int, data: bytes = b"") -> bytes:
    """The whole frame of a response, for the twin: SW1 = SW2 = 0."""
    return _frame(bytes((0, 0, result)) + data)


def fault_of(result: int) -> Fault | None:
    """The fault a result code means; None for success, no such item, card found and no card."""
    if result in _NO_FAULT:
        return None
    return FAULTS.get(result, Fault.RESULT_UNKNOWN)


def card_data(data: bytes, *, fingerprint: bool = False, keep_fingerprint: bool = False) -> CardData:
    """Split the data of a good `30 01` (or, with `fingerprint`, `30 10`) answer by its length words.

    The templates are not copied out of the answer unless `keep_fingerprint` asks for them: that the chip carries
    some is all a kiosk needs. Raises DeviceError(FRAME_GARBLED) where the lengths do not add up or a part is longer
    than a chip can hold: the frame was sound, its content is not.
    """
    limits = (TEXT_BYTES, PHOTO_BYTES, FINGER_BYTES) if fingerprint else (TEXT_BYTES, PHOTO_BYTES)
    head = len(limits) * _LENGTH_WORD
    if len(data) < head:
        raise DeviceError(Fault.FRAME_GARBLED, "length words missing")
    sizes = struct.unpack(f">{len(limits)}H", data[:head])
    if head + sum(sizes) != len(data) or any(size > limit for size, limit in zip(sizes, limits, strict=True)):
        raise DeviceError(Fault.FRAME_GARBLED, f"lengths {sizes} in {len(data)} bytes")
    photo_at = head + sizes[0]
    finger_at = photo_at + sizes[1]
    kept = data[finger_at:] if keep_fingerprint else b""
    return CardData(data[head:photo_at], data[photo_at:finger_at], finger_at < len(data), kept)


def appended_address(data: bytes) -> str | None:
    """The newer address (追加地址) behind a good `30 03`; None where it is blank.

    Raises DeviceError: FRAME_GARBLED for nothing or more than 70 bytes, RECORD_MALFORMED where it is no text.
    """
    if not data or len(data) > ADDRESS_BYTES:
        raise DeviceError(Fault.FRAME_GARBLED, f"{len(data)} bytes of address")
    return idcard_layout.text(data, "appended address") or None


def sam_id(data: bytes) -> str:
    """The module's number (管理号) as printed on readers: 16 bytes -> e.g. `05.03-20120101-0001234567-0012345678`.

    Little-endian u16.u16-u32-u32-u32, as two projects print it. DeviceError(FRAME_GARBLED) for another length.
    """
    if len(data) != _SAM_ID.size:
        raise DeviceError(Fault.FRAME_GARBLED, f"{len(data)} bytes of SAM id")
    kind, version, date, serial, check = _SAM_ID.unpack(data)
    return f"{kind:02d}.{version:02d}-{date:08d}-{serial:010d}-{check:010d}"


class FrameParser:
    """Finds responses in a byte stream: feed what arrives, in any portions."""

    def __init__(self) -> None:
        self._hunter = _Hunter(MIN_RESPONSE)

    @property
    def begun(self) -> bool:
        """Has something begun that is not finished?"""
        return self._hunter.begun

    def feed(self, data: bytes) -> list[Response | Garbage | Flaw]:
        """Everything that can be said after these bytes, in order. Never raises."""
        return [_response(found) if isinstance(found, bytes) else found for found in self._hunter.feed(data)]

    def finish(self) -> list[Response | Garbage | Flaw]:
        """No more bytes will come: what was begun is a flaw. Frames behind a false start are still found."""
        return [_response(found) if isinstance(found, bytes) else found for found in self._hunter.finish()]


class RequestParser:
    """Finds requests in a byte stream: the twin's side."""

    def __init__(self) -> None:
        self._hunter = _Hunter(MIN_REQUEST)

    def feed(self, data: bytes) -> list[Request | Garbage | Flaw]:
        """Everything that can be said after these bytes, in order. Never raises."""
        return [_request(found) if isinstance(found, bytes) else found for found in self._hunter.feed(data)]


class _Hunter:
    """Hunts for the mark, then for a whole frame; after a false one it hunts again from the next byte."""

    def __init__(self, shortest: int) -> None:
        self._shortest = shortest
        self._buffer = bytearray()

    @property
    def begun(self) -> bool:
        """Is a part of a frame, or of its mark, waiting?"""
        return bool(self._buffer)

    def feed(self, data: bytes) -> list[Payload]:
        """Payloads (what stands between LEN and CHK), dropped noise and flaws, in order."""
        self._buffer += data
        found: list[Payload] = []
        while (item := self._next()) is not None:
            found.append(item)
        return found

    def finish(self) -> list[Payload]:
        """The rest, as if the line had ended."""
        found: list[Payload] = []
        while self._buffer:
            if self._buffer.startswith(MARK):
                found.append(Flaw(Fault.FRAME_GARBLED, "cut off"))
            else:
                found.append(Garbage(1))
            del self._buffer[0]
            found.extend(self.feed(b""))
        return found

    def _next(self) -> Payload | None:
        """One statement about the head of the buffer, or None where more bytes are needed."""
        noise = self._noise()
        if noise is not None:
            return noise
        if len(self._buffer) < _HEAD:
            return None
        length = self._length()
        flaw = self._length_flaw(length)
        if flaw is None:
            if len(self._buffer) < _HEAD + length:
                return None
            frame = bytes(self._buffer[len(MARK) : _HEAD + length])
            if not reduce(xor, frame):
                del self._buffer[: _HEAD + length]
                return frame[_LENGTH_WORD:-1]
            flaw = Flaw(Fault.FRAME_GARBLED, "checksum")
        del self._buffer[0]  # the mark was false: the true one may lie inside
        return flaw

    def _noise(self) -> Garbage | None:
        """Drop what stands before the mark, keeping the beginning of one at the end. AA alone is preamble."""
        at = self._buffer.find(MARK)
        if at < 0:
            at = len(self._buffer) - _mark_begun(self._buffer)
        dropped = len(bytes(self._buffer[:at]).rstrip(PREAMBLE[:1]))
        del self._buffer[:at]
        return Garbage(dropped) if dropped else None

    def _length(self) -> int:
        """LEN of the frame whose mark heads the buffer."""
        return int.from_bytes(self._buffer[len(MARK) : _HEAD], "big")

    def _length_flaw(self, length: int) -> Flaw | None:
        """Can a frame have this length?"""
        if length > MAX_LENGTH:
            return Flaw(Fault.FRAME_OVERSIZED, f"length {length}")
        if length < self._shortest:
            return Flaw(Fault.FRAME_GARBLED, f"length {length}")
        return None


def _mark_begun(data: bytearray) -> int:
    """How many bytes at the end of `data` may be the beginning of a mark."""
    return next(size for size in range(len(MARK) - 1, -1, -1) if data.endswith(MARK[:size]))


def _frame(body: bytes) -> bytes:
    """Preamble, length, body, checksum."""
    counted = (len(body) + 1).to_bytes(_LENGTH_WORD, "big") + body
    return PREAMBLE + counted + bytes((reduce(xor, counted),))


def _response(payload: bytes) -> Response | Flaw:
    """SW1 and SW2 are always 0."""
    if payload[:2] != b"\x00\x00":
        return Flaw(Fault.FRAME_GARBLED, "SW1 or SW2")
    return Response(payload[2], payload[3:])


def _request(payload: bytes) -> Request:
    """CMD and PARA as a Command, where they are one."""
    known = {bytes(command.value): command for command in Command}
    return Request(known.get(payload[:2]), payload[2:])
