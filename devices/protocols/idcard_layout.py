"""Where each field lies in the 256-byte text record of an identity card: four layouts as tables, bytes to texts.

UTF-16LE, padded with U+0020, type flag at byte 248. Must never interpret what it finds: codes, dates and numbers
are `idcard_record`'s matter. Reserved bytes are ignored. Layouts: GA 490 as collected from independent projects.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from devices.faults import DeviceError, Fault

RECORD_BYTES: Final = 256
_FLAG_AT: Final = 248
_PADDING: Final = " \u3000\x00"
_NONCHARACTER: Final = 0xFFFE


class CardKind(StrEnum):
    """Which document the chip says it is."""

    RESIDENT = "resident"
    HMT = "hmt"
    FOREIGNER_2017 = "foreigner-2017"
    FOREIGNER_2023 = "foreigner-2023"


class Slot(NamedTuple):
    """A field's place: offset and size in bytes. A name that occurs twice continues in the second place."""

    field: str
    at: int
    size: int


FLAGS: Final = MappingProxyType(
    {
        "": CardKind.RESIDENT,
        "J": CardKind.HMT,
        "I": CardKind.FOREIGNER_2017,
        "Y": CardKind.FOREIGNER_2023,
    }
)

_HOLDER: Final = (
    Slot("name", 0, 30),
    Slot("sex", 30, 2),
    Slot("birth", 36, 16),
    Slot("address", 52, 70),
    Slot("number", 122, 36),
    Slot("authority", 158, 30),
    Slot("valid_from", 188, 16),
    Slot("valid_to", 204, 16),
)

LAYOUTS: Final[Mapping[CardKind, tuple[Slot, ...]]] = MappingProxyType(
    {
        CardKind.RESIDENT: (*_HOLDER, Slot("nation", 32, 4)),
        CardKind.HMT: (*_HOLDER, Slot("pass_number", 220, 18), Slot("issues", 238, 4)),
        CardKind.FOREIGNER_2017: (
            Slot("name_latin", 0, 120),
            Slot("sex", 120, 2),
            Slot("number", 122, 30),
            Slot("nationality", 152, 6),
            Slot("name", 158, 30),
            Slot("valid_from", 188, 16),
            Slot("valid_to", 204, 16),
            Slot("birth", 220, 16),
            Slot("card_version", 236, 4),
            Slot("authority", 240, 8),
        ),
        CardKind.FOREIGNER_2023: (
            Slot("name", 0, 30),
            Slot("sex", 30, 2),
            Slot("renewals", 32, 4),
            Slot("birth", 36, 16),
            Slot("name_latin", 52, 70),
            Slot("number", 122, 36),
            Slot("valid_from", 188, 16),
            Slot("valid_to", 204, 16),
            Slot("name_latin", 220, 22),
            Slot("nationality", 242, 6),
            Slot("former_link", 250, 6),
        ),
    }
)


def split(record: bytes) -> tuple[CardKind, dict[str, str]]:
    """256 bytes -> document kind and stripped text per field.

    Raises DeviceError: RECORD_MALFORMED (wrong length, text that is no text), DOCUMENT_UNSUPPORTED (type flag).
    """
    if len(record) != RECORD_BYTES:
        raise DeviceError(Fault.RECORD_MALFORMED, f"{len(record)} bytes instead of {RECORD_BYTES}")
    flag = record[_FLAG_AT : _FLAG_AT + 2].decode("utf-16-le", "replace").strip(_PADDING)
    kind = FLAGS.get(flag)
    if kind is None:
        raise DeviceError(Fault.DOCUMENT_UNSUPPORTED, f"type flag U+{ord(flag):04X}")
    found: dict[str, str] = {}
    for slot in LAYOUTS[kind]:
        found[slot.field] = found.get(slot.field, "") + _decoded(record[slot.at : slot.at + slot.size], slot.field)
    return kind, {field: _stripped(value, field) for field, value in found.items()}


def join(kind: CardKind, fields: Mapping[str, str]) -> bytes:
    """The inverse of `split`, for twins and tests. Raises ValueError, naming the field that does not fit."""
    record = bytearray(" ".encode("utf-16-le") * (RECORD_BYTES // 2))
    flag = next(flag for flag, meant in FLAGS.items() if meant is kind)
    record[_FLAG_AT : _FLAG_AT + 2] = (flag or " ").encode("utf-16-le")
    rest = {field: text.encode("utf-16-le") for field, text in fields.items()}
    for slot in LAYOUTS[kind]:
        here = rest.pop(slot.field, b"")
        record[slot.at : slot.at + len(here[: slot.size])] = here[: slot.size]
        if len(here) > slot.size:
            rest[slot.field] = here[slot.size :]
    if any(rest.values()):
        raise ValueError(f"does not fit into the record: {', '.join(sorted(rest))}")
    return bytes(record)


def text(raw: bytes, field: str) -> str:
    """UTF-16LE bytes -> stripped text. RECORD_MALFORMED for odd lengths, lone surrogates, control characters."""
    return _stripped(_decoded(raw, field), field)


def _decoded(raw: bytes, field: str) -> str:
    """Strict UTF-16LE: a surrogate pair is a rare character, half of one is damage."""
    try:
        return raw.decode("utf-16-le")
    except UnicodeDecodeError:
        # the exception itself quotes the bytes: it must not be chained into a log
        raise DeviceError(Fault.RECORD_MALFORMED, f"{field}: not UTF-16") from None


def _stripped(value: str, field: str) -> str:
    """Without padding; what can never stand on a card must not reach a screen or a printer."""
    value = value.strip(_PADDING)
    for char in value:
        if unicodedata.category(char) == "Cc" or ord(char) & _NONCHARACTER == _NONCHARACTER:
            raise DeviceError(Fault.RECORD_MALFORMED, f"{field}: character U+{ord(char):04X}")
    return value
