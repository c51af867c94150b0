"""Is this frame good enough to compare, and if not, what should the person do; must never decide who it is.

Components named after ISO/IEC 29794-5 (unified score aside); limits from our own measurements of what spoils a match
with a chip photo. Measured: size, pose, sharpness, exposure. Approximated: a covered mouth (is the mouth as red as
the bridge of the nose) and covered eyes (are they far darker than the cheeks): five points and colours are no
segmentation of a face, so these two advise and never shut anybody out (`Gate`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from kiosk.identity.detector import GOOD, Face
from kiosk.identity.landmarks import HeadShape
from kiosk.identity.vision import Picture, cv2

MASK: Final = "take-off-mask"
GLASSES: Final = "take-off-glasses"
ADVISORY: Final = frozenset({MASK, GLASSES})
"""Issues that are approximations: told, but only for a while."""

_CENTRE: Final = np.s_[20:108, 20:92]
"""The cut without its corners, which are background. The template of the cut (112 x 112) puts the eyes at rows 52,
columns 38 and 74, the mouth at row 92, columns 42 to 71."""
_BRIDGE: Final = np.s_[46:60, 50:62]
_BELOW: Final = np.s_[80:108, 36:76]
"""Mouth, chin and the cheeks beside them: what a mask covers whole."""
_REDDEST: Final = 80
"""Percentile: teeth and a beard leave lips or skin between them, a mask leaves nothing."""
_EYES: Final = (np.s_[47:57, 30:46], np.s_[47:57, 66:82])
_CHEEKS: Final = (np.s_[63:73, 28:40], np.s_[63:73, 72:84])


@dataclass(frozen=True)
class Limits:
    """What a frame must keep to."""

    score: float = GOOD
    presence: float = 0.5
    """Probability of the mesh that a whole face is there: hands and masks lower it."""
    eye_distance: float = 60.0
    """Pixels at least, as if the head were straight; a match needs 20, a passive liveness network 60."""
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
    backlight: float = 70.0
    """Grey levels by which the surroundings may be brighter than a face …"""
    backlit_face: float = 90.0
    """… that is darker than this."""
    mouth: float = -9.0
    """Redness (Cr of ITU-R BT.601) of the reddest fifth of the lower face less that of the bridge of the nose, at
    least. Unsure: no set of masked faces was at hand; red cloth and cloth of the colour of skin are missed."""
    eyes: float = 0.2
    """Brightness of the eyes by that of the cheeks, at least. As unsure."""

    def tightened(self) -> Limits:
        """What an issue that stands has to reach before it goes (see `Gate`)."""
        return replace(
            self,
            score=self.score + 0.02,
            presence=self.presence + 0.05,
            eye_distance=self.eye_distance * 1.06,
            angle=self.angle * 0.85,
            sharpness=self.sharpness * 1.2,
            darkest=self.darkest * 1.1,
            brightest=self.brightest * 0.96,
            clipped=self.clipped * 0.8,
            sides=self.sides * 0.9,
            margin=min(self.margin + 0.03, 0.99),
            backlight=self.backlight * 0.9,
            mouth=self.mouth + 2.0,
            eyes=self.eyes * 1.1,
        )


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
    surroundings: float
    """Grey level of the picture around the face."""
    mouth: float
    eyes: float
    issues: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Rounded figures for a report."""
        figures = {name: round(float(value), 3) for name, value in vars(self).items() if name != "issues"}
        return {**figures, "issues": list(self.issues)}


class Gate:
    """Judges one frame after the other of one person, so that the advice does not flicker.

    An issue that stands goes only when the figure is a little better than its limit (hysteresis); an advisory one
    (`ADVISORY`) goes for good after `patience` seconds: what is only guessed never keeps anybody out.
    """

    def __init__(self, limits: Limits | None = None, patience: float = 6.0) -> None:
        self._limits = limits or Limits()
        self._tight = self._limits.tightened()
        self._patience = patience
        self._standing: frozenset[str] = frozenset()
        self._since: dict[str, float] = {}

    def issues(self, quality: FaceQuality, at: float) -> tuple[str, ...]:
        """What is wrong with the frame of second `at`, most urgent first."""
        plain, tight = set(judged(quality, self._limits)), judged(quality, self._tight)
        found = [code for code in tight if code in plain or code in self._standing]
        for code in ADVISORY.intersection(found):
            self._since.setdefault(code, at)
        kept = tuple(code for code in found if at - self._since.get(code, at) <= self._patience)
        self._standing = frozenset(kept)
        return kept


def assess(
    picture: Picture, face: Face, shape: HeadShape, aligned: Picture, limits: Limits | None = None
) -> FaceQuality:
    """Measure an RGB picture's face; `aligned` is its (112, 112, 3) cut."""
    grey = np.asarray(cv2.cvtColor(aligned, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    red = np.asarray(cv2.cvtColor(aligned, cv2.COLOR_RGB2YCrCb), dtype=np.uint8)[:, :, 1]
    centre = grey[_CENTRE]
    half = centre.shape[1] // 2
    left, right = float(centre[:, :half].mean()) + 1, float(centre[:, half:].mean()) + 1
    found = FaceQuality(
        score=face.score,
        presence=shape.presence,
        eye_distance=face.eye_distance,
        yaw=shape.yaw,
        pitch=shape.pitch,
        roll=face.roll,
        sharpness=float(np.asarray(cv2.Laplacian(grey, cv2.CV_64F)).var()),
        brightness=float(centre.mean()),
        clipped=float(((centre <= 2) | (centre >= 253)).mean()),  # noqa: PLR2004  both ends of 8 bits
        sides=max(left, right) / min(left, right),
        inside=min(_inside(picture, face), _mesh_inside(picture, shape)),
        surroundings=_surroundings(picture, face),
        mouth=float(np.percentile(red[_BELOW], _REDDEST)) - float(np.median(red[_BRIDGE])),
        eyes=_median(grey, _EYES) / max(_median(grey, _CHEEKS), 1.0),
        issues=(),
    )
    for copy in (grey, red):
        copy.fill(0)
    return replace(found, issues=judged(found, limits or Limits()))


def judged(found: FaceQuality, limits: Limits) -> tuple[str, ...]:
    """Codes of what does not keep to `limits`, most urgent first."""
    turned = max(abs(found.yaw), abs(found.pitch), abs(found.roll))
    brighter = found.surroundings - found.brightness
    across = found.eye_distance / max(math.cos(math.radians(found.yaw)), 0.5)  # a turned head is not farther away
    checks = (
        ("too-far", across < limits.eye_distance),
        ("too-near", found.inside < limits.margin),
        (MASK, found.mouth < limits.mouth),
        (GLASSES, found.eyes < limits.eyes),
        ("backlit", brighter > limits.backlight and found.brightness < limits.backlit_face),
        ("too-dark", found.brightness < limits.darkest or found.sides > limits.sides),
        ("too-bright", found.brightness > limits.brightest or found.clipped > limits.clipped),
        ("look-straight", turned > limits.angle),
        ("blurred", found.sharpness < limits.sharpness),
        ("look", found.score < limits.score or found.presence < limits.presence),
    )
    return tuple(code for code, wrong in checks if wrong)


def _median(grey: Picture, patches: tuple[tuple[slice, slice], ...]) -> float:
    return float(np.median(np.concatenate([grey[patch].ravel() for patch in patches])))


def _surroundings(picture: Picture, face: Face) -> float:
    """Mean grey of every 16th pixel outside the face's box; that of the face where there is nothing else."""
    step = 16
    coarse = picture[::step, ::step].mean(axis=2)
    rows, columns = (np.arange(side) * step for side in coarse.shape)
    down = (rows >= face.y) & (rows <= face.y + face.height)
    along = (columns >= face.x) & (columns <= face.x + face.width)
    outside = ~(down[:, None] & along[None, :])
    return float(coarse[outside].mean()) if outside.any() else 0.0


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
