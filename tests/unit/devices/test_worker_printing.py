"""The printer's worker: each job once, its outcome told once, kept while the printer only stumbles."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from devices.contract import DeviceError, Driver, Fault, Kind, PrintJob, State, StateChanged
from devices.link import Link
from devices.worker import DeviceWorker, Event, Patience
from devices.workers import PrinterWorker

QUICK = Patience(misses=3, retry=0.01, check=0.01)
LIMIT = 20.0


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.002)


class Log:
    """What a worker said."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def __call__(self, event: Event) -> None:
        self.events.append(event)

    def wait(self, *expected: Event) -> None:
        until(lambda: len(self.events) >= len(expected))
        assert self.events == list(expected)


class Bench:
    """A driver for devices made in memory."""

    def __init__(self, kind: Kind, device: Any) -> None:
        self.device = device
        self.opened = 0
        self.driver = Driver("bench", kind, self._open, virtual=True)

    def _open(self, options: Mapping[str, Any]) -> Any:
        del options
        self.opened += 1
        return self.device


@contextmanager
def running(worker: DeviceWorker, *, enabled: bool = True) -> Iterator[None]:
    if enabled:
        worker.enable()
    worker.start()
    try:
        yield
    finally:
        assert worker.stop(LIMIT)


class Press:
    """A printer in memory."""

    def __init__(self) -> None:
        self.fault: Fault | None = None
        self.fails_while_printing: Fault | None = None
        self.printed: list[str] = []

    def check(self) -> None:
        if self.fault:
            raise DeviceError(self.fault, "ordered")

    def print(self, job: PrintJob, timeout: float) -> None:
        del timeout
        if self.fails_while_printing:
            raise DeviceError(self.fails_while_printing, "ordered")
        self.printed.append(job.job_id)

    def close(self) -> None:
        """Nothing to give back."""


def test_each_job_is_printed_once_and_its_outcome_told_once() -> None:
    log, press, outcomes = Log(), Press(), list[tuple[str, Fault | None]]()
    worker = PrinterWorker(Bench(Kind.RECEIPT_PRINTER, press).driver, {}, log, QUICK)
    with running(worker, enabled=False):
        for job_id in ("a", "b", "c"):
            worker.submit(PrintJob(job_id, b"%PDF"), lambda *outcome: outcomes.append(outcome))
        until(lambda: len(outcomes) == 3)
    assert outcomes == [("a", None), ("b", None), ("c", None)]
    assert press.printed == ["a", "b", "c"]
    assert log.events == [StateChanged(Kind.RECEIPT_PRINTER, State.ONLINE)]


@pytest.mark.expects_warnings
def test_paper_out_is_said_once_and_jobs_fail_now_instead_of_printing_later() -> None:
    log, press, outcomes = Log(), Press(), list[tuple[str, Fault | None]]()
    online = StateChanged(Kind.RECEIPT_PRINTER, State.ONLINE)
    out = StateChanged(Kind.RECEIPT_PRINTER, State.HARDWARE_ERROR, Fault.PAPER_OUT)
    bench = Bench(Kind.RECEIPT_PRINTER, press)
    worker = PrinterWorker(bench.driver, {}, log, QUICK)
    with running(worker, enabled=False):
        log.wait(online)
        press.fault = Fault.PAPER_OUT
        until(lambda: out in log.events)
        worker.submit(PrintJob("a", b"%PDF"), lambda *outcome: outcomes.append(outcome))
        until(lambda: outcomes)
        opened = bench.opened
        until(lambda: bench.opened > opened + 3)
        press.fault = None
        until(lambda: len(log.events) == 3)
    assert outcomes == [("a", Fault.PAPER_OUT)]
    assert press.printed == []
    assert log.events == [online, out, online]


@pytest.mark.expects_warnings
def test_a_jam_while_printing_is_the_outcome_of_that_job() -> None:
    log, press, outcomes = Log(), Press(), list[tuple[str, Fault | None]]()
    press.fails_while_printing = Fault.PAPER_JAM
    worker = PrinterWorker(Bench(Kind.RECEIPT_PRINTER, press).driver, {}, log, QUICK)
    with running(worker, enabled=False):
        worker.submit(PrintJob("a", b"%PDF"), lambda *outcome: outcomes.append(outcome))
        until(lambda: outcomes)
    assert outcomes == [("a", Fault.PAPER_JAM)]


def test_a_job_the_printer_cannot_do_or_nobody_wants_leaves_it_well() -> None:
    log, press, outcomes = Log(), Press(), list[tuple[str, Fault | None]]()
    press.fails_while_printing = Fault.PRINT_UNSUPPORTED
    worker = PrinterWorker(Bench(Kind.DOCUMENT_PRINTER, press).driver, {}, log, QUICK)
    with running(worker, enabled=False):
        worker.submit(PrintJob("a", b"%PDF"), lambda *outcome: outcomes.append(outcome))
        until(lambda: len(outcomes) == 1)
        press.fails_while_printing = Fault.PRINT_CANCELLED
        worker.submit(PrintJob("b", b"%PDF"), lambda *outcome: outcomes.append(outcome))
        until(lambda: len(outcomes) == 2)
        press.fails_while_printing = None
        worker.submit(PrintJob("c", b"%PDF"), lambda *outcome: outcomes.append(outcome))
        until(lambda: len(outcomes) == 3)
    assert outcomes == [("a", Fault.PRINT_UNSUPPORTED), ("b", Fault.PRINT_CANCELLED), ("c", None)]
    assert log.events == [StateChanged(Kind.DOCUMENT_PRINTER, State.ONLINE)]


def test_a_job_is_kept_while_the_printer_only_stumbles() -> None:
    log, press, outcomes = Log(), Press(), list[tuple[str, Fault | None]]()
    patient = Patience(misses=1_000_000, retry=0.001, check=0.001)
    worker = PrinterWorker(Bench(Kind.RECEIPT_PRINTER, press).driver, {}, log, patient)
    with running(worker, enabled=False):
        until(lambda: worker.link is Link.UP)
        press.fault = Fault.GONE
        until(lambda: worker.link is Link.SHAKY)
        worker.submit(PrintJob("a", b"%PDF"), lambda *outcome: outcomes.append(outcome))
        until(lambda: worker._next is not None)
        assert outcomes == []
        press.fault = None
        until(lambda: outcomes)
    assert outcomes == [("a", None)]
    assert log.events == [StateChanged(Kind.RECEIPT_PRINTER, State.ONLINE)]


@pytest.mark.expects_warnings
def test_a_job_is_not_kept_for_a_printer_that_stays_away() -> None:
    log, press, outcomes = Log(), Press(), list[tuple[str, Fault | None]]()
    worker = PrinterWorker(Bench(Kind.RECEIPT_PRINTER, press).driver, {}, log, Patience(misses=50, retry=0.001))
    with running(worker, enabled=False):
        until(lambda: worker.link is Link.UP)
        press.fault = Fault.GONE
        worker.enable()
        until(lambda: worker.link is Link.SHAKY)
        worker.submit(PrintJob("a", b"%PDF"), lambda *outcome: outcomes.append(outcome))
        until(lambda: outcomes)
    assert outcomes == [("a", Fault.GONE)]
    assert press.printed == []
