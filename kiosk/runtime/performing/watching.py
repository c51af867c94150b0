"""Watches what the sync process writes: is the line up, is there a new catalogue, can the outbox take cases.

And what nobody else looks at before it is used: are the cameras there.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterator

import msgspec

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.opening import DayKind, Special
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.flows.events.opening import CalendarTold
from kiosk.platform_api.wire.terminal import Configuration
from kiosk.runtime.delays import LINK_INTERVAL, LINK_STALE
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.attached import Cameras
from kiosk.runtime.told import CONFIGURATION, configuration, may_take
from offline_cache.contract import PLAUSIBLE_SINCE, Link, StoreError

CATALOGUE = "catalogue"
_DAY = 86400.0
_WRONG = 60.0
"""Seconds from which a clock is wrong for people; the platform's time is taken for what they read."""
_log = logging.getLogger(__name__)


class Watching:
    """One thread that looks at the store once a second."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._over = threading.Event()
        self._line: tuple[bool, str | None, float, bool] | None = None
        self._rules: Configuration | None = None
        self._rules_version: str | None = None
        self._version: str | None = None
        self._days = 0
        self._store: str | None = None
        self._cameras = Cameras(desk.settings.devices)
        self._thread: threading.Thread | None = None

    def begin(self, tell: Callable[[Event], None]) -> None:
        """Look once now, so that the first page is right, then keep looking."""
        self.look(tell)
        self._cameras.look(tell)
        self._thread = threading.Thread(target=self._watch, args=(tell,), name="watch-store", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Look no more."""
        self._over.set()

    def _watch(self, tell: Callable[[Event], None]) -> None:
        while not self._over.wait(LINK_INTERVAL):
            try:
                self.look(tell)
                self._cameras.look(tell)
            except Exception as error:  # noqa: BLE001  whoever stops looking believes for ever what was true last
                _log.error("store not looked at: %s", type(error).__name__)

    def look(self, tell: Callable[[Event], None]) -> None:
        """Look once; what is not as it was at the last look is told."""
        try:
            self._look_at_line(tell)
            self._look_at_catalogue(tell)
        except StoreError as error:
            self._store_is(error.fault.code, tell)
        else:
            self._store_is(None, tell)

    def _store_is(self, fault: str | None, tell: Callable[[Event], None]) -> None:
        if fault != self._store:
            self._store = fault
            tell(on.StoreChanged(fault))

    def _look_at_line(self, tell: Callable[[Event], None]) -> None:
        link = self._desk.links.read()
        # a clock that was put back makes the last look lie ahead: nothing can be known from it either
        silent = abs(self._desk.clock.wall().timestamp() - link.checked_at) > LINK_STALE
        # what was wrong when it last looked need not be wrong now: all that is known is that nobody looks
        known = (False, "sync.silent") if silent else (link.online, link.fault)
        line = (*known, self._ahead(link.clock_offset), self._may_take(link, tell))
        if line != self._line:
            self._line = line
            tell(on.LinkChanged(*line))

    def _may_take(self, link: Link, tell: Callable[[Event], None]) -> bool:
        """Does the platform's offline policy let a case be taken now? Its calendar comes with it."""
        version = self._desk.snapshots.version(CONFIGURATION)
        if version != self._rules_version:
            self._rules, self._rules_version = configuration(self._desk.snapshots), version
            tell(CalendarTold(tuple(_specials(self._rules))))
        down = 0.0 if link.online else self._desk.clock.wall().timestamp() - link.changed_at
        return link.online or may_take(self._rules, down)

    def _ahead(self, offset: float) -> float:
        """What to add to the clock for people: not told anew for every second that it drifts."""
        before = self._line[2] if self._line else 0.0
        wanted = float(round(offset)) if abs(offset) >= _WRONG else 0.0
        return before if before and abs(wanted - before) < _WRONG / 2 else wanted

    def _look_at_catalogue(self, tell: Callable[[Event], None]) -> None:
        version = self._desk.snapshots.version(CATALOGUE)
        if version is None:
            return
        if version == self._version:
            self._look_at_age(version, tell)
            return
        snapshot = self._desk.snapshots.current(CATALOGUE)
        if snapshot is None:
            return
        self._version = version
        try:
            self._desk.catalogue = msgspec.json.decode(snapshot.payload, type=Catalogue)
        except msgspec.DecodeError:
            _log.error("catalogue %s cannot be read by this version: the one before stays", version)
            return
        self._days = self._age()
        tell(on.CatalogueChanged(version, self._days))

    def _look_at_age(self, version: str, tell: Callable[[Event], None]) -> None:
        days = self._age()
        if days != self._days:
            self._days = days
            tell(on.CatalogueChanged(version, days))

    def _age(self) -> int:
        """Whole days since the catalogue was confirmed; 0 where a clock that was wrong has written that down."""
        at = self._desk.snapshots.fetched_at(CATALOGUE)
        if at is None or at < PLAUSIBLE_SINCE:
            return 0
        return max(0, int((self._desk.clock.wall().timestamp() - at) // _DAY))


def _specials(rules: Configuration | None) -> Iterator[Special]:
    """The days of which we know what to make; a word or a date that we do not know is let pass."""
    kinds = {kind.value: kind for kind in DayKind}
    for day in rules.calendar if rules is not None else ():
        try:
            date = dt.date.fromisoformat(day.date)
        except ValueError:
            continue
        if day.kind in kinds:
            yield Special(date, kinds[day.kind], day.name)
