"""Files that only the terminal's user may read. Loads no cryptography: the supervisor looks at them at every start.

Must never follow a link, and never read what others could have read or written.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeyFileError(Exception):
    """A key file cannot be used; the text says why and never shows what is in it."""


class KeyFileUnsafe(KeyFileError):  # noqa: N818  says what it is
    """Others may read the file, or it is theirs."""


def in_credentials(path: Path) -> bool:
    """Does the service manager hand this file out? Its folder is closed; the file's mode is its own matter."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    return folder is not None and path.parent == Path(folder)


def read_private(path: Path, most: int) -> bytes:
    """At most so many bytes of the file. Raises KeyFileError, and OSError where it cannot be opened."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        _refuse_unsafe(path, os.fstat(file.fileno()))
        return file.read(most)


def _refuse_unsafe(path: Path, found: os.stat_result) -> None:
    """Only whoever runs the terminal may read the key; root may look at it for him. Raises KeyFileUnsafe."""
    mode = stat.S_IMODE(found.st_mode)
    if in_credentials(path):
        if mode & stat.S_IRWXO:
            raise KeyFileUnsafe(f"the credential has mode {mode:04o} and is open to everybody")
        return
    if mode & _OTHERS:
        raise KeyFileUnsafe(f"the key file has mode {mode:04o} and is open to others: chmod 600")
    keeper = os.geteuid() or path.parent.stat().st_uid
    if found.st_uid not in {keeper, 0}:
        raise KeyFileUnsafe("the key file belongs to another user: chown it to the terminal's")
