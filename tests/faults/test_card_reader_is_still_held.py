"""Another process holds the card reader: for a moment at hand-over, or for good."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import serial

from devices.contract import Fault, Kind, State, StateChanged
from devices.drivers.sam_serial import DRIVER
from devices.link import Link
from devices.twins.running_twin import RunningSam
from devices.worker import Event, Patience
from devices.workers import IdReaderWorker

LIMIT = 30.0
ONLINE = StateChanged(Kind.ID_READER, State.ONLINE)
BUSY = StateChanged(Kind.ID_READER, State.BUSY, Fault.BUSY)


@pytest.fixture
def twin(tmp_path: Path) -> Iterator[RunningSam]:
    with RunningSam(tmp_path) as running:
        yield running


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)


def test_process_before_gives_the_reader_back_and_nobody_is_told_of_a_fault(twin: RunningSam) -> None:
    said: list[Event] = []
    worker = IdReaderWorker(DRIVER, {"port": twin.port}, said.append, Patience(handover=LIMIT))
    with serial.Serial(twin.port, exclusive=True):
        worker.start()
        wait_until(lambda: worker.link is Link.DOWN)
    wait_until(lambda: said)
    assert worker.stop(LIMIT)
    assert said == [ONLINE]


@pytest.mark.expects_warnings
def test_another_program_keeps_the_reader_and_that_is_said_once(twin: RunningSam) -> None:
    said: list[Event] = []
    worker = IdReaderWorker(DRIVER, {"port": twin.port}, said.append, Patience(handover=0.0, retry=0.05))
    with serial.Serial(twin.port, exclusive=True):
        worker.start()
        wait_until(lambda: said)
    wait_until(lambda: len(said) == 2)
    assert worker.stop(LIMIT)
    assert said == [BUSY, ONLINE]
