"""The twin's ledgers: what it has of this terminal, by day; and what was carried by hand."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from typing import Any

import msgspec

from kiosk.platform_api.ledger import page_of, sums
from kiosk.platform_api.memory.core import conflict, state_conflict
from kiosk.platform_api.memory.papers import MemoryLicences
from kiosk.platform_api.memory.services import MemoryServices
from kiosk.platform_api.times import CHINA, from_rfc3339
from kiosk.platform_api.wire import (
    CarryOut,
    CarryOutReceipt,
    CarryOutResults,
    Day,
    DayConfirmation,
    DayEntry,
    DayPage,
)


class MemoryLedgers(MemoryServices, MemoryLicences):
    """Keeps `interface.ReconciliationPlatform`."""

    def __init__(self, *what: Any, **more: Any) -> None:
        super().__init__(*what, **more)
        self._closed: dict[tuple[str, str], DayConfirmation] = {}
        self._carried: dict[str, CarryOut] = {}

    def day(self, kind: str, day: str) -> Day:
        """Summed up anew each time."""
        self._reached()
        entries = self._entries(kind, day)
        count, sm3, pages = sums(entries)
        closed = self._closed.get((kind, day))
        state = closed.verdict if closed else "open"
        return Day(self._terminal_id, kind, day, count, sm3, pages, state, self._stamp() if closed else None)

    def day_page(self, kind: str, day: str, page: int) -> DayPage:
        """Sorted by id."""
        self._reached()
        return page_of(self._entries(kind, day), page)

    def confirm_day(self, kind: str, day: str, confirmation: DayConfirmation) -> Day:
        """Once closed it stays."""
        now = self.day(kind, day)
        if self._closed.get((kind, day), confirmation) != confirmation:
            raise state_conflict()
        if (now.count, now.sm3) != (confirmation.count, confirmation.sm3):
            raise conflict()
        self._closed[kind, day] = confirmation
        return self.day(kind, day)

    def carry_out(self, bundle: CarryOut) -> CarryOutReceipt:
        """A receipt about nothing: the twin has no key to open a bundle."""
        self._reached()
        if self._carried.setdefault(bundle.bundle_id, bundle) != bundle:
            raise conflict()
        results = CarryOutResults(bundle.bundle_id, bundle.terminal_id, bundle.sha256, self._stamp(), ())
        receipt = base64.b64encode(msgspec.json.encode(results)).decode("ascii")
        return CarryOutReceipt(bundle.bundle_id, receipt, "memory", "")

    def _entries(self, kind: str, day: str) -> list[DayEntry]:
        made: dict[str, list[tuple[str, DayEntry]]] = {
            "submissions": [
                (
                    _when(body, "capturedAt"),
                    DayEntry(key, self._cases[key].state, _sha(body), self._cases[key].project_no),
                )
                for key, body in self.bodies.items()
            ],
            "ratings": [
                (_when(body, "at"), DayEntry(key, "recorded", _sha(body))) for key, body in self.evaluations.items()
            ],
            "prints": [
                (_when(body, "at"), DayEntry(key, str(_read(body, "outcome")), _sha(body), _read(body, "serial")))
                for key, body in self.prints.items()
            ],
            "payments": [
                (one.created_at, DayEntry(key, one.state, None, one.order_no, one.amount))
                for key, (_, one) in self._payments.items()
            ],
        }
        return [entry for at, entry in made[kind] if _day(at) == day]


def _read(body: bytes, name: str) -> str | None:
    value = msgspec.json.decode(body).get(name)
    return None if value is None else str(value)


def _when(body: bytes, name: str) -> str:
    return str(_read(body, name))


def _day(at: str) -> str:
    return dt.datetime.fromtimestamp(from_rfc3339(at), CHINA).date().isoformat()


def _sha(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
