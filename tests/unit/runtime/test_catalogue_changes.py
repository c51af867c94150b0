"""What changed is joined to what is at hand, over a real line; where it does not add up, the whole is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kiosk.domain.catalogue import Catalogue
from kiosk.platform_api.interface import CatalogueAnswer
from kiosk.runtime.enrolling import EnrollingLine
from offline_cache.contract import Snapshot
from tests.platform_stand import NOW, SandboxStand, sandbox_stand


class Kept:
    """A terminal's line and the snapshot it has."""

    def __init__(self, stand: SandboxStand, folder: Path) -> None:
        self.stand = stand
        self.snapshot: Snapshot | None = None
        self.line = EnrollingLine(stand.platform, None, folder / "enrolled", kept=lambda: self.snapshot)

    def fetch(self) -> CatalogueAnswer | None:
        etag = self.snapshot.etag if self.snapshot else None
        answer = self.line.catalogue(etag)
        if answer is not None:
            self.snapshot = Snapshot("catalogue", answer.version, answer.etag, NOW, answer.body)
        return answer

    def read(self) -> Catalogue:
        assert self.snapshot is not None
        return msgspec.json.decode(self.snapshot.payload, type=Catalogue)

    def asked(self) -> set[str]:
        """Operations since the last time this was asked."""
        seen = set(self.stand.watchers[0].seen)
        self.stand.watchers[0].seen.clear()
        return seen & {"getCatalogue", "getCatalogueChanges"}


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    with sandbox_stand(tmp_path) as stand:
        made = Kept(stand, tmp_path)
        assert made.fetch() is not None
        assert made.asked() == {"getCatalogue"}
        yield made


def test_nothing_changed(kept: Kept) -> None:
    assert kept.fetch() is None
    assert kept.asked() == {"getCatalogueChanges"}


def test_an_item_that_is_gone_and_comes_back(kept: Kept) -> None:
    everything = kept.read()
    kept.stand.withdraw("yb-ydjy")
    assert kept.fetch() is not None
    assert kept.read().item("yb-ydjy") is None
    assert len(kept.read().items) == len(everything.items) - 1
    kept.stand.control("restore", {"itemCode": "yb-ydjy"})
    assert kept.fetch() is not None
    assert kept.read() == everything
    assert kept.asked() == {"getCatalogueChanges"}
    assert kept.fetch() is None


def test_a_version_that_the_platform_has_forgotten(kept: Kept) -> None:
    assert kept.snapshot is not None
    document = msgspec.json.decode(kept.snapshot.payload)
    document["version"] = "1999"
    kept.snapshot = Snapshot("catalogue", "1999", '"1999"', NOW, msgspec.json.encode(document))
    assert kept.fetch() is not None
    assert kept.asked() == {"getCatalogueChanges", "getCatalogue"}
    assert kept.read().version != "1999"


def test_what_does_not_add_up_is_fetched_whole(kept: Kept) -> None:
    """Somebody has changed an item here without its version: the digest of the whole finds it."""
    assert kept.snapshot is not None
    right = kept.read()
    document = msgspec.json.decode(kept.snapshot.payload)
    document["items"][0]["keywords"] = ["altered"]
    kept.snapshot = Snapshot("catalogue", right.version, kept.snapshot.etag, NOW, msgspec.json.encode(document))
    kept.stand.withdraw("yb-ydjy")
    assert kept.fetch() is not None
    assert kept.asked() == {"getCatalogueChanges", "getCatalogue"}
    assert kept.read().items == tuple(item for item in right.items if item.code != "yb-ydjy")
