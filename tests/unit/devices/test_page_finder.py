"""Pages rendered here, lying as a homography says: where the corners are is known, and so is what was printed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from devices.contract import Picture
from devices.page_finder import Missing, Sighting, clockwise, find_page, refine
from devices.transports.vision import Floats, cv2
from devices.twins.desk_scene import Edge, Ground, Lying, corners, picture

WIDTH, HEIGHT = 1280, 960
POSES = {
    "straight": Lying(),
    "turned": Lying(turn=12, tilt=0.1),
    "far turned, in shadow": Lying(turn=-38, shadow=True, tilt=-0.05),
    "lying across": Lying(turn=90, shift=(0.02, 0.05)),
    "form with a thick frame, in glare": Lying(sheet="form", glare=True),
    "small card": Lying(sheet="card", fill=0.4, turn=25, shift=(0.1, -0.1)),
    "blank, noisy": Lying(sheet="blank", noise=8),
    "dim": Lying(light=0.45, turn=-8),
}


def seen(lying: Lying) -> tuple[Picture, Sighting]:
    shown = picture(lying, WIDTH, HEIGHT)
    return shown, find_page(shown)


def furthest(found: Floats, lying: Lying) -> float:
    """Pixels by which the worst corner is off."""
    return float(np.linalg.norm(found - clockwise(corners(lying, WIDTH, HEIGHT)), axis=1).max())


@pytest.mark.parametrize("ground", Ground)
@pytest.mark.parametrize("pose", POSES)
def test_corners_are_where_they_are_on_every_ground(pose: str, ground: Ground) -> None:
    lying = replace(POSES[pose], ground=ground)
    shown, sighting = seen(lying)
    assert sighting.missing is None
    assert sighting.corners is not None
    assert sighting.support > 0.8
    assert furthest(sighting.corners, lying) < 6, "good enough to draw"
    assert furthest(refine(shown, sighting.corners), lying) < 1, "good enough to cut along"


@pytest.mark.parametrize("ground", Ground)
@pytest.mark.parametrize("edge", Edge)
@pytest.mark.parametrize("turn", [0.0, 14.0])
def test_page_with_a_hand_on_its_edge_is_no_page(edge: Edge, ground: Ground, turn: float) -> None:
    _, sighting = seen(Lying(ground=ground, cover=edge, cover_share=0.45, turn=turn))
    assert (sighting.corners, sighting.missing) == (None, Missing.COVERED)


@pytest.mark.parametrize("edge", [Edge.LEFT, Edge.TOP, Edge.RIGHT, Edge.BOTTOM])
def test_thumb_that_holds_the_page_does_no_harm(edge: Edge) -> None:
    lying = Lying(cover=edge, cover_share=0.08)
    shown, sighting = seen(lying)
    assert sighting.corners is not None
    assert furthest(refine(shown, sighting.corners), lying) < 1


@pytest.mark.parametrize(
    ("lying", "missing"),
    [
        (Lying(sheet="none"), Missing.NO_PAGE),
        (Lying(sheet="none", ground=Ground.LIGHT), Missing.NO_PAGE),
        (Lying(light=0.0), Missing.NO_PAGE),
        (Lying(shift=(0.4, 0.0)), Missing.CUT_OFF),
        (Lying(shift=(0.0, 0.3), turn=30), Missing.CUT_OFF),
        (Lying(ground=Ground.LIGHT, shift=(0.0, 0.3)), Missing.CUT_OFF),
        (Lying(fill=0.22), Missing.TOO_SMALL),
        (Lying(sheet="card", fill=0.15, ground=Ground.WOOD), Missing.TOO_SMALL),
    ],
)
def test_why_there_is_no_page_is_said(lying: Lying, missing: Missing) -> None:
    _, sighting = seen(lying)
    assert (sighting.corners, sighting.missing) == (None, missing)


@pytest.mark.parametrize("ground", Ground)
def test_desk_without_a_page_never_gives_one(ground: Ground) -> None:
    for size in ((640, 480), (1280, 720), (1920, 1080)):
        assert find_page(picture(Lying(sheet="none", ground=ground), *size)).corners is None


def test_page_darker_than_its_ground_is_one_too() -> None:
    sheet = np.full((600, 800, 3), (232, 230, 225), np.uint8)
    cv2.fillConvexPoly(sheet, np.array([[200, 100], [640, 130], [620, 480], [180, 460]]), (120, 30, 40))
    found = find_page(sheet).corners
    assert found is not None
    assert np.abs(found - [[200, 100], [640, 130], [620, 480], [180, 460]]).max() < 2.5


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 900, 3), (700, 3, 3), (64, 64, 3)])
def test_pictures_of_odd_shapes_and_noise_have_no_page(shape: tuple[int, ...]) -> None:
    for seed in range(3):
        noise = np.random.default_rng(seed).integers(0, 255, shape).astype(np.uint8)
        assert find_page(noise).corners is None
    assert find_page(np.full(shape, 255, np.uint8)).corners is None


def test_corners_begin_at_the_top_left_however_they_come() -> None:
    square = np.array([[10, 10], [90, 12], [88, 60], [12, 58]], np.float32)
    for order in ([0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]):
        assert np.array_equal(clockwise(square[order]), square)
