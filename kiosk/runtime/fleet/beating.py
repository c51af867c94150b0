"""Makes the heartbeat: what waits, how the devices are, how long supplies last, what last went through.

Must never let in what is of a person: codes, counts, levels and times only.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import AuditHead, Consumable, Heartbeat
from kiosk.runtime.fleet import notes as kept
from kiosk.runtime.fleet.notes import Notes
from kiosk.runtime.fleet.supplies import Look, days_left
from offline_cache.contract import StoreError

if TYPE_CHECKING:
    from kiosk.runtime.sending import Sender
    from offline_cache.contract import Claimed, JobQueue

_GAP = 60.0
"""Seconds between two notes of one item: a case must not cost a second commit."""
_OPEN = ("queued", "sending", "waiting")


class _Item(msgspec.Struct):
    """The one word of a case that is looked at."""

    code: str = msgspec.field(name="serviceItemCode")


class Fleet:
    """Of one sync process, on its thread."""

    def __init__(self, notes: Notes, wall: Callable[[], float]) -> None:
        self._notes, self._wall = notes, wall
        self._items: dict[str, float] | None = None

    def beat(self, version: str, queue: JobQueue, audit: AuditHead | None) -> Heartbeat:
        """How the terminal is now. Raises StoreError."""
        bare = heartbeat(version, queue, self._wall(), audit)
        found = kept.devices(self._notes)
        states = {kind: one.state for kind, one in found.devices.items() if one.state}
        return msgspec.structs.replace(
            bare,
            devices=states,
            state="working" if all(state == "online" for state in states.values()) else "partly",
            consumables=tuple(_consumable(name, looks) for name, looks in sorted(found.supplies.items()) if looks),
            device_successes=_times({kind: one.worked_at for kind, one in found.devices.items()}),
            item_successes=_times(self._read_items()),
            versions={"python": platform.python_version(), "system": platform.release()[:40]},
        )

    def noting(self, send: Sender) -> Sender:
        """The sender of cases, which also writes down that their item went through."""

        def sent(claimed: Claimed, queue: JobQueue) -> bytes:
            answer = send(claimed, queue)
            self._went_through(claimed.payload)
            return answer

        return sent

    def _went_through(self, payload: bytes) -> None:
        """The case is taken, whatever becomes of the note."""
        with suppress(StoreError, msgspec.DecodeError):
            items, now = self._read_items(), self._wall()
            code = msgspec.json.decode(payload, type=_Item).code
            if 0 <= now - items.get(code, float("-inf")) < _GAP:
                return
            items[code] = now
            while len(items) > kept.MOST_ITEMS:
                del items[min(items, key=items.__getitem__)]
            kept.leave(self._notes, kept.ITEMS, items)

    def _read_items(self) -> dict[str, float]:
        if self._items is None:
            self._items = kept.items(self._notes)
        return self._items


def heartbeat(version: str, queue: JobQueue, now: float, audit: AuditHead | None) -> Heartbeat:
    """With what the outbox knows alone. Raises StoreError."""
    stats = queue.stats()
    oldest = stats.get("oldest")
    return Heartbeat(
        at=to_rfc3339(now),
        version=version,
        queued=sum(int(stats[state] or 0) for state in _OPEN),
        audit=audit,
        set_aside=int(stats["set-aside"] or 0),
        call_back=int(stats["call-back"] or 0),
        oldest_at=None if oldest is None else to_rfc3339(float(oldest)),
    )


def _consumable(name: str, looks: tuple[Look, ...]) -> Consumable:
    device, part, unit = name.split("/")
    return Consumable(device, part, unit, looks[-1].level, days_left(looks))


def _times(found: Mapping[str, float | None]) -> dict[str, str]:
    return {name: to_rfc3339(at) for name, at in sorted(found.items()) if at is not None}
