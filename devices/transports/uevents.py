"""Learns that a device was plugged in or out: from the kernel's own messages, or else by looking once a second.

Says only that something changed, not what: whoever is down looks for itself. Must never open a device.
"""

from __future__ import annotations

import errno
import os
import select
import socket
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Protocol

from devices.contract import Roots
from devices.protocols.uevent import AT_MOST, parsed

_KOBJECT_UEVENT: Final = 15
"""NETLINK_KOBJECT_UEVENT, linux/netlink.h."""
_KERNELS_GROUP: Final = 1
"""udev's own messages are in group 2."""
_SUBSYSTEMS: Final = frozenset({"usb", "tty", "input", "hidraw", "video4linux", "usbmisc", "sound"})
LOOK_EVERY: Final = 1.0
"""Seconds between two looks where there are no messages: never more often."""
_IN_SYS: Final = ("bus/usb/devices", "class/tty", "class/input", "class/hidraw", "class/video4linux")
_IN_DEV: Final = ("serial/by-id", "input/by-id", "input/by-path", "usb")


class Source(Protocol):
    """Where it is learnt."""

    def wait(self, timeout: float | None) -> bool:
        """True once something changed; False after `timeout` seconds or `interrupt`. Raises OSError when it broke."""

    def interrupt(self) -> None:
        """End a `wait`; from another thread."""

    def close(self) -> None:
        """Give back what it holds; not while somebody waits."""


class KernelSource:
    """The kernel's broadcasts. `datagrams`: an open socket instead of the kernel's, in tests. Raises OSError."""

    def __init__(self, datagrams: socket.socket | None = None) -> None:
        self._from_kernel = datagrams is None
        self._socket = datagrams or _kernels_socket()
        self._socket.setblocking(False)
        self._wake_read, self._wake_write = os.pipe()

    def wait(self, timeout: float | None) -> bool:
        """True once a device of a kind that we use came or went."""
        ready, _, _ = select.select([self._socket.fileno(), self._wake_read], [], [], timeout)
        if self._wake_read in ready:
            os.read(self._wake_read, 64)
            return False
        return bool(ready) and self._heard()

    def interrupt(self) -> None:
        """End a `wait`."""
        os.write(self._wake_write, b"!")

    def close(self) -> None:
        """Close socket and pipe."""
        self._socket.close()
        os.close(self._wake_read)
        os.close(self._wake_write)

    def _heard(self) -> bool:
        """Take in everything that has come."""
        relevant = False
        while True:
            try:
                datagram, sender = self._socket.recvfrom(AT_MOST)
            except BlockingIOError:
                return relevant
            except OSError as error:
                if error.errno != errno.ENOBUFS:
                    raise
                relevant = True  # some were lost, so something did change
                continue
            event = parsed(datagram) if not self._from_kernel or sender[0] == 0 else None  # 0 = the kernel itself
            relevant |= event is not None and event.subsystem in _SUBSYSTEMS


class LookingSource:
    """Looks every second which names there are below the injected roots."""

    def __init__(self, roots: Roots, every: float = LOOK_EVERY) -> None:
        self._folders = [*(roots.sys / name for name in _IN_SYS), *(roots.dev / name for name in _IN_DEV)]
        self._every = max(every, LOOK_EVERY)
        self._interrupted = threading.Event()
        self._next = time.monotonic() + self._every
        self._seen = _names(self._folders)

    def wait(self, timeout: float | None) -> bool:
        """True once there are other names than at the last look."""
        left = max(0.0, self._next - time.monotonic())
        if self._interrupted.wait(left if timeout is None else min(timeout, left)):
            self._interrupted.clear()
            return False
        if time.monotonic() < self._next:
            return False
        self._next = time.monotonic() + self._every
        seen, self._seen = self._seen, _names(self._folders)
        return self._seen != seen

    def interrupt(self) -> None:
        """End a `wait`."""
        self._interrupted.set()

    def close(self) -> None:
        """Nothing is held."""


def source_for(roots: Roots) -> Source:
    """The kernel's messages where there are any and the roots are the machine's own; else looking."""
    if roots == Roots() and (roots.sys / "kernel" / "uevent_seqnum").exists():
        try:
            return KernelSource()
        except OSError:
            return LookingSource(roots)
    return LookingSource(roots)


def _kernels_socket() -> socket.socket:
    made = socket.socket(socket.AF_NETLINK, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC, _KOBJECT_UEVENT)
    try:
        made.bind((0, _KERNELS_GROUP))
    except OSError:
        made.close()
        raise
    return made


def _names(folders: Iterable[Path]) -> frozenset[str]:
    """Every name in the folders that are there."""
    found: set[str] = set()
    for folder in folders:
        try:
            found.update(f"{folder}/{name}" for name in os.listdir(folder))  # noqa: PTH208  names, thousands of them
        except OSError:
            continue
    return frozenset(found)
