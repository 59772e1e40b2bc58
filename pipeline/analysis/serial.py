"""Tests for series whose neighbouring values depend on each other."""

import numpy as np
from scipy import stats

LEAST_LENGTH = 8


def trend_test(values: np.ndarray) -> tuple[float, float]:
    """Test a linear trend whether the noise about it is stationary or a random walk; give slope a step and p-value.

    Feasible generalised least squares with an autoregressive noise whose coefficient is set to one where the data
    can't tell it from one, after Perron & Yabu (2009), J. Econometrics 151. The coefficient is corrected for its bias
    and taken at the upper end of its likely range, which costs power in short series rather than truth. Misleads where
    the level jumps once; compare a step before calling it a trend.
    """
    t = np.arange(len(values), dtype=float)
    rho, lags = persistence(detrended(values))
    slope, error = _generalised_least_squares(values, t, rho, lags)
    if error == 0:
        return slope, 0.0 if slope else 1.0
    effective = max(2.0, (len(values) - 2) * (1 - rho) / (1 + rho)) if rho < 1 else len(values) - 2
    return slope, float(2 * stats.t.sf(abs(slope / error), effective))


def detrended(values: np.ndarray) -> np.ndarray:
    """Residuals of a straight line."""
    t = np.arange(len(values), dtype=float)
    slope, intercept = np.polyfit(t, values, 1)
    return values - slope * t - intercept


def persistence(residuals: np.ndarray) -> tuple[float, int]:
    """How much of a deviation is left one step later, 0 to 1, taken high; 1 means it can't be told from a random walk.

    The sum of autoregressive coefficients from a Dickey-Fuller regression with up to four lagged differences, its bias
    corrected as for a detrended series. Second value: the lags used.
    """
    n = len(residuals)
    lags = min(4, n // 12)
    lagged, change = residuals[lags:-1], np.diff(residuals)
    columns = [lagged] + [change[lags - j : len(change) - j] for j in range(1, lags + 1)]
    design = np.column_stack(columns)
    target = residuals[lags + 1 :]
    solution, *_ = np.linalg.lstsq(design, target, rcond=None)
    noise = target - design @ solution
    variance = float(noise @ noise) / max(1, len(target) - design.shape[1])
    inverse = np.linalg.pinv(design.T @ design)
    error = float(np.sqrt(variance * inverse[0, 0]))
    rho = float(solution[0])
    corrected = (n * rho + 2) / max(1, n - 4)
    upper = corrected + error
    return (1.0 if upper > 1 - 2 / np.sqrt(n) else max(0.0, upper)), lags


def _generalised_least_squares(values: np.ndarray, t: np.ndarray, rho: float, lags: int) -> tuple[float, float]:
    """Slope and its standard error after quasi-differencing with ``rho``; ``lags`` of correlation may be left."""
    y = values[1:] - rho * values[:-1]
    x = t[1:] - rho * t[:-1]
    if rho == 1:
        slope = float(y.mean())
        noise = y - slope
        return slope, float(np.sqrt(max(_long_run_variance(noise, lags), noise.var()) / (len(y) - 1)))
    centred = x - x.mean()
    slope = float(centred @ y / (centred @ centred))
    noise = y - y.mean() - slope * centred
    variance = max(_long_run_variance(noise, lags), float(noise @ noise) / (len(y) - 2))
    return slope, float(np.sqrt(variance / (centred @ centred)))


def _long_run_variance(noise: np.ndarray, lags: int) -> float:
    """Newey & West's (1987) estimate with Bartlett weights."""
    n = len(noise)
    total = float(noise @ noise)
    for j in range(1, lags + 1):
        total += 2 * (1 - j / (lags + 1)) * float(noise[j:] @ noise[:-j])
    return max(total, 0.0) / max(1, n - 2)
