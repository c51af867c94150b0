"""How much paper and toner the page printer says it has. Must never take the printer from whoever prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from devices.contract import Describable, DeviceError, Fault, Kind
from kiosk.runtime.checks.devices import plain
from kiosk.runtime.performing.fitted import fitted
from kiosk.runtime.settings import Settings

_MOST = 20
_NAME = 40


def levels(settings: Settings) -> dict[str, int]:
    """By name and unit: `tray-1/sheets`, `black/percent`; what the printer does not say is not there.

    Asks the printer over its queue, as the doctor does beside a running terminal. Raises DeviceError.
    """
    device = settings.devices.document_printer
    if device is None:
        raise DeviceError(Fault.NOT_CONFIGURED)
    driver = fitted(device, Kind.DOCUMENT_PRINTER, production=settings.production)
    printer = driver.open({**device.options, "production": settings.production})
    try:
        can: Mapping[str, object] = printer.describe().can if isinstance(printer, Describable) else {}
    finally:
        printer.close()
    paper, supplies = can.get("paper"), can.get("supplies")
    found = {f"{_name(tray)}/sheets": _count(said.get("sheets")) for tray, said in _table(paper)}
    found |= {f"{_name(name)}/percent": _count(level) for name, level in _table(supplies)}
    return {name: level for name, level in list(found.items())[:_MOST] if level is not None}


def _table(found: object) -> list[tuple[str, Any]]:
    return list(found.items()) if isinstance(found, dict) else []


def _name(text: str) -> str:
    """Of a device, so from outside: printable, short, and no separator of ours."""
    return plain(text, _NAME).replace("/", "-")


def _count(value: object) -> int | None:
    return value if type(value) is int and value >= 0 else None
