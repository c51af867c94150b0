from __future__ import annotations

import numpy as np
import pytest

from kiosk.identity.detector import people
from kiosk.identity.networks import Networks
from kiosk.identity.quality import FaceQuality, Limits, assess
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
