# ruff: noqa: INP001, PLR2004  imported from beside it; the numbers are places and moments of a drawing
"""The pictures of the sandbox's own instruction videos: flat drawings, no person, no word in them.

`frame(name, at)` is the picture of the video `name` at the second `at`; a test holds it against the committed files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

WIDTH, HEIGHT, RATE = 960, 720, 10
"""Pixels, pixels, pictures a second."""
Picture = npt.NDArray[np.uint8]
Color = tuple[int, int, int]
Point = tuple[float, float]

GROUND: Color = (243, 245, 248)
BODY: Color = (11, 44, 79)
PLATE: Color = (201, 216, 232)
PAPER: Color = (255, 255, 255)
INK: Color = (113, 128, 141)
BLUE: Color = (15, 76, 138)
TINT: Color = (231, 239, 248)
GREEN: Color = (23, 100, 58)
AMBER: Color = (178, 106, 0)
DARK: Color = (20, 32, 43)
_FINE = 4
"""Bits after the point in what OpenCV draws."""


def frame(name: str, at: float) -> Picture:
    """RGB, HEIGHT x WIDTH. Raises KeyError: no such video."""
    sheet = _Sheet()
    VIDEOS[name].draw(sheet, at)
    return sheet.picture


class _Sheet:
    """What is drawn on."""

    def __init__(self) -> None:
        self.picture: Picture = np.full((HEIGHT, WIDTH, 3), GROUND, np.uint8)

    def shape(self, points: list[Point], color: Color, edge: Color | None = None, wide: int = 5) -> None:
        """A filled polygon."""
        fixed = np.round(np.array(points) * (1 << _FINE)).astype(np.int32)
        cv2.fillPoly(self.picture, [fixed], color, cv2.LINE_AA, _FINE)
        if edge is not None:
            cv2.polylines(self.picture, [fixed], True, edge, wide, cv2.LINE_AA, _FINE)

    def line(self, points: list[Point], color: Color, wide: int) -> None:
        """An open line."""
        fixed = np.round(np.array(points) * (1 << _FINE)).astype(np.int32)
        cv2.polylines(self.picture, [fixed], False, color, wide, cv2.LINE_AA, _FINE)

    def disc(self, middle: Point, radius: float, color: Color) -> None:
        """A filled circle."""
        x, y, r = (round(value * (1 << _FINE)) for value in (*middle, radius))
        cv2.circle(self.picture, (x, y), r, color, -1, cv2.LINE_AA, _FINE)

    def ring(self, middle: Point, radius: float, share: float, color: Color) -> None:
        """A part of a circle, clockwise from the top."""
        turn = np.linspace(0, 2 * np.pi * share, max(2, round(90 * share)))
        points = [(middle[0] + radius * np.sin(one), middle[1] - radius * np.cos(one)) for one in turn]
        self.line(points, color, 14)

    def tick(self, middle: Point, size: float) -> None:
        """Done: a green disc with a white tick."""
        x, y = middle
        self.disc(middle, size, GREEN)
        corners = [(x - size * 0.45, y), (x - size * 0.1, y + size * 0.35), (x + size * 0.48, y - size * 0.35)]
        self.line(corners, PAPER, max(6, round(size / 5)))


def _share(at: float, start: float, end: float) -> float:
    """How far between two moments, 0 to 1, beginning and ending softly."""
    passed = min(max((at - start) / (end - start), 0.0), 1.0)
    return passed * passed * (3 - 2 * passed)


def _box(middle: Point, size: Point, degrees: float = 0.0) -> list[Point]:
    """The corners of a rectangle, turned around its middle."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    half = ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5))
    corners = [(x * size[0], y * size[1]) for x, y in half]
    return [(middle[0] + x * cos - y * sin, middle[1] + x * sin + y * cos) for x, y in corners]


def _within(middle: Point, corner: Point, degrees: float) -> Point:
    """A place on something that lies turned around `middle`."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return middle[0] + corner[0] * cos - corner[1] * sin, middle[1] + corner[0] * sin + corner[1] * cos


def _card(sheet: _Sheet, middle: Point) -> None:
    """A card with a grey field where a portrait would be, and lines where words would."""
    x, y = middle
    sheet.shape(_box(middle, (330, 208)), PAPER, BLUE)
    sheet.shape(_box((x + 98, y - 6), (92, 118)), PLATE)
    for row, length in enumerate((150, 170, 120)):
        sheet.line([(x - 138, y - 58 + 40 * row), (x - 138 + length, y - 58 + 40 * row)], INK, 9)
    sheet.line([(x - 138, y + 74), (x + 140, y + 74)], INK, 9)


def _card_on_the_reader(sheet: _Sheet, at: float) -> None:
    sheet.shape([(130, 690), (210, 150), (750, 150), (830, 690)], BODY)
    sheet.shape([(262, 470), (290, 215), (670, 215), (698, 470)], DARK)
    here = (480.0, 350.0)
    read = 4.0 <= at < 8.0
    sheet.shape(_box(here, (420, 280)), TINT if at < 8.0 else PLATE, AMBER if read else BLUE, 7)
    away = 560 * (1 - _share(at, 0.6, 3.2)) + 560 * _share(at, 12.0, 14.2)
    _card(sheet, (here[0] + away, here[1] + 0.45 * away))
    lamp = (480.0, 590.0)
    sheet.disc(lamp, 58, DARK)
    if read:
        sheet.ring(lamp, 40, (at - 4.0) / 4.0, PLATE)
    elif at >= 8.0:
        sheet.tick(lamp, 50)


def _paper(sheet: _Sheet, middle: Point, degrees: float) -> None:
    sheet.shape(_box(middle, (300, 400), degrees), PAPER, INK, 4)
    for row in range(7):
        length = (110, 190, 220, 200, 215, 180, 120)[row]
        left, right = ((-110.0, -150.0 + 46 * row), (-110.0 + length, -150.0 + 46 * row))
        sheet.line([_within(middle, left, degrees), _within(middle, right, degrees)], PLATE, 12)


def _paper_under_the_camera(sheet: _Sheet, at: float) -> None:
    sheet.shape(_box((480, 420), (760, 520)), DARK)
    slid, straight = _share(at, 0.6, 2.8), _share(at, 4.6, 6.8)
    gone = _share(at, 12.6, 15.0)
    middle = (480 + 120 * (1 - straight) + 700 * gone, 420 + 420 * (1 - slid) + 40 * (1 - straight))
    degrees = 24 * (1 - straight)
    _paper(sheet, middle, degrees)
    flash = 9.2 <= at < 9.6
    if flash:
        sheet.shape(_box(middle, (300, 400), degrees), TINT)
    if 7.0 <= at < 12.4:
        color = GREEN if at >= 9.6 else AMBER
        for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
            corner = (480 + x * 166.0, 420 + y * 216.0)
            sheet.line([(corner[0] - x * 56, corner[1]), corner, (corner[0], corner[1] - y * 56)], color, 12)
    if 9.8 <= at < 12.4:
        sheet.tick((480, 420), 70)
    sheet.shape([(400, 0), (560, 0), (540, 96), (420, 96)], BODY)
    sheet.disc((480, 96), 46, BODY)
    sheet.disc((480, 96), 26, AMBER if flash else PLATE)


@dataclass(frozen=True)
class Video:
    """One video: its length in seconds and what is on it."""

    seconds: int
    draw: Callable[[_Sheet, float], None] = field(repr=False)


VIDEOS: Mapping[str, Video] = {
    "card-on-the-reader": Video(15, _card_on_the_reader),
    "paper-under-the-camera": Video(16, _paper_under_the_camera),
}
"""By their ids; when what is said is in kiosk/sandbox/seed/videos.yaml."""
