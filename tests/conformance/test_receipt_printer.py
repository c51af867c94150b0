"""What every receipt printer keeps to: memory, folder, and CUPS with a real server and a real IPP printer."""

from __future__ import annotations

import abc
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.contract import DeviceError, Driver, Fault, Kind, PrintJob, ReceiptPrinter, State
from devices.drivers import memory_printer, printer_cups, printer_folder
from kiosk.domain.ids import uuid7
from tests.print_server import QUEUE, PrintServer, print_server, wait_until

TIMEOUT = 60.0


class Bench(abc.ABC):
    """A printer on the bench: the driver under test, and a hand on the paper."""

    driver: Driver
    printer: ReceiptPrinter

    @abc.abstractmethod
    def empty(self) -> None:
        """Take the paper out."""

    @abc.abstractmethod
    def refill(self) -> None:
        """Put paper in."""

    @abc.abstractmethod
    def sheets(self, job_id: str) -> int:
        """How often that job came out."""


class MemoryBench(Bench):
    driver = memory_printer.DRIVER

    def __init__(self) -> None:
        self.memory = memory_printer.MemoryPrinter()
        self.printer = self.memory

    def empty(self) -> None:
        self.memory.fault = Fault.PAPER_OUT

    def refill(self) -> None:
        self.memory.fault = None

    def sheets(self, job_id: str) -> int:
        return self.memory.sheets if job_id in self.memory.printed else 0


class FolderBench(Bench):
    driver = printer_folder.DRIVER

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.printer = self.driver.open({"folder": str(folder)})

    def empty(self) -> None:
        (self.folder / "fault").write_text("PAPER_OUT\n")

    def refill(self) -> None:
        (self.folder / "fault").unlink()

    def sheets(self, job_id: str) -> int:
        return len(list(self.folder.glob(f"*{job_id}*")))


class CupsBench(Bench):
    driver = printer_cups.DRIVER

    def __init__(self, server: PrintServer, printed: Path) -> None:
        self.server = server
        server.behave("ok")
        self.printer = self.driver.open({"queue": QUEUE, "server": server.server, "printed": str(printed)})

    def empty(self) -> None:
        self.server.behave("paper-out")

    def refill(self) -> None:
        self.server.behave("ok")
        wait_until(self._ready, "the printer notices the new roll")

    def _ready(self) -> bool:
        try:
            self.printer.check()
        except DeviceError:
            return False
        return True

    def sheets(self, job_id: str) -> int:
        return sum(job_id in title for title in self.server.came_out())


@pytest.fixture(scope="module")
def server() -> Iterator[PrintServer]:
    with print_server() as started:
        yield started


@pytest.fixture(params=["memory", "folder", "cups"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    made: Bench
    if request.param == "memory":
        made = MemoryBench()
    elif request.param == "folder":
        made = FolderBench(tmp_path / "printed")
    else:
        made = CupsBench(request.getfixturevalue("server"), tmp_path / "printed")
    yield made
    made.printer.close()


def _job() -> PrintJob:
    from kiosk.documents.qr import matrix
    from kiosk.documents.roll import Roll, to_pdf

    roll = Roll()
    roll.code(matrix("slip"))
    return PrintJob(uuid7(), to_pdf(roll, title="receipt"))


def test_a_ready_printer_says_so(bench: Bench) -> None:
    bench.printer.check()


def test_a_job_comes_out_once_and_print_returns_after_that(bench: Bench) -> None:
    job = _job()
    bench.printer.print(job, TIMEOUT)
    assert bench.sheets(job.job_id) == 1


def test_the_same_job_again_is_a_success_and_prints_nothing(bench: Bench) -> None:
    job = _job()
    bench.printer.print(job, TIMEOUT)
    bench.printer.print(job, TIMEOUT)
    assert bench.sheets(job.job_id) == 1


def test_two_jobs_both_come_out(bench: Bench) -> None:
    first, second = _job(), _job()
    bench.printer.print(first, TIMEOUT)
    bench.printer.print(second, TIMEOUT)
    assert bench.sheets(second.job_id) >= 1


def test_out_of_paper_is_named_and_nothing_is_a_success(bench: Bench) -> None:
    bench.empty()
    job = _job()
    with pytest.raises(DeviceError) as caught:
        bench.printer.print(job, TIMEOUT)
    assert caught.value.fault is Fault.PAPER_OUT
    assert caught.value.fault.state is State.HARDWARE_ERROR
    assert bench.sheets(job.job_id) == 0
    bench.refill()


def test_after_a_refill_the_same_job_prints(bench: Bench) -> None:
    bench.empty()
    job = _job()
    with pytest.raises(DeviceError):
        bench.printer.print(job, TIMEOUT)
    bench.refill()
    bench.printer.print(job, TIMEOUT)
    assert bench.sheets(job.job_id) == 1


def test_a_job_id_that_is_no_uuid_never_becomes_a_path(bench: Bench) -> None:
    if isinstance(bench, MemoryBench):
        bench.printer.print(PrintJob("../slip", b"%PDF-1.4"), TIMEOUT)
        assert list(bench.memory.printed) == ["../slip"]
        return
    with pytest.raises(ValueError, match=r"UUID|badly formed"):
        bench.printer.print(PrintJob("../slip", b"%PDF-1.4"), TIMEOUT)


def test_a_job_and_a_fault_show_nothing_of_the_paper(bench: Bench) -> None:
    bench.empty()
    job = PrintJob(uuid7(), "张三".encode())
    with pytest.raises(DeviceError) as caught:
        bench.printer.print(job, TIMEOUT)
    assert "张三" not in f"{caught.value!r} {job!r}"
    bench.refill()


def test_the_driver_says_what_it_is(bench: Bench) -> None:
    assert bench.driver.kind is Kind.RECEIPT_PRINTER
    assert bench.driver.verified_on is None
    assert bench.driver.virtual is not isinstance(bench, CupsBench)


def test_close_may_be_called_twice(bench: Bench) -> None:
    bench.printer.close()
    bench.printer.close()
