"""The social-security card (社保卡, LD/T 33) as far as it tells everybody: the files EF05 and EF06. Sans-IO.

Cards of specification 1.00 are asked for a record by its tag, later ones by its number; which of the two a card
understands is found by asking. Nothing is proved to the card and no PIN is ever offered (`apdu.INS`): where a
province keeps EF06 behind its own key, that is said and the holder goes to a window. Must never log what it reads.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

from devices.contract import ChipCard
from devices.faults import DeviceError, Fault
from devices.protocols import idcard_codes
from devices.protocols.apdu import LE_MAX, READ_RECORD, SELECT, Command, Conversation, Response, exchange

SSSE: Final = b"sx1.sh." + "社会保障".encode("gb18030")
"""Name of the application: 73 78 31 2E 73 68 2E C9 E7 BB E1 B1 A3 D5 CF."""
EF05: Final = 0xEF05
"""The card."""
EF06: Final = 0xEF06
"""Its holder."""
FILE_NOT_FOUND: Final = 0x6A82
WRONG_LENGTH: Final = 0x6700
NOT_PERMITTED: Final = frozenset({0x6982, 0x6985})
"""Security status not satisfied; conditions of use not satisfied: this terminal may not read it."""
DEACTIVATED: Final = 0x6283
"""Selected, but the application is locked (ISO/IEC 7816-4; no source says that such cards are met)."""
_TLV_HEAD: Final = 2
_NUMBER: Final = re.compile(r"[0-9A-Z]{8,18}")
_CITIZEN_NUMBER: Final = re.compile(r"[0-9]{17}[0-9X]")
_REGION_BYTES: Final = 3
_PADDING: Final = "\x00 \u3000"


class Dialect(Enum):
    """How a record is asked for: P2 of READ RECORD."""

    BY_NUMBER = 0x04
    BY_TAG = 0x00

    @property
    def other(self) -> Dialect:
        """The one that is tried next."""
        return Dialect.BY_TAG if self is Dialect.BY_NUMBER else Dialect.BY_NUMBER


@dataclass(frozen=True)
class Item:
    """One record: its place, its tag, how many bytes its value has."""

    file: int
    number: int
    tag: int
    length: int


ITEMS: Final[Mapping[str, Item]] = MappingProxyType(
    {
        "identifier": Item(EF05, 1, 0x01, 0x10),
        "class": Item(EF05, 2, 0x02, 0x01),
        "version": Item(EF05, 3, 0x03, 0x04),
        "issuer": Item(EF05, 4, 0x04, 0x0C),
        "issued": Item(EF05, 5, 0x05, 0x04),
        "valid_to": Item(EF05, 6, 0x06, 0x04),
        "card_number": Item(EF05, 7, 0x07, 0x09),
        "number": Item(EF06, 1, 0x08, 0x12),
        "name": Item(EF06, 2, 0x09, 0x1E),
        "name_more": Item(EF06, 3, 0x4E, 0x14),  # not certain: nobody's source was seen to read it
        "sex": Item(EF06, 4, 0x0A, 0x01),
        "nation": Item(EF06, 5, 0x0B, 0x01),
        "birthplace": Item(EF06, 6, 0x0C, 0x03),
        "birth": Item(EF06, 7, 0x0D, 0x04),
    }
)
"""Everything that is read, in this order. A card without its holder's `number` is refused; the rest may be absent."""


class _Habits:
    """What was found out about the card's ways so far."""

    def __init__(self) -> None:
        self.dialect = Dialect.BY_NUMBER
        self.settled = False
        self.any_length = False

    def to_try(self) -> tuple[Dialect, ...]:
        """The dialect that worked in this file, else both."""
        return (self.dialect,) if self.settled else (self.dialect, self.dialect.other)

    def worked(self, dialect: Dialect) -> None:
        """A record came with its own tag."""
        self.dialect, self.settled = dialect, True


def read() -> Conversation[ChipCard | None]:
    """Read the card; None where it is no social-security card.

    Raises DeviceError: CHIP_NOT_PERMITTED where it wants an authorised terminal, CHIP_MALFORMED where the holder's
    number cannot be made out or the card breaks the rules of its own answers.
    """
    named = yield from exchange(Command(0x00, SELECT, 0x04, 0x00, SSSE))
    if named.sw in NOT_PERMITTED or named.sw == DEACTIVATED:
        raise DeviceError(Fault.CHIP_NOT_PERMITTED, f"application: {named.sw:04X}")
    if not named.ok and named.sw != FILE_NOT_FOUND:
        return None
    # 6A82: on some cards the application is selected from the start, and only its name is not found
    found = yield from _file_selected(EF05)
    if not found.ok and not named.ok:
        return None
    habits = _Habits()
    values: dict[str, bytes] = {}
    if found.ok:
        values |= yield from _values(EF05, habits)
    if not named.ok and "version" not in values:
        return None
    found = yield from _file_selected(EF06)
    if not found.ok:
        raise _refused(found)
    return _card(values | (yield from _values(EF06, habits)))


def _file_selected(file: int) -> Conversation[Response]:
    """Select a file by its id, in the two ways that projects do it."""
    identifier = file.to_bytes(2, "big")
    found = yield from exchange(Command(0x00, SELECT, 0x00, 0x00, identifier))
    if not found.ok and found.sw not in NOT_PERMITTED:
        found = yield from exchange(Command(0x00, SELECT, 0x02, 0x00, identifier))
    return found


def _values(file: int, habits: _Habits) -> Conversation[dict[str, bytes]]:
    """The values of a selected file, as bytes; what the card does not have is left out. Raises for `number`."""
    values: dict[str, bytes] = {}
    habits.settled = False
    for name, item in ITEMS.items():
        if item.file != file:
            continue
        answer = None
        for dialect in habits.to_try():
            answer = yield from _record(item, dialect, habits)
            value = _value(item, answer)
            if value is not None:
                habits.worked(dialect)
                values[name] = value
                break
            if answer.sw in NOT_PERMITTED:
                break
        if name == "number" and name not in values and answer is not None:
            raise _refused(answer)
    return values


def _record(item: Item, dialect: Dialect, habits: _Habits) -> Conversation[Response]:
    """READ RECORD with the length it should have; with any length where the card has another one."""
    place = item.number if dialect is Dialect.BY_NUMBER else item.tag
    exact = Command(0x00, READ_RECORD, place, dialect.value, le=item.length + _TLV_HEAD)
    command = exact.with_le(LE_MAX) if habits.any_length else exact
    answer = yield from exchange(command)
    if command is exact and (answer.sw == WRONG_LENGTH or (answer.ok and _cut_off(answer.data))):
        answer = yield from exchange(exact.with_le(LE_MAX))
        habits.any_length = answer.ok
    return answer


def _cut_off(data: bytes) -> bool:
    return len(data) < _TLV_HEAD or len(data) < _TLV_HEAD + data[1]


def _value(item: Item, answer: Response) -> bytes | None:
    """The value behind its own tag; None for anything else."""
    if not answer.ok or _cut_off(answer.data) or answer.data[0] != item.tag:
        return None
    return answer.data[_TLV_HEAD : _TLV_HEAD + answer.data[1]]


def _refused(answer: Response) -> DeviceError:
    """Why EF06 or the number in it could not be had."""
    denied = answer.sw in NOT_PERMITTED
    return DeviceError(Fault.CHIP_NOT_PERMITTED if denied else Fault.CHIP_MALFORMED, f"holder: {answer.sw:04X}")


def _card(values: Mapping[str, bytes]) -> ChipCard:
    """The values in words. Raises DeviceError(CHIP_MALFORMED) for a number that is none."""
    number = _ascii(values["number"])
    if number is None or not _NUMBER.fullmatch(number):
        raise DeviceError(Fault.CHIP_MALFORMED, "number")
    name = _name(_whole_name(values))
    read = {field: make(values[field]) for field, make in _MEANINGS.items() if field in values}
    fields = {field: text for field, text in read.items() if text}
    if "identifier" in fields:
        fields["region"] = fields["identifier"][: 2 * _REGION_BYTES]
    warnings = _number_warnings(number, values) + (() if name is not None else ("name-form",))
    if warnings:
        fields["warnings"] = ",".join(warnings)
    return ChipCard("social-security", number, name or "", fields)


def _number_warnings(number: str, values: Mapping[str, bytes]) -> tuple[str, ...]:
    """What is odd about the number beside the card's own birth and sex; a foreigner's number has another form."""
    if not _CITIZEN_NUMBER.fullmatch(number):
        return ("number-form",)
    birth = values["birth"].hex() if "birth" in values else number[6:14]
    return idcard_codes.number_warnings(number, birth, _ascii(values.get("sex", b"")))


def _ascii(value: bytes) -> str | None:
    """Printable ASCII without padding; None for anything else."""
    stripped = value.strip(b"\x00 ")
    return stripped.decode("ascii") if stripped.isascii() and stripped.decode("ascii").isprintable() else None


def _whole_name(values: Mapping[str, bytes]) -> bytes:
    """A name that fills its record to the last byte goes on in the next one."""
    name = values.get("name", b"")
    full = len(name.rstrip(b"\x00 ")) == ITEMS["name"].length
    return name + values.get("name_more", b"") if full else name


def _name(value: bytes) -> str | None:
    """GB 18030 (GBK is a part of it) without padding; None where it is no text."""
    try:
        text = value.decode("gb18030").strip(_PADDING)
    except UnicodeDecodeError:
        return None
    return text if text.isprintable() else None


def _date(value: bytes) -> str | None:
    """BCD YYYYMMDD as 2020-01-31; None where the calendar has no such day."""
    try:
        return dt.datetime.strptime(value.hex(), "%Y%m%d").date().isoformat()  # noqa: DTZ007  a day, no moment
    except ValueError:
        return None


def _hex(value: bytes) -> str:
    return value.hex().upper()


def _sex(value: bytes) -> str | None:
    return idcard_codes.SEXES.get(_ascii(value) or "")


def _nation(value: bytes) -> str:
    """GB/T 3304; an unknown code stays a code."""
    return idcard_codes.NATIONS.get(value.hex(), value.hex())


_MEANINGS: Final[Mapping[str, Callable[[bytes], str | None]]] = MappingProxyType(
    {
        "identifier": _hex,
        "class": _ascii,
        "version": _ascii,
        "issuer": _hex,
        "issued": _date,
        "valid_to": _date,
        "card_number": _ascii,
        "sex": _sex,
        "nation": _nation,
        "birthplace": _hex,
        "birth": _date,
    }
)
"""How the bytes of a field become text; nothing where they are not what they should be."""
