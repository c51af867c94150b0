"""The face check: one camera frame, each stage by itself, and accuracy on the development pairs.

Accuracy is told beside that of the same network without alignment (the box of the face, squeezed to its input), in
the same run. Five persons are no sample: what is measured is what alignment is worth, not how good the terminal is.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import cv2
import numpy as np

from devices.contract import Picture
from devices.twins.portrait_scene import Motion, Scene
from kiosk.identity.chip_photo import enlarged
from kiosk.identity.detector import people
from kiosk.identity.evaluation import Evaluation, read_pairs
from kiosk.identity.face_check import FaceCheck, FaceRules
from kiosk.identity.models import default_faces_dir, default_models_dir
from kiosk.identity.networks import Networks, preload
from kiosk.identity.quality import assess
from kiosk.identity.recogniser import cosine
from kiosk.identity.roc import curve, rates_at
from kiosk.identity.sample_faces import chip_path
from kiosk.identity.vision import Floats, decode_image
from tests.benchmarks.figures import Figure, of_samples, skipped

P = ParamSpec("P")
T = TypeVar("T")

_STEP = 1 / 15
PAIRS = Path(__file__).resolve().parents[3] / "shared" / "data" / "face_dev" / "pairs.csv"


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
    return whole.figures() | _stages(frames) | accuracy(PAIRS)


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
        embedding = watch.time("embed", networks.recogniser.embed, aligned)
        watch.time("compare", cosine, embedding, embedding)
    return watch.figures()


def accuracy(pairs: Path) -> dict[str, Figure]:
    """Rates of the pairs in a CSV file; skipped with the reason where it is not beside the checkout."""
    if not pairs.is_file():
        why = "no development pairs beside the checkout (../shared/data/face_dev)"
        return {name: skipped(why, unit) for name, unit in _UNITS.items()}
    networks, accept = preload(default_models_dir()), FaceRules().accept
    evaluation, cache = Evaluation(networks), dict[Path, Floats]()
    ours: Pairs = ([], [])
    plain: Pairs = ([], [])
    for pair in read_pairs(pairs):
        score = evaluation.take(pair)
        one, two = (_unaligned(networks, path, cache) for path in (pair.live, pair.other))
        if score is not None and one is not None and two is not None:
            ours[pair.same].append(score)
            plain[pair.same].append(cosine(one, two))
    found, beside = _rates(ours, accept), _rates(plain, accept)
    return {name: _beside(found[name], unit, beside[name], sum(map(len, ours))) for name, unit in _UNITS.items()}


def _beside(value: float, unit: str, plain: float, runs: int) -> Figure:
    return Figure(value, unit, plain, "SFace without alignment", value / plain if plain else None, runs=runs)


Pairs = tuple[list[float], list[float]]
"""Scores of different and of same people."""
_UNITS = {
    "face_eer": "%",
    "face_accuracy": "%",
    "face_false_accepts": "%",
    "face_false_rejects": "%",
    "face_margin": "cosine",
}


def _rates(scores: Pairs, accept: float) -> dict[str, float]:
    """At the threshold `accept`; the margin is the lowest score of the same less the highest of different people."""
    different, same = (np.array(found, np.float64) for found in scores)
    far, frr, right = rates_at(same, different, accept)
    return {
        "face_eer": 100 * curve(same, different).eer[0],
        "face_accuracy": 100 * right,
        "face_false_accepts": 100 * far,
        "face_false_rejects": 100 * frr,
        "face_margin": float(same.min() - different.max()),
    }


def _unaligned(networks: Networks, path: Path, cache: dict[Path, Floats]) -> Floats | None:
    """The plain way: the box of the nearest face, squeezed to (112, 112), into the same network."""
    if path not in cache:
        picture = decode_image(path.read_bytes())
        if picture is None:
            return None
        large = enlarged(picture)
        found = people(networks.detector.find(large))
        if not found:
            return None
        face = found[0]
        top, left = max(0, int(face.y)), max(0, int(face.x))
        box = large[top : int(face.y + face.height), left : int(face.x + face.width)]
        cut = np.asarray(cv2.resize(box, (112, 112), interpolation=cv2.INTER_AREA), np.uint8)
        cache[path] = networks.recogniser.embed(cut)
    return cache[path]
