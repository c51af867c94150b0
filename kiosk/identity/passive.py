"""A place for a passive liveness network: one ONNX file, named by path and digest in the settings; off by default.

None comes with this program: the one known to us that works has weak provenance (docs/face-check.md). Must never run
a file whose digest is not the one in the settings, and never stands in for the challenges: it may only refuse.
"""

from __future__ import annotations

import hashlib
import statistics
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from kiosk.identity.detector import Face
from kiosk.identity.faults import FaceReason, FaceUnavailable
from kiosk.identity.vision import Floats, Picture, cv2

LEAST = 5
"""Good frontal frames that must have been judged before a try may pass."""


@dataclass(frozen=True)
class PassiveModel:
    """Which file, and how it wants to be fed."""

    path: Path
    sha256: str
    """Hex digest of the file."""
    accept: float = 0.9
    """The median probability of `live` must reach this."""
    side: int = 128
    """Pixels a side of the square it takes."""
    scale: float = 2.7
    """The square's side by the longer side of the face's box."""
    live: int = 0
    """Index of `live` among the classes."""
    rgb: bool = False
    """RGB instead of BGR; values are 0 to 255."""

    def __post_init__(self) -> None:
        if not 0.0 < self.accept <= 1.0 or self.side < 1 or self.scale <= 0 or self.live < 0:
            raise ValueError("passive liveness: accept in (0, 1], side, scale and live positive")


@dataclass
class Scores:
    """What the network said during one try."""

    accept: float
    found: list[float] = field(default_factory=list)

    @property
    def median(self) -> float | None:
        """The middle one; None until there are LEAST of them."""
        return statistics.median(self.found) if len(self.found) >= LEAST else None

    @property
    def live(self) -> bool:
        """Sure enough that somebody is there?"""
        return self.median is not None and self.median >= self.accept


class PassiveNetwork:
    """The network, loaded from verified bytes. Not for use by two threads at once."""

    def __init__(self, model: PassiveModel) -> None:
        """Raises FaceUnavailable: `liveness-missing`, `liveness-altered` (also where OpenCV cannot load it)."""
        self.model = model
        data = _verified(model)
        try:
            self._net = cv2.dnn.readNetFromONNX(np.frombuffer(data, np.uint8))
            self.probability(np.zeros((model.side, model.side, 3), np.uint8), _WHOLE)
        except (cv2.error, IndexError) as error:
            raise FaceUnavailable(FaceReason.LIVENESS_ALTERED, "not a network of this form") from error

    def probability(self, picture: Picture, face: Face) -> float:
        """That `face` in an RGB picture is live, 0 to 1."""
        model = self.model
        square = _square(picture, face, model)
        self._net.setInput(cv2.dnn.blobFromImage(square, 1.0, (model.side, model.side), (0, 0, 0), not model.rgb))
        square.fill(0)
        return float(_shares(np.asarray(self._net.forward(), dtype=np.float32).ravel())[model.live])


_WHOLE = Face(0, 0, 1, 1, np.zeros((5, 2), np.float32), 1.0)


def check(model: PassiveModel) -> None:
    """The file is there and unaltered, else FaceUnavailable."""
    _verified(model)


def _shares(answer: Floats) -> Floats:
    """Probabilities of the classes; some networks end with a softmax, others leave it to us."""
    if answer.size < 2:  # noqa: PLR2004  live and not live
        raise IndexError("one class only")
    if (answer >= 0).all() and abs(float(answer.sum()) - 1.0) < 1e-3:  # noqa: PLR2004  rounding
        return answer
    shares = np.exp(answer - answer.max())
    return np.asarray(shares / shares.sum(), dtype=np.float32)


def _verified(model: PassiveModel) -> bytes:
    try:
        data = model.path.read_bytes()
    except OSError as error:
        raise FaceUnavailable(FaceReason.LIVENESS_MISSING, model.path.name) from error
    if hashlib.sha256(data).hexdigest() != model.sha256.lower():
        raise FaceUnavailable(FaceReason.LIVENESS_ALTERED, model.path.name)
    return data


def _square(picture: Picture, face: Face, model: PassiveModel) -> Picture:
    """The face with its surroundings, (side, side, 3); what lies outside the picture repeats its edge."""
    side = max(face.width, face.height, 1.0) * model.scale
    zoom = model.side / side
    middle = np.array([face.x + face.width / 2, face.y + face.height / 2])
    shift = model.side / 2 - middle * zoom
    matrix = np.array([[zoom, 0, shift[0]], [0, zoom, shift[1]]], dtype=np.float64)
    cut = cv2.warpAffine(picture, matrix, (model.side, model.side), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, dtype=np.uint8)
