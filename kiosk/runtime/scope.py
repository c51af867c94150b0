"""How long an answer is wanted: a scope lives as long as the step that asked.

An answer that comes later is dropped, so that no table ever sees a stale one; effects that run long ask
`scope.alive` and stop by themselves.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from kiosk.flows.events import Event


class Scope:
    """One stay at one step."""

    def __init__(self, deliver: Callable[[Event], None]) -> None:
        self._deliver = deliver
        self._over = threading.Event()
        self._lock = threading.Lock()

    @property
    def alive(self) -> bool:
        """Is the step still the present one?"""
        return not self._over.is_set()

    def tell(self, event: Event) -> None:
        """Give an answer; dropped when the step is over."""
        with self._lock:
            if self.alive:
                self._deliver(event)

    def wait(self, seconds: float) -> bool:
        """Sleep that ends with the step; True while the step lives."""
        return not self._over.wait(seconds)

    def close(self) -> None:
        """The step is over."""
        with self._lock:
            self._over.set()
