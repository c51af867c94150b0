"""How long paper and toner last, from what was seen of them. Must never guess: without a fall there is no answer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

_DAY = 86400.0
_LEAST = 0.5 * _DAY
"""Seconds that must lie between the first look and the last, or one busy morning is taken for every day."""
_LOOK_BACK = 30 * _DAY
MOST_LOOKS = 60
"""Looks that are kept of one supply."""
LONGEST = 3650.0
"""Days; longer is not told as more."""


class Look(msgspec.Struct, frozen=True, array_like=True):
    """One look at a supply."""

    at: float
    """Seconds since 1970."""
    level: int
    """Sheets, or per cent."""


def looked(before: Sequence[Look], now: Look) -> tuple[Look, ...]:
    """With this look: of an unchanged level the first and the last are kept. A clock put back begins anew."""
    kept = [one for one in before if now.at - _LOOK_BACK <= one.at < now.at]
    if [one.level for one in kept[-2:]] == [now.level, now.level]:
        kept.pop()
    return (*kept[1 - MOST_LOOKS :], now)


def days_left(looks: Sequence[Look]) -> float | None:
    """Days until it is empty at the pace of the last 30 days; a rise is a refill and no use.

    None where nothing was used yet, or all was seen within half a day.
    """
    if not looks:
        return None
    if looks[-1].level <= 0:
        return 0.0
    span = looks[-1].at - looks[0].at
    used = sum(max(0, one.level - other.level) for one, other in pairwise(looks))
    if span < _LEAST or not used:
        return None
    return round(min(LONGEST, looks[-1].level / (used / (span / _DAY))), 1)
