"""What hangs on the USB, as the kernel shows it in sysfs: numbers, names and places, without opening anything.

After the kernel's Documentation/ABI (sysfs-bus-usb): one folder a device, named BUS-PORT.PORT…, stable as long as
the plug stays where it is. A device says of itself what it likes: its texts are cut and cleaned. Must never raise
over what it finds, and never open a device.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_DEVICE: Final = re.compile(r"[0-9]{1,3}-[0-9]{1,3}(\.[0-9]{1,3}){0,6}")
"""Not a root hub (usb1) and not an interface (1-2:1.0)."""
_NUMBER: Final = re.compile(r"[0-9a-f]{4}")
_TEXT_AT_MOST: Final = 126
"""Characters that a USB string descriptor can hold."""


@dataclass(frozen=True)
class UsbDevice:
    """One device on the bus. `vendor` and `product` are four lower-case hex digits; texts may be empty."""

    vendor: str
    product: str
    port: str
    """BUS-PORT.PORT…, e.g. "1-2.3"."""
    serial: str = ""
    maker: str = ""
    model: str = ""

    @property
    def label(self) -> str:
        """Maker and model as the device says, or its numbers."""
        return " ".join(text for text in (self.maker, self.model) if text) or f"USB {self.vendor}:{self.product}"


def usb_devices(sys: Path) -> list[UsbDevice]:
    """Every USB device but the hubs built into the machine, by port. `sys` is /sys or a recorded tree."""
    try:
        folders = sorted((sys / "bus" / "usb" / "devices").iterdir())
    except OSError:
        return []
    found = (_device(folder) for folder in folders)
    return [device for device in found if device is not None]


def usb_device_of(node: Path) -> UsbDevice | None:
    """The USB device to which a node of sysfs (/sys/class/tty/ttyUSB0) belongs; None where it belongs to none."""
    try:
        real = (node / "device").resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    return next((device for folder in (real, *real.parents) if (device := _device(folder)) is not None), None)


def clean(text: str) -> str:
    """What a device calls itself, without what does not print, at most 126 characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:_TEXT_AT_MOST]


def _device(folder: Path) -> UsbDevice | None:
    """The device of a folder; None where it is none or shows no numbers."""
    if not _DEVICE.fullmatch(folder.name):
        return None
    vendor, product = (_said(folder / name).lower() for name in ("idVendor", "idProduct"))
    if not _NUMBER.fullmatch(vendor) or not _NUMBER.fullmatch(product):
        return None
    serial, maker, model = (_said(folder / name) for name in ("serial", "manufacturer", "product"))
    return UsbDevice(vendor, product, folder.name, serial, maker, model)


def _said(file: Path) -> str:
    """One attribute; empty where it is absent or cannot be read."""
    try:
        with file.open("rb") as stream:
            return clean(stream.read(4 * _TEXT_AT_MOST).decode("utf-8", "replace"))
    except OSError:
        return ""
