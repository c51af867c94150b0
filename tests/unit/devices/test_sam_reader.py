"""The conversation with a module, on a line that says anything at all; and the real USB library without a device."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.contract import DeviceError, Fault, Info
from devices.protocols import sam
from devices.protocols.idcard_record import CardRecord
from devices.sam_reader import Line, SamReader, Timing
from devices.transports.usb_bulk import UsbBulk, Wanted

OK = sam.answer(0x90)
FOUND = sam.answer(0x9F, bytes(4))


class Scripted:
    """A line that answers each request with the next of its answers, in portions, and then falls silent."""

    def __init__(self, answers: Iterator[list[bytes]]) -> None:
        self._answers = answers
        self._portions: list[bytes] = []
        self.closed = 0

    def flush(self) -> None:
        self._portions = []

    def write(self, data: bytes) -> None:
        assert data.startswith(sam.PREAMBLE)
        self._portions = next(self._answers, [])

    def read(self, deadline: float) -> bytes:
        del deadline
        return self._portions.pop(0) if self._portions else b""

    def close(self) -> None:
        self.closed += 1


class Reader(SamReader[Line]):
    def __init__(self, line: Line, *, fingerprint: bool = False) -> None:
        self.given = line
        super().__init__({"fingerprint": fingerprint}, Timing(pause=lambda _seconds: None))

    def _connected(self) -> Line:
        return self.given


def reader(*answers: bytes, fingerprint: bool = False) -> Reader:
    """A reader whose module answers status and number well, and then like this."""
    number = sam.answer(0x90, bytes(16))
    return Reader(Scripted([one] for one in (OK, number, *answers)), fingerprint=fingerprint)


def nothing() -> None:
    """A card was detected."""


_PORTION = st.binary(min_size=1, max_size=80)
_RESULT = st.sampled_from([0x90, 0x91, 0x9F, 0x80, 0x41, 0x60, 0x66, 0x10]) | st.integers(0, 255)
_LONG = st.tuples(st.binary(max_size=260), st.binary(max_size=30), st.binary(max_size=30)).map(
    lambda parts: struct.pack(">HHH", *(len(part) for part in parts)) + b"".join(parts)
)
_ANSWER = st.builds(sam.answer, _RESULT, st.binary(max_size=80) | _LONG)
_SAID = st.lists(_PORTION | _ANSWER, max_size=3)


@given(said=st.lists(_SAID, max_size=20), found=st.booleans(), fingerprint=st.booleans())
@settings(deadline=None, max_examples=300)
def test_whatever_a_module_says_is_a_record_or_nothing_or_a_named_fault(
    said: list[list[bytes]], *, found: bool, fingerprint: bool
) -> None:
    well = [[OK], [OK], [FOUND], [OK]] if found else []
    line = Scripted(iter([*well, *said]))
    try:
        one = Reader(line, fingerprint=fingerprint)
    except DeviceError as error:
        assert isinstance(error.fault, Fault)  # noqa: PT017  either way is right
        assert line.closed == 1
        return
    outcomes: list[object] = []
    for _ in range(3):
        try:
            outcomes.append(one.poll(nothing))
        except DeviceError as error:
            outcomes.append(error.fault)
    assert all(isinstance(outcome, CardRecord | Fault | None) for outcome in outcomes)


@pytest.mark.parametrize("noise", [sam.PREAMBLE + b"\xff\xff", OK[:-1] + b"\x01"])
def test_noise_in_the_first_answer_is_no_silent_reader(noise: bytes) -> None:
    number = sam.answer(0x90, bytes(16))
    opened = Reader(Scripted(iter([[noise], [OK], [number]])))
    assert opened.describe().serial == "00.00-00000000-0000000000-0000000000"
    with pytest.raises(DeviceError) as silent:
        Reader(Scripted(iter([[noise], [noise], []])))
    assert silent.value.fault is Fault.SILENT


def test_a_reader_describes_itself_by_the_number_of_its_module() -> None:
    can = {"photo": True, "appended_address": True, "fingerprint": False}
    assert reader().describe() == Info(serial="00.00-00000000-0000000000-0000000000", can=can)


def test_the_real_library_finds_no_device_of_ids_that_nobody_has() -> None:
    """libusb itself, through pyusb's own back end: what there is of the real stack on a machine without a USB."""
    with pytest.raises(DeviceError) as caught:
        UsbBulk(Wanted(0xFFFF, 0xFFFF))
    assert (caught.value.fault, caught.value.detail) == (Fault.GONE, "not on the bus")
