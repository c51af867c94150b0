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
from devices.watchdog import Watchdog
from devices.worker import Event, Patience
from devices.workers import IdReaderWorker, PrinterWorker

LIMIT = 30.0
SHORT = Patience(misses=3, retry=0.01, check=0.01, opening=0.3, portion=0.3, anew=0.05, left_behind=2)
HUNG = StateChanged(Kind.ID_READER, State.OUT_OF_SERVICE, Fault.HUNG)
ONLINE = StateChanged(Kind.ID_READER, State.ONLINE)


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.002)


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
    worker = IdReaderWorker(stuck.driver, {}, events.append, SHORT)
    if where in {"poll", "late card"}:
        worker.enable()
    worker.start()
    until(lambda: ONLINE in events)
    stuck.hangs_in = where
    until(lambda: stuck.inside)
    stuck.hangs_in = ""
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

    worker = IdReaderWorker(Driver("slow", Kind.ID_READER, slow, virtual=True), {}, events.append, SHORT)
    worker.start()
    until(lambda: events == [HUNG, ONLINE])
    stuck.release.set()
    until(lambda: stuck.closed == 1)
    assert worker.link is Link.UP
    assert worker.stop(LIMIT)
    assert events == [HUNG, ONLINE]


@pytest.mark.expects_warnings
def test_never_more_threads_are_left_behind_than_may_be() -> None:
    stuck, events = Stuck(), list[Event]()
    stuck.hangs_in = "open"
    worker = IdReaderWorker(stuck.driver, {}, events.append, SHORT)
    worker.start()
    until(lambda: stuck.opened == SHORT.left_behind and worker.link is Link.HUNG)
    looks = Counting(worker)
    worker._watchdog.add(looks)
    until(lambda: looks.count > 10)
    assert stuck.opened == SHORT.left_behind
    assert events == [HUNG]
    stuck.hangs_in = ""
    stuck.release.set()
    until(lambda: events[-1] == ONLINE)
    worker._watchdog.remove(looks)
    assert events == [HUNG, ONLINE]
    assert worker.stop(LIMIT)


class Counting:
    """Counts the looks of a watchdog."""

    def __init__(self, worker: IdReaderWorker) -> None:
        self.shortest = worker.shortest
        self.count = 0

    def look(self, now: float) -> None:
        del now
        self.count += 1

    def plugged(self) -> None:
        """Nothing to look for."""

    def stood_still(self, seconds: float) -> None:
        """Nothing is due."""
        del seconds


@pytest.mark.expects_warnings
def test_a_port_held_by_our_own_hanging_thread_is_no_other_fault() -> None:
    stuck, events = Stuck(), list[Event]()
    worker = IdReaderWorker(stuck.driver, {}, events.append, SHORT)
    worker.start()
    until(lambda: ONLINE in events)
    stuck.hangs_in, stuck.held = "check", True
    until(lambda: worker.link is Link.DOWN and stuck.opened > 3)
    assert events == [ONLINE, HUNG]
    stuck.held, stuck.hangs_in = False, ""
    until(lambda: events[-1] == ONLINE)
    stuck.release.set()
    assert worker.stop(LIMIT)


@pytest.mark.expects_warnings
def test_stopping_a_worker_whose_thread_was_left_behind_says_so() -> None:
    stuck, events = Stuck(), list[Event]()
    stuck.hangs_in = "open"
    worker = IdReaderWorker(stuck.driver, {}, events.append, Patience(opening=0.05, anew=LIMIT))
    worker.start()
    until(lambda: worker.link is Link.HUNG)
    assert not worker.stop(0.01)
    assert worker.link is Link.ABANDONED
    stuck.release.set()
    until(lambda: worker.stop(LIMIT))


@pytest.mark.expects_warnings
def test_a_mistake_in_a_thread_that_was_left_behind_reaches_nobody() -> None:
    events, release = list[Event](), threading.Event()

    class Mistaken(MemoryIdReader):
        def poll(self, on_detected: Callable[[], None]) -> CardRecord | None:
            del on_detected
            release.wait(LIMIT)
            raise KeyError("x")

    devices = iter([Mistaken()])
    driver = Driver("mistaken", Kind.ID_READER, lambda _o: next(devices, None) or MemoryIdReader(), virtual=True)
    worker = IdReaderWorker(driver, {}, events.append, SHORT)
    worker.enable()
    worker.start()
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

    class Impatient(PrinterWorker):
        GRACE = 0.1  # type: ignore[misc]

    worker = Impatient(stuck.driver, {}, events.append, SHORT)
    worker.start()
    worker.submit(PrintJob("a", b"%PDF"), lambda *outcome: outcomes.append(outcome), timeout=0.1)
    worker.submit(PrintJob("b", b"%PDF"), lambda *outcome: outcomes.append(outcome))
    until(lambda: len(outcomes) == 2)
    assert outcomes == [("a", Fault.OUTCOME_UNKNOWN), ("b", Fault.HUNG)]
    stuck.hangs_in = ""
    stuck.release.set()
    until(lambda: not worker._hanging())
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
    worker = IdReaderWorker(driver, {}, events.append, SHORT._replace(check=LIMIT))
    worker.start()
    until(lambda: events == [ONLINE])
    looks = Counting(worker)
    worker._watchdog.add(looks)
    until(lambda: looks.count > 12)
    worker._watchdog.remove(looks)
    assert worker.link is Link.UP
    assert worker.stop(LIMIT)
    assert events == [ONLINE]


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
    worker = IdReaderWorker(stuck.driver, {}, events.append, SHORT._replace(portion=2 * LIMIT), watchdog)
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
