"""What lies between the window and a session that is not there yet: its first view, and what was pressed before it.

Must never decide anything: it waits, keeps the order, and hands on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from kiosk.flows.events import Event
from ui.bridge import Bridge, Sink

_MOST = 64
"""So many events wait at most; nobody touches a screen that often in the blink before the session has come up."""


class FirstView:
    """Waits for the first view, so that nobody sees an empty page."""

    parts = ("chrome",)

    def __init__(self, source: Bridge, came: Callable[[], None]) -> None:
        self._source = source
        self._came = came
        source.join(self)

    def renew(self) -> None:
        """It is there."""
        self._source.part(self)
        self._came()


class Inlet:
    """The way from the window to the session; what comes before the session has shown a view waits, in order."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sink: Sink | None = None
        self._waiting: list[tuple[Event, int]] = []

    def send(self, event: Event, serial: int) -> None:
        """Hand on, or keep until `open`. Any thread."""
        with self._lock:
            if self._sink is not None:
                self._sink(event, serial)
            elif len(self._waiting) < _MOST:
                self._waiting.append((event, serial))

    def open(self, sink: Sink) -> None:
        """Hand everything to `sink` from now on, first what has waited. Any thread; another call changes nothing."""
        with self._lock:
            if self._sink is not None:
                return
            self._sink = sink
            for event, serial in self._waiting:
                sink(event, serial)
            self._waiting.clear()
