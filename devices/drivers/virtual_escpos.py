"""The virtual ESC/POS printer: a process of its own on a pty and on TCP, that turns what it is sent into pictures.

Each slip that is cut off becomes a PNG in a folder, dot for dot. It answers status questions, holds the host back
when its buffer is full (by reading no more, or with XOFF), and prints at a speed of its own. A control socket orders
every misfortune. Development and tests only: the ESC/POS driver is used against it, as against a real printer.

Control verbs (`{"do": VERB, …}`): near-end {on?}, empty, refill, cover {open?}, jam {now?}, free (no jam, neither now
nor at the next cut), offline {on?}, overheat {seconds?}, break {on?}, lose-mark {on?}, feed {on?}, stall {seconds?},
garble {times?}, mute {on?}, vanish, return, tear, forget, sheets {job_id}, state; times 0 and seconds 0 take back
what was ordered. With {after_rows} any of them waits until so many more rows are printed; `forget` drops what waits.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import os
import select
import socket
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from devices.transports.pty_line import PtyLine
from devices.twins.escpos_machine import EscposMachine, Slip
from devices.twins.program import alone, common, count, port_number, serve, zero_or_more
from devices.twins.words import JOB, ON, SECONDS, STATE, TIMES, Flag, Whole, Word, Words, ordered, word

_PATIENCE: Final = 10.0
_TICK: Final = 0.01
_BAUD: Final = 115200
_WINDOW: Final = 4096
"""Bytes; the system doubles it."""
_XON, _XOFF = b"\x11", b"\x13"
_WHITE_IS_ONE: Final = bytes(range(255, -1, -1))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the twin."""
    parser.add_argument("--slips", type=Path, required=True, help="folder for the pictures, 0001.png and so on")
    parser.add_argument("--link", type=Path, help="where the serial port appears")
    parser.add_argument("--tcp", type=port_number, metavar="PORT", help="port on loopback; 0 = any free one")
    parser.add_argument("--paper", type=int, choices=(58, 80), default=80, help="width of the roll, mm")
    parser.add_argument("--speed", type=zero_or_more, default=0.0, help="bytes a second on the line; 0 = unlimited")
    parser.add_argument(
        "--rows", type=zero_or_more, default=0.0, help="rows printed a second (8 to the mm); 0 = unlimited"
    )
    parser.add_argument("--buffer", type=count, default=4096, help="receive buffer, bytes")
    parser.add_argument("--xonxoff", action="store_true", help="hold the host back with XOFF")
    without = sorted(EscposMachine.ALL)
    parser.add_argument("--without", action="append", default=[], choices=without, help="what this model lacks")
    common(parser)


def main(args: argparse.Namespace) -> int:
    """Run until it is to end. 0, or 2 where it cannot start."""
    return serve("virtual_escpos", lambda: Twin(args), args)


class Ways:
    """The pty, the listening socket and the one connection. Belongs to the thread that runs the twin."""

    def __init__(self, link: Path | None, tcp: int | None) -> None:
        self.listener = _listening(tcp) if tcp is not None else None
        try:
            self.line = PtyLine(link, _BAUD) if link else None
        except OSError:
            if self.listener:
                self.listener.close()
            raise
        self.connection: socket.socket | None = None
        self._answer_to: int | None = None

    @property
    def tcp_port(self) -> int:
        """The port listened on, 0 where none is."""
        return int(self.listener.getsockname()[1]) if self.listener else 0

    def sources(self) -> list[int]:
        """What can be read from."""
        return [one.fileno() for one in (self.line, self.connection) if one is not None]

    def accept(self) -> None:
        """One host at a time: a new connection takes the place of the old."""
        if self.listener is None:
            return
        if self.connection is not None:
            self.connection.close()
        self.connection = self.listener.accept()[0]
        self.connection.setblocking(False)

    def read(self, handle: int, size: int) -> bytes:
        """What has come on one of `sources`; a connection that ended is closed."""
        try:
            data = os.read(handle, size)
        except BlockingIOError:
            return b""
        except OSError:
            data = b""
        if not data and self.connection is not None and handle == self.connection.fileno():
            self.connection.close()
            self.connection = None
        if data:
            self._answer_to = handle
        return data

    def write(self, data: bytes) -> None:
        """To the host heard last; what nobody reads is lost, as on a wire."""
        handle = self._answer_to if self._answer_to in self.sources() else None
        if handle is None:
            return
        try:
            os.write(handle, data)
        except OSError:
            return

    def close(self) -> None:
        """Hang up."""
        for one in (self.connection, self.listener, self.line):
            if one is not None:
                one.close()


def _listening(port: int) -> socket.socket:
    """On loopback; its receive window is as small as a network printer's, not as large as Linux would make it."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _WINDOW)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(1)
    except OSError:
        listener.close()
        raise
    return listener


class Twin:
    """Ways, machine and control socket."""

    def __init__(self, args: argparse.Namespace) -> None:
        if args.link is None and args.tcp is None:
            raise ValueError("--link or --tcp: where is the printer to be?")
        self._link: Path | None = args.link
        self._slips: Path = args.slips
        self._slips.mkdir(parents=True, exist_ok=True)
        self._whole = self._blank = 0
        self._xonxoff: bool = args.xonxoff
        self._speed: float = args.speed
        self._rows: float = args.rows
        self._capacity: int = args.buffer
        dots = {58: 384, 80: 576}[args.paper]
        self._machine = EscposMachine(self._keep, dots, args.buffer, EscposMachine.ALL - set(args.without))
        self._dots = dots
        self._lock = threading.Condition()
        self._ending = self._gone = self._held = False
        self._stalled_until = self._hot_until = 0.0
        self._worked_at = time.monotonic()
        self._may_read = self._may_print = 0.0
        self._wake_read, self._wake_write = os.pipe()
        first = Ways(args.link, args.tcp)
        self.tcp_port = first.tcp_port
        self._ways: Ways | None = first
        self._open_ways: Callable[[], Ways] = lambda: Ways(args.link, self.tcp_port if args.tcp is not None else None)

    def ready(self) -> dict[str, Any]:
        """Serial port and TCP port."""
        return {"port": str(self._link or ""), "tcp": self.tcp_port}

    # --- the loop ----------------------------------------------------------------------------------------
    def run(self) -> None:
        """Serve until `stop`."""
        busy = False
        while not self._ending:
            with self._lock:
                ways = self._settled_ways()
            busy = self._turn(ways, busy=busy)

    def _turn(self, ways: Ways | None, *, busy: bool) -> bool:
        """Wait for something to do, and do it; True where there may be more at once."""
        stalled = time.monotonic() < self._stalled_until
        room = 0 if ways is None or stalled else self._allowed()
        watched = [self._wake_read, *(ways.sources() if ways and room else [])]
        if ways and ways.listener:
            watched.append(ways.listener.fileno())
        waiting = self._speed or self._rows or stalled or not room or self._machine.health.hot
        ready, _, _ = select.select(watched, [], [], 0.0 if busy else _TICK if waiting else None)
        if self._wake_read in ready:
            os.read(self._wake_read, 64)
            return False
        with self._lock:
            if ways is None or stalled:
                return False
            if ways.listener and ways.listener.fileno() in ready:
                ways.accept()
            for handle in ways.sources():
                if handle in ready and room:
                    data = ways.read(handle, room)
                    self._may_read -= len(data)
                    self._machine.receive(data)
            return self._work(ways)

    def _allowed(self) -> int:
        """Bytes that may be read now: what fits, at the speed of the line.

        With XOFF too: a pty holds far more than the few bytes that are on a wire when XOFF gets there.
        """
        room = self._machine.room
        if not self._speed:
            return min(room, 4096)
        return min(room, int(self._may_read))

    def _work(self, ways: Ways) -> bool:
        """Print for the time that has passed, and say what there is to say."""
        now = time.monotonic()
        passed, self._worked_at = now - self._worked_at, now
        self._may_read = min(self._may_read + passed * self._speed, max(64.0, self._speed / 20))
        if self._machine.health.hot and now >= self._hot_until:
            self._machine.health.hot = False
        self._may_print = min(self._may_print + passed * self._rows, max(24.0, self._rows / 10))
        before = self._machine.seen["rows"]
        more = self._machine.advance(int(self._may_print) if self._rows else 64)
        if self._rows:
            self._may_print -= self._machine.seen["rows"] - before
        self._machine.tell_changes()
        if self._xonxoff:
            self._hold_back()
        if self._machine.out:
            ways.write(bytes(self._machine.out))
            self._machine.out.clear()
        return more and not self._rows

    def _hold_back(self) -> None:
        used = self._capacity - self._machine.room
        if not self._held and used > self._capacity * 3 // 4:
            self._held = True
            self._machine.out += _XOFF
        elif self._held and used < self._capacity // 4:
            self._held = False
            self._machine.out += _XON

    def stop(self) -> None:
        """End `run`; callable from a signal handler and from any thread."""
        self._ending = True
        self._wake()

    def close(self) -> None:
        """Hang up."""
        if self._ways:
            self._ways.close()
            self._ways = None

    def _wake(self) -> None:
        os.write(self._wake_write, b"!")

    def _settled_ways(self) -> Ways | None:
        """The ways as ordered: closed where the printer shall be gone, else open."""
        if self._gone and self._ways:
            self._ways.close()
            self._ways = None
        elif not self._gone and self._ways is None:
            self._ways = self._open_ways()
        self._lock.notify_all()
        return self._ways

    # --- paper -------------------------------------------------------------------------------------------
    def _keep(self, slip: Slip) -> None:
        """A slip that was cut off becomes a picture, whole or not at all."""
        from PIL import Image

        if slip.blank:
            self._blank += 1
            return
        self._whole += 1
        bits = b"".join(slip.rows).translate(_WHITE_IS_ONE)
        part = self._slips / ".part"
        Image.frombytes("1", (self._dots, len(slip.rows)), bits).save(part, "PNG", compress_level=1)
        part.replace(self._slips / f"{self._whole:04}.png")

    # --- control -----------------------------------------------------------------------------------------
    def handle(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """One control request. Raises ValueError with the reason where it cannot be done."""
        order = ordered(self.words(), message)
        with self._lock:
            extra = order() or {}
            self._wake()
            return {**self._machine.state(), "slips": self._whole, "blank": self._blank, "gone": self._gone, **extra}

    def words(self) -> Words:
        """Everything it can be told."""
        machine = self._machine
        words = {
            "near-end": word(functools.partial(self._set, "near_end"), on=ON),
            "empty": word(machine.run_out),
            "refill": word(self._refill),
            "cover": word(lambda **said: self._set("cover_open", on=said["open"]), open=ON),
            "jam": word(self._jam, now=Flag(default=False)),
            "free": word(self._free),
            "offline": word(functools.partial(self._set, "offline"), on=ON),
            "overheat": word(self._overheat, seconds=SECONDS),
            "break": word(functools.partial(self._set, "broken"), on=ON),
            "lose-mark": word(functools.partial(self._set, "mark_lost"), on=ON),
            "feed": word(functools.partial(self._set, "feeding"), on=ON),
            "stall": word(self._stall, seconds=SECONDS),
            "garble": word(lambda times: setattr(machine, "garbled", times), times=TIMES),
            "mute": word(lambda on: setattr(machine, "mute", on), on=ON),
            "vanish": word(lambda: self._set_gone(gone=True)),
            "return": word(lambda: self._set_gone(gone=False)),
            "tear": word(machine.tear),
            "forget": word(machine.forget_waiting),
            "sheets": word(self._sheets, job_id=JOB),
            "state": STATE,
        }
        return {name: self._whenever(one) for name, one in words.items()}

    def _whenever(self, one: Word) -> Word:
        """The same, at once or after some more rows."""

        def act(after_rows: int, **values: Any) -> Any:
            if after_rows:
                return self._machine.after_rows(after_rows, functools.partial(_later, one.act, values))
            return one.act(**values)

        return Word(act, {**one.takes, "after_rows": Whole(0, most=1_000_000)})

    def _set(self, what: str, /, *, on: bool) -> None:
        setattr(self._machine.health, what, on)

    def _refill(self) -> None:
        self._machine.health.paper_out = self._machine.health.near_end = self._machine.health.cover_open = False

    def _free(self) -> None:
        self._machine.health.jammed = self._machine.jam_next = False

    def _jam(self, *, now: bool) -> None:
        """The cutter sticks: now, or at the next cut."""
        if now:
            self._machine.health.jammed = True
        else:
            self._machine.jam_next = True

    def _overheat(self, seconds: float) -> None:
        self._hot_until = time.monotonic() + seconds
        self._machine.health.hot = seconds > 0

    def _stall(self, seconds: float) -> None:
        self._stalled_until = time.monotonic() + seconds

    def _sheets(self, job_id: str) -> dict[str, Any]:
        """How often a job came out, by the process id at its end (its last four signs)."""
        seen = self._machine.processes
        if self._whole and not seen:
            raise ValueError("no slip was told apart from another; the driver's confirm must be process-id")
        return {"count": seen.count(job_id[-4:])}

    def _set_gone(self, *, gone: bool) -> None:
        """Ask the twin's thread to hang up or to come back, and wait until it has, unless this is that thread."""
        self._gone = gone
        self._wake()
        if threading.current_thread() is threading.main_thread():
            return
        if not self._lock.wait_for(lambda: (self._ways is None) is gone, _PATIENCE):
            raise ValueError("the printer did not follow")


def _later(act: Callable[..., object], values: Mapping[str, Any]) -> None:
    """In the twin's own thread, where nobody is left to be told that it cannot be done."""
    with contextlib.suppress(ValueError):
        act(**values)


if __name__ == "__main__":
    alone("virtual_escpos", add_arguments, main)
