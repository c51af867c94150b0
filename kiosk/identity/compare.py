"""Two pictures against each other, for the command line and acceptance tests; must never stand in for a face check.

There is no liveness here: who passes a comparison has shown a picture, not a face.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.identity.chip_photo import enlarged
from kiosk.identity.detector import people
from kiosk.identity.face_check import FaceRules
from kiosk.identity.models import MODEL_ID, default_models_dir
from kiosk.identity.networks import Networks, preload
from kiosk.identity.ordinary_file import picture_bytes
from kiosk.identity.quality import FaceQuality, assess
from kiosk.identity.recogniser import cosine
from kiosk.identity.vision import Floats, Picture, decode_image


class PictureError(Exception):
    """A file holds no picture that can be decoded."""


@dataclass(frozen=True)
class Comparison:
    """The answer: `score` is the cosine, None where a side has not exactly one face (`reason` says why)."""

    faces: tuple[int, int]
    quality: tuple[FaceQuality | None, FaceQuality | None]
    score: float | None
    decision: str
    reason: str | None = None

    def as_json(self) -> dict[str, Any]:
        """As `kiosk face compare --json` prints it."""
        return {
            "faces": list(self.faces),
            "quality": [None if one is None else one.as_json() for one in self.quality],
            "score": None if self.score is None else round(self.score, 4),
            "decision": self.decision,
            "reason": self.reason,
            "model": MODEL_ID,
        }


@dataclass(frozen=True)
class _Side:
    faces: int
    quality: FaceQuality | None
    embedding: Floats | None


def compare_files(
    live: Path, other: Path, models_dir: Path | None = None, *, accept: float = 0.45, review: float = 0.36
) -> Comparison:
    """Compare two picture files.

    Raises OSError, PictureError, FaceUnavailable (networks), ValueError (thresholds).
    """
    rules = FaceRules(accept=accept, review=review)
    pictures = [_picture(path) for path in (live, other)]
    networks = preload(models_dir or default_models_dir())
    one, two = (_side(networks, picture) for picture in pictures)
    faces, quality = (one.faces, two.faces), (one.quality, two.quality)
    if one.embedding is None or two.embedding is None:
        reason = "no-face" if 0 in faces else "several-faces"
        return Comparison(faces, quality, None, "unavailable", reason)
    score = cosine(one.embedding, two.embedding)
    return Comparison(faces, quality, score, rules.decision(score))


def _picture(path: Path) -> Picture:
    data = picture_bytes(path)
    picture = None if data is None else decode_image(data)
    if picture is None:
        raise PictureError(path.name)
    return picture


def _side(networks: Networks, picture: Picture) -> _Side:
    picture = enlarged(picture)
    found = people(networks.detector.find(picture))
    if len(found) != 1:
        return _Side(len(found), None, None)
    aligned = networks.recogniser.align(picture, found[0])
    shape = networks.landmarks.read(picture, found[0])
    return _Side(1, assess(picture, found[0], shape, aligned), networks.recogniser.embed(aligned))
