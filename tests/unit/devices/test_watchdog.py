"""What hangs is left behind, said once, never heard again, and opened anew; never more threads than may be."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from devices.contract import (
    DeviceError,
    Driver,
    Fault,
    Kind,
    PrintJob,
    State,
    StateChanged,
)
from devices.drivers.memory_id_reader import MemoryIdReader
from devices.link import Link
from devices.protocols.idcard_record import CardRecord
from devices.watchdog import Watchdog, Watched
from devices.worker import DeviceWorker, Event, Patience
from devices.workers import IdReaderWorker, PrinterWorker

LIMIT = 30.0
LONG = Patience(misses=3, retry=0.01, check=0.01, opening=1e6, portion=1e6, anew=0.0, left_behind=2)
"""Nothing is overdue before the test says so."""
LATE = 1e7
HUNG = StateChanged(Kind.ID_READER, State.OUT_OF_SERVICE, Fault.HUNG)
ONLINE = StateChanged(Kind.ID_READER, State.ONLINE)


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.002)


class Still(Watchdog):
    """Looks only when the test does: how loaded the machine is does not matter."""

    def add(self, one: Watched) -> None:
        """Nobody looks."""

    def remove(self, one: Watched) -> None:
        """Nobody looked."""


def overdue(worker: DeviceWorker) -> None:
    """Let the time pass in which what the device does now should have been done."""

    def noticed() -> bool:
        if worker.link is not Link.HUNG:
            worker.look(time.monotonic() + LATE)
        return worker.link is Link.HUNG

    until(noticed)


def anew(worker: DeviceWorker) -> None:
    """Let the time pass until it is opened in a fresh thread."""

    def begun() -> bool:
        if worker.link is Link.HUNG:
            worker.look(time.monotonic() + LATE)
        return worker.link is not Link.HUNG

    until(begun)


class Stuck:
    """Readers and printers that hang while `stuck`, each in a place of its own."""

    def __init__(self, kind: Kind = Kind.ID_READER) -> None:
        self.hangs_in = ""
        self.release = threading.Event()
        self.opened = self.closed = self.inside = 0
        self.held = False
        self.driver = Driver("stuck", kind, self._open, virtual=True)

    def hang(self, where: str) -> None:
        if self.hangs_in == where:
            self.inside += 1
            self.release.wait(LIMIT)
            raise DeviceError(Fault.SILENT, "came back late")

    def _open(self, _options: Mapping[str, Any]) -> Any:
        self.opened += 1
        if self.held:
            raise DeviceError(Fault.BUSY, "held")
        self.hang("open")
        return StuckDevice(self)


class StuckDevice(MemoryIdReader):
    def __init__(self, bench: Stuck) -> None:
        super().__init__()
        self.bench = bench

    def poll(self, on_detected: Callable[[], None]) -> CardRecord | None:
        if self.bench.hangs_in == "late card":
            self.bench.inside += 1
            self.bench.release.wait(LIMIT)
            on_detected()
        self.bench.hang("poll")
        return super().poll(on_detected)

    def check(self) -> None:
        self.bench.hang("check")

    def print(self, job: PrintJob, timeout: float) -> None:
        del job, timeout
        self.bench.hang("print")

    def close(self) -> None:
        self.bench.closed += 1
        super().close()


@pytest.mark.expects_warnings
@pytest.mark.parametrize("where", ["check", "poll", "late card"])
def test_a_device_that_hangs_is_said_once_and_opened_anew(where: str, caplog: pytest.LogCaptureFixture) -> None:
    stuck, events = Stuck(), list[Event]()
    worker = IdReaderWorker(stuck.driver, {}, events.append, LONG, Still())
    if where in {"poll", "late card"}:
        worker.enable()
    worker.start()
    until(lambda: ONLINE in events)
    stuck.hangs_in = where
    until(lambda: stuck.inside)
    stuck.hangs_in = ""
    overdue(worker)
    anew(worker)
    until(lambda: events[-1] == ONLINE and len(events) > 2)
    assert events == [ONLINE, HUNG, ONLINE]
    assert caplog.text.count("hangs; its thread is left behind") == 1
    stuck.release.set()
    until(lambda: not worker._hanging())
    assert events == [ONLINE, HUNG, ONLINE]
    assert worker.stop(LIMIT)
    assert stuck.closed == stuck.opened


@pytest.mark.expects_warnings
def test_a_device_that_hangs_while_it_is_opened_is_given_back_when_it_comes_after_all() -> None:
    stuck, events = Stuck(), list[Event]()

    class Late(StuckDevice):
        pass

    def slow(_options: Mapping[str, Any]) -> Any:
        stuck.opened += 1
        if stuck.opened == 1:
            stuck.release.wait(LIMIT)
        return Late(stuck)

    worker = IdReaderWorker(Driver("slow", Kind.ID_READER, slow, virtual=True), {}, events.append, LONG, Still())
    worker.start()
    until(lambda: stuck.opened == 1)
    overdue(worker)
    anew(worker)
    until(lambda: events == [HUNG, ONLINE])
    stuck.release.set()
    until(lambda: stuck.closed == 1 and not worker._hanging())
    assert worker.link is Link.UP
    assert worker.stop(LIMIT)
    assert events == [HUNG, ONLINE]


@pytest.mark.expects_warnings
def test_never_more_threads_are_left_behind_than_may_be() -> None:
    stuck, events = Stuck(), list[Event]()
    stuck.hangs_in = "open"
    worker = IdReaderWorker(stuck.driver, {}, events.append, LONG, Still())
    worker.start()
    for number in range(LONG.left_behind):
        until(lambda: stuck.inside == number + 1)  # noqa: B023  asked within the turn
        overdue(worker)
        if number + 1 < LONG.left_behind:
            anew(worker)
    for _ in range(10):
        worker.look(time.monotonic() + LATE)
    assert stuck.opened == LONG.left_behind
    assert events == [HUNG]
    stuck.hangs_in = ""
    stuck.release.set()
    anew(worker)
    until(lambda: events[-1] == ONLINE and not worker._hanging())
    assert events == [HUNG, ONLINE]
    assert worker.stop(LIMIT)


@pytest.mark.expects_warnings
def test_a_port_held_by_our_own_hanging_thread_is_no_other_fault() -> None:
    stuck, events = Stuck(), list[Event]()
    worker = IdReaderWorker(stuck.driver, {}, events.append, LONG, Still())
    worker.start()
    until(lambda: ONLINE in events)
    stuck.hangs_in, stuck.held = "check", True
    until(lambda: stuck.inside)
    overdue(worker)
    anew(worker)
    until(lambda: worker.link is Link.DOWN and stuck.opened > 3)
    assert events == [ONLINE, HUNG]
    stuck.hangs_in, stuck.held = "", False  # in this order: it is opened as soon as it is not held
    until(lambda: events[-1] == ONLINE)
    stuck.release.set()
    until(lambda: not worker._hanging())  # what was let go has not ended yet
    assert worker.stop(LIMIT)


@pytest.mark.expects_warnings
def test_stopping_a_worker_whose_thread_was_left_behind_says_so() -> None:
    stuck, events = Stuck(), list[Event]()
    stuck.hangs_in = "open"
    worker = IdReaderWorker(stuck.driver, {}, events.append, LONG, Still())
    worker.start()
    until(lambda: stuck.inside)
    overdue(worker)
    assert not worker.stop(0.01)
    assert worker.link is Link.ABANDONED
    stuck.release.set()
    until(lambda: worker.stop(LIMIT))


@pytest.mark.expects_warnings
def test_a_mistake_in_a_thread_that_was_left_behind_reaches_nobody() -> None:
    events, release, inside = list[Event](), threading.Event(), threading.Event()

    class Mistaken(MemoryIdReader):
        def poll(self, on_detected: Callable[[], None]) -> CardRecord | None:
            del on_detected
            inside.set()
            release.wait(LIMIT)
            raise KeyError("x")

    devices = iter([Mistaken()])
    driver = Driver("mistaken", Kind.ID_READER, lambda _o: next(devices, None) or MemoryIdReader(), virtual=True)
    worker = IdReaderWorker(driver, {}, events.append, LONG, Still())
    worker.enable()
    worker.start()
    assert inside.wait(LIMIT)
    overdue(worker)
    anew(worker)
    until(lambda: events[-1:] == [ONLINE] and len(events) == 3)
    release.set()
    until(lambda: not worker._hanging())
    assert events == [ONLINE, HUNG, ONLINE]
    assert worker.stop(LIMIT)


@pytest.mark.expects_warnings
def test_a_job_on_which_the_printer_hangs_is_of_unknown_outcome_and_told_once() -> None:
    stuck, outcomes = Stuck(Kind.RECEIPT_PRINTER), list[tuple[str, Fault | None]]()
    events = list[Event]()
    stuck.hangs_in = "print"
    worker = PrinterWorker(stuck.driver, {}, events.append, LONG, Still())
    worker.start()
    worker.submit(PrintJob("a", b"%PDF"), lambda *outcome: outcomes.append(outcome))
    worker.submit(PrintJob("b", b"%PDF"), lambda *outcome: outcomes.append(outcome))
    until(lambda: stuck.inside)
    overdue(worker)
    until(lambda: len(outcomes) == 2)
    assert outcomes == [("a", Fault.OUTCOME_UNKNOWN), ("b", Fault.HUNG)]
    stuck.hangs_in = ""
    stuck.release.set()
    until(lambda: not worker._hanging())
    anew(worker)
    until(lambda: worker.link is Link.UP)
    worker.submit(PrintJob("c", b"%PDF"), lambda *outcome: outcomes.append(outcome))
    until(lambda: len(outcomes) == 3)
    assert outcomes[2] == ("c", None)
    assert stuck.inside == 1
    assert worker.stop(LIMIT)


def test_a_rest_is_no_hanging() -> None:
    events = list[Event]()
    reader = MemoryIdReader()
    driver = Driver("resting", Kind.ID_READER, lambda _o: reader, virtual=True)
    worker = IdReaderWorker(driver, {}, events.append, LONG._replace(check=LIMIT), Still())
    worker.start()
    until(lambda: events == [ONLINE] and worker._due is None)
    for _ in range(10):
        worker.look(time.monotonic() + LATE)
    assert worker.link is Link.UP
    assert worker.stop(LIMIT)
    assert events == [ONLINE]


@pytest.mark.expects_warnings
def test_the_real_watchdog_notices_by_itself() -> None:
    stuck, events = Stuck(), list[Event]()
    stuck.hangs_in = "open"
    hasty = LONG._replace(opening=0.2, anew=0.1)
    worker = IdReaderWorker(stuck.driver, {}, events.append, hasty, Watchdog())
    worker.start()
    until(lambda: stuck.opened == 2)  # given up and opened anew
    stuck.hangs_in = ""
    stuck.release.set()
    until(lambda: events[-1:] == [ONLINE] and not worker._hanging())
    assert events[0] == HUNG
    assert worker.stop(LIMIT)


def test_the_watchdog_has_a_thread_only_while_it_has_somebody() -> None:
    watchdog = Watchdog()
    seen, told = threading.Event(), list[bool]()

    class One:
        shortest = 0.01

        def look(self, now: float) -> None:
            del now
            seen.set()

        def plugged(self) -> None:
            told.append(True)

        def stood_still(self, seconds: float) -> None:
            del seconds

    one = One()
    for _ in range(2):
        seen.clear()
        watchdog.add(one)
        assert seen.wait(LIMIT)
        watchdog.plugged()
        watchdog.remove(one)
        until(lambda: watchdog._thread is None)
    watchdog.plugged()
    assert told == [True, True]


def test_a_process_that_stood_still_blames_no_device() -> None:
    stuck, events = Stuck(), list[Event]()
    jumped = threading.Event()

    def clock() -> float:
        return time.monotonic() + (10 * LIMIT if jumped.is_set() else 0.0)

    watchdog = Watchdog(clock)
    worker = IdReaderWorker(stuck.driver, {}, events.append, LONG._replace(portion=2 * LIMIT), watchdog)
    worker.enable()
    worker.start()
    until(lambda: events == [ONLINE])
    stuck.hangs_in = "poll"
    until(lambda: stuck.inside)
    due = worker._due
    jumped.set()
    until(lambda: worker._due is not None and due is not None and worker._due > due + 9 * LIMIT)
    assert worker.link is Link.UP
    stuck.hangs_in = ""
    stuck.release.set()
    assert worker.stop(LIMIT)
    assert events == [ONLINE]
