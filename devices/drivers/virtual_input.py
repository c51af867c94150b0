"""The virtual input device: headphone jack, keypad, door contact or typing scanner, a process of its own on a pipe.

It writes the kernel's own `struct input_event` bytes into a named pipe; the driver opens it like /dev/input/eventN.
A jack and a door tell how they stand as soon as somebody opens the pipe. Development and tests only: a real terminal
refuses what is no device of the kernel's. Exports no DRIVER: the real drivers are used against it.

Control verbs (`{"do": VERB, …}`): plug, unplug, open, close, press {key}, scan {text | hex},
garble {times?; 0 = no more}, too_long, stall {seconds?; 0 = no more}, vanish, return, state.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import os
import select
import threading
import time
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from devices.protocols import input_event as ie
from devices.protocols.input_event import InputEvent, report, strokes
from devices.transports.place import make_room
from devices.twins.program import alone, common, serve
from devices.twins.words import CODE, SECONDS, STATE, TIMES, Words, code, one_of, ordered, word

_TICK = 0.01
_PATIENCE = 10.0
_TOO_LONG = 5000
_KEY_F1 = 59
KINDS = ("headphones", "keypad", "door", "scanner")
_SWITCHES = {"headphones": ie.SW_HEADPHONE_INSERT, "door": ie.SW_MACHINE_COVER}
_TURNS = {"plug": ("headphones", 1), "unplug": ("headphones", 0), "open": ("door", 0), "close": ("door", 1)}
_KEYS = {"1": 79, "2": 80, "3": 81, "4": 75, "5": 76, "6": 77, "7": 71, "8": 72, "9": 73, "0": 82,
         "*": 55, "#": 98, "enter": 96, "cancel": 1, "clear": 14}  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the twin."""
    parser.add_argument("--as", dest="kind", choices=KINDS, required=True, help="what it is")
    parser.add_argument("--link", type=Path, required=True, help="where the device appears")
    common(parser)


def main(args: argparse.Namespace) -> int:
    """Run until it is to end. 0, or 2 where it cannot start."""
    return serve("virtual_input", lambda: Twin(args), args)


class Twin:
    """Pipe, device and control socket. The pipe belongs to the thread that calls `run`."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._kind: str = args.kind
        self._link: Path = args.link
        self._changed = threading.Condition()
        self._reports: deque[bytes] = deque()
        self._stands = 1 if self._kind == "door" else 0
        self._pipe: int | None = None
        self._present = False
        self._gone = self._ending = False
        self._garble = 0
        self._stalled_until = 0.0
        self._appear()

    def ready(self) -> dict[str, Any]:
        """The device."""
        return {"device": str(self._link)}

    def run(self) -> None:
        """Serve the pipe until `stop`."""
        while not self._ending:
            with self._changed:
                self._settle()
                self._attach()
                self._write()
                self._changed.notify_all()
            time.sleep(_TICK)

    def stop(self) -> None:
        """End `run`; callable from a signal handler and from any thread."""
        self._ending = True

    def close(self) -> None:
        """Take the device away."""
        self._disappear()

    def words(self) -> Words:
        """Everything it can be told."""
        return {
            **{name: word(functools.partial(self._turn, *turn)) for name, turn in _TURNS.items()},
            "press": word(self._press, key=one_of(_KEYS)),
            "scan": word(lambda **shown: self._type(code(**shown) + b"\r"), **CODE),
            "too_long": word(lambda: self._type(b"0" * _TOO_LONG + b"\r")),
            "garble": word(self._garbled, times=TIMES),
            "stall": word(self._stall, seconds=SECONDS),
            "vanish": word(lambda: self._set_gone(gone=True)),
            "return": word(lambda: self._set_gone(gone=False)),
            "state": STATE,
        }

    def handle(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """One control request. Raises ValueError with the reason where it cannot be done."""
        order = ordered(self.words(), message)
        with self._changed:
            order()
            return {"gone": self._gone, "stands": self._stands, "waiting": len(self._reports), "kind": self._kind}

    def _turn(self, of: str, stands: int, /) -> None:
        """A switch: told to whoever listens, and to whoever opens the device later."""
        if of != self._kind:
            raise ValueError(f"this is no {of}")
        self._stands = stands
        if self._pipe is not None:
            self._reports.append(self._standing())

    def _press(self, key: str) -> None:
        self._send([report(InputEvent(ie.EV_KEY, _KEYS[key], value)) for value in (ie.PRESSED, ie.RELEASED)])

    def _type(self, text: bytes) -> None:
        reports = strokes(text)
        if self._garble:
            self._garble -= 1
            reports.insert(len(reports) // 2, report(InputEvent(ie.EV_KEY, _KEY_F1, ie.PRESSED)))
        self._send(reports)

    def _send(self, reports: list[bytes]) -> None:
        """Keys are for whoever listens now. Raises ValueError where nobody does."""
        if not self._changed.wait_for(lambda: self._pipe is not None or self._gone, _PATIENCE) or self._gone:
            raise ValueError("nobody listens")
        self._reports.extend(reports)

    def _garbled(self, times: int) -> None:
        self._garble = times

    def _stall(self, seconds: float) -> None:
        self._stalled_until = time.monotonic() + seconds

    def _set_gone(self, *, gone: bool) -> None:
        self._gone = gone
        if not self._changed.wait_for(lambda: self._present is not gone, _PATIENCE):
            raise ValueError("the device did not follow")

    def _standing(self) -> bytes:
        return report(InputEvent(ie.EV_SW, _SWITCHES[self._kind], self._stands))

    def _settle(self) -> None:
        if self._gone and self._present:
            self._attach()  # who opened it just now must see it hang up, too
            self._disappear()
        elif not self._gone and not self._present:
            self._appear()

    def _appear(self) -> None:
        make_room(self._link)
        os.mkfifo(self._link, 0o600)
        self._present = True

    def _disappear(self) -> None:
        self._link.unlink(missing_ok=True)
        self._detach()
        self._present = False

    def _attach(self) -> None:
        """Notice that somebody has opened the device, or has closed it."""
        if not self._present:
            return
        if self._pipe is None:
            with contextlib.suppress(OSError):  # ENXIO: nobody reads
                self._pipe = os.open(self._link, os.O_WRONLY | os.O_NONBLOCK)
            if self._pipe is not None and self._kind in _SWITCHES:
                self._reports.append(self._standing())
            return
        watched = select.poll()
        watched.register(self._pipe, 0)
        if watched.poll(0):
            self._detach()

    def _detach(self) -> None:
        pipe, self._pipe = self._pipe, None
        self._reports.clear()
        if pipe is not None:
            os.close(pipe)

    def _write(self) -> None:
        """What waits, unless the device is stalled or the pipe is full."""
        while self._reports and self._pipe is not None and time.monotonic() >= self._stalled_until:
            try:
                os.write(self._pipe, self._reports[0])
            except BlockingIOError:
                return
            except BrokenPipeError:
                self._detach()
                return
            self._reports.popleft()


if __name__ == "__main__":
    alone("virtual_input", add_arguments, main)
