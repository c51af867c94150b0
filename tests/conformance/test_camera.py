"""Every camera against the one suite: the memory twin, a folder being written, pictures in order, a video."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from devices.conformance.hands import TwinHand
from devices.conformance.suite import Bench, Hand, Rule, suite
from devices.contract import Driver, Kind, Picture
from devices.drivers import camera_opencv, memory_camera
from devices.drivers.memory_camera import MemoryCamera
from devices.transports.vision import cv2
from devices.twins.running_twin import RunningTwin
from tests.conformance_cases import Make, Maker, cases, opening

FACES = Path(sys.prefix) / "share" / "kiosk" / "test-faces"


def red(seed: int) -> Picture:
    noise = np.random.default_rng(seed).integers(0, 20, (120, 160, 3), np.uint8)
    return noise + np.array([180, 20, 20], np.uint8)


class Painter(Hand):
    """Shows one picture at a time; there are no others, so that a camera has stopped when it stops."""

    def __init__(self, paint: Callable[[Picture], None] | None) -> None:
        self.paint = paint

    def show_red(self, seed: int) -> None:
        if self.paint:
            self.paint(red(seed))

    def show(self, seed: int) -> None:
        self.show_red(seed)

    def stop(self) -> None:
        """Nothing more is shown."""


class MemoryHand(Painter):
    def __init__(self, camera: MemoryCamera) -> None:
        super().__init__(camera.show)
        self.camera = camera

    def vanish(self) -> None:
        self.camera.unplug()

    def come_back(self) -> None:
        self.camera.unplug(gone=False)


class FolderHand(Painter):
    def __init__(self, show: Callable[[Picture], None], folder: Path) -> None:
        super().__init__(show)
        self.folder = folder

    def vanish(self) -> None:
        self.folder.rename(self.folder.with_name("away"))

    def come_back(self) -> None:
        self.folder.with_name("away").rename(self.folder)


@contextmanager
def in_memory(_folder: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    camera = MemoryCamera()
    with Bench(opening(memory_camera.DRIVER, camera), {}, MemoryHand(camera)) as bench:
        yield bench


def _file(path: Path, picture: Picture) -> None:
    path.write_bytes(bytes(cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))[1]))


@contextmanager
def live_folder(base: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    folder = base / "pictures"
    folder.mkdir()
    numbers = iter(range(100))

    def show(picture: Picture) -> None:
        scratch = folder / "next.new.png"
        _file(scratch, picture)
        scratch.rename(folder / f"{next(numbers):08}.png")

    with Bench(camera_opencv.DRIVER, {"source": str(folder), "live": True}, FolderHand(show, folder)) as bench:
        yield bench


@contextmanager
def ordered_folder(folder: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    for number in range(3):
        _file(folder / f"{number}.png", red(number))
    options = {"source": str(folder), "live": False, "fps": 500}
    with Bench(camera_opencv.DRIVER, options, Painter(None)) as bench:
        yield bench


@contextmanager
def video(folder: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    path = folder / "film.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 50.0, (160, 120))
    for number in range(3):
        writer.write(cv2.cvtColor(red(number), cv2.COLOR_RGB2BGR))
    writer.release()
    with Bench(camera_opencv.DRIVER, {"source": str(path)}, Painter(None)) as bench:
        yield bench


@contextmanager
def twin(folder: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    with RunningTwin("virtual_camera", folder, "--faces", str(FACES), place="--folder") as running:
        hand = TwinHand(running.control, suite(Kind.CAMERA))
        with Bench(camera_opencv.DRIVER, {"source": running.path}, hand) as bench:
            yield bench


FOR_EVER = frozenset({"vanish", "come_back"})
"""What a recording cannot do."""
MAKERS = {
    "memory": Maker(in_memory),
    "live-folder": Maker(live_folder),
    "ordered-folder": Maker(ordered_folder, FOR_EVER),
    "video": Maker(video, FOR_EVER),
}
TWINS = {"twin": Maker(twin, FOR_EVER | {"show_red"})}


@pytest.mark.parametrize(("make", "rule"), cases(Kind.CAMERA, {**MAKERS, **TWINS}))
def test_rule(make: Make, rule: Rule, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with make(tmp_path, request) as bench:
        rule(bench)


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
def test_a_picture_is_as_large_as_what_was_shown(
    maker: Maker, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with maker.make(tmp_path, request) as bench:
        _opened = bench.device
        bench.do("show_red", seed=0)
        assert bench.device.frame(20.0).shape == (120, 160, 3)


def test_the_drivers_are_of_their_kind() -> None:
    drivers: list[Driver] = [memory_camera.DRIVER, camera_opencv.DRIVER]
    assert [driver.kind for driver in drivers] == [Kind.CAMERA, Kind.CAMERA]
