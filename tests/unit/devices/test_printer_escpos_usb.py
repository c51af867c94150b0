"""The ESC/POS driver on USB: pyusb's own code against a virtual bus."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from devices.contract import DeviceError, Fault, Kind, Roots
from devices.drivers.printer_escpos import EscposPrinter, find
from devices.twins.escpos_machine import EscposMachine
from devices.twins.usb_bus import UsbBus
from devices.twins.usb_escpos import UsbEscpos
from tests.escpos_stand import expected, job

LIMIT = 60.0


def printer(folder: Path, device: UsbEscpos, **options: object) -> EscposPrinter:
    said = {"usb": "0fe6:811e", "journal": str(folder / "journal"), "stall": 1.0, "lasting": 0.5, **options}
    return EscposPrinter(said, backend=UsbBus(device))


def is_whole(device: UsbEscpos, pdf: bytes) -> bool:
    rows = np.frombuffer(b"".join(device.slips[-1].rows), np.uint8).reshape(len(device.slips[-1].rows), -1)
    return np.array_equal(np.unpackbits(rows, axis=1).astype(bool), expected(pdf))


def fault(act: object) -> Fault | None:
    assert callable(act)
    try:
        act()
    except DeviceError as error:
        return error.fault
    return None


def test_a_receipt_comes_out_dot_for_dot(tmp_path: Path) -> None:
    device, one = UsbEscpos(), job()
    device.kernel = True
    opened = printer(tmp_path, device, serial="P0001")
    opened.check()
    assert opened.describe().model == "DEMO VIRTUAL-80"
    opened.print(one, LIMIT)
    opened.print(one, LIMIT)
    assert len(device.slips) == 1
    assert is_whole(device, one.pdf)
    opened.close()
    assert device.owner is None
    assert device.kernel


def test_paper_ends_while_the_printer_takes_no_more_packets(tmp_path: Path) -> None:
    device, one = UsbEscpos(), job()
    opened = printer(tmp_path, device)
    device.machine.after_rows(500, device.machine.run_out)
    assert fault(lambda: opened.print(one, LIMIT)) is Fault.PAPER_OUT
    device.machine.health.paper_out = False
    opened.print(one, LIMIT)
    assert len(device.slips) == 2
    assert is_whole(device, one.pdf)
    opened.close()


def test_printer_that_takes_nothing_and_says_nothing_is_given_up(tmp_path: Path) -> None:
    device = UsbEscpos()
    device.machine = EscposMachine(device.slips.append, knows=frozenset({"gs-r"}))
    opened = printer(tmp_path, device)
    device.machine.after_rows(100, device.machine.run_out)
    assert fault(lambda: opened.print(job(), LIMIT)) is Fault.PRINTER_STOPPED
    opened.close()


def test_printer_is_pulled_out(tmp_path: Path) -> None:
    device = UsbEscpos()
    opened = printer(tmp_path, device)
    with device.changed:
        device.plug(gone=True)
    assert fault(opened.check) is Fault.GONE
    assert fault(lambda: opened.print(job(), LIMIT)) is Fault.GONE
    with device.changed:
        device.plug(gone=False)
    opened.check()
    opened.close()


def test_several_and_none(tmp_path: Path) -> None:
    said = {"usb": "0fe6:811e", "journal": str(tmp_path / "journal")}
    assert fault(lambda: EscposPrinter(said, backend=UsbBus())) is Fault.GONE
    assert fault(lambda: EscposPrinter(said, backend=UsbBus(UsbEscpos(), UsbEscpos()))) is Fault.NOT_CONFIGURED


@pytest.mark.parametrize("serial", ["P0001", ""])
def test_printers_on_the_bus_are_found_without_opening_them(tmp_path: Path, serial: str) -> None:
    devices = tmp_path / "bus" / "usb" / "devices"
    for port, interface_class in (("1-2", "07"), ("1-3", "ff")):
        folder = devices / port
        folder.mkdir(parents=True)
        for name, value in (("idVendor", "0fe6"), ("idProduct", "811e"), ("serial", serial), ("product", "POS80")):
            (folder / name).write_text(value + "\n")
        (devices / f"{port}:1.0").mkdir()
        (devices / f"{port}:1.0" / "bInterfaceClass").write_text(f"{interface_class}\n")
    (found,) = find(Roots(sys=tmp_path))
    assert (found.driver, found.kind, found.label, found.serial) == (
        "printer_escpos",
        Kind.RECEIPT_PRINTER,
        "POS80",
        serial,
    )
    assert found.options == {"usb": "0fe6:811e", **({"serial": "P0001"} if serial else {"usb_port": "1-2"})}
    assert list(find(Roots(sys=tmp_path / "nothing"))) == []
    (devices / "1-2:1.0" / "bInterfaceClass").write_bytes(b"\xff\xfe")
    assert list(find(Roots(sys=tmp_path))) == []
