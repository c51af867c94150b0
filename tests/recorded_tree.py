"""A machine's /dev and /sys as files in a folder: USB devices, and serial ports with the names that udev gives."""

from __future__ import annotations

from pathlib import Path

from devices.contract import Roots


class RecordedTree:
    """Begins empty: no USB, no serial port."""

    def __init__(self, folder: Path) -> None:
        self.roots = Roots(folder / "dev", folder / "sys")
        self._bus = folder / "sys" / "bus" / "usb" / "devices"

    def usb(self, port: str, ids: str, *, serial: str = "", maker: str = "", model: str = "") -> Path:
        """A device at `port` ("1-2"), as the kernel shows it: a link from the bus to its place in the tree."""
        real = self.roots.sys / "devices" / "pci0000:00" / "usb1" / port
        real.mkdir(parents=True)
        vendor, product = ids.split(":")
        said = {"idVendor": vendor, "idProduct": product, "serial": serial, "manufacturer": maker, "product": model}
        for name, value in said.items():
            if value:
                (real / name).write_text(value + "\n", encoding="utf-8")
        self._bus.mkdir(parents=True, exist_ok=True)
        (self._bus / port).symlink_to(real)
        return real

    def port(self, name: str, link: str, device: Path | None = None) -> Path:
        """A serial port `name` ("ttyUSB0") with a stable name, on a USB device or on none."""
        by_id = self.roots.dev / "serial" / "by-id"
        by_id.mkdir(parents=True, exist_ok=True)
        (self.roots.dev / name).touch()
        (by_id / link).symlink_to(f"../../{name}")
        if device is not None:
            interface = device / f"{device.name}:1.0"
            interface.mkdir(exist_ok=True)
            tty = self.roots.sys / "class" / "tty" / name
            tty.mkdir(parents=True)
            (tty / "device").symlink_to(interface)
        return by_id / link
