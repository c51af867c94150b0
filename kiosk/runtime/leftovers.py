"""Removes the scratch folders of screens that were killed and could not tidy up themselves.

Must never touch the folder of a process that lives, nor one of another user: `/tmp` is everybody's.
"""

from __future__ import annotations

import logging
import os
import re
import stat
from pathlib import Path

_log = logging.getLogger(__name__)
_NAME = re.compile(r"kiosk-screen-(\d{1,10})-\w+")
"""As `ui.app` makes them: the number is the process."""


def clear() -> None:
    """Remove what dead screens have left where this process's children put theirs."""
    import shutil
    import tempfile

    for entry in Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()).glob("kiosk-screen-*"):
        named = _NAME.fullmatch(entry.name)
        if named is None or _lives(int(named[1])) or not _ours(entry):
            continue
        shutil.rmtree(entry, ignore_errors=True)
        _log.info("removed what a screen that was killed had left")


def _ours(entry: Path) -> bool:
    try:
        held = entry.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(held.st_mode) and held.st_uid == os.getuid()


def _lives(pid: int) -> bool:
    """Not a zombie either: nobody may ever fetch the exit code of an orphan."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return False
    return state not in {"Z", "X"}
