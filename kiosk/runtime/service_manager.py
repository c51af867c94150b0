"""What the service manager and the package are told of a running terminal: it is up, it lives, somebody is using it.

The first two are datagrams (sd_notify(3)); the third is a lock that the kernel takes back whatever happens, so that
nothing stale ever stands in the way of an upgrade. Must never hand either on to a child.
"""

from __future__ import annotations

import fcntl
import logging
import os
import time
from pathlib import Path

from kiosk.runtime.delays import SERVICE_BEAT

_log = logging.getLogger(__name__)
OCCUPIED = "session.lock"
"""In the state directory: held while somebody is anywhere but on the home page. The package looks at it."""
_held: list[int] = []


class ServiceManager:
    """Whoever started this process, or nobody. Never raises: no message is worth a terminal."""

    def __init__(self) -> None:
        self._address = os.environ.pop("NOTIFY_SOCKET", "")  # for no child to speak in our name
        self._beaten = 0.0

    def ready(self) -> None:
        """The first picture is on the screen."""
        self._tell("READY=1")

    def alive(self) -> None:
        """The supervisor turns; called as often as it does."""
        now = time.monotonic()
        if now - self._beaten >= SERVICE_BEAT:
            self._beaten = now
            self._tell("WATCHDOG=1")

    def stopping(self) -> None:
        """It was told to end."""
        self._tell("STOPPING=1")

    def _tell(self, words: str) -> None:
        if not self._address:
            return
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        import socket  # nothing is told before the first picture, so it is not loaded before either

        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
                out.sendto(words.encode(), address)
        except OSError as error:
            _log.warning("the service manager does not listen: %s", error.strerror)


def occupy(state_dir: Path, *, occupied: bool) -> None:
    """Hold the lock while somebody uses the terminal, let go of it when nobody does."""
    if not occupied:
        let_go()
    elif not _held:
        try:
            descriptor = os.open(state_dir / OCCUPIED, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        except OSError as error:
            _log.error("nobody can be told that somebody is here: %s", error.strerror)
            return
        _held.append(descriptor)
        fcntl.flock(descriptor, fcntl.LOCK_SH)  # whoever upgrades asks for it alone


def let_go() -> None:
    """Nobody is here any more; a forked child does it too."""
    while _held:
        os.close(_held.pop())


os.register_at_fork(after_in_child=let_go)
