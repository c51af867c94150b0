"""Whether something new may be taken in. Never stands in the way of what is in already."""

from __future__ import annotations

import os

from offline_cache.contract import Limits, StoreError, StoreFault
from offline_cache.statements import statements
from offline_cache.store import Store

_SQL = statements("outbox")


class Gate:
    """Asked before every new job; counts only when the limit could be near."""

    def __init__(self, store: Store, limits: Limits) -> None:
        self._store = store
        self._limits = limits
        self._room = 0
        """Jobs that may come before it is worth counting again."""

    def admit(self) -> None:
        """Raises DISK_FLOOR or TOO_MANY."""
        if self._limits.disk_floor and free_bytes(self._store) < self._limits.disk_floor:
            raise StoreError(StoreFault.DISK_FLOOR)
        most = self._limits.most_waiting
        if most is None:
            return
        if self._room <= 0:
            ((waiting,),) = self._store.rows(_SQL["open_jobs"], (most,))
            self._room = most - waiting
        if self._room <= 0:
            raise StoreError(StoreFault.TOO_MANY)
        self._room -= 1


def free_bytes(store: Store) -> int:
    """Bytes that an ordinary user may still write where the store lies."""
    disk = os.statvfs(store.path.parent)
    return disk.f_bavail * disk.f_frsize
