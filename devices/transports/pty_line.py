"""The other end of a virtual serial line: a pty whose slave is linked to a fixed path, written at line speed.

For twins only. Must never be faster than the speed it pretends to have: timings against it would mean nothing.
"""

from __future__ import annotations

import contextlib
import errno
import os
import pty
import select
import termios
import time
import tty
from collections.abc import Callable
from pathlib import Path

from devices.transports.place import make_room

BITS_PER_BYTE = 10
"""8N1: start, eight, stop."""
_TICK = 0.001
_OUTPUT_SPEED = 5


class PtyLine:
    """A pty, its slave reachable at `link`. `baud` in bits per second paces both directions."""

    def __init__(self, link: Path, baud: int) -> None:
        self._link = link
        self._baud = baud
        # holding the slave open spares the EIO that a master reads while nobody has opened the other end
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        make_room(link)
        scratch = link.with_name(f".{link.name}.{os.getpid()}")
        scratch.unlink(missing_ok=True)
        scratch.symlink_to(os.ttyname(self._slave))
        scratch.replace(link)

    def fileno(self) -> int:
        """For select."""
        return self._master

    def wire_time(self, size: int) -> float:
        """Seconds that `size` bytes take."""
        return size * BITS_PER_BYTE / self._baud

    def read(self) -> bytes:
        """What the other side has sent, after the time it takes on a wire; noise where its speed is another."""
        try:
            data = os.read(self._master, 4096)
        except BlockingIOError:
            return b""
        time.sleep(self.wire_time(len(data)))
        return data if self._same_speed() else bytes(len(data))

    def write(self, data: bytes, may_go_on: Callable[[], bool]) -> int:
        """Send at line speed, asking `may_go_on` before every portion; returns how many bytes went out.

        `may_go_on` may take its time: a line that stalled does not catch up afterwards.
        """
        start, sent = time.monotonic(), 0
        while sent < len(data):
            asked = time.monotonic()
            if not may_go_on():
                break
            start += time.monotonic() - asked
            due = min(len(data), int((time.monotonic() - start) / self.wire_time(1)))
            if due > sent:
                self._put(data[sent:due])
                sent = due
            left = start + self.wire_time(len(data)) - time.monotonic()
            time.sleep(max(0.0, min(_TICK, left)))
        return sent

    def wait(self, wake: int, timeout: float | None) -> bool:
        """Wait for the other side or for the descriptor `wake`; True where the other side has sent something."""
        ready, _, _ = select.select([self._master, wake], [], [], timeout)
        return self._master in ready

    def close(self) -> None:
        """Hang up: the other side sees its port vanish, and the path with it."""
        with contextlib.suppress(OSError):
            if str(self._link.readlink()) == os.ttyname(self._slave):
                self._link.unlink()
        os.close(self._master)
        os.close(self._slave)

    def _put(self, data: bytes) -> None:
        """Nobody reads and the buffer is full: lost, as on a wire."""
        try:
            os.write(self._master, data)
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EIO):
                raise

    def _same_speed(self) -> bool:
        """Has the other side set our speed? (termios constants, B115200 and the like)."""
        speed = termios.tcgetattr(self._slave)[_OUTPUT_SPEED]
        return bool(speed == getattr(termios, f"B{self._baud}", speed))
