"""Test of a pattern that comes back, in series whose neighbouring values depend on each other."""

import numpy as np
from scipy import stats

from pipeline.analysis.serial import pulled_in

WAVES = 3  # of a cycle: morning or evening, both, and one more


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


def uneven_p(cycles: np.ndarray, parts: np.ndarray, steps: int) -> float:
    """P-value of rows that fall on some of a cycle's parts (codes under ``steps``) more than on others.

    The larger of two. Chi-squared, of all rows. And Hotelling's (1931) T² of what each cycle (codes) adds up to on a
    circle, in its first three waves, over the root of its rows: rows of one day may come together, its noise too, but
    a pattern comes back on other days. Misleads where the cycles are few: under three for each number that is tested
    it says nothing (1.0).
    """
    counts = np.bincount(parts, minlength=steps)
    expected = len(parts) / steps
    plain = float(stats.chi2.sf(float(((counts - expected) ** 2).sum()) / max(expected, 1e-300), steps - 1))
    angles = 2 * np.pi * np.outer(parts, np.arange(1, WAVES + 1)) / steps
    waves = np.column_stack([np.cos(angles), np.sin(angles)])
    _, place, sizes = np.unique(cycles, return_inverse=True, return_counts=True)
    sums = np.column_stack([np.bincount(place, wave) for wave in waves.T]) / np.sqrt(sizes)[:, None]
    n, k = sums.shape
    if n < 3 * k or plain > 0.05:
        return 1.0 if n < 3 * k else plain
    mean, covariance = sums.mean(axis=0), np.cov(sums, rowvar=False)
    t_squared = n * float(mean @ np.linalg.pinv(covariance) @ mean)
    return max(plain, float(stats.f.sf(t_squared * (n - k) / (k * (n - 1)), k, n - k)))
