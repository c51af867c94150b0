"""The first home page, made beside an interface that is still coming up: the view its session is going to begin with.

What everybody may see, and nothing of any person. Must never take a device: it looks into the store once.
"""

from __future__ import annotations

import queue
from collections.abc import Callable

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.submission import Consent
from kiosk.flows.effects import Effect
from kiosk.flows.events import DeviceChanged, Event
from kiosk.flows.memory import Memory
from kiosk.forms.layout import Form
from kiosk.runtime.assembly import place_of
from kiosk.runtime.clock import Clock, SystemClock
from kiosk.runtime.delays import START_LIMIT
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.watching import Watching
from kiosk.runtime.scope import Scope
from kiosk.runtime.session import Session
from kiosk.runtime.settings import Settings
from kiosk.runtime.view import View


class Looking:
    """Knows what a session knows before any device has answered, and does nothing."""

    form: Form | None = None
    index: None = None

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._desk = Desk(settings, clock, check=True)  # nobody else has it open yet: what is damaged can be mended

    @property
    def catalogue(self) -> Catalogue | None:
        """The catalogue at hand."""
        return self._desk.catalogue

    def begin(self, tell: Callable[[Event], None]) -> None:
        """Look at the line and the catalogue; what is not fitted cannot be used."""
        Watching(self._desk).look(tell)
        devices = self._desk.settings.devices
        for kind, device in (("id-reader", devices.id_reader), ("receipt-printer", devices.receipt_printer)):
            if device is None:
                tell(DeviceChanged(kind, usable=False, fault="device.not-configured"))

    def consent(self, purpose: str) -> Consent:
        """Nobody is asked."""
        from kiosk.runtime.performing.asking import consent_to  # not before: home wants none

        return consent_to(purpose, self._desk.clock.wall())

    def perform(self, effect: Effect, memory: Memory, scope: Scope) -> None:
        """Home wants nothing done."""

    def end(self, memory: Memory) -> None:  # noqa: ARG002  a performer by signature
        """Close what was opened."""
        self._desk.close()


def first_view(settings: Settings, clock: Clock | None = None) -> View:
    """What the session of the first screen will show first. Raises queue.Empty where there is none in time."""
    clock = clock or SystemClock()
    shown: queue.SimpleQueue[View] = queue.SimpleQueue()
    session = Session(Looking(settings, clock), place_of(settings), clock, shown.put, lambda: None)
    session.first(settings.screen.language, cleared=False)
    session.start()
    try:
        return shown.get(timeout=START_LIMIT)
    finally:
        session.stop()
