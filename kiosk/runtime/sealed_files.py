"""A folder of sealed files, one struct each: written whole, read whole, opened in their own place alone.

Must never be readable without the terminal's data key, nor let one file that cannot be opened hide the others.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from kiosk.staff import private
from offline_cache.contract import StoreError, StoreFault
from offline_cache.crypto import Place, Vault
from offline_cache.files import sync_directory

T = TypeVar("T", bound=msgspec.Struct)
_MOST_BYTES = 1 << 20
_log = logging.getLogger(__name__)


class SealedFiles(Generic[T]):
    """Those of one kind. Changes of more than one file are made under `kiosk.staff.private.alone`."""

    def __init__(self, folder: Path, what: str, kind: type[T], vault: Callable[[], Vault]) -> None:
        self.folder, self._what, self._kind, self._vault = folder, what, kind, vault
        self._known: dict[str, tuple[int, T]] = {}
        """By id, as of that change: a list that is looked at all day opens each file once."""
        self._rotten: set[str] = set()

    def all(self) -> dict[str, T]:
        """By id. Raises OSError."""
        paths = sorted(self.folder.glob(f"*.{self._what}"))
        self._known = {path.stem: self._known[path.stem] for path in paths if path.stem in self._known}
        return {path.stem: found for path in paths if (found := self.find(path.stem)) is not None}

    def find(self, name: str) -> T | None:
        """None where there is none, or one that cannot be opened. Raises StoreError JOB_UNKNOWN (no id), OSError."""
        path = self._path(name)
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError:
            return None
        with os.fdopen(descriptor, "rb") as file:
            changed = os.fstat(descriptor).st_mtime_ns
            if name in self._known and self._known[name][0] == changed:
                return self._known[name][1]
            sealed = file.read(_MOST_BYTES)
        try:
            found = msgspec.json.decode(self._vault().unseal(sealed, self._place(name)), type=self._kind)
        except (StoreError, msgspec.DecodeError):
            if name not in self._rotten:
                _log.error("a sealed file (%s) cannot be opened", self._what)
            self._rotten.add(name)
            return None
        self._known[name] = changed, found
        return found

    def write(self, name: str, value: T) -> None:
        """Durably, in place of what is there. Raises StoreError, OSError."""
        path = self._path(name)
        sealed = self._vault().seal(msgspec.json.encode(value), self._place(name))
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.new")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(fresh, flags, private.MODE), "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        sync_directory(self.folder)
        self._known.pop(name, None)

    def drop(self, name: str) -> None:
        """Throw it away; one that is not there is gone already. Raises OSError."""
        self._path(name).unlink(missing_ok=True)
        self._known.pop(name, None)

    def reseal(self) -> int:
        """Seal every file with the key of now; how many. Raises StoreError, OSError."""
        found = self.all()
        for name, value in found.items():
            self.write(name, value)
        return len(found)

    def forget(self) -> None:
        """Keep nothing of them in memory."""
        self._known.clear()

    def _path(self, name: str) -> Path:
        if not name or set(name) - set("0123456789abcdef-"):
            raise StoreError(StoreFault.JOB_UNKNOWN, "no id")
        return self.folder / f"{name}.{self._what}"

    def _place(self, name: str) -> Place:
        return Place(name, self._what, "file")
