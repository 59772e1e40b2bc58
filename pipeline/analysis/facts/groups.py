"""The groups of rows that facts compare: a column's levels, and how many rows, which mean and sum each has."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Group:
    """One way to split the rows: a column, its levels with enough rows, and each row's code."""

    column: str
    sql: str
    levels: tuple[object, ...]
    codes: np.ndarray


def present(values: np.ndarray, *codes: np.ndarray) -> np.ndarray:
    """Which rows have a value and a group in each column."""
    inside: np.ndarray = ~np.isnan(values)
    for code in codes:
        inside &= code >= 0
    return inside


def group_stats(values: np.ndarray, codes: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Number of rows, mean and sum of each group; NaN means where a group has no value."""
    inside = present(values, codes)
    n = np.bincount(codes[inside], minlength=size).astype(float)
    total = np.bincount(codes[inside], values[inside], size)
    with np.errstate(invalid="ignore", divide="ignore"):
        return n, total / n, total


def ordered_levels(levels: Sequence[object]) -> bool:
    """Whether the levels are numbers, so that they have an order of their own."""
    return all(isinstance(level, int | float) and not isinstance(level, bool) for level in levels)
