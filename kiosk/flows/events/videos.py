"""What the person did about a short video, and what came of it."""

from __future__ import annotations

from kiosk.flows.events.base import Event


class VideoOpened(Event, frozen=True):
    """看视频: of that id."""

    video_id: str


class VideoReady(Event, frozen=True):
    """It lies in that file, with the digest that the catalogue names."""

    file: str


class VideoBroken(Event, frozen=True):
    """It cannot be played."""

    fault: str
