"""Pictures out of OpenCV's VideoCapture: a V4L2 device, read by a thread that keeps the newest, or a video file.

Must never block its caller longer than asked: a hanging camera driver hangs only its own thread.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devices.contract import DeviceError, Fault
from devices.transports.vision import Picture, as_rgb, cv2


@dataclass(frozen=True)
class Shape:
    """What is asked of a device: pixels and pictures per second; it may give others."""

    width: int = 1280
    height: int = 720
    fps: float = 15.0


def open_device(node: Path, shape: Shape) -> Any:
    """A V4L2 device. Raises GONE (not there, or it does not start), NOT_PERMITTED (no right to it)."""
    if not node.exists():
        raise DeviceError(Fault.GONE, "no such device")
    try:
        with node.open("rb"):
            pass
    except PermissionError as error:
        raise DeviceError(Fault.NOT_PERMITTED, "no right to the device") from error
    except OSError as error:
        raise DeviceError(Fault.GONE, error.strerror or "") from error
    capture = cv2.VideoCapture(str(node), cv2.CAP_V4L2)
    if not capture.isOpened():
        raise DeviceError(Fault.GONE, "the device does not start")
    capture.set(cv2.CAP_PROP_FOURCC, float(cv2.VideoWriter.fourcc(*"MJPG")))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, shape.width)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, shape.height)
    capture.set(cv2.CAP_PROP_FPS, shape.fps)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return capture


class NewestFrame:
    """Reads a capture without pause and hands out the newest picture once."""

    def __init__(self, capture: Any) -> None:
        self._capture = capture
        self._changed = threading.Condition()
        self._picture: Picture | None = None
        self._invalid = False
        self._ended = False
        self._thread = threading.Thread(target=self._read, name="camera-frames", daemon=True)
        self._thread.start()

    def next(self, timeout: float) -> Picture:
        """The newest picture not yet handed out. Raises GONE, CAMERA_STOPPED, CAMERA_PICTURE_INVALID."""
        with self._changed:
            self._changed.wait_for(lambda: self._picture is not None or self._ended, timeout)
            picture, self._picture = self._picture, None
            if picture is not None:
                return picture
            if self._ended:
                raise DeviceError(Fault.GONE, "the device gives no more pictures")
            fault = Fault.CAMERA_PICTURE_INVALID if self._invalid else Fault.CAMERA_STOPPED
            raise DeviceError(fault, f"no new picture for {timeout:g} s")

    def close(self) -> None:
        """Stop reading; a driver that hangs keeps its thread and nothing else."""
        with self._changed:
            self._ended = True
        self._thread.join(timeout=2.0)
        if not self._thread.is_alive():
            self._capture.release()

    def _read(self) -> None:
        while not self._ended:
            good, raw = self._capture.read()
            picture = as_rgb(raw) if good else None
            with self._changed:
                self._invalid = bool(good) and picture is None
                if not good:
                    self._ended = True
                elif picture is not None:
                    self._picture = picture
                self._changed.notify_all()


class VideoFile:
    """A recorded video, at its own pace. Development only."""

    def __init__(self, path: Path, *, loop: bool) -> None:
        self._path = path
        self._loop = loop
        self._capture = self._opened()
        rate = float(self._capture.get(cv2.CAP_PROP_FPS))
        self._step = 1 / rate if rate > 0 else 1 / 15
        self._due = 0.0

    def next(self, timeout: float) -> Picture:
        """The next picture of the video. Raises CAMERA_STOPPED at the end, GONE where the file went."""
        time.sleep(min(max(self._due - time.monotonic(), 0.0), timeout))
        self._due = max(self._due, time.monotonic()) + self._step
        good, raw = self._capture.read()
        if not good and self._loop:
            self._capture.release()
            self._capture = self._opened()
            good, raw = self._capture.read()
        picture = as_rgb(raw) if good else None
        if picture is None:
            raise DeviceError(Fault.CAMERA_STOPPED, "the video has ended")
        return picture

    def close(self) -> None:
        """Close the file."""
        self._capture.release()

    def _opened(self) -> Any:
        if not self._path.is_file():
            raise DeviceError(Fault.GONE, "no such file")
        capture = cv2.VideoCapture(str(self._path))
        if not capture.isOpened():
            raise DeviceError(Fault.CAMERA_PICTURE_INVALID, "no video")
        return capture
