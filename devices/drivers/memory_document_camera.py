"""A document camera in memory: passes the same conformance suite as the real one; for tests and training.

Options are those of `devices.page_desk`. Must never be opened on a real terminal (`virtual=True`).
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Mapping
from typing import Any

from devices.contract import DeviceError, Driver, Fault, Info, Kind, PageImage, Picture, Sight
from devices.page_desk import PageDesk


class MemoryDocumentCamera:
    """A row of pictures of a desk. Tests call `show`, `fail` and `unplug`; the worker calls the rest."""

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        self._desk = PageDesk(self._next, options or {})
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
        return self._desk.frame(timeout)

    def look(self, timeout: float) -> Sight:
        """The next picture in line, and the page in it."""
        return self._desk.look(timeout)

    def take(self, timeout: float, *, whole: bool = False) -> PageImage:
        """The page of one of the next pictures in line."""
        return self._desk.take(timeout, whole=whole)

    def describe(self) -> Info:
        """Memory."""
        return Info(model="memory")

    def close(self) -> None:
        """Forget the pictures."""
        with self._changed:
            self._pictures.clear()
            self.closed = True

    def _next(self, timeout: float) -> Picture:
        with self._changed:
            self._changed.wait_for(lambda: self._pictures or self._failures or self._gone, timeout)
            if self._gone:
                raise DeviceError(Fault.GONE, "unplugged")
            if self._failures:
                raise DeviceError(self._failures.popleft(), "ordered")
            if not self._pictures:
                raise DeviceError(Fault.CAMERA_STOPPED, "no picture in line")
            return self._pictures.popleft()


DRIVER = Driver(name="memory_document_camera", kind=Kind.DOCUMENT_CAMERA, open=MemoryDocumentCamera, virtual=True)
