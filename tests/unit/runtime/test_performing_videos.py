"""A short video is fetched once and then lies here; whatever is wrong with it has a name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.flows.acts import put
from kiosk.flows.events import PlatformFailed
from kiosk.flows.events.videos import VideoBroken, VideoReady
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.videos import Videos
from kiosk.sandbox.seed import Seed
from tests.platform_stand import MemoryStand
from tests.runtime_stand import Ear, desk, memory_at_form, settings

VIDEO = "card-on-the-reader"
FILM = Seed().film(VIDEO)


class At:
    """A page of a video, with a platform in memory."""

    def __init__(self, table: Desk) -> None:
        self.platform = MemoryStand().platform
        table._client = self.platform  # type: ignore[assignment]  # as much of a client as is asked
        self.videos = Videos(table)
        self.memory = put(memory_at_form("mz-lsjz"), "video", chosen=VIDEO)

    def fetch(self) -> Ear:
        ear = Ear()
        self.videos.fetch(self.memory, ear.scope)
        return ear


@pytest.fixture
def at(tmp_path: Path) -> Iterator[At]:
    with desk(settings(tmp_path)) as table:
        yield At(table)
        table._client = None


def test_it_is_fetched_once_and_plays_without_a_line_from_then_on(at: At) -> None:
    path = Path(at.fetch().last(VideoReady).file)
    assert path.read_bytes() == FILM
    at.platform.fail(PlatformError(PlatformFault.CONNECTION_REFUSED))
    assert at.fetch().last(VideoReady).file == str(path)
    path.write_bytes(FILM[:-1] + b"?")
    at.fetch().hears(PlatformFailed("platform.connection-refused"))
    assert Path(at.fetch().last(VideoReady).file).read_bytes() == FILM, "the rotten one was fetched anew"


@pytest.mark.parametrize(
    ("film", "code"),
    [(None, "video.missing"), (FILM + b"?", "video.too-large"), (FILM[:-1] + b"?", "video.altered")],
)
@pytest.mark.expects_warnings
def test_what_is_wrong_has_a_name(at: At, film: bytes | None, code: str) -> None:
    at.platform.films = {} if film is None else {VIDEO: film}
    at.fetch().hears(VideoBroken(code))
    assert not list(at.videos._desk.files.videos.glob("*"))


@pytest.mark.expects_warnings
def test_no_room_has_one_too(at: At) -> None:
    folder = at.videos._desk.files.videos
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_bytes(b"in the way")
    at.fetch().hears(VideoBroken("video.no-room"))


def test_one_that_the_item_does_not_name_is_not_asked_for(at: At) -> None:
    at.memory = replace(at.memory, item=None)
    assert at.fetch().heard == []
