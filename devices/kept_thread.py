"""A thread with limits, that can be left behind when it hangs, and then may not touch what it worked for any more.

Python cannot end a thread. One that was left behind runs into LeftBehind at whatever it wants of its owner; a fresh
one takes its place. Must never know what the thread works on.
"""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

VOICE_TIMEOUT: Final = 1.0
"""Seconds to wait for the voice from outside: whoever hears may be what hangs."""


class LeftBehind(BaseException):
    """Ends a thread that hung and came back, at whatever it wants of its worker. No driver catches it."""


class KeptThread(ABC):
    """The thread that works now, and those that were left behind. Not started by itself."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._voice = threading.RLock()
        """Held while something is said or moved, so that nothing is heard of a thread once it was left behind."""
        self._wake = threading.Event()
        self._due: float | None = None
        """Until when the present portion of work must be done (monotonic clock); None = nothing can hang."""
        self._left: list[threading.Thread] = []
        self._thread = self._made_thread()

    def stood_still(self, seconds: float) -> None:
        """The process stood still for `seconds`: the device has as much longer. The watchdog calls it."""
        if self._voice.acquire(timeout=VOICE_TIMEOUT):
            self._due = None if self._due is None else self._due + seconds
            self._voice.release()

    @abstractmethod
    def _run(self) -> None:
        """The thread's work."""

    def _made_thread(self) -> threading.Thread:
        return threading.Thread(target=self._run, name=self._name, daemon=True)

    def _hanging(self) -> int:
        """How many threads that were left behind have not ended since."""
        self._left = [thread for thread in self._left if thread.is_alive()]
        return len(self._left)

    def _leave(self) -> None:
        """Leave the present thread behind; a fresh one is ready to be started. Call it with the voice held."""
        self._due = None
        self._left.append(self._thread)
        self._thread = self._made_thread()

    def _own(self) -> bool:
        """Is the caller the thread that works now?"""
        return threading.current_thread() is self._thread

    @contextmanager
    def _within(self, limit: float) -> Iterator[None]:
        """What happens here hangs once it has taken `limit` seconds; rests do not count."""
        with self._voice:
            self._heed()
            before, self._due = self._due, time.monotonic() + limit
        try:
            yield
        finally:
            with self._voice:
                if self._own():
                    self._due = before

    def _rest(self, seconds: float) -> None:
        """Wait, unless somebody wants something. Nothing hangs meanwhile."""
        with self._voice:
            self._heed()
            left, self._due = None if self._due is None else self._due - time.monotonic(), None
        self._wake.wait(seconds)
        self._wake.clear()
        with self._voice:
            self._heed()
            self._due = None if left is None else left + time.monotonic()

    def _heed(self) -> None:
        """Raises LeftBehind in a thread that was left behind. Call it with the voice held."""
        if not self._own():
            raise LeftBehind
