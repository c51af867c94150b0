"""Numeric keypad and headphone jack of this terminal: what they tell goes straight to the screen, as touches do.

Must never keep or log what was typed: it may be somebody's number.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from devices.contract import DeviceError, Kind, State, StateChanged, TurnedEvent
from devices.workers import ListenerWorker
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.fitted import fitted

_log = logging.getLogger(__name__)

PressKey = Callable[[str], None]
"""Takes the word of a key (`devices.contract.Turned`); from any thread."""


class Keypad:
    """Heard as long as the session lasts; a terminal need not have one."""

    def __init__(self, desk: Desk, press: PressKey, kind: Kind = Kind.KEYPAD) -> None:
        """`kind`: KEYPAD or HEADPHONES."""
        devices = desk.settings.devices
        self._kind = kind
        self._device = devices.headphones if kind is Kind.HEADPHONES else devices.keypad
        self._production = desk.settings.production
        self._press = press
        self._worker: ListenerWorker | None = None
        self._tell: Callable[[Event], None] = lambda _event: None

    def begin(self, tell: Callable[[Event], None]) -> None:
        """Take the keypad, if one is named; its coming and going is told to `tell`."""
        self._tell = tell
        if self._device is None:
            return
        options = {**self._device.options, "production": self._production}
        try:
            made = fitted(self._device, self._kind, production=self._production)
        except DeviceError as error:
            _log.error("%s refused: %s", self._kind, error)
            tell(on.DeviceChanged(self._kind, usable=False, fault=error.fault.code))
            return
        self._worker = ListenerWorker(made, options, self._hear)
        self._worker.start()
        self._worker.enable()

    def end(self) -> None:
        """Give the keypad back."""
        if self._worker is not None:
            self._worker.stop()

    def _hear(self, event: object) -> None:
        if isinstance(event, StateChanged):
            fault = event.fault.code if event.fault else None
            self._tell(on.DeviceChanged(event.kind, event.state is State.ONLINE, fault))
            if self._kind is Kind.HEADPHONES and event.state is not State.ONLINE:
                self._press("unplugged")  # nobody knows any more who hears it
        elif isinstance(event, TurnedEvent):
            self._press(event.turned.what)
