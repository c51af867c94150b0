"""Short videos that lie here, by their digests, so that they are fetched once and play without a line.

Bounded: what was not looked at for longest goes first. Must never hand out a file that is not, byte for byte, what
the signed catalogue names: a rotten one is removed, and fetched anew.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Final

from kiosk.domain.catalogue import Video

MOST: Final = 64_000_000
"""Bytes of all of them."""
LARGEST: Final = 8_000_000
"""Bytes of one, as the contract says."""
_NAME: Final = 64
"""Letters of a digest."""


class VideoFault(Enum):
    """Why a video does not play: (code, cause, what staff do)."""

    MISSING = ("video.missing", "the platform has no such video", "report the item to the platform")
    ALTERED = ("video.altered", "it is not what the signed catalogue names", "report it to the platform at once")
    TOO_LARGE = ("video.too-large", "it is larger than the catalogue says", "report it to the platform")
    NO_ROOM = ("video.no-room", "it cannot be written to the disk", "make room in the state directory")
    UNDECODABLE = ("video.undecodable", "no decoder here makes pictures of it", "report the item to the platform")

    def __init__(self, code: str, cause: str, remedy: str) -> None:
        self.code = code
        self.cause = cause
        self.remedy = remedy


class VideoError(Exception):
    """It does not play."""

    def __init__(self, fault: VideoFault) -> None:
        super().__init__(fault.code)
        self.fault = fault


class KeptVideos:
    """The files of one folder. May be used by several processes: each file is whole, or is not there."""

    def __init__(self, folder: Path, most: int = MOST) -> None:
        self._folder, self._most = folder, most

    def find(self, video: Video) -> Path | None:
        """Where it lies, sound; None where it does not."""
        path = self._folder / video.sha256
        try:
            sound = _is(video, path.read_bytes() if path.stat().st_size == video.size else b"")
            if sound:
                os.utime(path)
                return path
            path.unlink()
        except OSError:
            pass
        return None

    def keep(self, video: Video, film: bytes) -> Path:
        """Lay it down, and let others go where it gets too much. Raises VideoError."""
        if len(film) > min(video.size, LARGEST):
            raise VideoError(VideoFault.TOO_LARGE)
        if not _is(video, film):
            raise VideoError(VideoFault.ALTERED)
        path = self._folder / video.sha256
        written = path.with_name(f".{video.sha256}.{os.getpid()}")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._make_room(len(film))
            written.write_bytes(film)
            written.replace(path)
        except OSError as error:
            with suppress(OSError):
                written.unlink(missing_ok=True)
            raise VideoError(VideoFault.NO_ROOM) from error
        return path

    def _make_room(self, wanted: int) -> None:
        """What is not ours goes too: a process that ended half-way left it. Raises OSError."""
        held = []
        for path in self._folder.iterdir():
            if len(path.name) == _NAME:
                looked = path.stat()
                held.append((looked.st_mtime, looked.st_size, path))
            else:
                path.unlink(missing_ok=True)
        room = self._most - wanted - sum(size for _, size, _ in held)
        for _, size, path in sorted(held):
            if room >= 0:
                return
            path.unlink(missing_ok=True)
            room += size


def _is(video: Video, film: bytes) -> bool:
    return len(film) == video.size and hashlib.sha256(film).hexdigest() == video.sha256
