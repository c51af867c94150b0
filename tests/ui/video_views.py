"""Views of short videos: on the guide, on their page, and where one does not play."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec
from msgspec.structs import replace

from kiosk.domain.text import Language
from kiosk.domain.webvtt import cues
from kiosk.flows.screens import Screen
from kiosk.runtime.shown_videos import CaptionShown, VideoRow, VideoView
from kiosk.runtime.view import View
from kiosk.sandbox.seed import Seed
from tests.ui.public_views import PAGES as PUBLIC
from tests.ui.public_views import around

VIDEOS = {one.video_id: one for item in Seed().items for one in item.videos}
FIRST = "card-on-the-reader"
_FOLDER = tempfile.TemporaryDirectory(prefix="kiosk-videos-")


@cache
def kept(key: str) -> Path:
    """The sandbox's own file of that video, as a terminal keeps it."""
    path = Path(_FOLDER.name) / VIDEOS[key].sha256
    path.write_bytes(Seed().film(key))
    return path


def video(phase: str, fault: str | None = None, key: str = FIRST) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        one = VIDEOS[key]
        shown = VideoView(
            title=one.title.said(language),
            phase=phase,
            file=str(kept(key)) if phase == "ready" else "",
            fault=fault,
            seconds=one.seconds,
            captions=tuple(CaptionShown(cue.start, cue.end, cue.text) for cue in cues(one.captions.said(language))),
        )
        return View(serial=0, screen=Screen.VIDEO, chrome=around(language), video=shown)

    return make


def guide(language: Language) -> View:
    """The guide of an item with videos."""
    view = PUBLIC["item"](language)
    rows = tuple(VideoRow(one.video_id, one.title.said(language), one.seconds) for one in VIDEOS.values())
    return msgspec.structs.replace(view, item=replace(view.item, videos=rows))


PAGES: dict[str, Callable[[Language], View]] = {
    "video-ready": video("ready"),
    "video-opening": video("opening"),
    "video-failed": video("failed", "video.altered"),
    "video-unreachable": video("failed", "platform.timeout"),
    "item-with-videos": guide,
}
