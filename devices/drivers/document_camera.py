"""A document camera (高拍仪) that the kernel shows as a camera: the page is found, straightened, handed on as JPEG.

Options are those of `devices.transports.picture_source` (size, format, where from) and of `devices.page_desk`
(colour, size and bytes of a page). Must never hand a picture of a virtual camera to a real terminal.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from devices.contract import Driver, Found, Info, Kind, PageImage, Picture, Roots, Sight
from devices.known_options import KNOWN
from devices.page_desk import PageDesk
from devices.picture_quality import measure
from devices.transports.picture_source import PictureSource
from devices.transports.video_capture import OpenCapture, cv2_capture
from devices.transports.video_nodes import video_nodes


class DocumentCamera:
    """A desk over one source of pictures."""

    def __init__(self, options: Mapping[str, Any], capture: OpenCapture = cv2_capture) -> None:
        self._source = PictureSource(options, capture)
        try:
            self._desk = PageDesk(self._source.frame, options)
        except BaseException:
            self._source.close()
            raise

    def frame(self, timeout: float) -> Picture:
        """The next new picture, RGB uint8 (height, width, 3). Raises as `PictureSource.frame`."""
        return self._desk.frame(timeout)

    def look(self, timeout: float) -> Sight:
        """The next picture, and where in it the page lies. Raises as `frame`."""
        return self._desk.look(timeout)

    def take(self, timeout: float, *, whole: bool = False) -> PageImage:
        """The page, or with `whole` all of the picture. Raises PAGE_NOT_FOUND, PAGE_BLURRED, PAGE_TOO_LARGE."""
        return self._desk.take(timeout, whole=whole)

    def describe(self) -> Info:
        """What it is and really gives, upright; `warnings` are complaints about one picture. Raises as `frame`."""
        picture = self._desk.frame(5.0)
        info = self._source.describe()
        can = {**info.can, "width_px": picture.shape[1], "height_px": picture.shape[0]}
        return dataclasses.replace(info, can=can, warnings=measure(picture).complaints)

    def close(self) -> None:
        """Give the device back; never raises."""
        self._source.close()


def _find(roots: Roots) -> Iterable[Found]:
    """Every camera may be one: what it looks at, the technician knows."""
    for node in video_nodes(roots):
        yield Found("document_camera", Kind.DOCUMENT_CAMERA, node.label, {"source": str(node.path)}, node.serial)


DRIVER = Driver(
    name="document_camera",
    kind=Kind.DOCUMENT_CAMERA,
    open=DocumentCamera,
    verified_on=None,
    find=_find,
    options=KNOWN["document_camera"],
)
