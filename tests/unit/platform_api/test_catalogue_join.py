"""Changes on top of a snapshot: the same as the whole, or BAD_ANSWER."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from kiosk.domain.catalogue import Catalogue
from kiosk.platform_api.catalogue_join import joined
from kiosk.platform_api.digest import whole_digest
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import Verified
from kiosk.platform_api.wire import CatalogueChanges, ItemVersion
from kiosk.sandbox.seed import Seed

OLD = Seed().catalogue(frozenset())
FIRST, SECOND, *REST = OLD.items
CHANGED = msgspec.structs.replace(SECOND, version=SECOND.version + "x")
NEW = msgspec.structs.replace(OLD, version="next", items=(CHANGED, FIRST, *REST[:-1]))
"""The second item has changed and moved to the front, the last is gone."""
SILENT = msgspec.structs.replace(FIRST, keywords=("不声不响",))


def changes(
    to: Catalogue = NEW, items: tuple[str, ...] = (SECOND.code,), since: str = OLD.version
) -> CatalogueChanges:
    contents = tuple(ItemVersion(item.code, item.version) for item in to.items)
    sent = tuple(item for item in to.items if item.code in items)
    return CatalogueChanges(
        since, contents, msgspec.structs.replace(to, items=sent), whole_digest(msgspec.to_builtins(to))
    )


def verified(value: CatalogueChanges) -> Verified[CatalogueChanges]:
    return Verified(value, msgspec.json.encode(value), '"etag-of-the-whole"')


def test_it_is_the_snapshot_that_the_platform_has() -> None:
    answer = joined(msgspec.json.encode(OLD), verified(changes()))
    assert msgspec.json.decode(answer.body, type=Catalogue) == NEW
    assert (answer.version, answer.etag) == ("next", '"etag-of-the-whole"')


def test_nothing_changed() -> None:
    answer = joined(msgspec.json.encode(OLD), verified(changes(OLD, ())))
    assert msgspec.json.decode(answer.body, type=Catalogue) == OLD


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: changes(since="another"),
        lambda: changes(items=()),
        lambda: msgspec.structs.replace(changes(), contents=changes().contents[1:]),
        lambda: msgspec.structs.replace(changes(), contents=(*changes().contents, changes().contents[0])),
        lambda: changes(msgspec.structs.replace(NEW, themes=())),
        lambda: msgspec.structs.replace(changes(), digest="0" * 64),
        lambda: changes(msgspec.structs.replace(NEW, items=(CHANGED, SILENT, *REST[:-1]))),
    ],
    ids=[
        "for another snapshot",
        "a changed one is missing",
        "a new one has no place",
        "one stands twice",
        "no themes",
        "another digest",
        "an item that changed without a new version",
    ],
)
def test_what_does_not_add_up_is_no_snapshot(wrong: Callable[[], CatalogueChanges]) -> None:
    with pytest.raises(PlatformError) as caught:
        joined(msgspec.json.encode(OLD), verified(wrong()))
    assert caught.value.fault is PlatformFault.BAD_ANSWER


def test_a_snapshot_that_cannot_be_read_is_none() -> None:
    with pytest.raises(PlatformError):
        joined(b"{", verified(changes()))
