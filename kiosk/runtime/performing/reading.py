"""Effects of the card page: the reader looks for a card only while that page is shown.

A card that lay there before is not read for whoever comes: it is said to lie there, until it is taken.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from devices.contract import CardEvent, CardPhase, DeviceError, Kind, MediaEvent, State, StateChanged
from devices.workers import IdReaderWorker
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.flows.memory import Memory
from kiosk.identity.chip import person_of
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.fitted import fitted
from kiosk.runtime.performing.left_on import LeftOn
from kiosk.runtime.scope import Scope

_log = logging.getLogger(__name__)


class Reading:
    """The identity-card reader of this terminal."""

    def __init__(self, desk: Desk) -> None:
        self._device = desk.settings.devices.id_reader
        self._production = desk.settings.production
        self._worker: IdReaderWorker | None = None
        self._left: LeftOn | None = None
        self._scope: Scope | None = None
        self._tell: Callable[[Event], None] = lambda _event: None

    def begin(self, tell: Callable[[Event], None]) -> None:
        """Take the reader; its coming and going is told to `tell`."""
        self._tell = tell
        if self._device is None:
            tell(on.DeviceChanged(Kind.ID_READER, usable=False, fault="device.not-configured"))
            return
        options = {**self._device.options, "production": self._production}
        try:
            made = fitted(self._device, Kind.ID_READER, production=self._production)
        except DeviceError as error:
            _log.error("card reader refused: %s", error)
            tell(on.DeviceChanged(Kind.ID_READER, usable=False, fault=error.fault.code))
            return
        self._worker = IdReaderWorker(made, options, self._hear)
        self._left = LeftOn(self._worker, tell)
        self._left.look()
        self._worker.start()

    def look_for_left(self) -> None:
        """Does a card lie there, though nobody is being served?"""
        if self._left is not None:
            self._left.look()

    def start(self, memory: Memory, scope: Scope) -> None:
        """Look for a card; not as long as one lies there that was left."""
        self._scope = scope
        if self._worker is not None and not memory.left.card:
            self._worker.enable()

    def stop(self) -> None:
        """Look no more."""
        self._scope = None
        if self._worker is not None:
            self._worker.disable()

    def end(self) -> None:
        """Give the reader back."""
        if self._worker is not None:
            self._worker.stop()

    def _hear(self, event: object) -> None:
        if isinstance(event, StateChanged):
            fault = event.fault.code if event.fault else None
            self._tell(on.DeviceChanged(event.kind, event.state is State.ONLINE, fault))
        elif isinstance(event, MediaEvent) and self._left is not None:
            self._left.hear(event)
        elif isinstance(event, CardEvent) and (scope := self._scope) is not None:
            scope.tell(_card(event))


def _card(event: CardEvent) -> Event:
    if event.phase is CardPhase.DETECTED:
        return on.CardDetected()
    if event.record is not None:
        return on.CardRead(person_of(event.record), event.record.photo, event.record.sam_id)
    return on.CardFailed(event.fault.code if event.fault else "reader.sam-41-read-failed")
