"""What a session remembers of the smaller services, and the base of all parts of memory; see `kiosk.flows.memory`."""

from __future__ import annotations

import msgspec


class Quiet(msgspec.Struct, frozen=True):
    """A part of memory that never prints its content."""

    def __repr__(self) -> str:
        """Its name alone."""
        return f"{type(self).__name__}(…)"


class Rating(Quiet, frozen=True):
    """好差评 of the case."""

    level: str = ""
    """A RatingLevel value, or empty: nothing was chosen, and nothing ever is by itself."""
    tags: tuple[str, ...] = ()
    """Codes of the national set, of this level."""
    words: str = ""
    reason_missing: bool = False
    storing: bool = False
    fault: str | None = None
    rated: tuple[str, ...] = ()
    """Ids of cases that were rated in this session."""
