"""How the likeness of neighbours in two scores widens what their correlation may be by chance."""

import numpy as np
from scipy import fft

from pipeline.analysis.inference.serial import persistence

MILD = 0.3  # likeness of neighbours, with which the design effect tells all there is to neighbours' likeness


def autocorrelation(values: np.ndarray, lags: int) -> np.ndarray:
    """The correlation of a score with itself one to ``lags`` rows later; zeros where it never changes."""
    centred = values - values.mean()
    if lags == 1:
        own = float(centred @ centred)
        return np.array([centred[1:] @ centred[:-1] / own if own > 0 else 0.0])
    size = fft.next_fast_len(len(values) + lags, real=True)
    spectrum = np.abs(fft.rfft(centred, size)) ** 2
    covariance = fft.irfft(spectrum, size)[: lags + 1]
    return np.asarray(covariance[1:] / covariance[0]) if covariance[0] > 0 else np.zeros(lags)


def bartlett(x: np.ndarray, residual: np.ndarray) -> float:
    """Variance of two series' correlation over that of independent values: one plus twice the sum of products.

    The residual's likeness to its neighbours is at least what its persistence makes of it, since a short series shows
    less likeness than it has.
    """
    n = len(x)
    lags = np.arange(1, max(2, n // 4) + 1)
    a, b = autocorrelation(x, len(lags)), autocorrelation(residual, len(lags))
    if a[0] <= 0:
        return 1.0
    rho, _ = persistence(residual, 0.0)
    b = np.maximum(b, rho**lags if rho > 2 / np.sqrt(n) else 0.0)
    ends = np.flatnonzero((a <= 0) | (b <= 0))  # Geyer's (1992) initial positive sequence: beyond it is noise
    last = int(ends[0]) if len(ends) else len(lags)
    return float(1 + 2 * (a * b * (1 - lags / n))[:last].sum())


def effect_of_noise(score: np.ndarray, rho: float) -> float:
    """Variance of a correlation with noise of a persistence, over that with independent noise."""
    lags = np.arange(1, max(2, min(len(score) // 4, 60)) + 1)
    likeness = autocorrelation(score, len(lags))
    ends = np.flatnonzero(likeness <= 0)
    last = int(ends[0]) if len(ends) else len(lags)
    return float(1 + 2 * (likeness * rho**lags)[:last].sum())


def effect_of_both(x: np.ndarray, y: np.ndarray) -> float:
    """The design effect of two scores that know nothing of each other; 1 unless both are plainly like their neighbours.

    Larger than that of a residual, whose likeness a relation explains: for waves, any two of which fit for a while.
    """
    if min(float(autocorrelation(v, 1)[0]) for v in (x, y)) < MILD:
        return 1.0
    return max(bartlett(x, y), 1.0)
