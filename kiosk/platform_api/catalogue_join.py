"""A snapshot at hand and the signed changes since make the next one. Must never give one that does not add up."""

from __future__ import annotations

from typing import Any

import msgspec

from kiosk.platform_api.catalogue_check import catalogue_version
from kiosk.platform_api.digest import whole_digest
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import CatalogueAnswer, Verified
from kiosk.platform_api.wire import CatalogueChanges


def joined(snapshot: bytes, changes: Verified[CatalogueChanges]) -> CatalogueAnswer:
    """The next snapshot, under the ETag that the platform gives it.

    Args:
        snapshot: as it was verified before, of the version that the changes start from.
        changes: verified.

    Raises:
        PlatformError: BAD_ANSWER where the changes are for another snapshot, or the whole is not as it must be; then
            the whole snapshot is to be fetched.
    """
    try:
        before: dict[str, Any] = msgspec.json.decode(snapshot)
        after: dict[str, Any] = msgspec.json.decode(changes.body)["catalogue"]
        if before["version"] != changes.value.since:
            raise PlatformError(PlatformFault.BAD_ANSWER)
        whole = {**after, "items": _items(before["items"], after["items"], changes.value)}
        if whole_digest(whole) != changes.value.digest:
            raise PlatformError(PlatformFault.BAD_ANSWER)
        body = msgspec.json.encode(whole)
    except (msgspec.DecodeError, KeyError, TypeError):
        raise PlatformError(PlatformFault.BAD_ANSWER) from None
    return CatalogueAnswer(body, changes.etag, catalogue_version(body))


def _items(kept: list[dict[str, Any]], new: list[dict[str, Any]], changes: CatalogueChanges) -> list[dict[str, Any]]:
    """In the order of `contents`. KeyError where one is in neither, or a new one has no place."""
    found = {(item["code"], item["version"]): item for item in (*kept, *new)}
    named = [(one.code, one.version) for one in changes.contents]
    if not {(item["code"], item["version"]) for item in new} <= set(named):
        raise KeyError("contents")
    return [found[one] for one in named]
