"""The virtual code scanner: a process of its own on a pty, sending a scanner's bytes at line speed.

It speaks the GM65 family's commands if told to. A control socket holds codes up and orders every misbehaviour.
Development and tests only: a real terminal refuses ports that lead to a program. Exports no DRIVER: the serial driver
is used against it, as against a real scanner.

Control verbs (`{"do": VERB, …}`): scan {text | hex}, garble {times}, too_long, stall {seconds}, vanish,
return, state.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from devices.protocols import gm65
from devices.transports.control import Control
from devices.transports.pty_line import PtyLine

_PATIENCE = 10.0
_STEP = 0.005
_TOO_LONG = 6000
_CODE_AT_MOST = 8192
SUFFIXES = {"cr": b"\r", "lf": b"\n", "crlf": b"\r\n", "tab": b"\t", "gap": b""}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the twin."""
    parser.add_argument("--link", type=Path, required=True, help="where the serial port appears")
    parser.add_argument("--control", type=Path, help="where the control socket appears")
    parser.add_argument("--baud", type=int, default=9600, help="line speed, bits per second")
    parser.add_argument("--suffix", choices=sorted(SUFFIXES), default="crlf", help="what ends a code")
    parser.add_argument("--prefix", default="", help="what stands before each code")
    parser.add_argument("--aim", action="store_true", help="send the AIM id of a QR code")
    parser.add_argument("--family", choices=["gm65"], help="answer the commands of this family")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input ends")


def main(args: argparse.Namespace) -> int:
    """Run until SIGTERM (or, with --with-parent, the end of standard input). 0, or 2 for unusable arguments."""
    try:
        twin = Twin(args)
    except OSError as error:
        sys.stderr.write(f"virtual_scanner: {error}\n")
        return 2
    signal.signal(signal.SIGTERM, lambda _number, _frame: twin.stop())
    signal.signal(signal.SIGINT, lambda _number, _frame: twin.stop())
    if args.with_parent:
        threading.Thread(target=twin.stop_with_parent, name="parent", daemon=True).start()
    sys.stdout.write(json.dumps({"event": "ready", "port": str(args.link)}) + "\n")
    sys.stdout.flush()
    twin.run()
    return 0


class Twin:
    """Line, scanner and control socket. The line belongs to the thread that calls `run`."""

    def __init__(self, args: argparse.Namespace) -> None:
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
        self._control = Control(args.control, self.handle) if args.control else None

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
        if self._control:
            self._control.close()
        if self._line:
            self._line.close()

    def stop(self) -> None:
        """End `run`; callable from a signal handler and from any thread."""
        self._ending = True
        os.write(self._wake_write, b"!")

    def stop_with_parent(self) -> None:
        """Block until standard input ends, then stop."""
        while os.read(sys.stdin.fileno(), 4096):  # sys.stdin's own lock would end a SIGTERM in an abort
            pass
        self.stop()

    def handle(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """One control request. Raises ValueError with the reason where it cannot be done."""
        verbs: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "scan": lambda said: self._show(_code(said)),
            "too_long": lambda _said: self._show(b"0" * _TOO_LONG),
            "garble": self._garbled,
            "stall": self._stall,
            "vanish": lambda _said: self._set_gone(gone=True),
            "return": lambda _said: self._set_gone(gone=False),
            "state": lambda _said: None,
        }
        verb = verbs.get(str(message.get("do")))
        if verb is None:
            raise ValueError(f"do: one of {', '.join(sorted(verbs))}")
        with self._changed:
            verb(message)
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

    def _garbled(self, said: Mapping[str, Any]) -> None:
        self._garble = int(said.get("times", 1))

    def _stall(self, said: Mapping[str, Any]) -> None:
        self._stalled_until = time.monotonic() + float(said.get("seconds", 1.0))

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


def _code(said: Mapping[str, Any]) -> bytes:
    """What is held up: `hex`, or `text` in UTF-8. Raises ValueError."""
    code = bytes.fromhex(str(said["hex"])) if "hex" in said else str(said.get("text", "")).encode()
    if not 0 < len(code) <= _CODE_AT_MOST:
        raise ValueError("text or hex: something, and at most 8192 bytes")
    return code


if __name__ == "__main__":
    _parser = argparse.ArgumentParser(prog="virtual_scanner", description="A virtual code scanner.")
    add_arguments(_parser)
    raise SystemExit(main(_parser.parse_args()))
