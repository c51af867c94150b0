"""A chip-card reader in memory: passes the same conformance suite as the real ones; for tests and training.

Options: none needed. Must never be opened on a real terminal (`virtual=True`).
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from devices.contract import ChipCard, DeviceError, Driver, Fault, Kind
from devices.known_options import KNOWN


class MemoryChipReader:
    """A slot for one card. Tests call `place`, `lift`, `fail` and `unplug`; the worker calls the rest."""

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        self._pause = float((options or {}).get("poll_interval", 0.01))
        self._fresh: ChipCard | Fault | None = None
        self._failures: deque[Fault] = deque()
        self._gone = False
        self.polls = 0
        self.closed = False

    def place(self, card: ChipCard | Fault) -> None:
        """Put a card in, or one that ends in this fault: a new presentation."""
        self._fresh = card

    def lift(self) -> None:
        """Take it away."""
        self._fresh = None

    def fail(self, fault: Fault, times: int = 1) -> None:
        """Let the next `times` readings end in `fault`."""
        self._failures.extend([fault] * times)

    def unplug(self, *, gone: bool = True) -> None:
        """Take the reader itself away, or bring it back."""
        self._gone = gone

    def poll(self, on_detected: Callable[[], None]) -> ChipCard | None:
        """The card, once per presentation. Raises what was ordered."""
        time.sleep(self._pause)
        self.polls += 1
        self.check()
        fresh = self._fresh
        if fresh is None:
            return None
        on_detected()
        if self._failures:
            raise DeviceError(self._failures.popleft(), "ordered")
        self._fresh = None
        if isinstance(fresh, Fault):
            raise DeviceError(fresh, "ordered")
        return fresh

    def check(self) -> None:
        """Raises GONE while unplugged."""
        if self._gone:
            raise DeviceError(Fault.GONE, "unplugged")

    def close(self) -> None:
        """Nothing to give back."""
        self.closed = True


DRIVER = Driver(
    name="memory_chip_reader",
    kind=Kind.CHIP_READER,
    open=MemoryChipReader,
    virtual=True,
    options=KNOWN["memory_chip_reader"],
)
