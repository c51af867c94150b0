"""What a driver leaves in files: all that it opens for writing, and what appears or changes where it works.

Python says which files are opened (PEP 578), wherever they lie; of a library in C is found what it leaves in the
current folder and in the one for temporary files. Must never be used but in a process of a trial: nothing ends it.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

_WRITING: Final = os.O_WRONLY | os.O_RDWR
_FILES: Final = 2000
"""Files that are looked at in one place."""
_BYTES: Final = 1 << 20
"""Bytes of a file, from its end, that are looked at."""


class Traces:
    """Made before a driver is imported."""

    def __init__(self) -> None:
        self._opened: set[str] = set()
        self._known = dict(_states(_around()))
        sys.addaudithook(self._hear)

    def fresh(self) -> Iterator[tuple[str, bytes]]:
        """(path, end of what is in it) of each file that was written since the last time."""
        opened, self._opened = self._opened, set()
        for path, state in [*_states(_around()), *_states([*opened], links=True)]:
            if self._known.get(path) != state:
                self._known[path] = state
                yield path, _end_of(path)
        self._opened |= {path for path in opened if path in self._known}  # it may still be open

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        writing = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        if writing or event == "sqlite3.connect":
            self._note(arguments[0])

    def _note(self, path: object) -> None:
        if isinstance(path, str | bytes | os.PathLike) and len(self._opened) < _FILES:
            self._opened.add(os.path.abspath(os.fsdecode(path)))  # noqa: PTH100  a path as it comes, links and all


def _around() -> Iterator[str]:
    """Files in the current folder, and anywhere below the one for temporary files."""
    with contextlib.suppress(OSError):
        yield from (entry.path for entry in islice(os.scandir(os.getcwd()), _FILES))  # noqa: PTH109  lazily
    below = (os.path.join(at, name) for at, _, names in os.walk(tempfile.gettempdir()) for name in names)  # noqa: PTH118
    yield from islice(below, _FILES)


def _states(paths: Iterable[str], *, links: bool = False) -> Iterator[tuple[str, tuple[int, int]]]:
    """Of those that are plain files: when written, and how long."""
    for path in paths:
        with contextlib.suppress(OSError, ValueError):
            found = os.stat(path, follow_symlinks=links)  # noqa: PTH116  thousands of them
            if stat.S_ISREG(found.st_mode):
                yield path, (found.st_mtime_ns, found.st_size)


def _end_of(path: str) -> bytes:
    with contextlib.suppress(OSError), open(path, "rb") as file:  # noqa: PTH123
        file.seek(max(0, file.seek(0, os.SEEK_END) - _BYTES))
        return file.read(_BYTES)
    return b""
