"""The desk's drawer: forms that staff filled in and have not given back yet, each a sealed file.

Must never be readable without the terminal's data key, nor lose to an older one what somebody else wrote meanwhile.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec.structs import replace

from kiosk.domain.ids import uuid7
from kiosk.platform_api.wire import Draft, SecondLook
from kiosk.runtime.files import Files
from kiosk.staff import private
from kiosk.staff.faults import StaffError, StaffFault
from kiosk.staff.people import Person
from offline_cache.contract import StoreError, StoreFault
from offline_cache.crypto import Place, Vault
from offline_cache.files import sync_directory
from offline_cache.keys import load_key, older_keys

KEEP = 3 * 86400.0
"""Seconds after its last change after which a form is thrown away: it is somebody's."""
_END = ".form"
_log = logging.getLogger(__name__)
_MOST_BYTES = 1 << 20


class Stage(StrEnum):
    """How far a form is."""

    DRAFT = "draft"
    WAITING = "second"
    """For a second member of staff."""
    BACK = "sent-back"
    """By them, to whoever filled it in."""
    SEEN = "looked-at"
    """They let it go."""


class Slip(msgspec.Struct, frozen=True, rename="camel"):
    """One form in the drawer. `draft.draft_id` is its id."""

    draft: Draft
    item: str
    """Its name, as the list shows it."""
    staff: str
    """Who fills it in."""
    card: str
    """SM3 of that person's card; empty = none."""
    at: float
    """When it was last changed, seconds since 1970."""
    stage: Stage = Stage.DRAFT
    version: int = 0
    handover_id: str = msgspec.field(default_factory=uuid7)
    """Under it these answers are laid down, however often that is tried."""
    look: SecondLook | None = None
    """Who let these answers go."""
    why: str = ""
    """Why they did not."""
    marked: tuple[str, ...] = ()
    """Questions that they pointed at."""

    def __repr__(self) -> str:
        """No answer in a traceback."""
        return f"Slip({self.stage!r})"


def require_other(slip: Slip, person: Person) -> None:
    """Whoever looks second is somebody else, with another card. Raises StaffError."""
    if slip.staff == person.number or (slip.card and slip.card == person.card):
        raise StaffError(StaffFault.OWN_LOOK)


class Drawer:
    """One terminal's, in a folder of its own. Any process may open it; each change is one at a time."""

    def __init__(self, folder: Path, vault: Callable[[], Vault]) -> None:
        self._folder, self._vault = folder, vault
        self._rotten: set[str] = set()

    def all(self, now: float) -> tuple[Slip, ...]:
        """Every form, the latest first; those that lay too long are thrown away. Raises StoreError, OSError."""
        found = [slip for path in sorted(self._folder.glob(f"*{_END}")) if (slip := self._read(path)) is not None]
        for slip in found:
            if now - slip.at > KEEP:
                self.drop(slip.draft.draft_id)
        return tuple(sorted((one for one in found if now - one.at <= KEEP), key=lambda one: -one.at))

    def find(self, draft_id: str) -> Slip | None:
        """That form. Raises StoreError, OSError."""
        return self._read(self._path(draft_id))

    def keep(self, slip: Slip) -> Slip:
        """Durably, in place of the version it was made from; as it is kept now.

        Raises StoreError (STEP_NOT_ALLOWED where somebody else changed it meanwhile), OSError.
        """
        with self._alone():
            there = self.find(slip.draft.draft_id)
            if (there.version if there else 0) != slip.version:
                raise StoreError(StoreFault.STEP_NOT_ALLOWED, "changed meanwhile")
            kept = replace(slip, version=slip.version + 1)
            self._write(self._path(slip.draft.draft_id), kept)
        return kept

    def drop(self, draft_id: str) -> None:
        """Throw it away; one that is not there is gone already. Raises OSError."""
        with self._alone():
            self._path(draft_id).unlink(missing_ok=True)
            sync_directory(self._folder)

    def reseal(self) -> int:
        """Seal every form with the key of now; how many. Raises StoreError, OSError."""
        if not self._folder.exists():
            return 0
        with self._alone():
            found = [(path, self._read(path)) for path in self._folder.glob(f"*{_END}")]
            for path, slip in found:
                if slip is not None:
                    self._write(path, slip)
        return len(found)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with private.alone(self._folder):
            yield

    def _path(self, draft_id: str) -> Path:
        if not draft_id or set(draft_id) - set("0123456789abcdef-"):
            raise StoreError(StoreFault.JOB_UNKNOWN, "no id of a form")
        return self._folder / f"{draft_id}{_END}"

    def _read(self, path: Path) -> Slip | None:
        """None where there is none, or one that cannot be opened: the others are shown all the same."""
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError:
            return None
        with os.fdopen(descriptor, "rb") as file:
            sealed = file.read(_MOST_BYTES)
        try:
            slip = msgspec.json.decode(self._vault().unseal(sealed, _place(path)), type=Slip)
        except (StoreError, msgspec.DecodeError):
            if path.stem not in self._rotten:
                _log.error("a form in the desk's drawer cannot be opened")
            self._rotten.add(path.stem)
            return None
        return slip if slip.draft.draft_id == path.stem else None

    def _write(self, path: Path, slip: Slip) -> None:
        sealed = self._vault().seal(msgspec.json.encode(slip), _place(path))
        fresh = path.with_name(path.name + ".new")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(fresh, flags, private.MODE), "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        sync_directory(self._folder)


def drawer_of(files: Files) -> Drawer:
    """That of a terminal; sealed with its data key."""
    return Drawer(files.desk, lambda: Vault(load_key(files.data_key), older_keys(files.data_key)))


def _place(path: Path) -> Place:
    return Place(path.stem, "desk-form", "slip")
