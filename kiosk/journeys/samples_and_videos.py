"""Journey: from the guide to a sample of a paper and to a short video, and back; nobody shows a card.

The video plays once more without a line, for it lies here; a rotten or altered one is told calmly.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.journeys.rate import turn_to
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage
from kiosk.runtime import demo
from kiosk.runtime.files import Files

ITEM, THEME = "mz-lsjz", "mz"
KEPT, SECOND = "video-card-on-the-reader", "video-paper-under-the-camera"


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    hand.wait("the catalogue", lambda: hand.sees(f"theme-{THEME}"))
    hand.go(f"theme-{THEME}", "category")
    turn_to(stage, f"item-{ITEM}")
    hand.go(f"item-{ITEM}", "item")
    _sample(stage)
    report.facts["captions"] = _watched(stage)
    stage.platform("spoil-video", {"how": "altered"})
    _told(stage, SECOND, "video-altered")
    stage.stop_sandbox()
    _opened(stage, KEPT)
    hand.keep("video-without-a-line")
    hand.go("backButton", "item")
    _rot(stage)
    _told(stage, KEPT, "video-rotten")


def _sample(stage: Stage) -> None:
    """A filled-in sample is looked at on the page of its item."""
    hand = stage.hand
    turn_to(stage, "sample.income")
    hand.go("sample.income", "sample")
    hand.wait("the sample", lambda: hand.sees("sample.picture"))
    hand.keep("sample-shown")
    hand.go("backButton", "item")


def _opened(stage: Stage, video: str) -> None:
    """It stands at its first picture, and plays when somebody wants it."""
    hand = stage.hand
    turn_to(stage, video)
    hand.go(video, "video")
    hand.wait("the first picture", lambda: hand.sees("primaryButton"))


def _watched(stage: Stage) -> list[str]:
    """To its end; the captions that were seen."""
    hand = stage.hand
    _opened(stage, KEPT)
    before = hand.reads("primaryButton")
    seen = [hand.reads("video.caption")]
    hand.keep("video-still")
    hand.tap("primaryButton")

    def noted(true: Callable[[], bool]) -> bool:
        caption = hand.reads("video.caption")
        if caption and caption != seen[-1]:
            seen.append(caption)
            hand.keep(f"video-caption-{len(seen)}")
        return true()

    hand.wait("that it plays", lambda: noted(lambda: hand.reads("primaryButton") != before), leaf=False)
    playing = hand.reads("primaryButton")
    hand.wait("its end", lambda: noted(lambda: hand.reads("primaryButton") not in {before, playing}), leaf=False)
    hand.keep("video-ended")
    hand.go("backButton", "item")
    return seen


def _rot(stage: Stage) -> None:
    """The disk changes a byte of what lies here."""
    folder = Files(demo.state_dir(stage.demo.folder)).videos
    (kept,) = folder.iterdir()
    film = bytearray(kept.read_bytes())
    film[-1] ^= 1
    kept.write_bytes(film)


def _told(stage: Stage, video: str, picture: str) -> None:
    """It does not play, and the guide is one step away."""
    hand = stage.hand
    turn_to(stage, video)
    hand.go(video, "video")
    hand.wait("what is wrong", lambda: hand.sees("video.retry"))
    if hand.sees("primaryButton"):
        raise JourneyError("what does not play is offered")
    hand.keep(picture)
    hand.go("backButton", "item")
