"""A camera in memory: passes the same conformance suite as the real ones; for tests and training.

Options: none needed. Must never be opened on a real terminal (`virtual=True`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from devices.contract import Driver, Kind
from devices.known_options import KNOWN
from devices.twins.picture_line import PictureLine


class MemoryCamera(PictureLine):
    """A row of pictures."""

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        del options
        super().__init__()


DRIVER = Driver(
    name="memory_camera", kind=Kind.CAMERA, open=MemoryCamera, virtual=True, options=KNOWN["memory_camera"]
)
