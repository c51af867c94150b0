"""How long a terminal takes to read its catalogue of 1,000 items, sealed on disk."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec

from kiosk.domain.catalogue import Catalogue, ServiceItem
from kiosk.sandbox.seed import Seed
from offline_cache.catalogue import SnapshotStore
from offline_cache.contract import Snapshot
from offline_cache.opening import open_store
from tests.benchmarks.figures import Figure, of_samples
from tests.benchmarks.queue_stores import KEY

ITEMS = 1000


def measure(folder: Path, *, runs: int = 30) -> dict[str, Figure]:
    """`catalogue_load` against decoding the same bytes as plain JSON from a file."""
    body = msgspec.json.encode(_large())
    plain = folder / "catalogue.json"
    plain.write_bytes(body)
    loads, plains = list[float](), list[float]()
    with closing(open_store(folder / "state" / "outbox.db", KEY)) as store:
        snapshots = SnapshotStore(store)
        snapshots.put(Snapshot("catalogue", "1", "etag", 0.0, body))
        for _ in range(runs):
            loads.append(_milliseconds(lambda: _load(snapshots)))
            plains.append(_milliseconds(lambda: json.loads(plain.read_bytes())))
    return {
        "catalogue_load": of_samples(loads, "ms", baseline=plains, name=f"json.loads of the file, {len(body)} bytes"),
    }


def _large() -> Catalogue:
    """The sandbox's items again and again under other codes and names."""
    catalogue = Seed().catalogue(frozenset())
    items = [
        _renamed(item, number) for number in range(ITEMS // len(catalogue.items) + 1) for item in catalogue.items
    ]
    return msgspec.structs.replace(catalogue, items=tuple(items[:ITEMS]))


def _renamed(item: ServiceItem, number: int) -> ServiceItem:
    name = msgspec.structs.replace(item.name, zh_hans=f"{item.name.zh_hans}{number}")
    return msgspec.structs.replace(item, code=f"{item.code}-{number}", name=name)


def _load(snapshots: SnapshotStore) -> Catalogue:
    found = snapshots.current("catalogue")
    if found is None:
        raise LookupError
    return msgspec.json.decode(found.payload, type=Catalogue)


def _milliseconds(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return (time.perf_counter() - begin) * 1000
