"""The place for a passive liveness network, with a network written by hand: class 0 is the mean of blue, 2 of red."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import numpy as np
import pytest

from kiosk.identity.detector import Face
from kiosk.identity.faults import FaceReason, FaceUnavailable
from kiosk.identity.networks import preload
from kiosk.identity.passive import LEAST, PassiveModel, PassiveNetwork, Scores
from kiosk.identity.vision import Picture
from tests.unit.identity.onnx_by_hand import network

FACE = Face(100, 100, 80, 100, np.zeros((5, 2), np.float32), 0.9)


@pytest.fixture
def model(tmp_path: Path) -> PassiveModel:
    path = tmp_path / "liveness.onnx"
    path.write_bytes(network(16))
    return PassiveModel(path, hashlib.sha256(path.read_bytes()).hexdigest(), side=16)


def of_colour(red: int, green: int, blue: int) -> Picture:
    return np.full((400, 400, 3), (red, green, blue), np.uint8)


def test_class_and_order_of_colours_are_those_of_the_settings(model: PassiveModel) -> None:
    blue, red = of_colour(0, 0, 40), of_colour(40, 0, 0)
    plain = PassiveNetwork(model)
    assert plain.probability(blue, FACE) > 0.99
    assert plain.probability(red, FACE) < 0.01
    swapped = PassiveNetwork(dataclasses.replace(model, rgb=True))
    assert swapped.probability(red, FACE) > 0.99
    last = PassiveNetwork(dataclasses.replace(model, live=2))
    assert last.probability(red, FACE) > 0.99


def test_only_the_face_and_what_is_around_it_is_judged(model: PassiveModel) -> None:
    picture = of_colour(40, 0, 0)
    picture[:290, :290] = (0, 0, 40)
    assert PassiveNetwork(model).probability(picture, FACE) > 0.99
    assert PassiveNetwork(dataclasses.replace(model, scale=12.0)).probability(picture, FACE) < 0.9


def test_face_at_the_edge_of_the_picture_is_no_error(model: PassiveModel) -> None:
    corner = Face(-40, -40, 80, 80, FACE.points, 0.9)
    assert 0.0 <= PassiveNetwork(model).probability(of_colour(9, 9, 9), corner) <= 1.0


def test_absent_altered_and_unloadable_files_close_the_way(model: PassiveModel, models_dir: Path) -> None:
    altered = dataclasses.replace(model, sha256="0" * 64)
    absent = dataclasses.replace(model, path=model.path.with_name("absent.onnx"))
    rubbish = model.path.with_name("rubbish.onnx")
    rubbish.write_bytes(b"no network")
    unloadable = PassiveModel(rubbish, hashlib.sha256(b"no network").hexdigest(), side=16)
    for one, reason in (
        (absent, FaceReason.LIVENESS_MISSING),
        (altered, FaceReason.LIVENESS_ALTERED),
        (unloadable, FaceReason.LIVENESS_ALTERED),
        (dataclasses.replace(model, live=7), FaceReason.LIVENESS_ALTERED),
    ):
        with pytest.raises(FaceUnavailable) as caught:
            preload(models_dir, one)
        assert caught.value.reason is reason


def test_file_that_is_altered_while_the_terminal_runs_closes_the_way(model: PassiveModel, models_dir: Path) -> None:
    assert preload(models_dir, model).passive is not None
    model.path.write_bytes(network(16) + b"\x00")
    with pytest.raises(FaceUnavailable) as caught:
        preload(models_dir, model)
    assert caught.value.reason is FaceReason.LIVENESS_ALTERED


def test_without_a_network_liveness_stays_active(models_dir: Path) -> None:
    assert preload(models_dir).passive is None


def test_median_of_too_few_is_none_and_passes_nobody() -> None:
    assert Scores(0.9, [1.0] * (LEAST - 1)).median is None
    assert not Scores(0.9, [1.0] * (LEAST - 1)).live
    assert Scores(0.9, [0.1, 0.2, 0.95, 0.95, 0.99]).live
    assert not Scores(0.9, [0.1, 0.2, 0.3, 0.95, 0.99]).live


@pytest.mark.parametrize("wrong", [{"accept": 0.0}, {"accept": 1.1}, {"side": 0}, {"scale": 0.0}, {"live": -1}])
def test_settings_that_make_no_sense_are_refused(model: PassiveModel, wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="passive liveness"):
        dataclasses.replace(model, **wrong)  # type: ignore[arg-type]
