"""Changes of the catalogue; the catalogue itself is `domain.catalogue`.

Must never hold a rule: only names and types, as `openapi.yaml` says.
"""

from __future__ import annotations

from kiosk.domain.catalogue import Catalogue
from kiosk.platform_api.wire.base import Wire


class ItemVersion(Wire, frozen=True):
    """An item by name."""

    code: str
    version: str


class CatalogueChanges(Wire, frozen=True):
    """From one version to the next.

    `catalogue` is the whole snapshot but for its items, of which it has the new and the changed ones; `contents`
    names every item of the snapshot in its order: one that is not there is gone.
    """

    since: str
    contents: tuple[ItemVersion, ...]
    catalogue: Catalogue
    digest: str
    """SHA-256 of the whole snapshot in canonical JSON, hexadecimal; see `platform_api.digest.whole_digest`."""
