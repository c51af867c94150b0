"""The line between terminal and card reader is bad: noise, damaged answers, answers that come too late."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.contract import DeviceError, Fault
from devices.drivers.sam_serial import SamSerialReader
from devices.protocols.idcard_record import CardRecord
from devices.protocols.sam_twin import Garble
from devices.twins.running_twin import RunningSam

PEOPLE = Path(__file__).parents[2] / "kiosk" / "sandbox" / "seed" / "people"
DAMAGES = {
    Garble.CHECKSUM: Fault.FRAME_GARBLED,
    Garble.LENGTH: Fault.FRAME_GARBLED,
    Garble.TRUNCATE: Fault.FRAME_GARBLED,
    Garble.OVERSIZE: Fault.FRAME_OVERSIZED,
    Garble.PREAMBLE: Fault.FRAME_GARBLED,
}


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


def until_read(reader: SamSerialReader, polls: int = 20) -> CardRecord:
    for _ in range(polls):
        record = reader.poll(nothing)
        if record is not None:
            return record
    raise AssertionError("no card")


def test_noise_before_an_answer_is_hunted_through(twin: RunningSam, reader: SamSerialReader) -> None:
    for count in (1, 7, 300):
        twin.tell("noise", bytes=count)
        twin.tell("place", person="p01")
        assert until_read(reader).warnings == ()


@pytest.mark.parametrize("how", Garble)
def test_one_damaged_answer_is_asked_for_again(twin: RunningSam, reader: SamSerialReader, how: Garble) -> None:
    twin.tell("place", person="p01")
    twin.tell("garble", how=how.value, times=1)
    record = reader.poll(nothing)
    assert record is not None
    assert twin.tell("state")["asked"]["find"] == 2


@pytest.mark.parametrize(("how", "fault"), DAMAGES.items())
def test_two_damaged_answers_are_a_named_fault_and_the_next_poll_works(
    twin: RunningSam, reader: SamSerialReader, how: Garble, fault: Fault
) -> None:
    twin.tell("place", person="p01")
    twin.tell("garble", how=how.value, times=2)
    with pytest.raises(DeviceError) as caught:
        reader.poll(nothing)
    assert caught.value.fault is fault
    assert until_read(reader).kind == "resident"


@pytest.mark.parametrize("how", [Garble.CHECKSUM, Garble.LENGTH, Garble.OVERSIZE])
def test_the_long_answer_is_damaged_on_its_way(twin: RunningSam, reader: SamSerialReader, how: Garble) -> None:
    twin.tell("place", person="p01")
    twin.tell("garble", how=how.value, times=1, command="read")
    record = reader.poll(nothing)
    assert record is not None
    assert record.number == "99010119850314002X"
    assert twin.tell("state")["asked"]["read"] == 2


@pytest.mark.parametrize(("command", "result"), [("select", "10"), ("read", "11"), ("find", "21")])
def test_the_module_received_damage_and_is_asked_again(
    twin: RunningSam, reader: SamSerialReader, command: str, result: str
) -> None:
    twin.tell("place", person="p01")
    twin.tell("answer", command=command, result=result, times=1)
    assert reader.poll(nothing) is not None
    assert twin.tell("state")["asked"][command] == 2


def test_a_late_answer_is_not_taken_for_that_of_the_next_command(twin: RunningSam, reader: SamSerialReader) -> None:
    assert reader.poll(nothing) is None
    twin.tell("place", person="p01")
    twin.tell("stall", seconds=1.6)  # the answer to this find comes while the next one is waited for
    with pytest.raises(DeviceError) as caught:
        reader.poll(nothing)
    assert caught.value.fault is Fault.SILENT
    record = until_read(reader)
    assert record.number == "99010119850314002X"
    assert record.warnings == ()
