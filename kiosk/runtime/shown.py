"""What the pages of the smaller services show, and the base of all parts of a view; see `kiosk.runtime.view`.

Must never hold more of a person than its page needs: `repr` shows nothing.
"""

from __future__ import annotations

import msgspec


class Shown(msgspec.Struct, frozen=True):
    """Base of all view parts: prints as its class name alone."""

    def __repr__(self) -> str:
        """Nothing of the person."""
        return f"{type(self).__name__}(…)"


class RatingTagRow(Shown, frozen=True):
    """A word to a rating, from the catalogue."""

    code: str
    text: str
    chosen: bool = False


class RatingView(Shown, frozen=True):
    """好差评: five levels, none chosen to begin with."""

    offered: bool = False
    """May this case be rated here?"""
    given: bool = False
    """It was rated: it is not asked again."""
    level: str = ""
    """A RatingLevel, or empty: nothing is chosen yet."""
    tags: tuple[RatingTagRow, ...] = ()
    words: str = ""
    reason_missing: bool = False
    """A bad rating without a word of why."""
    storing: bool = False
    fault: str | None = None
