"""Runs the synchroniser as a process: alone on its state directory, woken by its socket, ended by a signal.

Never runs beside another one: a second process waits until the first is gone.
"""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from kiosk.runtime.sync import Synchroniser
from offline_cache.wakeup import Waker, wake

_LOOK_AGAIN = 0.2
log = logging.getLogger(__name__)


class AlreadyRunningError(Exception):
    """Another sync process works on this state directory."""


def serve(synchroniser: Synchroniser, socket: Path, *, renew: bool = False) -> None:
    """Run until SIGTERM, SIGINT, or the end of the parent that holds our standard input; `renew`: see `run`."""
    over = threading.Event()

    def end(_signal: int = 0, _frame: FrameType | None = None) -> None:
        over.set()
        synchroniser.stop()
        wake(socket)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    if _parent_holds_stdin():
        threading.Thread(target=_wait_for_parent, args=(end,), name="parent", daemon=True).start()
    with alone(socket, over):
        if over.is_set():
            return
        waker = Waker(socket)
        try:
            synchroniser.run(waker, renew=renew)
        finally:
            waker.close()
    log.info("sync ended")


@contextmanager
def alone(socket: Path, over: threading.Event | None = None) -> Iterator[None]:
    """Be the only sync process of this directory. Without `over` a second one raises; with it, it waits its turn."""
    lock = os.open(socket.with_suffix(".lock"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        while not _locked(lock):
            if over is None:
                raise AlreadyRunningError
            if over.wait(_LOOK_AGAIN):
                break
        yield
    finally:
        os.close(lock)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _parent_holds_stdin() -> bool:
    """The supervisor gives its children a pipe that closes with it; a service manager gives /dev/null."""
    try:
        return stat.S_ISFIFO(os.fstat(0).st_mode)
    except OSError:
        return False


def _wait_for_parent(end: Callable[[], None]) -> None:
    while os.read(0, 1):
        pass
    end()
