from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.faults import Fault
from devices.protocols.escpos_status import (
    Ask,
    AutoStatus,
    Block,
    Flow,
    Garbage,
    Plain,
    RealTime,
    Received,
    Standing,
    StatusParser,
    fault_of,
    request,
    standing,
    standing_told,
)

FINE = {Ask.PRINTER: 0x12, Ask.OFFLINE: 0x12, Ask.ERROR: 0x12, Ask.PAPER: 0x12}


def parsed(text: str) -> list[Received]:
    return StatusParser().feed(bytes.fromhex(text))


def test_four_questions_in_one_go() -> None:
    assert request(*Ask) == bytes.fromhex("10 04 01 10 04 02 10 04 03 10 04 04")


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("12", [RealTime(0x12)]),
        ("16 32 72", [RealTime(0x16), RealTime(0x32), RealTime(0x72)]),
        ("14 00 00 00", [AutoStatus(bytes.fromhex("14000000"))]),
        ("18 04 0C 0F", [AutoStatus(bytes.fromhex("18040c0f"))]),
        ("00 0F 6F", [Plain(0), Plain(0x0F), Plain(0x6F)]),
        ("13 11", [Flow(go=False), Flow(go=True)]),
        ("37 22 41 42 43 44 00", [Block(0x37, b'"ABCD')]),
        ("37 25 00", [Block(0x37, b"%")]),
        ("5F 54 4D 00", [Block(0x5F, b"TM")]),
        ("80 FF 90 1F 33", [Garbage(1)] * 5),
    ],
)
def test_each_kind_is_told_by_its_fixed_bits(text: str, meaning: list[Received]) -> None:
    assert parsed(text) == meaning
    parser = StatusParser()
    assert [found for byte in bytes.fromhex(text) for found in parser.feed(bytes((byte,)))] == meaning


def test_flow_control_and_real_time_answers_come_in_between() -> None:
    assert parsed("10 13 00 12 00 11 00") == [
        Flow(go=False),
        RealTime(0x12),
        Flow(go=True),
        AutoStatus(b"\x10\0\0\0"),
    ]
    assert parsed("37 22 13 41 11 00") == [Flow(go=False), Flow(go=True), Block(0x37, b'"A')]


def test_what_breaks_off_is_garbage_and_what_follows_is_heard() -> None:
    assert parsed("10 00 10 00 00 00") == [Garbage(2), AutoStatus(b"\x10\0\0\0")]
    assert parsed("10 00 FF 12") == [Garbage(2), Garbage(1), RealTime(0x12)]
    assert parsed("37 22 12") == [Garbage(2), RealTime(0x12)]
    assert parsed("37 22 FF 00") == [Garbage(2), Garbage(1), Plain(0)]
    assert parsed("5F" + "41" * 79 + "00") == [Block(0x5F, b"A" * 79)]
    assert parsed("5F" + "41" * 80) == [Garbage(80), Plain(0x41)]


@settings(deadline=None)
@given(data=st.binary(max_size=300))
def test_no_byte_is_lost_and_nothing_raises(data: bytes) -> None:
    parser = StatusParser()
    sizes = {RealTime: 1, Plain: 1, Flow: 1, AutoStatus: 4}
    used = 0
    for found in parser.feed(data):
        if isinstance(found, Block):
            used += len(found.data) + 2
            assert found.text is None or found.text.isprintable()
        elif isinstance(found, Garbage):
            used += found.count
        else:
            used += sizes[type(found)]
            if isinstance(found, AutoStatus):
                fault_of(standing_told(found))
    assert used + len(parser._auto) + len(parser._block) == len(data)


def test_blocks_say_what_they_are() -> None:
    process, cleared, identity = Block(0x37, b'"AB12'), Block(0x37, b"%"), Block(0x5F, b"TM-X")
    assert [block.process_id for block in (process, cleared, identity)] == [b"AB12", None, None]
    assert [block.cleared for block in (process, cleared, identity)] == [False, True, False]
    assert [block.text for block in (process, cleared, identity)] == [None, None, "TM-X"]


@pytest.mark.parametrize(
    ("ask", "byte", "fault"),
    [
        (Ask.PRINTER, 0x12, None),
        (Ask.PRINTER, 0x16, None),  # the drawer
        (Ask.PRINTER, 0x1A, Fault.PRINTER_OFFLINE),
        (Ask.PRINTER, 0x52, Fault.BUSY),
        (Ask.OFFLINE, 0x16, Fault.COVER_OPEN),
        (Ask.OFFLINE, 0x1A, Fault.BUSY),
        (Ask.OFFLINE, 0x32, Fault.PAPER_OUT),
        (Ask.OFFLINE, 0x52, Fault.PRINTER_STOPPED),
        (Ask.ERROR, 0x16, Fault.PAPER_JAM),
        (Ask.ERROR, 0x1A, Fault.CUTTER),
        (Ask.ERROR, 0x32, Fault.PRINTER_STOPPED),
        (Ask.ERROR, 0x52, Fault.HEAD_HOT),
        (Ask.PAPER, 0x1E, None),
        (Ask.PAPER, 0x72, Fault.PAPER_OUT),
        (Ask.PAPER, 0x7E, Fault.PAPER_OUT),
    ],
)
def test_every_bit_has_its_fault(ask: Ask, byte: int, fault: Fault | None) -> None:
    assert fault_of(standing({**FINE, ask: byte})) is fault


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        ("10 00 00 00", None),
        ("14 00 00 0F", None),
        ("18 00 00 00", Fault.PRINTER_OFFLINE),
        ("38 00 00 00", Fault.COVER_OPEN),
        ("50 00 00 00", Fault.BUSY),
        ("10 02 00 00", Fault.BUSY),
        ("18 04 00 00", Fault.PAPER_JAM),
        ("18 08 00 00", Fault.CUTTER),
        ("18 20 00 00", Fault.PRINTER_STOPPED),
        ("18 40 00 00", Fault.HEAD_HOT),
        ("10 00 03 00", None),
        ("18 00 0C 00", Fault.PAPER_OUT),
    ],
)
def test_automatic_status_says_the_same(status: str, fault: Fault | None) -> None:
    assert fault_of(standing_told(AutoStatus(bytes.fromhex(status)))) is fault


def test_near_end_is_a_warning_and_no_fault() -> None:
    near = standing({**FINE, Ask.PAPER: 0x1E})
    assert near.warnings == ("paper-near-end",)
    assert standing_told(AutoStatus(b"\x10\0\x03\0")).warnings == near.warnings
    assert standing({**FINE, Ask.PAPER: 0x7E}).warnings == ()
    assert standing({}) == Standing()


def test_on_mark_paper_the_mark_is_looked_for() -> None:
    seen = Standing(recoverable=True)
    assert (fault_of(seen), fault_of(seen, marks=True)) == (Fault.PAPER_JAM, Fault.BLACK_MARK)
