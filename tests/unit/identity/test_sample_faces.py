from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from kiosk.identity.chip_photo import as_chip_photo
from kiosk.identity.fetch import FetchError
from kiosk.identity.networks import Networks
from kiosk.identity.sample_faces import CHIP_BYTES, chip_path, derive, small_webp
from kiosk.identity.vision import Picture, decode_image


@pytest.fixture
def sources(tmp_path: Path, faces_dir: Path) -> Path:
    for name in ("astronaut.png", "grace_hopper.jpg"):
        shutil.copyfile(faces_dir / name, tmp_path / name)
    return tmp_path


def test_what_card_and_camera_twins_need_is_derived_once(sources: Path, models_dir: Path) -> None:
    assert derive(sources, models_dir) is True
    assert derive(sources, models_dir) is False
    chip = chip_path(sources, "astronaut").read_bytes()
    assert len(chip) <= CHIP_BYTES
    picture = decode_image(chip)
    assert picture is not None
    assert picture.shape == (126, 102, 3)
    mesh = json.loads((sources / "grace_hopper.mesh.json").read_text())
    assert np.array(mesh["mesh"]).shape == (468, 3)
    (sources / "astronaut.mesh.json").write_text("not JSON")
    assert derive(sources, models_dir) is True


def test_the_eyes_of_a_chip_photo_are_level_and_apart_as_on_a_card(
    networks: Networks, pictures: dict[str, Picture]
) -> None:
    picture = pictures["grace_hopper"]
    chip = as_chip_photo(picture, networks.detector.find(picture)[0])
    twice = np.repeat(np.repeat(chip, 2, axis=0), 2, axis=1)
    face = networks.detector.find(twice)[0]
    assert face.eye_distance / 2 == pytest.approx(26, abs=4)
    assert abs(face.roll) < 8


def test_a_picture_that_cannot_be_made_small_is_refused() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (160, 160, 3), np.uint8)
    with pytest.raises(FetchError):
        small_webp(noise)


def test_a_source_that_is_no_picture_is_refused(sources: Path, models_dir: Path) -> None:
    (sources / "astronaut.png").write_bytes(b"no picture")
    with pytest.raises(FetchError) as caught:
        derive(sources, models_dir)
    assert caught.value.code == "models-altered"
