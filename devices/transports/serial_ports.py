"""The serial ports that have a name which stays: the links of /dev/serial/by-id, and the USB device behind each.

The links are udev's; on a machine without udev there are none. Must never open a port, and never raise.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from devices.contract import Roots
from devices.transports.usb_tree import UsbDevice, clean, usb_device_of


@dataclass(frozen=True)
class SerialPort:
    """One port: `path` is the link that stays; `device` the USB device behind it, where sysfs shows one."""

    path: str
    device: UsbDevice | None = None

    @property
    def label(self) -> str:
        """What the device calls itself, else the link's name."""
        return self.device.label if self.device else clean(Path(self.path).name)

    @property
    def serial(self) -> str:
        """Serial number of the USB device; empty where it has none."""
        return self.device.serial if self.device else ""


def ports(roots: Roots) -> list[SerialPort]:
    """Every port with a stable name, by name."""
    try:
        links = sorted((roots.dev / "serial" / "by-id").iterdir())
    except OSError:
        return []
    return [_port(link, roots) for link in links]


def _port(link: Path, roots: Roots) -> SerialPort:
    try:
        name = link.readlink().name
    except OSError:
        return SerialPort(str(link))
    return SerialPort(str(link), usb_device_of(roots.sys / "class" / "tty" / name))
