"""The data key is changed in place; a crash anywhere is made up for; the old key is needed until the last record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from offline_cache.attachments import PIECE
from offline_cache.catalogue import SnapshotStore
from offline_cache.contract import Attachment, Handling, Snapshot, StoreError, StoreFault
from offline_cache.crypto import Vault, key_of
from offline_cache.lanes import Lanes
from offline_cache.opening import open_store
from offline_cache.outbox import Outbox
from offline_cache.rotation import rotate
from offline_cache.store import Store

OLD, NEW = bytes(32), bytes([7] * 32)
SCAN = bytes(range(256)) * 1025
assert len(SCAN) > PIECE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outbox.db"


@pytest.fixture
def filled(path: Path) -> Path:
    """Sixty jobs, some done, one with a file of two pieces, a catalogue, a lane."""
    with closing(Outbox.open(path, OLD)) as outbox:
        for n in range(60):
            files = [Attachment("u", "image/jpeg", SCAN)] if n == 5 else []
            outbox.enqueue(f"j{n}", "submission", b"payload %d" % n, files, Handling(lane="somebody and something"))
        claimed = outbox.claim(1e12)
        assert claimed is not None
        outbox.complete("j0", b"answer")
        outbox.withdraw("j1")
        SnapshotStore(outbox.store).put(Snapshot("catalogue", "v1", "etag", 1.0, b"catalogue"))
    return path


def everything_opens(outbox: Outbox) -> None:
    for n in range(60):
        assert outbox.peek(f"j{n}").payload == (b"payload %d" % n if n != 1 else b"")
    assert outbox.answer("j0") == b"answer"
    assert outbox.content("j5", 0, 0) + outbox.content("j5", 0, PIECE) == SCAN
    kept = SnapshotStore(outbox.store).current("catalogue")
    assert kept is not None
    assert kept.payload == b"catalogue"


def keys_in(store: Store) -> set[bytes]:
    tables = ("inbox", "answers", "attachments", "pieces", "snapshots", "secrets")
    questions = (f"SELECT sealed FROM {table} WHERE sealed IS NOT NULL" for table in tables)  # noqa: S608
    return {key_of(sealed) for question in questions for (sealed,) in store.rows(question)}


def test_every_record_is_sealed_anew_and_the_old_key_is_not_needed_any_more(filled: Path) -> None:
    with closing(Outbox.open(filled, OLD)) as outbox:
        lane = Lanes(outbox.store).hashed("somebody and something")
        assert rotate(outbox.store, NEW) == 59 + 1 + 1 + 2 + 1 + 1
        everything_opens(outbox)
    with closing(Outbox.open(filled, NEW)) as outbox:
        everything_opens(outbox)
        assert keys_in(outbox.store) == {Vault(NEW).key_id}
        assert Lanes(outbox.store).hashed("somebody and something") == lane, "the order outlives the key"
        assert rotate(outbox.store) == 0
    with pytest.raises(StoreError) as caught:
        open_store(filled, OLD)
    assert caught.value.fault is StoreFault.WRONG_KEY


class CrashError(Exception):
    """The power goes."""


@pytest.mark.parametrize("after", [0, 1, 30, 59, 60, 62, 63, 64])
def test_a_crash_anywhere_is_made_up_for_and_until_then_both_keys_are_needed(
    filled: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal, left = Vault.seal, iter(range(after))

    def sealing(vault: Vault, *arguments: object) -> bytes:
        if next(left, None) is None:
            raise CrashError
        return seal(vault, *arguments)  # type: ignore[arg-type]

    store = open_store(filled, OLD)
    with monkeypatch.context() as broken:
        broken.setattr(Vault, "seal", sealing)
        with pytest.raises(CrashError):
            rotate(store, NEW)
    store.close()
    for key in (OLD, NEW):
        with pytest.raises(StoreError) as caught:
            open_store(filled, key)
        assert caught.value.fault is StoreFault.WRONG_KEY
    with closing(Outbox(open_store(filled, NEW, [OLD]))) as outbox:
        everything_opens(outbox)
        outbox.enqueue("in between", "submission", b"")
        rotate(outbox.store)
        assert keys_in(outbox.store) == {Vault(NEW).key_id}
    with closing(Outbox.open(filled, NEW)) as outbox:
        everything_opens(outbox)


def test_nobody_else_may_have_the_file_open(filled: Path) -> None:
    with closing(Outbox.open(filled, OLD)) as other, closing(open_store(filled, OLD)) as store:
        with pytest.raises(StoreError) as caught:
            rotate(store, NEW)
        assert caught.value.fault is StoreFault.LOCKED
        everything_opens(other)
    open_store(filled, OLD).close()


@pytest.fixture
def altered(filled: Path) -> Iterator[Store]:
    with closing(open_store(filled, OLD)) as store:
        store.run("UPDATE inbox SET sealed = CAST(substr(sealed, 1, 40) || x'00' AS BLOB) WHERE seq = 3")
        yield store


@pytest.mark.expects_warnings
def test_what_does_not_open_is_left_and_does_not_stop_the_rest(altered: Store) -> None:
    rotate(altered, NEW)
    assert keys_in(altered) == {Vault(OLD).key_id, Vault(NEW).key_id}
    assert altered.rows("SELECT seq FROM inbox WHERE substr(sealed, 2, 4) = ?", (Vault(OLD).key_id,)) == [(3,)]


def test_a_record_under_a_third_key_stops_it(altered: Store) -> None:
    altered.run("UPDATE inbox SET sealed = CAST(substr(sealed, 1, 1) || x'01020304' || substr(sealed, 6) AS BLOB)")
    with pytest.raises(StoreError) as caught:
        rotate(altered, NEW)
    assert caught.value.fault is StoreFault.WRONG_KEY
