"""The camera stops, goes black, gives garbage or goes away; and a real terminal refuses made-up ones."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from devices.contract import Camera, DeviceError, Fault
from devices.drivers.camera_opencv import DRIVER
from devices.registry import driver
from devices.transports.vision import cv2


def fault_of(camera: Camera, timeout: float = 0.1, frames: int = 100) -> Fault:
    try:
        for _ in range(frames):
            camera.frame(timeout)
    except DeviceError as error:
        return error.fault
    pytest.fail("the camera went on")


def write(folder: Path, number: int, value: int, content: bytes | None = None) -> None:
    noise = np.random.default_rng(number).integers(0, 8, (60, 80, 3), np.uint8) if value else 0
    picture = np.full((60, 80, 3), value, np.uint8) + noise
    data = bytes(cv2.imencode(".jpg", picture)[1]) if content is None else content
    scratch = folder / f"{number:08}.new"
    scratch.write_bytes(data)
    scratch.rename(scratch.with_suffix(".jpg"))


def test_camera_stops(tmp_path: Path) -> None:
    camera = DRIVER.open({"source": tmp_path, "live": True})
    write(tmp_path, 1, 100)
    assert camera.frame(20.0).shape == (60, 80, 3)
    assert fault_of(camera) is Fault.CAMERA_STOPPED


def test_camera_shows_the_same_picture_for_ever(tmp_path: Path) -> None:
    camera = DRIVER.open({"source": tmp_path, "live": True, "frozen_seconds": 0.0})
    for number in range(1, 4):
        write(tmp_path, number, 100, bytes(cv2.imencode(".jpg", np.full((60, 80, 3), 90, np.uint8))[1]))
        if number == 1:
            camera.frame(20.0)
        else:
            assert fault_of(camera, 20.0, 1) is Fault.CAMERA_FROZEN


def test_camera_is_covered(tmp_path: Path) -> None:
    for number in range(20):
        write(tmp_path, number, 0)
    camera = DRIVER.open({"source": tmp_path, "live": False, "fps": 500, "black_frames": 5})
    for _ in range(4):
        assert camera.frame(1.0).mean() < 8
    assert fault_of(camera, frames=1) is Fault.CAMERA_BLACK


def test_camera_gives_garbage(tmp_path: Path) -> None:
    for number in range(5):
        write(tmp_path, number, 0, b"\xff\xd8\xff garbage" * number)
    camera = DRIVER.open({"source": tmp_path, "live": False, "fps": 500})
    assert fault_of(camera, frames=1) is Fault.CAMERA_PICTURE_INVALID


def test_camera_gives_garbage_while_live(tmp_path: Path) -> None:
    camera = DRIVER.open({"source": tmp_path, "live": True})
    write(tmp_path, 1, 0, b"garbage")
    assert fault_of(camera, frames=1) is Fault.CAMERA_PICTURE_INVALID
    write(tmp_path, 2, 100)
    assert camera.frame(20.0).shape == (60, 80, 3)


def test_camera_goes_away_and_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "camera"
    folder.mkdir()
    camera = DRIVER.open({"source": folder, "live": True})
    folder.rmdir()
    assert fault_of(camera) is Fault.GONE
    with pytest.raises(DeviceError) as caught:
        DRIVER.open({"source": folder})
    assert caught.value.fault is Fault.GONE
    folder.mkdir()
    camera = DRIVER.open({"source": folder, "live": True})
    write(folder, 1, 100)
    assert camera.frame(20.0).shape == (60, 80, 3)


def test_a_real_terminal_takes_no_folder_and_no_video(tmp_path: Path) -> None:
    made = driver("camera_opencv", production=True)
    (tmp_path / "film.avi").write_bytes(b"a film")
    for source in (tmp_path, tmp_path / "film.avi"):
        with pytest.raises(DeviceError) as caught:
            made.open({"source": source})
        assert caught.value.fault is Fault.NOT_PERMITTED
    with pytest.raises(DeviceError) as caught:
        driver("memory_camera", production=True)
    assert caught.value.fault is Fault.NOT_PERMITTED


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("v4l2loopback device", "devices/pci0000:00/video4linux"),
        ("OBS Virtual Camera", "devices/pci0000:00/video4linux"),
        ("Integrated Camera", "devices/virtual/video4linux"),
        (None, "devices/pci0000:00/video4linux"),
    ],
)
def test_a_real_terminal_takes_no_virtual_camera(tmp_path: Path, name: str | None, place: str) -> None:
    assert _asked(tmp_path, name, place) is Fault.NOT_PERMITTED


def test_a_real_terminal_takes_a_camera_the_kernel_knows(tmp_path: Path) -> None:
    """It gets past the refusal; that this node (a null device) then does not start is another matter."""
    assert _asked(tmp_path, "Integrated Camera", "devices/pci0000:00/video4linux") is Fault.GONE


def _asked(tmp_path: Path, name: str | None, place: str) -> Fault:
    kernel = tmp_path / place / "null"
    kernel.mkdir(parents=True)
    if name is not None:
        (kernel / "name").write_text(name + "\n", encoding="utf-8")
    known = tmp_path / "class" / "video4linux"
    known.mkdir(parents=True)
    (known / "null").symlink_to(kernel)
    node = tmp_path / "by-id"
    node.symlink_to(os.devnull)
    with pytest.raises(DeviceError) as caught:
        driver("camera_opencv", production=True).open({"source": str(node), "sys_root": str(tmp_path)})
    return caught.value.fault
