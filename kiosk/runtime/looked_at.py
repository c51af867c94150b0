"""Which differences between terminal and platform a person has looked at (差异清单, 财务清单).

For those that no step of a job ends: a payment or a print that differs, a case taken back here that the platform has.
Must never hide a difference that nobody has seen: what was looked at is this entry as both sides had it, no other.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Protocol

from kiosk.platform_api.ledger import line
from kiosk.platform_api.wire import DayEntry

if TYPE_CHECKING:
    from kiosk.runtime.reconciliation import Finding


class Notes(Protocol):
    """A few bytes under a name, durably: see `offline_cache.store.Store`."""

    def note(self, name: str, value: bytes) -> None:
        """Keep them. Raises StoreError."""

    def noted(self, name: str) -> bytes | None:
        """What was kept. Raises StoreError."""


class LookedAt:
    """The differences of one terminal that are settled."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    def has(self, finding: Finding) -> bool:
        """Has a person looked at just this? Raises StoreError."""
        return self._notes.noted(_name(finding)) == _seen(finding)

    def add(self, finding: Finding) -> None:
        """They have. Raises StoreError."""
        self._notes.note(_name(finding), _seen(finding))


def _name(finding: Finding) -> str:
    return f"looked-at {finding.ledger} {finding.entry_id}"


def _seen(finding: Finding) -> bytes:
    """Both sides, but for our own digest: what is done is erased one day, and is no other thing for that."""
    own = finding.own
    here = None if own is None else DayEntry(finding.entry_id, own.state or "", None, own.number, own.amount)
    sides = ("-" if one is None else line(one) for one in (here, finding.there))
    return hashlib.sha256("\n".join(sides).encode()).hexdigest().encode()
