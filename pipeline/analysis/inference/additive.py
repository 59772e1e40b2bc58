"""Which of many columns an outcome goes with, beside one another: an additive model of columns as blocks of scores.

Each column is a block: the dummies of its groups, or of a number its normal scores and polynomials of its ranks, so
that what rises and falls counts too. A column enters while it adds to those that are in, and leaves when the others
make it redundant (stepwise selection), at the threshold of Benjamini and Hochberg for as many columns as are in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from math import factorial

import numpy as np
from scipy import special

from pipeline.analysis.inference.distributions import f_tail
from pipeline.analysis.inference.exact import Result
from pipeline.analysis.variables.ranks import average_ranks
from pipeline.analysis.variables.sample import standard_ranks

DEGREE = 4  # of the polynomials of a number's ranks
MAX_LEVELS = 30  # dummies of a column; its rarer groups count as one
MAX_ORDERED = 8  # columns whose shares are averaged over all orders of entry
TOLD_P = 0.05  # a larger p-value is taken as it is
TINY = 1e-9
SINGULAR = 1e-8  # of the largest eigenvalue: what other scores give already

Corrected = Callable[[Result, int, str], float]
"""P-value of a result where rows that belong together count less: of its scores, degrees of freedom and column."""


@dataclass(frozen=True)
class Block:
    """One column as scores (rows, k), each with mean 0; rows without a value are 0.

    ``bends``: whether the first score alone is a line, and the others bend it.
    """

    name: str
    scores: np.ndarray
    bends: bool


def number_block(name: str, values: np.ndarray) -> Block:
    """Normal scores (van der Waerden 1952), and Legendre polynomials of the ranks."""
    present = ~np.isnan(values)
    line = normal_scores(values)[:, None]
    ranks = np.clip(standard_ranks(values) / np.sqrt(3), -1, 1)
    bent = np.column_stack([np.polynomial.Legendre.basis(k)(ranks) for k in range(2, DEGREE + 1)])
    bent = np.where(present[:, None], bent - bent[present].mean(axis=0), 0.0)
    return Block(name, np.column_stack([line, bent]), bends=True)


def group_block(name: str, codes: np.ndarray) -> Block:
    """Dummies of all groups but the largest, centred."""
    sizes = np.bincount(codes[codes >= 0])
    kept = np.argsort(-sizes, kind="stable")[1:MAX_LEVELS]
    kept = kept[sizes[kept] > 0]
    present = codes >= 0
    dummies = (codes[:, None] == kept[None, :]).astype(float)
    dummies = np.where(present[:, None], dummies - dummies[present].mean(axis=0), 0.0)
    return Block(name, dummies, bends=False)


def normal_scores(values: np.ndarray) -> np.ndarray:
    """Quantiles of the normal distribution in place of ranks, mean 0 and variance 1; 0 where missing."""
    present = ~np.isnan(values)
    scores = np.zeros(len(values))
    n = int(present.sum())
    if n > 1 and np.ptp(values[present]) > 0:
        found = special.ndtri(average_ranks(values[present]) / (n + 1))
        scores[present] = (found - found.mean()) / found.std()
    return scores


@dataclass(frozen=True)
class Added:
    """What a block adds to others: its p-value beside them, and its share of the outcome's variance."""

    name: str
    p_value: float
    share: float


@dataclass(frozen=True)
class _Step:
    """A block beside others: slopes of its scores on what the others leave, and which of its scores they are."""

    p_value: float
    explained: float
    slopes: np.ndarray
    scores: np.ndarray  # places in the design
    degrees_of_freedom: int


@dataclass(frozen=True)
class Design:
    """An outcome (a score a row, mean 0 and variance 1) and the blocks of many columns, with their cross-products."""

    outcome: np.ndarray
    blocks: tuple[Block, ...]

    @cached_property
    def scores(self) -> np.ndarray:
        """All blocks' scores beside one another, of length 1 each."""
        stacked = np.column_stack([np.zeros((len(self.outcome), 0)), *(block.scores for block in self.blocks)])
        lengths = np.sqrt((stacked**2).sum(axis=0))
        return np.asarray(stacked / np.where(lengths > TINY, lengths, 1.0))

    @cached_property
    def places(self) -> dict[str, np.ndarray]:
        """Which of the scores are a block's."""
        ends = np.cumsum([block.scores.shape[1] for block in self.blocks])
        return {b.name: np.arange(end - b.scores.shape[1], end) for b, end in zip(self.blocks, ends, strict=True)}

    @cached_property
    def products(self) -> np.ndarray:
        """Scores with scores."""
        return np.asarray(self.scores.T @ self.scores)

    @cached_property
    def with_outcome(self) -> np.ndarray:
        """Scores with the outcome."""
        return np.asarray(self.scores.T @ self.outcome)

    def inside(self, names: Sequence[str]) -> np.ndarray:
        """The places of several blocks' scores."""
        return np.concatenate([np.zeros(0, dtype=int), *(self.places[name] for name in names)])

    def explained(self, names: Sequence[str]) -> float:
        """The share of the outcome's variance that blocks explain together."""
        i = self.inside(names)
        slopes, _ = _solved(self.products[np.ix_(i, i)], self.with_outcome[i])
        return float(slopes @ self.with_outcome[i]) / len(self.outcome)

    def adjusted(self, names: Sequence[str]) -> float:
        """The same less what as many random scores would explain."""
        n, k = len(self.outcome), len(self.inside(names))
        return 1 - (1 - self.explained(names)) * (n - 1) / max(1, n - 1 - k)

    def steps(self, others: Sequence[str], names: Sequence[str]) -> list[_Step]:
        """Each block beside the others, all rows taken as independent."""
        i = self.inside(others)
        targets = np.column_stack([self.with_outcome[i], self.products[i]])
        solved, rank = _solved(self.products[np.ix_(i, i)], targets)
        left = len(self.outcome) - float(self.with_outcome[i] @ solved[:, 0])
        freedom = len(self.outcome) - 1 - rank
        return [self._step(i, solved, max(left, TINY), freedom, block) for block in self.blocks if block.name in names]

    def _step(self, i: np.ndarray, solved: np.ndarray, left: float, freedom: int, block: Block) -> _Step:
        places = self.places[block.name]
        tried = []
        for j in (places[:1], places) if block.bends else (places,):
            own = self.products[np.ix_(j, j)] - self.products[np.ix_(j, i)] @ solved[:, 1 + j]
            with_left = self.with_outcome[j] - self.products[np.ix_(j, i)] @ solved[:, 0]
            slopes, k = _solved(own, with_left)
            explained = float(with_left @ slopes)
            if k and freedom - k > 4:
                f = (explained / k) / (max(left - explained, TINY) / (freedom - k))
                tried.append(_Step(float(f_tail(f, k, freedom - k)), explained, slopes, j, k))
        if not tried:
            return _Step(1.0, 0.0, np.zeros(len(places)), places, 1)
        best = min(tried, key=lambda step: step.p_value)
        return replace(best, p_value=min(1.0, len(tried) * best.p_value))

    def add(self, others: Sequence[str], name: str, corrected: Corrected) -> Added:
        """What a block adds beside others: the largest p-value of the F-test, White's and that of dependent rows."""
        (step,) = self.steps(others, [name])
        p_value = step.p_value
        if p_value < TOLD_P:
            i = self.inside(others)
            solved, _ = _solved(
                self.products[np.ix_(i, i)],
                np.column_stack([self.with_outcome[i], self.products[np.ix_(i, step.scores)]]),
            )
            residual = self.outcome - self.scores[:, i] @ solved[:, 0]
            own = self.scores[:, step.scores] - self.scores[:, i] @ solved[:, 1:]
            fitted = own @ step.slopes
            p_value = max(p_value, _robust_p(own, residual - fitted, residual, step.degrees_of_freedom))
            result = Result(step.explained, p_value, len(residual), _standard(fitted), _standard(residual))
            p_value = max(p_value, min(1.0, corrected(result, step.degrees_of_freedom, name)))
        return Added(name, p_value, step.explained / len(self.outcome))


def choose(design: Design, columns: int, rate: float, corrected: Corrected) -> tuple[Added, ...]:
    """The columns that add to one another, each with what it adds beside all others that are chosen.

    ``columns``: how many were looked at; ``rate``: the false-discovery rate, for which each of the chosen has a p-value
    of at most ``rate * chosen / columns`` (Benjamini & Hochberg 1995). Each of the chosen is also tried without: a sum
    of two columns comes before either, and keeps both out where they aren't asked together.
    """
    chosen = _grown(design, [], frozenset(), columns, rate, corrected)
    for name in list(chosen):
        others = [other for other in chosen if other != name]
        instead = _grown(design, others, frozenset({name}), columns, rate, corrected) if name in chosen else chosen
        if design.adjusted(instead) > design.adjusted(chosen):
            chosen = instead
    return tuple(design.add([other for other in chosen if other != name], name, corrected) for name in chosen)


def _grown(
    design: Design, start: list[str], without: frozenset[str], columns: int, rate: float, corrected: Corrected
) -> list[str]:
    """The chosen ones with all that add to them, one after the other."""
    chosen, refused = start, set(without)
    while True:
        left = [block.name for block in design.blocks if block.name not in refused and block.name not in chosen]
        limit = rate * (len(chosen) + 1) / columns
        tested = zip(design.steps(chosen, left), left, strict=True)
        best, name = min(tested, key=lambda pair: (pair[0].p_value, -pair[0].explained), default=(None, ""))
        if best is None or best.p_value > limit:
            return chosen
        if design.add(chosen, name, corrected).p_value > limit:
            refused.add(name)
            continue
        chosen = _without_redundant(design, [*chosen, name], columns, rate, corrected)
        refused = set(without) if name in chosen else {*refused, name}


def _without_redundant(design: Design, chosen: list[str], columns: int, rate: float, corrected: Corrected) -> list[str]:
    """Without the columns that add nothing any more, the weakest first."""
    while len(chosen) > 1:
        added = [design.add([other for other in chosen if other != name], name, corrected) for name in chosen]
        weakest = max(added, key=lambda a: (a.p_value, -a.share))
        if weakest.p_value <= rate * len(chosen) / columns:
            break
        chosen = [name for name in chosen if name != weakest.name]
    return chosen


def shares(design: Design, names: Sequence[str]) -> dict[str, float]:
    """The share of variance of each column, averaged over the orders in which the columns could enter.

    Lindeman, Merenda and Gold (1980), Introduction to bivariate and multivariate analysis; Grömping (2006), J. Stat.
    Softw. 17. Of more than eight columns it is the mean of what each explains alone and what it adds last, which are
    the two ends of those orders.
    """
    p = len(names)
    if p > MAX_ORDERED:
        whole = design.explained(names)
        last = {name: whole - design.explained([n for n in names if n != name]) for name in names}
        return {name: (design.explained([name]) + last[name]) / 2 for name in names}
    subsets = [frozenset(c) for size in range(p + 1) for c in combinations(names, size)]
    explained = {subset: design.explained([n for n in names if n in subset]) for subset in subsets}
    found = dict.fromkeys(names, 0.0)
    for subset in subsets:
        for name in (name for name in names if name not in subset):
            weight = factorial(len(subset)) * factorial(p - len(subset) - 1) / factorial(p)
            found[name] += weight * (explained[subset | {name}] - explained[subset])
    return found


def _solved(products: np.ndarray, targets: np.ndarray) -> tuple[np.ndarray, int]:
    """Least-squares slopes from cross-products, and how many scores there are that others don't give already."""
    if not len(products):
        return np.zeros(targets.shape), 0
    values, vectors = np.linalg.eigh(products)
    kept = values > max(SINGULAR * values[-1], SINGULAR)
    inverse = (vectors[:, kept] / values[kept]) @ vectors[:, kept].T
    return np.asarray(inverse @ targets), int(kept.sum())


def _robust_p(own: np.ndarray, left: np.ndarray, residual: np.ndarray, rank: int) -> float:
    """Wald's test with White's errors: the spread of the outcome may differ along the column (White 1980, HC1)."""
    n = len(residual)
    weighed = own * left[:, None]
    with_residual = own.T @ residual
    slopes, k = _solved(weighed.T @ weighed * n / max(1, n - rank), with_residual)
    wald = float(with_residual @ slopes)
    return float(f_tail(max(0.0, wald) / max(1, k), max(1, k), max(1, n - rank)))


def _standard(values: np.ndarray) -> np.ndarray:
    deviation = float(values.std())
    return (values - values.mean()) / deviation if deviation > 0 else np.zeros(len(values))


__all__ = ["Added", "Block", "Design", "choose", "group_block", "normal_scores", "number_block", "shares"]
