"""Effects of 验证: a code that is held up, read by the scanner, or by the document camera where no scanner answers.

What is read is hostile: bounded, text or nothing. Must never keep, log or interpret a code; the platform alone knows.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from devices.contract import CodeEvent, DeviceError, Fault, FrameEvent, Kind, State, StateChanged
from devices.workers import DocumentCameraWorker, ListenerWorker
from kiosk.flows import events as on
from kiosk.flows import verify_effects as do
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.events import verifying as said
from kiosk.flows.memory import Memory
from kiosk.platform_api.interface import Platform
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.fitted import fitted
from kiosk.runtime.preview import Preview
from kiosk.runtime.scope import Scope

USE = "在自助终端核验"
_LONGEST = 300
"""Characters of wire.VerificationQuestion.payload."""
_EVERY = 0.3
"""Seconds between two pictures that are looked at for a code."""
_WIDEST = 1600
_log = logging.getLogger(__name__)


def payload_of(raw: bytes) -> str | Fault:
    """What the platform may be asked about; CODE_TOO_LONG, or CODE_GARBLED for what is no line of text."""
    try:
        text = raw.decode("utf-8").strip()
    except UnicodeDecodeError:
        return Fault.CODE_GARBLED
    if len(text) > _LONGEST:
        return Fault.CODE_TOO_LONG
    return text if text.isprintable() and text else Fault.CODE_GARBLED


def code_in(picture: Any) -> bytes | None:
    """The first QR code in a picture (rows x columns x 3, uint8)."""
    import zxingcpp  # not before: most people come without a code

    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = zxingcpp.read_barcodes(picture, formats=wanted)
    return bytes(found[0].bytes) if found else None


class Scanning:
    """The scanner of this terminal, and the document camera in its place."""

    def __init__(self, desk: Desk, preview: Preview) -> None:
        self._desk, self._preview = desk, preview
        self._scanner: ListenerWorker | None = None
        self._camera: DocumentCameraWorker | None = None
        self._scope: Scope | None = None
        self._online = False
        self._looked = 0.0
        self._tell: Callable[[Event], None] = lambda _event: None

    def does(self) -> Mapping[type[Effect], Callable[[Memory, Scope], None]]:
        """Its effects."""
        return {
            do.StartScanning: self.start,
            do.StopScanning: lambda _memory, _scope: self.stop(),
            do.CheckCode: self.check,
        }

    def begin(self, tell: Callable[[Event], None]) -> None:
        """Take the scanner, if one is named; its coming and going is told to `tell`."""
        self._tell = tell
        device, production = self._desk.settings.devices.scanner, self._desk.settings.production
        if device is None:
            return
        try:
            made = fitted(device, Kind.SCANNER, production=production)
        except DeviceError as error:
            _log.error("scanner refused: %s", error)
            tell(on.DeviceChanged(Kind.SCANNER, usable=False, fault=error.fault.code))
            return
        self._scanner = ListenerWorker(made, {**device.options, "production": production}, self._hear)
        self._scanner.start()

    def start(self, memory: Memory, scope: Scope) -> None:  # noqa: ARG002  an effect by signature
        """Look for a code until the step is over."""
        self._stop_camera()
        self._scope = scope
        if self._scanner is not None:
            self._scanner.enable()
        self._choose(scope)

    def stop(self) -> None:
        """Look no more."""
        self._scope = None
        if self._scanner is not None:
            self._scanner.disable()
        self._stop_camera()

    def end(self) -> None:
        """Give everything back."""
        self.stop()
        if self._scanner is not None:
            self._scanner.stop()

    def check(self, memory: Memory, scope: Scope) -> None:
        """Ask the platform; what it says and no more."""
        payload = memory.verifying.payload

        def ask(client: Platform) -> Event:
            found = client.verify_licence(payload, USE)
            wrong = found.check_digit == "wrong"
            return said.CodeChecked(found.state, found.text, found.name, found.holders, found.checked_at, wrong)

        self._desk.ask(scope, ask)

    # --- who reads --------------------------------------------------------------------------------------
    def _choose(self, scope: Scope) -> None:
        """The scanner while it answers, else the camera, else nobody."""
        if self._online:
            scope.tell(said.ScanningBy("scanner"))
        elif self._camera is not None or self._open_camera(scope):
            scope.tell(said.ScanningBy("camera"))
        else:
            scope.tell(said.ScanningBy(""))

    def _open_camera(self, scope: Scope) -> bool:
        device, production = self._desk.settings.devices.document_camera, self._desk.settings.production
        if device is None:
            return False
        try:
            made = fitted(device, Kind.DOCUMENT_CAMERA, production=production)
        except DeviceError as error:
            _log.warning("document camera refused: %s", error)
            return False
        options = {**device.options, "production": production}
        self._camera = DocumentCameraWorker(made, options, lambda event: self._see(event, scope))
        self._camera.start()
        self._camera.enable()
        return True

    def _stop_camera(self) -> None:
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.stop()

    # --- what is read -----------------------------------------------------------------------------------
    def _hear(self, event: object) -> None:
        """One event of the scanner, in its thread."""
        scope = self._scope
        if isinstance(event, StateChanged):
            self._online = event.state is State.ONLINE
            fault = event.fault.code if event.fault else None
            self._tell(on.DeviceChanged(event.kind, self._online, fault))
            if scope is not None:
                self._choose(scope)
        elif isinstance(event, CodeEvent) and scope is not None:
            self._read(event.code.raw if event.code else (event.fault or Fault.CODE_GARBLED), scope)

    def _see(self, event: object, scope: Scope) -> None:
        """One event of the camera, in its thread."""
        if isinstance(event, StateChanged) and event.state is not State.ONLINE:
            scope.tell(said.ScanningBy(""))
        elif isinstance(event, StateChanged):
            scope.tell(said.ScanningBy("camera"))
        if not isinstance(event, FrameEvent) or not scope.alive:
            return
        step = max(1, max(event.picture.shape[:2]) // _WIDEST)
        self._preview(event.picture[::step, ::step].copy())
        now = time.monotonic()
        if now - self._looked >= _EVERY:
            self._looked = now
            raw = code_in(event.picture)
            if raw is not None:
                self._read(raw, scope)

    def _read(self, raw: bytes | Fault, scope: Scope) -> None:
        payload = payload_of(raw) if isinstance(raw, bytes) else raw
        scope.tell(said.CodeMissed(payload.code) if isinstance(payload, Fault) else said.CodeSeen(payload))
