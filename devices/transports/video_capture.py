"""Pictures out of OpenCV's VideoCapture: a V4L2 device, read by a thread that keeps the newest, or a video file.

Must never block its caller longer than asked: a hanging camera driver hangs only its own thread.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from devices.contract import DeviceError, Fault
from devices.transports.vision import Picture, as_rgb, cv2

OpenCapture: TypeAlias = Callable[[Path], Any]
"""Opens a V4L2 device; what it returns is used as a cv2.VideoCapture."""
_SLOWER: Final = 0.8
"""Share of the asked pictures per second with which a device still does what was asked (29.97 for 30)."""


def cv2_capture(node: Path) -> Any:
    """OpenCV's own, on V4L2."""
    return cv2.VideoCapture(str(node), cv2.CAP_V4L2)


@dataclass(frozen=True)
class Shape:
    """What is asked of a device: pixels, pictures per second, format. None = what it gives is good enough."""

    width: int | None = None
    height: int | None = None
    fps: float | None = None
    fourcc: str | None = None

    @property
    def wished_fps(self) -> float:
        """Pictures per second, asked or wished."""
        return self.fps or 15.0

    def ask(self, capture: Any) -> None:
        """Tell the device. The order matters to V4L2: format, size, pace."""
        capture.set(cv2.CAP_PROP_FOURCC, float(cv2.VideoWriter.fourcc(*(self.fourcc or "MJPG"))))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, self.width or 1280)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, self.height or 720)
        capture.set(cv2.CAP_PROP_FPS, self.wished_fps)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)

    def given_by(self, capture: Any) -> Mapping[str, Any]:
        """What the device says it gives: fourcc, fps. Raises CAMERA_FORMAT where that is not what was asked."""
        code = _letters(capture.get(cv2.CAP_PROP_FOURCC))
        fps = _number(capture.get(cv2.CAP_PROP_FPS))
        if self.fourcc and code and code != self.fourcc:
            raise DeviceError(Fault.CAMERA_FORMAT, f"{self.fourcc} was asked, {code} is given")
        if self.fps and 0 < fps < _SLOWER * self.fps:
            raise DeviceError(Fault.CAMERA_FORMAT, f"{self.fps:g} pictures a second were asked, {fps:g} are given")
        width, height = (_number(capture.get(it)) for it in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT))
        self.check_size(int(width), int(height))
        return {"fourcc": code, "fps": fps}

    def check_size(self, width: int, height: int) -> None:
        """Raises CAMERA_FORMAT where another size was asked. 0 = the device did not say: its pictures will."""
        for given, asked in ((width, self.width), (height, self.height)):
            if given and asked and given != asked:
                wanted = f"{self.width or 'any'}x{self.height or 'any'}"
                raise DeviceError(Fault.CAMERA_FORMAT, f"{wanted} was asked, {width}x{height} is given")


def may_be_opened(node: Path) -> None:
    """Is it there, and have we the right to it? Raises GONE, NOT_PERMITTED."""
    if not node.exists():
        raise DeviceError(Fault.GONE, "no such device")
    if not os.access(node, os.R_OK | os.W_OK):
        raise DeviceError(Fault.NOT_PERMITTED, "no right to the device")


def open_device(node: Path, shape: Shape, capture: OpenCapture = cv2_capture) -> Any:
    """A V4L2 device. Raises GONE (not there, or it does not start), NOT_PERMITTED (no right to it), CAMERA_FORMAT."""
    may_be_opened(node)
    opened = capture(node)
    if not opened.isOpened():
        raise DeviceError(Fault.GONE, "the device does not start")
    shape.ask(opened)
    try:
        shape.given_by(opened)
    except DeviceError:
        opened.release()
        raise
    return opened


def _letters(code: float) -> str:
    """Four letters of a V4L2 format (little endian); empty where it is none."""
    number = int(_number(code))
    letters = "".join(chr(number >> shift & 0xFF) for shift in (0, 8, 16, 24)) if number else ""
    return letters if letters.isascii() and letters.isprintable() else ""


def _number(value: Any) -> float:
    """A property of a driver: 0 where it is no number, or one below zero (not known)."""
    return float(value) if isinstance(value, int | float) and 0 < value < 1e10 else 0.0  # noqa: PLR2004


class NewestFrame:
    """Reads a capture without pause and hands out the newest picture once."""

    def __init__(self, capture: Any, mode: Mapping[str, Any] | None = None) -> None:
        self._capture = capture
        self.mode: Mapping[str, Any] = mode or {}
        """What the device says of its format."""
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
