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
