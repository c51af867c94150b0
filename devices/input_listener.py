"""What the drivers of plain input devices share: an open line, its events, a short row of what was done.

A switch (jack, door) tells how it stands as soon as it is opened, and its changes after that. Must never hold back
more than a few things: what nobody hears is not kept.
"""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from devices.contract import DeviceError, Fault, Turned
from devices.protocols.input_event import EV_SW, EventParser, InputEvent
from devices.transports.input_line import InputLine

_KEPT_AT_MOST: Final = 64


def opened_line(options: Mapping[str, Any], *, grab: bool) -> InputLine:
    """The line of option `device` (a path, best a link of /dev/input/by-id or by-path).

    On a real terminal (`production`) only a device of the kernel's. Raises DeviceError.
    """
    path = options.get("device")
    if not isinstance(path, str) or not path:
        raise DeviceError(Fault.NOT_CONFIGURED, "option device is missing")
    return InputLine(path, grab=grab, real=bool(options.get("production")))


@dataclass(frozen=True)
class Switch:
    """One switch: its number, and the words for on and off."""

    code: int
    on: str
    off: str


class InputListener:
    """A Listener over a line; `meaning` says in the contract's word what an event is, or None."""

    def __init__(self, line: InputLine, meaning: Callable[[InputEvent], str | None]) -> None:
        self._line = line
        self._meaning = meaning
        self._parser = EventParser()
        self._heard: deque[str] = deque(maxlen=_KEPT_AT_MOST)

    def listen(self, timeout: float) -> Turned | None:
        """What was done next, within `timeout` seconds. Raises DeviceError GONE."""
        deadline = time.monotonic() + timeout
        while not self._heard:
            data = self._line.read(deadline)
            if not data:
                return None
            words = (self._meaning(event) for event in self._parser.feed(data))
            self._heard.extend(word for word in words if word is not None)
        return Turned(self._heard.popleft())

    def close(self) -> None:
        """Give the device back; never raises."""
        self._line.close()

    def hear(self, word: str) -> None:
        """Put in what is known without an event."""
        self._heard.append(word)


def switch_listener(line: InputLine, switch: Switch) -> InputListener:
    """A Listener of one switch: says at once how it stands where the kernel tells, then every change once."""
    last: list[str] = []

    def meaning(event: InputEvent) -> str | None:
        if (event.kind, event.code) != (EV_SW, switch.code):
            return None
        word = switch.on if event.value else switch.off
        changed = last != [word]
        last[:] = [word]
        return word if changed else None

    listener = InputListener(line, meaning)
    with contextlib.ExitStack() as giving_back:
        giving_back.callback(line.close)
        stands = line.switches()
        giving_back.pop_all()
    if stands is not None:
        word = meaning(InputEvent(EV_SW, switch.code, stands >> switch.code & 1))
        listener.hear(word or switch.off)
    return listener
