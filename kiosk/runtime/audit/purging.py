"""Deletes the files of the audit trail whose time is over (`auditMonths`; 网络安全法: six months at least).

Must never delete what the platform has not heard of for as long, by the platform's own clock, nor the file before the
one that is written to, nor anything of a trail that does not hold: that is evidence. Before a file goes, a signed
line says so, so that `check.verify` knows what is missing on purpose; where the power fails in between, the next call
goes on.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from kiosk.platform_api.signing.keys import KeyFileError, load
from kiosk.platform_api.signing.ring import former_keys
from kiosk.platform_api.times import CHINA
from kiosk.runtime.audit.check import Remembered, verify
from kiosk.runtime.audit.events import LEAST_DAYS, AuditEvent
from kiosk.runtime.audit.files import Places, alone, last_of
from kiosk.runtime.audit.remembered import HEAD, TOLD, told
from kiosk.runtime.audit.trail import AuditFault, Trail
from offline_cache.files import sync_directory
from offline_cache.store import Store

_HEARD = "audit-heard"
"""Note: `day seq` a line, the oldest first: what the platform had heard on that day of its own calendar."""
_MOST = 4000
"""Days; the longest term the platform may want is 120 months."""
_LONGEST_MONTH = 31
_log = logging.getLogger(__name__)


class Purging:
    """For the sync process. `key`: file of the terminal's signing key."""

    def __init__(self, trail: Trail, places: Places, store: Store, key: Path) -> None:
        self._trail, self._places, self._store, self._key = trail, places, store, key
        self._looked = dt.date.min

    def heard(self, seq: int, now: float) -> None:
        """The platform has heard of that line at `now` by its clock. One note a day. Raises StoreError."""
        days, today = self._days(), _day(now)
        if not days or days[-1][0] < today:
            self._keep([*days, (today, seq)])

    def __call__(self, months: int, now: float) -> int:
        """Delete what is over at `now`, by the platform's clock, once a day; returns how many lines are gone by it.

        Raises StoreError. What fails beside that is logged: the files stay until the next day.
        """
        today = _day(now)
        if today == self._looked:
            return 0
        self._looked = today
        try:
            return self._purge(max(LEAST_DAYS, months * _LONGEST_MONTH), today)
        except (OSError, KeyFileError) as error:
            _log.error("%s %s", AuditFault.NOT_WRITTEN.code, getattr(error, "strerror", None) or type(error).__name__)
            return 0

    def _purge(self, days: int, today: dt.date) -> int:
        known = Remembered(self._store.noted(HEAD), told=told(self._store.noted(TOLD)))
        old = [seq for day, seq in self._days() if (today - day).days > days]
        if known.told is None or not old:
            return 0
        heard = min(max(old), known.told.seq - 1)
        files = [path for path in self._places.earlier[:-1] if last_of(path) <= heard]
        if not files or not self._holds(known):
            return 0
        last = last_of(files[-1])
        key = load(self._key)
        self._trail.append(AuditEvent.TRAIL_PURGED, count=last, sm3=self._trail.digest_of(last), days=days)
        self._trail.checkpoint(key)
        self._store.note(HEAD, self._places.head.read_bytes())
        delete(self._places, files)
        self._keep([(day, seq) for day, seq in self._days() if seq > last])
        return last

    def _holds(self, known: Remembered) -> bool:
        keys = [load(self._key).public, *former_keys(self._key.parent)]
        broken = verify(*self._places.read(), keys, known=known).broken
        if broken is not None:
            _log.error("%s line %d: nothing is deleted", AuditFault.BROKEN.code, broken.line)
        return broken is None

    def _days(self) -> list[tuple[dt.date, int]]:
        rows = (self._store.noted(_HEARD) or b"").decode("ascii").splitlines()
        return [(dt.date.fromisoformat(day), int(seq)) for day, seq in (row.split() for row in rows)]

    def _keep(self, days: Sequence[tuple[dt.date, int]]) -> None:
        rows = (f"{day.isoformat()} {seq}" for day, seq in days[-_MOST:])
        self._store.note(_HEARD, "\n".join(rows).encode("ascii"))


def delete(places: Places, files: Sequence[Path], sync: Callable[[Path], None] = sync_directory) -> None:
    """One after the other, oldest first, each gone for good before the next; nobody reads or writes meanwhile."""
    with alone(places):
        for path in files:
            path.unlink(missing_ok=True)
            sync(places.folder)


def _day(at: float) -> dt.date:
    return dt.datetime.fromtimestamp(at, CHINA).date()
