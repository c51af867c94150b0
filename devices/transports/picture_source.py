"""Where a camera's pictures come from, by its options: a V4L2 device, a video or a folder; and whether they live.

Options: `source` (number N of /dev/videoN, path of a device, video or folder), `width`, `height`, `fps`, `fourcc`
(what is asked must be given, else CAMERA_FORMAT; what is left out is only a wish), `live` (folder: always the
newest; found out where absent), `loop` (video, folder), `frozen_seconds`, `black_frames`, `production`, `dev_root`,
`sys_root`. Must never hand a picture of a virtual camera to a real terminal: what it shows was made up.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from devices.contract import DeviceError, Fault, Info, Picture
from devices.transports.picture_folder import PictureFolder
from devices.transports.video_capture import NewestFrame, OpenCapture, Shape, VideoFile, cv2_capture, open_device
from devices.transports.video_nodes import is_virtual, node_name

_BLACK: Final = 8.0
"""Mean grey level below which a picture is black: lens covered, or no light at all."""
_ASKED: Final = {"width": (16, 16_384), "height": (16, 16_384), "fps": (0.1, 1000.0)}
"""Least and most of what can be asked."""
_FOURCC: Final = 4


class Source(Protocol):
    """Where pictures come from."""

    def next(self, timeout: float) -> Picture:
        """The next picture; DeviceError where there is none."""

    def close(self) -> None:
        """Give it back."""


class PictureSource:
    """Pictures of one source, watched for a covered lens, a picture that stands still, and one of the wrong size."""

    def __init__(self, options: Mapping[str, Any], capture: OpenCapture = cv2_capture) -> None:
        """Open it; `capture` makes what reads a V4L2 device. Raises DeviceError."""
        self._frozen_seconds = float(options.get("frozen_seconds", 3.0))
        self._black_frames = int(options.get("black_frames", 12))
        self._shape = shape_of(options)
        self._source, self._sensor, self._what = _opened(options, self._shape, capture)
        self._mark: bytes = b""
        self._mark_since = 0.0
        self._black = 0
        self._size: tuple[int, int] | None = None

    def frame(self, timeout: float) -> Picture:
        """The next new picture, RGB uint8 (height, width, 3).

        Raises CAMERA_STOPPED (none within `timeout` seconds), CAMERA_FROZEN (always the same one), CAMERA_BLACK,
        CAMERA_PICTURE_INVALID, CAMERA_FORMAT (not of the size asked for), GONE.
        """
        picture = self._source.next(timeout)
        self._size = (picture.shape[1], picture.shape[0])
        if self._sensor:
            self._shape.check_size(*self._size)
        self._watch(picture)
        return picture

    def describe(self, timeout: float = 5.0) -> Info:
        """What it really gives: `can` has width_px, height_px and, of a device, fourcc and fps. Raises as `frame`.

        Where no picture has been seen yet one is fetched: a device says much before it has sent anything.
        """
        if self._size is None:
            self.frame(timeout)
        width, height = self._size or (0, 0)
        said = self._source.mode if isinstance(self._source, NewestFrame) else {}
        return Info(model=self._what, can={"width_px": width, "height_px": height, **said})

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
            raise DeviceError(Fault.CAMERA_FROZEN, f"the same picture for {self._frozen_seconds:g} s")


def shape_of(options: Mapping[str, Any]) -> Shape:
    """What the options ask for. Raises NOT_CONFIGURED where that is no number, or one no camera has."""
    asked: dict[str, Any] = {}
    for name, (least, most) in _ASKED.items():
        value = options.get(name)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise DeviceError(Fault.NOT_CONFIGURED, f"{name}: {least:g} to {most:g}")
        asked[name] = float(value) if name == "fps" else int(value)
    code = options.get("fourcc")
    if code is not None:
        if not (isinstance(code, str) and len(code) == _FOURCC and code.isascii() and code.isprintable()):
            raise DeviceError(Fault.NOT_CONFIGURED, "fourcc: four letters, e.g. MJPG")
        asked["fourcc"] = code
    return Shape(**asked)


def _opened(options: Mapping[str, Any], shape: Shape, capture: OpenCapture) -> tuple[Source, bool, str]:
    """The source, whether it must show the noise of a sensor, and what it is. Raises DeviceError."""
    path = _place(options)
    production = bool(options.get("production", False))
    if path.is_dir() or path.is_file():
        if production:
            raise DeviceError(Fault.NOT_PERMITTED, "a video or folder is no camera")
        return _recorded(path, options, shape)
    if not path.exists():
        raise DeviceError(Fault.GONE, "no such source")
    sys_root = Path(options.get("sys_root", "/sys"))
    if production and is_virtual(path, sys_root):
        raise DeviceError(Fault.NOT_PERMITTED, "a virtual camera, or none that the kernel knows")
    opened = open_device(path, shape, capture)
    return NewestFrame(opened, mode=shape.given_by(opened)), True, node_name(path, sys_root)


def _place(options: Mapping[str, Any]) -> Path:
    given = options.get("source")
    if isinstance(given, bool) or not isinstance(given, int | str | Path) or "://" in str(given) or given == "":
        raise DeviceError(Fault.NOT_CONFIGURED, "source: a number, or the path of a device, video or folder")
    number = isinstance(given, int) or str(given).isdecimal()
    return Path(options.get("dev_root", "/dev")) / f"video{given}" if number else Path(str(given))


def _recorded(path: Path, options: Mapping[str, Any], shape: Shape) -> tuple[Source, bool, str]:
    loop = bool(options.get("loop", False))
    if path.is_file():
        return VideoFile(path, loop=loop), False, "video"
    live = options.get("live")
    step = 1 / shape.wished_fps
    folder = PictureFolder(path, live=None if live is None else bool(live), loop=loop, step=step)
    return folder, folder.live, "folder"
