"""The document camera over a folder of pictures, in memory, and in its worker's thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from devices.contract import DeviceError, Fault, FrameEvent, Kind, PageEvent, Picture, State, StateChanged
from devices.drivers import document_camera, memory_document_camera
from devices.drivers.document_camera import DRIVER, DocumentCamera
from devices.drivers.memory_document_camera import MemoryDocumentCamera
from devices.page_desk import TRIES
from devices.transports.vision import as_rgb, cv2
from devices.twins.desk_scene import Edge, Lying, picture
from devices.worker import Patience
from devices.workers import DocumentCameraWorker
from tests.runtime_stand import until

GENEROUS = 20.0


def shot(seed: int = 0, **how: Any) -> Picture:
    return picture(Lying(**how), 1280, 960, seed)


def in_memory(*shown: Picture, **options: Any) -> MemoryDocumentCamera:
    camera = MemoryDocumentCamera(options)
    camera.show(*shown)
    return camera


def fault_of(camera: MemoryDocumentCamera, **how: Any) -> tuple[Fault, str]:
    with pytest.raises(DeviceError) as caught:
        camera.take(0.2, **how)
    return caught.value.fault, caught.value.detail


def decoded(jpeg: bytes) -> Picture:
    back = as_rgb(cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR))
    assert back is not None
    return back


# --- looking ----------------------------------------------------------------------------------------------------
def test_while_looking_the_outline_is_handed_on() -> None:
    sight = in_memory(shot()).look(GENEROUS)
    assert sight.picture.shape == (960, 1280, 3)
    assert sight.hints == ()
    assert len(sight.corners) == 4
    (left, top), (right, _), (_, bottom), _ = sight.corners
    assert left == pytest.approx(1 - right, abs=0.05)
    assert 0 < left < 0.4
    assert 0 < top < 0.15
    assert 0.85 < bottom < 1
    assert "picture" not in repr(sight)


@pytest.mark.parametrize(
    ("how", "hints"),
    [
        ({"sheet": "none"}, ("no-page",)),
        ({"cover": Edge.LEFT}, ("covered",)),
        ({"shift": (0.4, 0.0)}, ("cut-off",)),
        ({"fill": 0.2}, ("too-small",)),
        ({"light": 0.02}, ("too-dark", "no-page")),
        ({"glare": True}, ("glare",)),
        ({"sheet": "blank"}, ()),
    ],
)
def test_what_to_do_better_is_said_while_looking(how: dict[str, Any], hints: tuple[str, ...]) -> None:
    assert in_memory(shot(**how)).look(GENEROUS).hints == hints


def test_camera_mounted_upside_down_or_sideways_is_set_upright() -> None:
    upright = shot(turn=3)
    for turned, code in ((90, cv2.ROTATE_90_COUNTERCLOCKWISE), (180, cv2.ROTATE_180), (270, cv2.ROTATE_90_CLOCKWISE)):
        as_mounted = np.asarray(cv2.rotate(upright, code), np.uint8)
        assert np.array_equal(in_memory(as_mounted, turned=turned).look(GENEROUS).picture, upright)


# --- taking -----------------------------------------------------------------------------------------------------
def test_page_that_is_taken_is_straight_and_small() -> None:
    page = in_memory(shot(turn=10, tilt=0.06)).take(GENEROUS)
    assert len(page.jpeg) <= 300_000
    assert decoded(page.jpeg).shape == page.picture.shape
    assert page.picture.shape[1] / page.picture.shape[0] == pytest.approx(1240 / 1754, rel=0.02)
    assert page.picture[:20].mean() > 225, "its rim is paper, not desk"
    assert "jpeg" not in repr(page)


def test_page_as_the_options_want_it() -> None:
    page = in_memory(shot(), colour=False, longest_px=640, limit_bytes=40_000).take(GENEROUS)
    assert page.picture.ndim == 2
    assert max(page.picture.shape) == 640
    assert len(page.jpeg) <= 40_000


@pytest.mark.parametrize(
    "options",
    [
        {"colour": "yes"},
        {"longest_px": 10},
        {"limit_bytes": True},
        {"limit_bytes": "1"},
        {"turned": 45},
        {"turned": True},
    ],
)
def test_options_that_are_none_are_refused(options: dict[str, Any], tmp_path: Path) -> None:
    for opened in (MemoryDocumentCamera, lambda given: DocumentCamera({"source": str(tmp_path), **given})):
        with pytest.raises(DeviceError) as caught:
            opened(options)
        assert caught.value.fault is Fault.NOT_CONFIGURED


@pytest.mark.parametrize(
    ("how", "fault", "detail"),
    [
        ({"sheet": "none"}, Fault.PAGE_NOT_FOUND, "no-page"),
        ({"cover": Edge.CORNER}, Fault.PAGE_NOT_FOUND, "covered"),
        ({"shift": (0.4, 0.0)}, Fault.PAGE_NOT_FOUND, "cut-off"),
        ({"blur": 4.0}, Fault.PAGE_BLURRED, "edges of"),
    ],
)
def test_page_that_cannot_be_taken_has_its_fault(how: dict[str, Any], fault: Fault, detail: str) -> None:
    found, said = fault_of(in_memory(*(shot(seed, **how) for seed in range(TRIES))))
    assert found is fault
    assert said.startswith(detail)


def test_page_that_cannot_be_made_small_enough_is_too_large() -> None:
    shown = [shot(seed) for seed in range(TRIES)]
    camera = in_memory(*shown, limit_bytes=20_000, smallest_px=900)
    assert fault_of(camera)[0] is Fault.PAGE_TOO_LARGE


def test_hand_that_just_leaves_and_a_shake_are_waited_for() -> None:
    page = in_memory(shot(cover=Edge.TOP), shot(1, blur=5.0), shot(2)).take(GENEROUS)
    assert page.picture.shape[0] > 700


def test_whole_picture_is_taken_where_that_is_wanted() -> None:
    page = in_memory(shot(cover=Edge.LEFT)).take(GENEROUS, whole=True)
    assert page.picture.shape == (960, 1280, 3)
    assert len(page.jpeg) <= 300_000


def test_camera_that_stops_while_a_page_is_taken_has_stopped() -> None:
    assert fault_of(in_memory(shot(sheet="none")))[0] is Fault.CAMERA_STOPPED


# --- the driver -------------------------------------------------------------------------------------------------
def test_driver_takes_pages_from_a_folder(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.png").write_bytes(bytes(cv2.imencode(".png", shot(number)[..., ::-1])[1]))
    camera = DRIVER.open({"source": str(tmp_path), "live": False, "fps": 500})
    assert isinstance(camera, DocumentCamera)
    assert camera.frame(GENEROUS).shape == (960, 1280, 3)
    assert camera.look(GENEROUS).corners
    info = camera.describe()
    assert (info.can["width_px"], info.can["height_px"]) == (1280, 960)
    assert info.warnings == ()
    assert camera.take(GENEROUS).jpeg.startswith(b"\xff\xd8")
    with pytest.raises(DeviceError) as caught:
        camera.look(GENEROUS)
    assert caught.value.fault is Fault.CAMERA_STOPPED
    camera.close()


def test_nobody_has_plugged_one_in_yet() -> None:
    assert document_camera.DRIVER.verified_on is None
    assert document_camera.DRIVER.kind is memory_document_camera.DRIVER.kind is Kind.DOCUMENT_CAMERA
    assert memory_document_camera.DRIVER.virtual


# --- the worker -------------------------------------------------------------------------------------------------
class Worker:
    """A worker on a camera in memory that shows what lies there again and again, and what the worker said."""

    def __init__(self) -> None:
        self.camera = MemoryDocumentCamera()
        self.lies: Picture = shot()
        self.said: list[Any] = []
        driver = replace(memory_document_camera.DRIVER, open=lambda _options: self.camera)
        self.worker = DocumentCameraWorker(driver, {}, self.said.append, Patience(retry=0.02))
        self._over = threading.Event()
        self._feed = threading.Thread(target=self._show, daemon=True)
        self._feed.start()
        self.worker.start()
        self.worker.enable()
        until(lambda: self.all(FrameEvent) != [], "a picture")

    def _show(self) -> None:
        while not self._over.wait(0.02):
            if not self.camera.waiting:
                self.camera.show(self.lies)

    def all(self, kind: type) -> list[Any]:
        return [one for one in self.said if isinstance(one, kind)]

    def end(self) -> None:
        self._over.set()
        self._feed.join(GENEROUS)
        assert self.worker.stop(GENEROUS)


@pytest.fixture
def at_work() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.end()


def test_worker_shows_the_outline_and_takes_one_page_for_each_time_asked(at_work: Worker) -> None:
    until(lambda: len(at_work.all(FrameEvent)) > 2, "pictures")
    assert all(len(event.corners) == 4 for event in at_work.all(FrameEvent))
    assert at_work.all(PageEvent) == []

    def pages(count: int) -> bool:
        return len(at_work.all(PageEvent)) == count

    for count in (1, 2):
        at_work.worker.take()
        until(partial(pages, count), "a page")
    shown = len(at_work.all(FrameEvent))
    until(lambda: len(at_work.all(FrameEvent)) > shown + 1, "pictures go on")
    assert [event.fault for event in at_work.all(PageEvent)] == [None, None]
    assert at_work.all(PageEvent)[0].page.picture.shape[0] > 700


def test_what_lies_wrong_is_an_answer_and_no_fault_of_the_camera(at_work: Worker) -> None:
    at_work.lies = shot(cover=Edge.LEFT)
    until(lambda: at_work.all(FrameEvent)[-1].hints == ("covered",), "the hint")
    at_work.worker.take()
    until(lambda: at_work.all(PageEvent) != [], "an answer")
    (event,) = at_work.all(PageEvent)
    assert (event.fault, event.detail) == (Fault.PAGE_NOT_FOUND, "covered")
    assert [one.state for one in at_work.all(StateChanged)] == [State.ONLINE]
    at_work.worker.take(whole=True)
    until(lambda: len(at_work.all(PageEvent)) == 2, "all of it")
    assert at_work.all(PageEvent)[1].page.picture.shape == (960, 1280, 3)


@pytest.mark.expects_warnings
def test_camera_that_is_pulled_is_gone_and_comes_back(at_work: Worker) -> None:
    at_work.camera.unplug()
    at_work.worker.take()
    until(lambda: any(one.fault is Fault.GONE for one in at_work.all(StateChanged)), "that it is gone")
    assert at_work.all(PageEvent) == []
    at_work.camera.unplug(gone=False)
    until(lambda: at_work.all(StateChanged)[-1].state is State.ONLINE, "that it is back")
