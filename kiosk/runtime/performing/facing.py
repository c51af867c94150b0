"""Effects of the face check: networks, chip photo, one check at a time; runs only inside the consented step.

The camera is opened for that step and given back with it. Must never keep a frame: each is overwritten as soon as it
was looked at; what the screen shows is a copy that the interface overwrites in its turn.
"""

from __future__ import annotations

import dataclasses
import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from devices.contract import FrameEvent, State, StateChanged
from devices.workers import CameraWorker
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.flows.memory import Memory
from kiosk.runtime.desk import Desk
from kiosk.runtime.face_rest import FaceRest
from kiosk.runtime.performing.camera import open_camera
from kiosk.runtime.scope import Scope
from kiosk.runtime.settings import Device
from kiosk.runtime.settings import Face as FaceSettings

if TYPE_CHECKING:
    from kiosk.identity.face_check import FaceCheck, FaceRules
    from kiosk.identity.passive import PassiveModel

_log = logging.getLogger(__name__)


class Face:
    """The face way: networks, chip photo, one check at a time."""

    def __init__(self, desk: Desk, preview: Callable[[Any], None]) -> None:
        self._desk = desk
        self._preview = preview
        self._photo: Any = None
        self._wanted: object = None
        self._lock = threading.Lock()
        self._check: FaceCheck | None = None
        self._worker: CameraWorker | None = None
        self._tell: Callable[[Event], None] = lambda _event: None
        face = desk.settings.face
        self._rest = FaceRest(desk.files.face_rest, face.rest_after, face.rest_minutes * 60)

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
            before, self._photo = self._photo, None
            wanted = self._wanted = object()
        wipe(before)

        def work() -> None:
            photo, reason = self._decoded(memory.identity.photo)
            with self._lock:
                late = self._wanted is not wanted
                if not late:
                    self._photo = photo
            if late:
                wipe(photo)  # of somebody who has taken the card away: never compared with the next person
                return
            tell(on.PhotoDecoded(reason))

        self._desk.later(work)

    def start(self, memory: Memory, scope: Scope) -> None:
        """Open the camera and look."""
        device = self._desk.settings.devices.camera
        if device is None or self._photo is None:
            scope.tell(on.FaceClosed("camera" if device is None else "chip-photo-undecodable"))
            return
        tried = memory.identity.face_tries

        def work() -> None:
            try:
                self._look(device, scope, tried)
            except Exception:
                scope.tell(on.FaceClosed("camera"))  # nobody waits for a mistake of ours
                raise

        self._desk.later(work)

    def stop(self) -> None:
        """Close the camera; what was seen is overwritten, on another thread: the next page does not wait for it."""
        check = self._taken()
        if check is not None:
            self._desk.later(check.close)

    def end(self) -> None:
        """Forget the chip photo too."""
        check = self._taken()
        if check is not None:
            check.close()
        with self._lock:
            photo, self._photo, self._wanted = self._photo, None, None
        wipe(photo)

    def _taken(self) -> FaceCheck | None:
        """The camera is given back; the check that ran, for closing."""
        with self._lock:
            worker, self._worker = self._worker, None
            check, self._check = self._check, None
        if worker is not None:
            worker.stop()
        return check

    def _verified(self) -> str | None:
        """Look at the files only: OpenCV's thirty megabytes wait until somebody lays a card down."""

        def check(face: FaceSettings) -> None:
            from kiosk.identity import models

            models.require(face.models_dir)
            if (passive := passive_model(face)) is not None:
                from kiosk.identity.passive import check

                check(passive)

        return self._closed_by(check)

    def _load(self) -> str | None:
        from kiosk.identity.networks import preload

        return self._closed_by(lambda face: preload(face.models_dir, passive_model(face)))

    def _closed_by(self, check: Callable[[FaceSettings], object]) -> str | None:
        from kiosk.identity.faults import FaceReason, FaceUnavailable

        if self._desk.settings.devices.camera is None:
            return "camera"
        try:
            check(self._desk.settings.face)
        except FaceUnavailable as error:
            _log.warning("face way closed: %s", error)
            return error.reason.value
        return FaceReason.RESTING.value if self._rest.resting(self._now()) else None

    def _now(self) -> float:
        return self._desk.clock.wall().timestamp()

    def _decoded(self, field: bytes) -> tuple[Any, str | None]:
        from kiosk.identity.faults import FaceUnavailable
        from kiosk.identity.photo import VendorLibrary, require_photo

        face = self._desk.settings.face
        vendor = VendorLibrary(face.vendor_library, face.vendor_symbol) if face.vendor_library else None
        try:
            return require_photo(field, vendor, production=self._desk.settings.production), None
        except FaceUnavailable as error:
            return None, error.reason.value

    def _look(self, device: Device, scope: Scope, tried: int) -> None:
        from kiosk.identity.face_check import FaceCheck
        from kiosk.identity.faults import FaceUnavailable

        face = self._desk.settings.face
        try:
            check = FaceCheck(face.models_dir, self._photo, face_rules(face, tried))
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
        if not isinstance(event, FrameEvent):
            return
        try:
            if scope.alive:
                self._preview(event.picture.copy())
                self._follow(check, event, scope, last)
        finally:
            wipe(event.picture)

    def _follow(self, check: FaceCheck, event: FrameEvent, scope: Scope, last: list[tuple[object, ...]]) -> None:
        progress = check.observe(event.picture, event.at)
        said = (progress.guidance, progress.challenge, progress.done, progress.total)
        if [said] != last:
            last[:] = [said]
            scope.tell(on.FaceGuided(*said))
        if progress.decided is not None:
            if progress.finished and progress.decided.decision != "accept":
                self._rest.used_up(self._now())
            scope.tell(on.FaceDecided(progress.decided))


def face_rules(face: FaceSettings, tried: int = 0) -> FaceRules:
    """The rules of the settings, for a person who has used up `tried` tries already."""
    from kiosk.identity.face_check import FaceRules
    from kiosk.identity.liveness import Rules

    rules = FaceRules(accept=face.threshold, review=face.review, passive=passive_model(face))
    first = min(tried + 1, rules.attempts)
    return dataclasses.replace(rules, first_attempt=first, run=Rules(seconds=face.challenge_seconds))


def passive_model(face: FaceSettings) -> PassiveModel | None:
    """The passive liveness network of the settings, if any."""
    if face.liveness is None:
        return None
    from kiosk.identity.passive import PassiveModel

    own = face.liveness
    return PassiveModel(own.file, own.sha256, own.accept, own.side, own.scale, own.live, own.rgb)


def wipe(picture: Any) -> None:
    """Overwrite a picture, where there is one and its memory is ours to write."""
    if picture is not None and picture.flags.writeable:
        picture.fill(0)
