"""The catalogue of known devices, and which of them are attached without a driver that serves them.

Data, not code: known_devices.toml beside this file. Must never be taken for proof: an id says what a device calls
itself. Never opens a device.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from devices.contract import Fault, Kind, Roots
from devices.transports.usb_tree import UsbDevice, usb_devices

_CATALOGUE = Path(__file__).with_name("known_devices.toml")


class Sources(StrEnum):
    """How sure the catalogue is."""

    SEVERAL = "several"
    """Two or more independent public sources."""
    ONE = "one"


@dataclass(frozen=True)
class KnownDevice:
    """One row of the catalogue. `vendor` and `product`: four lower-case hex digits; `driver` None = there is none."""

    vendor: str
    product: str
    kind: Kind
    name: str
    protocol: str
    sources: Sources
    driver: str | None = None
    notes: str = ""


@dataclass(frozen=True)
class Unserved:
    """A known device that is attached, and that no driver here can open."""

    known: KnownDevice
    device: UsbDevice
    fault: Fault = Fault.NO_DRIVER


@cache
def catalogue() -> tuple[KnownDevice, ...]:
    """Every known device. It is part of the installation: a mistake in it raises."""
    rows = tomllib.loads(_CATALOGUE.read_text(encoding="utf-8"))["device"]
    return tuple(
        KnownDevice(**{**row, "kind": Kind(row["kind"]), "sources": Sources(row["sources"])}) for row in rows
    )


def unserved(roots: Roots, drivers: Collection[str]) -> list[Unserved]:
    """Known devices on the USB of `roots` that none of the `drivers` (names) serves. Never raises."""
    known = {(row.vendor, row.product): row for row in catalogue()}
    attached = ((known.get((device.vendor, device.product)), device) for device in usb_devices(roots.sys))
    return [Unserved(row, device) for row, device in attached if row is not None and row.driver not in drivers]
