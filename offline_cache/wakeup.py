"""Wakes the sync process: a datagram without content on a Unix socket. Never raises, never waits, carries nothing.

A lost wake-up costs seconds, not a case: the sync process looks by itself as well.
"""

from __future__ import annotations

import os
import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def wake(path: Path) -> None:
    """Tell whoever waits at `path`; nobody there is no fault."""
    with suppress(OSError), _address(path) as address, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.setblocking(False)
        sender.sendto(b"\0", address)


class Waker:
    """The waiting end. One per state directory."""

    def __init__(self, path: Path) -> None:
        """Raises OSError when the socket cannot be made."""
        self._path = path
        path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        with _address(path) as address:
            self._socket.bind(address)
        path.chmod(0o600)

    def wait(self, timeout: float) -> bool:
        """Wait at most `timeout` seconds; True when woken. Wake-ups that piled up count as one."""
        readable, _, _ = select.select([self._socket], [], [], max(0.0, timeout))
        if not readable:
            return False
        with suppress(BlockingIOError):
            while True:
                self._socket.recv(1)
        return True

    def close(self) -> None:
        """Take the socket away."""
        self._socket.close()
        self._path.unlink(missing_ok=True)


@contextmanager
def _address(path: Path) -> Iterator[str]:
    """A short name for the socket: `sun_path` ends after 108 bytes, a state directory may be deeper."""
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
