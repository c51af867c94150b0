"""Code scanner that types (keyboard wedge): its input device is taken exclusively and what it types becomes codes.

Options: `device` (a path; best its link in /dev/input/by-id), and how it was set up (`devices.scanner_manner`). The
scanner must be set to a US layout; it can send ASCII only, so codes of bytes (a 网证 code) need a serial one. Never
seen on hardware. Must never be opened on the keyboard people type on.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any, Final

from devices.contract import Code, DeviceError, Driver, Fault, Found, Info, Kind, Roots
from devices.input_listener import opened_line
from devices.known_options import KNOWN
from devices.protocols.scan_code import Scanned
from devices.protocols.typed_code import TypedCodeParser
from devices.scanner_manner import manner
from devices.transports import input_nodes

_SILENCE: Final = 0.2
"""Seconds between two keys of one code at most; a scanner types one in 1 to 20 ms."""
_STEP: Final = 0.05
"""Seconds between two looks at the clock while a code is being typed; while none is, nobody wakes."""
_KEPT_AT_MOST: Final = 16
_NEEDED: Final = frozenset({2, 11, 16, 28, 30, 44})
"""KEY_1, KEY_0, KEY_Q, KEY_ENTER, KEY_A, KEY_Z: it can type letters and Enter."""


class KeyboardScanner:
    """The grabbed device; driven by one thread. Raises DeviceError."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._parser = TypedCodeParser(manner(options, _SILENCE))
        self._line = opened_line(options, grab=True)
        self._scanned: deque[Scanned] = deque(maxlen=_KEPT_AT_MOST)

    def listen(self, timeout: float) -> Code | None:
        """The next code within `timeout` seconds. Raises GONE, CODE_TOO_LONG, CODE_GARBLED."""
        deadline = time.monotonic() + timeout
        while not self._scanned:
            now = time.monotonic()
            data = self._line.read(min(deadline, now + _STEP) if self._parser.waiting else deadline)
            self._scanned.extend(self._parser.feed(data, time.monotonic()))
            if not self._scanned and now >= deadline:
                return None
        one = self._scanned.popleft()
        if isinstance(one, Fault):
            raise DeviceError(one)
        return one

    def describe(self) -> Info:
        """It can send ASCII only."""
        return Info(can={"bytes": False, "trigger": False})

    def close(self) -> None:
        """Give the device back; never raises."""
        self._line.close()


def _find(roots: Roots) -> Iterable[Found]:
    """Every keyboard: which of them is a scanner only the technician can tell, so none is opened by itself."""
    return input_nodes.found(DRIVER.name, Kind.SCANNER, roots, lambda node: node.keys >= _NEEDED)


DRIVER = Driver(
    name="scanner_keyboard", kind=Kind.SCANNER, open=KeyboardScanner, find=_find, options=KNOWN["scanner_keyboard"]
)
