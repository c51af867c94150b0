"""A found page made straight: dewarped, cropped, upright, in colour or grey, as a JPEG no larger than allowed.

Sans-IO. Must never return a JPEG above the limit, nor one so small that the page cannot be read.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from devices.faults import DeviceError, Fault
from devices.transports.vision import Floats, Picture, cv2

QUALITIES: Final = (85, 75, 65, 55, 45)
_SHRINK: Final = 0.8
_LIKELY: Final = {85: 1.0, 75: 0.75, 65: 0.62, 55: 0.52, 45: 0.455}
"""Size of text pages against that at quality 85; measured on the twin's sheets, only to leave hopeless tries out."""
_OFTEN: Final = 0.97
"""Of that estimate: a picture is rarely smaller."""
_STRAIGHT_ON: Final = 0.02
"""Opposite sides that differ by less (a share) were seen straight on: nothing to be learnt from their difference."""
_SHORTENED: Final = 12.0
"""A slant shortens by a multiple of its square; more than this many no lens does (field of view from 20 degrees)."""
_SHORTEST_LENS: Final = 0.6
_USUAL_LENS: Final = 1.2
_LONGEST_LENS: Final = 3.0
"""Focal lengths in widths of the picture: fields of view of 80, 45 and 19 degrees."""
_SIDE: Final = 16
"""Pixels a side of a page has at least."""


@dataclass(frozen=True)
class Shape:
    """How pages are handed on.

    Attributes:
        longest: pixels of the longer side at most; 2339 = A4 at 200 dots an inch.
        smallest: pixels of the longer side at least where it must be scaled to fit; 1170 = A4 at 100 dots an inch.
        limit: bytes of the JPEG at most.
        colour: False = grey.
    """

    longest: int = 2339
    smallest: int = 1170
    limit: int = 300_000
    colour: bool = True


def straighten(picture: Picture, corners: Floats, longest: int) -> Picture:
    """The page between `corners` (clockwise from the top left) as if seen straight from above."""
    width, height = size_of(corners, (picture.shape[1], picture.shape[0]))
    scale = min(1.0, longest / max(width, height))
    wide, high = (max(_SIDE, round(side * scale)) for side in (width, height))
    target = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32) - 0.5
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    flat = cv2.warpPerspective(picture, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(flat, np.uint8)


def size_of(corners: Floats, picture: tuple[int, int]) -> tuple[float, float]:
    """Width and height of the page in pixels, in their true proportion.

    A camera that looks at a slant shortens one side. Where opposite sides show it, the proportion is computed after
    Zhang and He, "Whiteboard scanning and image enhancement" (2007), section 3, with the lens' axis in the middle of
    the `picture` (width, height); else it is that of the mean sides.
    """
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    width, height = float(sides[0] + sides[2]) / 2, float(sides[1] + sides[3]) / 2
    slant = max(abs(float(sides[0] - sides[2])) / width, abs(float(sides[1] - sides[3])) / height)
    if slant < _STRAIGHT_ON:
        return width, height
    ratio = _true_ratio(corners, picture)
    if abs(ratio * height / width - 1) > _SHORTENED * slant**2:
        return width, height
    return (width, width / ratio) if width / ratio > height else (height * ratio, height)


def _true_ratio(corners: Floats, picture: tuple[int, int]) -> float:
    """Width over height of the rectangle whose corners these are.

    Two parallel sides do not tell the focal length, and nearly parallel ones tell it badly: then it is a usual one.
    """
    middle = np.array([(picture[0] - 1) / 2, (picture[1] - 1) / 2])
    m1, m2, m4, m3 = (np.array([*(corner.astype(float) - middle), 1.0]) for corner in corners)
    k2 = np.dot(np.cross(m1, m4), m3) / np.dot(np.cross(m2, m4), m3)
    k3 = np.dot(np.cross(m1, m4), m2) / np.dot(np.cross(m3, m4), m2)
    n2, n3 = k2 * m2 - m1, k3 * m3 - m1
    with np.errstate(divide="ignore", invalid="ignore"):
        focal = math.sqrt(max(0.0, -(n2[0] * n3[0] + n2[1] * n3[1]) / (n2[2] * n3[2]))) / max(picture)
    if not _SHORTEST_LENS < focal < _LONGEST_LENS:
        focal = _USUAL_LENS
    lengths = [(n[0] ** 2 + n[1] ** 2) / (focal * max(picture)) ** 2 + n[2] ** 2 for n in (n2, n3)]
    return float(math.sqrt(lengths[0] / lengths[1]))


def as_jpeg(page: Picture, shape: Shape) -> tuple[bytes, Picture]:
    """The JPEG, and the picture that is in it. First the quality is lowered, then the size.

    Raises:
        DeviceError: PAGE_TOO_LARGE where it does not fit even at the smallest size that can be read.
    """
    if not shape.colour:
        page = np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), np.uint8)
    while True:
        data = _fitting(page, shape.limit)
        if data is not None:
            return data, page
        longer = max(page.shape[:2])
        if longer <= shape.smallest:
            raise DeviceError(Fault.PAGE_TOO_LARGE, f"more than {shape.limit} bytes at {longer} pixels")
        scale = max(_SHRINK, shape.smallest / longer)
        page = np.asarray(cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _fitting(page: Picture, limit: int) -> bytes | None:
    """The best quality that fits at this size."""
    stored = page if page.ndim == 2 else page[:, :, ::-1]  # noqa: PLR2004  grey has no channels
    full = 0
    for quality in QUALITIES:
        if full * _LIKELY[quality] * _OFTEN > limit:
            continue
        done, buffer = cv2.imencode(".jpg", stored, [cv2.IMWRITE_JPEG_QUALITY, quality])
        if done and len(buffer) <= limit:
            return bytes(buffer)
        full = full or len(buffer)
    return None
