"""Tests on ranks of whole series and groups, for a reader's few cells: without the entry points of ``scipy.stats``."""

import numpy as np
from scipy import stats

from pipeline.analysis.inference.distributions import chi_squared_tail, normal_tail
from pipeline.analysis.variables.ranks import average_ranks, tied

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
        return float(stats.mannwhitneyu(first, second).pvalue)
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
    p_values = [float(stats.kendalltau(np.arange(n), columns[:, place]).pvalue) for place in chosen]
    return min([p for p in p_values if np.isfinite(p)], default=1.0)
