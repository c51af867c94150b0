from __future__ import annotations

import numpy as np
import pytest

from devices.contract import Picture
from devices.picture_quality import BLURRED, edge_width, measure
from devices.transports.vision import cv2
from devices.twins.desk_scene import Ground, Lying, picture
from devices.twins.paper import sheet


def lying(**how: object) -> Picture:
    return picture(Lying(**how), 1280, 960)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["certificate", "form", "card"])
@pytest.mark.parametrize("light", [1.0, 0.35])
@pytest.mark.parametrize("longer", [900, 1800])
def test_sharpness_depends_on_blur_and_on_neither_light_nor_size(name: str, light: float, longer: int) -> None:
    printed = sheet(name)
    scale = longer / max(printed.shape)
    plain = cv2.convertScaleAbs(
        cv2.resize(printed, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), alpha=light
    )
    noise = np.random.default_rng(1).normal(0, 2.5, plain.shape[:2])[..., None]
    widths = []
    for blur in (0.0, 1.0, 2.0, 3.0):
        soft = cv2.GaussianBlur(plain, (0, 0), blur * longer / 1000) if blur else plain
        widths.append(edge_width(np.clip(soft + noise, 0, 255).astype(np.uint8)))
    assert widths == sorted(widths)
    assert widths[0] < 0.85 * BLURRED
    assert widths[3] > BLURRED


def test_blank_sheet_is_not_called_blurred() -> None:
    noise = np.random.default_rng(2).normal(240, 3, (900, 640, 1))
    assert edge_width(np.repeat(np.clip(noise, 0, 255), 3, axis=2).astype(np.uint8)) == 0


@pytest.mark.parametrize(
    ("shown", "complaints"),
    [
        (lying(), ()),
        (lying(ground=Ground.LIGHT), ()),
        (lying(glare=True), ("glare",)),
        (lying(light=0.2), ("too-dark",)),
        (lying(blur=6.0)[:900], ("blurred",)),
        (np.full((480, 640, 3), 255, np.uint8), ("too-bright", "too-flat")),
        (np.full((480, 640, 3), 120, np.uint8), ("too-flat",)),
        (np.zeros((480, 640, 3), np.uint8), ("too-dark", "too-flat")),
    ],
)
def test_what_is_wrong_with_a_picture_is_named(shown: Picture, complaints: tuple[str, ...]) -> None:
    assert measure(shown).complaints == complaints


def test_without_sharpness_it_is_not_complained_about() -> None:
    assert measure(lying(blur=6.0), sharpness=False).complaints == ()


@pytest.mark.parametrize("shape", [(1, 1, 3), (3, 900, 3), (9, 9, 3)])
def test_pictures_of_any_shape_are_measured(shape: tuple[int, ...]) -> None:
    quality = measure(np.full(shape, 7, np.uint8))
    assert (quality.brightness, quality.contrast, quality.edge, quality.glare) == (7, 0, 0, 0)
