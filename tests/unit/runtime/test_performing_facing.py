"""The face way: a camera in memory, the real networks, nobody passes while it is closed."""

from __future__ import annotations

import dataclasses
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from devices.contract import Fault, Picture
from devices.drivers import memory_camera
from devices.drivers.memory_camera import MemoryCamera
from devices.protocols import virtual_photo
from kiosk.flows import events as on
from kiosk.flows.memory import Identity, Memory
from kiosk.identity.models import RECOGNISER, default_faces_dir, default_models_dir
from kiosk.identity.vision import decode_image
from kiosk.runtime.desk import _AT_ONCE, Desk
from kiosk.runtime.performing.facing import Face
from kiosk.runtime.settings import Device, Liveness, Settings
from kiosk.runtime.settings import Face as FaceSettings
from tests.runtime_stand import PERSON, Ear, desk, settings, until

CAMERA = Device("memory_camera")
BLANK = np.full((240, 320, 3), 128, np.uint8)


def chip(name: str = "astronaut") -> bytes:
    return virtual_photo.pack((default_faces_dir() / f"{name}.chip.webp").read_bytes())


def standing(field: bytes) -> Memory:
    return Memory(identity=Identity(person=PERSON, photo=field))


@pytest.fixture
def camera(monkeypatch: pytest.MonkeyPatch) -> MemoryCamera:
    """The camera of this terminal: in memory."""
    one = MemoryCamera()
    monkeypatch.setattr(memory_camera, "DRIVER", dataclasses.replace(memory_camera.DRIVER, open=lambda _options: one))
    return one


class Room:
    """One who looks, what was seen on screen, what was told."""

    def __init__(self, at: Desk) -> None:
        self.desk, self.page, self.background = at, Ear(), Ear()
        self.previews: list[Any] = []
        self.face = Face(at, self.previews.append)

    def ready(self, field: bytes) -> None:
        """The networks verified, the chip photo decoded."""
        self.face.begin(self.background.heard.append)
        self.background.last(on.FaceWayChanged)
        self.face.decode(standing(field), self.background.heard.append)
        self.background.last(on.PhotoDecoded)

    def nobody_passed(self) -> bool:
        return not self.page.all(on.FaceDecided)


def terminal(folder: Path, **face: Any) -> Settings:
    given = settings(folder, camera=CAMERA, document_camera=CAMERA)
    return replace(given, face=FaceSettings(models_dir=default_models_dir(), challenge_seconds=1.0, **face))


@pytest.fixture
def room(tmp_path: Path, camera: MemoryCamera) -> Iterator[Room]:
    del camera
    with desk(terminal(tmp_path)) as at:
        made = Room(at)
        yield made
        made.page.scope.close()
        made.face.end()


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


def still(name: str) -> Picture:
    """A test face, near enough."""
    import cv2

    whole = decode_image((default_faces_dir() / f"{name}.png").read_bytes())
    assert whole is not None
    return np.asarray(cv2.resize(whole[:300, 80:380], (720, 720)), np.uint8)


# --- closed -----------------------------------------------------------------------------------------------
def test_networks_in_order_open_the_face_way(room: Room) -> None:
    room.face.begin(room.background.heard.append)
    assert room.background.last(on.FaceWayChanged).reason is None
    room.face.preload()
    until(lambda: len(room.background.all(on.FaceWayChanged)) == 2, "loaded")
    assert room.background.last(on.FaceWayChanged).reason is None


def test_without_a_camera_the_face_way_is_closed(tmp_path: Path) -> None:
    with desk(settings(tmp_path)) as at:
        room = Room(at)
        room.face.begin(room.background.heard.append)
        assert room.background.last(on.FaceWayChanged).reason == "camera"
        room.face.start(standing(chip()), room.page.scope)
        assert room.page.last(on.FaceClosed).reason == "camera"


def altered(folder: Path) -> Path:
    """All networks, one of them with a byte of somebody else's."""
    models = folder / "models"
    shutil.copytree(default_models_dir(), models)
    content = bytearray((models / RECOGNISER).read_bytes())
    content[-1] ^= 1
    (models / RECOGNISER).unlink()
    (models / RECOGNISER).write_bytes(content)
    return models


@pytest.mark.expects_warnings
@pytest.mark.parametrize("reason", ["models-missing", "models-altered"])
def test_with_missing_or_altered_networks_the_way_is_closed_and_nobody_passes(
    tmp_path: Path, camera: MemoryCamera, reason: str
) -> None:
    models = altered(tmp_path) if reason == "models-altered" else tmp_path / "nowhere"
    wanted = terminal(tmp_path)
    wanted = replace(wanted, face=replace(wanted.face, models_dir=models))
    with desk(wanted) as at, Feed(camera, BLANK):
        room = Room(at)
        room.face.begin(room.background.heard.append)
        assert room.background.last(on.FaceWayChanged).reason == reason
        room.face.preload()
        until(lambda: len(room.background.all(on.FaceWayChanged)) == 2, "not loaded")
        room.face.decode(standing(chip()), room.background.heard.append)
        room.background.last(on.PhotoDecoded)
        room.face.start(standing(chip()), room.page.scope)
        assert room.page.last(on.FaceClosed).reason == reason
        assert room.nobody_passed()
        assert room.previews == []
        room.face.end()


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        (b"", "chip-photo-undecodable"),
        (bytes(1024), "chip-photo-undecodable"),
        (virtual_photo.undecodable(), "decoder-missing"),
        (virtual_photo.pack(b"no picture"), "chip-photo-undecodable"),
    ],
)
def test_a_chip_photo_that_cannot_be_had_says_why_and_nobody_is_looked_at(
    room: Room, field: bytes, reason: str
) -> None:
    room.ready(field)
    assert room.background.last(on.PhotoDecoded).reason == reason
    room.face.start(standing(field), room.page.scope)
    assert room.page.last(on.FaceClosed).reason == "chip-photo-undecodable"
    assert room.previews == []


def test_a_chip_that_shows_no_face_is_no_chip_photo(room: Room) -> None:
    import cv2

    done, webp = cv2.imencode(".webp", np.full((126, 102, 3), 90, np.uint8))
    assert done
    room.ready(virtual_photo.pack(webp.tobytes()))
    room.face.start(standing(b""), room.page.scope)
    assert room.page.last(on.FaceClosed).reason == "chip-photo-undecodable"


def test_the_photo_of_the_card_before_is_never_compared_with_the_next_person(room: Room) -> None:
    """Its decoder was slow: by the time it is done another card lies there."""
    hold = threading.Event()
    first, second = Ear(), Ear()
    for _ in range(_AT_ONCE):
        room.desk.later(lambda: (hold.wait(30), None)[1])
    room.face.decode(standing(chip("astronaut")), first.heard.append)
    room.face.decode(standing(b""), second.heard.append)
    hold.set()
    assert second.last(on.PhotoDecoded).reason == "chip-photo-undecodable"
    room.desk._pool.shutdown(wait=True)
    assert first.heard == []
    assert room.face._photo is None


def test_while_a_photo_is_decoded_the_one_before_is_gone(room: Room) -> None:
    room.ready(chip())
    hold = threading.Event()
    for _ in range(_AT_ONCE):
        room.desk.later(lambda: (hold.wait(30), None)[1])
    room.face.decode(standing(chip("grace_hopper")), room.background.heard.append)
    room.face.start(standing(b""), room.page.scope)
    assert room.page.last(on.FaceClosed).reason == "chip-photo-undecodable"
    hold.set()


@pytest.mark.expects_warnings
def test_a_camera_driver_that_is_refused_closes_the_way(tmp_path: Path) -> None:
    wanted = terminal(tmp_path)
    wanted = replace(wanted, devices=replace(wanted.devices, camera=Device("sam_serial")))
    with desk(wanted) as at:
        room = Room(at)
        room.ready(chip())
        room.face.start(standing(chip()), room.page.scope)
        assert room.page.last(on.FaceClosed).reason == "camera"


@pytest.mark.expects_warnings
def test_a_camera_that_stops_while_looking_closes_the_way(room: Room, camera: MemoryCamera) -> None:
    room.ready(chip())
    camera.fail(Fault.CAMERA_STOPPED)
    room.face.start(standing(chip()), room.page.scope)
    assert room.page.last(on.FaceClosed).reason == "camera"
    assert room.nobody_passed()


# --- open -------------------------------------------------------------------------------------------------
def test_nobody_before_the_camera_is_guided_and_not_decided(room: Room, camera: MemoryCamera) -> None:
    room.ready(chip())
    with Feed(camera, BLANK):
        room.face.start(standing(chip()), room.page.scope)
        assert room.page.last(on.FaceGuided).challenge is None
        until(lambda: len(room.previews) > 5, "pictures on screen")
    assert room.nobody_passed()
    assert len(room.page.all(on.FaceGuided)) <= 3, "the same guidance is told once"


def test_a_still_picture_of_the_right_person_does_not_pass(room: Room, camera: MemoryCamera) -> None:
    """A photograph held before the camera: it does not do what is asked."""
    room.ready(chip("astronaut"))
    with Feed(camera, still("astronaut")):
        room.face.start(standing(chip()), room.page.scope)
        decided = room.page.last(on.FaceDecided)
    assert decided.evidence.decision == "reject"
    assert [guided.challenge for guided in room.page.all(on.FaceGuided) if guided.challenge]


def test_leaving_the_page_closes_the_camera_and_wipes_what_was_seen(room: Room, camera: MemoryCamera) -> None:
    room.ready(chip())
    with Feed(camera, BLANK):
        room.face.start(standing(chip()), room.page.scope)
        room.page.last(on.FaceGuided)
        check = room.face._check
        room.page.scope.close()
        room.face.stop()
    assert camera.closed
    assert check is not None
    until(lambda: not check._chip.any(), "wiped, on another thread")
    photo = room.face._photo
    room.face.end()
    assert not photo.any()
    assert room.face._photo is None


def test_a_page_left_before_the_camera_was_open_leaves_it_closed(room: Room, camera: MemoryCamera) -> None:
    room.ready(chip())
    room.page.scope.close()
    with Feed(camera, BLANK):
        room.face.start(standing(chip()), room.page.scope)
        room.desk._pool.shutdown(wait=True)
    assert not camera.closed, "it was never opened"
    assert room.face._worker is None
    assert room.page.heard == []


def test_frames_are_overwritten_once_they_were_looked_at(room: Room, camera: MemoryCamera) -> None:
    """The very buffers that the camera handed out, not copies of them."""
    room.ready(chip())
    frames = [np.full((240, 320, 3), 90 + number, np.uint8) for number in range(12)]
    for frame in frames:
        camera.show(frame)
    room.face.start(standing(chip()), room.page.scope)
    until(lambda: len(room.previews) == len(frames), "all of them on screen")
    until(lambda: not frames[-1].any(), "overwritten")
    assert not any(frame.any() for frame in frames)
    assert all(picture.any() for picture in room.previews), "what the screen shows is its own"


def test_frame_that_comes_after_the_page_was_left_is_overwritten_too(room: Room, camera: MemoryCamera) -> None:
    room.ready(chip())
    camera.show(BLANK.copy())
    room.face.start(standing(chip()), room.page.scope)
    until(lambda: len(room.previews) == 1, "a picture")
    room.page.scope.close()
    late = BLANK.copy()
    camera.show(late)
    until(lambda: not late.any(), "overwritten")
    assert len(room.previews) == 1


def test_tries_used_up_here_let_the_way_rest_for_the_next_person(tmp_path: Path, camera: MemoryCamera) -> None:
    wanted = terminal(tmp_path, rest_after=1)
    with desk(wanted) as at:
        at.files.state_dir.mkdir(parents=True, exist_ok=True)
        room = Room(at)
        room.ready(chip("grace_hopper"))
        tried = replace(standing(chip()), identity=Identity(person=PERSON, photo=chip(), face_tries=2))
        with Feed(camera, still("astronaut")):
            room.face.start(tried, room.page.scope)
            decided = room.page.last(on.FaceDecided)
        assert (decided.evidence.decision, decided.evidence.attempts) == ("reject", 3)
        room.face.end()
    with desk(wanted) as at:
        after = Room(at)
        after.face.begin(after.background.heard.append)
        assert after.background.last(on.FaceWayChanged).reason == "face-rest"
        after.face.end()


@pytest.mark.expects_warnings
def test_passive_network_that_was_altered_closes_the_way(tmp_path: Path, camera: MemoryCamera) -> None:
    del camera
    own = tmp_path / "liveness.onnx"
    own.write_bytes(b"somebody else's")
    wanted = terminal(tmp_path, liveness=Liveness(own, "0" * 64))
    with desk(wanted) as at:
        room = Room(at)
        room.face.begin(room.background.heard.append)
        assert room.background.last(on.FaceWayChanged).reason == "liveness-altered"
        room.face.end()
