"""What is left of an effect among rows that are alike in another column."""

from typing import NamedTuple

import numpy as np

SHRUNK = 0.5  # of the effect left within the groups, or less: a concern
MIN_LEFT = 0.05  # of a column's variance within the groups; under it the two can't be told apart


class Part(NamedTuple):
    """What is left of an effect within strata, as a part of it, and the standard error of that."""

    kept: float
    error: float


def part_kept(x: np.ndarray, y: np.ndarray, strata: np.ndarray) -> Part | None:
    """The slope of ``y`` on ``x`` within strata over the one without.

    None where strata and ``x`` can't be told apart, and where the slope within is too uncertain to be called smaller.
    """
    inside = strata >= 0
    if inside.sum() < 0.5 * len(x):
        return None
    x, y, strata = x[inside], y[inside], strata[inside]
    x, y = x - x.mean(), y - y.mean()
    sizes = np.maximum(np.bincount(strata), 1)
    within_x = x - (np.bincount(strata, x) / sizes)[strata]
    within_y = y - (np.bincount(strata, y) / sizes)[strata]
    left = float(within_x @ within_x)
    if left <= MIN_LEFT * float(x @ x):  # both are zero where x is constant inside
        return None
    slope, raw = float(within_x @ within_y) / left, float(x @ y) / float(x @ x)
    if raw == 0:
        return None
    residual = within_y - slope * within_x
    kept = slope / raw
    error = float(np.sqrt(float(residual @ residual) / max(1, len(x) - len(sizes) - 1) / left)) / abs(raw)
    return Part(kept, error) if kept + error < (1 + SHRUNK) / 2 else None
