"""Tests on ranks and tails of distributions, against scipy's own."""

import numpy as np
import pytest
from scipy import stats

from pipeline.analysis.inference.distributions import chi_squared_tail, f_tail, normal_tail, skewed_tail, t_tail
from pipeline.analysis.inference.rank_tests import (
    kendall_p,
    kendall_with_time,
    kruskal_p,
    mann_whitney_p,
    rank_correlation,
)
from pipeline.analysis.variables.ranks import average_ranks

RNG = np.random.default_rng(8)
PLAIN = RNG.normal(size=60)
TIED = RNG.integers(0, 6, 60).astype(float)
CODES = np.arange(60) % 4


@pytest.mark.parametrize("values", [PLAIN, TIED])
def test_ranks_and_their_tests(values: np.ndarray) -> None:
    parts = [values[code == CODES] for code in range(4)]
    assert (average_ranks(values) == stats.rankdata(values)).all()
    assert kruskal_p(values, CODES) == pytest.approx(stats.kruskal(*parts).pvalue, rel=1e-9)
    assert rank_correlation(PLAIN, values) == pytest.approx(stats.spearmanr(PLAIN, values).statistic)
    for size in (5, 30):
        expected = stats.mannwhitneyu(values[:size], values[size:]).pvalue
        assert mann_whitney_p(values[:size], values[size:]) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("values", [PLAIN, TIED])
def test_kendall_of_the_column_that_moves_most(values: np.ndarray) -> None:
    columns = values.reshape(12, 5)
    expected = min(stats.kendalltau(np.arange(12), column).pvalue for column in columns.T)
    assert kendall_with_time(columns) == pytest.approx(expected)


@pytest.mark.parametrize("values", [PLAIN, TIED, PLAIN[:20], np.arange(9.0), -np.arange(40.0), np.array([1.0, 2.0])])
def test_kendall_against_the_order(values: np.ndarray) -> None:
    assert kendall_p(values) == pytest.approx(stats.kendalltau(np.arange(len(values)), values).pvalue, rel=1e-9)


def test_tails() -> None:
    assert float(normal_tail(1.5)) == pytest.approx(stats.norm.sf(1.5))
    assert float(t_tail(-2.0, 7)) == pytest.approx(stats.t.sf(-2.0, 7))
    assert float(f_tail(2.5, 3, 40)) == pytest.approx(stats.f.sf(2.5, 3, 40))
    assert float(chi_squared_tail(9.0, 4)) == pytest.approx(stats.chi2.sf(9.0, 4))
    for skew in (0.3, -0.3):
        assert skewed_tail(1.7, skew) == pytest.approx(stats.pearson3.sf(1.7, skew))


@pytest.mark.parametrize("p_value", [f_tail(1.0, 0, 5), chi_squared_tail(1.0, 0), kruskal_p(np.ones(9), CODES[:9])])
def test_what_cannot_be_tested_has_no_p_value(p_value: float) -> None:
    assert np.isnan(p_value)


def test_ends_of_tails() -> None:
    assert float(chi_squared_tail(np.inf, 2)) == 0.0
    assert float(f_tail(-1.0, 2, 9)) == 1.0
