"""Whether a series moved at all: against an order of its values that chance could have made."""

import numpy as np
import pandas as pd
from scipy import special

from pipeline.analysis.inference.distributions import f_tail, normal_tail, t_tail
from pipeline.analysis.inference.rank_tests import kruskal_p
from pipeline.analysis.variables.ranks import average_ranks

MIN_LENGTH = 8
MIN_MONTHS = 6


def bartels_p(values: np.ndarray) -> float | None:
    """One-sided p-value that neighbours are alike; None for series shorter than eight.

    Bartels (1982), The rank version of von Neumann's ratio test for randomness, J. Am. Stat. Assoc. 77: the sum of
    squared differences of neighbouring ranks over the ranks' sum of squares, by its beta approximation. It answers
    whether the values moved in this file, not whether a trend goes on: a random walk moves.
    """
    n = len(values)
    if n < MIN_LENGTH or np.ptp(values) == 0:
        return None
    ranks = average_ranks(values)
    ratio = float(np.sum(np.diff(ranks) ** 2) / np.sum((ranks - ranks.mean()) ** 2))
    shape = 5 * n * (n + 1) * (n - 1) ** 2 / (2 * (n - 2) * (5 * n**2 - 2 * n - 9)) - 0.5
    return float(special.betainc(shape, shape, min(1.0, ratio / 4)))


def seasonal_kendall(months: pd.Series) -> tuple[float, float] | None:
    """Whether the same months rose or fell from year to year: the sum of Kendall's S over months, and its p-value.

    Hirsch, Slack and Smith (1982), Techniques of trend analysis for monthly water quality data, Water Resources
    Research 18: each month is compared with itself in other years, so that a season is no movement. None where fewer
    than six months have two years. The months' orders are taken as independent, as exchangeable years make them.
    """
    month, all_values = pd.DatetimeIndex(months.index).month.to_numpy(), months.to_numpy()
    total, variance, used = 0.0, 0.0, 0
    for values in (all_values[month == each] for each in range(1, 13)):
        n = len(values)
        if n < 2:
            continue
        used += 1
        earlier, later = np.triu_indices(n, 1)
        total += float(np.sign(values[later] - values[earlier]).sum())
        _, ties = np.unique(values, return_counts=True)
        variance += (n * (n - 1) * (2 * n + 5) - float((ties * (ties - 1) * (2 * ties + 5)).sum())) / 18
    if used < MIN_MONTHS or variance <= 0:
        return None
    z = (total - np.sign(total)) / np.sqrt(variance)
    return total, float(2 * normal_tail(abs(z)))


def same_months_p(months: pd.Series) -> tuple[float, float] | None:
    """Slope a year of the same months, and its p-value: two years' months paired, more years on a line through them.

    Each month's own mean is taken out, so that a season is no movement. Where only two years are there, it is the
    paired t-test; Kendall's signs of twelve pairs (:func:`seasonal_kendall`) hardly reach a thousandth. None where
    fewer than six months have two years.
    """
    index = pd.DatetimeIndex(months.index)
    month = index.month.to_numpy()
    sizes = np.bincount(month, minlength=13)
    inside = sizes[month] >= 2
    used = int((sizes >= 2).sum())
    if used < MIN_MONTHS:
        return None
    x, y = (
        (values - (np.bincount(month, values, 13) / np.maximum(sizes, 1))[month])[inside]
        for values in (index.year.to_numpy(float), months.to_numpy(float))
    )
    degrees_of_freedom = len(y) - used - 1
    slope = float(x @ y / (x @ x))
    left = float(((y - slope * x) ** 2).sum())
    if degrees_of_freedom < MIN_MONTHS - 1 or left <= 0:
        return None
    t = slope / float(np.sqrt(left / degrees_of_freedom / (x @ x)))
    return slope, float(2 * t_tail(abs(t), degrees_of_freedom))


def yearly_wave_p(months: pd.Series) -> float | None:
    """Whether a series of months has a season: its ranks on one wave a year, or on twelve free levels.

    The smaller p-value of the F-test of a cosine of twelve months (Halberg's cosinor, two degrees of freedom) and of
    Kruskal and Wallis's between months, doubled for the choice. None for less than two years.
    """
    month = pd.DatetimeIndex(months.index).month.to_numpy()
    values = months.to_numpy(dtype=float)
    n, sizes = len(values), np.bincount(month, minlength=13)[1:]
    if n < 24 or sizes.min() < 1 or np.ptp(values) == 0:
        return None
    ranks = average_ranks(values)
    angle = 2 * np.pi * month / 12
    x = np.column_stack([np.ones(n), np.cos(angle), np.sin(angle)])
    fitted = x @ np.linalg.lstsq(x, ranks, rcond=None)[0]
    within, whole = float(((ranks - fitted) ** 2).sum()), float(((ranks - ranks.mean()) ** 2).sum())
    f = (whole - within) / 2 / (max(within, 1e-12) / (n - 3))
    free = kruskal_p(values, month) if sizes.min() >= 2 else 1.0
    return min(1.0, 2 * min(float(f_tail(f, 2, n - 3)), free))
