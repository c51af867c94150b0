from __future__ import annotations

import threading

import numpy as np
import pytest

from devices.contract import DeviceError, Fault
from devices.drivers.memory_camera import DRIVER, MemoryCamera


def test_it_is_virtual_and_gives_each_picture_once() -> None:
    assert DRIVER.virtual
    camera = MemoryCamera()
    first, second = np.zeros((2, 2, 3), np.uint8), np.ones((2, 2, 3), np.uint8)
    camera.show(first, second)
    assert camera.frame(1.0) is first
    assert camera.frame(1.0) is second
    with pytest.raises(DeviceError) as caught:
        camera.frame(0.01)
    assert caught.value.fault is Fault.CAMERA_STOPPED


def test_it_fails_as_ordered_and_comes_back() -> None:
    camera = MemoryCamera({})
    camera.fail(Fault.CAMERA_BLACK, times=2)
    for _ in range(2):
        with pytest.raises(DeviceError) as caught:
            camera.frame(1.0)
        assert caught.value.fault is Fault.CAMERA_BLACK
    camera.unplug()
    with pytest.raises(DeviceError) as caught:
        camera.frame(1.0)
    assert caught.value.fault is Fault.GONE
    camera.unplug(gone=False)
    camera.show(np.zeros((2, 2, 3), np.uint8))
    assert camera.frame(1.0).shape == (2, 2, 3)
    camera.close()
    assert camera.closed


def test_a_waiting_reader_is_woken() -> None:
    camera = MemoryCamera()
    threading.Timer(0.05, lambda: camera.show(np.zeros((2, 2, 3), np.uint8))).start()
    assert camera.frame(20.0).shape == (2, 2, 3)
