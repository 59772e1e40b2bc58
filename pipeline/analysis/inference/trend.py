"""Tests of a straight trend in series whose neighbouring values depend on each other."""

import numpy as np

from pipeline.analysis.inference.distributions import f_tail, t_tail
from pipeline.analysis.inference.likelihood import likelihood_ratio
from pipeline.analysis.inference.serial import (
    KPSS_1_PERCENT,
    detrended,
    kpss_statistic,
    long_run_variance,
    persistence,
    safety_margin,
)

PROMISING_P = 2e-3  # of a line through independent noise, for the stricter tests to be worth their time
NO_SCATTER = 0.001  # p-value of the dispersion test under which values scatter more than their rows explain
ROWS_TELL = 4  # degrees of freedom that a value's rows, and those of the groups it is compared with, give at the least
KPSS_0_1_PERCENT = 0.267  # the statistic of serial.kpss_statistic at its 0.1 % point about a line
LR_SHIFT, LR_SCALE = 5.0, 2.8  # of the likelihood ratio's tail; see likelihood_p


def trend_tests(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Test each column of ``values`` (steps, series) for a linear trend; give slopes a step and p-values.

    Twice the smaller p-value of :func:`gls_trend` and :func:`likelihood_p`: the first is strong where the noise is
    plainly stationary, the second in short series and where the noise may wander. Both hold for random walks. Where
    not even independent noise would make the slope significant, that larger p-value is given instead.
    """
    slopes, p_values = _least_squares(values)
    promising = np.flatnonzero(p_values <= PROMISING_P)
    if len(promising):
        likelihood = likelihood_p(values[:, promising])
        tested = [gls_trend(values[:, i]) for i in promising]
        slopes[promising] = [slope for slope, _ in tested]
        strict = 2 * np.minimum(likelihood, [p for _, p in tested])
        p_values[promising] = np.minimum(np.maximum(strict, p_values[promising]), 1.0)
    return slopes, p_values


def _least_squares(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Slopes and p-values of straight lines through independent noise, for each column."""
    n = len(values)
    t = np.arange(n, dtype=float) - (n - 1) / 2
    centred = values - values.mean(axis=0)
    slopes = t @ centred / float(t @ t)
    left = (centred**2).sum(axis=0) - slopes**2 * float(t @ t)
    errors = np.sqrt(np.maximum(left, 1e-300) / max(1, n - 2) / float(t @ t))
    return slopes, np.asarray(2 * t_tail(np.abs(slopes) / errors, max(1, n - 2)))


def gls_trend(values: np.ndarray) -> tuple[float, float]:
    """Slope a step and p-value by feasible generalised least squares with autoregressive noise.

    After Perron & Yabu (2009), J. Econometrics 151: the coefficient counts as one where the data can't tell it from
    one. It is corrected for its bias and taken high, the higher the shorter the series, which costs power rather than
    truth. Says nothing (1.0) where the level wanders about the line. Misleads where it jumps once: compare a step.
    """
    t = np.arange(len(values), dtype=float)
    rho, lags = persistence(detrended(values), safety_margin(len(values)))
    slope, error = _generalised_least_squares(values, t, rho, lags)
    if error == 0:
        return slope, 0.0 if slope else 1.0
    if rho < 1 and kpss_statistic(detrended(values)) > KPSS_1_PERCENT:
        return slope, 1.0
    degrees_of_freedom = max(2.0, (len(values) - 2) * (1 - rho) / (1 + rho)) if rho < 1 else len(values) - 2
    return slope, float(2 * t_tail(abs(slope / error), degrees_of_freedom))


def _generalised_least_squares(values: np.ndarray, t: np.ndarray, rho: float, lags: int) -> tuple[float, float]:
    """Slope and its standard error after quasi-differencing with ``rho``; ``lags`` of correlation may be left."""
    y = values[1:] - rho * values[:-1]
    if rho == 1:
        slope = float(y.mean())
        noise = y - slope
        return slope, float(np.sqrt(max(long_run_variance(noise, lags), noise.var()) / (len(y) - 1)))
    x = t[1:] - rho * t[:-1]
    centred = x - x.mean()
    slope = float(centred @ y / (centred @ centred))
    noise = y - y.mean() - slope * centred
    variance = max(long_run_variance(noise, lags), float(noise @ noise) / (len(y) - 2))
    return slope, float(np.sqrt(variance / (centred @ centred)))


def sampled_trend_p(values: np.ndarray, errors: np.ndarray) -> float | None:
    """P-value of a slope in values each of which is uncertain by a known variance, as means of independent rows are.

    By least squares weighted with these variances, times the scatter about the line where that is larger than they let
    one expect; they come of many rows, hence ``ROWS_TELL``. None where they aren't known, and where the values scatter
    more than they allow (F-test of dispersion at ``NO_SCATTER``) or wander, so that neighbours may have
    something of their own to be alike in: what is left about the line decides that, whatever its slope. Misleads where
    a wander hides under the rows' noise: it was then smaller than that noise, and so may the trend be.
    """
    if not (errors > 0).all():
        return None
    n, weights = len(values), 1 / errors
    t = np.arange(n) - float(weights @ np.arange(n)) / float(weights.sum())
    spread = float(weights @ (t * t))
    slope = float(weights @ (t * values)) / spread
    left = (values - float(weights @ values) / float(weights.sum()) - slope * t) * np.sqrt(weights)
    dispersion, of_rows = float(left @ left) / (n - 2), ROWS_TELL * (n - 2)
    if float(f_tail(dispersion, n - 2, of_rows)) < NO_SCATTER or kpss_statistic(left) > KPSS_0_1_PERCENT:
        return None
    return float(2 * t_tail(abs(slope) * np.sqrt(spread / max(1.0, dispersion)), of_rows))


def likelihood_p(values: np.ndarray) -> np.ndarray:
    """P-values of a slope's :func:`~pipeline.analysis.inference.likelihood.likelihood_ratio`, for each column.

    The ratio's tail is heaviest under a random walk. There, in 4,000 draws each of 10 to 200 steps, it stayed under
    ``exp(-(ratio - 5) / 2.8)``, which is used whatever the noise.
    """
    ratio = likelihood_ratio(values, np.linspace(-1, 1, len(values))[:, None])
    return np.minimum(1.0, np.exp(-(ratio - LR_SHIFT) / LR_SCALE))


def trend_r_squared(values: np.ndarray) -> float:
    """The share of a series' variance that a straight line takes."""
    return float(1 - np.var(detrended(values)) / max(np.var(values), 1e-300))
