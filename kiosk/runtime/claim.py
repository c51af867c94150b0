"""One `kiosk run` per state directory: a lock that lives exactly as long as the supervisor, however that ends.

The kernel holds it (flock), so nothing stale is ever left. Must never be handed on: a child that kept it would keep
the terminal from being started again.
"""

from __future__ import annotations

import fcntl
import logging
import os
from pathlib import Path

from offline_cache.files import make_directory

_log = logging.getLogger(__name__)
_NAME = "run.lock"
_PID_DIGITS = 20
_held: list[int] = []


class InUseError(Exception):
    """Another `kiosk run` works on this state directory; `pid` is its process, None where it has not said so yet."""

    def __init__(self, folder: Path, pid: int | None) -> None:
        by = f"process {pid}" if pid else "another process"
        super().__init__(f"{folder} is in use by {by} (kiosk run): end that one first, or give another folder")
        self.folder, self.pid = folder, pid


def claim(state_dir: Path) -> None:
    """Take the directory for this process until it ends. Forked children let go of it by themselves.

    Raises InUseError. Where the lock file cannot be made nothing can be written there either: that is logged, and the
    terminal comes up to say what is wrong.
    """
    try:
        make_directory(state_dir)
        descriptor = os.open(state_dir / _NAME, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        _log.error("state directory cannot be locked: %s", error.strerror)
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pid = os.pread(descriptor, _PID_DIGITS, 0).strip()
        os.close(descriptor)
        raise InUseError(state_dir, int(pid) if pid.isdigit() else None) from None
    _held.append(descriptor)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, b"%d\n" % os.getpid(), 0)


def let_go() -> None:
    """Give it back before the end; a forked child does.

    Once only: a child of the child may have another file under that number.
    """
    while _held:
        os.close(_held.pop())


os.register_at_fork(after_in_child=let_go)
