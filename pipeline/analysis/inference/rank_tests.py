"""Tests on ranks of whole series and groups, for a reader's few cells: without the entry points of ``scipy.stats``."""

from math import factorial

import numpy as np
import scipy

from pipeline.analysis.inference.distributions import chi_squared_tail, normal_tail
from pipeline.analysis.variables.ranks import average_ranks, tied

EXACT_ORDER = 33  # values whose orders are counted
EXACT = 8  # values on one side, up to which the normal approximation is too rough


def kruskal_p(values: np.ndarray, codes: np.ndarray) -> float:
    """P-value of Kruskal and Wallis's test (1952) between the groups of ``codes``, ties corrected.

    NaN where all values are the same. By the chi-squared approximation, which is rough for groups under five.
    """
    groups, inside, sizes = np.unique(codes, return_inverse=True, return_counts=True)
    n, ranks = len(values), average_ranks(values)
    spread = 1 - tied(ranks) / (n**3 - n) if n > 1 else 0.0
    if spread <= 0:
        return np.nan
    sums = np.bincount(inside, ranks)
    h = (12 / (n * (n + 1)) * float((sums**2 / sizes).sum()) - 3 * (n + 1)) / spread
    return float(chi_squared_tail(h, len(groups) - 1))


def rank_correlation(x: np.ndarray, y: np.ndarray) -> float:
    """Spearman's rank correlation; NaN where one of the two never changes."""
    first, second = (average_ranks(values) - (len(values) + 1) / 2 for values in (x, y))
    scale = float(np.sqrt((first @ first) * (second @ second)))
    return float(first @ second) / scale if scale > 0 else np.nan


def mann_whitney_p(first: np.ndarray, second: np.ndarray) -> float:
    """Two-sided p-value of Mann and Whitney's test (1947): exact for few values, else normal with ties corrected."""
    n, m = len(first), len(second)
    if min(n, m) <= EXACT:
        return float(scipy.stats.mannwhitneyu(first, second).pvalue)
    ranks = average_ranks(np.concatenate([first, second]))
    u = float(ranks[:n].sum()) - n * (n + 1) / 2
    variance = n * m / 12 * (n + m + 1 - tied(ranks) / ((n + m) * (n + m - 1)))
    if variance <= 0:
        return np.nan
    z = (max(u, n * m - u) - n * m / 2 - 0.5) / np.sqrt(variance)
    return min(1.0, 2 * float(normal_tail(z)))


def kendall_with_time(columns: np.ndarray) -> float:
    """The smallest p-value of Kendall's test (1938) of columns against their order; 1.0 where none changes.

    Without ties the column of the largest score has it, and is the only one that is tested.
    """
    n = len(columns)
    earlier, later = np.triu_indices(n, 1)
    signs = np.sign(columns[later] - columns[earlier])
    scores = np.abs(signs.sum(axis=0))
    chosen = np.arange(columns.shape[1]) if (signs == 0).any() else [int(scores.argmax())]
    p_values = [_kendall_p(columns[:, place], float(signs[:, place].sum())) for place in chosen]
    return min([p for p in p_values if np.isfinite(p)], default=1.0)


def kendall_p(values: np.ndarray) -> float:
    """Two-sided p-value of Kendall's test (1938) of values against their order; NaN where they never change."""
    earlier, later = np.triu_indices(len(values), 1)
    return _kendall_p(values, float(np.sign(values[later] - values[earlier]).sum()))


def _kendall_p(values: np.ndarray, score: float) -> float:
    """Exact for few values without ties, else normal with ties corrected; ``score``: pairs that rise less that fall."""
    n = len(values)
    pairs, (_, ties) = n * (n - 1) // 2, np.unique(values, return_counts=True)
    if len(ties) < 2:
        return np.nan
    least = (pairs - int(abs(score))) // 2  # pairs in the rarer order
    if len(ties) == n and (n <= EXACT_ORDER or least <= 1):
        return min(1.0, 2 * _orders(n, least) / factorial(n))
    sizes = ties.astype(float)
    variance = (n * (n - 1) * (2 * n + 5) - float((sizes * (sizes - 1) * (2 * sizes + 5)).sum())) / 18
    return float(2 * normal_tail(abs(score) / np.sqrt(variance)))


def _orders(n: int, most: int) -> float:
    """How many orders of n values have at most so many pairs that fall (Kendall 1970, Rank Correlation Methods)."""
    counts = np.zeros(most + 1)
    counts[0] = 1
    for size in range(2, n + 1):
        counts = np.cumsum(counts)
        counts[size:] -= counts[: most + 1 - size].copy() if size <= most else 0
    return float(counts.sum())
