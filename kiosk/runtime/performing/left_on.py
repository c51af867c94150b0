"""Has somebody left a card on the reader? Looked at once, and if so until it is taken.

What is laid there later belongs to whoever stands there, and is nobody's business here.
"""

from __future__ import annotations

from collections.abc import Callable

from devices.contract import Media, MediaEvent
from devices.worker import DeviceWorker
from kiosk.flows.events import Event
from kiosk.flows.events.left import CardLeft


class LeftOn:
    """Tells of a card that lies on the reader of `worker`."""

    def __init__(self, worker: DeviceWorker, tell: Callable[[Event], None]) -> None:
        self._worker, self._tell = worker, tell
        self._lies = False

    def look(self) -> None:
        """Look, as soon as nobody uses the reader."""
        if not self._lies:
            self._worker.watch()

    def hear(self, event: MediaEvent) -> None:
        """What the reader says, in its thread."""
        lies = event.media is Media.PRESENT
        if lies is not self._lies:
            self._lies = lies
            self._tell(CardLeft(there=lies))
        if not lies:
            self._worker.watch(on=False)
