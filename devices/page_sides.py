"""One side of a page in a picture: where the step from page to ground really runs, and how much of it can be seen.

A strip along the supposed side is sampled, smoothed along the side (so that noise goes and the step stays), and the
straight line with the most step under it is taken. Must never trust the candidate it was given by more than `reach`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from devices.transports.vision import Floats, Picture, cv2

SAMPLES: Final = 96
"""Points along a side."""
_MARGIN: Final = 0.03
"""Share of a side left out at each end: corners are round, dog-eared, or held."""
_END: Final = 4
"""Samples next to a corner of which one must be seen: 4 per cent of the side, after the margin."""
_FAINTEST: Final = 2.5
"""Grey levels a pixel: a step that rises more slowly is none (paper on white felt still has some 4)."""
_STRONG: Final = 4.0
"""A strong step counts no more than this many faint ones: the pattern of a cloth must not outvote the paper."""
_ASIDE: Final = 3
"""Pixels to either side of the step at which page and ground are compared."""
_ON_LINE: Final = 2
"""Pixels off the line within which a step still belongs to it."""


@dataclass(frozen=True)
class Side:
    """What was found along one side, from `start` to `end` clockwise round the page.

    Attributes:
        start, end: (x, y) in pixels of the picture, on the line found.
        support: share of the side at which a step is seen, 0 to 1.
        longest_gap: longest stretch without a step, as a share of the side.
        ends_seen: is there a step right next to both corners.
        step: grey levels by which page and ground differ, in the channel that shows it best.
        brighter: grey levels by which the page is lighter than the ground; negative for a dark one.
    """

    start: Floats
    end: Floats
    support: float
    longest_gap: float
    ends_seen: bool
    step: float
    brighter: float


def measure_side(picture: Picture, start: Floats, end: Floats, reach: int) -> Side:
    """The side near the line from `start` to `end` (x, y), looked for `reach` pixels to either side of it."""
    along = (end - start).astype(np.float32)
    length = max(float(np.hypot(*along)), 1.0)
    inward = np.array([-along[1], along[0]], np.float32) / length  # clockwise with y down: the page lies to the right
    share = np.linspace(_MARGIN, 1 - _MARGIN, SAMPLES, dtype=np.float32)
    strip = _strip(picture, start + share[:, None] * along, inward, reach)
    slope = np.linalg.norm(strip[:, 2:] - strip[:, :-2], axis=2) / 2  # column k: the step at offset k - reach + 1
    first, last = _line(slope)
    at = first + (last - first) * np.linspace(0, 1, SAMPLES)
    seen = _seen(slope, at)
    at = _fitted(slope, at, seen)
    inside, outside = _beside(strip, at, seen)
    difference = inside - outside
    begin, finish = (_at(at, where) - (reach - 1) for where in (-_MARGIN, 1 + _MARGIN))
    return Side(
        start=start + begin * inward,
        end=end + finish * inward,
        support=float(seen.mean()),
        longest_gap=_longest_gap(seen),
        ends_seen=bool(seen[:_END].any() and seen[-_END:].any()),
        step=float(np.abs(difference).max()),
        brighter=float(difference.mean()),
    )


def _strip(picture: Picture, points: Any, inward: Floats, reach: int) -> Floats:
    """(SAMPLES, 2 reach + 1, 3): the picture across each point, from outside to inside, smoothed along the side."""
    across = np.arange(-reach, reach + 1, dtype=np.float32)
    grid = points[:, None, :] + across[None, :, None] * inward
    maps = np.ascontiguousarray(grid[..., 0], np.float32), np.ascontiguousarray(grid[..., 1], np.float32)
    sampled = cv2.remap(picture, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.GaussianBlur(sampled.astype(np.float32), (3, 7), 0.7, sigmaY=2.0), np.float32)


def _line(slope: Any) -> tuple[int, int]:
    """The offsets (columns) at both ends of the straight line with the most step under it."""
    columns = slope.shape[1]
    capped = np.where(slope < _FAINTEST, 0, np.minimum(slope, _FAINTEST * _STRONG)).astype(np.float32)
    ends = np.arange(columns)
    first, last = (grid.ravel() for grid in np.meshgrid(ends, ends, indexing="ij"))
    share = np.linspace(0, 1, SAMPLES, dtype=np.float32)
    path = np.rint(first[:, None] + (last - first)[:, None] * share).astype(np.intp)
    gained = capped[np.arange(SAMPLES), path].sum(axis=1)
    gained -= 1e-3 * np.abs(first + last - columns + 1)  # between equals the nearest to what was supposed
    best = int(gained.argmax())
    return int(first[best]), int(last[best])


def _seen(slope: Any, at: Any) -> Any:
    """At which samples there is a step at, or next to, the line."""
    columns = slope.shape[1]
    nearby = [np.clip(np.rint(at).astype(int) + off, 0, columns - 1) for off in range(-_ON_LINE, _ON_LINE + 1)]
    return np.max([slope[np.arange(SAMPLES), near] for near in nearby], axis=0) >= _FAINTEST


def _fitted(slope: Any, at: Any, seen: Any) -> Any:
    """The line again, to a fraction of a pixel: through the centres of the steps, without those that stray."""
    columns = np.arange(slope.shape[1])
    share = np.linspace(0, 1, SAMPLES)
    for stray in (1.5, 1.0, 0.75):
        weight = slope * np.clip(_ON_LINE + 0.5 - np.abs(columns[None, :] - at[:, None]), 0, 1)
        centre = (weight * columns).sum(axis=1) / np.maximum(weight.sum(axis=1), 1e-6)
        good = seen & (np.abs(centre - at) < stray)
        if good.sum() < SAMPLES // 6:
            return at
        at = np.polyval(np.polyfit(share[good], centre[good], 1), share)
    return at


def _beside(strip: Floats, at: Any, seen: Any) -> tuple[Any, Any]:
    """Median colour inside and outside the line, where the step is seen."""
    rows = np.flatnonzero(seen) if seen.any() else np.arange(SAMPLES)
    middle = np.rint(at[rows]).astype(int) + 1
    last = strip.shape[1] - 1
    inside = strip[rows, np.clip(middle + _ASIDE, 0, last)]
    outside = strip[rows, np.clip(middle - _ASIDE, 0, last)]
    return np.median(inside, axis=0), np.median(outside, axis=0)


def _at(line: Any, share: float) -> float:
    """The offset at a share of the whole side; the line's samples leave the margin out."""
    within = (share) / (1 - 2 * _MARGIN) if share <= 0 else 1 + (share - 1) / (1 - 2 * _MARGIN)
    return float(line[0] + (line[-1] - line[0]) * within)


def _longest_gap(seen: Any) -> float:
    longest = run = 0
    for one in seen:
        run = 0 if one else run + 1
        longest = max(longest, run)
    return longest / SAMPLES
