"""The doctor at virtual devices that speak real bytes, broken from outside: each by its own code, none passed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.drivers.sam_serial import SamSerialReader
from devices.twins.running_twin import RunningEscpos, RunningSam, RunningTwin
from kiosk.runtime.checks import chosen, devices, person
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.demo import people_dir
from kiosk.runtime.diagnostics import Doctor, Result, Verdict
from kiosk.runtime.settings import Device, Settings
from tests.runtime_stand import settings

pytestmark = pytest.mark.timeout(200)


def examined(wanted: Settings, name: str, *, asked: bool = False) -> Result:
    (result,) = Doctor(wanted, SystemClock()).run(chosen([name]), asked=asked)
    return result


# --- card reader ------------------------------------------------------------------------------------------
@pytest.fixture
def sam(tmp_path: Path) -> Iterator[RunningSam]:
    with RunningSam(tmp_path, "--people", str(people_dir())) as running:
        yield running


def reader(sam: RunningSam, folder: Path) -> Settings:
    return settings(folder, id_reader=Device("sam_serial", {"port": sam.port}))


def test_reader_that_is_well_is_simulated_and_says_who_it_is(sam: RunningSam, tmp_path: Path) -> None:
    found = examined(reader(sam, tmp_path), "id-reader")
    assert (found.verdict, found.simulated, found.fault) == (Verdict.SIMULATED, True, None)
    assert found.facts["driver"] == "sam_serial"


def test_reader_held_by_the_terminal_is_busy_and_held_no_longer_afterwards(sam: RunningSam, tmp_path: Path) -> None:
    holder = SamSerialReader({"port": sam.port})
    held = examined(reader(sam, tmp_path), "id-reader")
    holder.close()
    free = examined(reader(sam, tmp_path), "id-reader")
    assert (held.verdict, held.fault) == (Verdict.SIMULATED, "device.busy")
    assert free.fault is None


def test_reader_pulled_out_is_gone_and_back_again(sam: RunningSam, tmp_path: Path) -> None:
    sam.tell("vanish")
    gone = examined(reader(sam, tmp_path), "id-reader")
    sam.tell("return")
    back = examined(reader(sam, tmp_path), "id-reader")
    assert (gone.verdict, gone.fault, gone.action) == (Verdict.FAIL, "device.gone", "call")
    assert back.verdict is Verdict.SIMULATED


@pytest.mark.parametrize(
    ("result", "fault"), [("60", "reader.sam-60-self-test"), ("66", "reader.sam-66-not-authorised")]
)
def test_module_that_is_out_of_order_says_its_own_code(
    sam: RunningSam, tmp_path: Path, result: str, fault: str
) -> None:
    sam.tell("answer", command="status", result=result, times=50)
    found = examined(reader(sam, tmp_path), "id-reader")
    assert (found.verdict, found.fault, found.action) == (Verdict.FAIL, fault, "call")


def test_reader_that_says_nothing_is_told_within_its_time(sam: RunningSam, tmp_path: Path) -> None:
    sam.tell("stall", seconds=120)
    begun = time.monotonic()
    found = examined(reader(sam, tmp_path), "id-reader")
    assert (found.verdict, found.fault) == (Verdict.FAIL, "device.silent")
    assert time.monotonic() - begun < devices.LIMIT + 20


def test_card_laid_on_a_reader_that_was_asked_for_by_itself(sam: RunningSam, tmp_path: Path) -> None:
    sam.tell("place", person="p01")
    found = examined(reader(sam, tmp_path), "id-reader", asked=True)
    assert (found.verdict, found.fault) == (Verdict.SIMULATED, None)
    assert found.facts["used_ms"].isdigit()
    assert "99010119850314002X" not in repr(found)


# --- receipt printer --------------------------------------------------------------------------------------
@pytest.fixture
def escpos(tmp_path: Path) -> Iterator[RunningEscpos]:
    with RunningEscpos(tmp_path) as running:
        yield running


def printer(escpos: RunningEscpos, folder: Path) -> Settings:
    options = {"port": escpos.port, "journal": str(folder / "journal.db")}
    return settings(folder, receipt_printer=Device("printer_escpos", options))


@pytest.mark.parametrize(
    ("verb", "values", "fault"),
    [
        ("empty", {}, "printer.paper-out"),
        ("cover", {"open": True}, "printer.cover-open"),
        ("vanish", {}, "device.gone"),
    ],
)
def test_printer_that_cannot_print_says_why(
    escpos: RunningEscpos, tmp_path: Path, verb: str, values: dict[str, Any], fault: str
) -> None:
    escpos.tell(verb, **values)
    found = examined(printer(escpos, tmp_path), "receipt-printer")
    assert (found.verdict, found.fault) == (Verdict.FAIL, fault)


def test_paper_near_its_end_is_a_warning_and_still_simulated(escpos: RunningEscpos, tmp_path: Path) -> None:
    escpos.tell("near-end", on=True)
    found = examined(printer(escpos, tmp_path), "receipt-printer")
    assert (found.verdict, found.fault) == (Verdict.SIMULATED, "doctor.device-warns")
    assert "paper-near-end" in found.facts["warnings"]


def test_print_test_comes_out_in_real_bytes(escpos: RunningEscpos, tmp_path: Path) -> None:
    digits, refused = person.print_code(printer(escpos, tmp_path))
    assert refused is None
    assert len(list(escpos.slips.glob("*.png"))) == 1
    assert person.print_read(printer(escpos, tmp_path), digits, digits).verdict is Verdict.SIMULATED


# --- plain devices ----------------------------------------------------------------------------------------
def test_scanner_on_a_pty_is_simulated_gone_and_used_by_a_hand(tmp_path: Path) -> None:
    with RunningTwin("virtual_scanner", tmp_path) as twin:
        wanted = settings(tmp_path, scanner=Device("scanner_serial", {"port": twin.path}))
        assert examined(wanted, "scanner").verdict is Verdict.SIMULATED
        results: list[Result] = []
        running = threading.Thread(target=lambda: results.append(examined(wanted, "scanner", asked=True)))
        running.start()
        while running.is_alive():
            twin.tell("scan", text="hello")
            running.join(0.5)
        assert results[0].facts["used_ms"].isdigit()
        twin.tell("vanish")
        assert examined(wanted, "scanner").fault == "device.gone"
