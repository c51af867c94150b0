"""A code scanner misbehaves: codes broken off, stalled, the plug pulled in the middle; the next code is whole."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from devices.contract import Code, CodeEvent, DeviceError, Fault, State, StateChanged
from devices.drivers import scanner_keyboard, scanner_serial
from devices.twins.running_twin import RunningTwin
from devices.worker import Event, Patience
from devices.workers import ListenerWorker

LIMIT = 30.0
FAST = {"baud": 115200}


def until(condition: Any) -> None:
    deadline = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.005)


@contextmanager
def twin(folder: Path, *more: str) -> Iterator[RunningTwin]:
    with RunningTwin("virtual_scanner", folder, "--baud", "115200", *more) as running:
        yield running


def heard(device: Any) -> Code | Fault:
    """The next code or fault."""
    deadline = time.monotonic() + LIMIT
    while time.monotonic() < deadline:
        try:
            code: Code | None = device.listen(1.0)
        except DeviceError as error:
            return error.fault
        if code is not None:
            return code
    raise AssertionError("nothing came")


def test_a_code_is_broken_off(tmp_path: Path) -> None:
    with twin(tmp_path) as running:
        device = scanner_serial.DRIVER.open({"port": running.path, **FAST})
        running.tell("garble")
        running.tell("scan", text="HALF-OF-IT-IS-LOST")
        assert heard(device) is Fault.CODE_GARBLED
        running.tell("scan", text="whole")
        assert heard(device) == Code(b"whole")
        device.close()


def test_a_typed_code_has_a_key_that_types_nothing(tmp_path: Path) -> None:
    with RunningTwin("virtual_input", tmp_path, "--as", "scanner") as running:
        device = scanner_keyboard.DRIVER.open({"device": running.path})
        running.tell("garble")
        running.tell("scan", text="SPOILT")
        assert heard(device) is Fault.CODE_GARBLED
        running.tell("scan", hex=b"Whole#1".hex())
        assert heard(device) == Code(b"Whole#1")
        device.close()


def test_a_scanner_stalls_in_the_middle_of_a_code(tmp_path: Path) -> None:
    with RunningTwin("virtual_scanner", tmp_path, "--baud", "1200") as running:
        device = scanner_serial.DRIVER.open({"port": running.path, "baud": 1200, "silence": 0.1})
        running.tell("scan", text="x" * 600)
        until(lambda: device.listen(0.05) is None and device._parser.waiting)
        running.tell("stall", seconds=1.0)
        assert heard(device) is Fault.CODE_GARBLED
        device.close()


def test_the_plug_is_pulled_in_the_middle_of_a_code(tmp_path: Path) -> None:
    with RunningTwin("virtual_scanner", tmp_path, "--baud", "1200") as running:
        device = scanner_serial.DRIVER.open({"port": running.path, "baud": 1200, "silence": 9})
        running.tell("scan", text="x" * 600)
        until(lambda: device.listen(0.05) is None and device._parser.waiting)
        running.tell("vanish")
        assert heard(device) is Fault.GONE
        device.close()


@pytest.mark.expects_warnings
def test_a_scanner_is_unplugged_while_its_page_is_shown(tmp_path: Path) -> None:
    events: list[Event] = []
    with twin(tmp_path, "--aim") as running:
        options = {"port": running.path, "aim": True, **FAST}
        patience = Patience(misses=3, retry=0.05)
        worker = ListenerWorker(scanner_serial.DRIVER, options, events.append, patience)
        worker.enable()
        worker.start()
        until(lambda: events)
        running.tell("vanish")
        until(lambda: len(events) == 2)
        running.tell("return")
        until(lambda: len(events) == 3)
        running.tell("scan", text="after")
        until(lambda: len(events) == 4)
        assert worker.stop(LIMIT)
    states = [(event.state, event.fault) for event in events if isinstance(event, StateChanged)]
    assert states == [(State.ONLINE, None), (State.NO_DEVICE, Fault.GONE), (State.ONLINE, None)]
    assert events[-1] == CodeEvent(Code(b"after", "]Q1"))


def test_a_scanner_that_looks_by_command_shines_only_while_somebody_wants_a_code(tmp_path: Path) -> None:
    events: list[Event] = []
    with twin(tmp_path, "--family", "gm65") as running:
        options = {"port": running.path, "family": "gm65", "trigger": True, "aim": True, **FAST}
        worker = ListenerWorker(scanner_serial.DRIVER, options, events.append)
        worker.start()
        until(lambda: events)
        running.tell("scan", text="held up too early")
        until(lambda: running.tell("state")["looking"] is False)
        worker.enable()
        until(lambda: len(events) == 2)
        worker.disable()
        until(lambda: running.tell("state")["looking"] is False)
        assert worker.stop(LIMIT)
    assert events[1] == CodeEvent(Code(b"held up too early", "]Q1"))


def test_a_scanner_that_must_answer_and_does_not_is_silent(tmp_path: Path) -> None:
    with twin(tmp_path) as running:
        with pytest.raises(DeviceError) as caught:
            scanner_serial.DRIVER.open({"port": running.path, "family": "gm65", "aim": True, **FAST})
        assert caught.value.fault is Fault.SILENT
        scanner_serial.DRIVER.open({"port": running.path, **FAST}).close()
