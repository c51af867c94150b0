"""Finds faces with YuNet (OpenCV Zoo, int8bq); must never decide whose they are.

Source: OpenCV `FaceDetectorYN`; score limits from our own measurements (0.6 found at all, 0.8 good enough).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kiosk.identity.vision import Floats, Picture, cv2

FOUND = 0.6
"""A face at or above this score may be there."""
GOOD = 0.8
"""At or above this score it surely is, and is good enough to compare."""
BESIDE = 0.4
"""Width, as a share of the nearest face's, from which another face counts."""
_NARROW = 240
_WIDEST = 640
"""Pictures are shrunk to this width in pixels before detection: cost grows with the area."""


@dataclass(frozen=True)
class Face:
    """A face in a picture, in pixels. Left and right are the person's own."""

    x: float
    y: float
    width: float
    height: float
    points: Floats = field(repr=False, compare=False)
    """(5, 2): right eye, left eye, nose, right and left corner of the mouth."""
    score: float

    @property
    def eye_distance(self) -> float:
        """Pixels between the eyes."""
        return float(np.linalg.norm(self.points[1] - self.points[0]))

    @property
    def roll(self) -> float:
        """Degrees by which the head leans, positive clockwise in the picture."""
        across = self.points[1] - self.points[0]
        return math.degrees(math.atan2(float(across[1]), float(across[0])))

    def overlap(self, other: Face) -> float:
        """Intersection over union of the boxes, 0 to 1."""
        wide = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        high = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        common = max(wide, 0.0) * max(high, 0.0)
        whole = self.width * self.height + other.width * other.height - common
        return common / whole if whole > 0 else 0.0

    def row(self) -> Floats:
        """(1, 15) as OpenCV's face functions want it."""
        box = (self.x, self.y, self.width, self.height)
        return np.array([[*box, *self.points.ravel(), self.score]], dtype=np.float32)


class Detector:
    """YuNet, loaded from verified bytes. Not for use by two threads at once."""

    def __init__(self, model: bytes) -> None:
        self._size = (320, 320)
        self._net = cv2.FaceDetectorYN.create(
            "onnx", np.frombuffer(model, np.uint8), np.zeros(0, np.uint8), self._size, FOUND
        )

    def find(self, picture: Picture) -> list[Face]:
        """Faces in an RGB picture, largest first; empty where there is none."""
        found = self._find(picture, _WIDEST)
        if not any(face.score >= GOOD for face in found) and picture.shape[1] > _NARROW:
            small = self._find(picture, _NARROW)  # a face that fills the picture is too large for the network
            if any(face.score >= GOOD for face in small):
                return small
        return found

    def _find(self, picture: Picture, widest: int) -> list[Face]:
        height, width = picture.shape[:2]
        scale = min(1.0, widest / width)
        size = (max(int(width * scale), 16), max(int(height * scale), 16))
        bgr = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
        if scale < 1.0 or size != (width, height):
            whole, bgr = bgr, cv2.resize(bgr, size, interpolation=cv2.INTER_AREA)
            whole.fill(0)
        if size != self._size:
            self._size = size
            self._net.setInputSize(size)
        found: Any = self._net.detect(bgr)[1]
        bgr.fill(0)
        if found is None:  # the stubs of OpenCV do not know it
            return []
        rows = np.asarray(found, dtype=np.float32)
        rows = rows[np.isfinite(rows).all(axis=1) & (rows[:, 2:4] > 1).all(axis=1)]  # tiny pictures give nonsense
        faces = [_face(row, 1 / scale) for row in rows]
        return sorted(faces, key=lambda face: face.width * face.height, reverse=True)


def people(faces: list[Face]) -> list[Face]:
    """Those of `faces` that count as persons before the terminal, the nearest first.

    A second face counts when it is sure (GOOD) and at least BESIDE as wide as the first: a curtain taken for half
    a face or somebody at the end of the queue is no second person, a picture held beside the head is.
    """
    sure = [face for face in faces if face.score >= GOOD]
    if not sure:
        return faces[:1]
    return [sure[0], *(face for face in sure[1:] if face.width >= BESIDE * sure[0].width)]


def _face(row: Floats, scale: float) -> Face:
    x, y, width, height = (float(value) * scale for value in row[:4])
    points = (row[4:14].reshape(5, 2) * scale).astype(np.float32)
    return Face(x, y, width, height, points, float(row[14]))
