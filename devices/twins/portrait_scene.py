"""What stands before the virtual camera at a given second: a test face that moves, nobody, two, or a page.

Sans-IO: time comes in, a picture goes out. Must never show a picture without the mark 测试影像, except black.
"""

from __future__ import annotations

import errno
import math
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from devices.transports.vision import Picture, cv2
from devices.twins.face_warp import HEIGHT, WIDTH, Head
from devices.twins.lettering import mark, page

FACES = {"astronaut": "astronaut.png", "grace_hopper": "grace_hopper.jpg"}
_TURN = 45.0
_NEARER = 1.45
_MARK_SIZE = (176, 32)
_NOISE = 5
"""Standard deviation of the sensor noise in grey levels."""


class Motion(StrEnum):
    """What the person before the camera does; left and right are their own."""

    STRAIGHT = "straight"
    BLINK = "blink"
    TURN_LEFT = "turn-left"
    TURN_RIGHT = "turn-right"
    CLOSER = "closer"


class Light(StrEnum):
    """How the picture is lit."""

    NORMAL = "normal"
    DARK = "dark"
    BLACK = "black"


_TIMES = {Motion.BLINK: (0.1, 0.6, 0.1)}
"""(there, hold, back) in seconds of a motion."""
_TIMES_ELSE = (0.5, 1.4, 0.5)


@dataclass(frozen=True)
class Stance:
    """The head at one moment: degrees to the person's left, share of closed lids, size against the start."""

    yaw: float = 0.0
    lids: float = 0.0
    size: float = 1.0


def stance(motion: Motion, since: float) -> Stance:
    """Where the head is `since` seconds after a motion began: there, hold, and back to straight."""
    there, hold, back = _TIMES.get(motion, _TIMES_ELSE)
    share = min(since / there, 1.0 - (since - there - hold) / back, 1.0)
    share = max(share, 0.0)
    match motion:
        case Motion.BLINK:
            return Stance(lids=share)
        case Motion.TURN_LEFT:
            return Stance(yaw=_TURN * share)
        case Motion.TURN_RIGHT:
            return Stance(yaw=-_TURN * share)
        case Motion.CLOSER:
            return Stance(size=1.0 + (_NEARER - 1.0) * share)
        case _:
            return Stance()


class Scene:
    """The stage. Raises OSError or ValueError where a test face is asked for whose files are no good."""

    def __init__(self, faces: Path | None, seed: int = 0) -> None:
        self._faces = faces
        self._heads: dict[str, Head] = {}
        self._random = np.random.default_rng(seed)
        grain = self._random.normal(0, _NOISE, (HEIGHT + 64, WIDTH + 64, 3))
        self._lighter = np.clip(grain, 0, 255).astype(np.uint8)
        self._darker = np.clip(-grain, 0, 255).astype(np.uint8)
        self._mark = mark(*_MARK_SIZE)
        self._page: Picture | None = None
        self._motion = (Motion.STRAIGHT, 0.0)
        self.light = Light.NORMAL
        self.shown = "none"
        """`astronaut`, `grace_hopper`, `none`, `two` or `page`."""

    def show(self, name: str) -> None:
        """Put a face, two, nobody or the page before the camera. Raises KeyError for an unknown name."""
        for wanted in FACES if name == "two" else (name,):
            if wanted not in ("none", "page"):
                self._head(wanted)
        if name == "page" and self._page is None:
            self._page = page(WIDTH, HEIGHT)
        self.shown = name

    def act(self, motion: Motion, at: float) -> None:
        """Begin a motion at second `at`; it ends by itself."""
        self._motion = (motion, at)

    def picture(self, at: float) -> Picture:
        """(480, 640, 3) RGB at second `at`."""
        if self.light is Light.BLACK:
            return np.zeros((HEIGHT, WIDTH, 3), np.uint8)
        sheet = self._grained(self._stage(at))
        if self.light is Light.DARK:
            sheet = np.asarray(cv2.convertScaleAbs(sheet, alpha=0.16), np.uint8)
        self._put_mark(sheet)
        return sheet

    def _put_mark(self, sheet: Picture) -> None:
        """At the bottom in the middle, where no crop to a square cuts it; a face is looked at in a mirror."""
        down, along = self._mark.shape[:2]
        left = (WIDTH - along) // 2
        mirror = self.shown not in ("none", "page")
        sheet[-down:, left : left + along] = self._mark[:, ::-1] if mirror else self._mark

    def _stage(self, at: float) -> Picture:
        if self.shown == "page" and self._page is not None:
            return self._page.copy()
        if self.shown == "none":
            return np.full((HEIGHT, WIDTH, 3), (196, 198, 200), np.uint8)
        if self.shown == "two":
            quarter = WIDTH // 4
            halves = [self._head(name).posed(0, 0)[:, quarter:-quarter] for name in FACES]
            return np.ascontiguousarray(np.hstack(halves))
        motion, began = self._motion
        now = stance(motion, at - began)
        return _swaying(self._head(self.shown).posed(round(now.yaw / 15) * 15, round(now.lids)), at, now.size)

    def _head(self, name: str) -> Head:
        found = self._heads.get(name)
        if found is None:
            if self._faces is None:
                raise FileNotFoundError(errno.ENOENT, "no folder of test faces was given")
            source = self._faces / FACES[name]
            found = self._heads[name] = Head(source, source.with_suffix(".mesh.json"))
        return found

    def _grained(self, sheet: Picture) -> Picture:
        down, along = (int(self._random.integers(0, 64)) for _ in range(2))
        window = np.s_[down : down + HEIGHT, along : along + WIDTH]
        return np.asarray(cv2.subtract(cv2.add(sheet, self._lighter[window]), self._darker[window]), np.uint8)


def _swaying(sheet: Picture, at: float, size: float) -> Picture:
    """Nobody stands quite still: a few pixels and a degree, slowly."""
    middle = (WIDTH / 2, HEIGHT * 0.45)
    matrix = cv2.getRotationMatrix2D(middle, 1.2 * math.sin(at * 0.9), size * (1 + 0.008 * math.sin(at * 1.3)))
    matrix[0, 2] += 4 * math.sin(at * 0.7)
    matrix[1, 2] += 2.5 * math.sin(at * 1.1)
    moved = cv2.warpAffine(sheet, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.uint8)
