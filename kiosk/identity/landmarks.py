"""How the head is turned and how far the eyes are open, from face mesh and iris networks (MediaPipe, in cv2.dnn).

Must never be taken for a liveness decision: it measures, `liveness` judges. The eyelids of the mesh do not move
when eyes close; only the iris network sees that.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from kiosk.identity.detector import Face
from kiosk.identity.vision import Floats, Picture, cv2

_SIDE = 192
_MARGIN = 1.5
_EYE_SIDE = 64
_EYE_MARGIN = 2.3
_RIGHT_CHEEK, _LEFT_CHEEK = 234, 454
_FOREHEAD, _CHIN = 10, 152
_RIGHT_EYE = (33, 133)
_LEFT_EYE = (263, 362)
_NEUTRAL_PITCH = 10.0
"""Degrees the forehead-chin line of an upright head leans in the mesh; measured, the source has no figure."""


@dataclass(frozen=True)
class HeadShape:
    """Pose in degrees and openness of the eyes (height by width of the lid opening).

    `yaw` is positive when the person turns to their own left, `pitch` when they look down.
    """

    yaw: float
    pitch: float
    presence: float
    """Probability that the crop holds a face, 0 to 1."""
    right_eye: float
    left_eye: float
    mesh: Floats = field(repr=False, compare=False)
    """(468, 3) in pixels of the picture; z in the same scale, smaller is nearer."""

    @property
    def openness(self) -> float:
        """The wider of the two eyes: a blink closes both."""
        return max(self.right_eye, self.left_eye)


class Landmarks:
    """Mesh and iris networks, loaded from verified bytes. Not for use by two threads at once."""

    def __init__(self, mesh: bytes, iris: bytes) -> None:
        self._mesh = cv2.dnn.readNetFromTFLite(np.frombuffer(mesh, np.uint8))
        self._iris = cv2.dnn.readNetFromTFLite(np.frombuffer(iris, np.uint8))
        self._mesh_names = self._mesh.getUnconnectedOutLayersNames()

    def read(self, picture: Picture, face: Face) -> HeadShape:
        """Measure `face` in an RGB picture."""
        matrix = _crop_matrix(face)
        crop = np.asarray(cv2.warpAffine(picture, matrix, (_SIDE, _SIDE)), dtype=np.uint8)
        points, presence = self._run_mesh(crop)
        across = points[_LEFT_CHEEK] - points[_RIGHT_CHEEK]
        down = points[_CHIN] - points[_FOREHEAD]
        shape = HeadShape(
            yaw=math.degrees(math.atan2(float(across[2]), float(across[0]))),
            pitch=_NEUTRAL_PITCH - math.degrees(math.atan2(float(down[2]), float(down[1]))),
            presence=presence,
            right_eye=self._openness(crop, points, _RIGHT_EYE, mirrored=False),
            left_eye=self._openness(crop, points, _LEFT_EYE, mirrored=True),
            mesh=_back(points, matrix),
        )
        crop.fill(0)
        return shape

    def _run_mesh(self, crop: Picture) -> tuple[Floats, float]:
        self._mesh.setInput(cv2.dnn.blobFromImage(crop, 1 / 255, (_SIDE, _SIDE), (0, 0, 0), swapRB=False))
        outputs = [np.asarray(one, dtype=np.float32) for one in self._mesh.forward(self._mesh_names)]
        points = max(outputs, key=lambda one: one.size).reshape(-1, 3)
        logit = float(min(outputs, key=lambda one: one.size).ravel()[0])
        return points, 1 / (1 + math.exp(-max(min(logit, 60.0), -60.0)))

    def _openness(self, crop: Picture, points: Floats, corners: tuple[int, int], *, mirrored: bool) -> float:
        one, other = points[corners[0], :2], points[corners[1], :2]
        scale = _EYE_SIDE / max(float(np.linalg.norm(one - other)) * _EYE_MARGIN, 1.0)
        middle = (one + other) / 2
        shift = _EYE_SIDE / 2 - middle * scale
        matrix = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]], dtype=np.float64)
        eye = cv2.warpAffine(crop, matrix, (_EYE_SIDE, _EYE_SIDE))
        turned = np.ascontiguousarray(eye[:, ::-1]) if mirrored else eye
        self._iris.setInput(cv2.dnn.blobFromImage(turned, 1 / 255, (_EYE_SIDE, _EYE_SIDE), (0, 0, 0), swapRB=False))
        eye.fill(0)
        turned.fill(0)
        contour = np.asarray(self._iris.forward("output_eyes_contours_and_brows"), np.float32).reshape(-1, 3)[:, :2]
        heights = [float(np.linalg.norm(contour[low] - contour[high])) for low, high in ((3, 11), (4, 12), (5, 13))]
        width = max(float(np.linalg.norm(contour[0] - contour[8])), 1e-3)
        return sum(heights) / 3 / width


def _crop_matrix(face: Face) -> Floats:
    """Picture -> upright square crop around the box."""
    middle = (face.x + face.width / 2, face.y + face.height / 2)
    side = max(face.width, face.height, 1.0) * _MARGIN
    matrix = np.asarray(cv2.getRotationMatrix2D(middle, face.roll, _SIDE / side), dtype=np.float32)
    matrix[:, 2] += np.array([_SIDE / 2 - middle[0], _SIDE / 2 - middle[1]], dtype=np.float32)
    return matrix


def _back(points: Floats, matrix: Floats) -> Floats:
    """Mesh points of the crop in pixels of the picture."""
    scale = float(np.linalg.norm(matrix[:, 0]))
    inverse = np.asarray(cv2.invertAffineTransform(matrix), dtype=np.float32)
    flat = points[:, :2] @ inverse[:, :2].T + inverse[:, 2]
    return np.column_stack((flat, points[:, 2] / scale)).astype(np.float32)
