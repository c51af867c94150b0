"""Turns a face into numbers and compares two (SFace, OpenCV Zoo, int8bq); must never decide what a score means.

SFace wants RGB. `FaceRecognizerSF` takes BGR and swaps by itself: feeding it RGB doubles the false rejections.
"""

from __future__ import annotations

import numpy as np

from kiosk.identity.detector import Face
from kiosk.identity.vision import Floats, Picture, cv2


class Recogniser:
    """SFace, loaded from verified bytes. Not for use by two threads at once."""

    def __init__(self, model: bytes) -> None:
        self._net = cv2.FaceRecognizerSF.create("onnx", np.frombuffer(model, np.uint8), np.zeros(0, np.uint8))

    def align(self, picture: Picture, face: Face) -> Picture:
        """The face cut out by its five points: (112, 112, 3) RGB."""
        bgr = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
        cut = self._net.alignCrop(bgr, face.row())
        bgr.fill(0)
        return np.asarray(cv2.cvtColor(cut, cv2.COLOR_BGR2RGB), dtype=np.uint8)

    def embed(self, aligned: Picture) -> Floats:
        """(128,) float32 of unit length for an aligned RGB face."""
        bgr = cv2.cvtColor(aligned, cv2.COLOR_RGB2BGR)
        feature = self._net.feature(bgr)
        bgr.fill(0)
        numbers = np.array(feature, dtype=np.float32).ravel()
        length = float(np.linalg.norm(numbers))
        return numbers / np.float32(length) if length > 0 else numbers


def cosine(one: Floats, other: Floats) -> float:
    """Likeness of two embeddings, -1 to 1."""
    return float(np.dot(one, other))
