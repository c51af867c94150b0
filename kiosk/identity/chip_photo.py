"""The chip side of the comparison: one face in a small picture, turned into an embedding once per check.

Must never guess: a picture without exactly one face gives no embedding.
"""

from __future__ import annotations

import numpy as np

from kiosk.identity.detector import Face, people
from kiosk.identity.faults import FaceReason, FaceUnavailable
from kiosk.identity.networks import Networks
from kiosk.identity.vision import Floats, Picture, cv2

SMALL = 200
"""Pictures with a side under this many pixels are enlarged twice before detection (chip photos are 102 x 126)."""
WIDTH, HEIGHT = 102, 126
"""Pixels of a decoded photo of a second-generation card."""
_OVERSAMPLED = 4


def enlarged(picture: Picture) -> Picture:
    """`picture`, twice as large (bicubic) where it is small."""
    if min(picture.shape[:2]) >= SMALL:
        return picture
    return np.asarray(cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def chip_face(networks: Networks, picture: Picture) -> Floats:
    """Embedding of the one face on an RGB chip photo. Raises FaceUnavailable `chip-photo-undecodable`."""
    large = enlarged(picture)
    try:
        found = people(networks.detector.find(large))
        if len(found) != 1:
            raise FaceUnavailable(FaceReason.CHIP_PHOTO, f"{len(found)} faces")
        aligned = networks.recogniser.align(large, found[0])
        embedding = networks.recogniser.embed(aligned)
        aligned.fill(0)
        return embedding
    finally:
        if large is not picture:  # the picture itself is the caller's
            large.fill(0)


def as_chip_photo(picture: Picture, face: Face) -> Picture:
    """`face` cut as on a card: (126, 102, 3), eyes level, 26 pixels apart, 52 from the top."""
    eyes, top = 26.0, 52.0
    middle = face.points[:2].mean(axis=0)
    matrix = cv2.getRotationMatrix2D((float(middle[0]), float(middle[1])), face.roll, eyes / face.eye_distance)
    turned = np.asarray(matrix, dtype=np.float64)
    turned[:, 2] += np.array([WIDTH / 2, top]) - middle
    turned *= _OVERSAMPLED  # warpAffine does not average: cut large, then shrink
    size = (WIDTH * _OVERSAMPLED, HEIGHT * _OVERSAMPLED)
    cut = cv2.warpAffine(picture, turned, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.resize(cut, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA), dtype=np.uint8)
