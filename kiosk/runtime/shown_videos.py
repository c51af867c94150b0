"""What the page of a short video shows; see `kiosk.runtime.view`."""

from __future__ import annotations

from kiosk.runtime.shown import Shown


class VideoRow(Shown, frozen=True):
    """A video that can be looked at."""

    key: str
    name: str
    seconds: int


class CaptionShown(Shown, frozen=True):
    """What is said from when to when; milliseconds."""

    start: int
    end: int
    text: str


class VideoView(Shown, frozen=True):
    """One video."""

    title: str = ""
    phase: str = "opening"
    """As in flows.video_parts.Watching."""
    file: str = ""
    """Where it lies, named by its digest."""
    fault: str | None = None
    seconds: int = 0
    captions: tuple[CaptionShown, ...] = ()
