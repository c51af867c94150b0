"""Faults of the sync process itself, about what the platform sends it. What they replace stays as it was."""

from __future__ import annotations

from enum import Enum


class SyncFault(Enum):
    """Each one: (code, what helps)."""

    CATALOGUE_MALFORMED = ("catalogue.malformed", "the platform's catalogue was not taken, the last good one stays")
    CATALOGUE_TOO_LARGE = ("catalogue.too-large", "the platform's catalogue is too large, the last good one stays")
    CONFIGURATION_OUT_OF_BOUNDS = (
        "configuration.out-of-bounds",
        "the platform's configuration was not taken, the last good one stays",
    )

    def __init__(self, code: str, remedy: str) -> None:
        self.code = code
        self.remedy = remedy
