"""Operations on the catalogue: the snapshot, what changed since one, samples of papers, short videos.

Must never hand out a catalogue unsigned, nor changes from a version that it did not hand out itself.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from kiosk.domain.catalogue import Catalogue, Material, Package, ServiceItem
from kiosk.platform_api.digest import whole_digest
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.wire import CatalogueChanges, ItemVersion
from kiosk.sandbox.call import Call, Reply, refuse
from kiosk.sandbox.group import Group
from kiosk.sandbox.world import World


class _Spoilt(msgspec.Struct, forbid_unknown_fields=True):
    how: str


class _Item(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    item_code: str


def get_catalogue(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """The whole snapshot, or 304; signed either way."""
    body = catalogue_bytes(world, db)
    _remember(db, current(world, db))
    headers = {"ETag": _etag(body)}
    if call.header("If-None-Match") == headers["ETag"]:
        return Reply(304, headers=headers, signed=True)
    return Reply(200, body, headers=headers, signed=True)


def get_catalogue_changes(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """What is new or changed, and the names of all, or 304; 410 from a version that was never handed out."""
    now = current(world, db)
    headers = {"ETag": _etag(msgspec.json.encode(now))}
    if call.header("If-None-Match") == headers["ETag"]:
        return Reply(304, headers=headers, signed=True)
    row = db.execute("SELECT contents FROM snapshots WHERE version = ?", (call.query["since"],)).fetchone()
    if row is None:
        raise refuse(ProblemType.SINCE_UNKNOWN, 410, "that version is not remembered")
    had = msgspec.json.decode(row["contents"], type=dict[str, str])
    _remember(db, now)
    fresh = tuple(item for item in now.items if had.get(item.code) != item.version)
    contents = tuple(ItemVersion(item.code, item.version) for item in now.items)
    whole = whole_digest(msgspec.to_builtins(now))
    changes = CatalogueChanges(call.query["since"], contents, msgspec.structs.replace(now, items=fresh), whole)
    return Reply(200, msgspec.json.encode(changes), headers=headers, signed=True)


def get_sample(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """A picture of a filled-in paper."""
    del db
    found = [one for one in _materials(world) if one.sample_id == call.parts["sampleId"]]
    if not found:
        raise refuse(ProblemType.NOT_FOUND, 404, "no such sample")
    from kiosk.sandbox.papers import sample  # reportlab: slow to load, and seldom wanted

    return Reply(200, sample(found[0].name.zh_hans), "image/png")


def get_video(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """A short instruction video; `spoil-video` says what comes instead."""
    del db
    named = call.parts["videoId"]
    found = next((one for item in world.seed.items for one in item.videos if one.video_id == named), None)
    if found is None or world.spoiled_video == "missing":
        raise refuse(ProblemType.NOT_FOUND, 404, "no such video")
    film = world.seed.film(named)
    return Reply(200, _SPOILED.get(world.spoiled_video, bytes)(film), found.media_type)


def catalogue_bytes(world: World, db: sqlite3.Connection) -> bytes:
    """The catalogue as JSON, without the withdrawn items."""
    return msgspec.json.encode(current(world, db))


def current(world: World, db: sqlite3.Connection) -> Catalogue:
    """The catalogue, without the withdrawn items."""
    gone = sorted(row["item_code"] for row in db.execute("SELECT item_code FROM withdrawn"))
    found = world.seed.catalogue(frozenset(gone))
    mark = f"-{zlib.crc32(' '.join(gone).encode()):08x}" if gone else ""
    return msgspec.structs.replace(found, version=found.version + mark)


def _remember(db: sqlite3.Connection, catalogue: Catalogue) -> None:
    contents = msgspec.json.encode({item.code: item.version for item in catalogue.items})
    db.execute("INSERT OR IGNORE INTO snapshots VALUES (?, ?)", (catalogue.version, contents))


def _etag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def _materials(world: World) -> list[Material]:
    offers: tuple[ServiceItem | Package, ...] = (*world.seed.items, *world.seed.packages)
    return [one for offer in offers for one in offer.materials]


def _withdraw(world: World, db: sqlite3.Connection, body: bytes) -> Any:
    """Take an item out of the catalogue."""
    code = _known(world, body)
    db.execute("INSERT OR IGNORE INTO withdrawn VALUES (?, ?)", (code, world.now()))
    return {"itemCode": code}


def _restore(world: World, db: sqlite3.Connection, body: bytes) -> Any:
    """Put it back."""
    code = _known(world, body)
    db.execute("DELETE FROM withdrawn WHERE item_code = ?", (code,))
    return {"itemCode": code}


_SPOILED: Mapping[str, Callable[[bytes], bytes]] = {
    "altered": lambda film: film[:-1] + bytes([film[-1] ^ 1]),
    "longer": lambda film: film + b"\0",
}


def _spoil_video(world: World, db: sqlite3.Connection, body: bytes) -> Any:
    """From now on videos are `altered`, `longer` than said or `missing`; `""`: sound."""
    del db
    how = msgspec.json.decode(body, type=_Spoilt).how
    if how and how != "missing" and how not in _SPOILED:
        raise ValueError("how a video is spoiled: altered, longer, missing or nothing")
    world.spoiled_video = how
    return {"how": how}


def _known(world: World, body: bytes) -> str:
    code = msgspec.json.decode(body, type=_Item).item_code
    if code not in {item.code for item in world.seed.items}:
        raise ValueError("no such item")
    return code


GROUP = Group(
    handlers={
        "getCatalogue": get_catalogue,
        "getCatalogueChanges": get_catalogue_changes,
        "getSample": get_sample,
        "getVideo": get_video,
    },
    schema="""
CREATE TABLE IF NOT EXISTS withdrawn (
  item_code TEXT PRIMARY KEY, at REAL NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS snapshots (
  version TEXT PRIMARY KEY, contents BLOB NOT NULL
) STRICT;
""",
    deeds={"withdraw": _withdraw, "restore": _restore, "spoil-video": _spoil_video},
)
