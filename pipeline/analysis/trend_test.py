"""Tests of a straight trend in series whose neighbouring values depend on each other."""

from functools import cache

import numpy as np
from scipy import stats

from pipeline.analysis.serial import WANDERING, caution, detrended, long_run_variance, persistence, wander

MOST_BLOCKS = 120  # longer series are averaged over blocks before the likelihood is looked at
PROMISING_P = 2e-3  # of a line through independent noise, for the stricter tests to be worth their time
NO_SCATTER = 0.01  # p-value of the dispersion test under which values scatter more than their rows explain
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
    return slopes, np.asarray(2 * stats.t.sf(np.abs(slopes) / errors, max(1, n - 2)))


def gls_trend(values: np.ndarray) -> tuple[float, float]:
    """Slope a step and p-value by feasible generalised least squares with autoregressive noise.

    After Perron & Yabu (2009), J. Econometrics 151: the coefficient counts as one where the data can't tell it from
    one. It is corrected for its bias and taken high, the higher the shorter the series, which costs power rather than
    truth. Says nothing (1.0) where the level wanders about the line. Misleads where it jumps once: compare a step.
    """
    t = np.arange(len(values), dtype=float)
    rho, lags = persistence(detrended(values), caution(len(values)))
    slope, error = _generalised_least_squares(values, t, rho, lags)
    if error == 0:
        return slope, 0.0 if slope else 1.0
    if rho < 1 and wander(detrended(values)) > WANDERING:
        return slope, 1.0
    freedom = max(2.0, (len(values) - 2) * (1 - rho) / (1 + rho)) if rho < 1 else len(values) - 2
    return slope, float(2 * stats.t.sf(abs(slope / error), freedom))


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


def sampled_trend_p(values: np.ndarray, error: float) -> float:
    """P-value of a slope in values each of which is uncertain by a known variance, as means of independent rows are.

    The larger of those by that variance and by the scatter about the line. Said only (else 1.0) where the values
    scatter no more than the variance lets them (chi-squared test of dispersion at 1 %), so that neighbours have nothing
    of their own to be alike in, and don't wander. Misleads where a wander hides under the rows' noise: it was then
    smaller than that noise, and so may the trend be.
    """
    left, n = detrended(values), len(values)
    if (
        not error > 0
        or float(stats.chi2.sf(float(left @ left) / error, n - 2)) < NO_SCATTER
        or wander(left) > WANDERING
    ):
        return 1.0
    slopes, p_values = _least_squares(values[:, None])
    deviation = np.sqrt(error / (n * (n * n - 1) / 12))  # of the slope, over the sum of squares of the steps
    return max(float(p_values[0]), float(2 * stats.norm.sf(abs(slopes[0]) / deviation)))


def likelihood_p(values: np.ndarray) -> np.ndarray:
    """P-values of the likelihood ratio of a trend, for each column of ``values`` (steps, series).

    Both models have a level, an autoregressive part of any persistence, nearly a random walk too, and white noise on
    top, fitted over a grid; only one has a slope. The ratio's tail is heaviest under a random walk. There, in 4,000
    draws each of 10 to 200 steps, it stayed under ``exp(-(ratio - 5) / 2.8)``, which is used whatever the noise.
    """
    blocks = _block_means(values, MOST_BLOCKS)
    deviation = blocks.std(axis=0)
    ratio = _likelihood_ratio(blocks / np.where(deviation > 0, deviation, 1.0))
    return np.where(deviation > 0, np.minimum(1.0, np.exp(-(ratio - LR_SHIFT) / LR_SCALE)), 1.0)


def _block_means(values: np.ndarray, most: int) -> np.ndarray:
    size = -(-len(values) // most)
    whole = len(values) // size
    return values[: whole * size].reshape(whole, size, -1).mean(axis=1)


@cache
def _noise_models() -> tuple[np.ndarray, np.ndarray]:
    """Persistence of the autoregressive part and white noise's share of the variance a step adds, as a grid."""
    persistences = [0, 0.2, 0.4, 0.55, 0.7, 0.8, 0.87, 0.92, 0.95, 0.97, 0.985, 0.993, 0.998]
    shares = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97]
    models = np.array([(rho, share) for rho in persistences for share in shares if rho > 0 or share == 0])
    return models[:, 0], models[:, 1]


def _likelihood_ratio(values: np.ndarray) -> np.ndarray:
    """Twice the gain in log-likelihood from a slope, the best noise model each."""
    n = len(values)
    whitened, log_variances = _whitened(np.column_stack([np.ones(n), np.linspace(-1, 1, n), values]))
    one, time, y = whitened[:, :, 0], whitened[:, :, 1], whitened[:, :, 2:]
    ones = (one * one).sum(axis=1)
    level = np.einsum("gn,gns->gs", one, y)
    without = np.maximum((y * y).sum(axis=1) - level**2 / ones[:, None], 1e-12)
    lean = (one * time).sum(axis=1) / ones
    rise = np.einsum("gn,gns->gs", time, y) - lean[:, None] * level
    with_slope = np.maximum(without - rise**2 / ((time * time).sum(axis=1) - lean**2 * ones)[:, None], 1e-12)
    best = [(-0.5 * ((n - 3) * np.log(left) + log_variances[:, None])).max(axis=0) for left in (without, with_slope)]
    return np.asarray(2 * (best[1] - best[0]))


def _whitened(columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Innovations over their deviation (models, steps, columns) and sums of log variances (models): a Kalman filter."""
    rho, share = _noise_models()
    step = 1 - share
    variance = step / np.maximum(1 - rho**2, 1e-9)
    state = np.zeros((len(rho), columns.shape[1]))
    innovations = np.empty((len(columns), *state.shape))
    log_variances = np.zeros(len(rho))
    for t, row in enumerate(columns):
        total = variance + share
        surprise = row - state
        innovations[t] = surprise / np.sqrt(total)[:, None]
        log_variances += np.log(total)
        gain = variance / total
        state = (state + gain[:, None] * surprise) * rho[:, None]
        variance = rho**2 * variance * (1 - gain) + step
    return innovations.transpose(1, 0, 2), log_variances


def trend_r_squared(values: np.ndarray) -> float:
    """The share of a series' variance that a straight line takes."""
    return float(1 - np.var(detrended(values)) / max(np.var(values), 1e-300))
