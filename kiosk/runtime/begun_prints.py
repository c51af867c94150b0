"""Prints that were begun: one small file each, so that one is told of even where the power went in the middle.

A file holds what is to be told if nobody comes back (outcome `unknown`), no word of a person. Whoever prints holds
its lock; one without a holder was left behind. Must never let a print begin that could not be written down.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
from collections.abc import Iterator
from pathlib import Path

from offline_cache.files import make_directory, sync_directory

_NAME = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOST = 4096
"""Bytes of such a file at most."""


class Begun:
    """One print under way, held by this process."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path, self._descriptor = path, descriptor

    def told(self) -> None:
        """It is in the outbox: the file may go."""
        self._path.unlink(missing_ok=True)
        self.release()

    def release(self) -> None:
        """Leave the file to whoever comes next."""
        with contextlib.suppress(OSError):
            os.close(self._descriptor)


def begin(folder: Path, print_id: str, unknown: bytes) -> Begun:
    """Write down that this print begins; `unknown` is what is told if nobody learns more. Raises OSError."""
    make_directory(folder)
    path = folder / print_id
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    begun = Begun(path, descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        os.write(descriptor, unknown)
        os.fsync(descriptor)
        sync_directory(folder)
    except OSError:
        begun.told()
        raise
    return begun


def left_behind(folder: Path) -> Iterator[tuple[str, bytes, Begun]]:
    """Print id, what to tell, and the file, of every print whose process is gone. A torn file tells nothing."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if not _NAME.fullmatch(path.name):
            continue
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            continue
        begun = Begun(path, descriptor)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            content = os.read(descriptor, _MOST)
        except OSError:
            begun.release()
            continue
        yield path.name, content, begun
