"""A page that is taken: in true proportion, still readable, within its limit."""

from __future__ import annotations

import numpy as np
import pytest

from devices.contract import Picture
from devices.faults import DeviceError, Fault
from devices.page_finder import clockwise, find_page, refine
from devices.page_sheet import Shape, as_jpeg, size_of, straighten
from devices.transports.vision import as_rgb, cv2
from devices.twins.desk_scene import Ground, Lying, corners, picture
from devices.twins.paper import sheet

WIDTH, HEIGHT = 1600, 1200


def straightened(lying: Lying) -> Picture:
    shown = picture(lying, WIDTH, HEIGHT)
    found = find_page(shown).corners
    assert found is not None
    return straighten(shown, refine(shown, found), 2339)


def likeness(page: Picture, name: str) -> float:
    """Correlation of the page with what was printed, at the page's own size: 1 = the same."""
    printed = cv2.resize(sheet(name), (page.shape[1], page.shape[0]), interpolation=cv2.INTER_AREA)
    grey = [cv2.cvtColor(one, cv2.COLOR_RGB2GRAY).astype(np.float64) for one in (page, printed)]
    ink = [(one / cv2.GaussianBlur(one, (0, 0), 25)).ravel() for one in grey]  # without the shadow across it
    return float(np.corrcoef(ink[0], ink[1])[0, 1])


@pytest.mark.parametrize("ground", Ground)
@pytest.mark.parametrize(
    "lying",
    [
        {},
        {"turn": 11.0, "tilt": 0.1},
        {"turn": -30.0, "tilt": -0.12, "shift": (0.03, -0.02)},
        {"tilt": 0.15, "shadow": True, "noise": 6.0},
        {"sheet": "form", "turn": 5.0, "light": 0.6},
    ],
)
def test_text_is_where_it_was_printed(lying: dict[str, object], ground: Ground) -> None:
    described = Lying(ground=ground, **lying)  # type: ignore[arg-type]
    page = straightened(described)
    printed = sheet(described.sheet)
    assert page.shape[1] / page.shape[0] == pytest.approx(printed.shape[1] / printed.shape[0], rel=0.02)
    assert likeness(page, described.sheet) > 0.9, "a shift by one pixel in 900 already costs 0.1"


def test_likeness_can_fail() -> None:
    page = straightened(Lying())
    assert likeness(np.roll(page, 3, axis=0), "certificate") < 0.8
    assert likeness(page, "form") < 0.3


@pytest.mark.parametrize("tilt", [-0.2, -0.1, -0.04, 0.0, 0.04, 0.1, 0.2])
@pytest.mark.parametrize("turn", [0, 20, 90])
def test_proportion_is_true_however_much_the_camera_slants(tilt: float, turn: int) -> None:
    for name in ("certificate", "card"):
        where = corners(Lying(sheet=name, fill=0.6, tilt=tilt, turn=turn), WIDTH, HEIGHT)
        printed = sheet(name)
        expected = printed.shape[1] / printed.shape[0]
        width, height = size_of(clockwise(where), (WIDTH, HEIGHT))
        if turn == 90:
            width, height = height, width
        assert width / height == pytest.approx(expected, rel=0.02)


def test_corners_that_no_lens_makes_do_not_give_absurd_pages() -> None:
    random = np.random.default_rng(5)
    for _ in range(300):
        rough = np.array([[200, 200], [1400, 200], [1400, 1000], [200, 1000]]) + random.uniform(-180, 180, (4, 2))
        width, height = size_of(rough.astype(np.float32), (WIDTH, HEIGHT))
        assert 500 < width < 4000
        assert 300 < height < 4000


def busy(longer: int) -> Picture:
    return np.random.default_rng(7).integers(0, 255, (longer, longer * 7 // 10, 3), dtype=np.uint8)


def test_good_quality_where_it_fits() -> None:
    page = straightened(Lying())
    data, kept = as_jpeg(page, Shape())
    assert len(data) <= 300_000
    assert kept.shape == page.shape
    back = as_rgb(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR))
    assert back is not None
    assert np.abs(back.astype(int) - page).mean() < 4, "red is still red"


def test_quality_goes_first_then_size_then_it_is_too_large() -> None:
    page = straightened(Lying())
    best = len(as_jpeg(page, Shape(limit=10_000_000))[0])
    data, kept = as_jpeg(page, Shape(limit=best * 6 // 10))
    assert len(data) <= best * 6 // 10
    assert kept.shape == page.shape, "a lower quality was enough"
    data, kept = as_jpeg(busy(1600), Shape(limit=300_000, smallest=600))
    assert len(data) <= 300_000
    assert 600 <= kept.shape[0] < 1600
    with pytest.raises(DeviceError) as caught:
        as_jpeg(busy(1600), Shape(limit=300_000, smallest=1600))
    assert caught.value.fault is Fault.PAGE_TOO_LARGE


def test_grey_page_has_no_colour_and_takes_less() -> None:
    page = straightened(Lying())
    grey, kept = as_jpeg(page, Shape(colour=False))
    assert kept.ndim == 2
    assert len(grey) < len(as_jpeg(page, Shape())[0])
    stored = cv2.imdecode(np.frombuffer(grey, np.uint8), cv2.IMREAD_UNCHANGED)
    assert stored is not None
    assert stored.ndim == 2


def test_longest_side_is_kept() -> None:
    shown = picture(Lying(), WIDTH, HEIGHT)
    page = straighten(shown, clockwise(corners(Lying(), WIDTH, HEIGHT)), 700)
    assert max(page.shape) == 700
