"""The real screen process in front of a tour: every screen once a round, in place of a session.

python -m tests.benchmarks.screen_tour CACHE PROBE

Each page is a sample view of the interface tests. Whatever a touch sends up, the next page comes down, from another
thread, as from a session; nothing of a flow is in it (`taps` walks a terminal as it is).
"""

from __future__ import annotations

import itertools
import os
import queue
import sys
import threading
from pathlib import Path

import msgspec

from kiosk.domain.text import Language
from kiosk.flows.events import Event, Touched
from kiosk.flows.screens import Screen
from kiosk.runtime.view import View
from tests.ui.samples import VIEWS, by_screen
from ui import app

NOTHING_TO_PRESS = frozenset({Screen.SUBMITTING, Screen.CLEARED})
"""Pages that go by themselves."""
_THEY_STAND = 1.0
"""Seconds."""


def stops() -> list[View]:
    """One view of each screen."""
    return [VIEWS[names[0]](Language.ZH_HANS) for names in by_screen().values()]


class Tour:
    """Page after page, for ever."""

    def __init__(self, links: app.Links) -> None:
        self._links = links
        self._touched: queue.Queue[int | None] = queue.Queue()
        self._thread = threading.Thread(target=self._lead, name="session", daemon=True)

    def start(self) -> None:
        """Show the first page."""
        self._thread.start()

    def send(self, event: Event, serial: int) -> None:
        """A touch has led to something."""
        if not isinstance(event, Touched):
            self._touched.put(serial)

    def turns(self) -> bool:
        """Does it go on?"""
        return self._thread.is_alive()

    def stop(self) -> None:
        """The process ends."""
        self._touched.put(None)

    def _lead(self) -> None:
        for serial, view in enumerate(itertools.cycle(stops()), 1):
            self._links.show(msgspec.structs.replace(view, serial=serial))
            try:
                while (
                    seen := self._touched.get(timeout=_THEY_STAND if view.screen in NOTHING_TO_PRESS else None)
                ) != serial:
                    if seen is None:
                        return
            except queue.Empty:
                continue


def main() -> int:
    """Lead on until told to end."""
    cache, probe = sys.argv[1:]
    os.environ.pop("QT_QPA_PLATFORM_PLUGIN_PATH", None)
    options = app.ScreenOptions(production=False, cache_dir=Path(cache), probe_socket=probe, voice="none")
    return app.run_screen(Tour, options)


if __name__ == "__main__":
    sys.exit(main())
