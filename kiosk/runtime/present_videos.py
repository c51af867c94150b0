"""From what the session knows of a short video to what its page shows. Pure; never decides anything."""

from __future__ import annotations

from kiosk.flows.videos import chosen
from kiosk.runtime.scene import Scene
from kiosk.runtime.shown_videos import CaptionShown, VideoRow, VideoView


def video_rows(scene: Scene) -> tuple[VideoRow, ...]:
    """Those of the item, as its guide lists them."""
    item, language = scene.memory.item, scene.memory.around.language
    return tuple(
        VideoRow(one.video_id, one.title.said(language), one.seconds) for one in (item.videos if item else ())
    )


def video_view(scene: Scene) -> VideoView:
    """The one that is looked at, with its captions in the language of the page."""
    video, seen, language = chosen(scene.memory), scene.memory.video, scene.memory.around.language
    if video is None:
        return VideoView()
    from kiosk.domain.webvtt import cues  # not before: home comes up without it

    return VideoView(
        title=video.title.said(language),
        phase=seen.phase,
        file=seen.file,
        fault=seen.fault,
        seconds=video.seconds,
        captions=tuple(CaptionShown(one.start, one.end, one.text) for one in cues(video.captions.said(language))),
    )
