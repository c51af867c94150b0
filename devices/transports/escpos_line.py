"""Three ways to an ESC/POS printer behind one small interface: serial port, TCP port 9100, USB bulk.

python-escpos has classes for the same three (3.1 was looked at). They are not used: their writes block without a
limit or give up without saying how much was sent, they read 16 bytes at most, reset a USB printer on opening, and
drain a serial port on closing; a job that stops half-way could be neither named nor discarded with them.

Must never wait longer than its caller allows, and never say that less was taken than may have reached the printer.
"""

from __future__ import annotations

import contextlib
import errno
import os
import select
import socket
import struct
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, Protocol

import serial

from devices.faults import DeviceError, Fault
from devices.transports.serial_line import is_pty
from devices.transports.usb_bulk import UsbBulk, Wanted

_READ_AT_MOST: Final = 4096
_CONNECT_TIMEOUT: Final = 3.0
_SEND_BUFFER: Final = 4096
"""Bytes the system is to hold for a TCP printer: what it holds counts as taken."""
_TCP_NOTSENT_LOWAT: Final = 25
"""Of linux/tcp.h; Python names it from 3.12 on."""
_PACKET: Final = 64
"""Bytes of a USB packet at full speed; one packet is taken whole or not at all."""
_OPENING: Final = {
    errno.EACCES: Fault.NOT_PERMITTED,
    errno.EPERM: Fault.NOT_PERMITTED,
    errno.EBUSY: Fault.BUSY,
    errno.EAGAIN: Fault.BUSY,
    errno.ENOTTY: Fault.NOT_CONFIGURED,
}
_NOW: Final = 0.0


class EscposLine(Protocol):
    """Bytes to and from a printer. Every method but `close` raises DeviceError where the printer is gone."""

    def write(self, data: bytes, deadline: float) -> int:
        """How many bytes were taken until `deadline` (monotonic clock): at most these can reach the printer."""

    def read(self, deadline: float) -> bytes:
        """What has come, as soon as something has; empty once `deadline` has passed."""

    def urge(self, data: bytes) -> None:
        """A few bytes past a printer that holds us back, where the way allows; never waits, may be lost."""

    def close(self, *, discard: bool = False) -> None:
        """Give it back; never raises. `discard`: what has not left yet shall not leave."""


class SerialWay:
    """A serial port, 8N1. `flow` is "xonxoff", "rtscts", "dsrdtr" or "none"."""

    def __init__(self, path: str, baud: int, flow: str) -> None:
        with _named(opening=True):
            self._port = serial.Serial(
                path,
                baud,
                timeout=0,
                exclusive=True,
                xonxoff=flow == "xonxoff",
                rtscts=flow == "rtscts",
                dsrdtr=flow == "dsrdtr",
            )
            self._fd = int(self._port.fileno())

    def write(self, data: bytes, deadline: float) -> int:
        """See EscposLine."""
        with _named():
            return _written(self._fd, data, deadline, lambda part: os.write(self._fd, part))

    def read(self, deadline: float) -> bytes:
        """See EscposLine."""
        with _named():
            if not _ready(self._fd, deadline, writing=False):
                return b""
            data = os.read(self._fd, _READ_AT_MOST)
            if not data:
                raise OSError(errno.ENODEV, "hung up")
            return data

    def urge(self, data: bytes) -> None:
        """Also past XOFF, and before what the system still holds: that is dropped."""
        with contextlib.suppress(OSError, termios.error):
            termios.tcflush(self._fd, termios.TCOFLUSH)
            termios.tcflow(self._fd, termios.TCOON)
            os.write(self._fd, data)

    def close(self, *, discard: bool = False) -> None:
        """See EscposLine. Closing a port the kernel still has bytes for would wait for them."""
        with contextlib.suppress(OSError, termios.error):
            if discard:
                termios.tcflush(self._fd, termios.TCIOFLUSH)
                termios.tcflow(self._fd, termios.TCOON)
        with contextlib.suppress(OSError, termios.error):
            self._port.close()


class TcpWay:
    """A printer in the network; port 9100 takes bytes as they are."""

    def __init__(self, host: str, port: int) -> None:
        with _named():
            self._socket = socket.create_connection((host, port), _CONNECT_TIMEOUT)
            self._socket.setblocking(False)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
            self._socket.setsockopt(socket.IPPROTO_TCP, _TCP_NOTSENT_LOWAT, _SEND_BUFFER)

    def write(self, data: bytes, deadline: float) -> int:
        """See EscposLine."""
        with _named():
            return _written(self._socket.fileno(), data, deadline, self._socket.send)

    def read(self, deadline: float) -> bytes:
        """See EscposLine."""
        with _named():
            if not _ready(self._socket.fileno(), deadline, writing=False):
                return b""
            data = self._socket.recv(_READ_AT_MOST)
            if not data:
                raise OSError(errno.ECONNRESET, "hung up")
            return data

    def urge(self, data: bytes) -> None:
        """TCP has no way past a full window: as far as there is room."""
        with contextlib.suppress(OSError):
            self._socket.send(data)

    def close(self, *, discard: bool = False) -> None:
        """See EscposLine; with `discard` the connection is reset."""
        with contextlib.suppress(OSError):
            if discard:
                self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._socket.close()


class UsbWay:
    """A printer of the USB printer class (or one that keeps to its endpoints) through pyusb."""

    def __init__(self, wanted: Wanted, backend: Any = None) -> None:
        self._bulk = UsbBulk(wanted, backend)
        self.model = self._bulk.model
        self._in = next(one for one in self._bulk.endpoints if one & 0x80)
        self._out = next(one for one in self._bulk.endpoints if not one & 0x80)

    def write(self, data: bytes, deadline: float) -> int:
        """See EscposLine. A packet that is not taken is tried for up to a second, whatever `deadline` says."""
        taken = 0
        while taken < len(data):
            packet = data[taken : taken + _PACKET]
            try:
                self._bulk.write(self._out, packet)
            except DeviceError as error:
                if error.fault is not Fault.SILENT:
                    raise
                return taken
            taken += len(packet)
            if time.monotonic() >= deadline:
                break
        return taken

    def read(self, deadline: float) -> bytes:
        """See EscposLine."""
        return self._bulk.read(self._in, max(deadline, time.monotonic() + 0.002))

    def urge(self, data: bytes) -> None:
        """A printer that takes no packets takes no orders either."""
        with contextlib.suppress(DeviceError):
            self._bulk.write(self._out, data)

    def close(self, *, discard: bool = False) -> None:
        """See EscposLine: nothing is held back on this side."""
        del discard
        self._bulk.close()


def opened(options: Mapping[str, Any], backend: Any = None) -> EscposLine:
    """The line that the options name.

    `port` (path) with `baud` (default 115200) and `flow` (default "none"); `host` with `tcp_port` (default 9100);
    `usb` ("VVVV:PPPP", hexadecimal) with `usb_port` or `serial` where there are several. Exactly one of the three.
    Raises DeviceError: NOT_CONFIGURED, GONE, BUSY, NOT_PERMITTED (a port that leads to a program, with `production`).
    """
    ways = [name for name in ("port", "host", "usb") if options.get(name)]
    if len(ways) != 1:
        raise DeviceError(Fault.NOT_CONFIGURED, "one of port, host, usb")
    try:
        if ways == ["port"]:
            return _serial(options)
        return _tcp(options) if ways == ["host"] else _usb(options, backend)
    except ValueError:
        raise DeviceError(Fault.NOT_CONFIGURED, f"options of {ways[0]}") from None


def _serial(options: Mapping[str, Any]) -> EscposLine:
    path, flow = str(options["port"]), str(options.get("flow", "none"))
    if flow not in {"none", "xonxoff", "rtscts", "dsrdtr"}:
        raise DeviceError(Fault.NOT_CONFIGURED, "flow: none, xonxoff, rtscts or dsrdtr")
    if options.get("production") and is_pty(path):
        raise DeviceError(Fault.NOT_PERMITTED, "the port leads to a program")
    return SerialWay(path, int(options.get("baud", 115200)), flow)


def _tcp(options: Mapping[str, Any]) -> EscposLine:
    port = int(options.get("tcp_port", 9100))
    if not 0 < port < 1 << 16:
        raise ValueError(port)
    return TcpWay(str(options["host"]), port)


def _usb(options: Mapping[str, Any], backend: Any) -> EscposLine:
    vendor, _, product = str(options["usb"]).partition(":")
    wanted = Wanted(
        int(vendor, 16), int(product, 16), str(options.get("usb_port", "")), str(options.get("serial", ""))
    )
    return UsbWay(wanted, backend)


def _ready(handle: int, deadline: float, *, writing: bool) -> bool:
    """Wait until bytes can be read (or written); False once `deadline` has passed."""
    poll = select.poll()
    poll.register(handle, select.POLLOUT if writing else select.POLLIN)
    return bool(poll.poll(max(_NOW, deadline - time.monotonic()) * 1000))


def _written(handle: int, data: bytes, deadline: float, send: Any) -> int:
    """Send through `send` whatever it takes until `deadline`."""
    taken = 0
    while taken < len(data) and _ready(handle, deadline, writing=True):
        try:
            taken += send(data[taken:])
        except BlockingIOError:
            time.sleep(0.001)  # ready, and yet it takes nothing: an XOFF came in between
        if time.monotonic() >= deadline:
            break
    return taken


@contextmanager
def _named(*, opening: bool = False) -> Iterator[None]:
    """Turn what the system raises into DeviceError, without its text."""
    try:
        yield
    except (OSError, termios.error) as error:
        number = error.errno if isinstance(error, OSError) else errno.ENOTTY
        fallback = Fault.NOT_CONFIGURED if opening and number is None else Fault.GONE
        fault = _OPENING.get(number or 0, fallback) if opening else fallback
        raise DeviceError(fault, errno.errorcode.get(number or 0, type(error).__name__)) from error
