import numpy as np
import pytest

from pipeline.analysis.season_test import seasonal_test
from pipeline.analysis.step_test import Form, form_of, level_change_test
from pipeline.analysis.trend_test import trend_tests


def walks(length: int, count: int, seed: int) -> np.ndarray:
    return np.cumsum(np.random.default_rng(seed).normal(size=(length, count)), axis=0)


@pytest.mark.parametrize("length", [24, 60, 200])
def test_random_walks_have_no_trend(length: int) -> None:
    _, p_values = trend_tests(walks(length, 300, seed=3))
    assert np.mean(p_values < 1e-3) <= 0.01


def test_a_line_in_noise_is_a_trend_with_its_slope() -> None:
    t = np.arange(300)
    values = 0.02 * t + np.random.default_rng(1).normal(size=300)
    slopes, p_values = trend_tests(values[:, None])
    assert slopes[0] == pytest.approx(0.02, rel=0.2)
    assert p_values[0] < 1e-6


def test_a_jump_is_told_from_a_line() -> None:
    rng = np.random.default_rng(2)
    jump = rng.normal(size=120) + 3 * (np.arange(120) >= 70)
    place, r_squared, p_value = level_change_test(jump)
    assert abs(place - 70) <= 1
    assert r_squared > 0.5
    assert p_value < 1e-6
    assert form_of(jump) is Form.STEP
    assert form_of(rng.normal(size=120) + 0.05 * np.arange(120)) is Form.LINE


def test_weekdays_are_seen_over_a_random_walk_and_not_in_one() -> None:
    season = np.arange(350) % 7
    walk = walks(350, 1, seed=5)[:, 0]
    assert seasonal_test(walk, season) > 0.001
    assert seasonal_test(walk + 4 * (season == 5), season) < 1e-6
