"""The V4L2 devices of this machine, as the kernel lists them: names, USB ids, and a path that stays the same.

Must never open one: a camera that is looked at lights its lamp.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from devices.contract import Roots

_VIRTUAL_NAMES: Final = ("loopback", "dummy video", "virtual", "obs ")
_NODE: Final = re.compile(r"video[0-9]{1,5}")
_LONGEST: Final = 80
_STABLE: Final = ("v4l/by-id", "v4l/by-path")
"""Folders of links below /dev (udev's 60-persistent-v4l.rules): by maker, model and serial number; by USB port."""


@dataclass(frozen=True)
class VideoNode:
    """A camera that is plugged in.

    Attributes:
        path: to open it by; by-id or by-path where there is such a link, else /dev/videoN.
        name: as the device names itself, printable, at most 80 characters.
        usb: vendor and product in hex, e.g. "046d:0825", or empty.
        serial: serial number of the USB device, or empty.
    """

    path: Path
    name: str
    usb: str = ""
    serial: str = ""

    @property
    def label(self) -> str:
        """For the technician."""
        return f"{self.name} ({self.usb})" if self.usb else self.name


def video_nodes(roots: Roots) -> list[VideoNode]:
    """Capture devices that are hardware, by number. Never raises.

    A UVC camera has a second node for metadata, whose `index` is 1 (Linux, uvc_metadata.c): the first node of a
    device is the one that gives pictures. Which formats it has is only known by opening it.
    """
    known = roots.sys / "class" / "video4linux"
    try:
        names = [entry.name for entry in known.iterdir() if _NODE.fullmatch(entry.name)]
    except OSError:
        return []
    links = dict(_links(roots.dev))
    found = []
    for name in sorted(names, key=lambda name: int(name.removeprefix("video"))):
        node = roots.dev / name
        if node.exists() and _said(known / name / "index") in {"", "0"} and not is_virtual(node, roots.sys):
            found.append(_described(known / name, links.get(name, node)))
    return found


def is_virtual(node: Path, sys_root: Path) -> bool:
    """Is it none the kernel knows as hardware: v4l2loopback and its like, or no video device at all?"""
    entry = sys_root / "class" / "video4linux" / node.resolve().name
    name = _said(entry / "name").lower()
    if not name:
        return True
    return any(word in f"{name} " for word in _VIRTUAL_NAMES) or "virtual" in entry.resolve().parts


def node_name(node: Path, sys_root: Path) -> str:
    """As the device names itself, or empty."""
    return _said(sys_root / "class" / "video4linux" / node.resolve().name / "name")


def _described(entry: Path, path: Path) -> VideoNode:
    device = (entry / "device").resolve()
    for folder in (device, device.parent):  # the interface of a USB device, and the device itself
        vendor, product = _said(folder / "idVendor"), _said(folder / "idProduct")
        if vendor and product:
            return VideoNode(
                path, _said(entry / "name") or entry.name, f"{vendor}:{product}", _said(folder / "serial")
            )
    return VideoNode(path, _said(entry / "name") or entry.name)


def _links(dev: Path) -> Iterator[tuple[str, Path]]:
    """(videoN, stable path); by-id comes last and wins."""
    for folder in reversed(_STABLE):
        try:
            entries = sorted((dev / folder).iterdir())
        except OSError:
            continue
        for link in entries:
            if link.name.endswith("-index0"):
                yield link.resolve().name, link


def _said(file: Path) -> str:
    """First line of a file of sysfs: hostile, the device wrote it. Empty where there is none."""
    try:
        with file.open(encoding="utf-8", errors="replace") as stream:
            line = stream.readline(4 * _LONGEST)
    except OSError:
        return ""
    return "".join(one for one in line.strip() if one.isprintable())[:_LONGEST]
