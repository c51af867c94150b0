"""The module answers with a fault, the card is pulled too early, or its record is no record."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.contract import Action, DeviceError, Fault
from devices.drivers.sam_serial import SamSerialReader
from devices.protocols import idcard_record
from devices.protocols.sam import FAULTS
from devices.twins.running_twin import RunningSam

PEOPLE = Path(__file__).parents[2] / "kiosk" / "sandbox" / "seed" / "people"
REPEATED = {Fault.CHECKSUM_TO_SAM, Fault.LENGTH_TO_SAM, Fault.COMMAND_WRONG}


@pytest.fixture
def twin(tmp_path: Path) -> Iterator[RunningSam]:
    with RunningSam(tmp_path, "--people", str(PEOPLE)) as running:
        yield running


@contextlib.contextmanager
def opened(twin: RunningSam) -> Iterator[SamSerialReader]:
    reader = SamSerialReader({"port": twin.port, "poll_interval": 0.3})
    try:
        yield reader
    finally:
        reader.close()


def nothing() -> None:
    """A card was detected."""


def fault_of(reader: SamSerialReader) -> Fault:
    with pytest.raises(DeviceError) as caught:
        reader.poll(nothing)
    return caught.value.fault


def test_every_result_code_of_a_read_is_its_fault(twin: RunningSam) -> None:
    with opened(twin) as reader:
        for result, fault in {**FAULTS, 0x05: Fault.RESULT_UNKNOWN}.items():
            twin.tell("answer", command="read", result=f"{result:02x}", times=2)
            twin.tell("place", person="p01")
            before = twin.tell("state")["asked"].get("read", 0)
            assert fault_of(reader) is fault
            asked = twin.tell("state")["asked"]["read"] - before
            assert asked == (2 if fault in REPEATED else 1), fault
            twin.tell("answer", command="read", result="00", times=0)


@pytest.mark.parametrize(("command", "result"), [("find", 0x66), ("find", 0x60), ("select", 0x81), ("select", 0x31)])
def test_find_and_select_have_faults_too(twin: RunningSam, command: str, result: int) -> None:
    with opened(twin) as reader:
        twin.tell("place", person="p01")
        twin.tell("answer", command=command, result=f"{result:02x}", times=1)
        assert fault_of(reader) is FAULTS[result]
        assert reader.poll(nothing) is not None


def test_card_pulled_between_find_and_select(twin: RunningSam) -> None:
    with opened(twin) as reader:
        twin.tell("place", person="p01")

        def pull() -> None:
            twin.tell("lift")

        with pytest.raises(DeviceError) as caught:
            reader.poll(pull)
        assert caught.value.fault is Fault.SELECT_FAILED
        assert caught.value.fault.action is Action.LIFT_AND_PLACE
        assert reader.poll(nothing) is None


def test_card_pulled_while_it_is_being_read(tmp_path: Path) -> None:
    with RunningSam(tmp_path, "--people", str(PEOPLE), "--card-time", "1.5") as twin, opened(twin) as reader:
        twin.tell("place", person="p01")
        puller = Puller(twin)
        with pytest.raises(DeviceError) as caught:
            reader.poll(puller.start)
        puller.join()
        assert caught.value.fault is Fault.READ_FAILED
        twin.tell("place", person="p02")
        record = reader.poll(nothing)
        assert record is not None
        assert record.name == "苏清和"


class Puller:
    """A hand that waits until the module has begun to read the chip, and then takes the card."""

    def __init__(self, twin: RunningSam) -> None:
        self._twin = twin
        self._thread = threading.Thread(target=self._pull, daemon=True)
        self.start = self._thread.start

    def _pull(self) -> None:
        while not self._twin.tell("state")["asked"].get("select"):
            time.sleep(0.01)
        self._twin.tell("lift")

    def join(self) -> None:
        self._thread.join(20)


RESIDENT = idcard_record.CardFields(
    kind=idcard_record.CardKind.RESIDENT,
    name="林晚舟",
    sex="2",
    nation="01",
    birth="1985-03-14",
    number="99010119850314002X",
    valid_from="2020-01-01",
    valid_to="长期",
)


def spoiled(at: int, raw: bytes) -> bytes:
    record = idcard_record.encode(RESIDENT)
    return record[:at] + raw + record[at + len(raw) :]


RECORDS = {
    "impossible date": (spoiled(36, "19850230".encode("utf-16-le")), Fault.RECORD_MALFORMED),
    "lone surrogate": (spoiled(0, b"\x00\xd8"), Fault.RECORD_MALFORMED),
    "unknown type flag": (spoiled(248, b"Q\x00"), Fault.DOCUMENT_UNSUPPORTED),
    "nothing": (bytes(256), Fault.RECORD_BLANK),
    "too short": (bytes(100), Fault.RECORD_MALFORMED),
}


@pytest.mark.parametrize(("record", "fault"), RECORDS.values(), ids=RECORDS)
def test_card_whose_record_is_no_record(tmp_path: Path, record: bytes, fault: Fault) -> None:
    file = tmp_path / "card.bin"
    file.write_bytes(record)
    with RunningSam(tmp_path, "--card-record", str(file)) as twin, opened(twin) as reader:
        assert fault_of(reader) is fault
