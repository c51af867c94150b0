from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from devices.contract import DeviceError, Fault, Picture
from devices.drivers.camera_opencv import DRIVER, OpenCvCamera
from devices.transports.vision import as_rgb, cv2


def picture(red: int = 200, *, seed: int = 0) -> Picture:
    noise = np.random.default_rng(seed).integers(0, 20, (120, 160, 3), np.uint8)
    return noise + np.array([red, 40, 10], np.uint8)


def write(path: Path, shown: Picture) -> None:
    scratch = path.with_suffix(".new")
    scratch.write_bytes(bytes(cv2.imencode(path.suffix, cv2.cvtColor(shown, cv2.COLOR_RGB2BGR))[1]))
    scratch.rename(path)


def mean(shown: Picture) -> list[float]:
    return [round(float(value)) for value in shown.reshape(-1, 3).mean(axis=0)]


def opened(**options: object) -> OpenCvCamera:
    camera = DRIVER.open(options)
    assert isinstance(camera, OpenCvCamera)
    return camera


def fault_of(**options: object) -> Fault:
    with pytest.raises(DeviceError) as caught:
        DRIVER.open(options)
    return caught.value.fault


def test_nobody_has_plugged_one_in_yet() -> None:
    assert DRIVER.verified_on is None
    assert not DRIVER.virtual


def test_a_folder_at_rest_is_played_in_the_order_of_its_names(tmp_path: Path) -> None:
    for number, red in enumerate((10, 100, 200)):
        write(tmp_path / f"{number:03}.png", picture(red))
    camera = opened(source=str(tmp_path), live=False, fps=200)
    assert [mean(camera.frame(1.0))[0] // 50 for _ in range(3)] == [0, 2, 4]
    with pytest.raises(DeviceError) as caught:
        camera.frame(1.0)
    assert caught.value.fault is Fault.CAMERA_STOPPED
    camera.close()


def test_a_folder_can_begin_again(tmp_path: Path) -> None:
    for number, red in enumerate((10, 200)):
        write(tmp_path / f"{number:03}.jpg", picture(red))
    camera = opened(source=tmp_path, live=False, loop=True, fps=200)
    assert [mean(camera.frame(1.0))[0] > 100 for _ in range(5)] == [False, True, False, True, False]


def test_pictures_come_in_rgb(tmp_path: Path) -> None:
    write(tmp_path / "1.png", picture(200))
    red, green, blue = mean(opened(source=tmp_path, live=False).frame(1.0))
    assert red > 180
    assert 60 > green > blue


def test_a_folder_being_written_gives_the_newest_and_never_what_lay_there_before(tmp_path: Path) -> None:
    write(tmp_path / "00000001.jpg", picture(10))
    camera = opened(source=tmp_path)
    write(tmp_path / "00000002.jpg", picture(100))
    write(tmp_path / "00000003.jpg", picture(200))
    assert mean(camera.frame(5.0))[0] > 190
    with pytest.raises(DeviceError) as caught:
        camera.frame(0.1)
    assert caught.value.fault is Fault.CAMERA_STOPPED


def test_a_folder_at_rest_turns_live_when_somebody_writes(tmp_path: Path) -> None:
    import os

    write(tmp_path / "00000001.jpg", picture(10))
    os.utime(tmp_path / "00000001.jpg", (1, 1))
    camera = opened(source=tmp_path, fps=200)
    assert mean(camera.frame(1.0))[0] < 50
    write(tmp_path / "00000002.jpg", picture(200))
    assert mean(camera.frame(5.0))[0] > 190


def test_half_written_and_hidden_files_are_not_pictures(tmp_path: Path) -> None:
    (tmp_path / "00000009.new").write_bytes(b"half")
    (tmp_path / ".00000009.jpg").write_bytes(b"hidden")
    write(tmp_path / "1.png", picture())
    assert mean(opened(source=tmp_path, live=False).frame(1.0))[0] > 190


def test_a_video_is_shown_at_its_own_pace_and_can_begin_again(tmp_path: Path) -> None:
    path = video(tmp_path, 4)
    camera = opened(source=str(path))
    begun = time.monotonic()
    shown = [camera.frame(1.0) for _ in range(4)]
    assert time.monotonic() - begun > 0.1
    assert shown[0].shape == (120, 160, 3)
    assert mean(shown[0])[0] > 150 > mean(shown[0])[2]
    with pytest.raises(DeviceError) as caught:
        camera.frame(1.0)
    assert caught.value.fault is Fault.CAMERA_STOPPED
    camera.close()
    again = opened(source=str(path), loop=True)
    assert len([again.frame(1.0) for _ in range(9)]) == 9
    again.close()


def test_sources_that_are_none(tmp_path: Path) -> None:
    for source in (None, "", True, 1.5, ["x"], "rtsp://203.0.113.1/stream"):
        assert fault_of(source=source) is Fault.NOT_CONFIGURED
    for source in (987, "987", str(tmp_path / "absent")):
        assert fault_of(source=source) is Fault.GONE
    (tmp_path / "no.mp4").write_bytes(b"no video")
    assert fault_of(source=str(tmp_path / "no.mp4")) is Fault.CAMERA_PICTURE_INVALID


def test_a_node_that_is_no_camera_does_not_start() -> None:
    assert fault_of(source="/dev/null") is Fault.GONE


def test_grey_and_broken_pictures_of_a_driver() -> None:
    grey = as_rgb(np.full((4, 4), 7, np.uint8))
    assert grey is not None
    assert grey.shape == (4, 4, 3)
    for broken in (None, np.zeros((0, 0, 3), np.uint8), np.zeros((4, 4, 3), np.float32)):
        assert as_rgb(broken) is None


def video(folder: Path, frames: int) -> Path:
    path = folder / "film.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 25.0, (160, 120))
    for number in range(frames):
        writer.write(cv2.cvtColor(picture(200, seed=number), cv2.COLOR_RGB2BGR))
    writer.release()
    return path
