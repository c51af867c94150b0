"""What else stops a receipt printer, before and while it prints: cover, cutter, heat, silence, cables, people."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from devices.contract import DeviceError, Fault, PrintJob
from devices.drivers.printer_escpos import EscposPrinter
from kiosk.domain.ids import uuid7
from tests.escpos_stand import LIMIT, WAYS, Stand, job, stand

SLOW = ("--rows", "2500")
QUICK = 1.0
"""Seconds of silence that are enough where silence is what is to be seen."""

PRINTING = """
import sys, json
from pathlib import Path
from devices.contract import PrintJob
from devices.drivers.printer_escpos import EscposPrinter
printer = EscposPrinter(json.loads(sys.argv[1]))
print("ready", flush=True)
printer.print(PrintJob(sys.argv[2], Path(sys.argv[3]).read_bytes()), 60)
"""


@pytest.mark.parametrize(
    ("verb", "values", "undo", "fault"),
    [
        ("cover", {}, ("cover", {"open": False}), Fault.COVER_OPEN),
        ("jam", {"now": True}, ("free", {}), Fault.CUTTER),
        ("offline", {}, ("offline", {"on": False}), Fault.PRINTER_OFFLINE),
        ("break", {}, ("break", {"on": False}), Fault.PRINTER_STOPPED),
        ("lose-mark", {}, ("lose-mark", {"on": False}), Fault.PAPER_JAM),
        ("feed", {}, ("feed", {"on": False}), Fault.BUSY),
        ("overheat", {"seconds": 600}, ("overheat", {"seconds": 0}), Fault.HEAD_HOT),
        ("mute", {}, ("mute", {"on": False}), Fault.SILENT),
        ("garble", {"times": 1000}, ("garble", {"times": 0}), Fault.SILENT),
        ("vanish", {}, ("return", {}), Fault.GONE),
    ],
)
def test_printer_is_ill_before_the_slip(
    tmp_path: Path, verb: str, values: dict[str, Any], undo: tuple[str, dict[str, Any]], fault: Fault
) -> None:
    one = job()
    with stand(tmp_path, stall=QUICK if fault is Fault.SILENT else 2.0) as bench:
        bench.twin.tell(verb, **values)
        assert bench.fault(bench.printer.check) is fault
        if fault is Fault.GONE:
            assert bench.fault(bench.printer.describe) is fault
        assert bench.prints(one) is fault
        assert bench.twin.pictures() == []
        bench.twin.tell(undo[0], **undo[1])
        bench.until(lambda state: not state["hot"])
        assert bench.prints(one) is None
        assert bench.whole(one) == len(bench.twin.pictures()) == 1


def test_a_mark_is_not_found_on_mark_paper(tmp_path: Path) -> None:
    with stand(tmp_path, mark="gs-ff") as bench:
        bench.twin.tell("lose-mark")
        assert bench.prints(job()) is Fault.BLACK_MARK


def test_one_garbled_answer_is_asked_for_again(tmp_path: Path) -> None:
    with stand(tmp_path) as bench:
        bench.twin.tell("garble", times=1)
        bench.printer.check()
        assert bench.prints(job()) is None


@pytest.mark.parametrize("way", WAYS)
def test_cover_is_opened_in_the_middle_and_stays_open(tmp_path: Path, way: str) -> None:
    one, other = job("A03-1"), job("A03-2")
    with stand(tmp_path, way) as bench:
        bench.twin.tell("cover", after_rows=300)
        assert bench.prints(one) is Fault.COVER_OPEN
        bench.twin.tell("cover", open=False)
        for slip in (other, one):
            assert bench.prints(slip) is None
        assert (bench.whole(one), bench.whole(other)) == (1, 1)


def test_head_gets_hot_and_cools_down_again(tmp_path: Path) -> None:
    one = job()
    with stand(tmp_path) as bench:
        bench.twin.tell("overheat", seconds=2.5, after_rows=300)  # longer than `stall`: it is waited for
        assert bench.prints(one) is None
        assert bench.whole(one) == len(bench.twin.pictures()) == 1


def test_cutter_jams_and_the_slip_hangs_in_it(tmp_path: Path) -> None:
    """It is out: it is not printed a second time, and the next person's is."""
    one, other = job("A03-1"), job("A03-2")
    with stand(tmp_path) as bench:
        bench.twin.tell("jam")
        assert bench.prints(one) is Fault.CUTTER
        bench.twin.tell("free")
        assert bench.prints(one) is Fault.OUTCOME_UNKNOWN
        assert bench.prints(other) is None
        bench.restart()
        assert bench.prints(one) is Fault.OUTCOME_UNKNOWN
        assert (bench.whole(one), bench.whole(other)) == (1, 1)


@pytest.mark.parametrize("way", WAYS)
def test_printer_takes_no_more_bytes_and_says_nothing(tmp_path: Path, way: str) -> None:
    one, other = job("A03-1"), job("A03-2")
    with stand(tmp_path, way, stall=QUICK) as bench:
        bench.twin.tell("stall", seconds=600, after_rows=300)
        assert bench.prints(one) in {Fault.PRINTER_STOPPED, Fault.SILENT}
        assert bench.prints(other) is Fault.SILENT
        bench.twin.tell("stall", seconds=0)
        for slip in (other, one):
            assert bench.prints(slip) is None
        assert (bench.whole(one), bench.whole(other)) == (1, 1)
        assert len(bench.twin.pictures()) == 3


def test_printer_says_xoff_and_never_xon(tmp_path: Path) -> None:
    one, other = job("A03-1"), job("A03-2")
    with stand(tmp_path, "serial", *SLOW, "--xonxoff", flow="xonxoff", stall=QUICK) as bench:
        bench.twin.tell("stall", seconds=600, after_rows=300)
        assert bench.prints(one) in {Fault.PRINTER_STOPPED, Fault.SILENT}
        bench.twin.tell("stall", seconds=0)
        assert bench.prints(other) is None
        assert (bench.whole(one), bench.whole(other)) == (0, 1)


@pytest.mark.parametrize("way", WAYS)
def test_cable_is_pulled_in_the_middle(tmp_path: Path, way: str) -> None:
    one, other = job("A03-1"), job("A03-2")
    with stand(tmp_path, way) as bench:
        bench.twin.tell("vanish", after_rows=300)
        assert bench.prints(one) is Fault.GONE
        assert bench.fault(bench.printer.check) is Fault.GONE
        bench.twin.tell("return")
        for slip in (one, other):
            assert bench.prints(slip) is None
        assert (bench.whole(one), bench.whole(other)) == (1, 1)


def test_cable_is_pulled_when_the_printer_has_everything(tmp_path: Path) -> None:
    """It may have come out: nobody prints it again."""
    one = job()
    with stand(tmp_path, "serial", "--rows", "500", "--buffer", "262144") as bench:
        bench.twin.tell("vanish", after_rows=1000)
        assert bench.prints(one) is Fault.OUTCOME_UNKNOWN
        bench.twin.tell("return")
        assert bench.prints(one) is Fault.OUTCOME_UNKNOWN
        bench.restart()
        assert bench.prints(one) is Fault.OUTCOME_UNKNOWN
        assert bench.prints(job("A03-2")) is None
        assert bench.whole(one) <= 1


def test_printer_never_says_that_it_is_done(tmp_path: Path) -> None:
    one, other = job("A03-1"), job("A03-2")
    with stand(tmp_path, "serial", "--without", "gs-r", "--without", "clear") as bench:
        assert bench.prints(one, timeout=2.0) is Fault.OUTCOME_UNKNOWN
        assert bench.prints(one) is Fault.OUTCOME_UNKNOWN
        assert bench.prints(other, timeout=2.0) is Fault.PRINTER_STOPPED
        assert (bench.whole(one), bench.whole(other)) == (1, 0)


@pytest.mark.parametrize("way", WAYS)
def test_terminal_dies_in_the_middle(tmp_path: Path, way: str) -> None:
    one, other = job("A03-1"), job("A03-2")
    (tmp_path / "slip.pdf").write_bytes(one.pdf)
    with stand(tmp_path, way) as bench:
        bench.printer.close()
        bench.twin.tell("stall", seconds=600, after_rows=300)
        command = [sys.executable, "-c", PRINTING, json.dumps(bench.options), one.job_id, str(tmp_path / "slip.pdf")]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            bench.until(lambda state: state["rows"] >= 300)
            os.kill(process.pid, signal.SIGKILL)
            assert process.wait(LIMIT) == -signal.SIGKILL
        bench.twin.tell("stall", seconds=0)
        bench.printer = EscposPrinter(bench.options)
        assert bench.prints(one) is Fault.OUTCOME_UNKNOWN
        assert bench.prints(other) is None
        assert (bench.whole(one), bench.whole(other)) == (0, 1)


def test_person_does_not_want_it_any_more(tmp_path: Path) -> None:
    class Leaving:
        def __init__(self, bench: Stand) -> None:
            self.bench = bench
            self.told: list[tuple[int, int]] = []

        def progress(self, done: int, total: int) -> None:
            self.told.append((done, total))

        def cancelled(self) -> bool:
            return int(self.bench.twin.tell("state")["rows"]) > 200

    with stand(tmp_path, "serial", *SLOW) as bench:
        watch = Leaving(bench)
        one = PrintJob(uuid7(), job().pdf, watch=watch)
        assert bench.prints(one) is Fault.PRINT_CANCELLED
        assert bench.whole(one) == 0
        other = job("A03-2")
        assert bench.prints(other) is None
        assert bench.whole(other) == 1
        assert watch.told == []


@pytest.mark.parametrize("pdf", [b"no pdf", b"", b"%PDF-1.4\n%%EOF"])
def test_slip_that_is_no_slip_is_refused_and_may_be_tried_again(tmp_path: Path, pdf: bytes) -> None:
    with stand(tmp_path) as bench:
        one = PrintJob(uuid7(), pdf)
        assert bench.prints(one) is Fault.PRINT_REFUSED
        assert bench.prints(one) is Fault.PRINT_REFUSED
        assert bench.twin.tell("state")["rows"] == 0


def test_disk_is_full_and_nothing_is_printed_that_could_be_printed_twice(tmp_path: Path) -> None:
    with stand(tmp_path) as bench:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, ((tmp_path / "journal").stat().st_size, hard))
        try:
            assert bench.prints(job()) is Fault.DISK_FULL
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert bench.twin.tell("state")["rows"] == 0
        assert bench.prints(job()) is None


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"journal": "j"},
        {"journal": "", "port": "p"},
        {"journal": "j", "port": "p", "host": "h"},
        {"journal": "j", "port": "p", "flow": "fast"},
        {"journal": "j", "port": "p", "baud": "quick"},
        {"journal": "j", "host": "h", "tcp_port": 0},
        {"journal": "j", "usb": "printer"},
        {"journal": "j", "port": "p", "paper": 76},
        {"journal": "j", "port": "p", "cut": "gently"},
        {"journal": "j", "port": "p", "mark": "red"},
        {"journal": "j", "port": "p", "confirm": "hope"},
        {"journal": "j", "port": "p", "stall": 0},
    ],
)
def test_settings_that_make_no_sense(
    tmp_path: Path, options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DeviceError) as caught:
        EscposPrinter(options)
    assert caught.value.fault is Fault.NOT_CONFIGURED


def test_a_program_in_the_place_of_a_port_is_refused_in_production(tmp_path: Path) -> None:
    with stand(tmp_path) as bench:
        bench.printer.close()
        assert bench.fault(lambda: EscposPrinter({**bench.options, "production": True})) is Fault.NOT_PERMITTED
