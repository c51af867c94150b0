"""Are the cameras there? They are opened only by the page that needs them; until then nobody would know.

Must never open one: a camera that is looked at lights its lamp.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from devices.faults import Fault
from devices.kinds import Kind
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.runtime.settings import Device, Devices


class Cameras:
    """Looks whether what the settings name as a camera's source is there; tells what has changed."""

    def __init__(self, devices: Devices) -> None:
        self._fitted = {Kind.CAMERA: devices.camera, Kind.DOCUMENT_CAMERA: devices.document_camera}
        self._told: dict[Kind, str | None] = dict.fromkeys(self._fitted)

    def look(self, tell: Callable[[Event], None]) -> None:
        """Look once. At first all are taken to be there."""
        for kind, device in self._fitted.items():
            fault = _fault(device)
            if fault != self._told[kind]:
                self._told[kind] = fault
                tell(on.DeviceChanged(kind, usable=fault is None, fault=fault))


def _fault(device: Device | None) -> str | None:
    if device is None:
        return Fault.NOT_CONFIGURED.code
    source = device.options.get("source")
    if isinstance(source, int):
        source = f"/dev/video{source}"
    there = not isinstance(source, str) or Path(source).exists()
    return None if there else Fault.GONE.code
