"""A real short video on its page: it stands still, plays, keeps its captions in step, and ends with the page."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage

from kiosk.domain.text import Language
from kiosk.flows.events.videos import VideoBroken, VideoOpened
from kiosk.flows.screens import Screen
from kiosk.runtime.shown_videos import CaptionShown
from kiosk.runtime.view import Dialog, View
from tests.ui import page_rules, video_views
from tests.ui.conftest import WAIT_MS, Stage
from tests.ui.modes import LOOKS, Look
from ui import inspection
from ui.video import VideoItem
from ui.video_wire import Sound, Standing, State

DRAWINGS = Path(__file__).resolve().parents[2] / "packaging" / "videos"
CUES = tuple(CaptionShown(*one) for one in ((0, 900, "first"), (900, 2000, "second"), (2000, 15_000, "third")))
BROKEN = VideoBroken("video.undecodable")


def players() -> list[int]:
    """Processes of ours that play."""
    tasks = Path("/proc/self/task").iterdir()
    children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    return [child for child in children if b"ui.video_player" in Path(f"/proc/{child}/cmdline").read_bytes()]


def picture(stage: Stage) -> VideoItem:
    item = inspection.find(stage.window, "video.picture")
    assert isinstance(item, VideoItem)
    return item


def opened(stage: Stage, **changes: Any) -> VideoItem:
    """The page of the first video, at its first picture."""
    view = video_views.PAGES["video-ready"](Language.ZH_HANS)
    stage.show(replace(view, video=replace(view.video, **{"captions": CUES, **changes})))
    item = picture(stage)
    stage.qtbot.waitUntil(lambda: bool(item.pictured), timeout=WAIT_MS)
    stage.settle()
    return item


def seen(stage: Stage) -> np.ndarray:
    """What is on the screen in the place of the picture, RGB."""
    item = picture(stage)
    box = inspection.scene_rect(item).toRect()
    image = stage.grab().copy(QRect(box)).scaled(960, 720).convertToFormat(QImage.Format.Format_RGB888)
    return np.frombuffer(bytes(image.constBits()), np.uint8).reshape(720, 960, 3).astype(np.int16)


def caption(stage: Stage) -> str:
    item = inspection.find(stage.window, "video.caption")
    assert item is not None
    return str(item.property("text"))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """`frame(name, seconds)`: what the video was made from."""
    monkeypatch.syspath_prepend(str(DRAWINGS))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    import drawings  # type: ignore[import-not-found]

    yield drawings.frame
    sys.modules.pop("drawings", None)


def test_it_plays_on_the_screen_with_its_captions_in_step(stage: Stage, drawn: Any) -> None:
    item = opened(stage)
    still = drawn(video_views.FIRST, 0.0).astype(np.int16)
    assert np.abs(seen(stage) - still).mean() < 3
    stage.qtbot.wait(500)
    assert (item.standing, item.moment < 100, caption(stage)) == ("ready", True, "first"), "nothing plays by itself"
    stage.tap("primaryButton")
    said = set()
    for moment in (1000, 2300):
        reaches(stage, item, moment)
        now = seen(stage)
        at = min((item.moment / 1000 + late / 10 for late in (-1, 0, 1)), key=lambda at: unlike(now, drawn, at))
        assert unlike(now, drawn, at) < 3 < np.abs(now - still).mean()
        said.add(caption(stage))
        assert caption(stage) == next(cue.text for cue in CUES if cue.start <= item.moment < cue.end)
    assert said == {"second", "third"}
    stage.tap("primaryButton")
    stage.qtbot.waitUntil(lambda: item.standing == "paused", timeout=WAIT_MS)
    assert any(type(event).__name__ == "Touched" for event, _ in stage.sent), "looking on is being there"


def reaches(stage: Stage, item: VideoItem, moment: int) -> None:
    stage.qtbot.waitUntil(lambda: item.moment >= moment, timeout=WAIT_MS)


def unlike(now: np.ndarray, drawn: Any, at: float) -> float:
    return float(np.abs(now - drawn(video_views.FIRST, at).astype(np.int16)).mean())


def test_no_decoder_is_in_the_screen_and_none_is_left_behind(stage: Stage) -> None:
    opened(stage)
    assert len(players()) == 1
    ours = Path("/proc/self/maps").read_text()
    assert "libffmpegmediaplugin" not in ours
    assert "Qt/lib/libavcodec" not in ours
    stage.show(View(serial=0, screen=Screen.HELP, chrome=stage.process.bridge.view.chrome))
    assert players() == []
    opened(stage)
    assert len(players()) == 1, "back from the help, it stands at its beginning"


@pytest.mark.parametrize("dialog", [Dialog.IDLE, Dialog.LEAVE])
def test_a_dialog_stops_it(stage: Stage, dialog: Dialog) -> None:
    item = opened(stage)
    stage.tap("primaryButton")
    stage.qtbot.waitUntil(lambda: item.moment > 200, timeout=WAIT_MS)
    view = stage.process.bridge.view
    stage.show(replace(view, chrome=replace(view.chrome, dialog=dialog, dialog_seconds=42)))
    stage.qtbot.waitUntil(lambda: item.standing == "paused", timeout=WAIT_MS)
    stage.qtbot.wait(300)
    stood = item.moment
    stage.qtbot.wait(400)
    assert item.moment == stood


def kept(folder: Path, film: bytes, *, name: str = "") -> str:
    path = folder / (name or hashlib.sha256(film).hexdigest())
    path.write_bytes(film)
    return str(path)


@pytest.mark.expects_warnings
@pytest.mark.parametrize("wrong", ["noise", "altered", "gone", "empty", "half", "sound alone"])
def test_what_cannot_be_played_is_told(stage: Stage, tmp_path: Path, wrong: str) -> None:
    film = video_views.kept(video_views.FIRST).read_bytes()
    file = {
        "noise": lambda: kept(tmp_path, bytes(range(256)) * 99),
        "altered": lambda: kept(tmp_path, film[:-1] + b"?", name=hashlib.sha256(film).hexdigest()),
        "gone": lambda: str(tmp_path / "0"),
        "empty": lambda: kept(tmp_path, b""),
        "half": lambda: kept(tmp_path, film[:400]),
        "sound alone": lambda: kept(tmp_path, WAVE),
    }[wrong]()
    view = video_views.PAGES["video-ready"](Language.ZH_HANS)
    stage.show(replace(view, video=replace(view.video, file=file)))
    stage.qtbot.waitUntil(lambda: BROKEN in stage.events(), timeout=WAIT_MS)
    stage.qtbot.wait(100)
    assert stage.events() == [BROKEN]
    assert players() == []


WAVE = b"RIFF\x24\x10\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00"
WAVE += b"data\x00\x10\x00\x00" + bytes(4096)


@pytest.mark.expects_warnings
def test_a_decoder_that_crashes_costs_the_video_and_not_the_screen(stage: Stage) -> None:
    opened(stage)
    (process,) = players()
    os.kill(process, signal.SIGSEGV)
    stage.qtbot.waitUntil(lambda: stage.events() == [BROKEN], timeout=WAIT_MS)
    assert players() == []
    stage.show(video_views.PAGES["video-failed"](Language.ZH_HANS))
    assert "取来的视频和平台登记的不一样，没有播放" in stage.texts()
    opened(stage)


def test_sound_is_off_until_somebody_wants_it_and_said_to_be_missing(stage: Stage) -> None:
    item = opened(stage)
    assert inspection.find(stage.window, "video.sound") is None
    assert "这台机器没有声音，看字幕就行。" in stage.texts()
    feed = item._held.feed
    assert feed is not None
    words: list[str] = []
    feed.say = words.append  # type: ignore[assignment, method-assign]  # what the process would hear
    for sound, text in ((Sound.OFF, "声音关着，点这里打开"), (Sound.ON, "声音开着，点这里关掉")):
        feed.standing = Standing(State.READY, sound, 15_000)
        feed.stood.emit()
        stage.settle()
        assert text in stage.texts()
        stage.tap("video.sound")
        stage.rest()
    assert words == ["sound-on", "sound-off"]


def test_at_its_end_it_may_be_looked_at_again(stage: Stage) -> None:
    item = opened(stage)
    feed = item._held.feed
    assert feed is not None
    words: list[str] = []
    feed.say = words.append  # type: ignore[assignment, method-assign]  # what the process would hear
    feed.standing = Standing(State.ENDED, Sound.NONE, 15_000)
    feed.stood.emit()
    stage.settle()
    assert {"再看一遍", "第 15 秒，共 15 秒", "这段视频没有声音，看字幕就行。"} <= {*stage.texts()}
    stage.tap("primaryButton")
    assert words == ["again"]


def test_the_guide_opens_it(stage: Stage) -> None:
    stage.show(video_views.PAGES["item-with-videos"](Language.ZH_HANS))
    stage.tap(f"video-{video_views.FIRST}")
    assert stage.events() == [VideoOpened(video_views.FIRST)]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_its_page_holds_in_every_mode_with_the_picture_there(look: Look, stage: Stage) -> None:
    view = video_views.PAGES["video-ready"](Language.EN)
    with stage.sized(look.size):
        stage.show(replace(view, chrome=replace(view.chrome, **look.chrome)))
        item = picture(stage)
        stage.qtbot.waitUntil(lambda: bool(item.pictured) and item.standing == "ready", timeout=WAIT_MS)
        for sound in (Sound.UNHEARD, Sound.OFF):
            feed = item._held.feed
            assert feed is not None
            feed.standing = Standing(State.READY, sound, 15_000)
            feed.stood.emit()
            stage.settle()
            window = QRectF(0, 0, *look.size)
            assert page_rules.problems(stage.tree(), window, look.limits) == []
            below = inspection.find(stage.window, "video.caption")
            assert below is not None
            box, words = inspection.scene_rect(item), inspection.scene_rect(below)
            assert not box.intersects(words), "captions never lie over the picture"
            assert box.width() >= 400
            assert box.height() >= 280
