"""Identity-card reader with a SAM on a serial line (GA/T 467): any maker's desk reader or built-in module.

Options: `port` (path, best one under /dev/serial/by-id) or `serial` (serial number of the USB device that the port
is on), `baud` (bits per second; without it the usual speeds are probed), `production` (refuse a port behind which a
program sits), and those of devices.sam_reader. Never seen on hardware. Must never log or keep what a card says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from devices.contract import DeviceError, Driver, Fault, Found, Kind, Roots
from devices.known_options import KNOWN
from devices.sam_reader import SamReader, Timing
from devices.transports.serial_line import SerialLine, is_pty
from devices.transports.serial_ports import ports

SPEEDS: Final = (115200, 9600, 57600, 38400, 19200)
"""In the order of how often they are met."""


class SamSerialReader(SamReader[SerialLine]):
    """One reader on one port; driven by one thread. Opens the port at once: raises DeviceError."""

    def __init__(self, options: Mapping[str, Any], timing: Timing | None = None, roots: Roots | None = None) -> None:
        self._options = options
        self._roots = roots or Roots()
        self._speeds: tuple[int, ...] = (int(options["baud"]),) if options.get("baud") else SPEEDS
        self._speed = self._speeds[0]
        super().__init__(options, timing)

    def _connected(self) -> SerialLine:
        """The port may have another name each time, where it is known by its serial number."""
        return SerialLine(_port(self._options, self._roots), self._speed)

    def _tunings(self, line: SerialLine) -> Iterator[str]:
        """Every speed, the one that worked last first."""
        worked = self._speed
        for speed in sorted(self._speeds, key=lambda one: one != worked):
            line.set_baud(speed)
            self._speed = speed
            yield str(speed)
        self._speed = worked  # asked for more than there is: nobody answered at all


def _port(options: Mapping[str, Any], roots: Roots) -> str:
    """The port's path. Raises NOT_CONFIGURED, GONE, and NOT_PERMITTED for a virtual port on a real terminal."""
    port = options.get("port")
    if not port and options.get("serial"):
        port = _port_of_serial(str(options["serial"]), roots)
    if not isinstance(port, str) or not port:
        raise DeviceError(Fault.NOT_CONFIGURED, "port or serial")
    if options.get("production") and is_pty(port):
        raise DeviceError(Fault.NOT_PERMITTED, "a program, not a device, is behind this port")
    return port


def _port_of_serial(serial: str, roots: Roots) -> str:
    """The one port on the USB device with this serial number. Raises GONE, and NOT_CONFIGURED where it has more."""
    paths = [port.path for port in ports(roots) if port.serial == serial]
    if not paths:
        raise DeviceError(Fault.GONE, "no port of this serial number")
    if len(paths) > 1:
        raise DeviceError(Fault.NOT_CONFIGURED, f"{len(paths)} ports of this serial number: name one by `port`")
    return paths[0]


def _find(roots: Roots) -> Iterable[Found]:
    """Every serial port with a stable name: which of them leads to a reader only opening would tell."""
    return [
        Found("sam_serial", Kind.ID_READER, port.label, {"port": port.path}, port.serial) for port in ports(roots)
    ]


DRIVER = Driver(name="sam_serial", kind=Kind.ID_READER, open=SamSerialReader, find=_find, options=KNOWN["sam_serial"])
