from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from devices.twins.portrait_scene import Light, Motion, Scene, stance

FACES = Path(sys.prefix) / "share" / "kiosk" / "test-faces"


@pytest.fixture(scope="module")
def scene() -> Scene:
    if not (FACES / "astronaut.mesh.json").is_file():
        pytest.fail("the test faces are not installed: run `kiosk models fetch --faces`")
    return Scene(FACES)


def test_a_motion_goes_there_holds_and_comes_back() -> None:
    assert stance(Motion.TURN_LEFT, 0.0).yaw == 0.0
    assert stance(Motion.TURN_LEFT, 1.0).yaw == 45.0
    assert stance(Motion.TURN_RIGHT, 1.0).yaw == -45.0
    assert stance(Motion.TURN_LEFT, 9.0).yaw == 0.0
    assert stance(Motion.BLINK, 0.3).lids == 1.0
    assert stance(Motion.BLINK, 2.0).lids == 0.0
    assert stance(Motion.CLOSER, 1.0).size == pytest.approx(1.45)
    assert stance(Motion.STRAIGHT, 1.0) == stance(Motion.CLOSER, -5.0)


def test_every_picture_but_black_carries_the_mark(scene: Scene) -> None:
    marks = []
    middle = np.s_[-32:, 232:408]
    for name in ("none", "page", "astronaut", "grace_hopper", "two"):
        scene.show(name)
        mirrored = -1 if name not in ("none", "page") else 1
        marks.append(scene.picture(1.0)[middle][:, ::mirrored])
    scene.light = Light.DARK
    marks.append(scene.picture(1.0)[middle][:, ::-1])
    scene.light = Light.NORMAL
    assert all((mark == marks[0]).all() for mark in marks)
    assert len(np.unique(marks[0].reshape(-1, 3), axis=0)) > 10


def test_no_two_pictures_are_alike_and_black_is_black(scene: Scene) -> None:
    for name in ("none", "astronaut", "page"):
        scene.show(name)
        assert (scene.picture(1.0) != scene.picture(1.0)).any()
    scene.light = Light.BLACK
    assert not scene.picture(1.0).any()
    scene.light = Light.NORMAL


def test_the_page_is_dark_writing_on_white(scene: Scene) -> None:
    scene.show("page")
    sheet = scene.picture(0.0)[60:420, 80:560].mean(axis=2)
    assert np.median(sheet) > 200
    assert (sheet < 90).mean() > 0.01


def test_a_face_whose_files_are_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        Scene(tmp_path).show("astronaut")
    (tmp_path / "astronaut.png").write_bytes(b"no picture")
    with pytest.raises(ValueError, match="no picture"):
        Scene(tmp_path).show("astronaut")
