"""Several clusterings of the same rows looked at together: each sum over all of their clusters is one pass."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.analysis.inference.clusters import (
    FIRST_ROWS,
    MIN_NESTED,
    constant_within,
    means_of_clusters_p,
    same_groups,
)
from pipeline.analysis.inference.relation import correlation, relation_ps

MIN_WITHIN = 0.02  # of a score's variance within clusters, to say anything there
SURELY_VARIES = 1e-6  # a row: a mean variance within clusters that rounding cannot make


@dataclass(frozen=True)
class Clusterings:
    """``codes`` (clusterings, rows), each clustering's numbered on after the one's before; ``starts`` of each's."""

    codes: np.ndarray
    starts: np.ndarray
    size: int  # numbers in all

    @classmethod
    def of(cls, clusterings: Sequence[np.ndarray]) -> "Clusterings":
        """From at least one clustering, codes from 0 with every row in a cluster."""
        widths = np.array([int(codes.max(initial=0)) + 1 for codes in clusterings])
        starts = np.cumsum(widths) - widths
        return cls(np.array(clusterings, dtype=np.int64) + starts[:, None], starts, int(widths.sum()))

    def __len__(self) -> int:
        return len(self.starts)

    def among(self, chosen: np.ndarray) -> "Clusterings":
        """The same with only some of the rows."""
        return self if chosen.all() else Clusterings(self.codes[:, chosen], self.starts, self.size)

    def own(self, place: int) -> np.ndarray:
        """One clustering's codes, from 0."""
        return np.asarray(self.codes[place] - self.starts[place])

    def sums(self, values: np.ndarray | None = None) -> np.ndarray:
        """The sum of the rows' values in each cluster of each clustering; how many rows where no values are given."""
        weights = None if values is None else np.tile(values, len(self))
        return np.bincount(self.codes.ravel(), weights, self.size)

    def over(self, by_cluster: np.ndarray) -> np.ndarray:
        """The sum over each clustering's clusters."""
        return np.asarray(np.add.reduceat(by_cluster, self.starts))

    def are_groups(self, groups: np.ndarray) -> np.ndarray:
        """Of which clusterings :func:`~pipeline.analysis.inference.clusters.same_groups` is true."""
        found = np.zeros(len(self), dtype=bool)
        first = np.flatnonzero(groups[:FIRST_ROWS] >= 0)
        codes, compared = self.codes[:, first], groups[first]
        group_of = np.zeros(self.size, dtype=np.int64)
        group_of[codes] = compared
        for place in np.flatnonzero((group_of[codes] == compared).all(axis=1)).tolist():
            found[place] = same_groups(self.own(place), groups)
        return found

    def p_values(
        self, x: np.ndarray, y: np.ndarray, n: int, degrees_of_freedom: int, nested: np.ndarray, absorbed: int = 0
    ) -> np.ndarray:
        """Of a relation of two scores, for each clustering the smaller, doubled, of two: over clusters, and within.

        Over: cluster-robust variance (Liang & Zeger 1986) with the clusters for degrees of freedom. Within: both scores
        less their cluster's mean, which holds whatever sets the clusters apart. Where either score never changes within
        a cluster, that of the clusters' means. Those that are ``nested`` count only there, and give 0.0 elsewhere.
        ``n``: of the relation; ``absorbed``: means that were taken out of both scores before, and are no longer free.
        """
        if not len(x):
            return np.where(nested, 0.0, 1.0)
        r, sizes = correlation(x, y), self.sums()
        counts = np.maximum(sizes, 1)
        of_x, of_y = self.sums(x), self.sums(y)
        apart_x, apart_y = self.over(of_x**2 / counts), self.over(of_y**2 / counts)
        clusters = self.over((sizes > 0).astype(np.int64))
        p_values = np.zeros(len(self))
        constant = self._constant(x, apart_x, clusters) | self._constant(y, apart_y, clusters)
        for place in np.flatnonzero(constant).tolist():
            p_values[place] = means_of_clusters_p(x, y, self.own(place), degrees_of_freedom, absorbed)
        left = ~(constant | nested)
        if not left.any():
            return p_values
        over = self._over_p(x * (y - r * x), r, clusters, degrees_of_freedom, absorbed)
        within_x, within_y = float(x @ x) - apart_x, float(y @ y) - apart_y
        within_xy = float(x @ y) - self.over(of_x * of_y / counts)
        p_values[left] = over[left]
        inner = left & (over > 0) & (over < 1) & (within_x >= MIN_WITHIN * float(x @ x)) & (clusters <= n / 2)
        if inner.any():
            scale = np.sqrt(within_x[inner] * np.maximum(within_y[inner], 0.0))
            within_r = np.divide(within_xy[inner], scale, out=np.zeros_like(scale), where=scale > 0)
            free = n - clusters[inner]
            within = relation_ps(np.clip(within_r, -1, 1), free, degrees_of_freedom, 1.0, free)
            p_values[inner] = np.minimum(1.0, 2 * np.minimum(over[inner], within))
        return p_values

    def _constant(self, scores: np.ndarray, apart: np.ndarray, clusters: np.ndarray) -> np.ndarray:
        """Within which clusterings a score never changes; ``apart``: the sum of squares between their clusters."""
        rows = len(scores)
        may_be = (clusters >= MIN_NESTED) & (clusters <= rows / 2) & (scores @ scores - apart < SURELY_VARIES * rows)
        for place in np.flatnonzero(may_be).tolist():
            may_be[place] = constant_within(scores, self.own(place))
        return np.asarray(may_be)

    def _over_p(
        self, products: np.ndarray, r: float, clusters: np.ndarray, degrees_of_freedom: int, absorbed: int
    ) -> np.ndarray:
        """P-values with the clusters' design effect, and their number for degrees of freedom; 0 without an effect."""
        own = float(products @ products)
        p_values = np.where(clusters > 1, 0.0, 1.0)
        if own == 0:
            return p_values
        design_effects = self.over(self.sums(products) ** 2) / own * clusters / np.maximum(clusters - 1, 1)
        widened = (clusters > 1) & (design_effects > 1)
        free = np.maximum(1, clusters[widened] - absorbed)
        p_values[widened] = relation_ps(r, len(products), degrees_of_freedom, design_effects[widened], free)
        return p_values
