"""Rows that are like their neighbours, in time or along the file, and what that leaves of a relation's evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from scipy import fft

from pipeline.analysis.inference.autocorrelation import MILD, autocorrelation, bartlett, effect_of_both, effect_of_noise
from pipeline.analysis.inference.exact import Result
from pipeline.analysis.inference.relation import correlation, relation_p
from pipeline.analysis.inference.serial import persistence, safety_margin
from pipeline.analysis.variables.sample import Sample
from pipeline.analysis.variables.time_axis import TimeAxis

SORTED = 0.98  # of the steps go one way: the file was sorted by that column
NOTICEABLE = 1.3  # a design effect worth a second test on differences
FILE_BLOCK = 40  # rows or more in each of the blocks that a file sorted by a measure is cut into
MAX_UNSEEN = 0.5  # persistence that may go unseen in a short file before it is treated like a series
BLOCKY = 0.5  # of the steps leave a score as it is: groups that may come in stretches
FEWER = 0.7  # of the changes that chance would bring, if they do: every other step changes between two groups
SHORT_SERIES = 400  # steps; under it a relation must hold for changes too, as likeness is hard to see
MIN_STEPS = 30  # of each series that is set beside others
MIN_SERIES = 4  # side by side; of fewer, the ranks hardly change even where they are walks
WAVY = 0.25  # likeness of neighbours in both scores, over which waves may make a relation
FEW_WAVES = 1.8  # see _waves_between: three, or a few of which one is the strongest
FEW_WAVES_OF_CHANGES = 2.3  # the same of changes, where the scores themselves share a few
LONG_SERIES = 600  # steps, from which a persistence is taken as it is estimated
MAX_TOGETHER = 60  # rows at the same moment that count as a panel of series


@dataclass(frozen=True)
class Order:
    """Rows one after the other: ``rows`` in that order, ``starts`` where a new series begins.

    ``dated`` by a time column; otherwise it is the file's own order, in which the rows of one of ``blocks`` may be
    alike only because the file is sorted. ``moments``: codes of the rows' times, in the order of the table.
    """

    rows: np.ndarray
    starts: np.ndarray
    dated: bool
    blocks: np.ndarray
    moments: np.ndarray

    def series(self) -> np.ndarray:
        """Codes of the series, in the order of the table."""
        codes = np.empty(len(self.rows), dtype=int)
        codes[self.rows] = np.cumsum(self.starts)
        return codes


def serial_p(result: Result, order: Order, degrees_of_freedom: int, inside: np.ndarray, curved: bool) -> float:
    """The p-value that the neighbours' likeness leaves.

    Where the residual of one score on the other is like its neighbours, the relation is tested again on changes from
    one row to the next, quasi-differenced by the residual's persistence. Where it isn't, though both scores are like
    theirs, the changes or the scores' own likeness must bear the relation out: two slow waves may fit each other.
    Groups that change in blocks must also hold with the design effect of both autocorrelations (Bartlett 1935), and
    from block to block. Either score may be the one explained; but not one that the rows are sorted by, as by their
    time, which makes it smooth by itself. In a file without dates that is long enough to show that rows of a block are
    no more alike than any others, only likeness that may still hide counts.
    """
    chosen = inside[order.rows]
    x, y = result.x[order.rows][chosen], result.y[order.rows][chosen]
    r = correlation(x, y)
    ways = [(x, y - r * x), (y, x - r * y)]
    if not order.dated:
        hidden = _p_of_hidden_likeness(ways, r, order.blocks[chosen], degrees_of_freedom)
        if hidden is not None:
            return hidden
    if _sorted(x) != _sorted(y):
        ways = ways[:1] if _sorted(x) else ways[1:]
    design_effect, residual = min(((bartlett(a, b), b) for a, b in ways), key=lambda way: way[0])
    n = len(x)
    by_effect = relation_p(r, n, degrees_of_freedom, design_effect, n / max(1.0, design_effect))

    together = ~order.starts[chosen][1:]

    @cache
    def changes() -> tuple[np.ndarray, np.ndarray]:
        return _changes(x, y, residual, together)

    def by_changes() -> float:
        return _p_of_changes(*changes(), r, degrees_of_freedom)

    if design_effect <= NOTICEABLE and n >= SHORT_SERIES:
        own_effect = effect_of_both(x, y)
        by_own = relation_p(r, n, degrees_of_freedom, own_effect, n / own_effect)
        return max(by_effect, min(by_own, by_changes()))
    if curved and design_effect > NOTICEABLE:
        return 1.0
    blocky = _in_stretches(x)
    wavy = not (blocky or _sorted(x) or _sorted(y)) and min(float(autocorrelation(v, 1)[0]) for v in (x, y)) > WAVY
    if wavy and _waves_between(*changes()) < FEW_WAVES:
        return 1.0
    if blocky and not order.dated and n >= SHORT_SERIES and float(autocorrelation(ways[0][1], 4).max()) < MILD:
        return by_effect  # a file sorted by its groups, whose rows are a little alike: families, days
    if blocky:
        return max(by_effect, by_changes(), _p_of_blocks(x, y, degrees_of_freedom))
    return max(by_effect, by_changes()) if degrees_of_freedom > 1 else by_changes()


def side_by_side_p(result: Result, order: Order, degrees_of_freedom: int, inside: np.ndarray) -> float | None:
    """The p-value of a relation with the series themselves, which stand side by side at each moment.

    The values are ranked among those of their moment (Friedman 1937), so that what moves all series, by however much,
    is taken away. How alike neighbours are in a series' ranks tells how many moments are independent; the most
    persistent one decides: were it a random walk, its level would mean nothing. None where there are too few series, or
    too short ones.
    """
    rows = order.rows[inside[order.rows]]
    series = np.unique(order.series()[rows], return_inverse=True)[1]
    sizes = np.bincount(series)
    if len(sizes) < MIN_SERIES or sizes.min() < MIN_STEPS:
        return None
    ranked = pd.Series(result.y[rows]).groupby(order.moments[rows])
    ranks = (ranked.rank() - (ranked.transform("size") + 1) / 2).to_numpy()
    left = ranks - (np.bincount(series, ranks) / sizes)[series]
    rho = (
        max(
            persistence(left[series == i], safety_margin(int(size)) if size < LONG_SERIES else 0.0)[0]
            for i, size in enumerate(sizes)
            if np.ptp(left[series == i]) > 0
        )
        if np.ptp(left) > 0
        else 0.0
    )
    if rho >= 1:
        return 1.0
    design_effect = (1 + rho) / (1 - rho)
    r = correlation(result.x[rows], ranks)
    return relation_p(r, len(rows), degrees_of_freedom, design_effect, len(rows) / design_effect)


def _p_of_hidden_likeness(
    ways: list[tuple[np.ndarray, np.ndarray]], r: float, blocks: np.ndarray, degrees_of_freedom: int
) -> float | None:
    """The p-value in a file without dates whose rows are in no order of their own; None where they may be in one.

    The design effect is that of the likeness which the blocks' length and number leave unseen. 1.0 where the scores
    have but a wave in common.
    """
    if _share_a_wave(ways, blocks):
        return 1.0
    white = [white_in_blocks(residual, blocks) for _, residual in ways]
    if not (all(white) or (any(white) and (_sorted(ways[0][0]) or _sorted(ways[1][0])))):
        return None
    n = len(blocks)
    unseen = [unseen_likeness(residual, blocks) for _, residual in ways]
    if min(unseen) > MAX_UNSEEN:
        return None
    effects = [effect_of_noise(a, rho) for (a, _), rho, is_white in zip(ways, unseen, white, strict=True) if is_white]
    design_effect = min(effects)
    return relation_p(r, n, degrees_of_freedom, design_effect, n / design_effect)


def _in_stretches(scores: np.ndarray) -> bool:
    """Whether scores stay the same from row to row far more often than if their rows were shuffled."""
    changes = float(np.mean(np.diff(scores) != 0))
    if changes >= 1 - BLOCKY:
        return False
    _, sizes = np.unique(scores, return_counts=True)
    return changes < FEWER * (1 - float(((sizes / len(scores)) ** 2).sum()))


def in_step(first: np.ndarray, second: np.ndarray) -> bool:
    """Whether two groupings (codes, -1 where missing) run along the file side by side, each group in one stretch or so.

    There are then hardly more stretches than groups, and any two groupings that change now and then look related. In a
    file that is sorted by both, the second's groups come back within each group of the first.
    """
    both = (first >= 0) & (second >= 0)
    a, b = first[both], second[both]
    if not len(a):
        return False
    stretches = 1 + np.count_nonzero((np.diff(a) != 0) | (np.diff(b) != 0))
    return bool(stretches < len(np.unique(a)) + len(np.unique(b)))


def _p_of_blocks(x: np.ndarray, y: np.ndarray, degrees_of_freedom: int) -> float:
    """The relation of the means of stretches in which the first score stays the same, each stretch counting once."""
    stretch = np.r_[0, np.cumsum(np.diff(x) != 0)]
    sizes = np.bincount(stretch)
    n_effective = len(sizes)
    if n_effective < degrees_of_freedom + 3:
        return 1.0  # hardly more stretches than groups: nothing tells groups from stretches
    weights = np.sqrt(sizes / sizes.mean())
    means = [np.bincount(stretch, v) / sizes for v in (x, y)]
    centred = [(m - np.average(m, weights=sizes)) * weights for m in means]
    return relation_p(correlation(*centred), n_effective, degrees_of_freedom, 1.0, n_effective)


def _changes(x: np.ndarray, y: np.ndarray, residual: np.ndarray, together: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Changes from one row to the next, quasi-differenced by the residual's persistence, less their means."""
    rho, _ = persistence(residual, safety_margin(len(x)))
    a, b = ((v[1:] - rho * v[:-1])[together] for v in (x, y))
    return a - a.mean(), b - b.mean()


def _waves_between(x: np.ndarray, y: np.ndarray) -> float:
    """Over how many waves a relation is spread: at most the root of their number, if all were as strong.

    The sum of two series' cross-spectrum over the root of its sum of squares, a self-normalised sum: where two series
    know nothing of each other each wave's part has either sign, and few waves of like length are soon in step.
    """
    a, b = (fft.rfft(v)[1:] for v in (x, y))
    parts = (a * np.conj(b)).real
    size = float(np.sqrt(parts @ parts))
    return abs(float(parts.sum())) / size if size > 0 else 0.0


def _share_a_wave(ways: list[tuple[np.ndarray, np.ndarray]], blocks: np.ndarray) -> bool:
    """Whether two scores of a file in one stretch go together in a few waves along it, and hardly in their changes.

    However little noise or length lets a wave look like its neighbours, two of them that know nothing of each other may
    fit; what holds from row to row is spread over all lengths of waves. What the file is sorted by is one long wave.
    """
    (x, _), (y, _) = ways
    if blocks.any() or any(_in_stretches(v) or _sorted(v) for v in (x, y)) or _waves_between(x, y) >= FEW_WAVES:
        return False
    residual = min(ways, key=lambda way: bartlett(*way))[1]
    return _waves_between(*_changes(x, y, residual, np.ones(len(x) - 1, dtype=bool))) < FEW_WAVES_OF_CHANGES


def _p_of_changes(x: np.ndarray, y: np.ndarray, r: float, degrees_of_freedom: int) -> float:
    """The relation of the changes from one row to the next; 1.0 where it isn't of the sign of ``r``."""
    changed = correlation(x, y)
    if changed * r <= 0:
        return 1.0
    left = len(x)
    effect = max(bartlett(x, y - changed * x), effect_of_both(x, y))
    return relation_p(changed, left, degrees_of_freedom, effect, left / effect)


def _sorted(values: np.ndarray) -> bool:
    steps = np.diff(values)
    steps = steps[steps != 0]
    return len(steps) > 0 and bool(max(np.mean(steps > 0), np.mean(steps < 0)) > SORTED)


def white_in_blocks(residual: np.ndarray, blocks: np.ndarray) -> bool:
    """Whether neighbours within a block are no more alike than any two rows of it."""
    likeness, error = _likeness(residual, blocks)
    return likeness < 2 * error


def unseen_likeness(residual: np.ndarray, blocks: np.ndarray) -> float:
    """The persistence, 0 to 1, that may still be there: two standard errors above what is seen within blocks."""
    likeness, error = _likeness(residual, blocks)
    return float(np.clip(likeness + 2 * error, 0, 1))


def _likeness(residual: np.ndarray, blocks: np.ndarray) -> tuple[float, float]:
    """How alike neighbours within a block are, 0 by chance, and the standard error of it.

    Taking a block's mean away makes its neighbours look less alike, the more the shorter the block (Kendall 1954).
    """
    sizes = np.bincount(blocks)
    centred = residual - (np.bincount(blocks, residual) / np.maximum(sizes, 1))[blocks]
    together = blocks[1:] == blocks[:-1]
    shortness = float(np.count_nonzero(sizes) / len(blocks))  # one over the mean length of a block
    raw = correlation(centred[1:][together], centred[:-1][together])
    scale = max(1 - 3 * shortness, 0.1)
    return (raw + shortness) / scale, 1 / np.sqrt(max(1, together.sum())) / scale


def find_order(sample: Sample, axis: TimeAxis | None) -> Order | None:
    """The order of time, one series after the other where several share their moments; else the file's order."""
    if sample.size < 10:
        return None
    nothing = np.zeros(sample.size, dtype=int)
    if axis is None:
        rows, starts = np.arange(sample.size), np.zeros(sample.size, dtype=bool)
        return Order(rows, starts, dated=False, blocks=_file_blocks(sample), moments=nothing)
    times = sample.times[axis.column]
    key = _panel_key(sample, times)
    rows = np.lexsort((times, key))
    starts = np.r_[True, key[rows][1:] != key[rows][:-1]]
    return Order(rows, starts, dated=True, blocks=nothing, moments=np.unique(times, return_inverse=True)[1])


def _file_blocks(sample: Sample) -> np.ndarray:
    """Which rows of a file lie together: stretches of one that is sorted, runs of the same groups."""
    blocks = np.zeros(sample.size, dtype=int)
    if any(_sorted(values[~np.isnan(values)]) for values in sample.numbers.values()):
        blocks = np.arange(sample.size) // max(FILE_BLOCK, sample.size // 20)
    for grouping in sample.groupings.values():
        if _in_runs(grouping.codes):
            blocks = np.unique(blocks * (len(grouping.levels) + 1) + grouping.codes + 1, return_inverse=True)[1]
    return blocks


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
    if sizes.max() <= MAX_TOGETHER and np.mean(sizes == np.median(sizes)) > 0.9:
        ordered = np.argsort(codes, kind="stable")
        place = np.empty(sample.size, dtype=int)
        place[ordered] = np.arange(sample.size) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return place
    return nothing
