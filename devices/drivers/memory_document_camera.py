"""A document camera in memory: passes the same conformance suite as the real one; for tests and training.

Options are those of `devices.page_desk`. Must never be opened on a real terminal (`virtual=True`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from devices.contract import Driver, Info, Kind, PageImage, Picture, Sight
from devices.known_options import KNOWN
from devices.page_desk import PageDesk
from devices.twins.picture_line import PictureLine


class MemoryDocumentCamera(PictureLine):
    """A row of pictures of a desk."""

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self._desk = PageDesk(super().frame, options or {})

    def frame(self, timeout: float) -> Picture:
        """The next picture in line. CAMERA_STOPPED after `timeout` seconds; raises what was ordered."""
        return self._desk.frame(timeout)

    def look(self, timeout: float) -> Sight:
        """The next picture in line, and the page in it."""
        return self._desk.look(timeout)

    def take(self, timeout: float, *, whole: bool = False) -> PageImage:
        """The page of one of the next pictures in line."""
        return self._desk.take(timeout, whole=whole)

    def describe(self) -> Info:
        """Memory."""
        return Info(model="memory")


DRIVER = Driver(
    name="memory_document_camera",
    kind=Kind.DOCUMENT_CAMERA,
    open=MemoryDocumentCamera,
    virtual=True,
    options=KNOWN["memory_document_camera"],
)
