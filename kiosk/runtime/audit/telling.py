"""Tells the platform how far the audit trail goes, and remembers what it has heard, so that a cut is seen.

Must never tell more than a number and a digest, and never forget what the platform heard of a trail that is no more.
"""

from __future__ import annotations

import logging

from kiosk.platform_api.wire import AuditHead
from kiosk.runtime.audit.purging import Purging
from kiosk.runtime.audit.remembered import TOLD, told
from kiosk.runtime.audit.trail import GENESIS, AuditFault, Trail
from offline_cache.store import Store

_log = logging.getLogger(__name__)


class Telling:
    """For the sync process."""

    def __init__(self, trail: Trail, store: Store, purging: Purging) -> None:
        self._trail, self._store, self.purge = trail, store, purging

    def head(self) -> AuditHead | None:
        """The end of the trail; where a line that the platform heard of is another one now, that one.

        Raises StoreError. A trail that cannot be read is logged: the heartbeat goes without.
        """
        heard = told(self._store.noted(TOLD))
        try:
            end = self._trail.end()
            stands = None if heard is None else self._trail.digest_of(heard.seq)
        except OSError as error:
            _log.error("%s %s", AuditFault.NOT_READABLE.code, error.strerror)
            return None
        if heard is not None and stands != heard.sm3:
            _log.error("%s line %d", AuditFault.BROKEN.code, heard.seq)
            return AuditHead(heard.seq, stands or GENESIS)
        return AuditHead(end.seq, end.own) if end.seq else None

    def confirmed(self, head: AuditHead, now: float) -> None:
        """The platform has heard it, at `now` by its clock. Raises StoreError."""
        heard = told(self._store.noted(TOLD))
        if heard is None or head.seq > heard.seq:
            self._store.note(TOLD, f"{head.seq} {head.sm3}".encode("ascii"))
        self.purge.heard(head.seq, now)
