"""How much less a relation's rows say than their number suggests: entities, copied rows, neighbours in time."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from pipeline.analysis.inference.clusterings import Clusterings
from pipeline.analysis.inference.clusters import MIN_NESTED, copied_rows, every_row_in_one, same_groups
from pipeline.analysis.inference.exact import Result
from pipeline.analysis.inference.neighbours import Order, find_order, in_step, serial_p, side_by_side_p, white_in_blocks
from pipeline.analysis.inference.relation import correlation, relation_p
from pipeline.analysis.inference.serial import persistence
from pipeline.analysis.variables.sample import Sample
from pipeline.analysis.variables.time_axis import TimeAxis

MAX_CLUSTERINGS = 40  # columns
MIN_CLUSTERS = 10  # groups of a dimension that may count as repeated entities
COPIES = "\0copies"  # in place of a column's name; no column can be called so
ENTITY_NAME = re.compile(
    r"customer|client|user|member|patient|subject|participant|employee|student|player|driver|machine|device|sensor|"
    r"vehicle|store|shop|branch|school|hospital|account|household|(^|[_\s])id$|Id$|ID$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Dependence:
    """Which rows belong together.

    ``clusters``: codes from 0 of entity-like columns and of copies, every row in one; ``nests``: codes of smaller
    dimensions, which count where a score is constant within them; ``order`` of the rows.
    """

    clusters: Mapping[str, np.ndarray] = field(default_factory=dict)
    nests: Mapping[str, np.ndarray] = field(default_factory=dict)
    order: Order | None = None
    copied: bool = False  # whether rows are the same far more often than chance would bring

    def without(self, column: str) -> "Dependence":
        """But for a column's own groups: where its values are missing no group of them is, and never one."""
        if column not in self.clusters and column not in self.nests:
            return self
        clusters, nests = ({n: c for n, c in kind.items() if n != column} for kind in (self.clusters, self.nests))
        return replace(self, clusters=clusters, nests=nests)

    def first_copies(self, size: int) -> np.ndarray:
        """Of ``size`` rows those that no earlier one is a copy of."""
        chosen = np.ones(size, dtype=bool)
        if self.copied:
            chosen[:] = False
            chosen[np.unique(self.clusters[COPIES], return_index=True)[1]] = True
        return chosen

    def corrected(
        self,
        result: Result,
        degrees_of_freedom: int = 1,
        *,
        curved: bool = False,
        groups: Sequence[np.ndarray] = (),
        absorbed: int = 0,
        enough: float = 1.0,
        of: Collection[str] = (),
    ) -> Result:
        """The result with the largest p-value that any of the dependences gives it.

        ``groups``: codes of the groups that are compared; clusters that are these very groups say nothing of how many
        independent rows each of them has. ``curved``: the first score was fitted to the second along a line of values,
        and so follows a wandering one; where neighbours are alike no p-value can be trusted then. ``absorbed``: groups
        whose means were taken out of both scores. ``enough``: a p-value beyond which a result is dropped, so that no
        other dependence is asked. ``of``: columns whose own values are compared: that rows with the same rating have
        the same rating doesn't say that they belong together.
        """
        if result.p_value > 0.05 or result.n < 10:
            return result
        inside = (result.x != 0) | (result.y != 0)
        p_value = max(result.p_value, self._of_clusters(result, degrees_of_freedom, inside, groups, absorbed, of))
        if self.order is not None and p_value <= enough:
            side_by_side = None
            if self.order.dated and any(same_groups(self.order.series(), compared) for compared in groups):
                side_by_side = side_by_side_p(result, self.order, degrees_of_freedom, inside)
            left = (
                serial_p(result, self.order, degrees_of_freedom, inside, curved)
                if side_by_side is None
                else side_by_side
            )
            p_value = max(p_value, left)
        return Result(result.effect, p_value, result.n, result.x, result.y)

    def _clusters_alike(self, centred: np.ndarray, own: float) -> list[np.ndarray]:
        """The clusters within which values are more alike than any two rows are."""
        if self._clusterings is None:
            return []
        alike = self._clusterings.over(self._clusterings.sums(centred) ** 2)
        return [codes for codes, size in zip(self.clusters.values(), alike.tolist(), strict=False) if size > own]

    @cached_property
    def _clusterings(self) -> Clusterings | None:
        """All of them, the clusters first."""
        codes = [*self.clusters.values(), *self.nests.values()]
        return Clusterings.of(codes) if codes else None

    def _of_clusters(
        self,
        result: Result,
        degrees_of_freedom: int,
        inside: np.ndarray,
        groups: Sequence[np.ndarray],
        absorbed: int,
        of: Collection[str],
    ) -> float:
        """The largest p-value that clusters and nests leave; 0.0 where there are none but the compared groups."""
        if self._clusterings is None:
            return 0.0
        nested = np.arange(len(self._clusterings)) >= len(self.clusters)
        counted = ~np.any([self._clusterings.are_groups(compared) for compared in groups], axis=0)
        counted &= [name not in of for name in (*self.clusters, *self.nests)]
        x, y = result.x[inside], result.y[inside]
        chosen = self._clusterings.among(inside)
        p_values = chosen.p_values(x, y, result.n, degrees_of_freedom, nested, absorbed)
        return float(np.where(counted, p_values, 0.0).max())

    def independent_share(self, values: np.ndarray) -> float:
        """How many independent values a column (NaN where missing) is worth, as a share of those it has."""
        present = ~np.isnan(values)
        centred = np.where(present, values - np.mean(values[present]), 0.0)
        own = float(centred @ centred)
        if own == 0:
            return 1.0
        share = 1.0
        for codes in self._clusters_alike(centred, own):
            sums = np.bincount(codes, centred)
            alike = float(sums @ sums) / own
            if alike > 1 + 4 * np.sqrt(2 / len(sums)):  # more than chance makes of so many clusters
                share = min(share, 1 / alike)
        if self.order is not None:
            ordered = self.order.rows[present[self.order.rows]]
            if self.order.dated or not white_in_blocks(centred[ordered], self.order.blocks[ordered]):
                rho, _ = persistence(centred[ordered], 0.0)
                if rho > 4 / np.sqrt(len(ordered)):
                    share = min(share, (1 - min(rho, 0.999)) / (1 + rho))
        return share

    def corrected_table(
        self,
        rows: np.ndarray,
        columns: np.ndarray,
        p_value: float,
        enough: float = 1.0,
        of: Collection[str] = (),
    ) -> float:
        """The same for two groupings (codes, -1 where missing), by their first pair of correspondence scores.

        That pair holds only a part of a large table's association. So of the table's own p-value, in logarithms, as
        much is kept as the dependences leave of the pair's; what they leave of a pair that holds all counts by itself.
        ``enough`` and ``of`` as in :meth:`corrected`.
        """
        if self.order is not None and not self.order.dated and in_step(rows, columns):
            return 1.0
        kx, ky = (len(np.unique(codes[codes >= 0])) for codes in (rows, columns))
        degrees_of_freedom = max(1, (kx - 1) * (ky - 1))
        scores = table_scores(rows, columns, p_value)
        r = correlation(scores.x, scores.y)
        plain = relation_p(r, scores.n, degrees_of_freedom, 1.0, scores.n)
        pair = Result(scores.effect, plain, scores.n, scores.x, scores.y)
        if enough < 1 and 0 < plain < 1 and 0 < p_value < 1:  # what is left of the pair, where so much is of the table
            enough = max(enough, plain, float(enough ** (np.log(plain) / np.log(p_value))))
        left = self.corrected(pair, degrees_of_freedom, groups=(rows, columns), enough=enough, of=of).p_value
        if left <= plain or plain >= 1:
            return p_value
        if plain == 0:  # beyond the smallest number
            return max(p_value, left)
        return float(min(left, max(p_value, 1e-300) ** (np.log(left) / np.log(plain))))


def find_dependence(sample: Sample, axis: TimeAxis | None) -> Dependence:
    """Entities, large dimensions and copied rows as clusters; smaller dimensions and marks as nests; the order."""
    clusters = {name: every_row_in_one(codes) for name, codes in sample.entities.items()}
    nests = {}
    for name, grouping in sample.groupings.items():
        if name in sample.repeated:
            continue
        named = len(grouping.levels) >= MIN_NESTED and ENTITY_NAME.search(name)
        if name not in sample.numbers and (len(grouping.levels) >= MIN_CLUSTERS or named):  # marks are no entities
            clusters[name] = every_row_in_one(grouping.codes)
        elif len(grouping.levels) >= MIN_NESTED:
            nests[name] = every_row_in_one(grouping.codes)
    for name, codes in sample.repeated.items():
        if codes.max() + 1 >= (MIN_NESTED if ENTITY_NAME.search(name) else MIN_CLUSTERS):
            clusters[name] = every_row_in_one(codes)
    # what is the same in all rows of a moment, the day's rain beside each counter, counts once a moment
    nests |= {name: every_row_in_one(pd.factorize(moments)[0]) for name, moments in sample.times.items()}
    clusters, nests = _first(clusters), _first(nests)
    copies = copied_rows(sample)
    if copies is not None:
        clusters[COPIES] = copies
    return Dependence(clusters, nests, find_order(sample, axis), copied=copies is not None)


def _first(groups: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Of very many columns those that are named for an entity, then the first ones: each is looked at in each test."""
    if len(groups) <= MAX_CLUSTERINGS:
        return groups
    named = [name for name in groups if ENTITY_NAME.search(name)]
    return {name: groups[name] for name in list(dict.fromkeys([*named, *groups]))[:MAX_CLUSTERINGS]}


def table_scores(rows: np.ndarray, columns: np.ndarray, p_value: float) -> Result:
    """Two groupings as the pair of scores that correlates most."""
    both = (rows >= 0) & (columns >= 0)
    x, y = np.zeros(len(rows)), np.zeros(len(rows))
    kx, ky = int(rows.max(initial=0)) + 1, int(columns.max(initial=0)) + 1
    counts = np.bincount(rows[both] * ky + columns[both], minlength=kx * ky).reshape(kx, ky)
    by_row, by_column = correspondence(counts)
    x[both], y[both] = by_row[rows[both]], by_column[columns[both]]
    return Result(0.0, p_value, int(both.sum()), x, y)


def correspondence(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Scores of a table's rows and columns that correlate most, mean 0 and variance 1 (Greenacre 1984)."""
    n = counts.sum()
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    scale = np.sqrt(np.outer(np.maximum(rows, 1), np.maximum(columns, 1)))
    left, _, right = np.linalg.svd((counts - np.outer(rows, columns) / max(n, 1)) / scale, full_matrices=False)
    return left[:, 0] * np.sqrt(n / np.maximum(rows, 1)), right[0] * np.sqrt(n / np.maximum(columns, 1))
