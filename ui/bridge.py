"""The only crossing between the session's thread and the interface: views come down, events go up.

Must never decide anything: it keeps the newest view, tells the view models which of their parts changed, and hands
events to the sink together with the serial of the view they were made under.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from kiosk.flows.events import Event
from kiosk.flows.screens import Screen
from kiosk.runtime.preview import Corners
from kiosk.runtime.view import View

Sink = Callable[[Event, int], None]
"""Takes an event and the serial of the view it was made under; returns at once."""


class Listener(Protocol):
    """What the bridge tells about new views; every view model is one."""

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of the parts of the view it reads."""

    def renew(self) -> None:
        """One of `parts` changed: read the bridge's view again and notify."""


class Bridge(QObject):
    """Holds the current view on the GUI thread.

    Other threads never touch Qt: they leave what they bring and write to an eventfd(2), which the event loop watches.

    Attributes:
        leaving: the page on screen is about to go, nothing of the next one is shown yet.
        arrived: every view model has the new view; the page may be built.
        picture_came: a newer camera picture lies in `picture`, the page found in it (if any) in `corners`.
        key_came: a key of the numeric keypad was pressed, in the words of its device.
        has_settled: the first picture can be seen; what it did without is loaded.
        finished: the session is over.
    """

    leaving = Signal()
    arrived = Signal()
    picture_came = Signal()
    key_came = Signal(str)
    has_settled = Signal()
    finished = Signal()

    def __init__(self, sink: Sink, *, now: Callable[[], datetime] = datetime.now) -> None:
        """Make a bridge that hands events to `sink` and takes the wall clock from `now` (local time)."""
        super().__init__()
        self.view = View(serial=0, screen=Screen.HOME)
        self.now = now
        self.settled = True
        """False until the first picture can be seen, where what it does without is loaded after it."""
        self.seen = False
        """Can the first picture be seen? Never of a process that stands by."""
        self.picture: Any = None
        self.corners: Corners = ()
        self.sink = sink
        self._listeners: list[Listener] = []
        self._lock = threading.Lock()
        self._next: View | None = None
        self._next_picture: Any = None
        self._next_corners: Corners = ()
        self._keys: list[str] = []
        self._over = False
        self._bell = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._ear = QSocketNotifier(self._bell, QSocketNotifier.Type.Read, self)
        self._ear.activated.connect(self._wake)

    def show(self, view: View) -> None:
        """Put `view` on screen; from any thread. A view overtaken before it was painted is dropped: each is whole."""
        with self._lock:
            self._next = view
        self._ring()

    def preview(self, picture: Any, corners: Corners = ()) -> None:
        """Give a camera picture (rows × columns × 3, RGB, uint8); from any thread. The latest wins.

        `corners` are those of a page found in it, as shares of its width and height.
        It is the bridge's from now on: overwritten as soon as the next one is there, or the page or session has gone.
        """
        with self._lock:
            missed, self._next_picture, self._next_corners = self._next_picture, picture, corners
        _wipe(missed)
        self._ring()

    def key(self, word: str) -> None:
        """Tell that a key of the numeric keypad was pressed; from any thread."""
        with self._lock:
            self._keys.append(word)
        self._ring()

    def settle(self) -> None:
        """The first picture can be seen; GUI thread."""
        self.settled = self.seen = True
        self.has_settled.emit()

    def finish(self) -> None:
        """Say that the session is over; from any thread."""
        with self._lock:
            self._over = True
        self._ring()

    def close(self) -> None:
        """Show nothing any more; GUI thread. What other threads still bring is dropped."""
        with self._lock:
            if self._bell < 0:
                return
            self._ear.setEnabled(False)
            os.close(self._bell)
            self._bell = -1
            missed, self._next_picture = self._next_picture, None
        _wipe(missed)
        self._put(None)

    def _ring(self) -> None:
        with self._lock:
            if self._bell >= 0:
                os.eventfd_write(self._bell, 1)

    def _wake(self) -> None:
        """Something lies ready, put there by another thread."""
        with contextlib.suppress(BlockingIOError):  # two rings, heard as one
            os.eventfd_read(self._bell)
        with self._lock:
            view, self._next = self._next, None
            picture, self._next_picture, corners = self._next_picture, None, self._next_corners
            over, self._over = self._over, False
            keys, self._keys = self._keys, []
        turned = view is not None and self._take(view)
        if turned or over:  # it was taken for the page that has gone
            _wipe(picture)
        elif picture is not None:
            self._put(picture, corners)
            self.picture_came.emit()
        for word in () if over else keys:
            self.key_came.emit(word)
        if over:
            self._put(None)
            self.finished.emit()

    def _put(self, picture: Any, corners: Corners = ()) -> None:
        """Show another picture, or none; the one before is overwritten (painting happens on this thread too)."""
        before, self.picture, self.corners = self.picture, picture, corners
        if before is not picture:
            _wipe(before)

    def send(self, event: Event) -> None:
        """Hand `event` up with the serial of the view the person was looking at."""
        self.sink(event, self.view.serial)

    def join(self, listener: Listener) -> None:
        """Tell `listener` from now on."""
        self._listeners.append(listener)

    def part(self, listener: Listener) -> None:
        """Stop telling `listener`."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def _take(self, view: View) -> bool:
        """Put the view in place; True if the page is another one."""
        before, turning = self.view, view.screen is not self.view.screen
        if turning:
            self.leaving.emit()
            self._put(None)
        self.view = view
        for listener in tuple(self._listeners):
            if any(getattr(before, part) != getattr(view, part) for part in listener.parts):
                listener.renew()
        if turning:
            self.arrived.emit()
        return turning


def _wipe(picture: Any) -> None:
    """Overwrite a picture, where there is one and its memory may be written."""
    if picture is not None and picture.flags.writeable:
        picture.fill(0)


_installed: list[Bridge] = []


def install(bridge: Bridge) -> None:
    """Make `bridge` the one that view models made from now on belong to (QML makes them without arguments)."""
    _installed[:] = [bridge]


def installed() -> Bridge:
    """The bridge of this process.

    Raises:
        RuntimeError: no bridge was installed before QML made its first view model.
    """
    if not _installed:
        msg = "install a Bridge before loading QML"
        raise RuntimeError(msg)
    return _installed[0]
