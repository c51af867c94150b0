"""The card reader's other side: what a SAM with a card on it answers, byte for byte, and how it misbehaves on order.

Sans-IO and not thread-safe: the twin process locks. After a good read it answers "no card" until the card has been
lifted, as fielded modules do. Must never serve anything but made-up cards.
"""

from __future__ import annotations

import random
import struct
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from devices.protocols.sam import Command, Flaw, Garbage, Request, Result, answer
from devices.protocols.virtual_photo import FIELD_BYTES

MANAGEMENT: Final = bytes(range(0xA0, 0xB0))
"""A chip's management number that is none; its length is not published."""
SAM_ID: Final = struct.pack("<HHIII", 99, 1, 20260101, 1234567, 7654321)
"""99 is no maker's code."""
FINGERPRINT: Final = (b"no finger " * FIELD_BYTES)[:FIELD_BYTES]
"""A template that is none, and that a test finds wherever it should not be."""
WORDS: Final = MappingProxyType(
    {
        Command.RESET: "reset",
        Command.STATUS: "status",
        Command.READ_SAM_ID: "id",
        Command.FIND: "find",
        Command.SELECT: "select",
        Command.READ: "read",
        Command.READ_WITH_FINGER: "read",
        Command.READ_ADDRESS: "address",
        Command.READ_MANAGEMENT: "management",
    }
)
"""What a hand calls the commands."""


class Garble(StrEnum):
    """How an answer can be damaged."""

    CHECKSUM = "checksum"
    LENGTH = "length"
    TRUNCATE = "truncate"
    OVERSIZE = "oversize"
    PREAMBLE = "preamble"


class Spoil(StrEnum):
    """How the content of a sound answer can be wrong."""

    ID_SHORT = "id-short"
    ADDRESS_LONG = "address-long"
    ADDRESS_NO_TEXT = "address-no-text"
    LENGTHS = "lengths"
    """The length words of a read say more than follows."""
    TEXT_LONG = "text-long"
    """Text and photo together are as long as they should be, the text too long."""
    FINGER_CUT = "finger-cut"
    """Half of the fingerprints is missing."""


@dataclass(frozen=True)
class TwinCard:
    """A made-up card: 256 bytes of text, photo field, and what else its chip holds."""

    name: str
    text: bytes = field(repr=False)
    photo: bytes = field(repr=False)
    address: str | None = field(default=None, repr=False)
    fingerprint: bool = False


class SamTwin:
    """One module with a place for one card."""

    def __init__(self) -> None:
        self._card: TwinCard | None = None
        self._found = self._selected = self._spent = False
        self._overrides: dict[str, tuple[int, int]] = {}
        self._garble: tuple[Garble, int, str | None] | None = None
        self._spoils: Counter[Spoil] = Counter()
        self._noise = 0
        self._dice = random.Random(20260101)  # noqa: S311  noise, repeatable
        self._asked: Counter[str] = Counter()

    def place(self, card: TwinCard) -> None:
        """Lay `card` on the reader: a new presentation."""
        self.lift()
        self._card = card

    def lift(self) -> None:
        """Take the card away, whatever the module is doing."""
        self._card = None
        self.power_cycle()

    def power_cycle(self) -> None:
        """The module restarts; a card that lies there still lies there, and counts as new."""
        self._found = self._selected = self._spent = False

    def override(self, word: str, result: int, times: int) -> None:
        """Answer the next `times` commands of this kind with `result`; 0 = no more. ValueError: unknown word."""
        self._overrides.pop(_known(word), None)
        if times > 0:
            self._overrides[word] = (result, times)

    def garble(self, how: str, times: int, command: str | None = None) -> None:
        """Damage the next `times` answers (to commands of that kind, if given). ValueError for an unknown way."""
        kind = _known(command) if command is not None else None
        self._garble = (Garble(how), times, kind) if times > 0 else None

    def spoil(self, what: str, times: int) -> None:
        """Send the next `times` answers of that kind with wrong content; 0 = none. ValueError for an unknown one."""
        self._spoils[Spoil(what)] = times
        self._spoils = +self._spoils  # without those that are 0

    def noise(self, bytes: int) -> None:  # noqa: A002  the key's name on the control socket
        """Send so many random bytes before the next answer."""
        self._noise = bytes

    def state(self) -> dict[str, Any]:
        """What lies there and what was asked so far, for tests and the dock."""
        return {"card": self._card.name if self._card else None, "spent": self._spent, "asked": dict(self._asked)}

    def reply(self, received: Request | Garbage | Flaw) -> bytes:
        """What goes onto the line in answer; empty for noise."""
        if isinstance(received, Garbage):
            return b""
        if isinstance(received, Flaw):
            return self._damaged(answer(Result.CHECKSUM if received.why == "checksum" else Result.LENGTH))
        word = WORDS.get(received.command, "") if received.command else ""
        self._asked[word or "unknown"] += 1
        forced = self._forced(word)
        if forced is not None:
            return self._damaged(answer(forced), word)
        act = self._acts().get(received.command) if received.command else None
        return self._damaged(act() if act else answer(Result.COMMAND), word)

    def _acts(self) -> Mapping[Command, Callable[[], bytes]]:
        return {
            Command.RESET: lambda: answer(Result.SUCCESS),
            Command.STATUS: lambda: answer(Result.SUCCESS),
            Command.READ_SAM_ID: lambda: answer(
                Result.SUCCESS, SAM_ID[: -1 if self._spoilt(Spoil.ID_SHORT) else None]
            ),
            Command.FIND: self._find,
            Command.SELECT: self._select,
            Command.READ: self._read,
            Command.READ_WITH_FINGER: lambda: self._read(finger=True),
            Command.READ_ADDRESS: self._address,
            Command.READ_MANAGEMENT: self._management,
        }

    def _find(self) -> bytes:
        self._selected = False
        self._found = self._card is not None and not self._spent
        return answer(Result.CARD_FOUND, bytes(4)) if self._found else answer(Result.NO_CARD)

    def _select(self) -> bytes:
        self._selected = self._found
        return answer(Result.SUCCESS, bytes(8)) if self._selected else answer(Result.SELECT_FAILED)

    def _read(self, *, finger: bool = False) -> bytes:
        card = self._card if self._selected else None
        if card is None:
            return answer(Result.READ_FAILED)
        self._spent = True
        parts = [card.text, card.photo]
        if finger:
            parts.append(FINGERPRINT if card.fingerprint else b"")
        return answer(Result.SUCCESS, self._long_answer(parts))

    def _long_answer(self, parts: list[bytes]) -> bytes:
        """Length words and parts, wrong as ordered."""
        sizes = [len(part) for part in parts]
        body = b"".join(parts)
        if self._spoilt(Spoil.LENGTHS):
            sizes[0] += 1
        if self._spoilt(Spoil.TEXT_LONG):
            sizes[:2] = [sizes[0] + 2, sizes[1] - 2]
        if self._spoilt(Spoil.FINGER_CUT):
            body = body[: -FIELD_BYTES // 2]
        return struct.pack(f">{len(sizes)}H", *sizes) + body

    def _address(self) -> bytes:
        if self._card is None or not self._selected:
            return answer(Result.READ_FAILED)
        if self._spoilt(Spoil.ADDRESS_LONG):
            return answer(Result.SUCCESS, b" \0" * 36)
        if self._spoilt(Spoil.ADDRESS_NO_TEXT):
            return answer(Result.SUCCESS, b"\x00\xd8" * 35)
        if self._card.address is None:
            return answer(Result.NO_SUCH_ITEM)
        return answer(Result.SUCCESS, self._card.address.ljust(35).encode("utf-16-le"))

    def _management(self) -> bytes:
        there = self._card is not None and self._selected
        return answer(Result.SUCCESS, MANAGEMENT) if there else answer(Result.READ_FAILED)

    def _spoilt(self, what: Spoil) -> bool:
        """Was this ordered? Counted down."""
        ordered = self._spoils[what] > 0
        self._spoils[what] -= ordered
        return ordered

    def _forced(self, word: str) -> int | None:
        """The result somebody ordered for this command, counted down."""
        result, left = self._overrides.get(word, (0, 0))
        if left <= 0:
            return None
        self._overrides[word] = (result, left - 1)
        return result

    def _damaged(self, frame: bytes, word: str = "") -> bytes:
        """The frame with the ordered noise before it and the ordered damage in it."""
        noise, self._noise = self._dice.randbytes(self._noise), 0
        if self._garble is None or self._garble[2] not in (None, word):
            return noise + frame
        how, left, wanted = self._garble
        self._garble = (how, left - 1, wanted) if left > 1 else None
        damages: dict[Garble, bytes] = {
            Garble.CHECKSUM: frame[:-1] + bytes((frame[-1] ^ 0xFF,)),
            Garble.LENGTH: frame[:5] + b"\x00\x02" + frame[7:],
            Garble.TRUNCATE: frame[: len(frame) // 2],
            Garble.OVERSIZE: frame[:5] + b"\xff\xff" + frame[7:],
            Garble.PREAMBLE: frame[:3] + b"\x00" + frame[4:],
        }
        return noise + damages[how]


def _known(word: str) -> str:
    """The word of a command. Raises ValueError where it is none."""
    if word not in WORDS.values():
        raise ValueError(f"command: one of {', '.join(sorted(set(WORDS.values())))}")
    return word
