"""Writes down how the devices of this terminal are, when each last worked, and how full the page printer is.

Must never hold up a session or its first picture, nor keep anything of an event but which device it speaks of. One
thread, a daemon's; it begins once a device was heard of and `patience` has passed.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping

import msgspec

from devices.contract import DeviceError, Kind
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.flows.events import certificates as paper
from kiosk.flows.events.left import CardLeft
from kiosk.flows.memory import Memory
from kiosk.runtime.fleet import notes as kept
from kiosk.runtime.fleet.notes import DeviceNote, DevicesNote, Notes
from kiosk.runtime.fleet.supplies import Look, looked
from kiosk.runtime.left_faults import LeftFault
from kiosk.runtime.witness import Witness
from offline_cache.contract import StoreError

SETTLED = 3.0
"""Seconds after the first word of a device until the first note: the first picture is out by then."""
_GAP = 60.0
"""Seconds between two notes that a device worked."""
_LOOK = 1800.0
"""Seconds between two looks at the page printer's supplies."""
_NOT_FITTED = "device.not-configured"
_WORK: Mapping[type[Event], Kind] = {
    on.CardRead: Kind.ID_READER,
    on.Printed: Kind.RECEIPT_PRINTER,
    paper.CopyPrinted: Kind.DOCUMENT_PRINTER,
    on.FaceDecided: Kind.CAMERA,
}
"""Whose work an event is."""
_log = logging.getLogger(__name__)
Levels = Callable[[], Mapping[str, int]]
"""Asks for levels by name and unit, e.g. `tray-1/sheets`. Raises DeviceError."""


class Board:
    """A witness beside another one, who hears everything first."""

    def __init__(
        self, before: Witness, notes: Callable[[], Notes], wall: Callable[[], float], levels: Levels
    ) -> None:
        self._before, self._notes, self._wall, self._levels = before, notes, wall, levels
        self._patience = SETTLED
        self._heard: dict[str, DeviceNote] = {}
        self._lock = threading.Lock()
        self._news, self._over = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def opened(self) -> None:
        """Somebody is there."""
        self._before.opened()

    def seen(self, event: Event, before: Memory, after: Memory) -> None:
        """Keep what it says of a device."""
        self._before.seen(event, before, after)
        if isinstance(event, on.DeviceChanged):
            fault = event.fault or "device.gone"
            self._hear(event.kind, DeviceNote("online" if event.usable else fault))
        elif isinstance(event, CardLeft):
            self._hear(Kind.ID_READER, DeviceNote(LeftFault.CARD.code if event.there else "online"))
        elif (kind := _WORK.get(type(event))) is not None:
            self._hear(kind, DeviceNote(worked_at=self._wall()))

    def closed(self, ending: str) -> None:
        """Write down what is left, and end."""
        self._over.set()
        self._news.set()
        self._before.closed(ending)
        if self._thread is not None:
            self._thread.join(1.0)

    def _hear(self, kind: str, news: DeviceNote) -> None:
        with self._lock:
            self._heard[kind] = _joined(self._heard.get(kind, DeviceNote()), news)
        self._news.set()
        if self._thread is None:
            self._thread = threading.Thread(target=self._write, name="fleet", daemon=True)
            self._thread.start()

    def _write(self) -> None:
        self._over.wait(self._patience)
        last = False
        while not last:
            self._news.wait()
            last = self._over.is_set()
            self._news.clear()
            self.note()

    def note(self) -> None:
        """Write down what was heard, where it is something new."""
        with self._lock:
            heard, self._heard = self._heard, {}
        try:
            notes = self._notes()
            before = kept.devices(notes)
            after = self._with_supplies(_with(before, heard))
            if after != before:
                kept.leave(notes, kept.DEVICES, after)
        except StoreError as error:
            _log.info("%s devices are not noted", error.fault.code)

    def _with_supplies(self, known: DevicesNote) -> DevicesNote:
        """Looked at now and then, by a printer that is well."""
        printer, now = known.devices.get(Kind.DOCUMENT_PRINTER, DeviceNote()), self._wall()
        newest = max((looks[-1].at for looks in known.supplies.values() if looks), default=float("-inf"))
        if printer.state != "online" or 0 <= now - newest < _LOOK or self._over.is_set():
            return known
        try:
            levels = {f"{Kind.DOCUMENT_PRINTER}/{name}": level for name, level in self._levels().items()}
        except DeviceError as error:
            _log.info("%s supplies are not known", error.fault.code)
            return known
        supplies = {name: looked(known.supplies.get(name, ()), Look(now, level)) for name, level in levels.items()}
        return msgspec.structs.replace(known, supplies=supplies)


def _joined(before: DeviceNote, news: DeviceNote) -> DeviceNote:
    return DeviceNote(news.state or before.state, news.worked_at or before.worked_at)


def _with(before: DevicesNote, heard: Mapping[str, DeviceNote]) -> DevicesNote:
    """A device that is not fitted any more is forgotten; work is not noted at every single one."""
    devices = dict(before.devices)
    for kind, news in heard.items():
        old = devices.get(kind, DeviceNote())
        if news.state == _NOT_FITTED:
            devices.pop(kind, None)
            continue
        joined = _joined(old, news)
        if old.worked_at and joined.worked_at and 0 <= joined.worked_at - old.worked_at < _GAP:
            joined = DeviceNote(joined.state, old.worked_at)
        devices[kind] = joined
    return msgspec.structs.replace(before, devices=devices)
