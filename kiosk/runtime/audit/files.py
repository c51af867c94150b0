"""The files of an audit trail: the one that is written to, and those before it, which are full or of an earlier day.

Together they are one chain of lines: the first line of a file names the digest of the last one of the file before.
Must never delete a file (purging.py does), and never look further into a line than where it ends.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from offline_cache.files import make_directory, sync_directory

LONGEST = 4096
"""Bytes of a line; no event comes near."""
FULL = 4 << 20
"""Bytes after which a file is put away; one of an earlier day is so whatever its size."""


@dataclass(frozen=True)
class Places:
    """The files of a trail."""

    folder: Path

    @property
    def lines(self) -> Path:
        """The one that is written to."""
        return self.folder / "trail.log"

    @property
    def head(self) -> Path:
        """A copy of the last signed line: what the trail must at least reach."""
        return self.folder / "trail.head"

    @property
    def earlier(self) -> list[Path]:
        """What was put away, oldest first; each is named after its last line."""
        return sorted(self.folder.glob("trail-" + "[0-9]" * 12 + ".log"))

    def put_away(self, seq: int) -> bool:
        """Name the file that is written to after its last line, `seq`; False where that name is taken."""
        name = self.folder / f"trail-{seq:012d}.log"
        if name.exists():
            return False
        self.lines.rename(name)
        sync_directory(self.folder)
        return True

    def read(self) -> tuple[bytes, bytes | None]:
        """All lines of all files, and the head, as they are together while nobody writes. Raises OSError."""
        with _shared(self):
            files = [*self.earlier, *(path for path in [self.lines] if path.exists())]
            head = self.head.read_bytes() if self.head.exists() else None
            return b"".join(path.read_bytes() for path in files), head

    def line(self, seq: int) -> bytes | None:
        """Line `seq` without its line feed; None where there is none. Raises OSError."""
        with _shared(self):
            earlier = self.earlier
            path = next((one for one in earlier if seq <= last_of(one)), self.lines)
            lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
            above = sum(map(last_of, earlier[-1:])) if path == self.lines else last_of(path) - len(lines)
        return lines[seq - above - 1] if above < seq <= above + len(lines) else None


def last_of(path: Path) -> int:
    """Number of the last line of a file that was put away."""
    return int(path.stem.removeprefix("trail-"))


@contextmanager
def alone(places: Places) -> Iterator[int]:
    """The file that is written to, made where there is none, and nobody else's meanwhile."""
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
    while True:
        fresh = not places.lines.exists()
        if fresh:
            make_directory(places.folder)
        descriptor = os.open(places.lines, flags, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if _is_current(descriptor, places):
                if fresh:
                    sync_directory(places.folder)
                yield descriptor
                return
        finally:
            os.close(descriptor)


@contextmanager
def _shared(places: Places) -> Iterator[None]:
    """Nobody writes meanwhile; where there is nothing to write to, nobody does."""
    while places.lines.exists():
        with places.lines.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            if _is_current(file.fileno(), places):
                yield
                return
    yield


def _is_current(descriptor: int, places: Places) -> bool:
    """Was it not put away while we waited for it?"""
    try:
        return os.path.samestat(os.fstat(descriptor), places.lines.stat())
    except FileNotFoundError:
        return False


def first_line(descriptor: int) -> bytes:
    """Without its line feed; empty where there is none."""
    head, end, _ = os.pread(descriptor, LONGEST, 0).partition(b"\n")
    return head if end else b""


def last_line(descriptor: int) -> bytes:
    """The last whole one, without its line feed; empty where there is none. The end must not be torn."""
    size = os.fstat(descriptor).st_size
    return os.pread(descriptor, LONGEST, max(0, size - LONGEST)).removesuffix(b"\n").rpartition(b"\n")[2]


def count(descriptor: int) -> int:
    """How many lines."""
    size = os.fstat(descriptor).st_size
    return sum(os.pread(descriptor, 1 << 20, at).count(b"\n") for at in range(0, size, 1 << 20))


def cut_torn_end(descriptor: int) -> int:
    """How many bytes after the last line feed were cut off. What is longer than any line of ours stays: evidence."""
    size = os.fstat(descriptor).st_size
    start = max(0, size - LONGEST)
    tail = os.pread(descriptor, LONGEST, start)
    kept = tail.rfind(b"\n") + 1
    if kept == len(tail):
        return 0
    if kept == 0 and start > 0:
        write_all(descriptor, b"\n")
        return 0
    os.ftruncate(descriptor, start + kept)
    os.fdatasync(descriptor)
    return len(tail) - kept


def write_all(descriptor: int, data: bytes) -> None:
    """Raises OSError; what is half written is the torn end that the next one cuts off."""
    written = os.write(descriptor, data)
    if written != len(data):
        raise OSError(None, "only a part was written")
