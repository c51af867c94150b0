"""A file that somebody named, opened only where it is an ordinary one.

Must never wait: a pipe or a device in the place of a picture would keep us for ever.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

LARGEST = 64 * 1024 * 1024
"""Bytes of a picture; what is longer is none."""


def opened(path: Path) -> BinaryIO:
    """For reading. Raises OSError (EINVAL for what is no ordinary file), ValueError (a name with a zero byte)."""
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(errno.EINVAL, "no ordinary file", str(path))
    return os.fdopen(number, "rb")


def picture_bytes(path: Path) -> bytes | None:
    """All of it; None where that is more than a picture has. Raises as `opened`."""
    with opened(path) as file:
        data = file.read(LARGEST + 1)
    return data if len(data) <= LARGEST else None
