"""Directories and files of the store: private modes, durable names, and a corrupt file put aside. Never deletes."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from contextlib import suppress
from pathlib import Path

_SIDES = ("", "-wal", "-shm")
_PLACE_BYTES = 8
NUMBERS_PER_FILE = 2000
"""After damage a file's numbers begin this much higher: a 暂存号 is never given out twice."""


def sync_directory(path: Path) -> None:
    """Make the names in `path` survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_directory(path: Path) -> None:
    """The directory with mode 0700 and what it needs above it; an existing one is left as it is."""
    if not path.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            path.mkdir(mode=0o700)
        sync_directory(path.parent)


def refuse_what_is_no_file(path: Path) -> None:
    """A pipe, folder or device in the place of the database, before SQLite opens it: a pipe would hold it for ever.

    Raises OSError, also where nothing is there.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "is no regular file", str(path))


def make_private_file(path: Path) -> None:
    """An empty file with mode 0600, before anybody else could create it wider; SQLite copies the mode. OSError."""
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NONBLOCK, 0o600)
    try:
        refuse_what_is_no_file(path)
        os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)
    sync_directory(path.parent)


class UseLock:
    """Held shared by everyone who has the store open; only a sole user may put the files aside.

    SQLite removes `-wal` by name when the last connection closes: renaming under a running program would make it
    remove the new file's log.
    """

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path.with_name(path.name + ".lock"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    @property
    def highest(self) -> int:
        """The last place in the inbox that anybody noted; 0 for none. Not synced: it may lag, it never leads."""
        return int.from_bytes(os.pread(self._descriptor, _PLACE_BYTES, 0), "big")

    def note(self, seq: int) -> None:
        """A job was committed at that place: should the log of the database vanish, its loss is noticed.

        On a full disk it is not noted, which is no reason to say that the job was not taken.
        """
        try:
            os.pwrite(self._descriptor, seq.to_bytes(_PLACE_BYTES, "big"), 0)
        except OSError:
            return

    def sole(self) -> bool:
        """Become the only user; False when there are others (the shared lock may then be gone: close)."""
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def share(self) -> None:
        """One user among several, again or still."""
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def release(self) -> None:
        """Give it back; twice does no harm."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def note_lost(path: Path) -> bool:
    """Of a store that was once here: is it gone? Then who opens it is told that a job is missing, one at least.

    Raises OSError.
    """
    if path.exists() or is_unfinished(path):
        return False
    use = UseLock(path)
    try:
        use.note(max(use.highest, 1))
    finally:
        use.release()
    return True


def free_name(path: Path, stamp: str) -> str:
    """A name beside a damaged database under which it can be kept."""
    name, count = f"{path.name}.corrupt-{stamp}", 1
    while path.with_name(name).exists():
        count += 1
        name = f"{path.name}.corrupt-{stamp}-{count}"
    return name


def put_aside(path: Path, name: str) -> None:
    """Rename a database with its log to a name beside it."""
    for side in _SIDES:
        with suppress(FileNotFoundError):
            path.with_name(path.name + side).rename(path.with_name(name + side))
    sync_directory(path.parent)


def count_aside(path: Path) -> int:
    """How many files were put aside here."""
    return sum(not side.name.endswith(_SIDES[1:]) for side in path.parent.glob(f"{path.name}.corrupt-*"))


def salvaged(path: Path) -> Path:
    """The new file made of a damaged one, whole, before it gets the name."""
    return path.with_name(f"{path.name}.salvaged")


def is_unfinished(path: Path) -> bool:
    """Is there a new file that has not got its place yet?"""
    return salvaged(path).exists()
