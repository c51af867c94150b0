"""From a wanted false-accept rate to a threshold of SFace, by a table with its provenance; light to import.

Must never promise a rate that was not measured: what the table does not support is refused, not extrapolated.
"""

from __future__ import annotations

from typing import Final

import msgspec


class OperatingPoint(msgspec.Struct, frozen=True):
    """What was measured at one cosine threshold; rates are shares, None = not measured."""

    threshold: float
    far: float
    """False accepts among 113,950 comparisons with anybody."""
    far_hard: float | None
    """The same among 18,888 impostors of the same source, more alike in light and style: what is promised."""
    frr: float
    """False rejects among 1,976 comparisons of a person with their own chip photo."""


PROVENANCE: Final = (
    "341 pictures of 99 people, live against a simulated 1 KB chip photo, SFace 2021dec int8bq in RGB after YuNet "
    "2023mar int8bq; no East Asian set and no real chip photo among them: unsure for any site"
)
POINTS: Final = (
    OperatingPoint(0.363, 5.4e-4, 1.1e-3, 0.012),
    OperatingPoint(0.40, 5.3e-5, 1.6e-4, 0.023),
    OperatingPoint(0.45, 9e-6, 5e-5, 0.045),
    OperatingPoint(0.50, 0.0, None, 0.086),
)
"""The point of 0.50 saw no false accept, which bounds the rate at 2.6e-5 only (95 %, rule of three): no promise."""
DEFAULT_ACCEPT: Final = 0.45


def threshold_for(far: float) -> float:
    """The lowest measured threshold whose rate among hard impostors is at most `far`.

    Raises ValueError: `far` is no rate, or lower than what the measurements can tell.
    """
    supported = [point for point in POINTS if point.far_hard is not None]
    if not 0.0 < far < 1.0:
        raise ValueError("a false-accept rate lies between 0 and 1")
    for point in supported:
        if point.far_hard is not None and point.far_hard <= far:
            return point.threshold
    lowest = min(point.far_hard or 1.0 for point in supported)
    raise ValueError(f"no measurement supports a false-accept rate under {lowest:g}: give a threshold of your own")


def point_at(threshold: float) -> OperatingPoint | None:
    """The measured point at or next below `threshold`; None below all of them."""
    return max(
        (point for point in POINTS if point.threshold <= threshold), key=lambda one: one.threshold, default=None
    )
