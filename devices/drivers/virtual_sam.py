"""The virtual identity-card reader: a process of its own on a pty, speaking the SAM's bytes at line speed.

Cards come from files of synthetic people; a control socket places and lifts them and orders every misbehaviour.
Development and tests only: a real terminal refuses ports that lead to a program. Exports no DRIVER: the serial
driver is used against it, as against a real reader.

Control verbs (`{"do": VERB, …}`): those of devices.twins.sam_desk, and stall {seconds}, vanish, return.
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
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from devices.protocols.sam import Command, Flaw, Garbage, Request, RequestParser
from devices.transports.control import Control
from devices.transports.pty_line import PtyLine
from devices.twins.sam_desk import SamDesk, Stock, ordered

_PATIENCE = 10.0
_STALL_STEP = 0.005


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the twin."""
    parser.add_argument("--link", type=Path, required=True, help="where the serial port appears")
    parser.add_argument("--control", type=Path, help="where the control socket appears")
    parser.add_argument("--people", type=Path, help="folder of synthetic people, ID.json each")
    parser.add_argument("--faces", type=Path, help="folder of test faces, NAME.chip.webp each")
    parser.add_argument("--card-record", type=Path, help="a raw 256-byte record: this card lies there at start")
    parser.add_argument("--place", metavar="PERSON", help="this person's card lies there at start")
    parser.add_argument("--baud", type=int, default=115200, help="line speed, bits per second")
    parser.add_argument("--card-time", type=float, default=0.0, help="seconds the module takes to read a chip")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input ends")


def main(args: argparse.Namespace) -> int:
    """Run until SIGTERM (or, with --with-parent, the end of standard input). 0, or 2 for unusable arguments."""
    try:
        twin = Twin(args)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"virtual_sam: {error}\n")
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
    """Line, module and control socket. The line belongs to the thread that calls `run`."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._desk = SamDesk(Stock(args.people, args.faces, args.card_record))
        self._card_time: float = args.card_time
        self._sam = self._desk.sam
        self._lock = threading.Condition()
        self._ending = self._gone = False
        self._stalled_until = 0.0
        self._sent = 0
        self._wake_read, self._wake_write = os.pipe()
        if args.place or args.card_record:
            self._sam.place(self._desk.card({"person": args.place} if args.place else {}))
        self._open_line: Callable[[], PtyLine] = lambda: PtyLine(args.link, args.baud)
        self._line: PtyLine | None = self._open_line()
        self._control = Control(args.control, self.handle) if args.control else None

    def run(self) -> None:
        """Serve the line until `stop`."""
        parser = RequestParser()
        while not self._ending:
            line = self._settled_line()
            if line is None or not line.wait(self._wake_read, None):
                self._rest(None if line is None else 0.0)
                continue
            self._hold()
            for received in parser.feed(line.read()):
                self._serve(line, received)
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
        verbs = self._desk.verbs() | {
            "stall": self._stall,
            "vanish": lambda _said: self._set_gone(gone=True),
            "return": lambda _said: self._set_gone(gone=False),
        }
        verb = ordered(verbs, message)
        with self._lock:
            verb(message)
            return {**self._sam.state(), "gone": self._gone, "sent": self._sent}

    def _serve(self, line: PtyLine, received: Request | Garbage | Flaw) -> None:
        if isinstance(received, Request) and received.command in (Command.READ, Command.READ_WITH_FINGER):
            time.sleep(self._card_time)  # a card lifted in the meantime is missed below
        with self._lock:
            frame = self._sam.reply(received)
        sent = line.write(frame, self._may_go_on)
        with self._lock:
            self._sent += sent

    def _may_go_on(self) -> bool:
        """Before each portion on the line: hold while stalled, stop where the port vanished."""
        self._hold()
        return not (self._gone or self._ending)

    def _hold(self) -> None:
        while time.monotonic() < self._stalled_until and not (self._ending or self._gone):
            time.sleep(_STALL_STEP)

    def _rest(self, timeout: float | None) -> None:
        """Wait to be woken, and forget the wake-ups."""
        if select.select([self._wake_read], [], [], timeout)[0]:
            os.read(self._wake_read, 64)

    def _stall(self, said: Mapping[str, Any]) -> None:
        self._stalled_until = time.monotonic() + float(said.get("seconds", 1.0))

    def _set_gone(self, *, gone: bool) -> None:
        """Ask the line's thread to hang up or to come back, and wait until it has."""
        self._gone = gone
        os.write(self._wake_write, b"!")
        if not self._lock.wait_for(lambda: (self._line is None) is gone, _PATIENCE):
            raise ValueError("the line did not follow")

    def _settled_line(self) -> PtyLine | None:
        """The line as ordered: closed where it shall be gone, else open."""
        with self._lock:
            if self._gone and self._line:
                self._line.close()
                self._line = None
                self._sam.power_cycle()
            elif not self._gone and self._line is None:
                self._line = self._open_line()
            self._lock.notify_all()
            return self._line


if __name__ == "__main__":
    _parser = argparse.ArgumentParser(prog="virtual_sam", description="A virtual identity-card reader.")
    add_arguments(_parser)
    raise SystemExit(main(_parser.parse_args()))
