"""The face check, one camera frame: all of it, and each stage by itself."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import cv2

from devices.contract import Picture
from devices.twins.portrait_scene import Motion, Scene
from kiosk.identity.detector import people
from kiosk.identity.face_check import FaceCheck, FaceRules
from kiosk.identity.models import default_faces_dir, default_models_dir
from kiosk.identity.networks import preload
from kiosk.identity.quality import assess
from kiosk.identity.sample_faces import chip_path
from kiosk.identity.vision import decode_image
from tests.benchmarks.figures import Figure, of_samples

P = ParamSpec("P")
T = TypeVar("T")

_STEP = 1 / 15


def measure(runs: int = 100) -> dict[str, Figure]:
    """`face_frame` is what the session pays a frame while a person looks on; `face_*` are its stages."""
    scene = Scene(default_faces_dir())
    scene.show("astronaut")
    scene.act(Motion.STRAIGHT, 0.0)
    frames = [scene.picture(count * _STEP) for count in range(runs)]
    chip = decode_image(chip_path(default_faces_dir(), "astronaut").read_bytes())
    assert chip is not None
    cv2.setNumThreads(2)
    whole = Stopwatch()
    with FaceCheck(default_models_dir(), chip, rng=random.Random(1)) as check:  # noqa: S311  a fixed draw
        for count, frame in enumerate(frames):
            whole.time("frame", check.observe, frame, count * _STEP)
    return whole.figures() | _stages(frames)


class Stopwatch:
    """Milliseconds by name."""

    def __init__(self) -> None:
        self._taken: dict[str, list[float]] = {}

    def time(self, name: str, act: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Do it, and note how long it took."""
        start = time.perf_counter()
        result = act(*given, **named)
        self._taken.setdefault(name, []).append((time.perf_counter() - start) * 1000)
        return result

    def figures(self) -> dict[str, Figure]:
        """One figure a name."""
        return {f"face_{name}": of_samples(samples, "ms") for name, samples in self._taken.items()}


def _stages(frames: list[Picture]) -> dict[str, Figure]:
    networks, rules, watch = preload(default_models_dir()), FaceRules(), Stopwatch()
    for frame in frames:
        face = people(watch.time("detect", networks.detector.find, frame))[0]
        shape = watch.time("landmarks", networks.landmarks.read, frame, face)
        aligned = watch.time("align", networks.recogniser.align, frame, face)
        watch.time("quality", assess, frame, face, shape, aligned, rules.quality)
        watch.time("embed", networks.recogniser.embed, aligned)
    return watch.figures()
