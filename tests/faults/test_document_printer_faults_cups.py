"""What goes wrong between a document and its pages, on a real CUPS server with a real IPP printer of two trays."""

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
from devices.contract import Fault, PageSetup, PrintJob
from devices.document_printer import DocumentPrinter
from devices.drivers.document_printer_cups import DRIVER
from devices.print_journal import PrintJournal, Standing
from devices.transports import ipp_printer
from devices.transports.cups import CupsQueue
from devices.transports.print_once import STUCK
from kiosk.domain.ids import uuid7
from tests.print_server import QUEUE, PrintServer, print_server, wait_until
from tests.print_under_way import TIMEOUT, Printing, Watch, print_fault, well_again


@pytest.fixture(scope="module")
def running() -> Iterator[PrintServer]:
    with print_server(pages=True, waitjob=False, dirty=0) as started:
        yield started


@pytest.fixture
def server(running: PrintServer) -> PrintServer:
    running.behave("ok")
    for orphan in running.spooled():  # of a server that was killed: it forgot the job and left its document
        (running.folder / "cups" / "spool" / orphan).unlink()
    return running


@pytest.fixture
def printer(server: PrintServer, tmp_path: Path) -> DocumentPrinter:
    return _printer(server, tmp_path)


def _printer(server: PrintServer, folder: Path, stuck: float = 0.5) -> DocumentPrinter:
    options = {"queue": QUEUE, "server": server.server, "printed": str(folder), "stuck": stuck, "lasting": 0.5}
    printer: DocumentPrinter = DRIVER.open(options)
    return printer


def _job(pages: int = 1) -> PrintJob:
    return PrintJob(uuid7(), leaf(pages), "document")


def _times(server: PrintServer, job: PrintJob) -> int:
    return sum(job.job_id in title for title in server.came_out())


def _arrived(server: PrintServer, job: PrintJob) -> int:
    """Documents of the job in the printer's folder."""
    return sum(job.job_id in paper.name for paper in server.papers())


def _delivered(server: PrintServer, job: PrintJob) -> bool:
    """Is CUPS done with it? Until then, a moment after the document has arrived, a restart starts it anew."""
    host, _, port = server.server.partition(":")
    seen = CupsQueue(QUEUE, host, int(port)).find(f"{job.title} {job.job_id}")
    return seen is not None and seen.state.ended


def test_the_printer_says_what_it_can(printer: DocumentPrinter) -> None:
    info = printer.describe()
    assert info.model
    assert info.warnings == ()
    assert (info.can["colour"], info.can["duplex"], info.can["copies"]) == (True, True, 999)
    assert info.can["trays"] == ["main", "photo"]
    assert info.can["paper"]["photo"]["capacity"] == 25
    assert "iso_a4_210x297mm" in info.can["sizes"]
    assert info.can["supplies"]["Black Ink"] == 75


def test_a_printer_is_asked_over_tls_too(server: PrintServer) -> None:
    printer = ipp_printer.at(server.device.replace("ipp:", "ipps:"), "somebody")
    assert printer is not None
    assert printer.state().accepting
    assert printer.jobs("nobody's") == []


def test_two_copies_from_a_chosen_tray_in_black_on_both_sides(server: PrintServer, printer: DocumentPrinter) -> None:
    setup = PageSetup(copies=2, duplex=True, colour=False, tray="photo")
    job = replace(_job(3), setup=setup)
    printer.print(job, TIMEOUT)
    asked = server.asked()
    assert asked["IPP_COPIES"] == "2"
    assert asked["IPP_SIDES"] == "two-sided-long-edge"
    assert asked["IPP_PRINT_COLOR_MODE"] == "monochrome"
    assert "media-source=photo" in asked["IPP_MEDIA_COL"]
    assert _times(server, job) == 1
    assert server.spooled() == []


def test_a_size_is_chosen_by_name(server: PrintServer, printer: DocumentPrinter) -> None:
    printer.print(replace(_job(), setup=PageSetup(size="iso_a5_148x210mm")), TIMEOUT)
    assert "x-dimension=14800 y-dimension=21000" in server.asked()["IPP_MEDIA_COL"]


@pytest.mark.parametrize(
    "setup", [PageSetup(tray="tray-9"), PageSetup(copies=1000), PageSetup(size="iso_a0_841x1189mm")]
)
def test_printer_is_asked_for_what_it_cannot_and_nothing_is_sent(
    server: PrintServer, printer: DocumentPrinter, tmp_path: Path, setup: PageSetup
) -> None:
    job = replace(_job(), setup=setup)
    assert print_fault(printer, job) is Fault.PRINT_UNSUPPORTED
    assert _arrived(server, job) == 0
    assert PrintJournal(tmp_path / "journal").standing(job.job_id) is None


def test_tray_is_not_among_those_the_settings_allow(server: PrintServer, tmp_path: Path) -> None:
    options = {"queue": QUEUE, "server": server.server, "printed": str(tmp_path), "trays": ["main"]}
    printer: DocumentPrinter = DRIVER.open(options)
    assert printer.describe().can["trays"] == ["main"]
    assert print_fault(printer, replace(_job(), setup=PageSetup(tray="photo"))) is Fault.PRINT_UNSUPPORTED


def test_document_is_no_pdf(server: PrintServer, printer: DocumentPrinter) -> None:
    job = PrintJob(uuid7(), b"%PDF-1.7 but no more")
    assert print_fault(printer, job) is Fault.PRINT_UNSUPPORTED
    assert _arrived(server, job) == 0


@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        ("media-empty", Fault.PAPER_OUT),
        ("media-jam", Fault.PAPER_JAM),
        ("cover-open", Fault.COVER_OPEN),
        ("toner-empty", Fault.TONER_OUT),
        ("input-tray-missing", Fault.TRAY_MISSING),
        ("moving-to-paused", Fault.PRINTER_STOPPED),
    ],
)
def test_printer_fails_while_printing_and_prints_once_when_it_is_well_again(
    server: PrintServer, printer: DocumentPrinter, reason: str, fault: Fault
) -> None:
    server.behave(f"reason {reason}")  # ippeveprinter knows these, and calls each what it likes
    job = _job()
    assert print_fault(printer, job) is fault
    assert _times(server, job) == 0
    assert server.spooled() == []
    server.behave("ok")
    well_again(printer)
    printer.print(job, TIMEOUT)
    assert _times(server, job) == 1


def test_one_tray_is_empty_and_the_printer_prints_on(server: PrintServer, tmp_path: Path) -> None:
    printer = _printer(server, tmp_path, STUCK)
    server.behave("warns media-empty")
    job = _job()
    under_way = Printing(printer, job)
    wait_until(lambda: printer.describe().warnings == ("media-empty",), "the printer warns")
    assert under_way.ended() is None
    assert _times(server, job) == 1


def test_printer_is_slow_and_every_page_is_told(server: PrintServer, printer: DocumentPrinter) -> None:
    server.behave("pages 4")
    watch = Watch()
    printer.print(replace(_job(4), watch=watch), TIMEOUT)
    assert watch.told[-1] == (4, 4)
    assert len(watch.told) >= 3
    assert watch.told == sorted(watch.told)


def test_nobody_wants_it_any_more_while_it_prints(server: PrintServer, printer: DocumentPrinter) -> None:
    server.behave("pages 200")
    watch = Watch()
    job = replace(_job(200), watch=watch)
    under_way = Printing(printer, job)
    watch.first_page()
    watch.unwanted.set()
    assert under_way.ended() is Fault.PRINT_CANCELLED
    assert _times(server, job) == 0
    assert server.spooled() == []


def test_printer_is_too_slow_and_the_outcome_is_unknown(
    server: PrintServer, printer: DocumentPrinter, tmp_path: Path
) -> None:
    server.behave("slow")
    job = _job()
    assert print_fault(printer, job, timeout=1) is Fault.OUTCOME_UNKNOWN
    server.behave("ok")
    assert print_fault(_printer(server, tmp_path), job) is Fault.OUTCOME_UNKNOWN
    assert _arrived(server, job) == 1


def test_queue_is_stopped(server: PrintServer, printer: DocumentPrinter) -> None:
    server.admin("cupsdisable", QUEUE)
    try:
        job = _job()
        assert print_fault(printer, job) is Fault.PRINTER_STOPPED
    finally:
        server.admin("cupsenable", QUEUE)
    assert _arrived(server, job) == 0
    printer.print(job, TIMEOUT)
    assert _times(server, job) == 1


def test_queue_takes_no_jobs(server: PrintServer, printer: DocumentPrinter) -> None:
    server.admin("cupsreject", QUEUE)
    try:
        assert print_fault(printer, _job()) is Fault.PRINT_REFUSED
    finally:
        server.admin("cupsaccept", QUEUE)


def test_printer_vanishes_before_the_job(server: PrintServer, printer: DocumentPrinter) -> None:
    server.stop("printer")
    job = _job()
    try:
        assert print_fault(printer, job) is Fault.GONE
    finally:
        server.start_printer()
    printer.print(job, TIMEOUT)
    assert _times(server, job) == 1


def test_printer_vanishes_in_the_middle_and_nobody_prints_it_again(
    server: PrintServer, printer: DocumentPrinter, tmp_path: Path
) -> None:
    server.behave("pages 500")
    watch = Watch()
    job = replace(_job(500), watch=watch)
    under_way = Printing(printer, job)
    watch.first_page()
    server.kill("printer")
    server.behave("ok")
    server.start_printer()
    assert under_way.ended() is Fault.OUTCOME_UNKNOWN
    assert print_fault(_printer(server, tmp_path), job) is Fault.OUTCOME_UNKNOWN
    assert _arrived(server, job) == 1


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_print_server_restarts_while_printing_and_it_comes_out_once(
    server: PrintServer, printer: DocumentPrinter, how: str
) -> None:
    server.behave("slow")
    job = _job()
    under_way = Printing(printer, job)
    wait_until(lambda: _delivered(server, job), "it is at the printer")
    getattr(server, how)("server")
    server.start_server()
    other = _job()
    server.behave("ok")
    assert under_way.ended() is None
    printer.print(other, TIMEOUT)
    assert (_times(server, job), _arrived(server, job)) == (1, 1)
    assert (_times(server, other), _arrived(server, other)) == (1, 1)
    assert how == "kill" or server.spooled() == []


def test_print_server_restarts_while_it_hands_over_and_its_spool_is_cleared_before(
    server: PrintServer, printer: DocumentPrinter
) -> None:
    server.behave("slow")
    job = _job()
    under_way = Printing(printer, job)
    wait_until(lambda: _arrived(server, job) == 1, "it is arriving at the printer")
    server.kill("server")
    server.clear_spool()  # as the manual has the system's service do it; without it CUPS prints it again here
    server.start_server()
    server.behave("ok")
    assert under_way.ended() in {None, Fault.OUTCOME_UNKNOWN}
    other = _job()
    printer.print(other, TIMEOUT)
    assert (_times(server, job), _times(server, other)) == (1, 1)


def test_print_server_is_down_for_the_rest_of_the_print_and_the_printer_is_followed(
    server: PrintServer, printer: DocumentPrinter
) -> None:
    server.behave("slow")
    job = _job()
    under_way = Printing(printer, job)
    wait_until(lambda: _delivered(server, job), "it is at the printer")
    server.stop("server")
    try:
        server.behave("ok")
        assert under_way.ended() is None
    finally:
        server.start_server()
    assert _times(server, job) == 1
    printer.check()
    assert server.spooled() == []


_KIOSK = """
import json, sys
from devices.conformance.leaf import leaf
from devices.contract import PrintJob
from devices.drivers.document_printer_cups import DRIVER
options, job_id = json.loads(sys.argv[1]), sys.argv[2]
DRIVER.open(options).print(PrintJob(job_id, leaf(1), "document"), 60.0)
"""


@pytest.mark.parametrize("server_too", ["", "stop", "kill"])
def test_kiosk_is_killed_after_submitting_and_the_next_one_learns_the_outcome(
    server: PrintServer, tmp_path: Path, server_too: str
) -> None:
    server.behave("slow")
    job = _job()
    options = f'{{"queue": "{QUEUE}", "server": "{server.server}", "printed": "{tmp_path}"}}'
    kiosk = subprocess.Popen([sys.executable, "-c", _KIOSK, options, job.job_id])
    try:
        wait_until(lambda: _delivered(server, job), "it is at the printer")
    finally:
        os.kill(kiosk.pid, signal.SIGKILL)
        kiosk.wait(TIMEOUT)
    assert PrintJournal(tmp_path / "journal").standing(job.job_id) is Standing.BEGUN
    if server_too:
        getattr(server, server_too)("server")
        server.start_server()
    under_way = Printing(_printer(server, tmp_path), job)
    server.behave("ok")
    assert under_way.ended() is None
    _printer(server, tmp_path).print(job, TIMEOUT)
    assert (_times(server, job), _arrived(server, job)) == (1, 1)
    assert server_too == "kill" or server.spooled() == []


def test_kiosk_is_killed_before_submitting_and_a_person_looks(server: PrintServer, tmp_path: Path) -> None:
    job = _job()
    PrintJournal(tmp_path / "journal").begin(job.job_id)
    assert print_fault(_printer(server, tmp_path), job) is Fault.OUTCOME_UNKNOWN
    assert _arrived(server, job) == 0
