"""Looks for what belongs to a person in bytes, and in every process of a terminal that is still alive.

Must never say what it has found, only of what kind it is and where. A gigabyte has to take a second or two: bytes are
compared four at a time with all that is looked for at once, whatever the number of markers.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import mmap
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SHORTEST = 6
"""Bytes; what is shorter stands somewhere in every memory by accident (a name of two characters, in UTF-16)."""
SECRET = "token"  # noqa: S105  the word for it
"""Kind of what the platform knows by its digest alone: sessions' tokens, codes of licences and of phones."""
_LETTERS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
_TOKEN = re.compile(rb"(?:[A-Z0-9]{2,8}:)?([A-Za-z0-9_-]{32,64})(?![A-Za-z0-9_-])")
"""With a scheme before it or without one."""
_BLOCK = 8
"""Bytes looked at at a time; 32 letters in a row hold three whole blocks, wherever they begin."""
_BEFORE, _AFTER = _BLOCK + 9, 128
"""Bytes before and after the first whole block within which a token begins and ends."""
_EACH = np.uint64(0x4040404040404040)
_PORTION = 1 << 20
_PHONE = 11
"""Digits."""
_NOT_THE_TERMINALS = frozenset({b"sandbox", b"twin"})
_SUBCOMMAND = 4
"""Its place on the command line (`kiosk.runtime.processes.kiosk_command`)."""

Words = NDArray[np.uint32]


def spellings(marker: str | bytes) -> set[bytes]:
    """As bytes of files, of Qt, of Python, of the card, of JSON, in hexadecimal and as Base64 wherever it begins.

    UTF-32 is how Python keeps characters beyond ASCII; nobody keeps digits so.
    """
    if isinstance(marker, bytes):
        return {marker, marker.hex().encode(), *_base64(marker)}
    if len(marker) == _PHONE and marker.isdigit():
        return _spelt(marker) | _spelt(f"{marker[:3]} {marker[3:7]} {marker[7:]}")  # as pages show it
    return _spelt(marker)


def _spelt(marker: str) -> set[bytes]:
    plain = marker.encode()
    found = {plain, plain.hex().encode(), *_base64(plain), *(marker.encode(one) for one in ("utf-16-le", "gb18030"))}
    return found | (
        {marker.encode("utf-32-le"), json.dumps(marker)[1:-1].encode()} if not marker.isascii() else set()
    )


def _base64(content: bytes) -> set[bytes]:
    """The digits that depend on nothing before or after it."""
    return {base64.b64encode(content[start : start + (len(content) - start) // 3 * 3]) for start in range(3)}


class Sought:
    """Markers by their kind, and digests of tokens that nobody but their owner may hold."""

    def __init__(self, markers: Mapping[str, Iterable[str | bytes]], digests: Iterable[str] = ()) -> None:
        """`digests`: SHA-256, hexadecimal."""
        self._digests = frozenset(digests)
        self._spelt: dict[int, list[tuple[int, bytes, str]]] = {}
        for kind, some in markers.items():
            for needle in {one for marker in some for one in spellings(marker) if len(one) >= SHORTEST}:
                for back in range(4, min(len(needle), 7) + 1):  # from its end: addresses begin alike
                    at = len(needle) - back
                    word = int.from_bytes(needle[at : at + 4], "little")
                    self._spelt.setdefault(word, []).append((at, needle, kind))
        self._words = np.array(sorted(self._spelt), dtype=np.uint32)
        self._near = np.zeros(1 << 16, dtype=np.bool_)
        self._near[_short(self._words)] = True
        self._letter = np.zeros(256, dtype=np.bool_)
        self._letter[list(_LETTERS)] = True

    def __bool__(self) -> bool:
        return bool(self._spelt or self._digests)

    def kinds_in(self, content: bytes) -> set[str]:
        """Of which kinds there is something in it."""
        found = {kind for start in (0, 1) for kind in self._aligned(content, start)}
        return found | ({SECRET} if self._digests and self._holds_a_token(content) else set())

    def _aligned(self, content: bytes, start: int) -> Iterator[str]:
        """Of what has one of its last words at a multiple of four bytes after `start`: 0 and 1 leave nothing out."""
        if len(content) < start + 4 or not self._spelt:
            return
        every = np.frombuffer(content, dtype="<u4", offset=start, count=(len(content) - start) // 4)
        for first in range(0, len(every), _PORTION):
            words = every[first : first + _PORTION]
            places = np.flatnonzero(self._near[_short(words)])
            places = places[np.isin(words[places], self._words)]
            for place in places.tolist():
                here = start + 4 * (first + place)
                for at, needle, kind in self._spelt[int(words[place])]:
                    if here >= at and content.startswith(needle, here - at):
                        yield kind

    def _holds_a_token(self, content: bytes) -> bool:
        seen = 0
        for block in self._lettered(content):
            here = block * _BLOCK
            for word in _TOKEN.finditer(content, max(seen, here - _BEFORE), here + _AFTER) if here >= seen else ():
                seen = word.end()
                if {_digest(word[0]), _digest(word[1])} & self._digests:
                    return True
        return False

    def _lettered(self, content: bytes) -> list[int]:
        """Where three blocks in a row hold nothing but what tokens are made of; the number of the first."""
        blocks = np.frombuffer(content, dtype="<u8", count=len(content) // _BLOCK)
        whole = [np.zeros(0, dtype=np.intp)]
        for first in range(0, len(blocks), _PORTION):
            some = blocks[first : first + _PORTION]
            printed = np.flatnonzero((some | some << np.uint64(1)) & _EACH == _EACH)  # every byte from 0x20 up
            letters = self._letter[some[printed].view(np.uint8)].view(np.uint64) == np.uint64(0x0101010101010101)
            whole.append(first + printed[letters])
        places = np.concatenate(whole)
        return [int(place) for place in places[:-2][places[2:] - places[:-2] == 2]]  # noqa: PLR2004  three in a row


def _short(words: Words) -> NDArray[np.uint16]:
    """Multiplied (Knuth, TAOCP 6.4): the halves of a word of Qt's characters are alike, and most words are nought."""
    return (words * np.uint32(2654435761) >> np.uint32(16)).astype(np.uint16)


def _digest(word: bytes) -> str:
    return hashlib.sha256(word).hexdigest()


# --- processes --------------------------------------------------------------------------------------------
def living(run: int) -> dict[str, int]:
    """Every process of the terminal whose supervisor `run` began a session (setsid): name to process id.

    Not the twins, one of which is the card, and not the sandbox, which is the platform.
    """
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            pid = int(entry.name)
            words = (entry / "cmdline").read_bytes().split(b"\0")
            if os.getsid(pid) == run and not _NOT_THE_TERMINALS.intersection(words[_SUBCOMMAND : _SUBCOMMAND + 1]):
                name = "kiosk-run" if pid == run else (entry / "comm").read_text("utf-8", "replace").strip()
                found[name if name not in found else f"{name} {pid}"] = pid
    return found


def shuts_its_memory(pid: int) -> bool:
    """To us, that is; root sees all."""
    try:
        Path(f"/proc/{pid}/mem").open("rb", 0).close()
    except PermissionError:
        return True
    return False


def memory_of(pid: int) -> Iterator[bytes]:
    """What the process can write and has touched, run by run of pages: what it cannot is a file others have written.

    Raises OSError where it has gone or may not be looked into.
    """
    with (
        Path(f"/proc/{pid}/maps").open(encoding="ascii", errors="replace") as maps,
        Path(f"/proc/{pid}/pagemap").open("rb", 0) as pages,
        Path(f"/proc/{pid}/mem").open("rb", 0) as memory,
    ):
        for line in maps:
            span, mode = line.split()[:2]
            if mode.startswith("rw"):
                low, high = (int(end, 16) for end in span.split("-"))
                for start, end in _touched(pages, low // mmap.PAGESIZE, high // mmap.PAGESIZE):
                    with contextlib.suppress(OSError):  # a mapping of a device
                        yield os.pread(memory.fileno(), (end - start) * mmap.PAGESIZE, start * mmap.PAGESIZE)


def _touched(pages: Any, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Runs of pages that are in memory or swapped (Documentation/admin-guide/mm/pagemap.rst: bits 63 and 62)."""
    entries = np.frombuffer(os.pread(pages.fileno(), 8 * (high - low), 8 * low), dtype="<u8")
    there = np.concatenate(([False], entries >> np.uint64(62) != 0, [False]))
    edges = np.flatnonzero(there[1:] != there[:-1]).tolist()
    yield from ((low + start, low + end) for start, end in zip(edges[::2], edges[1::2], strict=True))


def held(run: int, sought: Sought) -> list[str]:
    """What is on command lines, in environments and in memory, as "KIND in WHAT of PROCESS".

    Of a process that shuts its memory to us only the command line is to be had.
    """
    found = set()
    for name, pid in living(run).items():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it has gone, and what it held
            open_to_us = not shuts_its_memory(pid)
            for what in ("cmdline", "environ") if open_to_us else ("cmdline",):
                kinds = sought.kinds_in(Path(f"/proc/{pid}/{what}").read_bytes())
                found |= {f"{kind} in {what} of {name}" for kind in kinds}
            for content in memory_of(pid) if open_to_us else ():
                found |= {f"{kind} in memory of {name}" for kind in sought.kinds_in(content)}
    return sorted(found)
