"""Commands to a chip card and its answers (ISO/IEC 7816-4), for reading only: nothing here can be made to try a PIN.

Sans-IO: a conversation is a generator that yields the bytes of a command and is sent the bytes of the answer, so
that the same protocol runs over PC/SC, over a twin in memory, or over recorded bytes. `INS` is an allow-list:
a command that verifies, authenticates or writes cannot be built, not even by mistake (VERIFY, 20, would cost the
holder one of few tries and may lock the card). Must never log or keep what a card says.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Final, TypeAlias, TypeVar

from devices.faults import DeviceError, Fault

T = TypeVar("T")

Conversation: TypeAlias = Generator[bytes, bytes, T]
"""Yields command APDUs, is sent response APDUs, returns what was learned. Raises DeviceError."""

SELECT: Final = 0xA4
READ_RECORD: Final = 0xB2
GET_RESPONSE: Final = 0xC0
GET_DATA: Final = 0xCA
INS: Final = frozenset({SELECT, READ_RECORD, GET_RESPONSE, GET_DATA})
"""All that is ever sent to a card."""

OK: Final = 0x9000
LE_MAX: Final = 256
"""Bytes; written as Le = 00."""
ANSWER_AT_MOST: Final = LE_MAX + 2
"""Bytes of one response APDU (short form)."""
DATA_AT_MOST: Final = 4096
"""Bytes that a chain of GET RESPONSE may add up to."""
_LC_MAX: Final = 255
_ROUNDS: Final = 20
"""Commands that one exchange may take: whole 4096 bytes, and one repetition."""
_BYTE: Final = 0xFF
_HEADER: Final = 4
_SW_BYTES: Final = 2
_MORE: Final = 0x61
_WRONG_LE: Final = 0x6C


@dataclass(frozen=True)
class Command:
    """One short command APDU; `le` = bytes expected, 1 to 256, None = none.

    Raises ValueError for a field out of range, and for an instruction that does more than read.
    """

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = b""
    le: int | None = None

    def __post_init__(self) -> None:
        if self.ins not in INS:
            raise ValueError(f"INS {self.ins:02X} is never sent to a card")
        if not all(0 <= byte <= _BYTE for byte in (self.cla, self.p1, self.p2)):
            raise ValueError("CLA, P1 and P2 are bytes")
        if len(self.data) > _LC_MAX or (self.le is not None and not 1 <= self.le <= LE_MAX):
            raise ValueError("short form: at most 255 bytes out, 1 to 256 in")

    def encode(self) -> bytes:
        """The bytes: header, Lc and data where there is data, Le where an answer is expected."""
        lc = bytes((len(self.data),)) + self.data if self.data else b""
        le = b"" if self.le is None else bytes((self.le % LE_MAX,))
        return bytes((self.cla, self.ins, self.p1, self.p2)) + lc + le

    def with_le(self, le: int) -> Command:
        """The same command, another length expected."""
        return Command(self.cla, self.ins, self.p1, self.p2, self.data, le)


@dataclass(frozen=True)
class Response:
    """What the card answered in the end: data, and the status word (SW1 SW2 as one number)."""

    data: bytes = field(repr=False)
    sw: int

    @property
    def ok(self) -> bool:
        """9000?"""
        return self.sw == OK


def forbidden(raw: bytes) -> bool:
    """Are these bytes something that a transport must refuse to carry? The last look before the card."""
    return len(raw) < _HEADER or raw[1] not in INS


def exchange(command: Command) -> Conversation[Response]:
    """Send `command`; fetch the rest after 61xx, repeat once with the right length after 6Cxx.

    Raises DeviceError(CHIP_MALFORMED) for an answer without status word, one too long, or one without end.
    """
    data = b""
    corrected = False
    for _ in range(_ROUNDS):
        raw = yield command.encode()
        if not _SW_BYTES <= len(raw) <= ANSWER_AT_MOST:
            raise DeviceError(Fault.CHIP_MALFORMED, f"{len(raw)} bytes of answer")
        body, sw1, sw2 = raw[:-_SW_BYTES], raw[-2], raw[-1]
        if sw1 == _WRONG_LE and not corrected:
            corrected = True
            command = command.with_le(sw2 or LE_MAX)
            continue
        data += body
        if len(data) > DATA_AT_MOST:
            break
        if sw1 != _MORE:
            return Response(data, sw1 << 8 | sw2)
        command = Command(0x00, GET_RESPONSE, 0, 0, le=sw2 or LE_MAX)
    raise DeviceError(Fault.CHIP_MALFORMED, "an answer without end")


def run(conversation: Conversation[T], transmit: Callable[[bytes], bytes]) -> T:
    """Hold a whole conversation over `transmit`, which takes a command and returns the answer or raises."""
    try:
        command = next(conversation)
        while True:
            command = conversation.send(transmit(command))
    except StopIteration as ended:
        value: T = ended.value
        return value
