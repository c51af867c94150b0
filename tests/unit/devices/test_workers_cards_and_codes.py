"""Chip-card readers and devices that only tell: one presentation, one message; what nobody wants is dropped."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from devices.contract import (
    CardPhase,
    ChipCard,
    ChipEvent,
    Code,
    CodeEvent,
    DeviceError,
    Driver,
    Fault,
    Kind,
    State,
    StateChanged,
    Turned,
    TurnedEvent,
)
from devices.drivers.memory_chip_reader import MemoryChipReader
from devices.worker import DeviceWorker, Event, Patience
from devices.workers import ChipReaderWorker, ListenerWorker

LIMIT = 30.0
QUICK = Patience(misses=3, retry=0.01, check=0.01)
HOLDER = ChipCard("staff", number="0badcafe")


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.002)


@contextmanager
def running(worker: DeviceWorker) -> Iterator[None]:
    worker.start()
    try:
        yield
    finally:
        assert worker.stop(LIMIT)


class Teller:
    """Tells what it was given, one by one."""

    def __init__(self) -> None:
        self.things: deque[Code | Turned | Fault] = deque()
        self.listened = 0
        self.opened = 0

    def listen(self, timeout: float) -> Code | Turned | None:
        self.listened += 1
        if not self.things:
            time.sleep(min(timeout, 0.005))
            return None
        thing = self.things.popleft()
        if isinstance(thing, Fault):
            raise DeviceError(thing, "ordered")
        return thing

    def close(self) -> None:
        """Nothing to give back."""

    def driver(self, kind: Kind) -> Driver:
        return Driver("teller", kind, self._open, virtual=True)

    def _open(self, _options: object) -> Teller:
        self.opened += 1
        return self


def test_a_chip_card_is_detected_and_then_read_or_fails_once() -> None:
    reader, events = MemoryChipReader(), list[Event]()
    driver = Driver("chip", Kind.CHIP_READER, lambda _o: reader, virtual=True)
    worker = ChipReaderWorker(driver, {}, events.append, QUICK)
    worker.enable()
    reader.place(HOLDER)
    with running(worker):
        until(lambda: len(events) == 3)
        reader.fail(Fault.CHIP_MUTE, times=4)
        reader.place(HOLDER)
        until(lambda: len(events) == 6)
        polls = reader.polls
        until(lambda: reader.polls > polls + 3)
    detected = ChipEvent(CardPhase.DETECTED)
    read = ChipEvent(CardPhase.READ, card=HOLDER)
    failed = ChipEvent(CardPhase.FAILED, fault=Fault.CHIP_MUTE)
    assert events == [StateChanged(Kind.CHIP_READER, State.ONLINE), detected, read, detected, failed, read]


@pytest.mark.expects_warnings
def test_the_card_service_goes_away_and_is_back() -> None:
    reader, events = MemoryChipReader(), list[Event]()
    driver = Driver("chip", Kind.CHIP_READER, lambda _o: reader, virtual=True)
    worker = ChipReaderWorker(driver, {}, events.append, QUICK)
    worker.enable()
    with running(worker):
        until(lambda: len(events) == 1)
        reader.unplug()
        until(lambda: len(events) == 2)
        reader.unplug(gone=False)
        until(lambda: len(events) == 3)
    states = [event.state for event in events if isinstance(event, StateChanged)]
    assert states == [State.ONLINE, State.NO_DEVICE, State.ONLINE]


def test_a_code_is_handed_up_while_somebody_wants_it_and_dropped_otherwise() -> None:
    teller, events = Teller(), list[Event]()
    worker = ListenerWorker(teller.driver(Kind.SCANNER), {}, events.append, QUICK)
    teller.things.append(Code(b"too early"))
    with running(worker):
        until(lambda: teller.listened > 3)
        worker.enable()
        teller.things.append(Code(b"wanted", "]Q1"))
        until(lambda: len(events) == 2)
        worker.disable()
        listened = teller.listened
        until(lambda: teller.listened > listened + 2)
        teller.things.append(Code(b"too late"))
        until(lambda: not teller.things)
    assert events == [StateChanged(Kind.SCANNER, State.ONLINE), CodeEvent(Code(b"wanted", "]Q1"))]


def test_a_code_that_cannot_be_used_is_said_and_the_scanner_stays_open() -> None:
    teller, events = Teller(), list[Event]()
    worker = ListenerWorker(teller.driver(Kind.SCANNER), {}, events.append, QUICK)
    worker.enable()
    teller.things.extend([Fault.CODE_TOO_LONG, Code(b"next")])
    with running(worker):
        until(lambda: len(events) == 3)
    assert events[1:] == [CodeEvent(fault=Fault.CODE_TOO_LONG), CodeEvent(Code(b"next"))]
    assert teller.opened == 1


@pytest.mark.expects_warnings
def test_a_scanner_that_is_gone_is_said_after_some_misses() -> None:
    teller, events = Teller(), list[Event]()
    worker = ListenerWorker(teller.driver(Kind.SCANNER), {}, events.append, QUICK)
    with running(worker):
        until(lambda: events)
        teller.things.extend([Fault.GONE, Fault.GONE])
        until(lambda: not teller.things)
        assert teller.opened == 1
        teller.things.extend([Fault.GONE] * 3)
        until(lambda: len(events) == 3)
    states = [event.state for event in events if isinstance(event, StateChanged)]
    assert states == [State.ONLINE, State.NO_DEVICE, State.ONLINE]


def test_an_avalanche_of_keys_is_cut_short() -> None:
    teller, events = Teller(), list[Event]()
    worker = ListenerWorker(teller.driver(Kind.KEYPAD), {}, events.append, QUICK)
    worker.enable()
    begun = time.monotonic()
    teller.things.extend([Turned("5")] * 5000)
    with running(worker):
        until(lambda: not teller.things)
        spent = time.monotonic() - begun
    turned = [event for event in events if isinstance(event, TurnedEvent)]
    assert worker.PER_SECOND <= len(turned) <= worker.PER_SECOND * (spent + 1)
    assert turned[0] == TurnedEvent(Kind.KEYPAD, Turned("5"))


def test_headphones_are_told_although_nobody_asked() -> None:
    teller, events = Teller(), list[Event]()
    worker = ListenerWorker(teller.driver(Kind.HEADPHONES), {}, events.append, QUICK)
    teller.things.extend([Turned("plugged"), Turned("unplugged")])
    with running(worker):
        until(lambda: len(events) == 3)
    assert events[1:] == [
        TurnedEvent(Kind.HEADPHONES, Turned("plugged")),
        TurnedEvent(Kind.HEADPHONES, Turned("unplugged")),
    ]


@pytest.mark.expects_warnings
def test_an_open_door_is_tampering_until_it_is_closed(caplog: pytest.LogCaptureFixture) -> None:
    teller, events = Teller(), list[Event]()
    worker = ListenerWorker(teller.driver(Kind.DOOR), {}, events.append, QUICK)
    with running(worker):
        until(lambda: events)
        teller.things.append(Turned("opened"))
        until(lambda: len(events) == 3)
        listened = teller.listened
        until(lambda: teller.listened > listened + 3)
        teller.things.append(Turned("closed"))
        until(lambda: len(events) == 5)
    online = StateChanged(Kind.DOOR, State.ONLINE)
    tampered = StateChanged(Kind.DOOR, State.TAMPERED, Fault.TAMPERED)
    opened, closed = (TurnedEvent(Kind.DOOR, Turned(what)) for what in ("opened", "closed"))
    assert events == [online, tampered, opened, online, closed]
    assert caplog.text.count("door stands open") == 1


@pytest.mark.expects_warnings
def test_a_door_that_stood_open_when_its_contact_was_lost_stays_open() -> None:
    teller, events = Teller(), list[Event]()
    worker = ListenerWorker(teller.driver(Kind.DOOR), {}, events.append, QUICK)
    teller.things.append(Turned("opened"))
    with running(worker):
        until(lambda: len(events) == 3)
        teller.things.extend([Fault.GONE] * 3)
        until(lambda: len(events) == 5)
    states = [event.state for event in events if isinstance(event, StateChanged)]
    assert states == [State.ONLINE, State.TAMPERED, State.NO_DEVICE, State.TAMPERED]


def test_replugging_wakes_only_a_worker_that_is_down() -> None:
    teller = Teller()
    worker = ListenerWorker(teller.driver(Kind.SCANNER), {}, lambda _event: None, QUICK)
    worker.plugged()
    assert not worker._wake.is_set()
