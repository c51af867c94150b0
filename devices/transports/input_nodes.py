"""Which input devices there are, and what they can do: /sys/class/input and the links of /dev/input. Opens nothing.

After the kernel's Documentation/input and sysfs-class-input: each eventN has a device with a name, ids and bit maps
of what it sends. Must never open a node, and never raise over what it finds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from devices.contract import Found, Kind, Roots
from devices.transports.usb_tree import clean

_EVENT: Final = re.compile(r"event[0-9]{1,4}")
_WORDS_AT_MOST: Final = 16
_WORD_BITS: Final = 64
_TEXT_AT_MOST: Final = 512
_LINKS: Final = ("by-id", "by-path")
"""Folders of stable names, the better one first."""


@dataclass(frozen=True)
class InputNode:
    """One input device: `path` is the stable link where udev made one."""

    path: str
    label: str
    keys: frozenset[int]
    switches: frozenset[int]


def nodes(roots: Roots) -> list[InputNode]:
    """Every input device, by path."""
    try:
        folders = sorted((roots.sys / "class" / "input").iterdir())
    except OSError:
        return []
    links = _links(roots.dev)
    return [_node(folder, links, roots.dev) for folder in folders if _EVENT.fullmatch(folder.name)]


def found(driver: str, kind: Kind, roots: Roots, fits: Callable[[InputNode], bool]) -> Iterable[Found]:
    """What a driver says it has found: the nodes that fit."""
    return [Found(driver, kind, node.label, {"device": node.path}) for node in nodes(roots) if fits(node)]


def bits(text: str) -> frozenset[int]:
    """The numbers set in a bit map of sysfs: hexadecimal words of 64 bits, the highest first. Empty if it is none."""
    numbers = set()
    for place, word in enumerate(reversed(text.split()[-_WORDS_AT_MOST:])):
        if not re.fullmatch(r"[0-9a-fA-F]{1,16}", word):
            return frozenset()
        value = int(word, 16)
        numbers |= {place * _WORD_BITS + bit for bit in range(_WORD_BITS) if value >> bit & 1}
    return frozenset(numbers)


def _node(folder: Path, links: dict[str, str], dev: Path) -> InputNode:
    device = folder / "device"
    return InputNode(
        links.get(folder.name, str(dev / "input" / folder.name)),
        clean(_said(device / "name")) or folder.name,
        bits(_said(device / "capabilities" / "key")),
        bits(_said(device / "capabilities" / "sw")),
    )


def _links(dev: Path) -> dict[str, str]:
    """The stable name of each eventN."""
    stable: dict[str, str] = {}
    for folder in _LINKS:
        try:
            links = sorted((dev / "input" / folder).iterdir())
        except OSError:
            continue
        for link in links:
            try:
                stable.setdefault(link.readlink().name, str(link))
            except OSError:
                continue
    return stable


def _said(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return stream.read(_TEXT_AT_MOST).decode("utf-8", "replace")
    except OSError:
        return ""
