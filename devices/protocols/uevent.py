"""What the kernel broadcasts when a device comes or goes (NETLINK_KOBJECT_UEVENT). Sans-IO, bounded.

One datagram: "ACTION@DEVPATH" NUL, then KEY=VALUE NUL each (kernel, lib/kobject_uevent.c; at most 2048 bytes of
variables). udev's own messages begin with "libudev" and are not the kernel's. Must never raise over what it gets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

AT_MOST: Final = 8192
"""Bytes of a datagram that are looked at."""
_VARIABLES_AT_MOST: Final = 64
_ACTIONS: Final = frozenset({"add", "remove", "change", "move", "online", "offline", "bind", "unbind"})


@dataclass(frozen=True)
class Uevent:
    """One message: what happened to which device (path below /sys), of which subsystem ("usb", "tty", "input", …)."""

    action: str
    path: str
    subsystem: str = ""


def parsed(datagram: bytes) -> Uevent | None:
    """The message in a datagram; None where it is none of the kernel's."""
    head, *pairs = datagram[:AT_MOST].split(b"\0")
    action, found, path = head.decode("utf-8", "replace").partition("@")
    if not found or action not in _ACTIONS or not path.startswith("/"):
        return None
    variables = dict(_pair(pair) for pair in pairs[:_VARIABLES_AT_MOST] if pair)
    if variables.get("ACTION", action) != action or variables.get("DEVPATH", path) != path:
        return None
    return Uevent(action, path, variables.get("SUBSYSTEM", ""))


def packed(event: Uevent) -> bytes:
    """The kernel's bytes for it: for tests."""
    fields = [f"ACTION={event.action}", f"DEVPATH={event.path}", f"SUBSYSTEM={event.subsystem}", "SEQNUM=1"]
    return b"\0".join([f"{event.action}@{event.path}".encode(), *(field.encode() for field in fields), b""])


def _pair(field: bytes) -> tuple[str, str]:
    name, _, value = field.decode("utf-8", "replace").partition("=")
    return name, value
