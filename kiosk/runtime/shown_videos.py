"""What the page of a short video shows; see `kiosk.runtime.view`."""

from __future__ import annotations

from kiosk.domain.webvtt import Cue
from kiosk.runtime.shown import Shown


class VideoRow(Shown, frozen=True):
    """A video that can be looked at."""

    key: str
    name: str
    seconds: int


class VideoView(Shown, frozen=True):
    """One video."""

    title: str = ""
    phase: str = "opening"
    """As in flows.video_parts.Watching."""
    file: str = ""
    """Where it lies, named by its digest."""
    fault: str | None = None
    seconds: int = 0
    captions: tuple[Cue, ...] = ()
