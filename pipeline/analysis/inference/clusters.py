"""Rows that belong together as repeated entities or as copies, and what they leave of a relation's evidence."""

import numpy as np

from pipeline.analysis.inference.relation import correlation, relation_p
from pipeline.analysis.variables.sample import Sample

FIRST_ROWS = 128  # that are compared before all
MIN_NESTED = 6  # groups within which the other column never changes


def every_row_in_one(codes: np.ndarray) -> np.ndarray:
    """Codes in which each row without one is a cluster by itself."""
    missing = codes < 0
    return np.where(missing, codes.max(initial=-1) + np.cumsum(missing), codes)


def copied_rows(sample: Sample) -> np.ndarray | None:
    """Codes of rows that are the same in every column, if there are far more such pairs than chance would bring.

    Only where a column's values are hardly ever the same by chance; a table of nothing but small groups has equal rows
    by its nature.
    """
    columns = [
        *(np.nan_to_num(v, nan=-1e300) for v in sample.numbers.values()),
        *(g.codes.astype(float) for name, g in sample.groupings.items() if name not in sample.numbers),
        *(codes.astype(float) for codes in sample.entities.values()),
        *sample.times.values(),
    ]
    if len(columns) < 2 or sample.size < 10:
        return None
    codes = np.zeros(sample.size, dtype=np.int64)
    coincidence = 1.0
    finest = 0
    for column in columns:
        _, inverse, sizes = np.unique(column, return_inverse=True, return_counts=True)
        coincidence *= float((sizes / sample.size) @ (sizes / sample.size))
        finest = max(finest, len(sizes))
        _, codes = np.unique(codes * len(sizes) + inverse, return_inverse=True)
        if codes.max() == sample.size - 1:
            return None  # no two rows are the same so far
    sizes = np.bincount(codes)
    pairs = float((sizes * (sizes - 1)).sum()) / 2
    expected = sample.size * (sample.size - 1) / 2 * coincidence
    return codes if pairs > 5 * expected + 5 and finest > 0.5 * len(sizes) else None


def same_groups(clusters: np.ndarray, groups: np.ndarray) -> bool:
    """Whether the clusters are the groups, by whatever numbers, among the rows that are in a group (-1: in none)."""
    inside = groups >= 0
    codes, compared = clusters[inside], groups[inside]
    if not len(codes) or not _go_together(codes[:FIRST_ROWS], compared[:FIRST_ROWS]):
        return False
    group_of = np.full(int(codes.max()) + 1, -1)
    group_of[codes] = compared
    used = np.count_nonzero(group_of >= 0)
    return used == np.count_nonzero(np.bincount(compared)) and bool(np.array_equal(group_of[codes], compared))


def _go_together(codes: np.ndarray, compared: np.ndarray) -> bool:
    """Whether each code comes with one other code only: in a few rows already it mostly doesn't."""
    order = np.argsort(codes, kind="stable")
    a, b = codes[order], compared[order]
    return not bool(((a[1:] == a[:-1]) & (b[1:] != b[:-1])).any())


def constant_within(scores: np.ndarray, codes: np.ndarray) -> bool:
    """Whether the scores never change within a code, and codes come back."""
    sizes = np.bincount(codes)
    used = sizes > 0
    if used.sum() < MIN_NESTED or used.sum() > len(codes) / 2:
        return False
    means = np.bincount(codes, scores)[used] / sizes[used]
    squares = np.bincount(codes, scores**2)[used] / sizes[used]
    return bool(np.all(squares - means**2 < 1e-9))


def over_clusters_p(
    x: np.ndarray, y: np.ndarray, codes: np.ndarray, degrees_of_freedom: int, absorbed: int = 0
) -> float:
    """The p-value with the clusters' design effect, and their number for degrees of freedom; 0.0 without an effect."""
    r = correlation(x, y)
    products = x * (y - r * x)
    sums, clusters = np.bincount(codes, products), int(np.count_nonzero(np.bincount(codes)))
    own = float(products @ products)
    if own == 0 or clusters < 2:
        return 0.0 if clusters > 1 else 1.0
    design_effect = float(sums @ sums) / own * clusters / (clusters - 1)
    return (
        relation_p(r, len(x), degrees_of_freedom, design_effect, max(1, clusters - absorbed))
        if design_effect > 1
        else 0.0
    )


def means_of_clusters_p(
    x: np.ndarray, y: np.ndarray, codes: np.ndarray, degrees_of_freedom: int, absorbed: int
) -> float:
    """The relation of the clusters' means, each cluster counting once."""
    sizes = np.bincount(codes)
    used = sizes > 0
    means = [np.bincount(codes, v)[used] / sizes[used] for v in (x, y)]
    n_effective = len(means[0]) - absorbed
    if n_effective < 2 * (degrees_of_freedom + 1):
        return 1.0  # nearly every group is one cluster: nothing tells groups from clusters
    return relation_p(correlation(*(m - m.mean() for m in means)), n_effective, degrees_of_freedom, 1.0, n_effective)
