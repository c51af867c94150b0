"""The virtual identity-card reader: a process of its own on a pty, speaking the SAM's bytes at line speed.

Cards come from files of synthetic people; a control socket places and lifts them and orders every misbehaviour.
Development and tests only: a real terminal refuses ports that lead to a program. Exports no DRIVER: the serial
driver is used against it, as against a real reader.

Control verbs (`{"do": VERB, …}`): those of devices.twins.sam_desk, and stall {seconds?}, vanish, return.
"""

from __future__ import annotations

import argparse
import os
import select
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from devices.protocols.sam import Command, Flaw, Garbage, Request, RequestParser
from devices.transports.pty_line import PtyLine
from devices.twins.program import alone, common, count, file, folder, folder_of, serve, zero_or_more
from devices.twins.sam_desk import SamDesk, Stock
from devices.twins.words import SECONDS, Words, ordered, word

_PATIENCE = 10.0
_STALL_STEP = 0.005


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the twin."""
    parser.add_argument("--link", type=Path, required=True, help="where the serial port appears")
    parser.add_argument("--people", type=folder_of("*.json"), help="folder of synthetic people, ID.json each")
    parser.add_argument("--faces", type=folder, help="folder of test faces, NAME.chip.webp each")
    parser.add_argument("--card-record", type=file, help="a raw 256-byte record: this card lies there at start")
    parser.add_argument("--place", metavar="PERSON", help="this person's card lies there at start")
    parser.add_argument("--baud", type=count, default=115200, help="line speed, bits per second")
    parser.add_argument("--card-time", type=zero_or_more, default=0.0, help="seconds the module takes to read a chip")
    common(parser)


def main(args: argparse.Namespace) -> int:
    """Run until it is to end. 0, or 2 where it cannot start."""
    return serve("virtual_sam", lambda: Twin(args), args)


class Twin:
    """Line, module and control socket. The line belongs to the thread that calls `run`."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._desk = SamDesk(Stock(args.people, args.faces, args.card_record))
        self._port = str(args.link)
        self._card_time: float = args.card_time
        self._sam = self._desk.sam
        self._lock = threading.Condition()
        self._ending = self._gone = False
        self._stalled_until = 0.0
        self._sent = 0
        self._wake_read, self._wake_write = os.pipe()
        if args.place or args.card_record:
            self._sam.place(self._desk.card(args.place))
        self._open_line: Callable[[], PtyLine] = lambda: PtyLine(args.link, args.baud)
        self._line: PtyLine | None = self._open_line()

    def ready(self) -> dict[str, Any]:
        """The serial port."""
        return {"port": self._port}

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
            **self._desk.words(),
            "stall": word(self._stall, seconds=SECONDS),
            "vanish": word(lambda: self._set_gone(gone=True)),
            "return": word(lambda: self._set_gone(gone=False)),
        }

    def handle(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """One control request. Raises ValueError with the reason where it cannot be done."""
        order = ordered(self.words(), message)
        with self._lock:
            order()
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

    def _stall(self, seconds: float) -> None:
        self._stalled_until = time.monotonic() + seconds

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
    alone("virtual_sam", add_arguments, main)
