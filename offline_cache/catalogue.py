"""The last good documents of the platform, in the same file as the outbox. Never holds one that was not verified.

Sealed although they are public: an altered copy is noticed, and the one before it serves until a new one comes.
"""

from __future__ import annotations

import logging

from offline_cache.contract import Snapshot, StoreError, StoreFault
from offline_cache.crypto import Place
from offline_cache.statements import statements
from offline_cache.store import Store

_SQL = statements("catalogue")
MOST_BYTES = 8 * 1024 * 1024
"""Of one document; some 3,000 items. Two of a kind are kept."""
log = logging.getLogger(__name__)


class SnapshotStore:
    """`Snapshots` on a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def put(self, snapshot: Snapshot) -> None:
        """Replace it in one transaction; the one before stays as a spare. Raises StoreError: TOO_LARGE, …."""
        if len(snapshot.payload) > MOST_BYTES:
            raise StoreError(StoreFault.TOO_LARGE, f"{snapshot.kind} of {len(snapshot.payload)} bytes")
        sealed = self._store.vault.seal(snapshot.payload, _place(snapshot.kind, snapshot.version))
        values = (snapshot.kind, snapshot.version, snapshot.etag, snapshot.fetched_at, sealed)
        with self._store.writing():
            self._store.run(_SQL["put"], values)
            self._store.run(_SQL["drop_old"], {"kind": snapshot.kind})

    def current(self, kind: str) -> Snapshot | None:
        """The newest that opens; None when there is none, so that it is fetched anew."""
        for version, etag, fetched_at, sealed in self._store.rows(_SQL["newest_first"], (kind,)):
            try:
                payload = self._store.vault.unseal(sealed, _place(kind, version))
            except StoreError as error:
                if error.fault is not StoreFault.CORRUPT:
                    raise
                log.error("%s snapshot %s is altered", error.fault.code, kind)  # noqa: TRY400  no stack needed
            else:
                return Snapshot(kind, version, etag, fetched_at, payload)
        return None

    def version(self, kind: str) -> str | None:
        """The newest version alone: cheap enough to poll."""
        rows = self._store.rows(_SQL["version"], (kind,))
        return str(rows[0][0]) if rows else None

    def confirm(self, kind: str, version: str, at: float) -> None:
        """It is not older than `at`."""
        with self._store.writing():
            self._store.run(_SQL["confirm"], {"kind": kind, "version": version, "at": at})

    def fetched_at(self, kind: str) -> float | None:
        """When the newest was fetched or last confirmed."""
        rows = self._store.rows(_SQL["fetched_at"], (kind,))
        return float(rows[0][0]) if rows else None


def _place(kind: str, version: str) -> Place:
    return Place(version, kind, "snapshot")
