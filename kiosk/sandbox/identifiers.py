"""Identifiers of e-licences (电子证照标识, GB/T 36904-2018) of the fictional province.

Must never take a wrong check character for a forgery: such identifiers are in use.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

ROOT = "1.2.156.3005.2"
ISSUER = "11990101MB99000017"
"""The one organ that issues everything here: a unified credit code of a region that never was."""
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHAPE = re.compile(
    re.escape(ROOT) + r"\.([0-9A-Z]{18}[0-9]{3})\.([0-9A-Z]{6,18})\.([0-9A-Z]{1,32})\.([0-9]{3})\.([0-9A-Z])"
)


@dataclass(frozen=True)
class Identifier:
    """A taken-apart identifier; `right` says whether the check character is."""

    type_code: str
    issuer: str
    serial: str
    version: str
    right: bool


def check_character(body: str) -> str:
    """ISO 7064 MOD 37,36 of digits and capital letters."""
    rest = 36
    for sign in body:
        rest = (rest + _SIGNS.index(sign)) % 36 or 36
        rest = rest * 2 % 37
    return _SIGNS[(37 - rest) % 36]


def identifier(type_code: str, licence_id: str) -> str:
    """Of a licence here; its serial follows from its id."""
    parts = (type_code, ISSUER, serial_of(licence_id), "001")
    return ".".join((ROOT, *parts, check_character("".join(parts))))


def serial_of(licence_id: str) -> str:
    """Twenty digits and letters: the id without hyphens, and a digest of it."""
    plain = re.sub(r"[^0-9A-Z]", "", licence_id.upper())[:12]
    return f"{plain:0<12}{zlib.crc32(licence_id.encode()):08X}"


def taken_apart(text: str) -> Identifier | None:
    """The parts of an identifier; None for anything else."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        return None
    kind, issuer, serial, version, check = found.groups()
    return Identifier(kind, issuer, serial, version, check == check_character(kind + issuer + serial + version))
