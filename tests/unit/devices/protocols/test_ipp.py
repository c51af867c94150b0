from __future__ import annotations

import contextlib
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.protocols import ipp
from devices.protocols.ipp import Group, IppMalformed, answer, request

HEAD = bytes.fromhex("02 00 0000 00000001".replace(" ", ""))


def _attribute(tag: int, name: str, content: bytes) -> bytes:
    return struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(content)) + content


def test_a_request_is_what_rfc_8010_says() -> None:
    message = request(ipp.GET_JOBS, [(ipp.URI, "printer-uri", ["ipp://localhost/ipp/print"])])
    assert message[:9] == bytes.fromhex("0200000a0000000101")
    assert message[9:] == (
        _attribute(0x47, "attributes-charset", b"utf-8")
        + _attribute(0x48, "attributes-natural-language", b"en")
        + _attribute(0x45, "printer-uri", b"ipp://localhost/ipp/print")
        + b"\x03"
    )


def test_jobs_are_read_group_by_group_with_all_their_values() -> None:
    message = (
        HEAD
        + b"\x01"
        + _attribute(0x47, "attributes-charset", b"utf-8")
        + b"\x02"
        + _attribute(0x21, "job-id", b"\0\0\0\7")
        + _attribute(0x44, "job-state-reasons", b"aborted-by-system")
        + _attribute(0x44, "", b"other")
        + b"\x02"
        + _attribute(0x21, "job-id", b"\0\0\0\x08")
        + _attribute(0x30, "blob", b"\xff")
        + b"\x03"
    )
    found = answer(message)
    assert found.status == 0
    assert found.groups[1:] == (
        Group(2, {"job-id": [7], "job-state-reasons": ["aborted-by-system", "other"]}),
        Group(2, {"job-id": [8], "blob": [b"\xff"]}),
    )


@pytest.mark.parametrize(
    "message",
    [
        b"",
        HEAD,
        HEAD + b"\x21\x00",
        HEAD + b"\x01\x21\x00\x01a\x00",
        HEAD + b"\x01\x21\x00\x01a\x00\x09b\x03",
        HEAD + b"\x01" + _attribute(0x21, "job-id", b"\0\7") + b"\x03",
        HEAD + _attribute(0x21, "job-id", b"\0\0\0\7") + b"\x03",
        HEAD + b"\x01" + _attribute(0x44, "", b"x") + b"\x03",
    ],
)
def test_what_is_cut_or_makes_no_sense_is_refused_by_name(message: bytes) -> None:
    with pytest.raises(IppMalformed):
        answer(message)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_an_answer_or_refused(message: bytes) -> None:
    with contextlib.suppress(IppMalformed):
        answer(HEAD + message)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from([ipp.NAME, ipp.KEYWORD]), st.text(min_size=1, max_size=30)), max_size=5))
def test_what_is_written_is_read_back(values: list[tuple[int, str]]) -> None:
    attributes = [(tag, f"a{count}", [text, text]) for count, (tag, text) in enumerate(values)]
    (group,) = answer(request(ipp.GET_JOBS, attributes)).groups
    for count, (_, text) in enumerate(values):
        assert group.attributes[f"a{count}"] == [text, text]


def test_every_kind_of_value_is_written_and_read_back() -> None:
    media: ipp.Collection = {
        "media-size": [{"x-dimension": [21000], "y-dimension": [29700]}],
        "media-source": ["tray-1", "tray-2"],
        "borderless": [False],
        "range": [(1, 5)],
        "raw": [b"\0\xff"],
    }
    attributes: list[ipp.Attribute] = [
        (ipp.INTEGER, "n", [1, -1]),
        (ipp.BOOLEAN, "b", [True, False]),
        (ipp.RANGE, "copies-supported", [(1, 99)]),
        (ipp.BEGIN_COLLECTION, "media-col", [media]),
        (ipp.OCTETS, "o", [b"\xff"]),
    ]
    found = answer(ipp.message(0x0400, [(ipp.OPERATION_GROUP, []), (ipp.PRINTER_GROUP, attributes)], 9) + b"%PDF")
    assert (found.status, found.number, found.rest) == (0x0400, 9, b"%PDF")
    assert found.groups[1].attributes == {name: list(values) for _, name, values in attributes}


def test_a_text_with_its_language_is_the_text() -> None:
    inside = struct.pack(">H", 2) + b"en" + struct.pack(">H", 4) + b"Tray"
    (group,) = answer(
        HEAD + b"\x01" + _attribute(0x35, "t", inside) + _attribute(0x13, "nothing", b"") + b"\x03"
    ).groups
    assert group.attributes == {"t": ["Tray"], "nothing": []}


def _member(name: bytes) -> bytes:
    return _attribute(0x4A, "", name)


@pytest.mark.parametrize(
    "inside",
    [
        _attribute(0x34, "c", b"") + b"\x03",
        _attribute(0x34, "c", b"") + _attribute(0x21, "", b"\0\0\0\1") + _attribute(0x37, "", b""),
        (_attribute(0x34, "c", b"") + _member(b"m")) * 40,
        _attribute(0x22, "b", b"\1\1"),
        _attribute(0x33, "r", b"\0\0\0\1"),
        _attribute(0x35, "t", b"\0\x09e"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_by_name(inside: bytes) -> None:
    with pytest.raises(IppMalformed):
        answer(HEAD + b"\x01" + inside + b"\x03")


@settings(deadline=None)
@given(st.lists(st.sampled_from([b"\x34\0\1c\0\0", b"\x37\0\0\0\0", b"\x4a\0\0\0\1m", b"\x21\0\0\0\4\0\0\0\1"])))
def test_collections_in_any_order_are_read_or_refused(parts: list[bytes]) -> None:
    with contextlib.suppress(IppMalformed):
        answer(HEAD + b"\x01" + b"".join(parts) + b"\x03")
