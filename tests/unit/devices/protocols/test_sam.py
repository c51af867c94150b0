"""SAM frames: the golden ones, and whatever a bad line can do to them."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.contract import DeviceError, Fault
from devices.protocols import sam
from devices.protocols.sam import (
    CardData,
    Command,
    Flaw,
    FrameParser,
    Garbage,
    Request,
    RequestParser,
    Response,
    Result,
)

HEAD = "AA AA AA 96 69 "
REQUESTS = {
    Command.RESET: "00 03 10 FF EC",
    Command.STATUS: "00 03 11 FF ED",
    Command.READ_SAM_ID: "00 03 12 FF EE",
    Command.FIND: "00 03 20 01 22",
    Command.SELECT: "00 03 20 02 21",
    Command.READ: "00 03 30 01 32",
    Command.READ_WITH_FINGER: "00 03 30 10 23",
    Command.READ_ADDRESS: "00 03 30 03 30",
    Command.READ_MANAGEMENT: "00 03 30 05 36",
    Command.BAUD_115200: "00 03 60 00 63",
}
ANSWERS = {
    "00 04 00 00 90 94": Response(0x90),
    "00 04 00 00 60 64": Response(0x60),
    "00 08 00 00 9F 00 00 00 00 97": Response(0x9F, bytes(4)),
    "00 04 00 00 80 84": Response(0x80),
    "00 0C 00 00 90 00 00 00 00 00 00 00 00 9C": Response(0x90, bytes(8)),
    "00 04 00 00 81 85": Response(0x81),
    "00 04 00 00 41 45": Response(0x41),
    "00 04 00 00 91 95": Response(0x91),
}
READ_OK = sam.answer(0x90, struct.pack(">HH", 256, 1024) + bytes(range(256)) * 5)


def fed(*portions: bytes) -> list[Response | Garbage | Flaw]:
    parser = FrameParser()
    return [item for portion in portions for item in parser.feed(portion)]


@pytest.mark.parametrize(("command", "frame"), REQUESTS.items(), ids=lambda value: getattr(value, "name", ""))
def test_golden_requests(command: Command, frame: str) -> None:
    assert sam.request(command) == bytes.fromhex(HEAD + frame)


def test_golden_request_with_data() -> None:
    assert sam.request(Command.RF_BYTES, b"\x50") == bytes.fromhex(HEAD + "00 04 61 FF 50 CA")


@pytest.mark.parametrize(("frame", "expected"), ANSWERS.items())
def test_golden_answers_both_ways(frame: str, expected: Response) -> None:
    raw = bytes.fromhex(HEAD + frame)
    assert fed(raw) == [expected]
    assert sam.answer(expected.result, expected.data) == raw


def test_read_answer_is_1295_bytes_and_with_fingerprints_2321() -> None:
    assert len(READ_OK) == 1295
    assert READ_OK[:14] == bytes.fromhex(HEAD + "05 08 00 00 90 01 00 04 00")
    both = sam.answer(0x90, struct.pack(">HHH", 256, 1024, 1024) + bytes(2304))
    assert len(both) == 2321
    assert fed(both) == [Response(0x90, struct.pack(">HHH", 256, 1024, 1024) + bytes(2304))]


@pytest.mark.parametrize("command", Command)
def test_the_twin_understands_every_request(command: Command) -> None:
    assert RequestParser().feed(sam.request(command, b"\x01")) == [Request(command, b"\x01")]


def test_an_unknown_request_has_no_command() -> None:
    frame = bytes.fromhex(HEAD + "00 03 77 77 03")
    assert RequestParser().feed(frame) == [Request(None, b"")]


def test_byte_by_byte() -> None:
    parser = FrameParser()
    found = [item for byte in READ_OK for item in parser.feed(bytes((byte,)))]
    assert found == [Response(0x90, READ_OK[10:-1])]
    assert not parser.begun


def test_stray_byte_inside_the_preamble_is_tolerated() -> None:
    assert fed(bytes.fromhex("AA 00 AA AA 96 69 00 04 00 00 90 94")) == [Garbage(2), Response(0x90)]


def test_any_number_of_aa_is_preamble() -> None:
    assert fed(b"\xaa" * 40 + sam.answer(0x90)) == [Response(0x90)]


def test_wrong_checksum_then_the_next_frame() -> None:
    wrong = sam.answer(0x90)[:-1] + b"\x00"
    assert fed(wrong + sam.answer(0x80)) == [Flaw(Fault.FRAME_GARBLED, "checksum"), Garbage(9), Response(0x80)]


def test_a_true_frame_inside_a_false_one_is_found() -> None:
    false = bytes.fromhex(HEAD + "00 20")
    assert Response(0x91) in fed(false + sam.answer(0x91) + bytes(40))


@pytest.mark.parametrize(("length", "fault"), [(0, Fault.FRAME_GARBLED), (3, Fault.FRAME_GARBLED)])
def test_length_too_small(length: int, fault: Fault) -> None:
    assert fed(sam.PREAMBLE + struct.pack(">H", length))[0] == Flaw(fault, f"length {length}")


@pytest.mark.parametrize("length", [0x090B, 0xFFFF])
def test_length_beyond_the_longest_answer_is_not_waited_for(length: int) -> None:
    assert fed(sam.PREAMBLE + struct.pack(">H", length))[0] == Flaw(Fault.FRAME_OVERSIZED, f"length {length}")


@pytest.mark.parametrize("status", [b"\x01\x00", b"\x00\x01"])
def test_sw1_and_sw2_must_be_zero(status: bytes) -> None:
    frame = bytearray(sam.answer(0x90))
    frame[7:9] = status
    frame[-1] ^= 1
    assert fed(bytes(frame)) == [Flaw(Fault.FRAME_GARBLED, "SW1 or SW2")]


@pytest.mark.parametrize("cut", [2, 5, 6, 7, 100, 1294])
def test_half_a_frame_is_named_when_the_line_falls_silent(cut: int) -> None:
    parser = FrameParser()
    assert parser.feed(READ_OK[:cut]) == []
    assert parser.begun
    flaws = parser.finish()
    assert flaws
    assert all(isinstance(item, Flaw | Garbage) for item in flaws)
    assert (Flaw(Fault.FRAME_GARBLED, "cut off") in flaws) is (cut > 4)
    assert not parser.begun


def test_a_frame_swallowed_by_a_false_length_is_found_at_the_end() -> None:
    parser = FrameParser()
    assert parser.feed(bytes.fromhex(HEAD + "09 00") + sam.answer(0x91)) == []
    assert Response(0x91) in parser.finish()


_NOISE = st.binary(max_size=60) | st.lists(
    st.sampled_from([b"\xaa", b"\x96", b"\x69", b"\xaa\xaa\x96", b"\x00"]), max_size=20
).map(b"".join)


@given(st.lists(_NOISE), st.integers(1, 7))
@settings(deadline=None)
def test_arbitrary_noise_never_raises(noise: list[bytes], step: int) -> None:
    stream = b"".join(noise)
    parser = FrameParser()
    for at in range(0, len(stream), step):
        parser.feed(stream[at : at + step])
    parser.finish()
    assert not parser.begun
    assert parser.feed(sam.answer(0x91)) == [Response(0x91)]


@given(
    st.lists(st.tuples(st.binary(max_size=40).filter(lambda junk: b"\x96\x69" not in junk), st.binary(max_size=60))),
    st.integers(1, 50),
)
@settings(deadline=None)
def test_frames_between_noise_are_all_found_whatever_the_portions(
    pieces: list[tuple[bytes, bytes]], step: int
) -> None:
    stream = b"".join(junk + sam.answer(0x90, data) for junk, data in pieces)
    found = fed(*(stream[at : at + step] for at in range(0, len(stream), step)))
    assert [item.data for item in found if isinstance(item, Response)] == [data for _, data in pieces]
    assert not [item for item in found if isinstance(item, Flaw)]


@given(st.binary(max_size=300), st.data())
@settings(deadline=None)
def test_one_flipped_bit_is_never_taken_for_the_frame(data: bytes, draw: st.DataObject) -> None:
    frame = sam.answer(0x90, data)
    at = draw.draw(st.integers(0, len(frame) * 8 - 1))
    bent = bytearray(frame)
    bent[at // 8] ^= 1 << at % 8
    found = [item for item in fed(bytes(bent)) if isinstance(item, Response)]
    assert found in ([], [Response(0x90, data)])  # the first AA alone may be lost
    assert not found or at < 8


@pytest.mark.parametrize("result", [0x90, 0x91, 0x9F, 0x80])
def test_these_are_no_faults(result: int) -> None:
    assert sam.fault_of(result) is None


def test_every_other_known_result_has_its_own_fault() -> None:
    faults = [sam.fault_of(result) for result in Result if result not in (0x90, 0x91, 0x9F, 0x80)]
    assert None not in faults
    assert Fault.RESULT_UNKNOWN not in faults
    assert len(set(faults)) == len(faults)
    for result in Result:
        fault = sam.fault_of(result)
        if fault is not None:
            assert f"sam-{result.value:02x}-" in fault.code


@pytest.mark.parametrize("result", [0x01, 0x05, 0x67, 0xFF])
def test_codes_that_are_never_on_the_wire_are_unknown(result: int) -> None:
    assert sam.fault_of(result) is Fault.RESULT_UNKNOWN


def test_card_data_by_its_length_words() -> None:
    text, photo, finger = b"t" * 256, b"p" * 1024, b"f" * 1024
    assert sam.card_data(struct.pack(">HH", 256, 1024) + text + photo) == CardData(text, photo)
    with_finger = struct.pack(">HHH", 256, 1024, 1024) + text + photo + finger
    assert sam.card_data(with_finger, fingerprint=True) == CardData(text, photo, carries_fingerprint=True)
    without = struct.pack(">HHH", 256, 1024, 0) + text + photo
    assert sam.card_data(without, fingerprint=True) == CardData(text, photo)


def test_fingerprints_are_handed_out_only_where_they_are_asked_for() -> None:
    data = struct.pack(">HHH", 2, 0, 1024) + b"tt" + b"f" * 1024
    assert sam.card_data(data, fingerprint=True).fingerprint == b""
    assert sam.card_data(data, fingerprint=True, keep_fingerprint=True).fingerprint == b"f" * 1024


@pytest.mark.parametrize("data", [b"", b"\x01", bytes(5), struct.pack(">HH", 256, 1024) + bytes(1279), bytes(8)])
def test_lengths_that_do_not_add_up(data: bytes) -> None:
    with pytest.raises(DeviceError) as caught:
        sam.card_data(data)
    assert caught.value.fault is Fault.FRAME_GARBLED


@pytest.mark.parametrize("sizes", [(258, 1022, 1024), (256, 1025, 1023), (0, 0, 1025)])
def test_a_part_longer_than_a_chip_can_hold(sizes: tuple[int, int, int]) -> None:
    with pytest.raises(DeviceError) as caught:
        sam.card_data(struct.pack(">HHH", *sizes) + bytes(sum(sizes)), fingerprint=True)
    assert caught.value.fault is Fault.FRAME_GARBLED


def outcome(call: Callable[[], object]) -> object:
    """What it returns, or its fault."""
    try:
        return call()
    except DeviceError as error:
        return error.fault


@given(data=st.binary(max_size=40), fingerprint=st.booleans(), keep=st.booleans())
@settings(deadline=None)
def test_any_data_is_split_whole_or_garbled(data: bytes, *, fingerprint: bool, keep: bool) -> None:
    head = 6 if fingerprint else 4
    found = outcome(lambda: sam.card_data(data, fingerprint=fingerprint, keep_fingerprint=keep))
    if not isinstance(found, CardData):
        assert found is Fault.FRAME_GARBLED
        return
    assert data[head:].startswith(found.text + found.photo)
    assert found.fingerprint == (data[head + len(found.text + found.photo) :] if keep else b"")
    assert found.carries_fingerprint or not found.fingerprint


@given(st.binary(max_size=256), st.binary(max_size=1024), st.binary(max_size=1024))
@settings(deadline=None)
def test_parts_come_back_as_they_were_put_in(text: bytes, photo: bytes, finger: bytes) -> None:
    data = struct.pack(">HHH", len(text), len(photo), len(finger)) + text + photo + finger
    found = sam.card_data(data, fingerprint=True, keep_fingerprint=True)
    assert found == CardData(text, photo, bool(finger), finger)


@given(st.binary(max_size=80) | st.text(max_size=40).map(lambda text: text.encode("utf-16-le", "surrogatepass")))
@settings(deadline=None)
def test_any_bytes_are_an_address_or_a_named_fault(data: bytes) -> None:
    found = outcome(lambda: sam.appended_address(data))
    assert (found is Fault.FRAME_GARBLED) is (not 0 < len(data) <= 70)
    assert found in {Fault.FRAME_GARBLED, Fault.RECORD_MALFORMED, None} or len(str(found)) <= 35


@given(st.binary(min_size=16, max_size=16) | st.binary(max_size=20))
@settings(deadline=None)
def test_any_sixteen_bytes_are_a_module_number_and_nothing_else_is(data: bytes) -> None:
    found = outcome(lambda: sam.sam_id(data))
    if len(data) != 16:
        assert found is Fault.FRAME_GARBLED
        return
    numbers = re.fullmatch(r"(\d{2,5})\.(\d{2,5})-(\d{8,10})-(\d{10})-(\d{10})", str(found))
    assert numbers
    assert struct.pack("<HHIII", *map(int, numbers.groups())) == data


def test_newer_address() -> None:
    assert sam.appended_address("示例市新路9号".ljust(35).encode("utf-16-le")) == "示例市新路9号"
    assert sam.appended_address(" ".encode("utf-16-le") * 35) is None


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.FRAME_GARBLED),
        (bytes(72), Fault.FRAME_GARBLED),
        (b"\x20\x00\x20", Fault.RECORD_MALFORMED),
        (b"\x00\xd8", Fault.RECORD_MALFORMED),
    ],
)
def test_what_is_no_address(data: bytes, fault: Fault) -> None:
    with pytest.raises(DeviceError) as caught:
        sam.appended_address(data)
    assert caught.value.fault is fault


def test_sam_id_as_printed_on_readers() -> None:
    raw = struct.pack("<HHIII", 5, 3, 20120101, 1234567, 0xFFFFFFFF)
    assert sam.sam_id(raw) == "05.03-20120101-0001234567-4294967295"
    with pytest.raises(DeviceError):
        sam.sam_id(raw[:-1])


def test_no_card_data_in_a_repr() -> None:
    assert "secret" not in repr(Response(0x90, b"secret"))
    assert "secret" not in repr(Request(Command.FIND, b"secret"))
    assert "secret" not in repr(CardData(b"secret", b"secret", carries_fingerprint=True, fingerprint=b"secret"))
