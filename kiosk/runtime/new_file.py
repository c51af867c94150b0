"""Writes what was asked for at the command line into a file of its own. Must never replace a file."""

from __future__ import annotations

import errno
import os
from pathlib import Path

PRIVATE = 0o600
"""Mode of what is not for everybody."""


def require_free(path: Path) -> None:
    """Could a new file be made there? Asked before long work; makes nothing. Raises OSError with the name."""
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    require_folder(path.parent)


def require_folder(folder: Path) -> None:
    """Could new files be made in there? Raises OSError with the name."""
    if not folder.exists():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def write_new(path: Path, content: bytes, mode: int = PRIVATE) -> None:
    """Durably, or not at all. Raises OSError with the name, FileExistsError where there is one already."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
