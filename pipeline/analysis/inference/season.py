"""Test of a pattern that comes back, in series whose neighbouring values depend on each other."""

import numpy as np

from pipeline.analysis.inference.distributions import chi_squared_tail, f_tail
from pipeline.analysis.inference.serial import KPSS_5_PERCENT, LONG, is_noise, winsorized

LAGS = 3  # values of the past
MIN_CYCLES = 18
WAVES = 3  # of a cycle: morning or evening, both, and one more


def seasonal_test(values: np.ndarray, season: np.ndarray) -> float:
    """P-value of means that differ between seasons (codes), beyond a line and the series' own past.

    An F-test of the seasons' indicators in a regression on a straight line and the last ``LAGS`` values, so that
    persistence, a random walk's too, is taken out first (Hylleberg 1986). Those values tell of the season as well, so
    they are left out in a long series about whose seasons and line nothing is left but noise. Far values are winsorized
    to five times the median deviation before.
    """
    clipped = winsorized(values)
    line = np.column_stack([np.ones(len(clipped)), np.linspace(-1, 1, len(clipped))])
    indicators = (season[:, None] == np.unique(season)[None, 1:]).astype(float)
    lags = (
        0
        if len(clipped) >= LONG and is_noise(_residual(np.column_stack([line, indicators]), clipped), KPSS_5_PERCENT)
        else LAGS
    )
    past = [clipped[lags - j : len(clipped) - j] for j in range(1, lags + 1)]
    base, target = np.column_stack([line[lags:], *past]), clipped[lags:]
    without, full = (_residual(design, target) for design in (base, np.column_stack([base, indicators[lags:]])))
    k, degrees_of_freedom = indicators.shape[1], len(target) - base.shape[1] - indicators.shape[1]
    left = float(full @ full)
    if degrees_of_freedom < k or k < 1 or left <= 0:
        return 1.0
    return float(f_tail((float(without @ without) - left) / k / (left / degrees_of_freedom), k, degrees_of_freedom))


def _residual(design: np.ndarray, target: np.ndarray) -> np.ndarray:
    """What a regression leaves."""
    solution, *_ = np.linalg.lstsq(design, target, rcond=None)
    return np.asarray(target - design @ solution)


def uneven_p(cycles: np.ndarray, parts: np.ndarray, steps: int) -> float:
    """P-value of rows that fall on some of a cycle's parts (codes under ``steps``) more than on others.

    Chi-squared, of all rows; and what the first waves of each cycle (codes), as points on a circle, add up to
    (Rayleigh's test: Mardia & Jupp 2000), a cycle counting by the root of its rows, and as one whatever its rows: those
    of a day may come together, but a pattern comes back on other days. The largest of the three. That both axes of a
    wave vary alike where no part is favoured keeps it true from some twenty cycles on; under ``MIN_CYCLES`` it says
    nothing (1.0).
    """
    counts = np.bincount(parts, minlength=steps)
    expected = len(parts) / steps
    plain = float(chi_squared_tail(float(((counts - expected) ** 2).sum()) / max(expected, 1e-300), steps - 1))
    _, place, sizes = np.unique(cycles, return_inverse=True, return_counts=True)
    if len(sizes) < MIN_CYCLES:
        return 1.0
    points = np.exp(2j * np.pi * np.outer(np.arange(1, WAVES + 1), parts) / steps)
    sums = [np.bincount(place, wave.real) + 1j * np.bincount(place, wave.imag) for wave in points]
    return max(plain, *(_together_p(np.array(sums) / sizes**power) for power in (0.5, 1.0)))


def _together_p(points: np.ndarray) -> float:
    """P-value of points (waves, cycles) whose mean is away from the centre: of each wave squared, over its variance."""
    lengths = np.maximum((np.abs(points) ** 2).mean(axis=1), 1e-300)
    statistic = float((2 * points.shape[1] * np.abs(points.mean(axis=1)) ** 2 / lengths).sum())
    return float(chi_squared_tail(statistic, 2 * len(points)))
