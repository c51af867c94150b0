"""A document camera over any source of pictures: finds the page while somebody lays it down, and takes it.

For drivers. Must never keep a picture: what lies under the camera belongs to the person before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from devices.contract import Corners, DeviceError, Fault, PageImage, Picture, Sight
from devices.page_finder import find_page, reduced, refine
from devices.page_sheet import Shape, as_jpeg, straighten
from devices.picture_quality import BLURRED, edge_width, measure
from devices.transports.vision import Floats, cv2

TRIES: Final = 3
"""Pictures of which one must do: the camera may just be finding its exposure, the hand just leaving."""
_FLAT_DESK: Final = "too-flat"
"""Says nothing where a page was found: it may well be blank."""
_LIMITS: Final[Mapping[str, tuple[int, int]]] = {
    "longest_px": (640, 8192),
    "smallest_px": (320, 8192),
    "limit_bytes": (20_000, 20_000_000),
}
_QUARTERS: Final = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}

Frame = Callable[[float], Picture]
"""`frame` of a camera: seconds -> the next new picture. Raises DeviceError."""


class PageDesk:
    """Looks at pages.

    Options: `colour` (true), `longest_px`, `smallest_px`, `limit_bytes` of a page that is taken (see
    `devices.page_sheet.Shape`), `turned` (0, 90, 180, 270: degrees clockwise that set the picture upright).
    """

    def __init__(self, frame: Frame, options: Mapping[str, Any]) -> None:
        """Look through `frame`. Raises NOT_CONFIGURED where an option is none."""
        self._frame = frame
        self._shape = page_shape(options)
        turned = options.get("turned", 0)
        if turned not in {0, *_QUARTERS} or isinstance(turned, bool):
            raise DeviceError(Fault.NOT_CONFIGURED, "turned: 0, 90, 180 or 270")
        self._quarter = _QUARTERS.get(turned)

    def frame(self, timeout: float) -> Picture:
        """The next new picture, upright. Raises as the source."""
        picture = self._frame(timeout)
        return picture if self._quarter is None else np.asarray(cv2.rotate(picture, self._quarter), np.uint8)

    def look(self, timeout: float) -> Sight:
        """The next picture, the page in it, and what to do better. Raises as the source."""
        picture = self.frame(timeout)
        small, _ = reduced(picture)
        sighting = find_page(small)
        complaints = measure(small, sharpness=False).complaints
        if sighting.corners is None:
            light = [one for one in complaints if one in {"too-dark", "too-bright"}]
            return Sight(picture, (), (*light, str(sighting.missing)))  # in the dark no page can be seen
        hints = tuple(one for one in complaints if one != _FLAT_DESK)
        return Sight(picture, _shares(sighting.corners, small), hints)

    def take(self, timeout: float, *, whole: bool = False) -> PageImage:
        """The page of one of the next pictures, as `DocumentCamera.take` says. Each is waited for `timeout` s."""
        reason = DeviceError(Fault.PAGE_NOT_FOUND)
        for _ in range(TRIES):
            picture = self.frame(timeout)
            try:
                return self._taken(picture, whole=whole)
            except DeviceError as error:
                reason = error
        raise reason

    def _taken(self, picture: Picture, *, whole: bool) -> PageImage:
        page = _scaled(picture, self._shape.longest) if whole else self._straight(picture)
        edge = edge_width(page)
        if edge > BLURRED:
            raise DeviceError(Fault.PAGE_BLURRED, f"edges of {edge:.1f} thousandths, at most {BLURRED:g} can be read")
        return PageImage(*as_jpeg(page, self._shape))

    def _straight(self, picture: Picture) -> Picture:
        sighting = find_page(picture)
        if sighting.corners is None:
            raise DeviceError(Fault.PAGE_NOT_FOUND, str(sighting.missing))
        return straighten(picture, refine(picture, sighting.corners), self._shape.longest)


def page_shape(options: Mapping[str, Any]) -> Shape:
    """How pages are handed on, by the options. Raises NOT_CONFIGURED."""
    asked = {}
    for name, (least, most) in _LIMITS.items():
        value = options.get(name)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise DeviceError(Fault.NOT_CONFIGURED, f"{name}: {least} to {most}")
        asked[name.partition("_")[0]] = value
    colour = options.get("colour", True)
    if not isinstance(colour, bool):
        raise DeviceError(Fault.NOT_CONFIGURED, "colour: true or false")
    return Shape(**asked, colour=colour)


def _shares(corners: Floats, picture: Picture) -> Corners:
    """Pixels as shares of width and height, within the picture."""
    size = np.array([picture.shape[1], picture.shape[0]], np.float64)
    return tuple((float(x), float(y)) for x, y in np.clip((corners + 0.5) / size, 0, 1))


def _scaled(picture: Picture, longest: int) -> Picture:
    scale = min(1.0, longest / max(picture.shape[:2]))
    if scale == 1:
        return picture
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
