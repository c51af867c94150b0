"""Devices found and assigned, each by a name that outlives a start: path by id, serial number, socket.

Must never guess between two, never open a device, and never assign a virtual one that nobody named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from devices import registry
from devices.assignment import Slot, Standing, placed
from devices.contract import Found, Kind
from kiosk.provisioning import settings_file
from kiosk.provisioning.faults import ProvisionError, ProvisionFault
from kiosk.provisioning.setup import Outcome, Setup, already, done
from kiosk.runtime.checks.attached import slots
from kiosk.runtime.settings import Devices


def devices(setup: Setup) -> Outcome:
    """Slots that are named, were assigned before, or can mean one device only. Raises ProvisionError.

    A device that the settings have and that is not attached is a fault, too.
    """
    tables = settings_file.read(setup.place)
    before: dict[str, Any] = tables.get("devices", {})
    named = {slot: msgspec.to_builtins(device) for slot, device in setup.answers.devices.items()}
    if unknown := sorted(set(named) - set(Devices.__struct_fields__)):
        raise ProvisionError(ProvisionFault.ANSWERS, f"devices.{unknown[0]}")
    assigned = {**before, **named}
    found = registry.found(setup.roots)
    for slot, those in candidates(found, assigned).items():
        chosen = _one(setup, slot, those)
        if chosen is not None:
            assigned[slot] = {"driver": chosen.driver, "options": dict(chosen.options)}
    settings_file.write(setup.place, {**tables, "devices": assigned} if assigned else tables)
    _require(setup, found)
    said = "，".join(f"{slot} = {_device(assigned[slot])}" for slot in sorted(assigned)) or "没有设备"
    return already(said) if assigned == before else done(said)


def candidates(found: Sequence[Found], assigned: Mapping[str, Any]) -> dict[str, list[Found]]:
    """For each slot that is still empty: the real devices of its kind that no slot has already."""
    virtual = {one.name for one in registry.drivers() if one.virtual}
    taken = [Slot(Kind(slot.replace("_", "-")), _driver(one), _options(one)) for slot, one in assigned.items()]
    free = [
        row.found
        for row in placed([one for one in found if one.driver not in virtual], taken)
        if row.found is not None and row.standing is Standing.FREE
    ]
    empty = {slot: Kind(slot.replace("_", "-")) for slot in Devices.__struct_fields__ if slot not in assigned}
    meant = {slot: [one for one in free if one.kind is kind] for slot, kind in empty.items()}
    return {slot: those for slot, those in meant.items() if those}


def _one(setup: Setup, slot: str, those: Sequence[Found]) -> Found | None:
    """The one that is meant. Raises ProvisionError where nobody is there who could say, and it is expected."""
    expected = slot in {one.kind for one in setup.profile.expected.devices}
    if len(those) == 1 and (expected or not setup.attended) and _alone(setup, those[0]):
        return those[0]
    if setup.attended:
        return setup.choose(slot, those)
    if expected:
        labels = "；".join(f"{one.driver} {one.label} {_place(one)}" for one in those)
        raise ProvisionError(ProvisionFault.DEVICE_UNCLEAR, f"{slot}: {labels}")
    return None


def _alone(setup: Setup, one: Found) -> bool:
    """Does no other driver offer the same device? Of a bare serial port only its owner knows what hangs on it."""
    others = [other for other in registry.found(setup.roots) if other.driver != one.driver]
    values = {str(value) for value in one.options.values()}
    return not any(values & {str(value) for value in other.options.values()} for other in others)


def _require(setup: Setup, found: Sequence[Found]) -> None:
    """Raises ProvisionError for a device of the settings that is not attached, or expected and not assigned."""
    known, unknown = slots(setup.settings)
    if unknown:
        raise ProvisionError(ProvisionFault.DEVICE_MISSING, f"driver {unknown[0].driver}")
    for row in placed(found, known):
        if row.slot is not None and row.standing is Standing.UNCLEAR:
            raise ProvisionError(ProvisionFault.DEVICE_UNCLEAR, row.slot.kind.value)
        if row.slot is not None and row.standing is Standing.ABSENT:
            raise ProvisionError(ProvisionFault.DEVICE_MISSING, f"{row.slot.kind.value}: {row.slot.driver}")
    fitted = {slot.kind.value.replace("-", "_") for slot in known}
    missing = [one.kind for one in setup.profile.expected.devices if one.kind not in fitted]
    if missing:
        raise ProvisionError(ProvisionFault.DEVICE_MISSING, ", ".join(missing))


def _driver(device: Mapping[str, Any]) -> str:
    return str(device["driver"]).replace("-", "_")


def _options(device: Mapping[str, Any]) -> Mapping[str, Any]:
    options: Mapping[str, Any] = device.get("options", {})
    return options


def _device(device: Mapping[str, Any]) -> str:
    from devices.assignment import identity

    where = " ".join(str(value) for value in identity(_options(device)).values())
    return f"{device['driver']} {where}".strip()


def _place(found: Found) -> str:
    return found.serial or found.place or " ".join(str(value) for value in found.options.values())
