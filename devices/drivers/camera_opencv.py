"""A camera through OpenCV: a V4L2 device, or (development only) a video file or a folder of pictures.

Options: `source` (number N of /dev/videoN, path of a device, video or folder), `width`, `height`, `fps`, `live`
(folder: always the newest; found out where absent), `loop` (video, folder), `frozen_seconds`, `black_frames`,
`production`, `sys_root`. Must never hand a picture of a virtual camera to a real terminal: what it shows was made up.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from devices.contract import DeviceError, Driver, Fault, Kind, Picture
from devices.transports.picture_folder import PictureFolder
from devices.transports.video_capture import NewestFrame, Shape, VideoFile, open_device

_BLACK = 8.0
"""Mean grey level below which a picture is black: lens covered, or no light at all."""
_VIRTUAL_NAMES = ("loopback", "dummy video", "virtual", "obs ")


class Source(Protocol):
    """Where pictures come from."""

    def next(self, timeout: float) -> Picture:
        """The next picture; DeviceError where there is none."""

    def close(self) -> None:
        """Give it back."""


class OpenCvCamera:
    """Pictures of one source, watched for a covered lens and for a picture that stands still."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._frozen_seconds = float(options.get("frozen_seconds", 3.0))
        self._black_frames = int(options.get("black_frames", 12))
        self._source, self._sensor = _open(options)
        self._mark: bytes = b""
        self._mark_since = 0.0
        self._black = 0

    def frame(self, timeout: float) -> Picture:
        """The next new picture, RGB uint8 (height, width, 3).

        Raises CAMERA_STOPPED (none within `timeout` seconds, or always the same one), CAMERA_BLACK,
        CAMERA_PICTURE_INVALID, GONE.
        """
        picture = self._source.next(timeout)
        self._watch(picture)
        return picture

    def close(self) -> None:
        """Give the device back; never raises."""
        self._source.close()

    def _watch(self, picture: Picture) -> None:
        sample = picture[::16, ::16]
        self._black = self._black + 1 if float(sample.mean()) < _BLACK else 0
        if self._black >= self._black_frames:
            raise DeviceError(Fault.CAMERA_BLACK, f"{self._black} black pictures")
        if not self._sensor:
            return
        mark, now = sample.tobytes(), time.monotonic()
        if mark != self._mark or self._black:  # without light a sensor may well give the same zeros
            self._mark, self._mark_since = mark, now
        elif now - self._mark_since > self._frozen_seconds:
            raise DeviceError(Fault.CAMERA_STOPPED, "the picture stands still")


def _open(options: Mapping[str, Any]) -> tuple[Source, bool]:
    """The source, and whether it must show the noise of a sensor. Raises DeviceError."""
    given = options.get("source")
    production = bool(options.get("production", False))
    if isinstance(given, bool) or not isinstance(given, int | str | Path) or "://" in str(given) or given == "":
        raise DeviceError(Fault.NOT_CONFIGURED, "source: a number, or the path of a device, video or folder")
    number = isinstance(given, int) or str(given).isdecimal()
    path = Path(f"/dev/video{given}" if number else str(given))
    shape = Shape(int(options.get("width", 1280)), int(options.get("height", 720)), float(options.get("fps", 15.0)))
    if path.is_dir() or path.is_file():
        if production:
            raise DeviceError(Fault.NOT_PERMITTED, "a video or folder is no camera")
        return _recorded(path, options, shape)
    if not path.exists():
        raise DeviceError(Fault.GONE, "no such source")
    if production:
        _refuse_virtual(path, Path(options.get("sys_root", "/sys")))
    return NewestFrame(open_device(path, shape)), True


def _recorded(path: Path, options: Mapping[str, Any], shape: Shape) -> tuple[Source, bool]:
    loop = bool(options.get("loop", False))
    if path.is_file():
        return VideoFile(path, loop=loop), False
    live = options.get("live")
    folder = PictureFolder(path, live=None if live is None else bool(live), loop=loop, step=1 / max(shape.fps, 0.1))
    return folder, folder.live


def _refuse_virtual(node: Path, sys_root: Path) -> None:
    """NOT_PERMITTED for a device that the kernel does not know as hardware (v4l2loopback and its like)."""
    entry = sys_root / "class" / "video4linux" / node.resolve().name
    try:
        name = (entry / "name").read_text(encoding="utf-8", errors="replace").strip().lower()
    except OSError as error:
        raise DeviceError(Fault.NOT_PERMITTED, "the kernel knows no such camera") from error
    if any(word in f"{name} " for word in _VIRTUAL_NAMES) or "virtual" in entry.resolve().parts:
        raise DeviceError(Fault.NOT_PERMITTED, "a virtual camera")


DRIVER = Driver(name="camera_opencv", kind=Kind.CAMERA, open=OpenCvCamera, verified_on=None)
