"""Tails of the usual distributions: the functions behind ``scipy.stats``, without the tenth of a millisecond a call."""

import numpy as np
import numpy.typing as npt
from scipy import special


def normal_tail(z: npt.ArrayLike) -> np.ndarray:
    """P-value of a standard normal deviate, one-sided."""
    return np.asarray(special.ndtr(np.negative(z)))


def t_tail(t: npt.ArrayLike, degrees_of_freedom: npt.ArrayLike) -> np.ndarray:
    """P-value of Student's t, one-sided."""
    return np.asarray(special.stdtr(degrees_of_freedom, np.negative(t)))


def f_tail(f: npt.ArrayLike, numerator: npt.ArrayLike, denominator: npt.ArrayLike) -> np.ndarray:
    """P-value of a ratio of variances with these degrees of freedom; NaN where one of them is zero."""
    known = (np.asarray(numerator) > 0) & (np.asarray(denominator) > 0)
    return np.where(known, special.fdtrc(numerator, denominator, np.maximum(f, 0.0)), np.nan)


def chi_squared_tail(chi_squared: npt.ArrayLike, degrees_of_freedom: npt.ArrayLike) -> np.ndarray:
    """P-value of a chi-squared statistic; NaN without degrees of freedom."""
    known = np.asarray(degrees_of_freedom) > 0
    return np.where(known, special.chdtrc(degrees_of_freedom, np.clip(chi_squared, 0.0, 1e300)), np.nan)


def skewed_tail(deviate: float, skew: float) -> float:
    """One-sided p-value of a standardised deviate whose distribution is a shifted gamma's (Pearson's third type).

    ``skew``: of the distribution, not zero. The side with the longer tail is the one of its sign.
    """
    shape = 4 / skew**2
    place = max(0.0, 2 / skew * (deviate + 2 / skew))
    return float(special.gammaincc(shape, place) if skew > 0 else special.gammainc(shape, place))
