from __future__ import annotations

import itertools

import pytest

from kiosk.identity.operating import DEFAULT_ACCEPT, POINTS, point_at, threshold_for


@pytest.mark.parametrize(
    ("far", "threshold"), [(0.01, 0.363), (1.1e-3, 0.363), (1e-3, 0.40), (1e-4, 0.45), (5e-5, 0.45)]
)
def test_rate_is_that_of_the_harder_impostors(far: float, threshold: float) -> None:
    assert threshold_for(far) == threshold


@pytest.mark.parametrize("far", [4.9e-5, 1e-6])
def test_rate_that_nobody_measured_is_refused(far: float) -> None:
    with pytest.raises(ValueError, match="no measurement supports"):
        threshold_for(far)


@pytest.mark.parametrize("far", [0.0, -1.0, 1.0, float("nan")])
def test_what_is_no_rate_is_refused(far: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        threshold_for(far)


def test_table_is_in_order_and_holds_the_default() -> None:
    assert DEFAULT_ACCEPT in {point.threshold for point in POINTS}
    for lower, higher in itertools.pairwise(POINTS):
        assert lower.threshold < higher.threshold
        assert lower.far > higher.far
        assert lower.frr < higher.frr


def test_point_below_a_threshold() -> None:
    assert point_at(0.3) is None
    found = point_at(0.47)
    assert found is not None
    assert found.threshold == 0.45
