"""The sync process's copy of the catalogue: a newer one is asked for now and then, the last good one never lost."""

from __future__ import annotations

import logging

import msgspec

from kiosk.domain.catalogue import Catalogue
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import CatalogueAnswer
from kiosk.platform_api.transport import AnswerTooLarge
from kiosk.runtime import delays
from kiosk.runtime.clock import Clock
from kiosk.runtime.line import Line
from kiosk.runtime.sync_faults import SyncFault
from offline_cache.contract import Snapshot, Snapshots

CATALOGUE = "catalogue"
"""Kind of the catalogue's snapshot."""

log = logging.getLogger(__name__)


class CatalogueCopy:
    """Of one sync process, on its thread. Every method may raise StoreError."""

    def __init__(self, line: Line, snapshots: Snapshots, clock: Clock) -> None:
        self._line, self._snapshots, self._clock = line, snapshots, clock
        self._etag: str | None = None
        self._next = float("-inf")

    def begin(self) -> None:
        """Which one is at hand?"""
        kept = self._snapshots.current(CATALOGUE)
        self._etag = kept.etag if kept else None

    def anew(self) -> None:
        """The line has come up: ask at the next look."""
        self._next = float("-inf")

    def refresh(self) -> None:
        """Ask for a newer one; what is not what the schema says never replaces the last good one."""
        if self._clock.monotonic() < self._next:
            return
        self._next = self._clock.monotonic() + delays.SYNC_CATALOGUE_INTERVAL
        try:
            answer = self._line.catalogue(self._etag)
            if answer is not None:
                self._keep(answer)
            else:
                self._confirm()
        except AnswerTooLarge:
            log.warning("%s", SyncFault.CATALOGUE_TOO_LARGE.code)
        except PlatformError as error:
            if error.fault is PlatformFault.BAD_ANSWER:
                self._malformed()
            else:
                log.info("%s catalogue", error.fault.code)
                self._next = self._clock.monotonic() + delays.SYNC_INTERVAL

    def _keep(self, answer: CatalogueAnswer) -> None:
        try:
            catalogue = msgspec.json.decode(answer.body, type=Catalogue)
        except (msgspec.DecodeError, RecursionError):
            self._malformed()
            return
        self._snapshots.put(Snapshot(CATALOGUE, catalogue.version, answer.etag, self._wall(), answer.body))
        self._etag = answer.etag
        log.info("catalogue %s", answer.etag)

    def _confirm(self) -> None:
        """The one at hand is current: its age is counted from now. Not written down at every look."""
        version, at = self._snapshots.version(CATALOGUE), self._snapshots.fetched_at(CATALOGUE)
        if version is not None and at is not None and abs(self._wall() - at) > delays.CATALOGUE_CONFIRMED:
            self._snapshots.confirm(CATALOGUE, version, self._wall())

    def _malformed(self) -> None:
        log.warning("%s", SyncFault.CATALOGUE_MALFORMED.code)

    def _wall(self) -> float:
        return self._clock.wall().timestamp()
