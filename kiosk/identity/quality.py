"""Is this frame good enough to compare, and if not, what should the person do; must never decide who it is.

Components named after ISO/IEC 29794-5; limits from our own measurements of what spoils a match with a chip photo.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kiosk.identity.detector import GOOD, Face
from kiosk.identity.landmarks import HeadShape
from kiosk.identity.vision import Picture, cv2


@dataclass(frozen=True)
class Limits:
    """What a frame must keep to."""

    score: float = GOOD
    presence: float = 0.5
    """Probability of the mesh that a whole face is there: hands and masks lower it."""
    eye_distance: float = 60.0
    """Pixels at least; a match needs 20, a passive liveness network 60."""
    angle: float = 15.0
    """Degrees of yaw, pitch and roll at most."""
    sharpness: float = 12.0
    """Variance of the Laplacian of the aligned grey face, at least."""
    darkest: float = 45.0
    brightest: float = 190.0
    clipped: float = 0.05
    """Share of pixels at either end of the scale, at most (their colour is lost)."""
    sides: float = 2.0
    """Brightness of one half of the face by the other, at most."""
    margin: float = 0.85
    """Share of the face's box and of its mesh that must lie inside the picture."""


@dataclass(frozen=True)
class FaceQuality:
    """Figures of one face; `issues` are guidance codes of the interface, most urgent first, empty = good."""

    score: float
    presence: float
    eye_distance: float
    yaw: float
    pitch: float
    roll: float
    sharpness: float
    brightness: float
    clipped: float
    sides: float
    inside: float
    issues: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Rounded figures for a report."""
        figures = {name: round(float(value), 3) for name, value in vars(self).items() if name != "issues"}
        return {**figures, "issues": list(self.issues)}


def assess(
    picture: Picture, face: Face, shape: HeadShape, aligned: Picture, limits: Limits | None = None
) -> FaceQuality:
    """Measure an RGB picture's face; `aligned` is its (112, 112, 3) cut."""
    grey = np.asarray(cv2.cvtColor(aligned, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    centre = grey[20:108, 20:92]  # the corners of the cut are background
    half = centre.shape[1] // 2
    left, right = float(centre[:, :half].mean()) + 1, float(centre[:, half:].mean()) + 1
    figures = {
        "score": face.score,
        "presence": shape.presence,
        "eye_distance": face.eye_distance,
        "yaw": shape.yaw,
        "pitch": shape.pitch,
        "roll": face.roll,
        "sharpness": float(np.asarray(cv2.Laplacian(grey, cv2.CV_64F)).var()),
        "brightness": float(centre.mean()),
        "clipped": float(((centre <= 2) | (centre >= 253)).mean()),  # noqa: PLR2004  both ends of 8 bits
        "sides": max(left, right) / min(left, right),
        "inside": min(_inside(picture, face), _mesh_inside(picture, shape)),
    }
    return FaceQuality(**figures, issues=_issues(figures, limits or Limits()))


def _inside(picture: Picture, face: Face) -> float:
    height, width = (float(side) for side in picture.shape[:2])
    wide = min(face.x + face.width, width) - max(face.x, 0.0)
    high = min(face.y + face.height, height) - max(face.y, 0.0)
    return max(wide, 0.0) * max(high, 0.0) / max(face.width * face.height, 1.0)


def _mesh_inside(picture: Picture, shape: HeadShape) -> float:
    """Share of the mesh inside the picture: the detector fits its box to what it sees, the mesh goes on beyond."""
    height, width = picture.shape[:2]
    x, y = shape.mesh[:, 0], shape.mesh[:, 1]
    return float(((x >= 0) & (x < width) & (y >= 0) & (y < height)).mean())


def _issues(found: dict[str, float], limits: Limits) -> tuple[str, ...]:
    turned = max(abs(found[name]) for name in ("yaw", "pitch", "roll"))
    dark_side = found["sides"] > limits.sides
    checks = (
        ("too-far", found["eye_distance"] < limits.eye_distance),
        ("too-near", found["inside"] < limits.margin),
        ("too-dark", found["brightness"] < limits.darkest or dark_side),
        ("too-bright", found["brightness"] > limits.brightest or found["clipped"] > limits.clipped),
        ("look-straight", turned > limits.angle),
        ("blurred", found["sharpness"] < limits.sharpness),
        ("look", found["score"] < limits.score or found["presence"] < limits.presence),
    )
    return tuple(code for code, wrong in checks if wrong)
