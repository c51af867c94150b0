"""The serial driver against the twin: options, probing, pacing, newer address, fingerprints."""

from __future__ import annotations

import errno
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import serial

from devices import sam_reader
from devices.contract import DeviceError, Fault
from devices.drivers.sam_serial import DRIVER, SamSerialReader
from devices.protocols import sam
from devices.protocols.idcard_record import CardRecord
from devices.sam_reader import POLL_DEFAULT, POLL_FASTEST, Timing
from devices.transports.serial_line import SerialLine
from devices.twins.running_twin import RunningSam
from tests.recorded_tree import RecordedTree

PEOPLE = Path(__file__).parents[3] / "kiosk" / "sandbox" / "seed" / "people"


@pytest.fixture
def twin(tmp_path: Path) -> Iterator[RunningSam]:
    with RunningSam(tmp_path, "--people", str(PEOPLE)) as running:
        yield running


def nothing() -> None:
    """A card was detected."""


def read(twin: RunningSam, **options: Any) -> CardRecord:
    reader = SamSerialReader({"port": twin.port, **options})
    try:
        record = reader.poll(nothing)
    finally:
        reader.close()
    assert record is not None
    return record


def fault_of(options: dict[str, Any]) -> Fault:
    with pytest.raises(DeviceError) as caught:
        DRIVER.open(options)
    return caught.value.fault


def test_never_seen_on_hardware_is_said() -> None:
    assert DRIVER.verified_on is None
    assert not DRIVER.virtual


@pytest.mark.parametrize("options", [{}, {"port": ""}, {"port": 7}])
def test_without_a_port_it_is_not_configured(options: dict[str, Any]) -> None:
    assert fault_of(options) is Fault.NOT_CONFIGURED


def test_a_port_that_is_not_there(tmp_path: Path) -> None:
    assert fault_of({"port": str(tmp_path / "none")}) is Fault.GONE


def test_a_port_that_is_no_serial_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert fault_of({"port": str(tmp_path / "file")}) is Fault.NOT_CONFIGURED


def test_a_port_somebody_else_uses(twin: RunningSam) -> None:
    with serial.Serial(twin.port, exclusive=True):
        assert fault_of({"port": twin.port}) is Fault.BUSY


@pytest.mark.parametrize(
    ("number", "fault"), [(errno.EACCES, Fault.NOT_PERMITTED), (errno.EBUSY, Fault.BUSY), (errno.EIO, Fault.GONE)]
)
def test_what_the_system_says_on_opening(monkeypatch: pytest.MonkeyPatch, number: int, fault: Fault) -> None:
    def refused(*_args: object, **_options: object) -> None:
        raise serial.SerialException(number, "could not open")

    monkeypatch.setattr(serial, "Serial", refused)
    assert fault_of({"port": "reader"}) is fault


def test_nobody_answers(twin: RunningSam) -> None:
    twin.tell("stall", seconds=30)
    assert fault_of({"port": twin.port, "baud": 115200}) is Fault.SILENT


def test_a_module_whose_self_test_failed_is_not_opened(twin: RunningSam) -> None:
    twin.tell("answer", command="status", result="60", times=1)
    assert fault_of({"port": twin.port}) is Fault.SELF_TEST_FAILED


@pytest.mark.parametrize(("code", "fault"), [("10", Fault.CHECKSUM_TO_SAM), ("11", Fault.LENGTH_TO_SAM)])
def test_a_module_that_only_complains_is_not_silent(twin: RunningSam, code: str, fault: Fault) -> None:
    twin.tell("answer", command="status", result=code, times=99)
    assert fault_of({"port": twin.port}) is fault


@pytest.mark.parametrize("code", ["80", "91"])
@pytest.mark.parametrize(("command", "fault"), [("select", Fault.SELECT_FAILED), ("read", Fault.READ_FAILED)])
def test_a_card_taken_away_in_the_middle_is_no_line_noise(
    twin: RunningSam, command: str, code: str, fault: Fault
) -> None:
    twin.tell("place", person="p01")
    twin.tell("answer", command=command, result=code, times=9)
    with pytest.raises(DeviceError) as caught:
        read(twin)
    assert caught.value.fault is fault


def test_the_speed_is_found(tmp_path: Path) -> None:
    with RunningSam(tmp_path, "--people", str(PEOPLE), "--baud", "9600", "--place", "p01") as twin:
        assert read(twin).kind == "resident"


def test_the_record_with_photo_and_module_number(twin: RunningSam) -> None:
    twin.tell("place", person="p04")
    record = read(twin)
    assert (record.name, record.sex, record.nation, record.warnings) == ("陈𬱟", "女", "汉", ())
    assert len(record.photo) == 1024
    assert record.sam_id == "99.01-20260101-0001234567-0007654321"
    assert not record.fingerprint


def test_a_module_without_a_number_still_reads(twin: RunningSam) -> None:
    twin.tell("answer", command="id", result="24", times=9)
    twin.tell("place", person="p01")
    assert read(twin).sam_id is None


@pytest.mark.parametrize("carried", [True, False])
def test_whether_the_chip_carries_fingerprints(twin: RunningSam, *, carried: bool) -> None:
    twin.tell("place", person="p01", fingerprint=carried)
    record = read(twin, fingerprint=True)
    assert record.fingerprint is carried
    assert len(record.photo) == 1024


def test_a_newer_address_replaces_the_printed_one(twin: RunningSam) -> None:
    twin.tell("place", person="p01", address="示例省示例市示例区新路9号")
    assert read(twin).address == "示例省示例市示例区新路9号"


def test_a_blank_newer_address_replaces_nothing(twin: RunningSam) -> None:
    twin.tell("place", person="p01", address="")
    assert read(twin).address == "示例省示例市示例区甲子路1号"


def test_a_newer_address_that_cannot_be_read_is_a_warning(twin: RunningSam) -> None:
    twin.tell("answer", command="address", result="41", times=1)
    twin.tell("place", person="p01")
    assert read(twin).warnings == ("address-unread",)


def test_a_foreign_card_is_not_asked_for_a_newer_address(twin: RunningSam) -> None:
    twin.tell("place", person="p13")
    read(twin)
    assert "address" not in twin.tell("state")["asked"]


@pytest.mark.parametrize(("wanted", "given"), [(None, POLL_DEFAULT), (0.0, POLL_FASTEST), (1.5, 1.5)])
def test_polls_keep_their_distance(twin: RunningSam, wanted: float | None, given: float) -> None:
    pauses: list[float] = []
    clock = [100.0]

    def pause(seconds: float) -> None:
        pauses.append(round(seconds, 6))
        clock[0] += seconds

    options = {"port": twin.port} if wanted is None else {"port": twin.port, "poll_interval": wanted}
    reader = SamSerialReader(options, Timing(lambda: clock[0], pause))
    assert reader.poll(nothing) is None
    clock[0] += 0.1
    assert reader.poll(nothing) is None
    clock[0] += 60
    assert reader.poll(nothing) is None
    reader.close()
    assert pauses == [0.0, round(given - 0.1, 6), 0.0]


def test_nothing_stands_between_the_commands_of_one_reading(twin: RunningSam) -> None:
    pauses: list[float] = []
    twin.tell("place", person="p01")
    reader = SamSerialReader({"port": twin.port}, Timing(pause=pauses.append))
    assert reader.poll(nothing) is not None
    reader.close()
    assert pauses == [0.0]
    asked = twin.tell("state")["asked"]
    assert {name: asked[name] for name in ("find", "select", "read", "address")} == dict.fromkeys(
        ("find", "select", "read", "address"), 1
    )


def test_closing_never_raises(twin: RunningSam) -> None:
    reader = SamSerialReader({"port": twin.port})
    twin.tell("vanish")
    reader.close()
    reader.close()
    line: Any = SerialLine.__new__(SerialLine)

    class Stuck:
        def close(self) -> None:
            raise OSError

    line._port = Stuck()
    line.close()


class Recorded:
    """A line that has said all it will say."""

    def __init__(self, *portions: bytes) -> None:
        self._portions = list(portions)

    def read(self, deadline: float) -> bytes:
        del deadline
        return self._portions.pop(0) if self._portions else b""


def test_an_answer_behind_a_false_beginning_is_found_when_the_line_falls_silent() -> None:
    line: Any = Recorded(sam.PREAMBLE + b"\x09\x00", sam.answer(0x91))
    assert sam_reader._answer(line, time.monotonic() + 60) == sam.Response(0x91)


def test_a_line_that_never_ends_is_late_too() -> None:
    class Endless:
        def read(self, deadline: float) -> bytes:
            del deadline
            return b"\xaa" * 4096

    line: Any = Endless()
    with pytest.raises(DeviceError) as caught:
        sam_reader._answer(line, time.monotonic() + 0.05)
    assert caught.value.fault is Fault.FRAME_GARBLED


def test_a_port_by_the_serial_number_of_its_usb_device(twin: RunningSam, tmp_path: Path) -> None:
    tree = RecordedTree(tmp_path / "tree")
    link = tree.port("ttyUSB0", "usb-Example_A100-if00-port0", tree.usb("1-2", "10c4:ea60", serial="A100"))
    tree.port("ttyUSB1", "usb-Example_B-if00-port0", tree.usb("1-3", "10c4:ea60", serial="B"))
    (tree.roots.dev / "ttyUSB0").unlink()
    (tree.roots.dev / "ttyUSB0").symlink_to(twin.port)
    assert link.exists()
    reader = SamSerialReader({"serial": "A100"}, roots=tree.roots)
    assert reader.poll(nothing) is None
    info = reader.describe()
    assert (info.model, info.serial) == ("", "99.01-20260101-0001234567-0007654321")
    reader.close()


@pytest.mark.parametrize(("serial_number", "fault"), [("none", Fault.GONE), ("C", Fault.NOT_CONFIGURED)])
def test_a_serial_number_that_leads_to_no_port_or_to_two(tmp_path: Path, serial_number: str, fault: Fault) -> None:
    tree = RecordedTree(tmp_path)
    device = tree.usb("1-2", "10c4:ea60", serial="C")
    tree.port("ttyACM0", "usb-Example_C-if00", device)
    tree.port("ttyACM1", "usb-Example_C-if02", device)
    with pytest.raises(DeviceError) as caught:
        SamSerialReader({"serial": serial_number}, roots=tree.roots)
    assert caught.value.fault is fault
