"""What every camera must do, whatever it is: the memory twin, a folder being written, pictures in order, a video."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from devices.contract import Camera, DeviceError, Fault, Picture
from devices.drivers import camera_opencv, memory_camera
from devices.drivers.memory_camera import MemoryCamera
from devices.transports.vision import cv2

GENEROUS = 20.0


@dataclass
class Stage:
    """A camera, and how to put a picture before it (None: it shows what it has)."""

    camera: Camera
    show: Callable[[Picture], None] | None


def red(seed: int) -> Picture:
    noise = np.random.default_rng(seed).integers(0, 20, (120, 160, 3), np.uint8)
    return noise + np.array([180, 20, 20], np.uint8)


def in_memory(base: Path) -> Stage:
    del base
    camera = memory_camera.DRIVER.open({})
    assert isinstance(camera, MemoryCamera)
    return Stage(camera, camera.show)


def live_folder(base: Path) -> Stage:
    numbers = iter(range(100))

    def show(picture: Picture) -> None:
        scratch = base / "next.new"
        scratch.write_bytes(bytes(cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))[1]))
        scratch.rename(base / f"{next(numbers):08}.png")

    return Stage(camera_opencv.DRIVER.open({"source": str(base), "live": True}), show)


def ordered_folder(base: Path) -> Stage:
    for number in range(3):
        picture = cv2.cvtColor(red(number), cv2.COLOR_RGB2BGR)
        (base / f"{number}.png").write_bytes(bytes(cv2.imencode(".png", picture)[1]))
    return Stage(camera_opencv.DRIVER.open({"source": str(base), "live": False, "fps": 500}), None)


def video(base: Path) -> Stage:
    path = base / "film.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 50.0, (160, 120))
    for number in range(3):
        writer.write(cv2.cvtColor(red(number), cv2.COLOR_RGB2BGR))
    writer.release()
    return Stage(camera_opencv.DRIVER.open({"source": str(path)}), None)


@pytest.fixture(params=[in_memory, live_folder, ordered_folder, video])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Stage:
    made: Stage = request.param(tmp_path)
    return made


def shown(stage: Stage, seed: int) -> Picture:
    if stage.show:
        stage.show(red(seed))
    return stage.camera.frame(GENEROUS)


def test_pictures_are_rgb_bytes(stage: Stage) -> None:
    picture = shown(stage, 0)
    assert picture.shape == (120, 160, 3)
    assert picture.dtype == np.uint8
    assert picture[:, :, 0].mean() > 150 > picture[:, :, 2].mean()
    stage.camera.close()


def test_each_picture_comes_once_and_then_the_camera_has_stopped(stage: Stage) -> None:
    first, second, third = (shown(stage, seed) for seed in range(3))
    assert (first != second).any()
    assert (second != third).any()
    with pytest.raises(DeviceError) as caught:
        stage.camera.frame(0.1)
    assert caught.value.fault is Fault.CAMERA_STOPPED
    stage.camera.close()


def test_closing_twice_harms_nobody(stage: Stage) -> None:
    stage.camera.close()
    stage.camera.close()
