"""Test of a pattern that comes back, in series whose neighbouring values depend on each other."""

import numpy as np
from scipy import stats

from pipeline.analysis.serial import pulled_in


def seasonal_test(values: np.ndarray, season: np.ndarray, lags: int = 3) -> float:
    """P-value of means that differ between seasons (codes), beyond a line and the series' own past.

    An F-test of the seasons' indicators in a regression on a straight line and the last ``lags`` values, so that
    persistence, a random walk's too, is taken out first (Hylleberg 1986). Far values are pulled in to five times the
    median deviation before.
    """
    pulled = pulled_in(values)
    n = len(pulled) - lags
    past = [pulled[lags - j : len(pulled) - j] for j in range(1, lags + 1)]
    base = np.column_stack([np.ones(n), np.linspace(-1, 1, n), *past])
    codes = season[lags:]
    indicators = (codes[:, None] == np.unique(codes)[None, 1:]).astype(float)
    target = pulled[lags:]
    without, full = (_left_over(design, target) for design in (base, np.column_stack([base, indicators])))
    k, freedom = indicators.shape[1], n - base.shape[1] - indicators.shape[1]
    if freedom < k or k < 1 or full <= 0:
        return 1.0
    return float(stats.f.sf(((without - full) / k) / (full / freedom), k, freedom))


def _left_over(design: np.ndarray, target: np.ndarray) -> float:
    """The sum of squares that a regression leaves."""
    solution, *_ = np.linalg.lstsq(design, target, rcond=None)
    left = target - design @ solution
    return float(left @ left)
