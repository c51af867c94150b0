"""Effects with a camera: the face check (after consent) and the photographed page.

The camera is opened when a page needs it and given back when the page is left; pictures stay in memory.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devices.contract import DeviceError, FrameEvent, Kind, State, StateChanged
from devices.worker import CameraWorker
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.flows.memory import Memory
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.fitted import fitted
from kiosk.runtime.scope import Scope
from kiosk.runtime.settings import Device

if TYPE_CHECKING:
    from kiosk.identity.face_check import FaceCheck

_log = logging.getLogger(__name__)
_JPEG_LIMIT = 300_000
_QUALITIES = (85, 70, 55, 40)
_SHRINK = 0.7
_SMALLEST_SIDE = 64
Preview = Callable[[Any], None]


class Face:
    """The face way: networks, chip photo, one check at a time."""

    def __init__(self, desk: Desk, preview: Preview) -> None:
        self._desk = desk
        self._preview = preview
        self._photo: Any = None
        self._wanted: object = None
        self._lock = threading.Lock()
        self._check: FaceCheck | None = None
        self._worker: CameraWorker | None = None
        self._tell: Callable[[Event], None] = lambda _event: None

    def begin(self, tell: Callable[[Event], None]) -> None:
        """Verify the networks' files; a closed way says why. They are loaded only when a card is asked for."""
        self._tell = tell
        self._desk.later(lambda: tell(on.FaceWayChanged(self._verified())))

    def preload(self) -> None:
        """Load the networks ahead of the need."""
        self._desk.later(lambda: self._tell(on.FaceWayChanged(self._load())))

    def decode(self, memory: Memory, tell: Callable[[Event], None]) -> None:
        """Make the chip photo of this person ready (on another thread); the one before is gone at once."""
        with self._lock:
            self._photo, self._wanted = None, object()
            wanted = self._wanted

        def work() -> None:
            photo, reason = self._decoded(memory.identity.photo)
            with self._lock:
                if self._wanted is not wanted:
                    return  # of somebody who has taken the card away: never compared with the next person
                self._photo = photo
            tell(on.PhotoDecoded(reason))

        self._desk.later(work)

    def start(self, memory: Memory, scope: Scope) -> None:  # noqa: ARG002  an effect by signature
        """Open the camera and look."""
        device = self._desk.settings.devices.camera
        if device is None or self._photo is None:
            scope.tell(on.FaceClosed("camera" if device is None else "chip-photo-undecodable"))
            return

        def work() -> None:
            try:
                self._look(device, scope)
            except Exception:
                scope.tell(on.FaceClosed("camera"))  # nobody waits for a mistake of ours
                raise

        self._desk.later(work)

    def stop(self) -> None:
        """Close the camera; what was seen is overwritten."""
        with self._lock:
            worker, self._worker = self._worker, None
            check, self._check = self._check, None
        if worker is not None:
            worker.stop()
        if check is not None:
            check.close()

    def end(self) -> None:
        """Forget the chip photo too."""
        self.stop()
        with self._lock:
            photo, self._photo, self._wanted = self._photo, None, None
        if photo is not None:
            photo[:] = 0

    def _verified(self) -> str | None:
        from kiosk.identity.models import require

        return self._closed_by(require)

    def _load(self) -> str | None:
        from kiosk.identity.networks import preload

        return self._closed_by(preload)

    def _closed_by(self, check: Callable[[Path], object]) -> str | None:
        from kiosk.identity.faults import FaceUnavailable

        if self._desk.settings.devices.camera is None:
            return "camera"
        try:
            check(self._desk.settings.face.models_dir)
        except FaceUnavailable as error:
            _log.warning("face way closed: %s", error)
            return error.reason.value
        return None

    def _decoded(self, field: bytes) -> tuple[Any, str | None]:
        from kiosk.identity.faults import FaceUnavailable
        from kiosk.identity.photo import VendorLibrary, require_photo

        face = self._desk.settings.face
        vendor = VendorLibrary(face.vendor_library, face.vendor_symbol) if face.vendor_library else None
        try:
            return require_photo(field, vendor, production=self._desk.settings.production), None
        except FaceUnavailable as error:
            return None, error.reason.value

    def _look(self, device: Device, scope: Scope) -> None:
        from kiosk.identity.face_check import FaceCheck, FaceRules
        from kiosk.identity.faults import FaceUnavailable
        from kiosk.identity.liveness import Rules

        face = self._desk.settings.face
        rules = FaceRules(accept=face.accept, review=face.review, run=Rules(seconds=face.challenge_seconds))
        try:
            check = FaceCheck(face.models_dir, self._photo, rules)
        except FaceUnavailable as error:
            scope.tell(on.FaceClosed(error.reason.value))
            return
        said: list[tuple[object, ...]] = []
        worker = None
        if scope.alive:  # no camera is opened for somebody who has gone back meanwhile
            worker = open_camera(self._desk, device, lambda event: self._hear(event, scope, check, said))
        if worker is None:
            scope.tell(on.FaceClosed("camera"))
            check.close()
            return
        with self._lock:
            if scope.alive:
                self._worker, self._check = worker, check
                return
        worker.stop()
        check.close()

    def _hear(self, event: object, scope: Scope, check: FaceCheck, last: list[tuple[object, ...]]) -> None:
        """One camera event, in the camera's thread; `last` holds what was said last."""
        if isinstance(event, StateChanged) and event.state is not State.ONLINE:
            scope.tell(on.FaceClosed("camera"))
        if not isinstance(event, FrameEvent) or not scope.alive:
            return
        self._preview(event.picture)
        progress = check.observe(event.picture, event.at)
        said = (progress.guidance, progress.challenge, progress.done, progress.total)
        if [said] != last:
            last[:] = [said]
            scope.tell(on.FaceGuided(*said))
        if progress.decided is not None:
            scope.tell(on.FaceDecided(progress.decided))


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
            self._preview(event.picture)
            if self._worker is not None:
                self._worker.disable()
            scope.tell(on.PictureReady(as_jpeg(event.picture)))
        else:
            self._preview(event.picture)


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
