"""Pictures out of a folder: the newest while somebody writes into it, else one after the other. Development only.

Must never be opened on a real terminal: whoever can write there decides what the camera sees.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from devices.contract import DeviceError, Fault
from devices.transports.vision import Picture, read_picture

_SUFFIXES = {".jpg", ".jpeg", ".png", ".bmp", ".webp"}
LIVE_MARK = ".live"
"""A file of this name says that the folder belongs to a writer, also while that one pauses."""
_FRESH = 3.0
"""Seconds: a folder whose newest picture is younger is being written into."""
_LOOK_AGAIN = 0.015
_BAD_IN_A_ROW = 3


class PictureFolder:
    """`live` None = find out. `loop` begins again at the end where pictures are played one after the other."""

    def __init__(self, folder: Path, *, live: bool | None, loop: bool, step: float) -> None:
        self._folder = folder
        self._loop = loop
        self._step = step
        self._bad = 0
        names = self._names()
        self.live = self._written_into(names) if live is None else live
        self._forced = live is not None
        self._last = max(names, default="") if self.live else ""  # what lies there already is old
        self._stamp = self._changed_at()
        self._queue: Iterator[str] = iter(names)
        self._due = 0.0

    def next(self, timeout: float) -> Picture:
        """The next picture, RGB. Raises GONE, CAMERA_STOPPED, CAMERA_PICTURE_INVALID."""
        if not (self.live or self._forced) and self._changed_at() != self._stamp:
            self.live = True  # a writer has come since
        return self._newest(timeout) if self.live else self._following()

    def close(self) -> None:
        """Nothing to give back."""

    def _newest(self, timeout: float) -> Picture:
        end = time.monotonic() + timeout
        while True:
            name = max(self._names(), default="")
            if name and name != self._last:
                picture = self._read(name)
                if picture is not None:
                    return picture
            if time.monotonic() >= end:
                fault = Fault.CAMERA_PICTURE_INVALID if self._bad else Fault.CAMERA_STOPPED
                raise DeviceError(fault, f"no new picture for {timeout:g} s")
            time.sleep(_LOOK_AGAIN)

    def _following(self) -> Picture:
        time.sleep(max(self._due - time.monotonic(), 0.0))
        self._due = max(self._due, time.monotonic()) + self._step
        while True:
            name = next(self._queue, None)
            if name is None:
                names = self._names()
                if not self._loop or not names:
                    raise DeviceError(Fault.CAMERA_STOPPED, "the last picture was shown")
                self._queue = iter(names)
                continue
            picture = self._read(name)
            if picture is not None:
                return picture

    def _read(self, name: str) -> Picture | None:
        """One file; None where it just went or is the first of a few that cannot be decoded."""
        try:
            picture = read_picture(self._folder / name)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DeviceError(Fault.GONE, error.strerror or "") from error
        self._last = name
        self._bad = 0 if picture is not None else self._bad + 1
        if self._bad >= _BAD_IN_A_ROW:
            raise DeviceError(Fault.CAMERA_PICTURE_INVALID, f"{self._bad} files in a row are no pictures")
        return picture

    def _names(self) -> list[str]:
        try:
            found = [one.name for one in self._folder.iterdir() if one.suffix.lower() in _SUFFIXES]
        except OSError as error:
            raise DeviceError(Fault.GONE, error.strerror or "") from error
        return sorted(name for name in found if not name.startswith("."))

    def _written_into(self, names: list[str]) -> bool:
        if not names or (self._folder / LIVE_MARK).exists():
            return True
        try:
            return time.time() - (self._folder / names[-1]).stat().st_mtime < _FRESH
        except OSError:
            return True

    def _changed_at(self) -> int:
        try:
            return self._folder.stat().st_mtime_ns
        except OSError as error:
            raise DeviceError(Fault.GONE, error.strerror or "") from error
