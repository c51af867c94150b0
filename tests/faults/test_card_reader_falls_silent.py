"""The card reader stops answering, or vanishes from its port, and comes back."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.contract import CardEvent, CardPhase, DeviceError, Fault, Kind, State, StateChanged
from devices.drivers.sam_serial import DRIVER, SamSerialReader
from devices.protocols.idcard_record import CardRecord
from devices.sam_reader import SILENCES
from devices.twins.running_twin import RunningSam
from devices.worker import Event, Patience
from devices.workers import IdReaderWorker

PEOPLE = Path(__file__).parents[2] / "kiosk" / "sandbox" / "seed" / "people"
LIMIT = 30.0


@pytest.fixture
def twin(tmp_path: Path) -> Iterator[RunningSam]:
    with RunningSam(tmp_path, "--people", str(PEOPLE)) as running:
        yield running


@pytest.fixture
def reader(twin: RunningSam) -> Iterator[SamSerialReader]:
    reader = SamSerialReader({"port": twin.port, "poll_interval": 0.3})
    yield reader
    reader.close()


def nothing() -> None:
    """A card was detected."""


def fault_of(reader: SamSerialReader) -> Fault:
    with pytest.raises(DeviceError) as caught:
        reader.poll(nothing)
    return caught.value.fault


def until_read(reader: SamSerialReader, polls: int = 60) -> CardRecord:
    for _ in range(polls):
        with contextlib.suppress(DeviceError):
            record = reader.poll(nothing)
            if record is not None:
                return record
    raise AssertionError("no card")


def test_reader_hangs_and_after_three_silences_the_port_is_opened_anew(
    twin: RunningSam, reader: SamSerialReader
) -> None:
    opened = twin.tell("state")["asked"]["status"]
    twin.tell("stall", seconds=SILENCES + 1.5)
    assert [fault_of(reader) for _ in range(SILENCES)] == [Fault.SILENT] * SILENCES
    twin.tell("place", person="p01")
    assert until_read(reader).kind == "resident"
    assert twin.tell("state")["asked"]["status"] > opened


def test_reader_vanishes_between_two_cards(twin: RunningSam, reader: SamSerialReader) -> None:
    assert reader.poll(nothing) is None
    twin.tell("vanish")
    assert [fault_of(reader) for _ in range(3)] == [Fault.GONE] * 3
    with pytest.raises(DeviceError):
        reader.check()
    twin.tell("return")
    reader.check()
    twin.tell("place", person="p01")
    assert until_read(reader).kind == "resident"


def test_reader_vanishes_while_it_sends_the_card(tmp_path: Path) -> None:
    with RunningSam(tmp_path, "--people", str(PEOPLE), "--baud", "9600", "--place", "p01") as twin:
        reader = SamSerialReader({"port": twin.port, "baud": 9600, "poll_interval": 0.3})

        def pull_the_plug() -> None:
            wait_until(lambda: twin.tell("state")["asked"].get("read"))
            twin.tell("vanish")

        hand = threading.Thread(target=pull_the_plug, daemon=True)
        with pytest.raises(DeviceError) as caught:
            reader.poll(hand.start)
        hand.join(LIMIT)
        assert caught.value.fault is Fault.GONE
        assert twin.tell("return")["sent"] < 1295
        assert until_read(reader).kind == "resident"
        reader.close()


@pytest.mark.expects_warnings
def test_the_terminal_learns_that_the_reader_vanished_and_that_it_is_back(twin: RunningSam) -> None:
    said: list[Event] = []
    worker = IdReaderWorker(DRIVER, {"port": twin.port}, said.append, Patience(misses=2, retry=0.1, check=0.2))
    online = StateChanged(Kind.ID_READER, State.ONLINE)
    gone = StateChanged(Kind.ID_READER, State.NO_DEVICE, Fault.GONE)
    worker.enable()
    worker.start()
    try:
        wait_for(said, online)
        twin.tell("vanish")
        wait_for(said, gone)
        twin.tell("return")
        wait_for(said, online, times=2)
        twin.tell("place", person="p01")
        wait_for(said, CardEvent(CardPhase.DETECTED))
        wait_until(lambda: any(isinstance(event, CardEvent) and event.record for event in said))
    finally:
        assert worker.stop(LIMIT)
    assert [event for event in said if isinstance(event, StateChanged)] == [online, gone, online]


def wait_for(said: list[Event], event: Event, times: int = 1) -> None:
    wait_until(lambda: said.count(event) >= times)


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)
