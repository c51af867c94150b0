"""Identifiers of electronic licences (GB/T 36904-2018): their parts and their check character.

A wrong check character must never be called a forgery: identifiers with one are in use. It is a warning, and the
platform is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

ROOT = "1.2.156.3005.2"
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FORM = re.compile(
    re.escape(ROOT)
    + r"\.(?P<type>[0-9A-Z]{21})\.(?P<issuer>[0-9A-Z]{6,18})\.(?P<serial>[0-9A-Z]{1,40})\.(?P<version>[0-9]{3})"
    + r"\.(?P<check>[0-9A-Z])"
)


class CheckDigit(StrEnum):
    """Words of the contract's Verification."""

    RIGHT = "right"
    WRONG = "wrong"
    NONE = "none"
    """It is no such identifier."""


@dataclass(frozen=True)
class LicenceIdentifier:
    """The parts. The issuer is a unified code of 18 characters, in live data also a division code of six."""

    type_code: str
    issuer: str
    serial: str
    version: str
    check: str

    @property
    def check_is_right(self) -> bool:
        """ISO 7064 MOD 37,36 over type, issuer, serial and version."""
        return check_character(self.type_code + self.issuer + self.serial + self.version) == self.check


def parse(text: str) -> LicenceIdentifier | None:
    """The parts, None where it is no such identifier."""
    found = _FORM.fullmatch(text)
    return LicenceIdentifier(*found.groups()) if found else None


def check_digit(text: str) -> CheckDigit:
    """What the check character says."""
    found = parse(text)
    if found is None:
        return CheckDigit.NONE
    return CheckDigit.RIGHT if found.check_is_right else CheckDigit.WRONG


def check_character(text: str) -> str:
    """ISO 7064 MOD 37,36 of digits and capital letters. Raises ValueError for anything else."""
    product = 36
    for one in text:
        product = (product + _ALPHABET.index(one)) % 36 or 36
        product = product * 2 % 37
    return _ALPHABET[(37 - product) % 36]
