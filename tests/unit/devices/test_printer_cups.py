from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from devices import document_printer
from devices.contract import DeviceError, Fault
from devices.drivers import document_printer_cups, printer_cups
from devices.drivers.printer_cups import CupsPrinter
from devices.transports.ipp_printer import PrinterState
from devices.transports.print_queue import QueueState


def _queue(*reasons: str, stopped: bool = False) -> QueueState:
    return QueueState(
        stopped=stopped, processing=False, accepting=True, reasons=reasons, since=0.0, device="usb://Example/Slip"
    )


def _itself(*reasons: str, stopped: bool = False) -> PrinterState:
    return PrinterState(stopped=stopped, processing=False, accepting=True, reasons=reasons, up=1)


def test_a_roll_that_is_empty_is_empty_whatever_the_suffix() -> None:
    assert printer_cups.fault_of(_queue("media-empty-warning")) is Fault.PAPER_OUT
    assert printer_cups.fault_of(_queue(), _itself("media-empty-warning")) is Fault.PAPER_OUT


def test_one_of_several_trays_may_be_empty_while_the_printer_prints_on() -> None:
    assert document_printer.fault_of(_queue(), _itself("media-empty-warning")) is None
    assert document_printer.fault_of(_queue(), _itself("media-empty-warning", stopped=True)) is Fault.PAPER_OUT
    assert document_printer.fault_of(_queue("media-empty-warning")) is Fault.PAPER_OUT


@pytest.mark.parametrize("of", [printer_cups.fault_of, document_printer.fault_of])
def test_the_printer_is_believed_rather_than_the_queue_unless_the_queue_is_stopped(of: Any) -> None:
    assert of(_queue("media-jam-error"), _itself()) is None
    assert of(_queue("media-jam-error", stopped=True), _itself()) is Fault.PAPER_JAM
    assert of(_queue(stopped=True), _itself()) is Fault.PRINTER_STOPPED
    assert of(_queue(), _itself(stopped=True)) is Fault.PRINTER_STOPPED
    assert of(_queue(), _itself("media-empty-error")) is Fault.PAPER_OUT


@pytest.mark.parametrize("made", [printer_cups.DRIVER.open, document_printer_cups.DRIVER.open])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"queue": "slip"},
        {"queue": "", "printed": "printed"},
        {"queue": "slip", "printed": "printed", "server": "localhost:ipp"},
        {"queue": "slip", "printed": "printed", "cups_options": "media=A4"},
    ],
)
def test_options_that_say_too_little_are_named(made: Any, options: dict[str, str], tmp_path: Path) -> None:
    if "printed" in options:
        options = {**options, "printed": str(tmp_path / "printed")}
    with pytest.raises(DeviceError) as caught:
        made(options)
    assert caught.value.fault is Fault.NOT_CONFIGURED


@pytest.mark.parametrize("trays", ["tray-1", [1]])
def test_trays_are_a_list_of_names(trays: Any, tmp_path: Path) -> None:
    with pytest.raises(DeviceError) as caught:
        document_printer_cups.DRIVER.open({"queue": "page", "printed": str(tmp_path), "trays": trays})
    assert caught.value.fault is Fault.NOT_CONFIGURED


def test_a_folder_of_the_journal_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DeviceError) as caught:
        CupsPrinter({"queue": "slip", "printed": str(tmp_path / "file" / "printed")})
    assert caught.value.fault is Fault.NOT_PERMITTED
