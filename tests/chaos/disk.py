"""A disk that can be filled at will: a small tmpfs in a mount namespace of our own, else a limit on file sizes.

Must never mount anything where others see it.
"""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

_MOUNTED = "CHAOS_SMALL_DISK"
_CHUNKS = (1 << 20, 1 << 12)
_LEFT = 1 << 16


def in_a_namespace(folder: Path, megabytes: int, command: list[str]) -> None:
    """Begin this program anew where `folder` is a file system of that size; returns where that is not allowed."""
    unshare = shutil.which("unshare")
    if unshare is None or _MOUNTED in os.environ:
        return
    folder.mkdir(parents=True, exist_ok=True)
    flags = ["-m"] if os.geteuid() == 0 else ["-r", "-m"]
    mount = f"mount -t tmpfs -o size={megabytes:d}m,mode=700 tmpfs"
    tried = subprocess.run(
        [unshare, *flags, "sh", "-c", f'{mount} "$1"', "sh", str(folder)], check=False, capture_output=True
    )
    if tried.returncode:
        return
    sys.stderr.flush()
    os.environ[_MOUNTED] = str(folder)
    os.execv(unshare, [unshare, *flags, "sh", "-c", f'{mount} "$0" && exec "$@"', str(folder), *command])  # noqa: S606


class SmallDisk:
    """A file system of its own, filled by a balloon."""

    def __init__(self, folder: Path) -> None:
        self._balloon = folder / "balloon"

    def fill(self) -> None:
        """Take every block."""
        with self._balloon.open("wb", buffering=0) as file:
            for chunk in _CHUNKS:
                with contextlib.suppress(OSError):
                    while file.write(bytes(chunk)) > 0:
                        pass

    def free(self) -> None:
        """Give them back."""
        self._balloon.unlink(missing_ok=True)


class SizeLimit:
    """Where nothing may be mounted: no file of those processes may grow (RLIMIT_FSIZE, writes fail with EFBIG)."""

    def __init__(self, pids: Callable[[], Iterable[int]]) -> None:
        self._pids = pids

    def fill(self) -> None:
        """Nothing may be written beyond the first pages of a file."""
        self._limit(_LEFT)

    def free(self) -> None:
        """As before."""
        self._limit(resource.RLIM_INFINITY)

    def _limit(self, size: int) -> None:
        for pid in self._pids():
            with contextlib.suppress(ProcessLookupError):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def mounted() -> Path | None:
    """The small file system that this program was begun with."""
    found = os.environ.get(_MOUNTED)
    return Path(found) if found else None
