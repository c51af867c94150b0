"""One input device as bytes with deadlines: /dev/input/eventN taken exclusively, a pipe or a file of recorded events.

A real node is grabbed (EVIOCGRAB), so that nothing it types reaches the interface or a login prompt; grabbing is done
at once when it is opened, because a key held down then would stay down for everybody else. Every failure is a
DeviceError. Must never interpret what it carries.
"""

from __future__ import annotations

import errno
import fcntl
import os
import select
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from devices.contract import DeviceError, Fault
from devices.protocols.input_event import SIZE

EVIOCGRAB: Final = 0x40044590
"""_IOW('E', 0x90, int), linux/input.h: 1 takes the device, 0 gives it back."""
_EVENTS_AT_ONCE: Final = 64
_SWITCH_BYTES: Final = 8
_EVIOCGSW: Final = 2 << 30 | _SWITCH_BYTES << 16 | ord("E") << 8 | 0x1B
"""EVIOCGSW(8): how the switches stand."""
_FAULTS: Final = {
    errno.EACCES: Fault.NOT_PERMITTED,
    errno.EPERM: Fault.NOT_PERMITTED,
    errno.EBUSY: Fault.BUSY,
    errno.ENOTTY: Fault.NOT_CONFIGURED,
    errno.EINVAL: Fault.NOT_CONFIGURED,
    errno.EISDIR: Fault.NOT_CONFIGURED,
}

Control = Callable[[int, int, Any], Any]
"""fcntl.ioctl, or what stands in for it where the machine has no input devices."""


class InputLine:
    """One open device. Raises DeviceError GONE, BUSY, NOT_PERMITTED or NOT_CONFIGURED.

    `real` = only a device of the kernel's will do; pipes and files are for twins and recordings.
    """

    def __init__(self, path: str, *, grab: bool, real: bool = False, control: Control = fcntl.ioctl) -> None:
        self._control = control
        with _named():
            self._file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        mode = os.fstat(self._file).st_mode
        self._device, self._recorded = stat.S_ISCHR(mode), stat.S_ISREG(mode)
        self._closed = False
        if real and not self._device:
            self.close()
            raise DeviceError(Fault.NOT_PERMITTED, "no device of the kernel's")
        try:
            if self._device and grab:
                with _named():
                    self._control(self._file, EVIOCGRAB, 1)
        except DeviceError:
            self.close()
            raise

    def read(self, deadline: float) -> bytes:
        """Events that have come; empty once `deadline` (seconds of the monotonic clock) has passed."""
        waiting = select.poll()
        waiting.register(self._file, select.POLLIN)
        with _named():
            ready = waiting.poll(max(0.0, deadline - time.monotonic()) * 1000)
            if not ready:
                return b""
            data = os.read(self._file, _EVENTS_AT_ONCE * SIZE)
        if not data:
            if not self._recorded:
                raise DeviceError(Fault.GONE, "hung up")
            time.sleep(max(0.0, deadline - time.monotonic()))  # the recording is over: silence
        return data

    def switches(self) -> int | None:
        """Bit map of the switches that are on now; None where only the device's next event tells (pipe, file)."""
        if not self._device:
            return None
        with _named():
            told = self._control(self._file, _EVIOCGSW, bytes(_SWITCH_BYTES))
        return int.from_bytes(told, "little")

    def close(self) -> None:
        """Give it back, the grab with it; never raises, a second time neither."""
        if not self._closed:
            self._closed = True
            os.close(self._file)


@contextmanager
def _named() -> Iterator[None]:
    """Turn what the kernel says into DeviceError, without its text."""
    try:
        yield
    except OSError as error:
        fault = _FAULTS.get(error.errno or 0, Fault.GONE)
        raise DeviceError(fault, errno.errorcode.get(error.errno or 0, type(error).__name__)) from error
