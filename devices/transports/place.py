"""Where a virtual device appears: what an earlier run left makes room, anything else stays. Development only.

Must never take a place from somebody who is still there.
"""

from __future__ import annotations

import errno
import hashlib
import os
import socket
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_STEP = 0.05


def make_room(path: Path) -> None:
    """Remove a link, socket or pipe at `path`.

    Raises FileExistsError where something else stands there or somebody listens at the socket, FileNotFoundError
    where its folder is missing.
    """
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "there is no such folder", str(path.parent)) from None
        return
    if not (stat.S_ISLNK(mode) or stat.S_ISSOCK(mode) or stat.S_ISFIFO(mode)):
        raise FileExistsError(errno.EEXIST, "is no link, socket or pipe, and is not replaced", str(path))
    if stat.S_ISSOCK(mode) and _answers(path):
        raise FileExistsError(errno.EEXIST, "somebody listens there, and is not replaced", str(path))
    path.unlink(missing_ok=True)


@contextmanager
def claimed(path: Path, patience: float) -> Iterator[None]:
    """Have the place `path`, whatever is going to appear there, against every other process that asks like this.

    It is given back when the block or the process ends, however it ends, and nothing is left behind: the claim is
    an abstract Unix socket (unix(7)). Raises FileExistsError where somebody still has it after `patience` seconds.
    """
    place = os.fsencode(Path(os.path.realpath(path.parent), path.name))
    end = time.monotonic() + patience
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as claim:
        while True:
            try:
                claim.bind(b"\0kiosk-twin-" + hashlib.sha256(place).hexdigest().encode())
                break
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
                if time.monotonic() > end:
                    raise FileExistsError(errno.EEXIST, "belongs to a twin that is running", str(path)) from error
            time.sleep(_STEP)
        yield


def inode(path: Path) -> tuple[int, int] | None:
    """Device and number of what stands at `path`, links not followed; None where nothing does."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


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


def _answers(path: Path) -> bool:
    """Does anybody listen at this socket? Whatever else it says than that nobody does, it is somebody's."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.setblocking(False)
        try:
            with socket_name(path) as name:
                line.connect(name)
        except (ConnectionRefusedError, FileNotFoundError):
            return False
        except OSError:
            return True
    return True
