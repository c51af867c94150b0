"""A page under the document camera: looked for and taken, next to a plain JPEG of the same picture."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

import cv2

from devices.contract import Picture
from devices.page_desk import PageDesk
from devices.page_finder import find_page, refine
from devices.page_sheet import straighten
from devices.transports.vision import Floats
from devices.twins.desk_scene import Ground, Lying, picture
from tests.benchmarks.figures import Figure, of_samples

_SIZES = ((1920, 1080), (3264, 2448))
_LYING = Lying(turn=7, tilt=0.06, ground=Ground.WOOD)


def measure(runs: int = 40) -> dict[str, Figure]:
    """`page_capture_*`: found, straightened, judged, stored; `page_look_*`: every live picture; parts beside them."""
    cv2.setNumThreads(2)
    figures: dict[str, Figure] = {}
    for width, height in _SIZES:
        shots = [picture(_LYING, width, height, seed) for seed in range(2)]
        figures |= _of_size(shots, f"{width}x{height}", runs)
    return figures


def _of_size(shots: list[Picture], size: str, runs: int) -> dict[str, Figure]:
    row = itertools.cycle(shots)
    desk = PageDesk(lambda _timeout: next(row), {})
    corners = refine(shots[0], _found(shots[0]))
    acts: dict[str, Callable[[Picture], object]] = {
        "encode": lambda shot: cv2.imencode(".jpg", shot),
        "capture": lambda _shot: desk.take(1.0),
        "look": lambda _shot: desk.look(1.0),
        "find": lambda shot: refine(shot, _found(shot)),
        "straighten": lambda shot: straighten(shot, corners, 2339),
    }
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for run in range(runs + 1):
        for name, act in acts.items():
            begun = time.perf_counter()
            act(shots[run % 2])
            if run:  # the first one makes tables and buffers
                taken[name].append((time.perf_counter() - begun) * 1000)
    plain = taken.pop("encode")
    figures = {
        f"page_{name}_{size}": of_samples(samples, "ms", baseline=plain, name="plain cv2.imencode")
        for name, samples in taken.items()
    }
    return {f"page_encode_{size}": of_samples(plain, "ms"), **figures}


def _found(shot: Picture) -> Floats:
    corners = find_page(shot).corners
    if corners is None:
        raise RuntimeError("the page was not found")
    return corners
