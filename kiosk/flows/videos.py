"""A short instruction video (短视频) from the service guide: looked at before anybody shows a card."""

from __future__ import annotations

from enum import StrEnum

from msgspec.structs import replace

from kiosk.domain.catalogue import Video
from kiosk.flows import events as on
from kiosk.flows.acts import both, sets, takes
from kiosk.flows.engine import Row, Step
from kiosk.flows.events import Event
from kiosk.flows.events.videos import VideoBroken, VideoOpened, VideoReady
from kiosk.flows.memory import Memory
from kiosk.flows.screens import Screen
from kiosk.flows.video_effects import FetchVideo
from kiosk.flows.video_parts import Watching

ON_VIDEO = Step(Screen.VIDEO, enter=(FetchVideo(),))


def chosen(memory: Memory) -> Video | None:
    """The video that is looked at."""
    return _named(memory, memory.video.chosen)


def _named(memory: Memory, video_id: str) -> Video | None:
    return next((one for one in (memory.item.videos if memory.item else ()) if one.video_id == video_id), None)


def _has(memory: Memory, event: Event) -> bool:
    return isinstance(event, VideoOpened) and _named(memory, event.video_id) is not None


_FRESH = {"phase": "opening", "file": "", "fault": None}
_FAILED = both(takes("video", fault="fault"), sets("video", phase="failed", file=""))


def _closed(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    return replace(memory, video=Watching())


def rows(item: StrEnum, video: StrEnum) -> tuple[Row, ...]:
    """From the guide to a video, and back."""
    return (
        Row(item, VideoOpened, video, both(takes("video", chosen="video_id"), sets("video", **_FRESH)), when=_has),
        Row(item, VideoOpened, item),
        Row(video, VideoReady, video, both(takes("video", file="file"), sets("video", phase="ready"))),
        Row(video, VideoBroken, video, _FAILED),
        Row(video, on.PlatformFailed, video, _FAILED),
        Row(video, on.RetryAsked, video, sets("video", **_FRESH), (FetchVideo(),)),
        Row(video, on.WentBack, item, _closed),
    )
