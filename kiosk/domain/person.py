"""A person as their document shows them, and how much of it may be shown or printed."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class DocumentKind(StrEnum):
    """Which card it is; words here, one-letter type flags only in `devices.protocols`."""

    RESIDENT = "resident"
    HMT = "hmt"
    FOREIGNER_2017 = "foreigner-2017"
    FOREIGNER_2023 = "foreigner-2023"


class Person(msgspec.Struct, frozen=True):
    """The holder of an identity document. Dates are ISO 8601; `valid_to` may be 长期. `repr` shows nothing."""

    kind: DocumentKind
    name: str
    number: str
    birth: str
    sex: str | None = None
    nation: str | None = None
    nationality: str | None = None
    name_latin: str | None = None
    address: str | None = None
    authority: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    pass_number: str | None = None
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """No personal data in a traceback."""
        return f"Person(kind={self.kind.value!r})"

    def expired_on(self, today: str) -> bool:
        """Is the document out of date on `today` (ISO 8601)? 长期 never is."""
        return self.valid_to is not None and self.valid_to != "长期" and self.valid_to < today

    def younger_than(self, years: int, today: str) -> bool:
        """Is the holder not yet `years` old on `today` (ISO 8601)? Born on 29 February counts from 1 March."""
        return f"{int(self.birth[:4]) + years:04d}{self.birth[4:]}" > today


def mask_name(name: str) -> str:
    """张三 -> 张*, 欧阳小明 -> 欧**明; Latin names keep the first letter of each word."""
    if not name:
        return ""
    if name.isascii():
        return " ".join(word[0] + "*" * (len(word) - 1) for word in name.split())
    if len(name) <= 2:  # noqa: PLR2004  two characters: family name and one given
        return name[0] + "*" * (len(name) - 1)
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_number(number: str) -> str:
    """Keep the first four and the last two characters."""
    shown = 6
    if len(number) <= shown:
        return "*" * len(number)
    return number[:4] + "*" * (len(number) - shown) + number[-2:]


def mask_phone(phone: str) -> str:
    """13800138000 -> 138****8000."""
    shown = 7
    if len(phone) <= shown:
        return "*" * len(phone)
    return phone[:3] + "*" * (len(phone) - shown) + phone[-4:]
