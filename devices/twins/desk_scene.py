"""What the virtual document camera sees: a sheet on a desk, seen from above, with everything that can be wrong.

Sans-IO: a description goes in, a picture goes out, and where the corners of the sheet are is known exactly. Must
never show a desk without the mark 测试影像, except in the dark.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import numpy as np

from devices.transports.vision import Floats, Picture, cv2
from devices.twins.lettering import mark
from devices.twins.paper import sheet

_MARK = (176, 32)
_FOCAL = 1.2
"""Of the lens, in widths of the picture: a field of view of 45 degrees."""
_SKIN = (196, 150, 124)


class Ground(StrEnum):
    """What the sheet lies on."""

    FELT = "felt"
    """Dark, as under most document cameras."""
    WOOD = "wood"
    LIGHT = "light"
    """Hardly darker than paper."""
    CLOTH = "cloth"
    """Striped."""


class Edge(StrEnum):
    """Where a hand lies."""

    LEFT = "left"
    TOP = "top"
    RIGHT = "right"
    BOTTOM = "bottom"
    CORNER = "corner"


@dataclass(frozen=True)
class Lying:
    """How the sheet lies and what the light does.

    Attributes:
        sheet: name of a sheet, or "none".
        ground: what it lies on.
        fill: share of the picture's height (turned sheets: of what fits) the sheet takes.
        turn: degrees clockwise.
        tilt: how much larger things look at the lower rim of the picture than in its middle; 0 = seen straight down.
        shift: of the middle, in shares of width and height.
        cover: an edge under a hand, or None; `cover_share` is how much of that edge it hides.
        blur: pixels of Gaussian blur.
        light: 1 = as it should be.
        glare, shadow: is there a lamp in the paper's gloss, a soft shadow across it.
        noise: grey levels of the sensor's noise.
    """

    sheet: str = "certificate"
    ground: Ground = Ground.FELT
    fill: float = 0.86
    turn: float = 0.0
    tilt: float = 0.03
    shift: tuple[float, float] = (0.0, 0.0)
    cover: Edge | None = None
    cover_share: float = 0.4
    blur: float = 0.0
    light: float = 1.0
    glare: bool = False
    shadow: bool = False
    noise: float = 3.0


def corners(lying: Lying, width: int, height: int) -> Floats:
    """Where the sheet's corners are, from its own top left one clockwise: (4, 2) x, y in pixels."""
    down, along = sheet(lying.sheet).shape[:2]
    angle = math.radians(lying.turn)
    need = abs(along * math.sin(angle)) + abs(down * math.cos(angle))
    wide = abs(along * math.cos(angle)) + abs(down * math.sin(angle))
    scale = lying.fill * min(height / need, width / wide)
    flat = np.array([[-along, -down], [along, -down], [along, down], [-along, down]], np.float64) / 2 * scale
    turned = flat @ np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    turned += np.array([width * lying.shift[0], height * lying.shift[1]])
    slope = max(-0.9, min(0.9, lying.tilt * _FOCAL * width / (height / 2)))  # sine of the desk's angle to the lens
    turned[:, 1] *= math.sqrt(1 - slope * slope)
    nearer = 1 - slope * turned[:, 1:] / math.sqrt(1 - slope * slope) / (_FOCAL * width)
    return np.asarray(turned / nearer + np.array([width - 1, height - 1]) / 2, np.float32)


def picture(lying: Lying, width: int, height: int, seed: int = 0) -> Picture:
    """(height, width, 3) RGB; another `seed` gives other noise."""
    return grained(without_noise(lying, width, height), lying, seed)


def without_noise(lying: Lying, width: int, height: int) -> Picture:
    """The picture a sensor without noise would give: the dear part."""
    seen: Any = _ground(lying.ground, width, height).copy()
    if lying.sheet != "none":
        seen = _laid(seen, lying)
    if lying.shadow:
        seen = _shaded(seen)
    if lying.sheet != "none" and lying.glare:
        seen = _glaring(seen, corners(lying, width, height))
    if lying.sheet != "none" and lying.cover is not None:
        _hand(seen, corners(lying, width, height), lying)
    if lying.blur > 0:
        seen = cv2.GaussianBlur(seen, (0, 0), lying.blur)
    if lying.light != 1:
        seen = cv2.convertScaleAbs(seen, alpha=lying.light)
    return np.asarray(seen, np.uint8)


def grained(seen: Picture, lying: Lying, seed: int) -> Picture:
    """With noise, and with the mark."""
    height, width = seen.shape[:2]
    grain = np.random.default_rng(seed).normal(0, lying.noise, (height // 2, width // 2, 1))
    rough = cv2.resize(grain.astype(np.float32), (width, height), interpolation=cv2.INTER_NEAREST)
    noisy: Picture = np.clip(seen.astype(np.float32) + rough[..., None], 0, 255).astype(np.uint8)
    if lying.light > 0:
        strip = mark(*_MARK)
        noisy[-strip.shape[0] :, : strip.shape[1]] = strip
    return noisy


@cache
def _ground(ground: Ground, width: int, height: int) -> Picture:
    random = np.random.default_rng(7)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    base = {
        Ground.FELT: (46, 50, 56),
        Ground.WOOD: (158, 112, 70),
        Ground.LIGHT: (214, 214, 210),
        Ground.CLOTH: (92, 116, 150),
    }[ground]
    wave: Any = random.normal(0, 3, (height, width)).astype(np.float32)
    if ground is Ground.WOOD:
        wave = wave + 12 * np.sin(rows / 9 + 3 * np.sin(columns / 170)) + 7 * np.sin(rows / 23)
    if ground is Ground.CLOTH:
        wave = wave + 22 * (np.sin(columns * 2 * np.pi / (width / 40)) > 0)
    whole = np.array(base, np.float32) + wave[..., None]
    made: Picture = np.clip(whole, 0, 255).astype(np.uint8)
    made.setflags(write=False)
    return made


def _laid(ground: Picture, lying: Lying) -> Picture:
    """The sheet on the ground; made larger first and averaged, so that its edge is as soft as a lens makes it."""
    height, width = ground.shape[:2]
    paper = sheet(lying.sheet)
    down, along = paper.shape[:2]
    source = np.array([[0, 0], [along, 0], [along, down], [0, down]], np.float32) - 0.5
    finer = 2
    target = (corners(lying, width, height) + 0.5) * finer - 0.5
    matrix = cv2.getPerspectiveTransform(source, target.astype(np.float32))
    size = width * finer, height * finer
    warped = cv2.warpPerspective(paper, matrix, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    there = cv2.warpPerspective(np.full((down, along), 255, np.uint8), matrix, size)
    warped, there = (cv2.resize(one, (width, height), interpolation=cv2.INTER_AREA) for one in (warped, there))
    share = there[..., None].astype(np.float32) / 255
    return _bytes(warped * share + ground * (1 - share))


def _shaded(seen: Picture) -> Picture:
    """A head bends over the desk: a soft shadow from one side."""
    height, width = seen.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    edge = (columns / width + 0.35 * rows / height - 0.75) * 14
    return _bytes(seen * (1 - 0.4 / (1 + np.exp(-edge)))[..., None])


def _glaring(seen: Picture, where: Floats) -> Picture:
    height, width = seen.shape[:2]
    middle = where.mean(axis=0) + 0.25 * (where[1] - where[0])
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    size = 0.1 * float(np.linalg.norm(where[2] - where[0]))
    lamp = 260 * np.exp(-(((columns - middle[0]) / size) ** 2 + ((rows - middle[1]) / size) ** 2))
    return _bytes(seen + lamp[..., None])


def _hand(seen: Picture, where: Floats, lying: Lying) -> None:
    """A forearm from outside onto an edge, or onto the lower right corner."""
    places = {Edge.TOP: (0, 1), Edge.RIGHT: (1, 2), Edge.BOTTOM: (2, 3), Edge.LEFT: (3, 0), Edge.CORNER: (2, 2)}
    first, second = places[lying.cover or Edge.TOP]
    middle = (where[first] + where[second]) / 2
    lengths = np.linalg.norm(np.roll(where, -1, axis=0) - where, axis=1)
    outward = middle - where.mean(axis=0)
    outward = outward / float(np.linalg.norm(outward))
    thickness = max(2, round(lying.cover_share * float(lengths[first])))
    tip, far = middle - outward * thickness * 0.2, middle + outward * 2 * max(seen.shape)
    cv2.line(seen, _whole(tip), _whole(far), _SKIN, thickness, cv2.LINE_AA)


def _bytes(seen: Any) -> Picture:
    return np.asarray(np.clip(np.rint(seen), 0, 255), np.uint8)


def _whole(point: Any) -> tuple[int, int]:
    return int(point[0]), int(point[1])
