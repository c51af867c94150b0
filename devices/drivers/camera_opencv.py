"""A camera through OpenCV: a V4L2 device, or (development only) a video file or a folder of pictures.

Options are those of `devices.transports.picture_source`. Must never hand a picture of a virtual camera to a real
terminal: what it shows was made up.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from devices.contract import Driver, Found, Info, Kind, Picture, Roots
from devices.known_options import KNOWN
from devices.picture_quality import measure
from devices.transports.picture_source import PictureSource
from devices.transports.video_capture import OpenCapture, cv2_capture
from devices.transports.video_nodes import video_nodes


class OpenCvCamera:
    """Pictures of one source."""

    def __init__(self, options: Mapping[str, Any], capture: OpenCapture = cv2_capture) -> None:
        self._source = PictureSource(options, capture)

    def frame(self, timeout: float) -> Picture:
        """The next new picture, RGB uint8 (height, width, 3). Raises as `PictureSource.frame`."""
        return self._source.frame(timeout)

    def describe(self) -> Info:
        """What it is and really gives; `warnings` are complaints about one picture, e.g. "too-dark", "blurred".

        Fetches a picture; the one who only looks on misses it. Raises as `frame`.
        """
        quality = measure(self._source.frame(5.0))
        return dataclasses.replace(self._source.describe(), warnings=quality.complaints)

    def close(self) -> None:
        """Give the device back; never raises."""
        self._source.close()


def _find(roots: Roots) -> Iterable[Found]:
    for node in video_nodes(roots):
        yield Found("camera_opencv", Kind.CAMERA, node.label, {"source": str(node.path)}, node.serial)


DRIVER = Driver(
    name="camera_opencv",
    kind=Kind.CAMERA,
    open=OpenCvCamera,
    verified_on=None,
    find=_find,
    options=KNOWN["camera_opencv"],
)
