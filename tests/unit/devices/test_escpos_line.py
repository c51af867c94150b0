"""The three ways to a printer: what they take, what they name, and that none waits."""

from __future__ import annotations

import contextlib
import os
import pty
import socket
import time
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.contract import DeviceError, Fault
from devices.transports.escpos_line import EscposLine, TcpWay, UsbWay, opened
from devices.transports.usb_bulk import Wanted
from devices.twins.escpos_machine import EscposMachine
from devices.twins.usb_bus import UsbBus
from devices.twins.usb_escpos import UsbEscpos

LIMIT = 20.0
LOT = b"x" * (1 << 20)


def soon(seconds: float = 0.2) -> float:
    return time.monotonic() + seconds


@pytest.fixture
def ends() -> Iterator[tuple[int, str]]:
    """A pty: the printer's end, and the path of ours."""
    master, slave = pty.openpty()
    tty.setraw(slave)
    yield master, os.ttyname(slave)
    for handle in (master, slave):
        os.close(handle)


def fault_of(act: object) -> Fault | None:
    assert callable(act)
    try:
        act()
    except DeviceError as error:
        return error.fault
    return None


def test_serial_takes_what_fits_and_says_how_much(ends: tuple[int, str]) -> None:
    line = opened({"port": ends[1]})
    taken = line.write(LOT, soon())
    assert 0 < taken < len(LOT)
    assert line.write(LOT, soon()) == 0
    line.urge(b"!")  # past what is held back: that is dropped
    os.set_blocking(ends[0], False)
    arrived = b""
    with contextlib.suppress(BlockingIOError):
        while len(arrived) <= taken:
            arrived += os.read(ends[0], 1 << 20)
    assert arrived.endswith(b"!")
    line.close(discard=True)
    line.close()


def test_serial_hears_and_does_not_wait(ends: tuple[int, str]) -> None:
    line = opened({"port": ends[1]})
    assert line.read(0.0) == b""
    os.write(ends[0], b"\x12")
    assert line.read(soon(LIMIT)) == b"\x12"
    line.close()


def test_serial_stops_at_xoff_and_goes_on_at_xon(ends: tuple[int, str]) -> None:
    line = opened({"port": ends[1], "flow": "xonxoff"})
    os.write(ends[0], b"\x13")
    end = time.monotonic() + LIMIT
    while line.write(b"a", soon(0.05)):
        assert time.monotonic() < end
    os.write(ends[0], b"\x11")
    while not line.write(b"b", soon(0.05)):
        assert time.monotonic() < end
    line.close()


def test_serial_hung_up_is_gone() -> None:
    master, slave = pty.openpty()
    tty.setraw(slave)
    line = opened({"port": os.ttyname(slave)})
    os.close(master)
    assert fault_of(lambda: line.read(soon())) is Fault.GONE
    assert fault_of(lambda: line.write(b"a", soon())) is Fault.GONE
    line.urge(b"a")
    line.close(discard=True)
    os.close(slave)


def test_serial_ports_that_cannot_be_opened(tmp_path: Path, ends: tuple[int, str]) -> None:
    assert fault_of(lambda: opened({"port": str(tmp_path / "nothing")})) is Fault.GONE
    (tmp_path / "file").touch()
    assert fault_of(lambda: opened({"port": str(tmp_path / "file")})) is Fault.NOT_CONFIGURED
    first = opened({"port": ends[1]})
    assert fault_of(lambda: opened({"port": ends[1]})) is Fault.BUSY
    first.close()


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def connected(server: socket.socket) -> tuple[EscposLine, socket.socket]:
    line = opened({"host": "127.0.0.1", "tcp_port": server.getsockname()[1]})
    return line, server.accept()[0]


def test_tcp_takes_hears_and_says_when_the_other_end_is_gone(server: socket.socket) -> None:
    line, far = connected(server)
    assert line.read(0.0) == b""
    assert line.write(b"abc", soon(LIMIT)) == 3
    assert far.recv(10) == b"abc"
    far.sendall(b"\x12")
    assert line.read(soon(LIMIT)) == b"\x12"
    assert 0 < line.write(LOT * 16, soon(0.5)) < len(LOT) * 16
    line.urge(b"!")
    far.close()
    assert fault_of(lambda: [line.read(soon(LIMIT)), line.read(soon(LIMIT))]) is Fault.GONE
    line.close(discard=True)
    line.close()


def test_tcp_discards_what_has_not_left(server: socket.socket) -> None:
    line, far = connected(server)
    line.write(LOT * 16, soon(0.5))
    line.close(discard=True)
    far.settimeout(LIMIT)
    with pytest.raises(ConnectionResetError):
        drained(far)
    far.close()


def drained(far: socket.socket) -> None:
    """Read until it ends."""
    while far.recv(1 << 16):
        pass


def test_tcp_with_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(DeviceError) as caught:
        TcpWay("127.0.0.1", port)
    assert caught.value.fault is Fault.GONE


def test_usb_takes_packets_until_the_printer_takes_no_more() -> None:
    device = UsbEscpos(capacity=200)
    device.machine.health.offline = True
    line = UsbWay(Wanted(0x0FE6, 0x811E), UsbBus(device))
    assert line.model == "Virtual Receipt printer"
    assert line.write(b"x" * 1000, soon(LIMIT)) == 192
    assert line.write(b"x" * 10, soon(0.0)) == 8 or device.machine.room < 10
    line.urge(b"\x10\x04\x01")
    device.machine = EscposMachine(device.slips.append)
    assert line.write(b"x" * 1000, 0.0) == 64
    assert line.read(0.0) == b""
    line.urge(b"\x10\x04\x01")
    assert line.read(soon(LIMIT)) == b"\x12"
    with device.changed:
        device.plug(gone=True)
    assert fault_of(lambda: line.write(b"x", soon())) is Fault.GONE
    line.close(discard=True)
