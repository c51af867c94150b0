"""IPP messages (RFC 8010 §3): just enough to ask a printer what became of a job. Sans-IO.

Must never trust a length that the other side sent. (pycups 2.0 crashes while reading such an answer, hence this.)
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TypeAlias

Value: TypeAlias = int | str | bytes

OPERATION_GROUP = 0x01
JOB_GROUP = 0x02
GET_JOBS = 0x000A
"""RFC 8011 §5.4.15."""
INTEGER, ENUM = 0x21, 0x23
NAME, KEYWORD, URI, CHARSET, LANGUAGE = 0x42, 0x44, 0x45, 0x47, 0x48
_END = 0x03
_FIRST_VALUE_TAG = 0x10
_TEXTS = range(0x41, 0x4B)
_VERSION = (2, 0)
_HEAD = struct.Struct(">BBHI")


class IppMalformed(ValueError):  # noqa: N818  named like the SAM's errors: what the bytes are
    """The bytes are no IPP message."""


@dataclass(frozen=True)
class Group:
    """One attribute group: its tag and its attributes, each with all its values."""

    tag: int
    attributes: dict[str, list[Value]] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """A response: status code (below 0x0100 is success) and its groups in order."""

    status: int
    groups: tuple[Group, ...]


def request(operation: int, attributes: list[tuple[int, str, list[str]]], number: int = 1) -> bytes:
    """A request whose operation attributes are texts: (value tag, name, values)."""
    whole = [
        (CHARSET, "attributes-charset", ["utf-8"]),
        (LANGUAGE, "attributes-natural-language", ["en"]),
        *attributes,
    ]
    out = bytearray(_HEAD.pack(*_VERSION, operation, number))
    out.append(OPERATION_GROUP)
    for tag, name, values in whole:
        for position, value in enumerate(values):
            key, content = (b"" if position else name.encode("ascii")), value.encode("utf-8")
            out += struct.pack(">BH", tag, len(key)) + key + struct.pack(">H", len(content)) + content
    out.append(_END)
    return bytes(out)


def answer(message: bytes) -> Answer:
    """Decode a response. Raises IppMalformed. Collections stay flat bytes: nothing here looks into them."""
    if len(message) < _HEAD.size:
        raise IppMalformed("shorter than a head")
    _, _, status, _ = _HEAD.unpack_from(message)
    groups: list[Group] = []
    name, at = "", _HEAD.size
    while True:
        tag, at = _byte(message, at)
        if tag == _END:
            return Answer(status, tuple(groups))
        if tag < _FIRST_VALUE_TAG:
            groups.append(Group(tag))
            name = ""
            continue
        key, at = _field(message, at)
        content, at = _field(message, at)
        name = key.decode("ascii", "replace") or name
        if not groups or not name:
            raise IppMalformed("a value without a group or a name")
        groups[-1].attributes.setdefault(name, []).append(_value(tag, content))


def _byte(message: bytes, at: int) -> tuple[int, int]:
    if at >= len(message):
        raise IppMalformed("no end")
    return message[at], at + 1


def _field(message: bytes, at: int) -> tuple[bytes, int]:
    """A length in two bytes, and so many bytes."""
    if at + 2 > len(message):
        raise IppMalformed("cut in a length")
    (length,) = struct.unpack_from(">H", message, at)
    end = at + 2 + length
    if end > len(message):
        raise IppMalformed("cut in a value")
    return message[at + 2 : end], end


def _value(tag: int, content: bytes) -> Value:
    if tag in {INTEGER, ENUM}:
        if len(content) != struct.calcsize(">i"):
            raise IppMalformed("an integer that is not four bytes")
        return int(struct.unpack(">i", content)[0])
    return content.decode("utf-8", "replace") if tag in _TEXTS else content
