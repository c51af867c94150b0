"""Short videos on the guide: opened and left without a card, and no dead end where one does not play."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.domain.catalogue import Video
from kiosk.domain.text import Text
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.flows.events.videos import VideoBroken, VideoOpened, VideoReady
from kiosk.flows.screens import Screen
from kiosk.flows.video_effects import FetchVideo
from kiosk.flows.video_parts import Watching
from tests.flow_walk import Walk, item

VIDEO = Video("v", Text("字"), 15, 3, "0" * 64, "video/webm", Text("WEBVTT"))


def at_guide(*, online: bool = True) -> Walk:
    return Walk(online=online)(on.ItemOpened(replace(item(), videos=(VIDEO,))))


@pytest.mark.parametrize("online", [True, False])
def test_a_video_is_looked_at_from_the_guide_and_asks_for_nobody(online: bool) -> None:  # noqa: FBT001
    walk = at_guide(online=online)(VideoOpened("v"))
    assert walk.screen() is Screen.VIDEO
    assert walk.wants(FetchVideo()), "it may lie here, also where there is no line"
    walk(VideoReady("/somewhere"))
    assert (walk.memory().video.phase, walk.memory().video.file) == ("ready", "/somewhere")
    assert walk(on.WentBack()).screen() is Screen.ITEM
    assert walk.memory().video == Watching(), "nothing of it is left behind"
    assert not walk.memory().personal


def test_what_the_item_does_not_name_is_not_opened() -> None:
    assert at_guide()(VideoOpened("other")).screen() is Screen.ITEM


@pytest.mark.parametrize("wrong", [VideoBroken("video.altered"), on.PlatformFailed("platform.timeout")])
@pytest.mark.parametrize("before", [(), (VideoReady("/somewhere"),)])
def test_one_that_does_not_play_says_so_and_may_be_tried_again(wrong: Event, before: tuple[Event, ...]) -> None:
    walk = at_guide()(VideoOpened("v"), *before, wrong)
    said = walk.memory().video
    assert (walk.screen(), said.phase, said.file, said.fault) == (Screen.VIDEO, "failed", "", wrong.fault)  # type: ignore[attr-defined]
    walk(on.RetryAsked())
    assert walk.wants(FetchVideo())
    assert walk.memory().video == Watching(chosen="v")
    assert walk(on.WentHome()).screen() is Screen.HOME
