"""What goes wrong between a document and a printer with no print server before it: the twin in its own process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from devices.conformance.leaf import leaf
from devices.contract import DeviceError, Fault, PageSetup, PrintJob
from devices.document_printer import DocumentPrinter
from devices.drivers.document_printer_ipp import DRIVER
from devices.print_journal import PrintJournal, Standing
from devices.twins.running_twin import RunningTwin
from kiosk.domain.ids import uuid7
from tests.print_server import wait_until
from tests.print_under_way import TIMEOUT, Printing, Watch, print_fault


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningTwin]:
    folder = tmp_path_factory.mktemp("pages")
    with RunningTwin("virtual_document_printer", folder, "--out", str(folder / "out")) as twin:
        yield twin


@pytest.fixture
def twin(running: RunningTwin) -> RunningTwin:
    running.tell("return")
    running.tell("well")
    wait_until(lambda: running.tell("state")["jobs"] == 0, "earlier jobs are done")
    return running


@pytest.fixture
def printer(twin: RunningTwin, tmp_path: Path) -> DocumentPrinter:
    return _printer(twin, tmp_path)


def _printer(twin: RunningTwin, folder: Path) -> DocumentPrinter:
    printer: DocumentPrinter = DRIVER.open({"uri": twin.path, "printed": str(folder), "stuck": 0.5, "lasting": 0.5})
    return printer


def _job(pages: int = 1) -> PrintJob:
    return PrintJob(uuid7(), leaf(pages), "document")


def _times(twin: RunningTwin, job: PrintJob) -> int:
    return int(twin.tell("sheets", job_id=job.job_id)["count"])


def test_the_printer_says_what_it_can(printer: DocumentPrinter) -> None:
    info = printer.describe()
    assert (info.model, info.serial) == ("Virtual Page Printer", "TWIN")
    assert info.can["trays"] == ["tray-1", "tray-2"]
    assert info.can["paper"]["tray-2"]["size"] == "iso_a3_297x420mm"
    assert info.warnings == ()


def test_every_page_of_every_copy_is_told_and_the_document_is_kept(
    twin: RunningTwin, printer: DocumentPrinter
) -> None:
    watch = Watch()
    setup = PageSetup(copies=2, duplex=True, colour=False, tray="tray-2")
    job = replace(_job(3), setup=setup, watch=watch)
    before = twin.tell("state")["paper"]
    printer.print(job, TIMEOUT)
    assert watch.told[-1] == (6, 6)
    assert twin.tell("state")["paper"] == {**before, "tray-2": before["tray-2"] - 6}
    out = Path(twin.path).parent / "out" / f"{job.job_id}.pdf"
    assert out.read_bytes() == job.pdf


@pytest.mark.parametrize(
    "setup", [PageSetup(tray="tray-9"), PageSetup(copies=100), PageSetup(tray="tray-1", size="iso_a3_297x420mm")]
)
def test_printer_is_asked_for_what_it_cannot(twin: RunningTwin, printer: DocumentPrinter, setup: PageSetup) -> None:
    job = replace(_job(), setup=setup)
    assert print_fault(printer, job) is Fault.PRINT_UNSUPPORTED
    assert _times(twin, job) == 0


@pytest.mark.parametrize(
    ("verb", "fault"),
    [
        ("empty", Fault.PAPER_OUT),
        ("jam", Fault.PAPER_JAM),
        ("cover", Fault.COVER_OPEN),
        ("toner", Fault.TONER_OUT),
        ("tray_missing", Fault.TRAY_MISSING),
        ("output_full", Fault.OUTPUT_FULL),
        ("offline", Fault.PRINTER_OFFLINE),
        ("stop", Fault.PRINTER_STOPPED),
        ("refuse", Fault.PRINT_REFUSED),
    ],
)
def test_printer_is_not_ready_and_nothing_is_sent(
    twin: RunningTwin, printer: DocumentPrinter, verb: str, fault: Fault
) -> None:
    twin.tell(verb)
    job = _job()
    assert print_fault(printer, job) is fault
    assert twin.tell("state")["jobs"] == 0
    twin.tell("well")
    printer.print(job, TIMEOUT)
    assert _times(twin, job) == 1


@pytest.mark.parametrize(("verb", "fault"), [("empty", Fault.PAPER_OUT), ("jam", Fault.PAPER_JAM)])
def test_printer_fails_in_the_middle_and_prints_once_when_it_is_well_again(
    twin: RunningTwin, printer: DocumentPrinter, verb: str, fault: Fault
) -> None:
    twin.tell("slow", seconds=0.3)
    watch = Watch()
    job = replace(_job(20), watch=watch)
    under_way = Printing(printer, job)
    watch.first_page()
    twin.tell(verb)
    assert under_way.ended() is fault
    twin.tell("well")
    printer.print(job, TIMEOUT)
    assert _times(twin, job) == 1


def test_one_tray_is_empty_and_the_printer_prints_on(twin: RunningTwin, printer: DocumentPrinter) -> None:
    twin.tell("busy_tray")
    assert printer.describe().warnings == ("media-empty",)
    job = _job()
    printer.print(job, TIMEOUT)
    assert _times(twin, job) == 1


def test_nobody_wants_it_any_more(twin: RunningTwin, printer: DocumentPrinter) -> None:
    twin.tell("slow", seconds=0.2)
    watch = Watch()
    job = replace(_job(200), watch=watch)
    under_way = Printing(printer, job)
    watch.first_page()
    watch.unwanted.set()
    assert under_way.ended() is Fault.PRINT_CANCELLED
    assert _times(twin, job) == 0


def test_printer_is_too_slow_and_nobody_prints_it_again(
    twin: RunningTwin, printer: DocumentPrinter, tmp_path: Path
) -> None:
    twin.tell("slow", seconds=60)
    job = _job()
    assert print_fault(printer, job, timeout=1) is Fault.OUTCOME_UNKNOWN
    twin.tell("well")
    assert print_fault(_printer(twin, tmp_path), job) is Fault.OUTCOME_UNKNOWN
    assert _times(twin, job) == 0


def test_printer_vanishes_before_the_job(twin: RunningTwin, printer: DocumentPrinter) -> None:
    twin.tell("vanish")
    job = _job()
    assert print_fault(printer, job) is Fault.GONE
    twin.tell("return")
    printer.print(job, TIMEOUT)
    assert _times(twin, job) == 1


def test_printer_is_switched_off_in_the_middle(twin: RunningTwin, printer: DocumentPrinter) -> None:
    twin.tell("slow", seconds=0.3)
    watch = Watch()
    job = replace(_job(100), watch=watch)
    under_way = Printing(printer, job)
    watch.first_page()
    twin.tell("vanish")
    twin.tell("return")
    assert under_way.ended() is Fault.OUTCOME_UNKNOWN
    assert _times(twin, job) == 0


_KIOSK = """
import json, sys
from devices.conformance.leaf import leaf
from devices.contract import PrintJob
from devices.drivers.document_printer_ipp import DRIVER
options, job_id = json.loads(sys.argv[1]), sys.argv[2]
DRIVER.open(options).print(PrintJob(job_id, leaf(15), "document"), 60.0)
"""


def test_kiosk_is_killed_while_printing_and_the_next_one_learns_the_outcome(
    twin: RunningTwin, tmp_path: Path
) -> None:
    twin.tell("slow", seconds=0.1)
    job = _job(15)
    options = f'{{"uri": "{twin.path}", "printed": "{tmp_path}"}}'
    kiosk = subprocess.Popen([sys.executable, "-c", _KIOSK, options, job.job_id])
    try:
        wait_until(lambda: twin.tell("state")["jobs"] == 1, "the printer has it")
    finally:
        os.kill(kiosk.pid, signal.SIGKILL)
        kiosk.wait(TIMEOUT)
    assert PrintJournal(tmp_path / "journal").standing(job.job_id) is Standing.BEGUN
    _printer(twin, tmp_path).print(job, TIMEOUT)
    _printer(twin, tmp_path).print(job, TIMEOUT)
    assert _times(twin, job) == 1


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({}, Fault.NOT_CONFIGURED),
        ({"uri": "http://example"}, Fault.NOT_CONFIGURED),
        ({"uri": "ipp://localhost/ipp/print?waitjob=true"}, Fault.NOT_CONFIGURED),
        ({"uri": "ipp://localhost/ipp/print"}, Fault.NOT_CONFIGURED),
        ({"uri": "ipp://localhost/ipp/print", "printed": "x", "stuck": 0}, Fault.NOT_CONFIGURED),
        ({"uri": "/run/twin", "printed": "x", "production": True}, Fault.NOT_PERMITTED),
    ],
)
def test_options_that_are_no_printer(options: dict[str, object], fault: Fault) -> None:
    with pytest.raises(DeviceError) as caught:
        DRIVER.open(options)
    assert caught.value.fault is fault
