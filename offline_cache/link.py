"""How the line is, as one row: the sync process writes it, the screen reads it. Never asks the platform itself."""

from __future__ import annotations

from offline_cache.contract import NEVER_CHECKED, Link
from offline_cache.statements import statements
from offline_cache.store import Store

_SQL = statements("link")


class LinkStore:
    """`LinkBoard` on a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self) -> Link:
        """As it was last written; offline since ever when it never was."""
        rows = self._store.rows(_SQL["read"])
        if not rows:
            return NEVER_CHECKED
        online, *rest = rows[0]
        return Link(bool(online), *rest)

    def write(self, link: Link) -> None:
        """Replace it."""
        values = (link.online, link.fault, link.changed_at, link.checked_at, link.clock_offset)
        self._store.run(_SQL["write"], values)
