"""How much the neighbours in a series are alike, and whether its level wanders."""

import numpy as np

from pipeline.analysis.inference.distributions import chi_squared_tail

MAX_LAGS = 4  # of differences in the regression that measures persistence
LONG = 40  # steps; in shorter series too little likeness is seen to be sure that there is none
KPSS_1_PERCENT = 0.216  # of Kwiatkowski et al.'s statistic about a line: its 1 % point
KPSS_5_PERCENT = 0.146  # its 5 % point
NOISE_P = 0.1  # of the portmanteau test, above which neighbours count as independent


def detrended(values: np.ndarray) -> np.ndarray:
    """Residuals of a straight line."""
    t = np.arange(len(values), dtype=float)
    t -= t.mean()
    residuals: np.ndarray = values - values.mean() - t * float(t @ values) / float(t @ t)
    return residuals


def winsorized(values: np.ndarray) -> np.ndarray:
    """The values, those beyond five robust standard deviations from the median clipped to there."""
    middle = _median(values)
    reach = 5 * 1.4826 * _median(np.abs(values - middle))
    return np.clip(values, middle - reach, middle + reach) if reach > 0 else values


def _median(values: np.ndarray) -> float:
    """None of which may be missing: of a few values in a tenth of the time of numpy's."""
    ordered, half = np.sort(values), len(values) // 2
    return float(ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2)


def safety_margin(length: int) -> float:
    """How many standard errors above its estimate a persistence is taken: the more, the shorter the series."""
    return float(np.clip(3 - (length - 60) / 90, 1, 3))


def persistence(residuals: np.ndarray, errors: float, critical_value: float = KPSS_5_PERCENT) -> tuple[float, int]:
    """How much of a deviation is left one step later, 0 to 1, taken high; 1 means it can't be told from a random walk.

    The sum of autoregressive coefficients from a Dickey-Fuller regression with up to four lagged differences, its bias
    corrected as for a detrended series, plus ``errors`` standard errors. Each lagged difference widens that error, so a
    long series in which nothing points to any likeness is given none: its :func:`kpss_statistic` must be under
    ``critical_value`` for that, its 5 % point about what was taken out of the series, a line or two levels. Misleads
    where a random walk hides under much noise. Second value: the lags used.
    """
    n = len(residuals)
    lags = 0 if n >= LONG and is_noise(residuals, critical_value) else min(MAX_LAGS, n // 12)
    lagged, change = residuals[lags:-1], np.diff(residuals)
    design = np.column_stack([lagged] + [change[lags - j : len(change) - j] for j in range(1, lags + 1)])
    target = residuals[lags + 1 :]
    gram = design.T @ design
    inverse = np.linalg.pinv(gram) if lags or not gram.any() else 1 / gram
    solution = inverse @ (design.T @ target)
    noise = target - design @ solution
    variance = float(noise @ noise) / max(1, len(target) - design.shape[1])
    error = float(np.sqrt(max(0.0, variance * inverse[0, 0])))
    upper = (n * float(solution[0]) + 2) / max(1, n - 4) + errors * error
    return (1.0 if upper > 1 - 2 / np.sqrt(n) else max(0.0, upper)), lags


def long_run_variance(noise: np.ndarray, lags: int) -> float:
    """Newey & West's (1987) estimate with Bartlett weights."""
    total = float(noise @ noise)
    for j in range(1, lags + 1):
        total += 2 * (1 - j / (lags + 1)) * float(noise[j:] @ noise[:-j])
    return max(total, 0.0) / max(1, len(noise) - 2)


def kpss_statistic(residuals: np.ndarray) -> float:
    """Kwiatkowski, Phillips, Schmidt & Shin's (1992) statistic, J. Econometrics 54: large where the level wanders.

    The sum of squared partial sums over the long-run variance. It is the locally best test of noise alone against a
    random walk under noise, which autoregressions of few lags take for short-lived likeness. About a line its 1 % point
    is ``KPSS_1_PERCENT``. Persistent stationary noise (0.9 and more a step) looks like wander too.
    """
    n = len(residuals)
    variance = long_run_variance(residuals, int(4 * (n / 100) ** 0.25)) * max(1, n - 2) / n
    sums = np.cumsum(residuals - residuals.mean())
    return float(sums @ sums) / n**2 / max(variance, 1e-300)


def is_noise(residuals: np.ndarray, critical_value: float) -> bool:
    """Whether neither neighbours nor the level show any likeness (Ljung & Box 1978, and :func:`kpss_statistic`)."""
    n = len(residuals)
    lags = np.arange(1, 11)
    centred = residuals - residuals.mean()
    own = float(centred @ centred)
    if own == 0:
        return False
    likeness = np.array([float(centred[k:] @ centred[:-k]) for k in lags]) / own
    q = n * (n + 2) * float((likeness**2 / (n - lags)).sum())
    return float(chi_squared_tail(q, len(lags))) > NOISE_P and kpss_statistic(residuals) < critical_value
