"""Turns the words of a lane (applicant and item) into a keyed hash. Never stores or shows the words.

The key of the hash is random, sealed in the store: it outlives a change of the data key, so that lanes do.
"""

from __future__ import annotations

import os

from offline_cache.contract import StoreError, StoreFault
from offline_cache.crypto import KEY_BYTES, Place, keyed_hash
from offline_cache.statements import statements
from offline_cache.store import Store

SECRET = "lanes"  # noqa: S105  its name
PLACE = Place(SECRET, "secret", "sealed")
_SQL = statements("store")


class Lanes:
    """The lanes of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._key: bytes | None = None

    def hashed(self, words: str) -> bytes | None:
        """The lane as it is stored; None for none."""
        if not words:
            return None
        if self._key is None:
            self._key = self._kept() or self._made()
        return keyed_hash(self._key, words)

    def _kept(self) -> bytes | None:
        rows = self._store.rows(_SQL["secret"], (SECRET,))
        try:
            return self._store.vault.unseal(rows[0][0], PLACE) if rows else None
        except StoreError as error:
            if error.fault is not StoreFault.CORRUPT:
                raise
            return None

    def _made(self) -> bytes:
        """A new one, unless somebody else was quicker."""
        with self._store.writing():
            kept = self._kept()
            if kept is not None:
                return kept
            key = os.urandom(KEY_BYTES)
            self._store.run(_SQL["keep_secret"], (SECRET, self._store.vault.seal(key, PLACE)))
            return key
