"""How much less a relation's rows say than their number suggests: entities, copied rows, neighbours in time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from pipeline.analysis.exact import Result
from pipeline.analysis.sample import Sample
from pipeline.analysis.serial import caution, persistence
from pipeline.analysis.time_axis import TimeAxis

LEAST_CLUSTERS = 10  # groups of a dimension that may count as repeated entities
LEAST_NESTED = 6  # groups within which the other column never changes
SORTED = 0.98  # of the steps go one way: the file was sorted by that column
NOTICEABLE = 1.3  # a design effect worth a second test on differences
FILE_BLOCK = 40  # rows or more in each of the blocks that a file without dates is cut into
SHORT_SERIES = 400  # steps; under it a relation must hold for changes too, as likeness is hard to see
MOST_TOGETHER = 60  # rows at the same moment that count as a panel of series
ENTITY_NAME = re.compile(
    r"customer|client|user|member|patient|subject|participant|employee|student|player|driver|machine|device|sensor|"
    r"vehicle|store|shop|branch|school|hospital|account|household|(^|[_\s])id$|Id$|ID$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Order:
    """Rows one after the other: ``rows`` in that order, ``starts`` where a new series begins.

    ``dated`` by a time column; otherwise it is the file's own order, in which the rows of one of ``blocks`` may be
    alike only because the file is sorted.
    """

    rows: np.ndarray
    starts: np.ndarray
    dated: bool
    blocks: np.ndarray


@dataclass(frozen=True)
class Dependence:
    """Which rows belong together.

    ``clusters``: codes from 0 of entity-like columns and of copied rows, every row in one; ``nests``: codes of smaller
    dimensions, which count where a score is constant within them; ``order`` of the rows.
    """

    clusters: tuple[np.ndarray, ...] = ()
    nests: tuple[np.ndarray, ...] = ()
    order: Order | None = None
    copied: bool = False  # whether rows are the same far more often than chance would bring

    def corrected(
        self, result: Result, freedom: int = 1, *, curved: bool = False, groups: Sequence[np.ndarray] = ()
    ) -> Result:
        """The result with the largest p-value that any of the dependences gives it.

        ``groups``: codes of the groups that are compared; clusters that are these very groups say nothing of how many
        independent rows each of them has. ``curved``: the first score was fitted to the second along a line of values,
        and so follows a wandering one; where neighbours are alike no p-value can be trusted then.
        """
        if result.p_value > 0.05 or result.n < 10:
            return result
        inside = (result.x != 0) | (result.y != 0)
        p_value = result.p_value
        clusters, nests = (
            [codes for codes in kind if not any(same_groups(codes, compared) for compared in groups)]
            for kind in (self.clusters, self.nests)
        )
        for codes in clusters:
            p_value = max(p_value, _clustered_p(result, codes, freedom, inside))
        for codes in nests:
            if constant_within(result.x[inside], codes[inside]) or constant_within(result.y[inside], codes[inside]):
                p_value = max(p_value, _clustered_p(result, codes, freedom, inside))
        if self.order is not None:
            p_value = max(p_value, _serial_p(result, self.order, freedom, inside, curved))
        return Result(result.effect, p_value, result.n, result.x, result.y)

    def independent_share(self, values: np.ndarray) -> float:
        """How many independent values a column (NaN where missing) is worth, as a share of those it has."""
        present = ~np.isnan(values)
        centred = np.where(present, values - np.mean(values[present]), 0.0)
        own = float(centred @ centred)
        if own == 0:
            return 1.0
        share = 1.0
        for codes in self.clusters:
            sums = np.bincount(codes, centred)
            alike = float(sums @ sums) / own
            if alike > 1 + 4 * np.sqrt(2 / len(sums)):  # more than chance makes of so many clusters
                share = min(share, 1 / alike)
        if self.order is not None:
            ordered = self.order.rows[present[self.order.rows]]
            if self.order.dated or not _white_in_blocks(centred[ordered], self.order.blocks[ordered]):
                rho, _ = persistence(centred[ordered], 0.0)
                if rho > 4 / np.sqrt(len(ordered)):
                    share = min(share, (1 - min(rho, 0.999)) / (1 + rho))
        return share

    def corrected_table(self, rows: np.ndarray, columns: np.ndarray, p_value: float) -> float:
        """The same for two groupings (codes, -1 where missing), by their first pair of correspondence scores."""
        result = table_scores(rows, columns, p_value)
        kx, ky = (len(np.unique(codes[codes >= 0])) for codes in (rows, columns))
        return self.corrected(result, max(1, (kx - 1) * (ky - 1)), groups=(rows, columns)).p_value


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


def same_groups(clusters: np.ndarray, groups: np.ndarray) -> bool:
    """Whether the clusters are the groups, by whatever numbers, among the rows that are in a group (-1: in none)."""
    inside = groups >= 0
    codes, compared = clusters[inside], groups[inside]
    if not len(codes):
        return False
    group_of = np.full(int(codes.max()) + 1, -1)
    group_of[codes] = compared
    used = np.count_nonzero(group_of >= 0)
    return used == np.count_nonzero(np.bincount(compared)) and bool(np.array_equal(group_of[codes], compared))


def constant_within(scores: np.ndarray, codes: np.ndarray) -> bool:
    """Whether the scores never change within a code, and codes come back."""
    sizes = np.bincount(codes)
    used = sizes > 0
    if used.sum() < LEAST_NESTED or used.sum() > len(codes) / 2:
        return False
    means = np.bincount(codes, scores)[used] / sizes[used]
    squares = np.bincount(codes, scores**2)[used] / sizes[used]
    return bool(np.all(squares - means**2 < 1e-9))


def _correlation(x: np.ndarray, y: np.ndarray) -> float:
    scale = float(np.sqrt((x @ x) * (y @ y)))
    return float(np.clip(x @ y / scale, -1, 1)) if scale > 0 else 0.0


def _p_value(r: float, n: float, freedom: int, design_effect: float, units: float) -> float:
    """F-test of a correlation whose variance is ``design_effect`` times that of ``n`` independent rows."""
    left = max(2.0, units - freedom - 1)
    f = (r * r / freedom) / max((1 - r * r) / max(n - freedom - 1, 1), 1e-300) / max(1.0, design_effect)
    return float(stats.f.sf(f, freedom, left))


def _clustered_p(result: Result, codes: np.ndarray, freedom: int, inside: np.ndarray) -> float:
    """The smaller, doubled, of two p-values: over clusters, and within them.

    Over: cluster-robust variance (Liang & Zeger 1986) with the clusters for degrees of freedom. Within: both scores
    less their cluster's mean, which holds whatever sets the clusters apart.
    """
    x, y, codes = result.x[inside], result.y[inside], codes[inside]
    if constant_within(x, codes) or constant_within(y, codes):
        return _p_of_means(x, y, codes, freedom)
    r = _correlation(x, y)
    products = x * (y - r * x)
    sums, sizes = np.bincount(codes, products), np.bincount(codes)
    clusters = int(np.count_nonzero(sizes))
    own = float(products @ products)
    if own == 0 or clusters < 2:
        return 0.0 if clusters > 1 else 1.0
    design_effect = float(sums @ sums) / own * clusters / (clusters - 1)
    if design_effect <= 1:
        return 0.0
    over = _p_value(r, result.n, freedom, design_effect, clusters)
    sizes = np.maximum(sizes, 1)
    within_x, within_y = (v - (np.bincount(codes, v) / sizes)[codes] for v in (x, y))
    if float(within_x @ within_x) < 0.02 * float(x @ x) or clusters > result.n / 2:
        return over
    within = _p_value(_correlation(within_x, within_y), result.n - clusters, freedom, 1.0, result.n - clusters)
    return min(1.0, 2 * min(over, within))


def _p_of_means(x: np.ndarray, y: np.ndarray, codes: np.ndarray, freedom: int) -> float:
    """The relation of the clusters' means, each cluster counting once."""
    sizes = np.bincount(codes)
    used = sizes > 0
    means = [np.bincount(codes, v)[used] / sizes[used] for v in (x, y)]
    units = len(means[0])
    if units < 2 * (freedom + 1):
        return 1.0  # nearly every group is one cluster: nothing tells groups from clusters
    return _p_value(_correlation(*(m - m.mean() for m in means)), units, freedom, 1.0, units)


def _serial_p(result: Result, order: Order, freedom: int, inside: np.ndarray, curved: bool) -> float:
    """The p-value that the neighbours' likeness leaves.

    Where the residual of one score on the other is like its neighbours, the relation is tested again on changes from
    one row to the next, quasi-differenced by the residual's persistence. Groups that change in blocks must also hold
    with the design effect of both autocorrelations (Bartlett 1935). Either score may be the one explained: a table
    sorted by one of the columns makes that one smooth by itself.
    """
    chosen = inside[order.rows]
    x, y = result.x[order.rows][chosen], result.y[order.rows][chosen]
    starts = order.starts[chosen]
    r = _correlation(x, y)
    ways = [(x, y - r * x), (y, x - r * y)]
    if not order.dated:
        white = [_white_in_blocks(residual, order.blocks[chosen]) for _, residual in ways]
        if all(white) or (any(white) and (_sorted(x) or _sorted(y))):
            return 0.0
    design_effect, residual = min(((_bartlett(a, b), b) for a, b in ways), key=lambda way: way[0])
    n = len(x)
    p_value = _p_value(r, n, freedom, design_effect, n / max(1.0, design_effect))
    if design_effect <= NOTICEABLE and n >= SHORT_SERIES:
        return p_value
    if curved and design_effect > NOTICEABLE:
        return 1.0
    p_changes = _p_of_changes(x, y, r, residual, ~starts[1:], freedom)
    blocky = float(np.mean(np.diff(x) == 0)) > 0.5
    return max(p_value, p_changes) if freedom > 1 or blocky else p_changes


def _p_of_changes(
    x: np.ndarray, y: np.ndarray, r: float, residual: np.ndarray, together: np.ndarray, freedom: int
) -> float:
    """The relation of the changes from one row to the next, quasi-differenced by the residual's persistence."""
    rho, _ = persistence(residual, caution(len(x)))
    changes = [(v[1:] - rho * v[:-1])[together] for v in (x, y)]
    changes = [v - v.mean() for v in changes]
    changed = _correlation(*changes)
    if changed * r <= 0:
        return 1.0
    left = len(changes[0])
    effect = max(_bartlett(changes[0], changes[1] - changed * changes[0]), 1.0)
    return _p_value(changed, left, freedom, effect, left / effect)


def _sorted(values: np.ndarray) -> bool:
    steps = np.diff(values)
    steps = steps[steps != 0]
    return len(steps) > 0 and bool(max(np.mean(steps > 0), np.mean(steps < 0)) > SORTED)


def _white_in_blocks(residual: np.ndarray, blocks: np.ndarray) -> bool:
    """Whether neighbours within a block are no more alike than any two rows of it."""
    sizes = np.maximum(np.bincount(blocks), 1)
    centred = residual - (np.bincount(blocks, residual) / sizes)[blocks]
    together = blocks[1:] == blocks[:-1]
    likeness = _correlation(centred[1:][together], centred[:-1][together])
    pairs = max(1, int(together.sum()))
    by_chance = -float((blocks.max() + 1) / len(blocks))  # taking means away makes neighbours a little unlike
    return likeness < by_chance + 2 / np.sqrt(pairs)


def _bartlett(x: np.ndarray, residual: np.ndarray) -> float:
    """Variance of two series' correlation over that of independent values: one plus twice the sum of products.

    The residual's likeness to its neighbours is at least what its persistence makes of it, since a short series shows
    less likeness than it has.
    """
    n = len(x)
    lags = np.arange(1, max(2, n // 4) + 1)
    a, b = _autocorrelation(x, len(lags)), _autocorrelation(residual, len(lags))
    if a[0] <= 0:
        return 1.0
    rho, _ = persistence(residual, 0.0)
    b = np.maximum(b, rho**lags if rho > 2 / np.sqrt(n) else 0.0)
    ends = np.flatnonzero((a <= 0) | (b <= 0))  # Geyer's (1992) initial positive sequence: beyond it is noise
    last = int(ends[0]) if len(ends) else len(lags)
    return float(1 + 2 * (a * b * (1 - lags / n))[:last].sum())


def _autocorrelation(values: np.ndarray, lags: int) -> np.ndarray:
    centred = values - values.mean()
    size = 1 << (2 * len(values) - 1).bit_length()
    spectrum = np.abs(np.fft.rfft(centred, size)) ** 2
    covariance = np.fft.irfft(spectrum, size)[: lags + 1]
    return np.asarray(covariance[1:] / covariance[0]) if covariance[0] > 0 else np.zeros(lags)


def find_dependence(sample: Sample, axis: TimeAxis | None) -> Dependence:
    """Entities, large dimensions and copied rows as clusters, smaller dimensions as nests, the order of the rows."""
    clusters = [every_row_in_one(codes) for codes in sample.entities.values()]
    nests = []
    for name, grouping in sample.groupings.items():
        named = len(grouping.levels) >= LEAST_NESTED and ENTITY_NAME.search(name)
        if len(grouping.levels) >= LEAST_CLUSTERS or named:
            clusters.append(every_row_in_one(grouping.codes))
        elif len(grouping.levels) >= LEAST_NESTED:
            nests.append(every_row_in_one(grouping.codes))
    copies = copied_rows(sample)
    if copies is not None:
        clusters.append(copies)
    return Dependence(tuple(clusters), tuple(nests), find_order(sample, axis), copied=copies is not None)


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
    sizes = np.bincount(codes)
    pairs = float((sizes * (sizes - 1)).sum()) / 2
    expected = sample.size * (sample.size - 1) / 2 * coincidence
    return codes if pairs > 5 * expected + 5 and finest > 0.5 * len(sizes) else None


def find_order(sample: Sample, axis: TimeAxis | None) -> Order | None:
    """The order of time, one series after the other where several share their moments; else the file's order."""
    if sample.size < 10:
        return None
    if axis is None:
        blocks = np.arange(sample.size) // max(FILE_BLOCK, sample.size // 20)
        for grouping in sample.groupings.values():
            if _in_runs(grouping.codes):
                blocks = np.unique(blocks * (len(grouping.levels) + 1) + grouping.codes + 1, return_inverse=True)[1]
        return Order(np.arange(sample.size), np.zeros(sample.size, dtype=bool), dated=False, blocks=blocks)
    times = sample.times[axis.column]
    key = _panel_key(sample, times)
    rows = np.lexsort((times, key))
    starts = np.r_[True, key[rows][1:] != key[rows][:-1]]
    return Order(rows, starts, dated=True, blocks=np.zeros(sample.size, dtype=int))


def _in_runs(codes: np.ndarray) -> bool:
    return float(np.mean(codes[1:] != codes[:-1])) < 0.1


def _panel_key(sample: Sample, times: np.ndarray) -> np.ndarray:
    """Which series each row belongs to: a grouping that has each moment once, or the place among equal moments."""
    nothing = np.zeros(sample.size, dtype=int)
    moments, codes, sizes = np.unique(times, return_inverse=True, return_counts=True)
    if len(moments) > 0.95 * sample.size or not sample.complete:
        return nothing
    candidates: Sequence[np.ndarray] = [g.codes for g in sample.groupings.values()] + list(sample.entities.values())
    for key in candidates:
        if len(np.unique(codes * (key.max() + 2) + key + 1)) > 0.98 * sample.size:
            return key
    if sizes.max() <= MOST_TOGETHER and np.mean(sizes == np.median(sizes)) > 0.9:
        ordered = np.argsort(codes, kind="stable")
        place = np.empty(sample.size, dtype=int)
        place[ordered] = np.arange(sample.size) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return place
    return nothing
