"""Effects with the document camera: the photographed page.

The camera is opened when a page needs it and given back when the page is left; pictures stay in memory.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from devices.contract import DeviceError, FrameEvent, Kind, State, StateChanged
from devices.workers import CameraWorker
from kiosk.flows import events as on
from kiosk.flows.memory import Memory
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.fitted import fitted
from kiosk.runtime.scope import Scope
from kiosk.runtime.settings import Device

_log = logging.getLogger(__name__)
_JPEG_LIMIT = 300_000
_QUALITIES = (85, 70, 55, 40)
_SHRINK = 0.7
_SMALLEST_SIDE = 64
Preview = Callable[[Any], None]


class Page:
    """The document camera."""

    def __init__(self, desk: Desk, preview: Preview) -> None:
        self._desk = desk
        self._preview = preview
        self._worker: CameraWorker | None = None
        self._wanted = False

    def start(self, memory: Memory, scope: Scope) -> None:  # noqa: ARG002  an effect by signature
        """Show what the camera sees."""
        self.stop()
        device = self._desk.settings.devices.document_camera
        if device is None:
            scope.tell(on.CameraFailed("device.not-configured"))
            return
        self._wanted = False
        self._worker = open_camera(self._desk, device, lambda event: self._hear(event, scope))
        if self._worker is None:
            scope.tell(on.CameraFailed("device.not-permitted"))

    def take(self) -> None:
        """Keep the next picture."""
        self._wanted = True

    def stop(self) -> None:
        """Close the camera."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop()

    def _hear(self, event: object, scope: Scope) -> None:
        if isinstance(event, StateChanged) and event.state is not State.ONLINE:
            scope.tell(on.CameraFailed(event.fault.code if event.fault else "device.gone"))
        if not isinstance(event, FrameEvent) or not scope.alive:
            return
        if self._wanted:
            self._wanted = False
            self._preview(event.picture.copy())  # the screen overwrites what it was given
            if self._worker is not None:
                self._worker.disable()
            scope.tell(on.PictureReady(as_jpeg(event.picture)))
        else:
            self._preview(event.picture.copy())  # the screen overwrites what it was given


def open_camera(desk: Desk, device: Device, hear: Callable[[object], None]) -> CameraWorker | None:
    """A camera that streams, or None where the driver is refused here."""
    production = desk.settings.production
    try:
        made = fitted(device, Kind.CAMERA, production=production)
    except DeviceError as error:
        _log.warning("camera refused: %s", error)
        return None
    worker = CameraWorker(made, {**device.options, "production": production}, hear)
    worker.start()
    worker.enable()
    return worker


def as_jpeg(picture: Any) -> bytes:
    """A page as JPEG of at most 300 kB, as good as fits."""
    from kiosk.identity.vision import cv2

    while True:
        data = b""
        for quality in _QUALITIES:
            done, buffer = cv2.imencode(".jpg", picture[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
            data = buffer.tobytes() if done else b""
            if data and len(data) <= _JPEG_LIMIT:
                return data
        if min(picture.shape[:2]) <= _SMALLEST_SIDE:
            return data
        picture = cv2.resize(picture, None, fx=_SHRINK, fy=_SHRINK, interpolation=cv2.INTER_AREA)
