"""The chip-card reader as a terminal uses it: a worker's thread, cards as events, pcscd lost and found."""

from __future__ import annotations

import os
import queue
import signal
from collections.abc import Callable, Iterator

import pytest

from devices.contract import CardPhase, ChipEvent, Fault, State, StateChanged
from devices.drivers.chip_pcsc import DRIVER
from devices.worker import Event, Patience
from devices.workers import ChipReaderWorker
from tests.chip_stand import READER, ChipStand, chip_stand_or_skip

PATIENCE = 60.0


@pytest.fixture
def stand() -> Iterator[ChipStand]:
    yield from chip_stand_or_skip()


class Heard:
    """The worker's events, in order."""

    def __init__(self) -> None:
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()

    def next(self, wanted: Callable[[Event], bool]) -> Event:
        """The next event that is wanted; those before it are dropped."""
        while True:
            event = self.events.get(timeout=PATIENCE)
            if wanted(event):
                return event

    def chip(self) -> ChipEvent:
        event = self.next(lambda event: isinstance(event, ChipEvent))
        assert isinstance(event, ChipEvent)
        return event

    def read(self) -> str:
        """The sort of the next card that was read."""
        event = self.next(lambda event: isinstance(event, ChipEvent) and event.phase is CardPhase.READ)
        assert isinstance(event, ChipEvent)
        assert event.card
        return event.card.sort

    def state(self, state: State) -> StateChanged:
        event = self.next(lambda event: isinstance(event, StateChanged) and event.state is state)
        assert isinstance(event, StateChanged)
        return event


@pytest.mark.expects_warnings
def test_cards_and_a_service_that_restarts(stand: ChipStand, caplog: pytest.LogCaptureFixture) -> None:
    heard = Heard()
    worker = ChipReaderWorker(DRIVER, {"reader": READER}, heard.events.put, Patience(retry=0.1, check=0.1))
    worker.start()
    try:
        heard.state(State.ONLINE)
        worker.enable()
        stand.tell("place", person="p01")
        assert heard.chip().phase is CardPhase.DETECTED
        read = heard.chip()
        assert (read.phase, read.card and read.card.sort) == (CardPhase.READ, "social-security")

        stand.tell("place", card="resident")
        assert heard.chip().phase is CardPhase.DETECTED
        failed = heard.chip()
        assert (failed.phase, failed.fault) == (CardPhase.FAILED, Fault.CHIP_WRONG_READER)

        stand.tell("lift")
        stand.stop_service(kill=True)
        assert heard.state(State.OFFLINE).fault is Fault.CHIP_SERVICE_GONE
        stand.start_service()
        stand.tell("place", card="staff")
        assert heard.read() == "staff"
    finally:
        assert worker.stop(PATIENCE)
    warned = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert len([line for line in warned if "chip.service-gone" in line]) == 1
    assert not [line for line in warned if "9901" in line]


@pytest.mark.expects_warnings
def test_a_card_that_never_answers_is_left_behind(stand: ChipStand) -> None:
    heard = Heard()
    patience = Patience(retry=0.1, check=0.1, portion=2.0, anew=0.5)
    worker = ChipReaderWorker(DRIVER, {"reader": READER}, heard.events.put, patience)
    worker.start()
    try:
        heard.state(State.ONLINE)
        worker.enable()
        stand.tell("stall", seconds=3600.0)
        stand.tell("place", card="staff")
        assert heard.state(State.OUT_OF_SERVICE).fault is Fault.HUNG
        stand.tell("lift")
        stand.tell("place", person="p01")
        assert heard.read() == "social-security"
    finally:
        assert worker.stop(PATIENCE)


@pytest.mark.expects_warnings
def test_a_service_that_hangs_is_left_behind_and_used_again(stand: ChipStand) -> None:
    heard = Heard()
    patience = Patience(retry=0.1, check=0.1, opening=5.0, portion=2.0, anew=0.5)
    worker = ChipReaderWorker(DRIVER, {"reader": READER}, heard.events.put, patience)
    worker.start()
    try:
        heard.state(State.ONLINE)
        worker.enable()
        os.kill(stand.service_pid, signal.SIGSTOP)
        assert heard.state(State.OUT_OF_SERVICE).fault is Fault.HUNG
        os.kill(stand.service_pid, signal.SIGCONT)
        stand.tell("place", person="p01")
        assert heard.read() == "social-security"
    finally:
        os.kill(stand.service_pid, signal.SIGCONT)
        assert worker.stop(PATIENCE)
