"""The seconds that a stage should take, from those of earlier jobs: a line in logarithms, and what is near it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

RIDGE_PENALTY = 1.0  # as many jobs as the cautious guess counts: slopes of nothing, no job that is near
KERNEL_WIDTH = 1.0  # in natural logarithms: a job 2.7 times as large counts 0.6 times as much as one of the same size
DECAY = 0.985  # a job counts so much less than the next later one
MIN_S = 0.001


@dataclass(frozen=True)
class Observation:
    """One earlier job: what was known of it beforehand, in logarithms, and the seconds that its stage took."""

    features: Sequence[float]
    seconds: float


def predicted_s(known: Sequence[Observation], features: Sequence[float]) -> float:
    """Seconds for a job of these ``features``; ``known`` has the newest first. Raises ValueError where it is empty.

    Ridge regression of log seconds (Hoerl and Kennard 1970), by which few jobs say little of a slope; then the mean of
    what that left over of jobs near by, which count less the farther and the older they are. It misleads where the
    features don't tell what takes time, as with the kinds of columns. In plain Python: two hundred points don't pay
    for loading numpy into a web process.
    """
    if not known:
        raise ValueError("nothing is known")
    ages = [DECAY**age for age in range(len(known))]
    logs = [math.log(max(one.seconds, MIN_S)) for one in known]
    centre = [_mean(values, ages) for values in zip(*(one.features for one in known), strict=True)]
    middle = _mean(logs, ages)
    rows = [_less(one.features, centre) for one in known]
    slopes = _ridge(rows, [value - middle for value in logs], ages)
    residuals = [value - middle - _dot(row, slopes) for row, value in zip(rows, logs, strict=True)]
    wanted = _less(features, centre)
    weights = [
        age * math.exp(-0.5 * _distance(row, wanted) / KERNEL_WIDTH**2) for row, age in zip(rows, ages, strict=True)
    ]
    near = sum(weight * left for weight, left in zip(weights, residuals, strict=True)) / (sum(weights) + RIDGE_PENALTY)
    return math.exp(middle + _dot(wanted, slopes) + near)


def _ridge(rows: Sequence[Sequence[float]], values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The slopes: the normal equations with ``RIDGE_PENALTY`` on their diagonal, which always have a solution."""
    size = len(rows[0])
    columns = list(zip(*rows, strict=True))
    weighted = [[w * value for value, w in zip(column, weights, strict=True)] for column in columns]
    matrix = [[_dot(weighted[i], columns[j]) + RIDGE_PENALTY * (i == j) for j in range(size)] for i in range(size)]
    return _solve(matrix, [_dot(column, values) for column in weighted])


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination; of a positive definite matrix, so no pivot is zero."""
    size = len(right)
    for i in range(size):
        for j in range(i + 1, size):
            factor = matrix[j][i] / matrix[i][i]
            matrix[j] = [a - factor * b for a, b in zip(matrix[j], matrix[i], strict=True)]
            right[j] -= factor * right[i]
    found = [0.0] * size
    for i in reversed(range(size)):
        found[i] = (right[i] - _dot(matrix[i], found)) / matrix[i][i]
    return found


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    return _dot(values, weights) / sum(weights)


def _less(a: Sequence[float], b: Sequence[float]) -> list[float]:
    return [x - y for x, y in zip(a, b, strict=True)]


def _dot(a: Sequence[float], b: Sequence[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def _distance(a: Sequence[float], b: Sequence[float]) -> float:
    return sum((x - y) ** 2 for x, y in zip(a, b, strict=True))
