"""The face check's networks, loaded once per process from verified bytes; must never outlive an altered file.

One set serves one check at a time (`Networks.lock`): OpenCV's networks are not for two threads at once.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from kiosk.identity import models, passive
from kiosk.identity.detector import Detector, Face
from kiosk.identity.faults import FaceReason, FaceUnavailable
from kiosk.identity.landmarks import Landmarks
from kiosk.identity.passive import PassiveModel, PassiveNetwork
from kiosk.identity.recogniser import Recogniser
from kiosk.identity.vision import cv2

_lock = threading.Lock()
_loaded: dict[tuple[Path, PassiveModel | None], Networks] = {}


@dataclass(frozen=True)
class Networks:
    """Everything one face check computes with."""

    detector: Detector
    recogniser: Recogniser
    landmarks: Landmarks
    passive: PassiveNetwork | None = None
    """None: liveness is active only."""
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)
    """Whoever computes holds it."""

    def forget(self) -> None:
        """Look at a black picture: a network keeps its last input, which was somebody's face. Hold `lock`."""
        black = np.zeros((480, 640, 3), np.uint8)
        nobody = Face(270, 190, 100, 100, _POINTS, 1.0)
        self.detector.find(black)
        self.landmarks.read(black, nobody)
        self.recogniser.embed(self.recogniser.align(black, nobody))
        if self.passive is not None:
            self.passive.probability(black, nobody)


_POINTS = np.array([[300, 220], [340, 220], [320, 245], [303, 265], [337, 265]], np.float32)


def preload(models_dir: Path, liveness: PassiveModel | None = None) -> Networks:
    """Load (some 0.3 s, in any thread) or take what is loaded, after digesting the files on disk again.

    Raises FaceUnavailable with `models-missing`, `models-altered`, `liveness-missing` or `liveness-altered`; then
    nothing stays loaded.
    """
    with _lock:
        try:
            require(models_dir, liveness)
        except FaceUnavailable:
            _loaded.pop((models_dir, liveness), None)
            raise
        found = _loaded.get((models_dir, liveness))
        if found is None:
            found = _loaded[models_dir, liveness] = _load(models_dir, liveness)
        return found


def require(models_dir: Path, liveness: PassiveModel | None = None) -> None:
    """Every file present and unaltered, else FaceUnavailable."""
    models.require(models_dir)
    if liveness is not None:
        passive.check(liveness)


def _load(models_dir: Path, liveness: PassiveModel | None) -> Networks:
    def content(name: str) -> bytes:
        return models.verified_bytes(models_dir, name)

    try:
        return Networks(
            Detector(content(models.DETECTOR)),
            Recogniser(content(models.RECOGNISER)),
            Landmarks(content(models.MESH), content(models.IRIS)),
            PassiveNetwork(liveness) if liveness is not None else None,
        )
    except cv2.error as error:
        raise FaceUnavailable(FaceReason.MODELS_ALTERED, "OpenCV cannot load a verified network") from error
