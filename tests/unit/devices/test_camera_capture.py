from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from devices.contract import DeviceError, Fault
from devices.transports.video_capture import NewestFrame, Shape, open_device

GENEROUS = 20.0


class Recorded:
    """What a V4L2 driver would answer, as `cv2.VideoCapture` hands it on."""

    def __init__(self, answers: list[tuple[bool, Any]]) -> None:
        self._answers: Iterator[tuple[bool, Any]] = iter(answers)
        self.go_on = threading.Semaphore(0)
        self.released = threading.Event()

    def read(self) -> tuple[bool, Any]:
        self.go_on.acquire(timeout=GENEROUS)
        return next(self._answers, (False, None))

    def release(self) -> None:
        self.released.set()


def blue(value: int) -> Any:
    return np.full((4, 4, 3), (value, 0, 0), np.uint8)


def test_each_picture_is_handed_out_once_in_rgb() -> None:
    capture = Recorded([(True, blue(9)), (True, blue(8))])
    frames = NewestFrame(capture)
    capture.go_on.release()
    assert frames.next(GENEROUS)[0, 0].tolist() == [0, 0, 9]
    with pytest.raises(DeviceError) as caught:
        frames.next(0.05)
    assert caught.value.fault is Fault.CAMERA_STOPPED
    capture.go_on.release()
    assert frames.next(GENEROUS)[0, 0].tolist() == [0, 0, 8]
    capture.go_on.release()
    frames.close()
    assert capture.released.wait(GENEROUS)


def test_a_driver_that_gives_up_is_gone() -> None:
    capture = Recorded([(False, None)])
    frames = NewestFrame(capture)
    capture.go_on.release()
    with pytest.raises(DeviceError) as caught:
        frames.next(GENEROUS)
    assert caught.value.fault is Fault.GONE
    frames.close()
    assert capture.released.is_set()


def test_a_driver_that_hands_on_nonsense_is_named() -> None:
    capture = Recorded([(True, np.zeros((0, 0, 3), np.uint8)), (True, blue(1))])
    frames = NewestFrame(capture)
    capture.go_on.release()
    with pytest.raises(DeviceError) as caught:
        frames.next(1.0)
    assert caught.value.fault is Fault.CAMERA_PICTURE_INVALID
    capture.go_on.release(2)
    assert frames.next(GENEROUS).shape == (4, 4, 3)
    frames.close()


def test_a_device_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DeviceError) as caught:
        open_device(tmp_path / "video0", Shape())
    assert caught.value.fault is Fault.GONE
