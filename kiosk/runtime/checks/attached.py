"""What is plugged in beside what the settings name, and the print queues of this machine. Opens no device."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from devices import registry
from devices.assignment import Slot, Standing, placed
from devices.contract import Fault
from kiosk.domain.text import Text
from kiosk.runtime.checks.devices import kind_of, plain
from kiosk.runtime.diagnostics import Check, DoctorFault, Finding, Surroundings, Verdict, found
from kiosk.runtime.settings import Device, Devices, Settings

_STATES = {3: "idle", 4: "printing", 5: "stopped"}
"""RFC 8011 §5.4.11."""


def attached(around: Surroundings) -> Finding:
    """Every attached device: assigned, free, or without a driver; the settings' devices that are absent."""
    known, unknown = slots(around.settings)
    rows = placed(registry.found(), known)
    unserved = registry.without_driver()
    facts: dict[str, str] = {}
    for number, row in enumerate(rows, 1):
        label = row.found.label if row.found else row.slot.driver if row.slot else ""
        facts[f"{number} {row.standing.value}"] = plain(label)
    facts |= {f"no driver {number}": plain(one.known.name) for number, one in enumerate(unserved, 1)}
    facts |= {f"unknown driver {number}": plain(one.driver) for number, one in enumerate(unknown, 1)}
    if unserved:
        fault = unserved[0].fault
        return Finding(Verdict.WARN, fault.code, fault.action.value, facts)
    if unknown:
        return Finding(Verdict.FAIL, Fault.NOT_CONFIGURED.code, Fault.NOT_CONFIGURED.action.value, facts)
    if any(row.standing in {Standing.FREE, Standing.UNCLEAR} for row in rows):
        return found(Verdict.WARN, DoctorFault.UNASSIGNED, **facts)
    return Finding(Verdict.PASS, facts=facts)


def slots(settings: Settings) -> tuple[list[Slot], list[Slot]]:
    """The devices of the settings, and those whose driver nobody knows: whether they are attached cannot be told."""
    drivers = {one.name: registry.looks(one) for one in registry.drivers()}
    known: list[Slot] = []
    unknown: list[Slot] = []
    for field in Devices.__struct_fields__:
        device: Device | None = getattr(settings.devices, field)
        if device is not None:
            name = device.driver.replace("-", "_")
            slot = Slot(kind_of(field), name, device.options, drivers.get(name, False))
            (known if name in drivers else unknown).append(slot)
    return known, unknown


def queues(around: Surroundings) -> Finding:
    """The print queues of the CUPS server here, with their reasons."""
    import cups

    devices = (around.settings.devices.receipt_printer, around.settings.devices.document_printer)
    needed = any(device is not None and "cups" in device.driver for device in devices)
    try:
        printers: Mapping[str, Mapping[str, Any]] = cups.Connection().getPrinters()
    except (RuntimeError, cups.IPPError):
        if needed:
            return found(Verdict.FAIL, DoctorFault.NO_PRINT_SERVER)
        return Finding(Verdict.NOT_FITTED, facts={"server": "-"})
    return Finding(Verdict.PASS, facts={plain(name): plain(_queue(one)) for name, one in sorted(printers.items())})


def _queue(attributes: Mapping[str, Any]) -> str:
    reasons = attributes.get("printer-state-reasons") or []
    words = reasons if isinstance(reasons, list) else [reasons]
    return ", ".join([_STATES.get(attributes.get("printer-state", 0), "?"), *map(str, words)])


CHECKS = (
    Check(
        "attached-devices",
        "devices",
        Text("接着的设备", "接著的裝置", "Attached devices"),
        Text(
            "接着却没写进配置的，会列在这里。",
            "接著卻沒寫進設定的，會列在這裡。",
            "What is plugged in and not in the settings is listed here.",
        ),
        attached,
        limit=30.0,
    ),
    Check(
        "print-queues",
        "devices",
        Text("打印队列", "列印佇列", "Print queues"),
        Text(
            "停着的队列用 cupsenable 打开，先查原因。",
            "停著的佇列用 cupsenable 開啟，先查原因。",
            "A stopped queue: find the reason, then cupsenable.",
        ),
        queues,
    ),
)
