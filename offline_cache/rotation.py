"""Changes the data key in place: every record is sealed anew, a few in each transaction. Never needs a second file.

The old key is needed until the last record is done; the file says so, and a crash in between is made up for by
calling `rotate` again. What does not open under either key is left as it is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from offline_cache.attachments import PER_ATTACHMENT, PER_JOB, description_of, piece_of
from offline_cache.contract import StoreError, StoreFault
from offline_cache.crypto import Place
from offline_cache.statements import statements
from offline_cache.store import Store

_SQL = statements("rotation")
_SOME = 50
"""Records in one transaction: few, so that nobody who waits for the file waits long."""
log = logging.getLogger(__name__)

_Locate = Callable[[int, str, str, int], Place]
_PLACES: Mapping[str, _Locate] = MappingProxyType(
    {
        "inbox": lambda _at, record, kind, _part: Place(record, kind, "payload"),
        "answers": lambda _at, record, kind, _part: Place(record, kind, "answer"),
        "attachments": lambda at, record, kind, _part: description_of(Place(record, kind, ""), at % PER_JOB),
        "pieces": lambda at, record, kind, part: piece_of(
            Place(record, kind, ""), at // PER_ATTACHMENT % PER_JOB, part
        ),
        "snapshots": lambda _at, record, kind, _part: Place(record, kind, "snapshot"),
        "secrets": lambda _at, record, kind, _part: Place(record, kind, "sealed"),
    }
)


def _untold(_left: int) -> None:
    """Nobody wants to know."""


def rotate(store: Store, new_key: bytes | None = None, tell: Callable[[int], None] = _untold) -> int:
    """Seal everything with `new_key`, or go on where a rotation stopped; returns how many records were sealed anew.

    `tell` hears at the start and after each transaction how many records are left.

    Only for a sole user of the file: LOCKED otherwise, because another program would go on with the old key.
    From the start on the file wants both keys (`open_store(path, new_key, [old_key])`); after the end the new one.
    """
    alone(store)
    done = 0
    try:
        if new_key is not None:
            store.vault.change_to(new_key)
        with store.writing():
            store.run(_SQL["begin"])
            store.run(_SQL["current"], (store.vault.key_id,))
        ((left,),) = store.rows(_SQL["left"], {"key_id": store.vault.key_id})
        tell(left)
        for table in _PLACES:
            for seen, sealed in _table(store, table):
                left, done = left - seen, done + sealed
                tell(left)
        store.run(_SQL["end"])
    finally:
        store.use.share()
    log.info("data key changed, %d records", done)
    return done


def alone(store: Store) -> None:
    """Raises LOCKED where another program has the file open; else this one has it to itself until `use.share`."""
    if not store.use.sole():
        store.use.share()
        raise StoreError(StoreFault.LOCKED, "another program has the file open")


def _table(store: Store, table: str) -> Iterator[tuple[int, int]]:
    """After each transaction: how many records were looked at, how many sealed anew."""
    after = -1
    while True:
        done = 0
        with store.writing():
            values = {"after": after, "key_id": store.vault.key_id, "some": _SOME}
            rows = store.rows(_SQL[table], values)
            for at, record, kind, sealed, part in rows:
                done += _anew(store, table, at, _PLACES[table](at, record, kind, part), sealed)
        if not rows:
            return
        yield len(rows), done
        after = rows[-1][0]


def _anew(store: Store, table: str, at: int, place: Place, sealed: bytes) -> int:
    try:
        plain = store.vault.unseal(sealed, place)
    except StoreError as error:
        if error.fault is not StoreFault.CORRUPT:
            raise
        log.warning("%s a record of %s is left as it is", error.fault.code, table)
        return 0
    store.run(_SQL[f"{table}_put"], (store.vault.seal(plain, place), at))
    return 1
