from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from kiosk.identity.detector import Face, people
from kiosk.identity.networks import Networks
from kiosk.identity.quality import GLASSES, MASK, FaceQuality, Gate, Limits, assess, judged
from kiosk.identity.vision import Picture, cv2


def measured(networks: Networks, picture: Picture, limits: Limits | None = None) -> FaceQuality:
    face = people(networks.detector.find(picture))[0]
    shape = networks.landmarks.read(picture, face)
    return assess(picture, face, shape, networks.recogniser.align(picture, face), limits)


@pytest.fixture
def good(pictures: dict[str, Picture]) -> Picture:
    return pictures["grace_hopper"]


def test_a_good_portrait_has_no_issue(networks: Networks, good: Picture) -> None:
    quality = measured(networks, good)
    assert quality.issues == ()
    assert quality.eye_distance > 60
    assert quality.inside == 1.0


def test_dark_and_bright(networks: Networks, good: Picture) -> None:
    dark = np.asarray(cv2.convertScaleAbs(good, alpha=0.2), np.uint8)
    bright = np.asarray(cv2.convertScaleAbs(good, alpha=1.0, beta=110), np.uint8)
    assert "too-dark" in measured(networks, dark).issues
    assert "too-bright" in measured(networks, bright).issues


def test_light_from_one_side(networks: Networks, good: Picture) -> None:
    middle = people(networks.detector.find(good))[0].points[2, 0]
    ramp = np.clip((np.arange(good.shape[1]) - middle) / 60 + 0.6, 0.3, 1.0)[None, :, None]
    shaded = (good * ramp).astype(np.uint8)
    assert "too-dark" in measured(networks, shaded).issues


def test_far_and_near(networks: Networks, good: Picture) -> None:
    far = np.asarray(cv2.resize(good, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    assert measured(networks, far).issues[0] == "too-far"
    face = people(networks.detector.find(good))[0]
    cut = measured(networks, np.ascontiguousarray(good[:, int(face.x + 0.35 * face.width) :]))
    assert cut.inside < 0.85
    assert "too-near" in cut.issues


def test_blurred(networks: Networks, good: Picture) -> None:
    soft = np.asarray(cv2.GaussianBlur(good, (0, 0), 7), np.uint8)
    assert "blurred" in measured(networks, soft).issues


def test_leaning_head(networks: Networks, good: Picture) -> None:
    height, width = good.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 25, 0.9)
    leaning = np.asarray(cv2.warpAffine(good, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)
    assert "look-straight" in measured(networks, leaning).issues


def test_limits_are_parameters_and_the_report_is_plain(networks: Networks, good: Picture) -> None:
    strict = measured(networks, good, Limits(score=0.99))
    assert strict.issues == ("look",)
    report = strict.as_json()
    assert report["issues"] == ["look"]
    assert all(isinstance(value, float) for name, value in report.items() if name != "issues")


# --- what is only approximated ----------------------------------------------------------------------------
def masked(picture: Picture, face: Face, colour: tuple[int, int, int]) -> Picture:
    made, (nose_x, nose_y) = picture.copy(), face.points[2]
    right, bottom = face.x + face.width, face.y + face.height
    outline = np.array(
        [[face.x, nose_y], [nose_x, nose_y - 0.2 * face.eye_distance], [right, nose_y], [right, bottom]]
    )
    return np.asarray(cv2.fillPoly(made, [np.vstack((outline, [face.x, bottom])).astype(np.int32)], colour), np.uint8)


@pytest.mark.parametrize("colour", [(120, 160, 210), (245, 245, 245), (20, 20, 20)])
def test_mask_of_cloth_is_seen(networks: Networks, good: Picture, colour: tuple[int, int, int]) -> None:
    face = people(networks.detector.find(good))[0]
    assert MASK in measured(networks, masked(good, face, colour)).issues


def test_sunglasses_are_seen_and_eyes_are_not_taken_for_them(
    networks: Networks, pictures: dict[str, Picture]
) -> None:
    for name in ("astronaut", "grace_hopper"):
        picture = pictures[name].copy()
        assert not {MASK, GLASSES} & set(measured(networks, picture).issues)
        face = people(networks.detector.find(picture))[0]
        for x, y in face.points[:2]:
            axes = (int(0.38 * face.eye_distance), int(0.28 * face.eye_distance))
            cv2.ellipse(picture, (int(x), int(y)), axes, 0, 0, 360, (15, 15, 18), -1)
        assert GLASSES in measured(networks, picture).issues


def test_light_from_behind_is_told_from_a_dark_room(networks: Networks, good: Picture) -> None:
    face = people(networks.detector.find(good))[0]
    behind = np.full_like(good, 235)
    box = np.s_[int(face.y) : int(face.y + face.height), int(face.x) : int(face.x + face.width)]
    behind[box] = good[box] // 2
    assert "backlit" in measured(networks, behind).issues
    assert "backlit" not in measured(networks, (good // 3).astype(np.uint8)).issues


# --- the gate ---------------------------------------------------------------------------------------------
@pytest.fixture
def fine(networks: Networks, good: Picture) -> FaceQuality:
    return measured(networks, good)


def test_issue_that_stands_goes_only_when_the_figure_is_clearly_better(fine: FaceQuality) -> None:
    gate = Gate()
    sizes = (61.0, 59.0, 61.0, 63.0, 64.0, 61.0)
    seen = [gate.issues(dataclasses.replace(fine, eye_distance=size), 0.0) for size in sizes]
    assert seen == [(), ("too-far",), ("too-far",), ("too-far",), (), ()]


def test_turned_head_is_not_taken_for_one_farther_away(fine: FaceQuality) -> None:
    turned = dataclasses.replace(fine, yaw=35.0, eye_distance=52.0)
    assert judged(turned, Limits()) == ("look-straight",)
    assert "too-far" in judged(dataclasses.replace(turned, yaw=0.0), Limits())


def test_what_is_only_guessed_keeps_nobody_out(fine: FaceQuality) -> None:
    gate, covered = Gate(patience=6.0), dataclasses.replace(fine, mouth=-40.0)
    assert gate.issues(covered, 10.0) == (MASK,)
    assert gate.issues(covered, 15.9) == (MASK,)
    assert gate.issues(covered, 16.1) == ()
    assert gate.issues(dataclasses.replace(covered, sharpness=1.0), 17.0) == ("blurred",)


def test_tightened_limits_are_stricter_in_everything(fine: FaceQuality) -> None:
    limits = Limits()
    worse = {
        "score": -0.5, "presence": -0.6, "eye_distance": -100, "yaw": 40, "pitch": 40, "roll": 40,
        "sharpness": -1e6, "brightness": 100, "clipped": 1, "sides": 5, "inside": -1, "mouth": -60, "eyes": -1,
    }  # fmt: skip
    for name, change in worse.items():
        value = getattr(fine, name)
        for share in (step / 200 for step in range(201)):
            found = dataclasses.replace(fine, **{name: value + change * share})
            assert set(judged(found, limits)) <= set(judged(found, limits.tightened())), name
