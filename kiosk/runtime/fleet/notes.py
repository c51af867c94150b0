"""What the processes of a terminal leave for its heartbeat: device states, supplies, successes; notes in the store.

The screen writes `DEVICES`, the sync process `ITEMS` and reads both. Must never hold more than kinds of devices,
codes of faults and of the catalogue, levels and times.
"""

from __future__ import annotations

from typing import Protocol, TypeVar

import msgspec

from kiosk.runtime.fleet.supplies import Look

DEVICES = "fleet-devices"
ITEMS = "fleet-items"
MOST_ITEMS = 500
"""Of which the last success is remembered; the oldest go first."""
_S = TypeVar("_S")


class Notes(Protocol):
    """See offline_cache.store.Store."""

    def note(self, name: str, value: bytes) -> None:
        """Keep it. Raises StoreError."""

    def noted(self, name: str) -> bytes | None:
        """What was kept. Raises StoreError."""


class DeviceNote(msgspec.Struct, frozen=True, omit_defaults=True):
    """One device."""

    state: str = ""
    """`online`, or the code of its fault; empty while only its work was seen."""
    worked_at: float | None = None
    """When it last did what it is for, seconds since 1970."""


class DevicesNote(msgspec.Struct, frozen=True, omit_defaults=True):
    """All of them."""

    devices: dict[str, DeviceNote] = {}
    """By kind."""
    supplies: dict[str, tuple[Look, ...]] = {}
    """By device kind, name and unit, e.g. `document-printer/tray-1/sheets`; what is no tray: `percent`."""


def devices(notes: Notes) -> DevicesNote:
    """What the screen left. Raises StoreError."""
    return _read(notes, DEVICES, DevicesNote, DevicesNote())


def items(notes: Notes) -> dict[str, float]:
    """By item, when the platform last took a case. Raises StoreError."""
    return _read(notes, ITEMS, dict[str, float], {})


def leave(notes: Notes, name: str, value: object) -> None:
    """Write one down. Raises StoreError."""
    notes.note(name, msgspec.json.encode(value))


def _read(notes: Notes, name: str, kind: type[_S], otherwise: _S) -> _S:
    """A note of another version of this program is as good as none."""
    try:
        return msgspec.json.decode(notes.noted(name) or b"", type=kind)
    except msgspec.DecodeError:
        return otherwise
