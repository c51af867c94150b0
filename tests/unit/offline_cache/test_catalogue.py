from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from offline_cache.catalogue import MOST_BYTES, SnapshotStore
from offline_cache.contract import Snapshot, Snapshots, StoreError, StoreFault
from offline_cache.crypto import Vault
from offline_cache.memory import MemorySnapshots
from offline_cache.opening import open_store
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


def test_one_is_confirmed_and_no_other(snapshots: Snapshots) -> None:
    assert snapshots.fetched_at("catalogue") is None
    snapshots.confirm("catalogue", "1", 5000.0)
    assert snapshots.fetched_at("catalogue") is None
    snapshots.put(snapshot("1"))
    assert snapshots.fetched_at("catalogue") == 1000.0
    snapshots.confirm("catalogue", "another", 5000.0)
    assert snapshots.fetched_at("catalogue") == 1000.0
    snapshots.confirm("catalogue", "1", 5000.0)
    assert snapshots.fetched_at("catalogue") == 5000.0
    found = snapshots.current("catalogue")
    assert found is not None
    assert (found.version, found.fetched_at) == ("1", 5000.0)


def test_one_that_is_too_large_leaves_the_one_before(snapshots: Snapshots) -> None:
    snapshots.put(snapshot("1"))
    with pytest.raises(StoreError) as caught:
        snapshots.put(Snapshot("catalogue", "2", '"2"', 2000.0, bytes(MOST_BYTES + 1)))
    assert caught.value.fault is StoreFault.TOO_LARGE
    assert snapshots.current("catalogue") == snapshot("1")
    snapshots.put(Snapshot("catalogue", "3", '"3"', 2000.0, bytes(MOST_BYTES)))
    assert snapshots.version("catalogue") == "3"


REPLACING = """
import sys
from pathlib import Path
from offline_cache.catalogue import SnapshotStore
from offline_cache.contract import Snapshot
from offline_cache.opening import open_store
store = SnapshotStore(open_store(Path(sys.argv[1]), bytes(range(32))))
for number in range(1, 10_000):
    version = str(number)
    store.put(Snapshot("catalogue", version, version, float(number), version.encode() * 200_000))
    print(version, flush=True)
"""


def test_a_program_killed_while_replacing_leaves_a_whole_one(tmp_path: Path) -> None:
    """Four times, wherever it is: the last one that was said to be there is there, or the next, and it is whole."""
    path = tmp_path / "outbox.db"
    for _ in range(4):
        words = [sys.executable, "-c", REPLACING, str(path)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            said = [writer.stdout.readline().strip() for _ in range(2)]
            writer.kill()
            said += [line for line in writer.stdout.read().split("\n")[:-1] if line]
        with closing(open_store(path, bytes(range(32)))) as store:
            found = SnapshotStore(store).current("catalogue")
            kept = len(store.rows("SELECT 1 FROM snapshots"))
        assert found is not None
        assert int(found.version) in {int(said[-1]), int(said[-1]) + 1}
        assert found.payload == found.version.encode() * 200_000
        assert kept <= 2


def test_what_fails_between_the_two_steps_of_replacing_changes_nothing(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshots = SnapshotStore(outbox.store)
    snapshots.put(snapshot("1"))
    real = outbox.store.run

    def full(statement: str, values: Any = ()) -> Any:
        if "DELETE FROM snapshots" in statement:
            raise StoreError(StoreFault.FULL)
        return real(statement, values)

    monkeypatch.setattr(outbox.store, "run", full)
    with pytest.raises(StoreError):
        snapshots.put(snapshot("2"))
    assert snapshots.current("catalogue") == snapshot("1")
