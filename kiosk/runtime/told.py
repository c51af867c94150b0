"""What the platform tells this terminal to do (离线策略, 保存期限): fetched signed, kept, and read by every process.

Must never be looser than the settings, and what cannot be fetched or read leaves in force what was told before.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

import msgspec

from kiosk.platform_api.faults import PlatformError
from kiosk.platform_api.interface import Verified
from kiosk.platform_api.wire.terminal import Configuration
from kiosk.runtime.sync_faults import SyncFault
from kiosk.runtime.sync_policy import Policy
from offline_cache.contract import Limits, Snapshot, Snapshots

CONFIGURATION = "configuration"
"""Kind of its snapshot."""
_HOUR = 3600.0
_DAY = 24 * _HOUR
_MIB = 1 << 20
_LEAST_BEAT, _MOST_BEAT = 10, 3600
"""Seconds between two heartbeats, as the contract bounds them."""

_log = logging.getLogger(__name__)


class Source(Protocol):
    """Who tells; see kiosk.platform_api.interface.TerminalPlatform."""

    def configuration(self, etag: str | None = None) -> Verified[Configuration] | None:
        """What it says now, verified; None where `etag` names that."""


class Told:
    """Asks the platform and keeps what it says; for the sync process."""

    def __init__(self, source: Source, snapshots: Snapshots, wall: Callable[[], float]) -> None:
        """`wall`: seconds since 1970."""
        self._source = source
        self._snapshots = snapshots
        self._wall = wall
        self._refused = ""
        """Name of the last one that was not taken: said once, though it is asked for again and again."""

    def __call__(self) -> Policy:
        """Ask, and say what holds for the outbox. Raises StoreError."""
        kept = self._snapshots.current(CONFIGURATION)
        try:
            said = self._source.configuration(kept.etag if kept else None)
        except PlatformError as error:
            _log.info("%s configuration", error.fault.code)
        else:
            if said is not None:
                self._keep(said)
        return policy(configuration(self._snapshots))

    def _keep(self, said: Verified[Configuration]) -> None:
        """One that is not as the contract says replaces nothing, as it is with the catalogue."""
        if not _LEAST_BEAT <= said.value.heartbeat_seconds <= _MOST_BEAT:
            if said.etag != self._refused:
                _log.warning("%s heartbeat", SyncFault.CONFIGURATION_OUT_OF_BOUNDS.code)
            self._refused = said.etag
            return
        self._snapshots.put(Snapshot(CONFIGURATION, said.value.version, said.etag, self._wall(), said.body))
        _log.info("configuration %s", said.value.version)


def configuration(snapshots: Snapshots) -> Configuration | None:
    """What was told last, or None. Raises StoreError."""
    kept = snapshots.current(CONFIGURATION)
    if kept is None:
        return None
    try:
        return msgspec.json.decode(kept.payload, type=Configuration)
    except msgspec.DecodeError:
        _log.error("configuration %s cannot be read by this version", kept.version)
        return None


def policy(rules: Configuration | None) -> Policy:
    """How long outbox and audit trail keep what, and how often to tell how the terminal is."""
    if rules is None:
        return Policy()
    kept = rules.retention
    beat = float(min(max(rules.heartbeat_seconds, _LEAST_BEAT), _MOST_BEAT))  # an older program kept whatever came
    return Policy(retention=kept.sealed_copy_days * _DAY, audit_months=kept.audit_months, heartbeat=beat)


def limits(rules: Configuration | None, floor_mib: int) -> Limits:
    """What the outbox takes. One case at least: with a line, too, a case goes through it."""
    most = None if rules is None else max(1, rules.offline.max_cases)
    return Limits(most_waiting=most, disk_floor=floor_mib * _MIB)


def may_take(rules: Configuration | None, seconds_down: float) -> bool:
    """May cases be taken without a line that has been down so long, beyond what each item says?"""
    if rules is None:
        return True
    offline = rules.offline
    return offline.allowed and offline.max_cases > 0 and seconds_down < offline.max_hours * _HOUR
