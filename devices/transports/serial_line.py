"""A serial line as bytes with deadlines: pyserial, opened exclusively, every failure a DeviceError.

pyserial raises SerialException in some places and a plain OSError or termios.error in others; nothing of that
leaves this module. Must never interpret what it carries.
"""

from __future__ import annotations

import errno
import os
import select
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import serial

from devices.contract import DeviceError, Fault

_READ_AT_MOST = 4096
_WRITE_TIMEOUT = 1.0
_FAULTS = {
    errno.EACCES: Fault.NOT_PERMITTED,
    errno.EPERM: Fault.NOT_PERMITTED,
    errno.EBUSY: Fault.BUSY,
    errno.EAGAIN: Fault.BUSY,
    errno.ENOTTY: Fault.NOT_CONFIGURED,
}
_PTY_FOLDER = Path("/dev/pts")


class SerialLine:
    """One open port, 8N1 without flow control. Raises DeviceError GONE, BUSY, NOT_PERMITTED or NOT_CONFIGURED."""

    def __init__(self, path: str, baud: int) -> None:
        with _named(opening=True):
            self._port = serial.Serial(
                path, baud, timeout=0, write_timeout=_WRITE_TIMEOUT, exclusive=True, xonxoff=False, rtscts=False
            )

    def set_baud(self, baud: int) -> None:
        """Change the speed of the open port (bits per second)."""
        with _named():
            self._port.baudrate = baud

    def flush(self) -> None:
        """Drop what has arrived and was not read."""
        with _named():
            self._port.reset_input_buffer()

    def write(self, data: bytes) -> None:
        """Send all of it."""
        with _named():
            self._port.write(data)

    def read(self, deadline: float) -> bytes:
        """What has arrived, at least one byte; empty once `deadline` (seconds of the monotonic clock) has passed."""
        with _named():
            ready, _, _ = select.select([self._port.fileno()], [], [], max(0.0, deadline - time.monotonic()))
            return self._port.read(_READ_AT_MOST) if ready else b""

    def close(self) -> None:
        """Give the port back; never raises."""
        try:
            self._port.close()
        except (OSError, termios.error):
            return


def is_pty(path: str) -> bool:
    """Is the other end a program, not a device? A real terminal refuses such a port."""
    return _PTY_FOLDER in Path(os.path.realpath(path)).parents


@contextmanager
def _named(*, opening: bool = False) -> Iterator[None]:
    """Turn what pyserial raises into DeviceError, without its text: that may quote paths, never data."""
    try:
        yield
    except (OSError, termios.error) as error:
        number = error.errno if isinstance(error, OSError) else errno.ENOTTY
        fallback = Fault.NOT_CONFIGURED if opening and number is None else Fault.GONE
        fault = _FAULTS.get(number, fallback) if opening and number is not None else fallback
        raise DeviceError(fault, errno.errorcode.get(number or 0, type(error).__name__)) from error
