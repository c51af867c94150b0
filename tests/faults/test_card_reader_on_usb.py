"""The card reader on USB: unplugged, halted, babbling, starved, held by somebody else, closed to us, garbled.

pyusb's own code runs, on a back end whose reader speaks the module's bytes over the endpoints of either scheme.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from devices.contract import CardEvent, CardPhase, DeviceError, Fault, Kind, State, StateChanged
from devices.drivers.sam_usb import DRIVER, SamUsbReader
from devices.protocols.idcard_record import CardRecord
from devices.protocols.sam_twin import Garble
from devices.protocols.sdt_usb import Scheme
from devices.sam_reader import SILENCES, Timing
from devices.twins.sam_desk import Stock
from devices.twins.usb_bus import UsbBus
from devices.twins.usb_sam import PACKET, UsbSam
from devices.worker import Event, Patience
from devices.workers import IdReaderWorker

PEOPLE = Path(__file__).parents[2] / "kiosk" / "sandbox" / "seed" / "people"
LIMIT = 30.0
QUICK = 0.25
"""Of the usual time: this module answers at once or not at all."""


@pytest.fixture(params=Scheme)
def twin(request: pytest.FixtureRequest) -> UsbSam:
    return UsbSam(request.param, Stock(PEOPLE))


@pytest.fixture
def reader(twin: UsbSam) -> Iterator[SamUsbReader]:
    reader = opened(twin)
    yield reader
    reader.close()


def opened(*twins: UsbSam, **options: Any) -> SamUsbReader:
    return SamUsbReader(options, Timing(pause=lambda _seconds: None, patience=QUICK), UsbBus(*twins))


def nothing() -> None:
    """A card was detected."""


def fault_of(call: Callable[[], object]) -> Fault:
    with pytest.raises(DeviceError) as caught:
        call()
    return caught.value.fault


def until_read(reader: SamUsbReader, polls: int = 60) -> CardRecord:
    for _ in range(polls):
        with contextlib.suppress(DeviceError):
            record = reader.poll(nothing)
            if record is not None:
                return record
    raise AssertionError("no card")


# --- the plug -------------------------------------------------------------------------------------------------
def test_reader_is_unplugged_between_two_cards_and_comes_back(twin: UsbSam, reader: SamUsbReader) -> None:
    assert reader.poll(nothing) is None
    twin.tell("vanish")
    assert [fault_of(lambda: reader.poll(nothing)) for _ in range(3)] == [Fault.GONE] * 3
    assert fault_of(reader.check) is Fault.GONE
    twin.tell("return")
    reader.check()
    twin.tell("place", person="p01")
    assert until_read(reader).kind == "resident"


@pytest.mark.parametrize(("command", "packets"), [("find", 0), ("select", 0), ("read", 0), ("read", 3)])
def test_reader_is_unplugged_while_it_is_asked(
    twin: UsbSam, reader: SamUsbReader, command: str, packets: int
) -> None:
    twin.tell("place", person="p01")
    twin.tell("vanish", command=command, packets=packets)
    assert fault_of(lambda: reader.poll(nothing)) is Fault.GONE
    twin.tell("return")
    assert until_read(reader).kind == "resident"


def test_reader_is_unplugged_before_the_newer_address_and_the_card_still_counts(
    twin: UsbSam, reader: SamUsbReader
) -> None:
    twin.tell("place", person="p01")
    twin.tell("vanish", command="address")
    assert until_read(reader, polls=1).warnings == ("address-unread",)
    assert fault_of(lambda: reader.poll(nothing)) is Fault.GONE


def test_reader_is_plugged_in_elsewhere(twin: UsbSam, reader: SamUsbReader) -> None:
    twin.tell("vanish")
    assert fault_of(lambda: reader.poll(nothing)) is Fault.GONE
    twin.port = (2, 4, 1)
    twin.tell("return")
    twin.tell("place", person="p01")
    assert until_read(reader).kind == "resident"


@pytest.mark.expects_warnings
def test_the_terminal_learns_that_the_reader_was_unplugged_and_is_back(twin: UsbSam) -> None:
    said: list[Event] = []
    driver = replace(DRIVER, open=lambda options: SamUsbReader(options, backend=UsbBus(twin)))
    worker = IdReaderWorker(driver, {}, said.append, Patience(misses=2, retry=0.1, check=0.2))
    online = StateChanged(Kind.ID_READER, State.ONLINE)
    gone = StateChanged(Kind.ID_READER, State.NO_DEVICE, Fault.GONE)
    worker.enable()
    worker.start()
    try:
        wait_until(lambda: online in said)
        twin.tell("vanish")
        wait_until(lambda: gone in said)
        twin.tell("return")
        wait_until(lambda: said.count(online) == 2)
        twin.tell("place", person="p01")
        wait_until(lambda: any(isinstance(event, CardEvent) and event.record for event in said))
    finally:
        assert worker.stop(LIMIT)
    assert [event for event in said if isinstance(event, StateChanged)] == [online, gone, online]
    assert CardEvent(CardPhase.DETECTED) in said


# --- the bytes ------------------------------------------------------------------------------------------------
def test_reader_hangs_and_after_three_silences_it_is_opened_anew(twin: UsbSam, reader: SamUsbReader) -> None:
    opened_once = twin.tell("state")["asked"]["status"]
    twin.tell("stall", seconds=(SILENCES + 1) * QUICK)
    assert [fault_of(lambda: reader.poll(nothing)) for _ in range(SILENCES)] == [Fault.SILENT] * SILENCES
    twin.tell("place", person="p01")
    assert until_read(reader).kind == "resident"
    assert twin.tell("state")["asked"]["status"] > opened_once


def test_a_late_answer_is_not_taken_for_that_of_the_next_command(twin: UsbSam, reader: SamUsbReader) -> None:
    assert reader.poll(nothing) is None
    twin.tell("place", person="p01")
    twin.tell("stall", seconds=1.5 * QUICK)
    assert fault_of(lambda: reader.poll(nothing)) is Fault.SILENT
    assert until_read(reader).number == "99010119850314002X"


@pytest.mark.parametrize("size", [1, 3, 8])
def test_short_packets_are_put_together(twin: UsbSam, reader: SamUsbReader, size: int) -> None:
    twin.tell("short", size=size)
    twin.tell("place", person="p01", address="示例省示例市示例区新路9号")
    record = until_read(reader)
    assert record.address == "示例省示例市示例区新路9号"
    assert len(record.photo) == 1024


def test_an_endpoint_that_halts_once_is_cleared_and_asked_again(twin: UsbSam, reader: SamUsbReader) -> None:
    twin.tell("place", person="p01")
    twin.tell("halt")
    assert until_read(reader, polls=1).kind == "resident"
    assert twin.tell("state")["cleared"] == 1


def test_an_endpoint_that_stays_halted_is_a_named_fault(twin: UsbSam, reader: SamUsbReader) -> None:
    twin.tell("halt", times=99)
    assert fault_of(lambda: reader.poll(nothing)) is Fault.FRAME_GARBLED
    twin.tell("halt", times=0)
    assert reader.poll(nothing) is None


def test_a_reader_that_sends_more_than_a_packet_is_asked_again_then_it_is_a_named_fault(
    twin: UsbSam, reader: SamUsbReader
) -> None:
    twin.tell("place", person="p01")
    twin.tell("babble")
    assert until_read(reader, polls=1).kind == "resident"
    twin.tell("babble", times=99)
    assert fault_of(lambda: reader.poll(nothing)) is Fault.FRAME_OVERSIZED


def test_a_reader_that_never_ends_is_not_listened_to_for_ever(twin: UsbSam, reader: SamUsbReader) -> None:
    twin.tell("flood", on=True)
    assert fault_of(lambda: reader.poll(nothing)) in {Fault.FRAME_GARBLED, Fault.SILENT}
    twin.tell("flood", on=False)
    twin.tell("place", person="p01")
    assert until_read(reader).kind == "resident"


def test_packets_without_anything_in_them_are_no_end(twin: UsbSam, reader: SamUsbReader) -> None:
    twin.tell("empty", times=3)
    assert reader.poll(nothing) is None


@pytest.mark.parametrize("how", Garble)
def test_one_damaged_answer_is_asked_for_again(twin: UsbSam, reader: SamUsbReader, how: Garble) -> None:
    twin.tell("place", person="p01")
    twin.tell("garble", how=how.value, times=1)
    assert until_read(reader, polls=1).kind == "resident"
    assert twin.tell("state")["asked"]["find"] == 2


@pytest.mark.parametrize("how", Garble)
def test_two_damaged_answers_are_a_named_fault_and_the_next_poll_works(
    twin: UsbSam, reader: SamUsbReader, how: Garble
) -> None:
    twin.tell("place", person="p01")
    twin.tell("garble", how=how.value, times=2)
    expected = Fault.FRAME_OVERSIZED if how is Garble.OVERSIZE else Fault.FRAME_GARBLED
    assert fault_of(lambda: reader.poll(nothing)) is expected
    assert until_read(reader).kind == "resident"


def test_noise_before_an_answer_is_hunted_through(twin: UsbSam, reader: SamUsbReader) -> None:
    for count in (1, 7, PACKET, 300):
        twin.tell("noise", bytes=count)
        twin.tell("place", person="p01")
        assert until_read(reader).warnings == ()


@pytest.mark.parametrize(("what", "fault"), [("lengths", Fault.FRAME_GARBLED), ("text-long", Fault.FRAME_GARBLED)])
def test_lengths_that_do_not_add_up_twice(twin: UsbSam, reader: SamUsbReader, what: str, fault: Fault) -> None:
    twin.tell("place", person="p01")
    twin.tell("spoil", what=what, times=2)
    assert fault_of(lambda: reader.poll(nothing)) is fault
    twin.tell("place", person="p01")
    assert until_read(reader).kind == "resident"


# --- other owners ---------------------------------------------------------------------------------------------
def test_no_permission_says_which_rule_is_missing(twin: UsbSam) -> None:
    twin.tell("deny")
    for options in ({}, {"serial": "T0001"}):
        with pytest.raises(DeviceError) as caught:
            opened(twin, **options)
        assert caught.value.fault is Fault.NOT_PERMITTED
        assert 'ATTR{idVendor}=="0400", ATTR{idProduct}=="c35a"' in caught.value.detail
    twin.tell("deny", on=False)
    opened(twin, serial="T0001").close()


def test_another_program_has_the_reader(twin: UsbSam) -> None:
    twin.tell("hold")
    assert fault_of(lambda: opened(twin)) is Fault.BUSY
    twin.tell("hold", on=False)
    opened(twin).close()
    assert not twin.tell("state")["claimed"]


def test_a_driver_of_the_kernel_is_sent_away_and_brought_back(twin: UsbSam) -> None:
    twin.kernel = True
    reader = opened(twin)
    assert not twin.tell("state")["kernel"]
    assert reader.poll(nothing) is None
    reader.close()
    reader.close()
    state = twin.tell("state")
    assert state["kernel"]
    assert not state["claimed"]


def test_closing_a_reader_that_is_gone_never_raises(twin: UsbSam) -> None:
    twin.kernel = True
    reader = opened(twin)
    twin.tell("vanish")
    reader.close()
    reader.close()


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)
