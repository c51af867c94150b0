"""Wakes workers whose device is down as soon as something was plugged in or out: it is back within a second.

One thread, asleep until the kernel says something. It acts a little after the last message, because udev makes the
stable links only then, and once more later for devices that take their time. Must never open a device, and never
wake a worker whose device is well.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Final

from devices.contract import Roots
from devices.transports.uevents import LookingSource, Source, source_for
from devices.watchdog import WATCHDOG

_log = logging.getLogger(__name__)
SETTLED: Final = 0.2
"""Seconds after the last message."""
AT_LATEST: Final = 1.0
"""Seconds after the first message, also where they do not cease."""
ONCE_MORE: Final = 0.7
"""Seconds after that."""


class HotPlug:
    """Listens until `stop`. `wake` is called in its thread: it must be quick."""

    def __init__(
        self, wake: Callable[[], None] = WATCHDOG.plugged, source: Source | None = None, roots: Roots | None = None
    ) -> None:
        self._wake = wake
        self._roots = roots or Roots()
        self._source = source or source_for(self._roots)
        self._stopping = False
        self._due: list[float] = []
        self._first: float | None = None
        self._thread = threading.Thread(target=self._run, name="hotplug", daemon=True)

    def start(self) -> None:
        """Begin to listen. Once."""
        self._thread.start()

    def stop(self) -> None:
        """Listen no more, and give back what was held."""
        self._stopping = True
        self._source.interrupt()
        if self._thread.is_alive():
            self._thread.join()
        self._source.close()

    def _run(self) -> None:
        while not self._stopping:
            now = time.monotonic()
            if self._changed(max(0.0, self._due[0] - now) if self._due else None):
                self._expect(time.monotonic())
            elif self._due and time.monotonic() >= self._due[0]:
                self._due.pop(0)
                self._first = None
                self._wake()

    def _expect(self, now: float) -> None:
        """A message came: wake once all is quiet, and once more."""
        self._first = now if self._first is None else self._first
        at = min(now + SETTLED, self._first + AT_LATEST)
        self._due = [at, at + ONCE_MORE]

    def _changed(self, timeout: float | None) -> bool:
        """Wait on the source; one that broke is replaced by looking."""
        try:
            return self._source.wait(timeout)
        except OSError as error:
            _log.warning("no messages of the kernel any more (errno %s): looking every second instead", error.errno)
            self._source.close()
            self._source = LookingSource(self._roots)
            return True
