"""What goes wrong between a slip and the paper, on a real CUPS server with a real IPP printer."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.contract import DeviceError, Fault, PrintJob
from devices.drivers.printer_cups import CupsPrinter
from devices.print_journal import PrintJournal
from devices.transports.cups import CupsQueue
from devices.transports.print_once import LASTING
from kiosk.domain.ids import uuid7
from tests.print_server import QUEUE, PrintServer, print_server, wait_until
from tests.print_under_way import TIMEOUT, Printing, print_fault, well_again

PDF = (
    b"%PDF-1.3\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 226 400]/Resources<<>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


@pytest.fixture(scope="module")
def running() -> Iterator[PrintServer]:
    with print_server() as started:
        yield started


@pytest.fixture
def server(running: PrintServer) -> PrintServer:
    running.behave("ok")
    return running


@pytest.fixture
def printer(server: PrintServer, tmp_path: Path) -> CupsPrinter:
    return _printer(server, tmp_path)


def _printer(server: PrintServer, folder: Path, lasting: float = 0.5) -> CupsPrinter:
    options = {"queue": QUEUE, "server": server.server, "printed": str(folder / "printed")}
    return CupsPrinter({**options, "lasting": lasting})


def _job() -> PrintJob:
    return PrintJob(uuid7(), PDF)


def _sheets(server: PrintServer, job: PrintJob) -> int:
    return sum(job.job_id in title for title in server.came_out())


@pytest.mark.parametrize(
    ("mode", "fault"), [("paper-out", Fault.PAPER_OUT), ("jam", Fault.PAPER_JAM), ("cover", Fault.COVER_OPEN)]
)
def test_printer_fails_while_printing_and_the_job_leaves_the_queue(
    server: PrintServer, printer: CupsPrinter, mode: str, fault: Fault
) -> None:
    server.behave(mode)
    job = _job()
    assert print_fault(printer, job) is fault
    assert _sheets(server, job) == 0
    assert server.spooled() == []
    assert print_fault(printer, _job()) is fault
    server.behave("ok")
    well_again(printer)
    printer.print(job, TIMEOUT)
    assert _sheets(server, job) == 1


def test_printer_hesitates_for_a_moment_and_prints_once(server: PrintServer, tmp_path: Path) -> None:
    server.behave("hesitates")
    job = _job()
    _printer(server, tmp_path, LASTING).print(job, TIMEOUT)
    assert _sheets(server, job) == 1


def test_printer_refuses_the_job_and_it_is_no_success(server: PrintServer, printer: CupsPrinter) -> None:
    server.behave("refuse")
    job = _job()
    assert print_fault(printer, job) in {Fault.PRINT_REFUSED, Fault.PRINTER_STOPPED}
    assert _sheets(server, job) == 0
    assert server.spooled() == []
    server.admin("cupsenable", QUEUE)


def test_printer_is_too_slow_the_outcome_is_unknown_and_it_is_not_printed_again(
    server: PrintServer, printer: CupsPrinter, tmp_path: Path
) -> None:
    server.behave("slow")
    job = _job()
    assert print_fault(printer, job, timeout=1) is Fault.OUTCOME_UNKNOWN
    assert server.spooled() == []
    server.behave("ok")
    assert print_fault(_printer(server, tmp_path), job) is Fault.OUTCOME_UNKNOWN
    assert _sheets(server, job) == 0


def test_printer_is_unplugged_before_the_job(server: PrintServer, printer: CupsPrinter) -> None:
    server.stop("printer")
    try:
        job = _job()
        assert print_fault(printer, job) is Fault.GONE
        assert server.spooled() == []
    finally:
        server.start_printer()
    printer.print(job, TIMEOUT)
    assert _sheets(server, job) == 1


def test_queue_is_stopped_nothing_is_queued_behind_the_persons_back(
    server: PrintServer, printer: CupsPrinter
) -> None:
    server.admin("cupsdisable", QUEUE)
    try:
        job = _job()
        assert print_fault(printer, job) is Fault.PRINTER_STOPPED
        assert server.spooled() == []
    finally:
        server.admin("cupsenable", QUEUE)
    assert _sheets(server, job) == 0
    printer.print(job, TIMEOUT)
    assert _sheets(server, job) == 1


def test_queue_is_stopped_while_the_job_waits(server: PrintServer, printer: CupsPrinter) -> None:
    server.behave("slow")
    job = _job()
    under_way = Printing(printer, job)
    wait_until(lambda: server.spooled() != [], "the job is in the queue")
    server.admin("cupsdisable", QUEUE)
    try:
        assert under_way.ended() is Fault.PRINTER_STOPPED
        assert server.spooled() == []
    finally:
        server.behave("ok")
        server.admin("cupsenable", QUEUE)
    assert _sheets(server, job) == 0


def test_queue_takes_no_jobs(server: PrintServer, printer: CupsPrinter) -> None:
    server.admin("cupsreject", QUEUE)
    try:
        assert print_fault(printer, _job()) is Fault.PRINT_REFUSED
    finally:
        server.admin("cupsaccept", QUEUE)


def test_queue_does_not_exist(server: PrintServer, tmp_path: Path) -> None:
    options = {"queue": "nobody-made-it", "server": server.server, "printed": str(tmp_path / "printed")}
    assert print_fault(CupsPrinter(options), _job()) is Fault.NOT_CONFIGURED


def test_print_server_is_down(server: PrintServer, printer: CupsPrinter) -> None:
    server.stop("server")
    try:
        with pytest.raises(DeviceError) as caught:
            printer.check()
        assert caught.value.fault is Fault.GONE
        job = _job()
        assert print_fault(printer, job) is Fault.GONE
    finally:
        server.start_server()
    printer.print(job, TIMEOUT)
    assert _sheets(server, job) == 1


def test_print_server_restarts_while_printing_and_the_outcome_is_known(
    server: PrintServer, printer: CupsPrinter
) -> None:
    server.behave("slow")
    job = _job()
    before = len(server.papers())
    under_way = Printing(printer, job)
    wait_until(lambda: len(server.papers()) > before, "the job is at the printer")
    server.stop("server")
    server.start_server()
    server.behave("ok")
    assert under_way.ended() is None
    # cupsd starts interrupted jobs anew, sometimes before anybody can take them out: then the slip comes out twice.
    assert _sheets(server, job) in {1, 2}
    assert server.spooled() == []


def test_kiosk_restarts_while_printing_and_the_slip_comes_out_once(
    server: PrintServer, printer: CupsPrinter, tmp_path: Path
) -> None:
    job = _job()
    host, _, port = server.server.partition(":")
    # The screen process that put the job into the queue is killed: all that is left of it is the job.
    CupsQueue(QUEUE, host, int(port)).submit(f"{job.title} {job.job_id}", job.pdf, {})
    _printer(server, tmp_path).print(job, TIMEOUT)
    printer.print(job, TIMEOUT)
    assert _sheets(server, job) == 1
    assert server.spooled() == []


def test_print_journal_cannot_be_written_and_nothing_is_printed(
    server: PrintServer, printer: CupsPrinter, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "printed")
    job = _job()
    assert print_fault(printer, job) is Fault.NOT_PERMITTED
    assert _sheets(server, job) == 0
    assert server.spooled() == []


def test_power_fails_between_the_note_and_the_purge_and_the_spool_is_cleared_next_time(
    server: PrintServer, printer: CupsPrinter, tmp_path: Path
) -> None:
    job = _job()
    host, _, port = server.server.partition(":")
    number = CupsQueue(QUEUE, host, int(port)).submit(f"{job.title} {job.job_id}", job.pdf, {})
    journal = PrintJournal(tmp_path / "printed" / "journal")
    assert journal.begin(job.job_id) is None
    journal.done(job.job_id)
    wait_until(lambda: _sheets(server, job) == 1, "it is printed")
    assert number > 0
    printer.print(job, TIMEOUT)
    assert server.spooled() == []
    assert _sheets(server, job) == 1


@pytest.fixture(scope="module", params=[False, True], ids=["waitjob=false", "waitjob=true"])
def quick_to_write(request: pytest.FixtureRequest) -> Iterator[PrintServer]:
    """A server that has every job on the disk at once: killed, it starts each anew under its old number."""
    with print_server(waitjob=request.param, dirty=0) as started:
        yield started


def _handed_over(server: PrintServer, job: PrintJob) -> bool:
    """As far as the server goes: delivered, or, where it waits for the paper, at the printer."""
    host, _, port = server.server.partition(":")
    seen = CupsQueue(QUEUE, host, int(port)).find(f"{job.title} {job.job_id}")
    return bool(server.papers()) and seen is not None and (server.waitjob or seen.state.ended)


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_print_server_restarts_while_printing_and_the_slip_comes_out_once(
    quick_to_write: PrintServer, tmp_path: Path, how: str
) -> None:
    server = quick_to_write
    server.behave("slow")
    job = _job()
    under_way = Printing(_printer(server, tmp_path), job)
    wait_until(lambda: _handed_over(server, job), "the job is at the printer")
    getattr(server, how)("server")
    server.start_server()
    server.behave("ok")
    assert under_way.ended() is None
    other = _job()
    _printer(server, tmp_path).print(other, TIMEOUT)
    assert _sheets(server, other) == 1
    # Where CUPS waits for the paper its server may start the slip anew before anybody can take it out.
    assert _sheets(server, job) in ({1, 2} if server.waitjob else {1})
    assert server.spooled() == []


def test_spool_is_cleared_before_the_print_server_starts_and_nothing_is_started_anew(
    quick_to_write: PrintServer, tmp_path: Path
) -> None:
    server = quick_to_write
    server.behave("slow")
    job = _job()
    before = len(server.papers())
    under_way = Printing(_printer(server, tmp_path), job)
    wait_until(lambda: len(server.papers()) > before, "the job is at the printer")
    server.kill("server")
    server.clear_spool()  # as the manual has the system's service do it
    server.start_server()
    server.behave("ok")
    assert under_way.ended() in {None, Fault.OUTCOME_UNKNOWN}  # killed before it said that it has the document
    other = _job()
    _printer(server, tmp_path).print(other, TIMEOUT)
    assert (_sheets(server, job), _sheets(server, other)) == (1, 1)
    assert server.spooled() == []
