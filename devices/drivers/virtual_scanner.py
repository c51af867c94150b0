"""The virtual code scanner: a process of its own on a pty, sending a scanner's bytes at line speed.

It speaks the GM65 family's commands if told to. A control socket holds codes up and orders every misbehaviour.
Development and tests only: a real terminal refuses ports that lead to a program. Exports no DRIVER: the serial driver
is used against it, as against a real scanner.

Control verbs (`{"do": VERB, …}`): scan {text | hex}, garble {times?; 0 = no more}, too_long,
stall {seconds?; 0 = no more}, vanish, return, state.
"""

from __future__ import annotations

import argparse
import os
import select
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from devices.protocols import gm65
from devices.transports.pty_line import PtyLine
from devices.twins.program import alone, common, count, serve
from devices.twins.words import CODE, SECONDS, STATE, TIMES, Words, code, ordered, word

_PATIENCE = 10.0
_STEP = 0.005
_TOO_LONG = 6000
SUFFIXES = {"cr": b"\r", "lf": b"\n", "crlf": b"\r\n", "tab": b"\t", "gap": b""}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the twin."""
    parser.add_argument("--link", type=Path, required=True, help="where the serial port appears")
    parser.add_argument("--baud", type=count, default=9600, help="line speed, bits per second")
    parser.add_argument("--suffix", choices=sorted(SUFFIXES), default="crlf", help="what ends a code")
    parser.add_argument("--prefix", default="", help="what stands before each code")
    parser.add_argument("--aim", action="store_true", help="send the AIM id of a QR code")
    parser.add_argument("--family", choices=["gm65"], help="answer the commands of this family")
    common(parser)


def main(args: argparse.Namespace) -> int:
    """Run until it is to end. 0, or 2 where it cannot start."""
    return serve("virtual_scanner", lambda: Twin(args), args)


class Twin:
    """Line, scanner and control socket. The line belongs to the thread that calls `run`."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._port = str(args.link)
        self._prefix: bytes = args.prefix.encode("latin-1")
        self._suffix = SUFFIXES[args.suffix]
        self._aim: bool = args.aim
        self._family: str | None = args.family
        self._by_command = self._triggered = False
        self._changed = threading.Condition()
        self._shown: deque[bytes] = deque(maxlen=64)
        self._garble = 0
        self._stalled_until = 0.0
        self._ending = self._gone = False
        self._sent = 0
        self._wake_read, self._wake_write = os.pipe()
        self._open_line: Callable[[], PtyLine] = lambda: PtyLine(args.link, args.baud)
        self._line: PtyLine | None = self._open_line()

    def ready(self) -> dict[str, Any]:
        """The serial port."""
        return {"port": self._port}

    def run(self) -> None:
        """Serve the line until `stop`."""
        while not self._ending:
            line = self._settled_line()
            if line is None:
                self._rest()
                continue
            if line.wait(self._wake_read, None):
                self._obey(line, line.read())
            else:
                self._rest()
            self._send_shown(line)

    def stop(self) -> None:
        """End `run`; callable from a signal handler and from any thread."""
        self._ending = True
        os.write(self._wake_write, b"!")

    def close(self) -> None:
        """Hang up."""
        if self._line:
            self._line.close()
            self._line = None

    def words(self) -> Words:
        """Everything it can be told."""
        return {
            "scan": word(lambda **shown: self._show(code(**shown)), **CODE),
            "too_long": word(lambda: self._show(b"0" * _TOO_LONG)),
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
            told = {"gone": self._gone, "sent": self._sent, "shown": len(self._shown), "aim": self._aim}
            return {**told, "looking": self._triggered or not self._by_command}

    def _obey(self, line: PtyLine, data: bytes) -> None:
        """Commands of the family; another scanner hears nothing."""
        for body in gm65.commands(data) if self._family else []:
            command = gm65.write(int.from_bytes(body[2:4], "big"), body[4:])
            with self._changed:
                if command == gm65.AIM_ON:
                    self._aim = True
                elif command in (gm65.BY_COMMAND, gm65.CONTINUOUS):
                    self._by_command = command == gm65.BY_COMMAND
                elif command in (gm65.TRIGGER, gm65.STOP):
                    self._triggered = command == gm65.TRIGGER
            line.write(gm65.answer(), self._may_go_on)

    def _send_shown(self, line: PtyLine) -> None:
        """Read what is held up, if it looks."""
        while True:
            with self._changed:
                if not self._shown or (self._by_command and not self._triggered):
                    return
                code, self._triggered = self._shown.popleft(), False
                framed = self._prefix + (b"]Q1" if self._aim else b"") + code + self._suffix
                if self._garble:
                    self._garble -= 1
                    framed = framed[: max(1, len(framed) // 2)]
            line.write(framed, self._may_go_on)
            with self._changed:
                self._sent += 1
            if not self._suffix:
                time.sleep(line.wire_time(len(framed)))

    def _may_go_on(self) -> bool:
        while time.monotonic() < self._stalled_until and not (self._ending or self._gone):
            time.sleep(_STEP)
        return not (self._gone or self._ending)

    def _rest(self) -> None:
        """Wait to be woken, and forget the wake-ups."""
        if select.select([self._wake_read], [], [])[0]:
            os.read(self._wake_read, 64)

    def _show(self, code: bytes) -> None:
        self._shown.append(code)
        os.write(self._wake_write, b"!")

    def _garbled(self, times: int) -> None:
        self._garble = times

    def _stall(self, seconds: float) -> None:
        self._stalled_until = time.monotonic() + seconds

    def _set_gone(self, *, gone: bool) -> None:
        """Ask the line's thread to hang up or to come back, and wait until it has."""
        self._gone = gone
        os.write(self._wake_write, b"!")
        if not self._changed.wait_for(lambda: (self._line is None) is gone, _PATIENCE):
            raise ValueError("the line did not follow")

    def _settled_line(self) -> PtyLine | None:
        """The line as ordered; a scanner that lost its power knows of no command any more."""
        with self._changed:
            if self._gone and self._line:
                self._line.close()
                self._line = None
                self._shown.clear()
                self._by_command = self._triggered = False
            elif not self._gone and self._line is None:
                self._line = self._open_line()
            self._changed.notify_all()
            return self._line


if __name__ == "__main__":
    alone("virtual_scanner", add_arguments, main)
