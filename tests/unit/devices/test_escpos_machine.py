"""The virtual printer's inside: bytes to paper, without a line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.protocols import escpos_raster
from devices.protocols.escpos_raster import Raster
from devices.twins.escpos_machine import EscposMachine, Slip

BAND = bytes.fromhex("1D 76 30 00 02 00 03 00 80 01 00 00 FF FF")
CUT = bytes.fromhex("1D 56 42 00")


def machine(**options: object) -> tuple[EscposMachine, list[Slip]]:
    slips: list[Slip] = []
    return EscposMachine(slips.append, dots=16, **options), slips  # type: ignore[arg-type]  # plain pass-through


def printed(data: bytes, *, portion: int = 0) -> tuple[EscposMachine, list[Slip]]:
    made, slips = machine(capacity=1 << 20)
    for at in range(0, len(data), portion or len(data) or 1):
        made.receive(data[at : at + (portion or len(data))])
        while made.advance(7):
            pass
    return made, slips


@pytest.mark.parametrize("portion", [0, 1, 3])
def test_a_picture_and_a_cut_are_a_slip(portion: int) -> None:
    made, slips = printed(b"\x1b@" + BAND + CUT + BAND + b"\x1dV\x00", portion=portion)
    assert [slip.rows for slip in slips] == [[b"\x80\x01", b"\0\0", b"\xff\xff"]] * 2
    assert [slip.cut for slip in slips] == ["partial", "full"]
    assert made.state()["rows"] == 6


def test_narrow_and_wide_bands_are_as_wide_as_the_head() -> None:
    _, slips = printed(bytes.fromhex("1D 76 30 00 01 00 01 00 AA") + bytes.fromhex("1D763000030001000102 03") + CUT)
    assert slips[0].rows == [b"\xaa\0", b"\x01\x02"]


@pytest.mark.parametrize(
    ("data", "rows"),
    [(b"\n", 30), (b"\x1bd\x02", 60), (b"\x1bJ\x05", 5), (b"\x0c", 0), (b"\0\0\0", 0), (b"\x1d\x0c", 0)],
)
def test_feeding(data: bytes, rows: int) -> None:
    made, slips = printed(data + CUT)
    assert made.state()["rows"] == rows
    assert [slip.blank for slip in slips] == ([True] if rows else [])


def test_letters_and_orders_nobody_knows_are_counted() -> None:
    made, _ = printed(b"\x1ba\x01AB\x1b\x7f\x1dL\0\0\x1d(E\x03\0\x06\x01\x02")
    assert (made.state()["text"], made.state()["unknown"]) == (2, 1)


def test_questions_are_answered_in_their_turn() -> None:
    made, _ = machine()
    made.health.paper_out = True
    made.receive(b"\x1dr\x01" + b"\x10\x04\x04")
    made.advance(100)
    assert bytes(made.out) == b"\x7e"  # in real time: the paper is out, and the turn does not come
    made.health.paper_out = False
    made.advance(100)
    assert bytes(made.out) == b"\x7e\x00"


def test_a_process_id_comes_back_and_is_remembered() -> None:
    made, _ = printed(escpos_raster.ask_process(b"ab12") + b"\x1dI\x43\x1dI\x01")
    assert bytes(made.out) == b"\x37\x22ab12\0" + b"\x5fVIRTUAL-80\0"
    assert made.processes == ["ab12"]


def test_a_model_that_knows_nothing_answers_nothing_but_real_time() -> None:
    made, _ = machine(knows=frozenset())
    made.receive(
        escpos_raster.START + b"\x1dr\x01\x1dI\x43" + escpos_raster.ask_process(b"abcd") + escpos_raster.CLEAR
    )
    made.advance(100)
    assert bytes(made.out) == b""
    made.receive(b"\x10\x04\x01")
    assert bytes(made.out) == b"\x12"


def test_it_says_by_itself_what_has_changed() -> None:
    made, _ = machine()
    made.receive(escpos_raster.START)
    made.advance(1)
    made.health.near_end = True
    made.tell_changes()
    made.tell_changes()
    made.receive(escpos_raster.QUIET)
    made.advance(1)
    made.health.offline = True
    made.tell_changes()
    assert bytes(made.out) == b"\x10\0\0\0" + b"\x10\0\x03\0"


def test_real_time_orders_are_carried_out_amidst_a_picture_and_seen_there() -> None:
    made, slips = machine()
    made.receive(bytes.fromhex("1D 76 30 00 03 00 01 00") + b"\x10\x04\x01" + CUT)
    made.advance(100)
    assert bytes(made.out) == b"\x12"
    assert slips[0].rows == [b"\x10\x04"]
    assert made.state()["orders_in_pictures"] == 1


def test_clear_empties_the_buffer_and_leaves_what_is_on_paper() -> None:
    made, slips = machine()
    made.health.offline = True
    made.receive(BAND * 3)
    made.receive(escpos_raster.CLEAR + CUT)
    assert bytes(made.out) == b"\x37\x25\0"
    made.health.offline = False
    made.advance(100)
    assert slips == []
    assert made.state()["cleared"] == 1


@pytest.mark.parametrize(("order", "left"), [(b"\x10\x05\x01", 1), (b"\x10\x05\x02", 0)])
def test_recovering_from_a_jam_goes_on_or_forgets(order: bytes, left: int) -> None:
    made, slips = machine()
    made.jam_next = True
    made.receive(BAND + CUT + BAND + CUT)
    made.advance(100)
    assert made.health.jammed
    made.receive(order)
    made.advance(100)
    assert len(slips) == 2 * left
    assert made.state()["recovered"] == 1
    made.receive(order)
    assert made.state()["recovered"] == 1


def test_what_does_not_fit_is_lost_and_said() -> None:
    made, _ = machine(capacity=10)
    made.health.offline = True
    made.receive(b"A" * 25)
    assert (made.room, made.state()["lost"]) == (0, 15)


def test_paper_ends_where_ordered() -> None:
    made, slips = machine()
    made.after_rows(2, made.run_out)
    made.receive(BAND + CUT)
    made.advance(100)
    assert made.health.paper_out
    assert made.state()["on_paper"] == 2
    made.health.paper_out = False
    made.advance(100)
    assert len(slips[0].rows) == 3


def test_answers_are_garbled_or_withheld_on_order() -> None:
    made, _ = machine()
    made.garbled = 1
    made.receive(b"\x10\x04\x01" * 2)
    assert bytes(made.out) == b"\x83\x12"
    made.mute = True
    made.receive(b"\x10\x04\x01")
    assert len(made.out) == 2


@settings(deadline=None)
@given(data=st.binary(max_size=400), portion=st.integers(1, 50))
def test_no_bytes_break_it(data: bytes, portion: int) -> None:
    made, slips = machine(capacity=256)
    for at in range(0, len(data), portion):
        made.receive(data[at : at + portion])
        for _ in range(20):
            made.advance(50)
    assert all(len(row) == 2 for slip in slips for row in slip.rows)


@settings(deadline=None)
@given(bits=st.binary(max_size=600), portion=st.integers(1, 97))
def test_what_our_encoder_sends_arrives(bits: bytes, portion: int) -> None:
    raster = Raster(16, bits[: len(bits) // 2 * 2])
    sent = b"".join(escpos_raster.bands(raster, rows=5)) + CUT
    made, slips = printed(sent, portion=portion)
    arrived = b"".join(row for slip in slips for row in slip.rows)
    assert len(arrived) == len(raster.bits)
    assert all(now == was or (was, now) == (0x10, 0x18) for was, now in zip(raster.bits, arrived, strict=True))
    assert made.state()["unknown"] == made.state()["text"] == 0
