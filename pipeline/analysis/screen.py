"""All pairs of columns tested at once: matrix products over standardised ranks and one-hot groups.

Each screen gives p-values for every pair. Missing values count as average there, which is near enough to choose the
pairs worth an exact test (``exact.py``); the number of pairs goes to the ledger.
"""

import numpy as np
from scipy import stats

from pipeline.analysis.sample import Grouping

SLACK = 10.0  # pairs with a screened p-value up to this many times the wanted one are tested exactly


def correlations(ranks: np.ndarray, present: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Spearman correlations of all columns and the rows each pair shares; both arrays (columns, columns).

    ``ranks`` (rows, columns): standardised ranks, 0 where missing; ``present`` (rows, columns): 1.0 where not missing.
    """
    shared = present.T @ present
    squares = ranks**2
    scale = np.sqrt((squares.T @ present) * (squares.T @ present).T)
    with np.errstate(divide="ignore", invalid="ignore"):
        r = np.where(scale > 0, (ranks.T @ ranks) / scale, 0.0)
    return np.clip(r, -1, 1), shared


def correlation_p(r: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Two-sided p-values of Spearman correlations by Student's t."""
    freedom = np.maximum(n - 2, 1)
    with np.errstate(divide="ignore"):
        t = np.abs(r) * np.sqrt(freedom / np.maximum(1 - r**2, 1e-300))
    return np.asarray(np.where(n >= 10, 2 * stats.t.sf(t, freedom), 1.0))


def group_differences(grouping: Grouping, ranks: np.ndarray, present: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For one grouping and all measures: the share of rank variance between groups, and its p-value (F-test)."""
    inside = grouping.codes >= 0
    k = len(grouping.levels)
    one_hot = np.zeros((int(inside.sum()), k))
    one_hot[np.arange(len(one_hot)), grouping.codes[inside]] = 1.0
    ranks, present = ranks[inside], present[inside]
    sizes = one_hot.T @ present
    sums = one_hot.T @ ranks
    n = present.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        total = (ranks**2).sum(axis=0) - ranks.sum(axis=0) ** 2 / n
        between = np.where(sizes > 0, sums**2 / sizes, 0.0).sum(axis=0) - ranks.sum(axis=0) ** 2 / n
        eta_squared = np.where(total > 0, between / total, 0.0)
    groups = (sizes > 0).sum(axis=0)
    freedom = np.maximum(n - groups, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        f = (eta_squared / np.maximum(groups - 1, 1)) / np.maximum((1 - eta_squared) / freedom, 1e-300)
    p = np.where((groups > 1) & (freedom > 3), stats.f.sf(f, np.maximum(groups - 1, 1), freedom), 1.0)
    return np.clip(eta_squared, 0, 1), p


def associations(groupings: list[Grouping], rows: int) -> np.ndarray:
    """Screened p-values of every two groupings' independence by Pearson's chi-squared, (groupings, groupings)."""
    widths = np.array([len(g.levels) for g in groupings])
    starts = np.cumsum(widths) - widths
    one_hot = np.zeros((rows, int(widths.sum())), dtype=np.float32)
    for grouping, start in zip(groupings, starts, strict=True):
        inside = np.flatnonzero(grouping.codes >= 0)
        one_hot[inside, start + grouping.codes[inside]] = 1.0
    counts = (one_hot.T @ one_hot).astype(float)
    by_row = np.add.reduceat(counts, starts, axis=1)  # (levels, groupings): rows of a level that have the other column
    totals = np.add.reduceat(by_row, starts, axis=0)
    owner = np.repeat(np.arange(len(groupings)), widths)
    margins = by_row[:, owner] * by_row[:, owner].T
    cells = np.divide(counts**2, margins, out=np.zeros_like(counts), where=margins > 0)
    summed = np.add.reduceat(np.add.reduceat(cells, starts, axis=0), starts, axis=1)
    chi_squared = np.maximum(totals * (summed - 1), 0.0)
    return np.asarray(stats.chi2.sf(chi_squared, np.multiply.outer(widths - 1, widths - 1)))
