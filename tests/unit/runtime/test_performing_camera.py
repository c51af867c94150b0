"""The photographed page: a camera in memory."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from devices.contract import Picture
from devices.drivers import memory_camera
from devices.drivers.memory_camera import MemoryCamera
from kiosk.flows import events as on
from kiosk.flows.memory import Memory
from kiosk.identity.vision import decode_image
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.camera import Page, as_jpeg
from kiosk.runtime.settings import Device, Settings
from tests.runtime_stand import Ear, desk, settings, until

CAMERA = Device("memory_camera")
BLANK = np.full((240, 320, 3), 128, np.uint8)


def terminal(folder: Path) -> Settings:
    return settings(folder, camera=CAMERA, document_camera=CAMERA)


@pytest.fixture
def camera(monkeypatch: pytest.MonkeyPatch) -> MemoryCamera:
    """The camera of this terminal: in memory."""
    one = MemoryCamera()
    monkeypatch.setattr(memory_camera, "DRIVER", dataclasses.replace(memory_camera.DRIVER, open=lambda _options: one))
    return one


class Feed:
    """Shows one picture again and again until the block ends."""

    def __init__(self, camera: MemoryCamera, picture: Picture) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._show, args=(camera, picture), daemon=True)

    def _show(self, camera: MemoryCamera, picture: Picture) -> None:
        while not self._over.wait(0.05):
            if not camera._pictures:
                camera.show(picture.copy())

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join(20)


# --- a page -----------------------------------------------------------------------------------------------
class PageRoom:
    """The document camera."""

    def __init__(self, at: Desk) -> None:
        self.ear, self.previews = Ear(), list[Any]()
        self.page = Page(at, self.previews.append)


@pytest.fixture
def scanner(tmp_path: Path, camera: MemoryCamera) -> Iterator[PageRoom]:
    del camera
    with desk(terminal(tmp_path)) as at:
        made = PageRoom(at)
        yield made
        made.page.stop()


def test_the_next_picture_after_the_button_is_kept(scanner: PageRoom, camera: MemoryCamera) -> None:
    with Feed(camera, BLANK):
        scanner.page.start(Memory(), scanner.ear.scope)
        until(lambda: len(scanner.previews) > 2, "a preview")
        assert scanner.ear.all(on.PictureReady) == []
        scanner.page.take()
        taken = scanner.ear.last(on.PictureReady)
        shown = len(scanner.previews)
        until(lambda: len(scanner.previews) <= shown + 1, "rest")
    assert taken.jpeg.startswith(b"\xff\xd8")
    assert "jpeg" not in repr(taken)
    assert len(scanner.ear.all(on.PictureReady)) == 1


def test_taking_it_again_begins_with_a_live_picture(scanner: PageRoom, camera: MemoryCamera) -> None:
    with Feed(camera, BLANK):
        scanner.page.start(Memory(), scanner.ear.scope)
        scanner.page.take()
        scanner.ear.last(on.PictureReady)
        again = Ear()
        scanner.page.start(Memory(), again.scope)
        before = len(scanner.previews)
        until(lambda: len(scanner.previews) > before + 2, "live again")
        assert again.heard == []


@pytest.mark.expects_warnings
def test_a_document_camera_that_stops_is_said(scanner: PageRoom, camera: MemoryCamera) -> None:
    camera.unplug()
    scanner.page.start(Memory(), scanner.ear.scope)
    assert scanner.ear.last(on.CameraFailed).fault == "device.gone"


@pytest.mark.expects_warnings
def test_no_document_camera_or_one_that_is_refused_is_said(tmp_path: Path) -> None:
    ear = Ear()
    with desk(settings(tmp_path)) as at:
        PageRoom(at).page.start(Memory(), ear.scope)
    ear.hears(on.CameraFailed("device.not-configured"))
    with desk(settings(tmp_path, document_camera=Device("sam_serial"))) as at:
        PageRoom(at).page.start(Memory(), ear.scope)
    ear.hears(on.CameraFailed("device.not-permitted"))


def test_pictures_after_the_page_was_left_are_not_shown(scanner: PageRoom, camera: MemoryCamera) -> None:
    scanner.ear.scope.close()
    with Feed(camera, BLANK):
        scanner.page.start(Memory(), scanner.ear.scope)
        until(lambda: scanner.page._worker is not None and scanner.page._worker._sequence > 3, "pictures")
    assert scanner.previews == []


def test_a_page_is_at_most_300_kb_however_busy_the_picture() -> None:
    noise = np.random.default_rng(7).integers(0, 255, (1200, 1600, 3), dtype=np.uint8)
    plain = as_jpeg(np.full((1200, 1600, 3), 200, np.uint8))
    assert len(plain) < 300_000
    busy = as_jpeg(noise)
    assert 100_000 < len(busy) <= 300_000
    shaded = np.zeros((64, 64, 3), np.uint8)
    shaded[..., 0] = 255
    back = decode_image(as_jpeg(shaded))
    assert back is not None
    assert back[32, 32, 0] > 200, "red stays red"
