"""Commands of an embedded scanner family (GM65, GM861 and the like), and what it answers. Sans-IO.

Frame: 7E 00 | type | n | address (2, big-endian) | data (n, or for a read how many) | CRC (2). The CRC is CRC-16 with
polynomial 1021, start 0, over type to data; AB CD stands for "do not check". Answer: 02 00 | status | n | data | CRC.
Facts from two or more public sources; never seen on hardware. Must never change the baud rate by itself.
"""

from __future__ import annotations

import binascii
from dataclasses import dataclass
from typing import Final

READ: Final = 0x07
WRITE: Final = 0x08
UNCHECKED: Final = b"\xab\xcd"
_COMMAND: Final = b"\x7e\x00"
_ANSWER: Final = b"\x02\x00"
_HEAD: Final = 4
_CRC: Final = 2
_ZONE_TRIGGER: Final = 0x0002
_ZONE_BAUD: Final = 0x002A
_ZONE_AIM: Final = 0x00D0
_ZONE_MODE: Final = 0x0000
_MODE_TRIGGERED: Final = 0x7D
_MODE_CONTINUOUS: Final = 0xD6


@dataclass(frozen=True)
class Answer:
    """What came back: `done` where the status says success."""

    done: bool
    data: bytes


def crc(data: bytes) -> bytes:
    """CRC-16, polynomial 1021, start 0, not reflected; big-endian."""
    return binascii.crc_hqx(data, 0).to_bytes(_CRC, "big")


def _framed(body: bytes, *, checked: bool) -> bytes:
    return _COMMAND + body + (crc(body) if checked else UNCHECKED)


def write(address: int, data: bytes, *, checked: bool = False) -> bytes:
    """Write `data` (1 to 255 bytes) at a zone's address. The factory's own examples do not check."""
    return _framed(bytes((WRITE, len(data))) + address.to_bytes(2, "big") + data, checked=checked)


def read(address: int, count: int, *, checked: bool = True) -> bytes:
    """Read `count` bytes at a zone's address."""
    return _framed(bytes((READ, 1)) + address.to_bytes(2, "big") + bytes((count,)), checked=checked)


TRIGGER: Final = write(_ZONE_TRIGGER, b"\x01")
"""Look for one code."""
STOP: Final = write(_ZONE_TRIGGER, b"\x00")
"""Do not look any longer."""
AIM_ON: Final = write(_ZONE_AIM, b"\x80")
"""Send the AIM id before every code."""
READ_BAUD: Final = read(_ZONE_BAUD, 2)
BY_COMMAND: Final = write(_ZONE_MODE, bytes((_MODE_TRIGGERED,)))
"""Look for codes only when told to."""
CONTINUOUS: Final = write(_ZONE_MODE, bytes((_MODE_CONTINUOUS,)))


class Answers:
    """Takes the answers that are due out of the stream; everything else is a code's bytes.

    An answer is looked for only where one is due, and only where it stands whole at the beginning or is still coming:
    a code may begin with 02 00 too.
    """

    def __init__(self) -> None:
        self.due = 0
        """Answers that have not come yet. The caller sets it to 0 when it has waited long enough."""
        self._pending = b""

    def feed(self, data: bytes) -> tuple[list[Answer], bytes]:
        """Answers within `data`, and the bytes that belong to none."""
        self._pending += data
        answers: list[Answer] = []
        while self.due and self._pending:
            size = self._size()
            if size is None:
                break
            if len(self._pending) < size:
                return answers, b""
            frame, self._pending = self._pending[:size], self._pending[size:]
            answers.append(Answer(frame[2] == 0, frame[_HEAD:-_CRC]))
            self.due -= 1
        rest, self._pending = self._pending, b""
        return answers, rest

    def given_up(self) -> bytes:
        """No answer will come any more: what was kept back."""
        self.due = 0
        rest, self._pending = self._pending, b""
        return rest

    def _size(self) -> int | None:
        """Size of the answer that stands, or may be standing, at the beginning; None where none does."""
        head = self._pending[:_HEAD]
        if head[: len(_ANSWER)] != _ANSWER[: len(head)]:
            return None
        if len(head) < _HEAD:
            return _HEAD
        size = _HEAD + head[3] + _CRC
        frame = self._pending[:size]
        if len(frame) == size and frame[-_CRC:] not in (crc(frame[2:-_CRC]), UNCHECKED):
            return None
        return size


def commands(data: bytes) -> list[bytes]:
    """Bodies (type to data) of the whole, well-formed commands in `data`: the twin's side."""
    found = []
    while (start := data.find(_COMMAND)) >= 0:
        data = data[start + len(_COMMAND) :]
        if len(data) < _HEAD:
            break
        size = _HEAD + (1 if data[0] == READ else data[1])
        body, check = data[:size], data[size : size + _CRC]
        if check in (crc(body), UNCHECKED):
            found.append(body)
            data = data[size + _CRC :]
    return found


def answer(data: bytes = b"\x00", *, done: bool = True) -> bytes:
    """An answer: the twin's side. Without data the family answers one byte 00."""
    body = bytes((0 if done else 1, len(data))) + data
    return _ANSWER + body + crc(body)
