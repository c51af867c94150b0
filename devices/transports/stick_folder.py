"""A visitor's USB stick as the system has mounted it: is one there, which pictures and papers lie on it, their bytes.

Everything on it is hostile. Only regular files are opened, one folder after the other from the stick's own, without
following a link; how many are looked at and how large they may be is bounded. Must never write, and never hand on a
name as it stands there: it may turn the text around it.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import stat
import unicodedata
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from devices.faults import DeviceError, Fault

LARGEST: Final = 20 * 1024 * 1024
"""Bytes of one file."""
STARTS: Final = {"pdf": b"%PDF-", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
"""How what can be taken begins: the content decides, not the name."""
_ENTRIES: Final = 3000
"""Names that are looked at; a phone's memory card has some thousands."""
_OPENED: Final = 400
_LISTED: Final = 60
_DEPTH: Final = 5
_FOLDERS: Final = 300
_NAME: Final = 48
"""Characters of a name that are shown."""
_PIECE: Final = 1 << 20
_SAFE: Final = os.ST_RDONLY | os.ST_NOEXEC | os.ST_NOSUID | os.ST_NODEV
_OPEN_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_OPEN_FILE: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


@dataclass(frozen=True)
class StickFile:
    """One that can be taken. `kind` is a key of STARTS, `size` in bytes, `changed` in seconds since 1970."""

    path: tuple[str, ...]
    """From the stick's own folder; for `read` alone."""
    name: str
    """As it may be shown."""
    kind: str
    size: int
    changed: float

    def __repr__(self) -> str:
        """Names are the visitor's."""
        return f"StickFile(kind={self.kind!r})"


@dataclass(frozen=True)
class Found:
    """What lies on a stick, the latest first."""

    files: tuple[StickFile, ...]
    more: bool = False
    """Was there more than is looked at?"""


def stick_in(root: Path, *, mounted: bool) -> Path | None:
    """The stick's folder below `root`, or None while none is there. Several: the first by name.

    `mounted`: only a file system of its own counts, and it must be read-only, noexec, nosuid and nodev. Without that
    any folder does (development).

    Raises:
        DeviceError: NOT_CONFIGURED where `root` is no folder, STICK_UNSAFE where it is mounted otherwise.
    """
    try:
        own = root.stat()
        folders = sorted(one.name for one in os.scandir(root) if one.is_dir(follow_symlinks=False))
    except OSError as error:
        raise DeviceError(Fault.NOT_CONFIGURED, f"the folder for sticks: {error.strerror}") from error
    for name in folders:
        with contextlib.suppress(OSError):  # it was pulled out just now
            if not mounted:
                return root / name
            if (root / name).stat().st_dev != own.st_dev:
                if os.statvfs(root / name).f_flag & _SAFE != _SAFE:
                    raise DeviceError(Fault.STICK_UNSAFE, "not mounted read-only, noexec, nosuid, nodev")
                return root / name
    return None


class Stick:
    """One stick, open. Use it as a context: nothing of it is held when it is pulled out."""

    def __init__(self, folder: Path) -> None:
        """Raises DeviceError: STICK_GONE."""
        with _pulled():
            self._top = os.open(folder, _OPEN_FOLDER)
            self._device = os.fstat(self._top).st_dev

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_what: object) -> None:
        """Let go of it."""
        os.close(self._top)

    def look(self) -> Found:
        """What can be taken. Raises DeviceError: STICK_GONE."""
        names, more = self._names()
        files = []
        for path in names[:_OPENED]:
            found = self._file(path)
            if found is not None:
                files.append(found)
        self._still_there()
        more = more or len(names) > _OPENED or len(files) > _LISTED
        files.sort(key=lambda one: (-one.changed, one.name))
        return Found(tuple(files[:_LISTED]), more)

    def read(self, file: StickFile) -> bytes:
        """All of it. Raises DeviceError: STICK_GONE, STICK_FILE_TOO_LARGE, STICK_FILE_UNREADABLE (no longer that)."""
        if any(one in {"", ".", ".."} or "/" in one for one in file.path):
            raise DeviceError(Fault.STICK_FILE_UNREADABLE, "not a path on the stick")
        with _pulled(), self._opened(file.path) as (source, held):
            if held is None:
                raise DeviceError(Fault.STICK_FILE_UNREADABLE, "not a file any more")
            if held.st_size > LARGEST:
                raise DeviceError(Fault.STICK_FILE_TOO_LARGE, f"more than {LARGEST} bytes")
            data = bytearray()
            while len(data) <= LARGEST and (piece := os.read(source, _PIECE)):
                data += piece
        if len(data) > LARGEST:
            raise DeviceError(Fault.STICK_FILE_TOO_LARGE, "it grew while it was read")
        if len(data) < held.st_size:
            raise DeviceError(Fault.STICK_GONE, "it ended early")
        return bytes(data)

    def _names(self) -> tuple[list[tuple[str, ...]], bool]:
        """Paths of regular files, folder after folder, as far as is looked; and whether there was more."""
        found: list[tuple[str, ...]] = []
        waiting: deque[tuple[str, ...]] = deque([()])
        seen = folders = 0
        while waiting:
            if folders == _FOLDERS:
                return found, True
            folders += 1
            here = waiting.popleft()
            for name, is_folder in self._inside(here, _ENTRIES + 1 - seen):
                seen += 1
                if seen > _ENTRIES:
                    return found, True
                if not is_folder:
                    found.append((*here, name))
                elif len(here) + 1 < _DEPTH:
                    waiting.append((*here, name))
        return found, False

    def _inside(self, folder: tuple[str, ...], most: int) -> list[tuple[str, bool]]:
        """Names of its files and folders (True), hidden ones left out; of at most so many entries."""
        try:
            with self._folder(folder) as fd, os.scandir(fd) as entries:
                first = itertools.islice(entries, most)
                seen = [
                    (one.name, one.is_dir(follow_symlinks=False), one.is_file(follow_symlinks=False)) for one in first
                ]
        except OSError:
            self._still_there()
            return []
        return [(name, inner) for name, inner, file in seen if (inner or file) and not name.startswith(".")]

    def _file(self, path: tuple[str, ...]) -> StickFile | None:
        """What it is; None for what cannot be taken, also where it alone cannot be read."""
        try:
            with self._opened(path) as (source, held):
                start = os.read(source, 8) if held is not None and 0 < held.st_size <= LARGEST else b""
        except OSError:
            self._still_there()  # else it is a bad spot
            return None
        kind = next((name for name, mark in STARTS.items() if start.startswith(mark)), None)
        if kind is None or held is None:
            return None
        return StickFile(path, shown_name(path[-1]), kind, held.st_size, held.st_mtime)

    @contextlib.contextmanager
    def _folder(self, path: tuple[str, ...]) -> Iterator[int]:
        """A folder, step by step, so that no link on the way is followed. Raises OSError."""
        fd = os.dup(self._top)
        try:
            for name in path:
                inner = os.open(name, _OPEN_FOLDER, dir_fd=fd)
                os.close(fd)
                fd = inner
            yield fd
        finally:
            os.close(fd)

    @contextlib.contextmanager
    def _opened(self, path: tuple[str, ...]) -> Iterator[tuple[int, os.stat_result | None]]:
        """A file and what is known of it; (-1, None) for whatever is no plain file of this very stick.

        Raises OSError where it cannot be opened or read.
        """
        with self._folder(path[:-1]) as folder:
            before = os.stat(path[-1], dir_fd=folder, follow_symlinks=False)
            if not self._plain(before):  # opening a device or a pipe would already do something
                yield -1, None
                return
            source = os.open(path[-1], _OPEN_FILE, dir_fd=folder)
            try:
                held = os.fstat(source)
                yield source, held if self._plain(held) else None
            finally:
                os.close(source)

    def _still_there(self) -> None:
        """Raises DeviceError: STICK_GONE."""
        with _pulled():
            if os.fstat(self._top).st_nlink == 0:
                raise DeviceError(Fault.STICK_GONE, "its folder is gone")

    def _plain(self, held: os.stat_result) -> bool:
        return stat.S_ISREG(held.st_mode) and held.st_dev == self._device


def shown_name(name: str) -> str:
    """A file's name as it may stand in a sentence: one line, read in one direction, not too long.

    Control, format (bidi), private and unassigned characters become `_`, combining marks that belong to no letter go;
    of a long name beginning and end are kept.
    """
    plain = "".join(
        _harmless(one) for one in unicodedata.normalize("NFC", name[: 4 * _NAME] + name[4 * _NAME :][-9:])
    )
    plain = " ".join(plain.split()) or "_"
    return plain if len(plain) <= _NAME else f"{plain[: _NAME - 10]}…{plain[-9:]}"


def _harmless(one: str) -> str:
    kind = unicodedata.category(one)
    if kind in {"Mn", "Me"}:
        return ""
    return "_" if kind.startswith("C") or kind in {"Zl", "Zp"} else one


@contextlib.contextmanager
def _pulled() -> Iterator[None]:
    """Whatever goes wrong with the stick as a whole is that it is gone."""
    try:
        yield
    except OSError as error:
        raise DeviceError(Fault.STICK_GONE, error.strerror or "") from error
