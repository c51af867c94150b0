"""Every receipt printer against the one suite: memory, folder, ESC/POS, and CUPS with a server and an IPP printer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from devices.conformance.hands import TwinHand
from devices.conformance.receipt_printer import SUITE, refilled
from devices.conformance.suite import Bench, Hand, Rule
from devices.contract import Driver, Fault, Kind, PrintJob
from devices.drivers import memory_printer, printer_cups, printer_escpos, printer_folder
from devices.drivers.memory_printer import MemoryPrinter
from devices.twins.running_twin import RunningEscpos
from kiosk.documents.qr import matrix
from kiosk.documents.roll import Roll, to_pdf
from kiosk.domain.ids import uuid7
from tests.conformance_cases import CupsHand, Make, Maker, cases, opening
from tests.print_server import QUEUE, PrintServer, print_server


class MemoryHand(Hand):
    def __init__(self, printer: MemoryPrinter) -> None:
        self.printer = printer

    def empty(self) -> None:
        self.printer.fault = Fault.PAPER_OUT

    def refill(self) -> None:
        self.printer.fault = None

    def sheets(self, job_id: str) -> Mapping[str, Any]:
        return {"count": self.printer.came_out.count(job_id)}

    def counted(self) -> Mapping[str, Any]:
        return {"count": len(self.printer.came_out)}


class SlipsHand(TwinHand):
    """Where the printer is not told whose slip it prints: its twin prints for one rule only."""

    def __init__(self, twin: RunningEscpos) -> None:
        super().__init__(twin.control, SUITE)
        self._twin = twin

    def do(self, verb: str, **values: Any) -> Mapping[str, Any]:
        return {"count": len(self._twin.pictures())} if verb == "sheets" else super().do(verb, **values)


class FolderHand(Hand):
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def empty(self) -> None:
        (self.folder / "fault").write_text("PAPER_OUT\n")

    def refill(self) -> None:
        (self.folder / "fault").unlink()

    def sheets(self, job_id: str) -> Mapping[str, Any]:
        return {"count": len(list(self.folder.glob(f"*{job_id}*")))}

    def counted(self) -> Mapping[str, Any]:
        return {"count": len(list(self.folder.glob("*.pdf")))}


@contextmanager
def memory(_folder: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    printer = MemoryPrinter()
    with Bench(opening(memory_printer.DRIVER, printer), {}, MemoryHand(printer)) as bench:
        yield bench


@contextmanager
def folder(base: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    printed = base / "printed"
    with Bench(printer_folder.DRIVER, {"folder": str(printed)}, FolderHand(printed)) as bench:
        yield bench


@contextmanager
def cups(base: Path, request: pytest.FixtureRequest) -> Iterator[Bench]:
    server: PrintServer = request.getfixturevalue("server")
    server.behave("ok")
    options = {"queue": QUEUE, "server": server.server, "printed": str(base / "printed"), "lasting": 0.5}
    with Bench(printer_cups.DRIVER, options, CupsHand(server)) as bench:
        yield bench


@contextmanager
def escpos_serial(base: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    with RunningEscpos(base) as twin:
        options = {"port": twin.port, "journal": str(base / "journal"), "confirm": "process-id"}
        with Bench(printer_escpos.DRIVER, options, TwinHand(twin.control, SUITE)) as bench:
            yield bench


@contextmanager
def escpos_tcp(base: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    with RunningEscpos(base, "--without", "process-id", "--without", "clear") as twin:
        options = {"host": "127.0.0.1", "tcp_port": twin.tcp_port, "journal": str(base / "journal")}
        with Bench(printer_escpos.DRIVER, options, SlipsHand(twin)) as bench:
            yield bench


@pytest.fixture(scope="module")
def server() -> Iterator[PrintServer]:
    with print_server() as started:
        yield started


MAKERS = {
    "memory": Maker(memory),
    "folder": Maker(folder),
    "cups": Maker(cups),
    "escpos-serial": Maker(escpos_serial),
    "escpos-tcp": Maker(escpos_tcp),
}


@pytest.mark.parametrize(("make", "rule"), cases(Kind.RECEIPT_PRINTER, MAKERS))
def test_rule(make: Make, rule: Rule, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with make(tmp_path, request) as bench:
        rule(bench)


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
def test_a_receipt_of_ours_comes_out_once(maker: Maker, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    roll = Roll()
    roll.code(matrix("slip"))
    job = PrintJob(uuid7(), to_pdf(roll, title="receipt"))
    with maker.make(tmp_path, request) as bench:
        bench.device.print(job, 60.0)
        bench.device.print(job, 60.0)
        assert bench.do("sheets", job_id=job.job_id)["count"] == 1


@pytest.mark.parametrize(
    ("driver", "virtual"),
    [
        (memory_printer.DRIVER, True),
        (printer_folder.DRIVER, True),
        (printer_cups.DRIVER, False),
        (printer_escpos.DRIVER, False),
    ],
)
def test_the_driver_says_what_it_is(driver: Driver, *, virtual: bool) -> None:
    assert driver.kind is Kind.RECEIPT_PRINTER
    assert driver.verified_on is None
    assert driver.virtual is virtual


def test_a_bench_waits_until_new_paper_is_noticed(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with memory(tmp_path, request) as bench:
        bench.do("empty")
        refilled(bench)
        bench.device.check()
