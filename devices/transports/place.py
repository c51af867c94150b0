"""Where a virtual device appears: what an earlier run left makes room, anything else stays. Development only."""

from __future__ import annotations

import errno
import stat
from pathlib import Path


def make_room(path: Path) -> None:
    """Remove a link, socket or pipe at `path`. Raises FileExistsError where something else stands there."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not (stat.S_ISLNK(mode) or stat.S_ISSOCK(mode) or stat.S_ISFIFO(mode)):
        raise FileExistsError(errno.EEXIST, "is no link, socket or pipe, and is not replaced", str(path))
    path.unlink(missing_ok=True)
