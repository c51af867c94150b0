from __future__ import annotations

from collections.abc import Callable

import pytest

from offline_cache.catalogue import SnapshotStore
from offline_cache.contract import Snapshot, Snapshots, StoreError, StoreFault
from offline_cache.crypto import Vault
from offline_cache.memory import MemorySnapshots
from offline_cache.outbox import Outbox


def snapshot(version: str, kind: str = "catalogue") -> Snapshot:
    return Snapshot(kind, version, f'"{version}"', 1000.0, f"PUBLIC {version}".encode())


@pytest.fixture(params=["disk", "memory"])
def snapshots(request: pytest.FixtureRequest) -> Snapshots:
    if request.param == "memory":
        return MemorySnapshots()
    outbox: Outbox = request.getfixturevalue("outbox")
    return SnapshotStore(outbox.store)


def test_there_is_none_at_first(snapshots: Snapshots) -> None:
    assert snapshots.current("catalogue") is None
    assert snapshots.version("catalogue") is None


def test_the_last_one_counts_and_kinds_do_not_mix(snapshots: Snapshots) -> None:
    for version in ("1", "2", "3"):
        snapshots.put(snapshot(version))
    snapshots.put(snapshot("9", "other"))
    assert snapshots.current("catalogue") == snapshot("3")
    assert snapshots.version("catalogue") == "3"
    assert "PUBLIC" not in repr(snapshots.current("catalogue"))


def test_another_program_sees_it(open_outbox: Callable[[], Outbox]) -> None:
    writer, reader = SnapshotStore(open_outbox().store), SnapshotStore(open_outbox().store)
    writer.put(snapshot("1"))
    assert reader.version("catalogue") == "1"
    writer.put(snapshot("1"))
    assert reader.current("catalogue") == snapshot("1")


@pytest.mark.expects_warnings
def test_an_altered_copy_is_noticed_and_the_one_before_serves(outbox: Outbox) -> None:
    snapshots = SnapshotStore(outbox.store)
    for version in ("1", "2", "3"):
        snapshots.put(snapshot(version))
    outbox.store.run("UPDATE snapshots SET sealed = zeroblob(50) WHERE version = '3'")
    assert snapshots.current("catalogue") == snapshot("2")
    outbox.store.run("UPDATE snapshots SET sealed = zeroblob(50)")
    assert snapshots.current("catalogue") is None
    assert len(outbox.store.rows("SELECT 1 FROM snapshots")) == 2


def test_another_key_is_not_taken_for_damage(outbox: Outbox) -> None:
    snapshots = SnapshotStore(outbox.store)
    snapshots.put(snapshot("1"))
    outbox.store.vault = Vault(bytes(32))
    with pytest.raises(StoreError) as caught:
        snapshots.current("catalogue")
    assert caught.value.fault is StoreFault.WRONG_KEY
