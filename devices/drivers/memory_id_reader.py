"""An identity-card reader in memory: passes the same conformance suite as the real ones; for tests and training.

Options: none needed. Must never be opened on a real terminal (`virtual=True`).
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from devices.contract import DeviceError, Driver, Fault, Kind, Media
from devices.known_options import KNOWN
from devices.protocols.idcard_record import CardRecord


class MemoryIdReader:
    """A place for one card. Tests call `place`, `lift`, `fail` and `unplug`; the worker calls the rest."""

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        self._pause = float((options or {}).get("poll_interval", 0.01))
        self._card: CardRecord | None = None
        self._lies = False
        self._failures: deque[Fault] = deque()
        self._gone = False
        self.polls = 0
        self.closed = False

    def place(self, card: CardRecord) -> None:
        """Lay a card on the reader: a new presentation."""
        self._card, self._lies = card, True

    def lift(self) -> None:
        """Take it away."""
        self._card, self._lies = None, False

    def fail(self, fault: Fault, times: int = 1) -> None:
        """Let the next `times` reads end in `fault`."""
        self._failures.extend([fault] * times)

    def unplug(self, *, gone: bool = True) -> None:
        """Take the reader itself away, or bring it back."""
        self._gone = gone

    def poll(self, on_detected: Callable[[], None]) -> CardRecord | None:
        """The card, once per presentation. Raises what was ordered."""
        time.sleep(self._pause)
        self.polls += 1
        self._present()
        if self._card is None:
            return None
        on_detected()
        if self._failures:
            raise DeviceError(self._failures.popleft(), "ordered")
        card, self._card = self._card, None
        return card

    def media(self) -> Media:
        """Is a card there, read or not? Raises GONE while unplugged."""
        self._present()
        return Media.PRESENT if self._lies else Media.ABSENT

    def check(self) -> None:
        """Raises GONE while unplugged."""
        self._present()

    def close(self) -> None:
        """Nothing to give back."""
        self.closed = True

    def _present(self) -> None:
        if self._gone:
            raise DeviceError(Fault.GONE, "unplugged")


DRIVER = Driver(
    name="memory_id_reader", kind=Kind.ID_READER, open=MemoryIdReader, virtual=True, options=KNOWN["memory_id_reader"]
)
