"""Where a virtual device appears: what an earlier run left makes room, anything else stays. Development only."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def make_room(path: Path) -> None:
    """Remove a link, socket or pipe at `path`.

    Raises FileExistsError where something else stands there, FileNotFoundError where its folder is missing.
    """
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "there is no such folder", str(path.parent)) from None
        return
    if not (stat.S_ISLNK(mode) or stat.S_ISSOCK(mode) or stat.S_ISFIFO(mode)):
        raise FileExistsError(errno.EEXIST, "is no link, socket or pipe, and is not replaced", str(path))
    path.unlink(missing_ok=True)


def own_folder(folder: Path, mark: str) -> None:
    """Make `folder` one's own by a file named `mark`: what lies in it may be removed from now on.

    Raises FileExistsError where something lies there without that mark: it is somebody else's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / mark).exists() and any(folder.iterdir()):
        raise FileExistsError(errno.EEXIST, "is neither empty nor this twin's, and is left alone", str(folder))
    (folder / mark).touch()


@contextmanager
def socket_name(path: Path) -> Iterator[str]:
    """A name that a Unix socket at `path` can be bound to and reached by, however deep its folder lies.

    `sun_path` ends after 108 bytes (unix(7)). Raises OSError where the folder cannot be opened.
    """
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
