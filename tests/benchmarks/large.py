"""A catalogue as large as a province's: the sandbox's items under new names, each put together from two of theirs."""

from __future__ import annotations

import random
import time
from contextlib import closing
from itertools import product

import msgspec
from msgspec.structs import replace

from kiosk.domain.catalogue import Catalogue, ServiceItem
from kiosk.domain.text import Text
from kiosk.runtime.connections import Files, open_store
from kiosk.runtime.sync_catalogue import CATALOGUE
from kiosk.sandbox.seed import Seed
from offline_cache.catalogue import SnapshotStore
from offline_cache.contract import Snapshot
from tests.benchmarks.screen import Terminal

ITEMS = 2000


def large(items: int = ITEMS) -> Catalogue:
    """So many items, the same every time; names differ, everyday words come from both halves."""
    catalogue = Seed().catalogue(frozenset())
    chance = random.Random(1)  # noqa: S311  no secret
    pairs = chance.sample(list(product(catalogue.items, repeat=2)), items)
    made = tuple(_joined(first, second, number, chance) for number, (first, second) in enumerate(pairs))
    return replace(catalogue, items=made)


def keep(made: Terminal, catalogue: Catalogue) -> None:
    """In place of the sandbox's, under its tag, so that the platform says that it has not changed."""
    files = Files(made.folder / "state")
    with closing(open_store(files)) as store:
        snapshots = SnapshotStore(store)
        kept = snapshots.current(CATALOGUE)
        assert kept is not None
        version = replace(catalogue, version="large")
        snapshots.put(Snapshot(CATALOGUE, "large", kept.etag, time.time(), msgspec.json.encode(version)))


def _joined(first: ServiceItem, second: ServiceItem, number: int, chance: random.Random) -> ServiceItem:
    name = Text(*(_halves(*pair) for pair in zip(_names(first), _names(second), strict=True)))
    words = (*first.keywords[:2], *second.keywords[-2:])
    return replace(first, code=f"{first.code}-{number}", name=name, keywords=words, uses=chance.randrange(10_000))


def _names(item: ServiceItem) -> tuple[str, str, str]:
    name = item.name
    return name.zh_hans, name.zh_hant or name.zh_hans, name.en or name.zh_hans


def _halves(first: str, second: str) -> str:
    return first[: len(first) // 2 + 1] + second[len(second) // 2 :]
