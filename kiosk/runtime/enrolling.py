"""The platform as the sync process sees it: enrolled once with a code, and with a key that is changed when it is old.

Must never be without a key that the platform knows: the old one stays until the new one was accepted.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.platform_api.catalogue_join import joined
from kiosk.platform_api.client import PlatformClient
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import CatalogueAnswer
from kiosk.platform_api.signing.keys import KeyFileError
from kiosk.platform_api.signing.ring import KeyRing
from kiosk.platform_api.wire import Heartbeat, SubmissionAnswer
from offline_cache.contract import Snapshot

_log = logging.getLogger(__name__)
_NO_CHANGES = frozenset({PlatformFault.GONE, PlatformFault.NOT_FOUND, PlatformFault.BAD_ANSWER})
"""A platform that has forgotten the version, knows no changes, or says something that does not add up."""
_DAY = 86400.0
_AGAIN = 3600.0
"""Seconds before a change of keys that failed is tried again."""


@dataclass(frozen=True)
class Renewal:
    """When and how the key is changed."""

    ring: KeyRing
    suite: str
    days: float
    """Age of a key that is old; 0 = never."""
    now: Callable[[], float] = time.time

    def due(self) -> bool:
        """Is the key old, or a change of keys not through?"""
        if self.ring.changing:
            return True
        try:
            made = self.ring.path.stat().st_mtime
        except OSError:
            return False
        return bool(self.days) and self.ring.renewable and self.now() - made > self.days * _DAY


class EnrollingLine:
    """Keeps `runtime.sync.Line`; enrols at the first heartbeat that is refused while a code is at hand."""

    def __init__(
        self,
        client: PlatformClient,
        code: str | None,
        enrolled: Path,
        renewal: Renewal | None = None,
        kept: Callable[[], Snapshot | None] = lambda: None,
    ) -> None:
        """`kept`: the catalogue at hand."""
        self._client = client
        self._code = code
        self._enrolled = enrolled
        self._renewal, self._kept = renewal, kept
        self._not_before = 0.0

    @property
    def clock_offset(self) -> float:
        """Platform time minus terminal time, seconds."""
        return self._client.clock_offset

    def server_time(self) -> float:
        """The platform's clock."""
        return self._client.server_time()

    def heartbeat(self, beat: Heartbeat) -> None:
        """Tell how the terminal is; make the terminal known first where it is not, and change a key that is old."""
        try:
            self._client.heartbeat(beat)
        except PlatformError as error:
            if error.fault is not PlatformFault.AUTHENTICATION or self._code is None or self._enrolled.exists():
                raise
            self._client.enrol(self._code)
            self._enrolled.touch(mode=0o600)
            _log.info("terminal enrolled")
            self._client.heartbeat(beat)
        if self._renewal is not None and self._not_before <= self._renewal.now() and self._renewal.due():
            self._renew(self._renewal, beat)

    def _renew(self, renewal: Renewal, beat: Heartbeat) -> None:
        """Change the key; what does not go through now is gone on with later, the terminal works either way.

        Announced with the old key, tried with the new one, and only then put in the old one's place.
        """
        ring, before = renewal.ring, self._client.key
        try:
            new = ring.prepare(renewal.suite)
            if new.key_id != before.key_id:  # else the power failed after the platform took it
                self._client.renew_key(new)
                self._client.use_key(new)
                self._client.heartbeat(beat)
            ring.promote()
        except (PlatformError, KeyFileError, OSError) as error:
            self._client.use_key(before)
            self._not_before = renewal.now() + _AGAIN
            _log.warning(
                "%s key not changed", error.fault.code if isinstance(error, PlatformError) else "key.unusable"
            )
        else:
            _log.info("key changed from %s to %s", before.key_id, new.key_id)

    def catalogue(self, etag: str | None = None) -> CatalogueAnswer | None:
        """The catalogue, verified; None where `etag` names the current one.

        What changed since the snapshot at hand is joined to it; where that does not add up, the whole is fetched.
        """
        kept = self._kept() if etag is not None else None
        if kept is None or kept.etag != etag:
            return self._client.catalogue(etag)
        try:
            changes = self._client.catalogue_changes(kept.version, etag)
            return None if changes is None else joined(kept.payload, changes)
        except PlatformError as error:
            if error.fault not in _NO_CHANGES:
                raise
            _log.info("%s changes of the catalogue: the whole is fetched", error.fault.code)
        return self._client.catalogue(etag)

    def put_submission(self, submission_id: str, body: bytes) -> SubmissionAnswer:
        """Hand in a case."""
        return self._client.put_submission(submission_id, body)
