"""The page that is looked for and taken: a document camera in memory."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import pytest

from devices.contract import Picture
from devices.drivers import memory_document_camera
from devices.drivers.memory_document_camera import MemoryDocumentCamera
from devices.twins.desk_scene import Edge, Lying, picture
from kiosk.flows import events as on
from kiosk.flows.memory import Memory
from kiosk.identity.vision import decode_image
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.camera import Advice, Page
from kiosk.runtime.preview import Corners
from kiosk.runtime.settings import Device, Settings
from tests.runtime_stand import Ear, desk, settings, until

CAMERA = Device("memory_document_camera")
PAGE = picture(Lying(), 1280, 960)
COVERED = picture(Lying(cover=Edge.LEFT), 1280, 960)


def terminal(folder: Path, **options: Any) -> Settings:
    return settings(folder, document_camera=Device("memory_document_camera", options))


@pytest.fixture
def camera(monkeypatch: pytest.MonkeyPatch) -> MemoryDocumentCamera:
    """The document camera of this terminal: in memory."""
    one = MemoryDocumentCamera()
    made = dataclasses.replace(memory_document_camera.DRIVER, open=lambda _options: one)
    monkeypatch.setattr(memory_document_camera, "DRIVER", made)
    return one


class Feed:
    """Shows one picture again and again until the block ends."""

    def __init__(self, camera: MemoryDocumentCamera, lies: Picture) -> None:
        self.lies = lies
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._show, args=(camera,), daemon=True)

    def _show(self, camera: MemoryDocumentCamera) -> None:
        while not self._over.wait(0.02):
            if not camera.waiting:
                camera.show(self.lies.copy())

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join(20)


class PageRoom:
    """One who lays a page down, what was seen on screen, what was told."""

    def __init__(self, at: Desk) -> None:
        self.ear = Ear()
        self.previews: list[tuple[Any, Corners]] = []
        self.page = Page(at, self.preview)

    def preview(self, picture: Any, corners: Corners = ()) -> None:
        self.previews.append((picture, corners))

    def hints(self) -> list[str]:
        return [seen.hint for seen in self.ear.all(on.PageSeen)]


@pytest.fixture
def scanner(tmp_path: Path, camera: MemoryDocumentCamera) -> Iterator[PageRoom]:
    del camera
    with desk(terminal(tmp_path)) as at:
        made = PageRoom(at)
        yield made
        made.page.stop()


def test_live_picture_comes_with_the_outline_and_advice_that_changes(
    scanner: PageRoom, camera: MemoryDocumentCamera
) -> None:
    with Feed(camera, PAGE) as feed:
        scanner.page.start(Memory(), scanner.ear.scope)
        until(lambda: scanner.hints() == ["ready"], "that all is well")
        assert all(len(corners) == 4 for _, corners in scanner.previews)
        feed.lies = COVERED
        until(lambda: scanner.hints() == ["ready", "covered"], "what is wrong")
        assert scanner.previews[-1][1] == ()
        feed.lies = PAGE
        until(lambda: scanner.hints() == ["ready", "covered", "ready"], "that all is well again")


def test_page_is_taken_straight_when_the_button_is_pressed(scanner: PageRoom, camera: MemoryDocumentCamera) -> None:
    with Feed(camera, PAGE):
        scanner.page.start(Memory(), scanner.ear.scope)
        until(lambda: len(scanner.previews) > 2, "a preview")
        assert scanner.ear.all(on.PictureReady) == []
        scanner.page.take(whole=False)
        taken = scanner.ear.last(on.PictureReady)
        shown = len(scanner.previews)
        until(lambda: len(scanner.previews) <= shown + 1, "rest")
    back = decode_image(taken.jpeg)
    assert back is not None
    assert back.shape[1] / back.shape[0] == pytest.approx(1240 / 1754, rel=0.02)
    assert len(taken.jpeg) <= 300_000
    assert "jpeg" not in repr(taken)
    assert len(scanner.ear.all(on.PictureReady)) == 1
    assert (scanner.previews[-1][0].shape, scanner.previews[-1][1]) == (back.shape, ())


def test_page_that_is_covered_is_not_taken_and_looking_goes_on(
    scanner: PageRoom, camera: MemoryDocumentCamera
) -> None:
    with Feed(camera, COVERED) as feed:
        scanner.page.start(Memory(), scanner.ear.scope)
        scanner.page.take(whole=False)
        assert scanner.ear.last(on.PageMissed).fault == "page.not-found"
        shown = len(scanner.previews)
        until(lambda: len(scanner.previews) > shown + 1, "that looking goes on")
        feed.lies = PAGE
        until(lambda: scanner.hints()[-1:] == ["ready"], "the page")
        scanner.page.take(whole=False)
        scanner.ear.last(on.PictureReady)
    assert scanner.ear.all(on.CameraFailed) == []


def test_all_that_lies_there_is_taken_where_that_is_wanted(scanner: PageRoom, camera: MemoryDocumentCamera) -> None:
    with Feed(camera, COVERED):
        scanner.page.start(Memory(), scanner.ear.scope)
        scanner.page.take(whole=True)
        back = decode_image(scanner.ear.last(on.PictureReady).jpeg)
    assert back is not None
    assert back.shape == PAGE.shape


def test_grey_page_is_shown_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grey = MemoryDocumentCamera({"colour": False})
    made = dataclasses.replace(memory_document_camera.DRIVER, open=lambda _options: grey)
    monkeypatch.setattr(memory_document_camera, "DRIVER", made)
    with desk(terminal(tmp_path)) as at, Feed(grey, PAGE):
        room = PageRoom(at)
        room.page.start(Memory(), room.ear.scope)
        room.page.take(whole=False)
        room.ear.last(on.PictureReady)
        assert room.previews[-1][0].shape[2] == 3
        room.page.stop()


def test_taking_it_again_begins_with_a_live_picture(scanner: PageRoom, camera: MemoryDocumentCamera) -> None:
    with Feed(camera, PAGE):
        scanner.page.start(Memory(), scanner.ear.scope)
        scanner.page.take(whole=False)
        scanner.ear.last(on.PictureReady)
        again = Ear()
        scanner.page.start(Memory(), again.scope)
        before = len(scanner.previews)
        until(lambda: len(scanner.previews) > before + 2, "live again")
        assert again.all(on.PictureReady) == []


def test_nothing_is_taken_by_a_camera_that_is_not_open(scanner: PageRoom) -> None:
    scanner.page.take(whole=False)
    assert scanner.ear.heard == []


@pytest.mark.expects_warnings
def test_a_document_camera_that_stops_is_said(scanner: PageRoom, camera: MemoryDocumentCamera) -> None:
    camera.unplug()
    scanner.page.start(Memory(), scanner.ear.scope)
    assert scanner.ear.last(on.CameraFailed).fault == "device.gone"


@pytest.mark.expects_warnings
def test_no_document_camera_or_one_that_is_refused_is_said(tmp_path: Path) -> None:
    ear = Ear()
    with desk(settings(tmp_path)) as at:
        PageRoom(at).page.start(Memory(), ear.scope)
    ear.hears(on.CameraFailed("device.not-configured"))
    with desk(settings(tmp_path, document_camera=Device("memory_camera"))) as at:
        PageRoom(at).page.start(Memory(), ear.scope)
    ear.hears(on.CameraFailed("device.not-permitted"))


def test_pictures_after_the_page_was_left_are_not_shown(scanner: PageRoom, camera: MemoryDocumentCamera) -> None:
    scanner.ear.scope.close()
    with Feed(camera, PAGE):
        scanner.page.start(Memory(), scanner.ear.scope)
        until(lambda: scanner.page._worker is not None and scanner.page._worker._sequence > 3, "pictures")
    assert scanner.previews == []


def test_advice_changes_only_once_two_pictures_agree() -> None:
    said: list[str] = []
    advice = Advice(said.append)
    for hint in ("no-page", "ready", "no-page", "ready", "ready", "ready", "glare", "ready", "glare", "glare"):
        advice.heard(hint)
    assert said == ["ready", "glare"]
