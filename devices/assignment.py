"""Which attached device is the one that the settings name: by stable path, by serial number, or because it is alone.

Must never open a device, and never guess between two.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeGuard

from devices.contract import Found, Kind

IDENTITY: Final = ("port", "serial", "source", "reader", "usb", "usb_port", "host", "queue", "device", "path")
"""Options that say which device; without one of them a driver takes the only one there is."""


def identity(options: Mapping[str, Any]) -> dict[str, Any]:
    """Of a driver's options those that say which device: nothing else of the settings is shown."""
    return {name: value for name, value in options.items() if name in IDENTITY}


class Standing(StrEnum):
    """How a device stands to the settings."""

    ASSIGNED = "assigned"
    FREE = "free"
    ABSENT = "absent"
    """The settings name it, and it is not attached."""
    UNCLEAR = "unclear"
    """The settings name none, and several are attached."""


@dataclass(frozen=True)
class Slot:
    """A place in the settings: what for, which driver, its options."""

    kind: Kind
    driver: str
    options: Mapping[str, Any] = field(default_factory=dict)
    looks: bool = True
    """Can its driver say what is attached? If not, nothing can be called absent."""


@dataclass(frozen=True)
class Placed:
    """A device as the technician sees it. `found` is None where only the settings know of it."""

    standing: Standing
    found: Found | None
    slot: Slot | None


def placed(found: Sequence[Found], slots: Iterable[Slot]) -> list[Placed]:
    """Every attached device with its slot, if it has one, then the slots without an attached device. Never raises."""
    slots = list(slots)
    meant = [[one for one in found if _may_be(one, slot)] for slot in slots]
    rows: list[Placed] = []
    for one in found:
        slot = next((slot for slot, those in zip(slots, meant, strict=True) if those == [one]), None)
        slot = slot or next((slot for slot in slots if _shares_a_file(one, slot)), None)
        if slot is None or slot.driver == one.driver or not slot.looks:  # else the slot's own driver shows it
            rows.append(Placed(Standing.ASSIGNED if slot else Standing.FREE, one, slot))
    taken = [row.slot for row in rows]
    for slot, those in zip(slots, meant, strict=True):
        if slot not in taken:
            rows.append(Placed(Standing.UNCLEAR if len(those) > 1 else _standing(slot), None, slot))
    return rows


def _may_be(found: Found, slot: Slot) -> bool:
    """Can the settings mean this device? Where they name none, any of the driver's."""
    if found.driver != slot.driver:
        return False
    facts = {"port": found.place, "usb_port": found.place, "serial": found.serial, **found.options}
    named = identity(slot.options)
    known = [name for name in named if facts.get(name)]
    return all(_same(named[name], facts[name]) for name in known) and bool(known or not named)


def _shares_a_file(found: Found, slot: Slot) -> bool:
    """Is it, under another driver, the device file that the settings name?"""
    paths = [value for value in slot.options.values() if _is_path(value)]
    return any(_is_path(value) and _same(value, path) for value in found.options.values() for path in paths)


def _standing(slot: Slot) -> Standing:
    """Of a slot for which no attached device was found."""
    there = not slot.looks or any(_exists(value) for value in slot.options.values())
    return Standing.ASSIGNED if there else Standing.ABSENT


def _is_path(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and value.startswith("/") and "\0" not in value


def _exists(value: object) -> bool:
    """Is it the path of something that is there?"""
    try:
        return _is_path(value) and Path(value).exists()
    except OSError:
        return False


def _same(one: object, other: object) -> bool:
    """Equal, or two names of one device file."""
    if _is_path(one) and _is_path(other):
        return os.path.realpath(one) == os.path.realpath(other)
    return one == other
