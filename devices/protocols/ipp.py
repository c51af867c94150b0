"""IPP messages (RFC 8010 §3): enough to ask a printer what it can and what became of a job, and to be one. Sans-IO.

Must never trust a length or a nesting that the other side sent. (pycups 2.0 crashes while reading lists of jobs and
knows no collections, hence this.)
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, Union

Value: TypeAlias = Union[int, bool, str, bytes, tuple[int, int], "Collection"]
"""Integer or enum, boolean, text, anything else as it came, range, collection (RFC 8010 §3.9)."""
Collection: TypeAlias = dict[str, list[Value]]
Attribute: TypeAlias = tuple[int, str, Sequence[Value]]
"""Value tag, name, values."""

OPERATION_GROUP, JOB_GROUP, PRINTER_GROUP, UNSUPPORTED_GROUP = 0x01, 0x02, 0x04, 0x05
PRINT_JOB, CREATE_JOB, SEND_DOCUMENT, CANCEL_JOB = 0x0002, 0x0005, 0x0006, 0x0008
GET_JOB_ATTRIBUTES, GET_JOBS, GET_PRINTER_ATTRIBUTES = 0x0009, 0x000A, 0x000B
"""RFC 8011 §5.4.15."""
NO_VALUE, INTEGER, BOOLEAN, ENUM, OCTETS, RANGE = 0x13, 0x21, 0x22, 0x23, 0x30, 0x33
BEGIN_COLLECTION, END_COLLECTION, MEMBER = 0x34, 0x37, 0x4A
TEXT, NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x41, 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
_WITH_LANGUAGE = frozenset({0x35, 0x36})
_END = 0x03
_FIRST_VALUE_TAG = 0x10
_OUT_OF_BAND = range(0x10, 0x20)
_TEXTS = range(0x41, 0x4A)
_VERSION = (2, 0)
_HEAD = struct.Struct(">BBHI")
_DEEPEST = 8
"""Collections within collections; media-col-database needs 2."""


class IppMalformed(ValueError):  # noqa: N818  named like the SAM's errors: what the bytes are
    """The bytes are no IPP message."""


@dataclass(frozen=True)
class Group:
    """One attribute group: its tag and its attributes, each with all its values."""

    tag: int
    attributes: dict[str, list[Value]] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """A message: status of a response (below 0x0100 is success) or operation of a request, its groups in order.

    `number` is the request id, `rest` what follows the attributes: the document.
    """

    status: int
    groups: tuple[Group, ...]
    number: int = field(default=1, compare=False)
    rest: bytes = field(default=b"", compare=False, repr=False)


def request(
    operation: int, attributes: Sequence[Attribute], number: int = 1, more: Sequence[Attribute] = ()
) -> bytes:
    """A request with operation attributes and, in a group of their own, job attributes (`more`)."""
    return message(operation, [(OPERATION_GROUP, attributes), *([(JOB_GROUP, more)] if more else [])], number)


def message(code: int, groups: Sequence[tuple[int, Sequence[Attribute]]], number: int = 1) -> bytes:
    """A request or a response: charset and language are put first, where they belong."""
    out = bytearray(_HEAD.pack(*_VERSION, code, number))
    first: list[Attribute] = [
        (CHARSET, "attributes-charset", ["utf-8"]),
        (LANGUAGE, "attributes-natural-language", ["en"]),
    ]
    for tag, attributes in groups:
        out.append(tag)
        for value_tag, name, values in [*first, *attributes]:
            for position, value in enumerate(values):
                _write(out, value_tag, "" if position else name, value)
        first = []
    out.append(_END)
    return bytes(out)


def answer(received: bytes) -> Answer:
    """Decode a message. Raises IppMalformed."""
    if len(received) < _HEAD.size:
        raise IppMalformed("shorter than a head")
    _, _, status, number = _HEAD.unpack_from(received)
    groups: list[Group] = []
    name, at = "", _HEAD.size
    while True:
        tag, at = _byte(received, at)
        if tag == _END:
            return Answer(status, tuple(groups), number, received[at:])
        if tag < _FIRST_VALUE_TAG:
            groups.append(Group(tag))
            name = ""
            continue
        key, at = _field(received, at)
        content, at = _field(received, at)
        name = key.decode("ascii", "replace") or name
        if not groups or not name:
            raise IppMalformed("a value without a group or a name")
        values, at = _values(received, tag, content, at, 0)
        groups[-1].attributes.setdefault(name, []).extend(values)


def _values(received: bytes, tag: int, content: bytes, at: int, depth: int) -> tuple[list[Value], int]:
    """The value that begins here, or none where it says that there is none; and where the next one begins."""
    if tag in _OUT_OF_BAND:
        return [], at
    if tag != BEGIN_COLLECTION:
        return [_value(tag, content)], at
    if depth >= _DEEPEST:
        raise IppMalformed("nested too deep")
    collection, at = _collection(received, at, depth)
    return [collection], at


def _collection(received: bytes, at: int, depth: int) -> tuple[Collection, int]:
    """The members of a collection that has begun, up to its end."""
    collection: Collection = {}
    member = ""
    while True:
        tag, at = _byte(received, at)
        if tag < _FIRST_VALUE_TAG:
            raise IppMalformed("a collection without an end")
        _, at = _field(received, at)
        content, at = _field(received, at)
        if tag == END_COLLECTION:
            return collection, at
        if tag == MEMBER:
            member = content.decode("ascii", "replace")
            continue
        if not member:
            raise IppMalformed("a value in a collection without a name")
        values, at = _values(received, tag, content, at, depth + 1)
        collection.setdefault(member, []).extend(values)


def _byte(received: bytes, at: int) -> tuple[int, int]:
    if at >= len(received):
        raise IppMalformed("no end")
    return received[at], at + 1


def _field(received: bytes, at: int) -> tuple[bytes, int]:
    """A length in two bytes, and so many bytes."""
    if at + 2 > len(received):
        raise IppMalformed("cut in a length")
    (length,) = struct.unpack_from(">H", received, at)
    end = at + 2 + length
    if end > len(received):
        raise IppMalformed("cut in a value")
    return received[at + 2 : end], end


def _value(tag: int, content: bytes) -> Value:
    if tag in {INTEGER, ENUM}:
        return _number(content)
    if tag == BOOLEAN:
        if len(content) != 1:
            raise IppMalformed("a boolean that is not one byte")
        return content != b"\0"
    if tag == RANGE:
        return _number(content[:4]), _number(content[4:])
    if tag in _WITH_LANGUAGE:
        _, at = _field(content, 0)
        return _field(content, at)[0].decode("utf-8", "replace")
    return content.decode("utf-8", "replace") if tag in _TEXTS else content


def _number(content: bytes) -> int:
    if len(content) != struct.calcsize(">i"):
        raise IppMalformed("an integer that is not four bytes")
    return int(struct.unpack(">i", content)[0])


def _write(out: bytearray, tag: int, name: str, value: Value) -> None:
    """One value with its name; a collection's members follow it (their tags are those of their Python types)."""
    if not isinstance(value, dict):
        _field_out(out, tag, name, _content(value, boolean=tag == BOOLEAN))
        return
    _field_out(out, BEGIN_COLLECTION, name, b"")
    for member, values in value.items():
        _field_out(out, MEMBER, "", member.encode("ascii"))
        for one in values:
            _write(out, _tag_of(one), "", one)
    _field_out(out, END_COLLECTION, "", b"")


def _tag_of(value: Value) -> int:
    for kind, tag in ((bool, BOOLEAN), (int, INTEGER), (str, KEYWORD), (tuple, RANGE), (bytes, OCTETS)):
        if isinstance(value, kind):
            return tag
    return BEGIN_COLLECTION


def _content(value: int | bool | str | bytes | tuple[int, int], *, boolean: bool) -> bytes:  # noqa: FBT001
    if boolean:
        return b"\1" if value else b"\0"
    if isinstance(value, int):
        return struct.pack(">i", value)
    if isinstance(value, tuple):
        return struct.pack(">ii", *value)
    return value.encode("utf-8") if isinstance(value, str) else value


def _field_out(out: bytearray, tag: int, name: str, content: bytes) -> None:
    key = name.encode("ascii")
    out += struct.pack(">BH", tag, len(key)) + key + struct.pack(">H", len(content)) + content
