"""Finds a sheet of paper, a card or an open booklet in a picture: its four corners, or why there are none.

Candidates come from edges and from brightness; each is judged by its four sides (`devices.page_sides`), which must
be steps between two different surfaces: a table printed on the page has lines, no steps. Must never guess a corner
that cannot be seen: a page with a covered or cut-off side is no page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np

from devices.page_sides import Side, measure_side
from devices.transports.vision import Floats, Picture, cv2

WORK: Final = 640
"""Pixels of the longer side at which is looked: noise is gone there, and it takes some milliseconds."""
SMALLEST: Final = 0.05
"""Share of the picture a page must fill: a bank card under an A3 camera has some 4 per cent, too few to read."""
SUPPORT: Final = 0.8
"""Share of a side that must be seen."""
_SURE: Final = 0.95
"""Share of the worst side from which on no better candidate is looked for: the rim of a glare has less."""
GAP: Final = 0.15
"""Share of a side that may be covered in one piece, by a thumb; in A4 this is 3 to 4.5 cm."""
STEP: Final = 6.0
"""Grey levels between page and ground, or it may as well be a line."""
_BORDER: Final = 2.5
"""Pixels: a corner nearer to the border of the picture is out of it."""
_CANDIDATES: Final = 4
"""Of one mask."""
_SAME: Final = 6
"""Pixels between two candidates that are the same."""
_NOWHERE: Final = np.zeros((4, 2), np.float32)
_SOLID: Final = 0.75
"""Share of its hull a blob must fill to be a part of a sheet."""
_RIGHT_ANGLE: Final = 0.6
"""|cosine| of the corners at most: 53 degrees; more is no page seen from above."""


class Missing(StrEnum):
    """Why no page was found."""

    NO_PAGE = "no-page"
    TOO_SMALL = "too-small"
    CUT_OFF = "cut-off"
    """A corner lies outside the picture."""
    COVERED = "covered"
    """Something lies on an edge: a hand, another sheet."""


@dataclass(frozen=True)
class Sighting:
    """What is to be seen.

    Attributes:
        corners: (4, 2) float32 x and y in pixels, clockwise from the top left one, or None.
        missing: why there are none; None where there are.
        support: how much of the worst side is seen, 0 to 1.
    """

    corners: Floats | None = None
    missing: Missing | None = None
    support: float = 0.0


def find_page(picture: Picture) -> Sighting:
    """The page in an RGB picture of any size. Never raises for a picture."""
    small, scale = reduced(picture)
    best = max(_judged(small), key=_rank, default=_Candidate(_NOWHERE, Missing.NO_PAGE))
    if best.missing is not None:
        return Sighting(missing=best.missing, support=best.support)
    return Sighting(_whole_size(best.corners, scale), support=best.support)


def reduced(picture: Picture) -> tuple[Picture, float]:
    """The picture at the size at which is looked, and its scale; a smaller one as it is."""
    scale = min(1.0, WORK / max(picture.shape[:2]))
    if scale == 1:
        return picture, scale
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8), scale


def refine(picture: Picture, corners: Floats) -> Floats:
    """The same corners to a fraction of a pixel, in the full picture; for the one picture that is kept."""
    scale = max(picture.shape[:2]) / WORK
    return _crossed(_sides(picture, corners, max(4, round(2.5 * scale))), corners)


def clockwise(points: Any) -> Floats:
    """Four points in the order top left, top right, bottom right, bottom left, turned by less than 45 degrees."""
    points = np.asarray(points, np.float32).reshape(4, 2)
    away = points - points.mean(axis=0)
    points = points[np.argsort(np.arctan2(away[:, 1], away[:, 0]))]
    sides = np.roll(points, -1, axis=0) - points
    most_right = int(np.argmax(sides[:, 0] / np.maximum(np.hypot(*sides.T), 1e-6)))
    return np.asarray(np.roll(points, -most_right, axis=0), np.float32)


@dataclass(frozen=True)
class _Candidate:
    corners: Floats
    missing: Missing | None
    support: float = 0.0
    worth: float = 0.0
    paper: bool = False


def _rank(one: _Candidate) -> tuple[bool, bool, float]:
    """A page is better than a part of one, and that is better than nothing."""
    return one.missing is None, one.missing is not Missing.NO_PAGE, one.worth


def _whole_size(corners: Floats, scale: float) -> Floats:
    """Pixel centres of the small picture as pixel centres of the large one."""
    return np.asarray((corners + 0.5) / scale - 0.5, np.float32)


def _judged(small: Picture) -> Iterator[_Candidate]:
    """Candidates mask by mask; none further once a whole sheet of paper has been seen."""
    whole = small.shape[0] * small.shape[1]
    known: list[Floats] = []
    for mask, solid in _masks(small):
        outlines = _Outlines(mask, whole, known)
        for quad in outlines.quads:
            known.append(quad)
            candidate = _judge(small, quad)
            yield candidate
            if candidate.missing is None and candidate.paper and candidate.support >= _SURE:
                return
        if solid and outlines.blobs:  # a sheet is there, but it has not four sides to be seen
            yield _Candidate(_NOWHERE, Missing.CUT_OFF if outlines.at_border else Missing.COVERED)


def _judge(small: Picture, quad: Floats) -> _Candidate:
    """Two rounds: the candidate may be some pixels off, and its ends with it."""
    corners = quad
    sides = _sides(small, corners, 7)
    corners = _crossed(sides, corners)
    sides = _sides(small, corners, 4)
    corners = _crossed(sides, corners)
    area = float(cv2.contourArea(corners)) / (small.shape[0] * small.shape[1])
    support = min(side.support for side in sides)
    missing = _missing(sides, corners, small.shape[:2], area)
    paper = min(side.brighter for side in sides) > 0
    mean = sum(side.support for side in sides) / 4
    worth = mean * (0.5 + 0.5 * area**0.5) + 0.2 * paper
    return _Candidate(corners, missing, support, worth, paper)


def _missing(sides: list[Side], corners: Floats, shape: tuple[int, ...], area: float) -> Missing | None:
    """What is wrong with a candidate; None = it is a page."""
    stepped = [side.support >= SUPPORT and side.longest_gap <= GAP and side.step >= STEP for side in sides]
    paper = [one and side.brighter > 0 for one, side in zip(stepped, sides, strict=True)]
    partly = any(one and paper[k - 1] for k, one in enumerate(paper)) and area >= SMALLEST
    limits = np.array([shape[1], shape[0]]) - 1
    margin = float(min(corners.min(), (limits - corners).min()))
    whole = all(stepped) and all(side.ends_seen for side in sides)
    whole = whole and _right_angled(corners) and margin >= _BORDER
    if not whole and partly:
        return Missing.CUT_OFF if margin < 4 * _BORDER else Missing.COVERED
    if not whole:
        return Missing.NO_PAGE
    return Missing.TOO_SMALL if area < SMALLEST else None


def _right_angled(corners: Floats) -> bool:
    after = np.roll(corners, -1, axis=0) - corners
    after = after / np.maximum(np.linalg.norm(after, axis=1, keepdims=True), 1e-6)
    return bool((np.abs((after * np.roll(after, 1, axis=0)).sum(axis=1)) <= _RIGHT_ANGLE).all())


def _sides(picture: Picture, corners: Floats, reach: int) -> list[Side]:
    return [measure_side(picture, corners[k], corners[(k + 1) % 4], reach) for k in range(4)]


def _crossed(sides: list[Side], before: Floats) -> Floats:
    """Corners where neighbouring sides meet; the one before where they are parallel."""
    found = before.copy()
    for k, side in enumerate(sides):
        one, other = side, sides[k - 1]
        first, second = one.end - one.start, other.end - other.start
        across = float(first[0] * second[1] - first[1] * second[0])
        if abs(across) > 1e-3 * float(np.linalg.norm(first) * np.linalg.norm(second)):
            gap = other.start - one.start
            found[k] = one.start + first * ((gap[0] * second[1] - gap[1] * second[0]) / across)
    return found


class _Outlines:
    """What could be a sheet in one mask: solid blobs, and quadrangles not known yet, largest first."""

    def __init__(self, mask: Any, whole: int, known: list[Floats]) -> None:
        self.blobs = 0
        self.at_border = False
        found: list[tuple[float, Floats]] = []
        for contour in cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)[0]:
            hull = cv2.convexHull(contour)
            area = float(cv2.contourArea(hull))
            if not SMALLEST / 3 * whole <= area <= 0.97 * whole or len(hull) < 4:  # noqa: PLR2004  corners
                continue
            if SMALLEST * whole < _SOLID * area < cv2.contourArea(contour):
                self.blobs += 1
                self.at_border |= _touches_border(contour, mask.shape)
            quad = clockwise(cv2.approxPolyN(hull, 4))
            if not any(np.abs(quad - other).max() < _SAME for other in (*known, *(one for _, one in found))):
                found.append((area, quad))
        found.sort(key=lambda pair: -pair[0])
        self.quads = [quad for _, quad in found[:_CANDIDATES]]


def _touches_border(contour: Any, shape: tuple[int, ...]) -> bool:
    left, top, width, height = cv2.boundingRect(contour)
    return bool(left <= _BORDER or top <= _BORDER or left + width >= shape[1] - 1 or top + height >= shape[0] - 1)


def _masks(small: Picture) -> Iterator[tuple[Any, bool]]:
    """Black-and-white pictures in which a page may be a blob (solid), or an outline."""
    calm = cv2.medianBlur(small, 5)
    lab = cv2.cvtColor(calm, cv2.COLOR_RGB2LAB)
    neutral = np.full(lab.shape[:2], 128, np.uint8)
    colour = cv2.add(cv2.absdiff(lab[..., 1], neutral), cv2.absdiff(lab[..., 2], neutral))
    square = np.ones((9, 9), np.uint8)
    dark = []
    for plane in (lab[..., 0], cv2.subtract(lab[..., 0], cv2.add(colour, colour))):
        _, bright = cv2.threshold(plane, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        closed = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, square)
        yield cv2.morphologyEx(closed, cv2.MORPH_OPEN, square), True
        dark.append(255 - bright)
    for low, high in ((40, 120), (12, 36)):
        yield cv2.dilate(cv2.Canny(calm, low, high), np.ones((3, 3), np.uint8)), False
    for mask in dark:
        yield cv2.morphologyEx(mask, cv2.MORPH_CLOSE, square), False
