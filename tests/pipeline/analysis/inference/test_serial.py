import numpy as np
import pytest
from scipy import stats

from pipeline.analysis.inference.season import seasonal_test
from pipeline.analysis.inference.step import Form, form_of, jump_form, level_change_test
from pipeline.analysis.inference.trend import sampled_trend_p, trend_tests


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


def test_where_neither_a_jump_nor_a_line_is_plain_it_is_said() -> None:
    noise, t = np.random.default_rng(4).normal(size=200), np.arange(200)
    half_way = noise + 1.3 * np.clip((t - 40) / 120, 0, 1)  # a ramp in the middle
    assert form_of(half_way) is Form.EITHER


@pytest.mark.parametrize(("begins", "ends"), [(0.3, 0.55), (0.2, 0.7), (0.4, 1.0)])
def test_a_slow_rise_between_two_levels_is_no_jump(begins: float, ends: float) -> None:
    n = 260
    rise = np.clip((np.arange(n) / n - begins) / (ends - begins), 0, 1)
    draws = np.random.default_rng(11).normal(size=(20, n))
    assert {jump_form(3 * rise + noise) for noise in draws} == {Form.LINE}
    assert sum(jump_form(1.2 * rise + noise) is Form.STEP for noise in draws) <= 1
    assert {jump_form(3 * (rise >= 0.5) + noise) for noise in draws} == {Form.STEP}


def test_a_trend_beside_the_rows_noise_weighs_each_bucket_by_it() -> None:
    rng, t = np.random.default_rng(6), np.arange(120)
    errors = 4.0 / rng.integers(1, 12, 120)
    values = 0.01 * t + rng.normal(size=120) * np.sqrt(errors)
    lines = [np.polyfit(t, values, 1, w=1 / np.sqrt(errors), cov=how) for how in ("unscaled", True)]
    z, student = (abs(line[0]) / np.sqrt(covariance[0, 0]) for line, covariance in lines)
    assert sampled_trend_p(values, errors) == pytest.approx(2 * stats.t.sf(min(z, student), 4 * 118))
    assert sampled_trend_p(values, errors / 4) is None  # they scatter more than that
    assert sampled_trend_p(values, np.full(120, np.nan)) is None


def test_weekdays_are_seen_over_a_random_walk_and_not_in_one() -> None:
    season = np.arange(350) % 7
    walk = walks(350, 1, seed=5)[:, 0]
    assert seasonal_test(walk, season) > 0.001
    assert seasonal_test(walk + 4 * (season == 5), season) < 1e-6


def test_a_plain_line_through_the_months_of_eight_years_is_a_trend() -> None:
    t, noise = np.arange(96), np.random.default_rng(10).normal(size=(96, 40))
    _, p_values = trend_tests(noise + 0.05 * t[:, None])  # 4.8 standard deviations from end to end
    assert np.mean(p_values < 1e-4) >= 0.85
