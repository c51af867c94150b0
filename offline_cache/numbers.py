"""Where the next job goes in the inbox, and its number of the day. Never gives a number out twice.

The last row is remembered: nobody is asked but us, and if somebody else was quicker SQLite refuses the place.
"""

from __future__ import annotations

from offline_cache.statements import statements
from offline_cache.steps import day_of_reference
from offline_cache.store import Store

_QUARTER = 900.0
"""Seconds; a day begins with one of these."""
_SQL = statements("outbox")


class Numbers:
    """Of one store. Not for several threads at once without the database's word on who was first."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last: tuple[int, str, int] | None = None
        self._quarter, self._day = -1.0, ""

    def next(self, now: float) -> tuple[int, str, int]:
        """Place, day (MMDD, of China) and number of the day for what comes at `now`, seconds since 1970."""
        if now // _QUARTER != self._quarter:
            self._quarter, self._day = now // _QUARTER, day_of_reference(now)
        day = self._day
        last = self._last
        if last is None:
            rows = self._store.rows(_SQL["last_row"])
            last = rows[0] if rows else (0, "", 0)
        seq, last_day, number = last
        if last_day != day:
            ((number,),) = self._store.rows(_SQL["highest_of_day"], {"day": day})
        self._last = (seq + 1, day, number + 1)
        return self._last

    def forget(self) -> None:
        """What was given last was not used, or not by us: ask again."""
        self._last = None
