"""The face check's networks, loaded once per process from verified bytes; must never outlive an altered file.

One set serves one check at a time: OpenCV's networks are not for two threads at once.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from kiosk.identity import models
from kiosk.identity.detector import Detector
from kiosk.identity.faults import FaceReason, FaceUnavailable
from kiosk.identity.landmarks import Landmarks
from kiosk.identity.recogniser import Recogniser
from kiosk.identity.vision import cv2

_lock = threading.Lock()
_loaded: dict[Path, Networks] = {}


@dataclass(frozen=True)
class Networks:
    """Everything one face check computes with."""

    detector: Detector
    recogniser: Recogniser
    landmarks: Landmarks


def preload(models_dir: Path) -> Networks:
    """Load (some 0.3 s, in any thread) or take what is loaded, after digesting the files on disk again.

    Raises FaceUnavailable with `models-missing` or `models-altered`; then nothing stays loaded.
    """
    with _lock:
        try:
            models.require(models_dir)
        except FaceUnavailable:
            _loaded.pop(models_dir, None)
            raise
        found = _loaded.get(models_dir)
        if found is None:
            found = _loaded[models_dir] = _load(models_dir)
        return found


def _load(models_dir: Path) -> Networks:
    def content(name: str) -> bytes:
        return models.verified_bytes(models_dir, name)

    try:
        return Networks(
            Detector(content(models.DETECTOR)),
            Recogniser(content(models.RECOGNISER)),
            Landmarks(content(models.MESH), content(models.IRIS)),
        )
    except cv2.error as error:
        raise FaceUnavailable(FaceReason.MODELS_ALTERED, "OpenCV cannot load a verified network") from error
