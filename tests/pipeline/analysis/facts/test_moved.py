"""Whether a series moved: the same months of two years, and noise that did not."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pipeline.analysis.facts.moved import same_months_p, seasonal_kendall


def _months(values: np.ndarray) -> pd.Series:
    return pd.Series(values, pd.date_range("2022-01-01", periods=len(values), freq="MS"))


def test_two_years_of_the_same_months_are_a_paired_t_test() -> None:
    rng = np.random.default_rng(1)
    season = 100 * np.sin(np.arange(24) * np.pi / 6)
    values = season + rng.normal(0, 5, 24) + np.repeat([0, 12], 12)
    found = same_months_p(_months(values))
    assert found is not None
    assert found[1] == pytest.approx(stats.ttest_rel(values[12:], values[:12]).pvalue)
    assert found[0] == pytest.approx((values[12:] - values[:12]).mean())
    by_signs = seasonal_kendall(_months(values))
    assert by_signs is not None
    assert found[1] < by_signs[1]


def test_months_in_an_order_that_means_nothing_hold_their_level() -> None:
    rng = np.random.default_rng(2)
    p_values = [same_months_p(_months(rng.lognormal(3, 0.5, 36))) for _ in range(200)]
    assert np.mean([found is not None and found[1] < 0.05 for found in p_values]) == pytest.approx(0.05, abs=0.04)
    assert same_months_p(_months(rng.normal(size=8))) is None
