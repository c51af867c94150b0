from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.identity.roc import Scores, curve, rates_at


def scores(*values: float) -> Scores:
    return np.array(values, np.float64)


def test_sets_that_part_have_no_error() -> None:
    roc = curve(scores(0.8, 0.7, 0.9), scores(0.1, 0.2))
    assert roc.eer[0] == 0.0
    assert 0.2 <= roc.eer[1] <= 0.7
    assert roc.area == pytest.approx(1.0)


def test_half_of_either_side_wrong() -> None:
    roc = curve(scores(0.9, 0.1), scores(0.8, 0.0))
    assert roc.eer[0] == pytest.approx(0.5)
    assert roc.area == pytest.approx(0.75)


def test_wholly_wrong_and_wholly_alike() -> None:
    assert curve(scores(0.0, 0.1), scores(0.8, 0.9)).eer[0] == pytest.approx(1.0)
    alike = curve(scores(0.5, 0.5), scores(0.5, 0.5, 0.5))
    assert alike.eer[0] == pytest.approx(0.5)
    assert alike.area == pytest.approx(0.5)


def test_rates_at_a_threshold_count_what_lies_on_it_as_accepted() -> None:
    far, frr, accuracy = rates_at(scores(0.45, 0.44, 0.9), scores(0.45, 0.1), 0.45)
    assert far == 0.5
    assert frr == pytest.approx(1 / 3)
    assert accuracy == pytest.approx(3 / 5)


def test_true_accepts_at_a_rate_only_where_the_set_can_tell() -> None:
    roc = curve(scores(*np.linspace(0.5, 0.9, 50)), scores(*np.linspace(0.0, 0.6, 200)))
    assert roc.tar_at(1e-3) is None
    at_one_percent = roc.tar_at(1e-2)
    assert at_one_percent is not None
    assert 0.7 < at_one_percent < roc.tar_at(1e-1) <= 1.0  # type: ignore[operator]


def test_a_known_pair_of_normal_distributions() -> None:
    """Equal spread, means two sigma apart: the EER is that of one sigma, 15.87 %."""
    random = np.random.default_rng(1)
    roc = curve(random.normal(2, 1, 40_000), random.normal(0, 1, 40_000))
    assert roc.eer[0] == pytest.approx(0.1587, abs=0.004)
    assert roc.eer[1] == pytest.approx(1.0, abs=0.03)


@pytest.mark.parametrize(("same", "different"), [((), (0.1,)), ((0.1,), ()), ((float("nan"),), (0.1,))])
def test_sets_without_an_answer_are_refused(same: tuple[float, ...], different: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"pairs|number"):
        curve(scores(*same), scores(*different))


UNIT = st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=40)


@given(UNIT, UNIT)
def test_curve_rises_and_agrees_with_counting(same: list[float], different: list[float]) -> None:
    one, two = scores(*same), scores(*different)
    roc = curve(one, two)
    assert (np.diff(roc.far) >= 0).all()
    assert (np.diff(roc.tar) >= 0).all()
    assert 0.0 <= roc.eer[0] <= 1.0
    assert -1e-9 <= roc.area <= 1 + 1e-9
    for threshold, far, tar in roc.points(10):
        counted = rates_at(one, two, threshold)
        assert far == pytest.approx(counted[0])
        assert 1 - tar == pytest.approx(counted[1])
