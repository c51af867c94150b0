"""A row of pictures, as a camera in memory gives them out: what tests line up, let fail and unplug.

Must never be opened on a real terminal.
"""

from __future__ import annotations

import threading
from collections import deque

from devices.contract import DeviceError, Fault, Picture


class PictureLine:
    """Tests call `show`, `fail` and `unplug`; the worker takes the pictures."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._pictures: deque[Picture] = deque()
        self._failures: deque[Fault] = deque()
        self._gone = False
        self.closed = False

    def show(self, *pictures: Picture) -> None:
        """Line up RGB pictures: each is given out once."""
        with self._changed:
            self._pictures.extend(pictures)
            self._changed.notify_all()

    def fail(self, fault: Fault, times: int = 1) -> None:
        """Let the next `times` pictures end in `fault`."""
        with self._changed:
            self._failures.extend([fault] * times)
            self._changed.notify_all()

    def unplug(self, *, gone: bool = True) -> None:
        """Take the camera away, or bring it back."""
        with self._changed:
            self._gone = gone
            self._changed.notify_all()

    @property
    def waiting(self) -> int:
        """Pictures still in line."""
        return len(self._pictures)

    def frame(self, timeout: float) -> Picture:
        """The next picture in line. CAMERA_STOPPED after `timeout` seconds; raises what was ordered."""
        with self._changed:
            self._changed.wait_for(lambda: self._pictures or self._failures or self._gone, timeout)
            if self._gone:
                raise DeviceError(Fault.GONE, "unplugged")
            if self._failures:
                raise DeviceError(self._failures.popleft(), "ordered")
            if not self._pictures:
                raise DeviceError(Fault.CAMERA_STOPPED, "no picture in line")
            return self._pictures.popleft()

    def close(self) -> None:
        """Forget the pictures."""
        with self._changed:
            self._pictures.clear()
            self.closed = True
