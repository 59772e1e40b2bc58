"""Exact tests of single pairs of columns, on the rows that have both."""

from dataclasses import dataclass

import numpy as np

from pipeline.analysis.inference.distributions import chi_squared_tail, f_tail, skewed_tail, t_tail
from pipeline.analysis.variables.sample import standard_ranks

MIN_SKEW = 0.01  # of a rank correlation's permutation distribution, to be reckoned with


@dataclass(frozen=True)
class Result:
    """A test's outcome: effect size of its kind, p-value, rows, and the two scores whose products carry the effect."""

    effect: float
    p_value: float
    n: int
    x: np.ndarray  # standardised score of the first column, 0 where a row takes no part
    y: np.ndarray


def spearman(first: np.ndarray, second: np.ndarray) -> Result:
    """Rank correlation of the rows with both values.

    The larger of two p-values: Student's t (Kendall & Stuart), and where ranks are skewed by ties, as in columns of
    mostly one value, the permutation distribution's gamma approximation by its first three moments (Mielke & Berry
    2001). Both are approximations: under some twenty rows they are a little off.
    """
    both = ~(np.isnan(first) | np.isnan(second))
    x = standard_ranks(np.where(both, first, np.nan))
    y = standard_ranks(np.where(both, second, np.nan))
    n = int(both.sum())
    if n < 10 or not x.any() or not y.any():
        return Result(0.0, 1.0, n, x, y)
    r = float(np.clip(x @ y / n, -1, 1))
    t = abs(r) * np.sqrt((n - 2) / max(1 - r * r, 1e-15))
    skew = float((x**3).sum() / n) * float((y**3).sum() / n) / np.sqrt(n)  # of the statistic over all permutations
    by_skew = 2 * skewed_tail(abs(r) * np.sqrt(n - 1), skew * float(np.sign(r))) if abs(skew) > MIN_SKEW else 0.0
    return Result(r, float(min(1.0, max(2 * float(t_tail(t, n - 2)), by_skew))), n, x, y)


def difference(codes: np.ndarray, values: np.ndarray) -> Result:
    """Whether ranks differ between groups: the larger p-value of the rank F-test and of Welch's test on ranks.

    The first is Kruskal and Wallis's test in its F form (Conover & Iman 1981), the second allows unequal variances
    (Welch 1951). Effect: the share of rank variance between the groups, corrected for chance (epsilon squared).
    """
    both = (codes >= 0) & ~np.isnan(values)
    y = standard_ranks(np.where(both, values, np.nan))
    inside = codes[both]
    k_all = int(inside.max()) + 1 if len(inside) else 0
    sizes = np.bincount(inside, minlength=k_all).astype(float)
    used = sizes >= 2
    k, n = int(used.sum()), int(both.sum())
    x = np.zeros(len(values))
    if k < 2 or n - k < 4 or not y.any():
        return Result(0.0, 1.0, n, x, y)
    ranks = y[both]
    with np.errstate(divide="ignore", invalid="ignore"):
        means = np.where(sizes > 0, np.bincount(inside, ranks, k_all) / sizes, 0.0)
    between = float((sizes * means**2).sum())
    within = max(n - between, 1e-12 * n)
    p_ranks = float(f_tail((between / (k - 1)) / (within / (n - k)), k - 1, n - k))
    epsilon = max(0.0, 1 - (within / (n - k)) / (n / (n - 1)))
    spread = means[inside].std()
    x[both] = (means[inside] - means[inside].mean()) / spread if spread > 0 else 0.0
    return Result(epsilon, max(p_ranks, _welch(ranks, inside, sizes, means)), n, x, y)


def _welch(ranks: np.ndarray, codes: np.ndarray, sizes: np.ndarray, means: np.ndarray) -> float:
    """Welch's (1951) test of equal means, on ranks. Groups without any spread take the least spread of the others."""
    squares = np.bincount(codes, ranks**2, len(sizes))
    used = sizes >= 2
    sizes, means, squares = sizes[used], means[used], squares[used]
    variances = np.maximum(squares / sizes - means**2, 0) * sizes / (sizes - 1)
    floor = variances[variances > 1e-12].min(initial=np.inf)
    if not np.isfinite(floor):
        return 0.0
    weights = sizes / np.maximum(variances, floor)
    k, total = len(sizes), weights.sum()
    grand = float((weights * means).sum() / total)
    numerator = float((weights * (means - grand) ** 2).sum()) / (k - 1)
    lam = float(((1 - weights / total) ** 2 / (sizes - 1)).sum())
    f = numerator / (1 + 2 * (k - 2) * lam / (k**2 - 1))
    return float(f_tail(f, k - 1, (k**2 - 1) / (3 * lam)))


def independence(table: np.ndarray) -> tuple[float, float]:
    """Cramér's V, corrected for chance (Bergsma 2013), and p-value of a table of counts (rows, columns).

    The larger of Pearson's and the likelihood-ratio p-value: the first is too small far out where counts are uneven,
    the second where they are few. Rows and columns with an expected count under five anywhere are put together first.
    """
    table = guarded(table)
    rows, columns = table.shape
    if rows < 2 or columns < 2:
        return 0.0, 1.0
    n = table.sum()
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / n
    chi2 = float(((table - expected) ** 2 / expected).sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        g = 2 * float(np.where(table > 0, table * np.log(table / expected), 0.0).sum())
    degrees_of_freedom = (rows - 1) * (columns - 1)
    p_value = float(max(chi_squared_tail(chi2, degrees_of_freedom), chi_squared_tail(g, degrees_of_freedom)))
    phi2 = max(0.0, chi2 / n - degrees_of_freedom / (n - 1))
    shrunk = min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1)) - 1
    return float(np.sqrt(phi2 / shrunk)) if shrunk > 0 else 0.0, p_value


def guarded(table: np.ndarray, least_expected: float = 5.0) -> np.ndarray:
    """The table with its sparsest rows and columns added up until every expected count is large enough."""
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0].astype(float)
    while min(table.shape) >= 2:
        n, by_row, by_column = table.sum(), table.sum(axis=1), table.sum(axis=0)
        if by_row.min() * by_column.min() / n >= least_expected:
            return table
        if (table.shape[0] >= table.shape[1] and table.shape[0] > 2) or table.shape[1] == 2:
            table = _merged(table, by_row)
        else:
            table = _merged(table.T, by_column).T
    return table


def _merged(table: np.ndarray, sums: np.ndarray) -> np.ndarray:
    """The table with its two smallest rows added up."""
    order = np.argsort(sums, kind="stable")
    merged = table[order[0]] + table[order[1]]
    return np.vstack([table[np.sort(order[2:])], merged])
