"""Commands and answers: what goes out is for reading only, what comes in may be anything."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.contract import DeviceError, Fault
from devices.protocols import apdu
from devices.protocols.apdu import Command, exchange, run

READ = Command(0x00, 0xB2, 0x01, 0x04, le=0x12)


def scripted(*answers: str) -> tuple[list[str], Callable[[bytes], bytes]]:
    """What was sent, and a card that answers in this order."""
    sent: list[str] = []
    left = [bytes.fromhex(answer) for answer in answers]

    def transmit(command: bytes) -> bytes:
        sent.append(command.hex(" ").upper())
        return left.pop(0)

    return sent, transmit


def test_commands_as_bytes() -> None:
    assert READ.encode() == bytes.fromhex("00 B2 01 04 12")
    assert Command(0x00, 0xA4, 0x00, 0x00, bytes.fromhex("EF05")).encode() == bytes.fromhex("00 A4 00 00 02 EF 05")
    assert Command(0xFF, 0xCA, 0, 0, le=256).encode() == bytes.fromhex("FF CA 00 00 00")
    assert Command(0, 0xA4, 4, 0, b"\x01", 5).encode() == bytes.fromhex("00 A4 04 00 01 01 05")


@pytest.mark.parametrize("ins", sorted(set(range(256)) - apdu.INS))
def test_no_command_that_does_more_than_read_can_be_built(ins: int) -> None:
    with pytest.raises(ValueError, match="never sent"):
        Command(0x00, ins, 0x00, 0x00)
    assert apdu.forbidden(bytes((0x00, ins, 0x00, 0x00, 0x00)))


def test_verify_is_among_them() -> None:
    assert 0x20 not in apdu.INS
    assert apdu.forbidden(bytes.fromhex("00 20 00 00 03 12 34 56"))
    assert apdu.forbidden(b"\x00\xb2\x01")
    assert not apdu.forbidden(READ.encode())


@pytest.mark.parametrize(
    "fields",
    [
        {"cla": 256, "p1": 0, "p2": 0},
        {"cla": 0, "p1": -1, "p2": 0},
        {"cla": 0, "p1": 0, "p2": 256},
        {"cla": 0, "p1": 0, "p2": 0, "data": bytes(256)},
        {"cla": 0, "p1": 0, "p2": 0, "le": 0},
        {"cla": 0, "p1": 0, "p2": 0, "le": 257},
    ],
)
def test_fields_out_of_range(fields: dict[str, int | bytes]) -> None:
    with pytest.raises(ValueError, match=r"byte|short form"):
        Command(ins=0xB2, **fields)  # type: ignore[arg-type]


def test_an_answer_at_once() -> None:
    sent, transmit = scripted("01 02 9000")
    answer = run(exchange(READ), transmit)
    assert (answer.data, answer.sw, answer.ok) == (b"\x01\x02", 0x9000, True)
    assert sent == ["00 B2 01 04 12"]
    assert "01" not in repr(answer)


def test_a_rest_is_fetched_until_there_is_none() -> None:
    sent, transmit = scripted("61 03", "AA BB CC 61 00", "DD 90 00")
    assert run(exchange(READ), transmit).data == bytes.fromhex("AA BB CC DD")
    assert sent == ["00 B2 01 04 12", "00 C0 00 00 03", "00 C0 00 00 00"]


def test_a_wrong_length_is_corrected_once() -> None:
    sent, transmit = scripted("6C 05", "01 03 AA BB CC 90 00")
    assert run(exchange(READ), transmit).data == bytes.fromhex("01 03 AA BB CC")
    assert sent == ["00 B2 01 04 12", "00 B2 01 04 05"]
    sent, transmit = scripted("6C 00", "6C 05")
    assert run(exchange(READ), transmit).sw == 0x6C05
    assert sent[1] == "00 B2 01 04 00"


@pytest.mark.parametrize("answer", ["", "90", "00" * 259])
def test_an_answer_that_is_none(answer: str) -> None:
    _, transmit = scripted(answer)
    with pytest.raises(DeviceError) as caught:
        run(exchange(READ), transmit)
    assert caught.value.fault is Fault.CHIP_MALFORMED


@pytest.mark.parametrize("answer", ["61 FF", "00" * 256 + "61 00"])
def test_an_answer_without_end(answer: str) -> None:
    sent, transmit = scripted(*[answer] * 100)
    with pytest.raises(DeviceError) as caught:
        run(exchange(READ), transmit)
    assert caught.value.fault is Fault.CHIP_MALFORMED
    assert len(sent) <= 20


@settings(deadline=None)
@given(st.lists(st.binary(max_size=300), min_size=25, max_size=25))
def test_any_answers_end_in_a_response_or_in_the_named_fault(answers: list[bytes]) -> None:
    left = iter(answers)
    try:
        ended: apdu.Response | Fault = run(exchange(READ), lambda _command: next(left))
    except DeviceError as error:
        ended = error.fault
    if isinstance(ended, Fault):
        assert ended is Fault.CHIP_MALFORMED
    else:
        assert 0 <= ended.sw <= 0xFFFF
        assert len(ended.data) <= apdu.DATA_AT_MOST
