"""Effects with the document camera: the page that is looked for, and taken.

The camera is opened when a page needs it and given back when the page is left; pictures stay in memory. What the
screen shows is a copy that the interface overwrites in its turn.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from devices.contract import DeviceError, FrameEvent, Kind, PageEvent, PageImage, State, StateChanged
from devices.workers import CameraWorker, DocumentCameraWorker
from kiosk.flows import events as on
from kiosk.flows.memory import Memory
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.fitted import fitted
from kiosk.runtime.preview import Preview
from kiosk.runtime.scope import Scope
from kiosk.runtime.settings import Device

_log = logging.getLogger(__name__)
_READY = "ready"
_WIDEST = 1600
"""Pixels of the longer side of a live picture, about: the screen has 952 for it."""
_STEADY = 2
"""Pictures in a row that must say the same until the advice changes."""


class Page:
    """The document camera."""

    def __init__(self, desk: Desk, preview: Preview) -> None:
        self._desk = desk
        self._preview = preview
        self._worker: DocumentCameraWorker | None = None

    def start(self, memory: Memory, scope: Scope) -> None:  # noqa: ARG002  an effect by signature
        """Show what the camera sees, and say what to do better."""
        self.stop()
        device = self._desk.settings.devices.document_camera
        if device is None:
            scope.tell(on.CameraFailed("device.not-configured"))
            return
        production = self._desk.settings.production
        try:
            made = fitted(device, Kind.DOCUMENT_CAMERA, production=production)
        except DeviceError as error:
            _log.warning("document camera refused: %s", error)
            scope.tell(on.CameraFailed("device.not-permitted"))
            return
        advice = Advice(lambda hint: scope.tell(on.PageSeen(hint)))
        options = {**device.options, "production": production}
        self._worker = DocumentCameraWorker(made, options, lambda event: self._hear(event, scope, advice))
        self._worker.start()
        self._worker.enable()

    def take(self, *, whole: bool) -> None:
        """Take the page that lies there now, or all that the camera sees."""
        if self._worker is not None:
            self._worker.take(whole=whole)

    def stop(self) -> None:
        """Close the camera."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop()

    def _hear(self, event: object, scope: Scope, advice: Advice) -> None:
        """One event of the camera, in its thread."""
        if isinstance(event, StateChanged) and event.state is not State.ONLINE:
            scope.tell(on.CameraFailed(event.fault.code if event.fault else "device.gone"))
        if not scope.alive:
            return
        if isinstance(event, FrameEvent):
            step = max(1, max(event.picture.shape[:2]) // _WIDEST)
            self._preview(event.picture[::step, ::step].copy(), event.corners)
            advice.heard(event.hints[0] if event.hints else _READY)
        elif isinstance(event, PageEvent) and event.page is not None:
            self._taken(event.page, scope)
        elif isinstance(event, PageEvent):
            scope.tell(on.PageMissed(event.fault.code if event.fault else "page.not-found"))

    def _taken(self, page: PageImage, scope: Scope) -> None:
        """Show what was taken, as it is going to be sent; no further picture covers it."""
        if self._worker is not None:
            self._worker.disable()
        shown = page.picture if page.picture.ndim > 2 else page.picture[:, :, None].repeat(3, axis=2)  # noqa: PLR2004
        self._preview(shown.copy(), ())
        scope.tell(on.PictureReady(page.jpeg))


class Advice:
    """Tells what to do better when it has changed, and not at every flicker."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._said = self._next = ""
        self._times = 0

    def heard(self, hint: str) -> None:
        """One more picture says this."""
        self._times = self._times + 1 if hint == self._next else 1
        self._next = hint
        if hint != self._said and self._times >= _STEADY:
            self._said = hint
            self._tell(hint)


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
