"""Saves what is readable of a damaged store into a new file, row by row; the damaged one is kept.

Never deletes a damaged file and never guesses a payload: what does not open is set aside with its number, so that a
person can ask the citizen. The new file gets its name only when it is whole, so a crash in between loses nothing.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from offline_cache.attachments import Files
from offline_cache.carving import Row, Value, rows
from offline_cache.contract import JobFault, JobState, StoreError, StoreFault
from offline_cache.crypto import Place
from offline_cache.files import NUMBERS_PER_FILE, free_name, put_aside, salvaged, sync_directory
from offline_cache.statements import statements
from offline_cache.states import OPEN
from offline_cache.store import Store

_SQL = statements("salvage")
_STATES = frozenset(JobState)


@dataclass(frozen=True)
class Saved:
    """What became of a damaged file."""

    kept: str
    """Its new name."""
    saved: int
    """Jobs that open."""
    marred: int
    """Jobs that are known of and cannot be opened, or whose content is gone."""

    def __str__(self) -> str:
        return f"kept as {self.kept}; {self.saved} jobs saved, {self.marred} not"


def salvage(path: Path, fresh: Callable[[Path], Store], acknowledged: int = 0) -> Saved:
    """Put the damaged file aside and a new one with everything readable in its place. Only for a sole user.

    `fresh` opens a new store at a name; it is closed here. `acknowledged`: how many jobs there were, if known.
    """
    draft = path.with_name(f"{path.name}.salvaging")
    _forget(draft)
    kept = free_name(path, time.strftime("%Y%m%dT%H%M%SZ", time.gmtime()))
    store = fresh(draft)
    try:
        with store.writing():
            for row in rows(path):
                _insert(store, row)
            saved, marred = _mended(store)
            marred = max(marred, acknowledged - saved)
            store.run(statements("store")["raise_numbers"], (NUMBERS_PER_FILE,))
            values = (time.time(), StoreFault.CORRUPT.code, kept, saved, marred)
            store.run(statements("store")["incident"], values)
    finally:
        store.close()
    draft.rename(salvaged(path))
    sync_directory(path.parent)
    put_aside(path, kept)
    finish(path)
    _forget(draft)
    return Saved(kept, saved, marred)


def finish(path: Path) -> None:
    """Give a new file its place that was whole when the power went."""
    whole = salvaged(path)
    if path.exists():
        put_aside(path, free_name(path, time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())))
    whole.rename(path)
    sync_directory(path.parent)


def _forget(draft: Path) -> None:
    """What an earlier try left unfinished holds nothing that is not in the damaged file."""
    for side in ("", "-wal", "-shm", ".lock"):
        draft.with_name(draft.name + side).unlink(missing_ok=True)


# --- rows -----------------------------------------------------------------------------------------------------
def _insert(store: Store, row: Row) -> None:
    """Into the table whose shape it has; what fits none is passed over."""
    found = _table(row.values)
    if found is not None:
        table, values = found
        store.run(_SQL[table], (row.rowid, *values))


def _table(values: tuple[Value, ...]) -> tuple[str, tuple[Value, ...]] | None:
    """Which table has rows like this. Every table of ours begins with its rowid, stored as nothing."""
    if not values or values[0] is not None:
        return None
    rest = values[1:]
    for table, shape in _SHAPES:
        if len(rest) == len(shape) and all(isinstance(one, kind) for one, kind in zip(rest, shape, strict=True)):
            return _as_written(table, rest)
    return None


_NUMBER = (int, float)
_BLOB = (bytes, type(None))
_WORDS = (str, type(None))
_OLD_INBOX = (str, str, str, str, int, _NUMBER, _BLOB)
_PROGRESS = (str, int, int, _NUMBER, _WORDS, (int, float, type(None)), _BLOB)
_STANDING = (str, _NUMBER, str, str, int, int, _BLOB, int, int, _NUMBER, _WORDS, (int, float, type(None)), int)
_SHAPES: tuple[tuple[str, tuple[type | tuple[type, ...], ...]], ...] = (
    ("inbox", (*_OLD_INBOX, int, _BLOB)),
    ("inbox", _OLD_INBOX),
    ("standing", _STANDING),
    ("progress", _PROGRESS),
    ("answers", (bytes,)),
    ("attachments", (bytes, int)),
    ("pieces", (int, bytes)),
    ("secrets", (str, bytes)),
    ("days", (str, str, _WORDS, _NUMBER)),
    ("snapshots", (str, str, str, _NUMBER, bytes)),
    ("incidents", (_NUMBER, str, str, int, int)),
)


def _as_written(table: str, rest: tuple[Value, ...]) -> tuple[str, tuple[Value, ...]] | None:
    if table in {"standing", "progress"} and rest[0] not in _STATES:
        return None
    if table == "inbox" and len(rest) == len(_OLD_INBOX):
        return table, (*rest, 5, None)
    if table == "progress":
        return table, rest[:-1]
    return table, rest


# --- what belongs together --------------------------------------------------------------------------------------
def _mended(store: Store) -> tuple[int, int]:
    """Make the rows fit together; returns how many jobs open, and how many do not."""
    ((lost,),) = store.rows(_SQL["lost"])
    for name in ("drop_lost", "drop_lost_answers", "drop_lost_attachments", "drop_lost_pieces", "complete"):
        store.run(_SQL[name])
    store.run(_SQL["assume"], (JobFault.INTERRUPTED.code,))
    files, found = Files(store), Counter[StoreFault | None]()
    for seq, job_id, kind, sealed, state in store.rows(_SQL["all"]):
        fault = _fault_of(store, files, seq, Place(job_id, kind, "payload"), sealed)
        found[fault] += 1
        if fault is not None and state in OPEN:
            store.run(_SQL["aside"], (StoreFault.CORRUPT.code, seq))
    if found[StoreFault.WRONG_KEY] and not found[None]:
        raise StoreError(StoreFault.WRONG_KEY, "nothing in the damaged file opens with this key")
    return found[None], lost + found.total() - found[None]


def _fault_of(store: Store, files: Files, seq: int, owner: Place, sealed: bytes | None) -> StoreFault | None:
    """What keeps the job from being opened whole, if anything."""
    try:
        if sealed is not None:
            store.vault.unseal(sealed, owner)
        whole = all(files.whole(seq, owner, stored) for stored in files.all(seq, owner))
    except StoreError as error:
        return error.fault
    return None if whole else StoreFault.CORRUPT
