"""What an identity card's chip says: the 256-byte text record as a `CardRecord`, and the record made from fields.

Sans-IO. An odd number, sex or period is a warning in the record; only what cannot be a card is an error. Must never
put a value of the card into an exception, a log or a repr.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from devices.faults import DeviceError, Fault
from devices.protocols import idcard_codes, idcard_layout
from devices.protocols.idcard_layout import RECORD_BYTES, CardKind

__all__ = ["LONG_TERM", "RECORD_BYTES", "CardFields", "CardKind", "CardRecord", "decode", "encode"]

LONG_TERM: Final = "长期"
_DATE_DIGITS: Final = 8


@dataclass(frozen=True, kw_only=True)
class CardRecord:
    """One card, read. Dates are ISO 8601; what the document kind does not have is None.

    `name` is empty on a foreigner's card without a Chinese name: `name_latin` is never empty then. `photo` is the
    raw photo field (1024 bytes of WLT, or empty), not a picture.
    """

    kind: CardKind
    name: str
    sex: str
    """男, 女, 未知, 未说明."""
    sex_code: str
    birth: str
    number: str
    valid_from: str
    valid_to: str
    """ISO 8601 or 长期."""
    name_latin: str | None = None
    nation: str | None = None
    """The people's name without 族, or the digits where the code is unknown."""
    nation_code: str | None = None
    nationality: str | None = None
    """Three letters, ISO 3166-1."""
    address: str | None = None
    authority: str | None = None
    """Issuing authority in words; on the foreigner's card of 2017 the four-digit code of the accepting one."""
    pass_number: str | None = None
    issues: str | None = None
    renewals: str | None = None
    card_version: str | None = None
    former_number: str | None = None
    warnings: tuple[str, ...] = ()
    photo: bytes = b""
    fingerprint: bool = False
    """Does the chip carry fingerprints? The template itself is never kept."""
    sam_id: str | None = None

    def __repr__(self) -> str:
        """Nothing of the person."""
        return f"CardRecord(kind={self.kind.value!r}, warnings={self.warnings!r})"


@dataclass(frozen=True, kw_only=True)
class CardFields:
    """What stands on a chip, as codes and ISO dates: the form of the files of synthetic people."""

    kind: CardKind
    sex: str
    birth: str
    number: str
    valid_from: str
    valid_to: str
    name: str | None = None
    name_latin: str | None = None
    nation: str | None = None
    nationality: str | None = None
    address: str | None = None
    authority: str | None = None
    pass_number: str | None = None
    issues: str | None = None
    renewals: str | None = None
    card_version: str | None = None
    former_link: str | None = None

    def __repr__(self) -> str:
        """Nothing of the person."""
        return f"CardFields(kind={self.kind.value!r})"

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> CardFields:
        """From decoded JSON. Raises ValueError that names unknown, missing or wrongly typed keys, never values."""
        known = {field.name for field in fields(cls)}
        wrong = sorted(key for key, value in values.items() if key not in known or not isinstance(value, str | None))
        if wrong:
            raise ValueError(f"card: not usable: {', '.join(wrong)}")
        try:
            return cls(**{**values, "kind": CardKind(values.get("kind", ""))})
        except (TypeError, ValueError):
            raise ValueError("card: kind unknown or a key is missing") from None


def decode(record: bytes) -> CardRecord:
    """The text record of a chip -> CardRecord without photo.

    Raises DeviceError: RECORD_MALFORMED (length, text, dates, no number, no name), RECORD_BLANK (nothing or only
    zeros: a bad read), DOCUMENT_UNSUPPORTED (unknown type flag).
    """
    kind, found = idcard_layout.split(record)
    dates = [found["birth"], found["valid_from"], found["valid_to"]]
    if all(not date.strip("0") for date in dates):
        raise DeviceError(Fault.RECORD_BLANK, "no date in the record")
    if not found["number"] or not (found["name"] or found.get("name_latin")):
        raise DeviceError(Fault.RECORD_MALFORMED, "no number or no name")
    birth, valid_from = _iso(found["birth"], "birth"), _iso(found["valid_from"], "valid_from")
    valid_to = found["valid_to"] if found["valid_to"] == LONG_TERM else _iso(found["valid_to"], "valid_to")
    nation_code = found.get("nation")
    return CardRecord(
        kind=kind,
        name=found["name"],
        sex=idcard_codes.SEXES.get(found["sex"], idcard_codes.SEXES["0"]),
        sex_code=found["sex"],
        birth=birth,
        number=found["number"],
        valid_from=valid_from,
        valid_to=valid_to,
        name_latin=found.get("name_latin") or None,
        nation=idcard_codes.NATIONS.get(nation_code, nation_code) if nation_code else None,
        nation_code=nation_code or None,
        nationality=found.get("nationality") or None,
        address=found.get("address") or None,
        authority=found.get("authority") or None,
        pass_number=found.get("pass_number") or None,
        issues=found.get("issues") or None,
        renewals=found.get("renewals") or None,
        card_version=found.get("card_version") or None,
        former_number=_former(kind, found),
        warnings=_warnings(kind, found),
    )


def encode(card: CardFields) -> bytes:
    """The 256-byte record of `card`, for twins and tests. Raises ValueError that names what does not fit."""
    dates = ("birth", "valid_from", "valid_to")
    values = {
        field.name: str(getattr(card, field.name))
        for field in fields(card)
        if field.name != "kind" and getattr(card, field.name) is not None
    }
    return idcard_layout.join(
        card.kind, {name: value.replace("-", "") if name in dates else value for name, value in values.items()}
    )


def _iso(digits: str, field: str) -> str:
    """YYYYMMDD -> YYYY-MM-DD; a day that never was is damage."""
    if len(digits) == _DATE_DIGITS and digits.isascii() and digits.isdigit():
        try:
            return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
        except ValueError:
            pass
    raise DeviceError(Fault.RECORD_MALFORMED, f"{field}: no date")


def _former(kind: CardKind, found: Mapping[str, str]) -> str | None:
    """The number before 2023, where the card links to one."""
    if kind is not CardKind.FOREIGNER_2023:
        return None
    return idcard_codes.former_number(found["number"], found["nationality"], found["former_link"])


def _warnings(kind: CardKind, found: Mapping[str, str]) -> tuple[str, ...]:
    """Everything odd, in a fixed order."""
    number, birth = found["number"], found["birth"]
    if kind is CardKind.FOREIGNER_2017:
        warnings = list(idcard_codes.foreign_number_warnings(number, birth, found["nationality"]))
    else:
        # no source says that the sequence of a foreigner's number of 2023 tells the sex
        warnings = list(
            idcard_codes.number_warnings(number, birth, None if kind is CardKind.FOREIGNER_2023 else found["sex"])
        )
    checks = {
        "number-prefix": not number.startswith(_PREFIXES.get(kind, "")),
        "sex-unknown": found["sex"] not in idcard_codes.SEXES,
        "nation-unknown": "nation" in found and found["nation"] not in idcard_codes.NATIONS,
        "validity-reversed": found["valid_to"] != LONG_TERM and found["valid_from"] > found["valid_to"],
    }
    return (*warnings, *(code for code, odd in checks.items() if odd))


_PREFIXES: Final[Mapping[CardKind, str | tuple[str, ...]]] = {
    CardKind.HMT: idcard_codes.HMT_PREFIXES,
    CardKind.FOREIGNER_2023: "9",
}
