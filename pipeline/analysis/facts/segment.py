"""Under which conditions: the groups of two or three columns together where the subject is highest and lowest.

Columns and cuts are chosen on one half of the rows and tested on the other (Athey and Imbens 2016); under a thousand
rows the choice is made on all of them and tested by permuting the subject (Hothorn, Hornik and Zeileis 2006).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import ClassVar

import numpy as np
import pandas as pd
import scipy

from pipeline import wording
from pipeline.analysis.facts.cuts import best_cut
from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.groups import group_stats
from pipeline.analysis.facts.plots.groups import corners_plot
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.inference.distributions import normal_tail
from pipeline.analysis.inference.rank_tests import mann_whitney_p
from pipeline.analysis.naming import label
from pipeline.analysis.sql import literal
from pipeline.story import Form, Plot, Scalar, TableKind

MAX_SPLITS = 5
MAX_MEASURES = 20
MIN_STRENGTH = 0.005  # share of the variance
MAX_TOLD = 2
SIMPLE = 2  # conditions of the segment that is told first
MUCH_MORE = 1.25  # times as far apart are its ends, that a third condition has to say
MAX_LEVELS = 6
MIN_ROWS = 15
MIN_SHARE = 0.01
MIN_CELLS = 3
SMALL = 200  # rows, up to which cells are small as the arms of experiments are
MIN_ROWS_OF_ARM = 5
HALVES_FROM = 1_000
MIN_DIFFERENT = 0.5  # of the rows, for copies to be looked for
PERMUTATIONS = 199
MIN_GAIN = 0.15  # standard deviations by which a corner lies beyond what one column alone gives


@dataclass(frozen=True)
class Condition:
    """One side of a split: a level, or below or from a cut on."""

    column: str
    level: Scalar = None
    cut: float | None = None
    above: bool = False
    unit: str | None = None

    @property
    def side(self) -> str:
        """Its side alone, beside the name of its column: "Paris", "under 16"."""
        if self.cut is None:
            return label(self.level)
        cut = wording.number(self.cut, self.unit)
        return f"{cut} and more" if self.above else f"under {cut}"

    @property
    def short(self) -> str:
        """As a chart calls it: "Paris", "Age under 16", "yes" with its column's name before it."""
        says_all = isinstance(self.level, str) and self.level.casefold() not in {"yes", "no", "true", "false"}
        return self.side if says_all else f"{self.column} {self.side}"

    def sql(self, expression: str) -> str:
        """SQL: whether a row meets it."""
        if self.cut is None:
            return f"{expression} = {literal(self.level)}"
        return f"{expression} {'>=' if self.above else '<'} {self.cut!r}"


@dataclass(frozen=True)
class Segment:
    """What the words need beside the values."""

    target: Target
    high: tuple[Condition, ...]
    low: tuple[Condition, ...]
    others: tuple[tuple[Condition, ...], ...]  # further corners that are told


@dataclass(frozen=True)
class _Split:
    column: str
    codes: np.ndarray
    conditions: tuple[Condition, ...]
    strength: float


class SegmentFact(FactKind):
    """The strongest splits of the subject, two by two, and three for an outcome of many rows."""

    name: ClassVar[str] = "segment"
    only_beyond_chance: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        if view.target.form is Form.COUNT or view.subject.table in (TableKind.PANEL,):
            return
        if view.subject.table is TableKind.SERIES and not view.groups and view.periods is not None:
            return
        half = _first_half(view)
        splits = _splits(view, half)[:MAX_SPLITS]
        sizes = (2, 3) if view.context.sample.size >= HALVES_FROM else (2,)
        tried = [chosen for size in sizes for chosen in combinations(splits, size)]
        corners = [corner for chosen in tried if (corner := _corner(view, chosen, half)) is not None]
        seen: list[_Corner] = []
        for corner in _simplest_first(corners):
            if any(_much_the_same(corner, other) or _says_no_more(corner, other) for other in seen):
                continue
            draft = self._draft(view, corner, half, len(tried)) if len(seen) < MAX_TOLD else None
            if draft is not None:
                seen.append(corner)
                yield draft

    def _draft(self, view: View, found: "_Corner", half: np.ndarray, tried: int) -> Draft | None:
        claim = _claim_of(view, found, half, tried)
        if claim is None:
            return None
        shape, ranked = found.shape, [int(i) for i in found.ranked]
        high, low = ranked[0], ranked[-1]
        told = [high, low, *[i for i in (*ranked[1:2], *ranked[-2:-1]) if i not in (high, low)]]
        corners = [_conditions(found.chosen, shape, corner) for corner in told]
        target = view.target
        return Draft(
            kind=self.name,
            section="conditions",
            columns=view.columns(view.subject.column, *(split.column for split in found.chosen)),
            n=int(found.inside.sum()),
            query=proof_of(_columns(view, corners), where=f"{target.sql} IS NOT NULL"),
            worth=found.worth,
            detail=Segment(target, corners[0], corners[1], tuple(corners[2:])),
            claim=claim,
            plot=lambda _: _plot(view, found, shape, (high, low)),
        )


def _columns(view: View, corners: Sequence[tuple[Condition, ...]]) -> dict[str, str]:
    """SQL: the subject in each corner, and over all."""
    target, is_share = view.target, view.target.form is Form.SHARE
    columns: dict[str, str] = {}
    for i, conditions in enumerate(corners, start=1):
        where = " AND ".join(c.sql(view.context.sql(c.column)) for c in conditions)
        columns[f"value_{i}"] = f"{target.mean} FILTER ({where})"
        columns[f"rows_{i}"] = f"count({target.sql}) FILTER ({where})"
        columns |= {f"hits_{i}": f"sum({target.sql}) FILTER ({where})"} if is_share else {}
    every = [condition for conditions in corners for condition in conditions]
    cuts = {c.cut for c in every if c.cut is not None}
    columns |= {f"cut_{i}": repr(cut) for i, cut in enumerate(sorted(cuts), start=1)}
    levels = dict.fromkeys(c.level for c in every if c.cut is None)
    columns |= {f"level_{i}": literal(level) for i, level in enumerate(levels, start=1)}
    columns["all_value"] = target.mean
    if is_share:
        columns |= {"all_hits": f"sum({target.sql})", "hits_share": "hits_1 / nullif(all_hits, 0)"}
    return columns


def _claim_of(view: View, found: "_Corner", half: np.ndarray, tried: int) -> Claim | None:
    """The test of the highest corner, corrected for those tried; rows that belong together count less."""
    high, by_halves = int(found.ranked[0]), view.context.sample.size >= HALVES_FROM
    once = found.inside & view.context.dependence.first_copies(len(half))
    claim = _claim(view.subject_values, found.code, once, half, high, by_halves)
    if claim is None:
        return None
    corner = np.where(found.inside & ~(half & by_halves), (found.code == high).astype(int), -1)
    price = 1 if by_halves else tried * len(found.ranked)
    p_value = claim.p_value if by_halves else min(1.0, claim.p_value * tried)
    return replace(claim, p_value=max(p_value, _with_dependence(view, corner, price)))


def _with_dependence(view: View, corner: np.ndarray, price: int) -> float:
    """A chosen corner's p-value; where rows belong together, times how many it was chosen from.

    Permutations know nothing of such rows, and pay for the choice as if each were one by itself.
    """
    plain, dependent = view.plain_p(corner), view.dependent_p(corner)
    return dependent if dependent <= plain < 1 else min(1.0, dependent * price)


def _plot(view: View, found: "_Corner", shape: list[int], ends: tuple[int, int]) -> Plot:
    size = int(np.prod(shape))
    _, means, _ = group_stats(view.subject_values, np.where(found.inside, found.code, -1), size)
    known = {cell: float(means[cell]) for cell in found.ranked}  # those of too few rows stay blank
    rows = [(*_names(_conditions(found.chosen, shape, cell)), known.get(cell, np.nan)) for cell in range(size)]
    cells = pd.DataFrame(rows, columns=["row", "column", "value"])
    cells = cells[cells.groupby("row")["value"].transform("count") > 0]
    marked = [name for cell in ends for name in reversed(_names(_conditions(found.chosen, shape, cell)))]
    return corners_plot(view.target, [split.column for split in found.chosen], cells, marked)


def _names(conditions: tuple[Condition, ...]) -> tuple[str, str]:
    """The row and the column of a cell: the last condition goes across."""
    return ", ".join(c.short for c in conditions[:-1]), conditions[-1].side


@dataclass(frozen=True)
class _Corner:
    """The groups of several columns together, the highest first, and how much they are worth telling."""

    chosen: tuple[_Split, ...]
    code: np.ndarray  # of each row's cell
    inside: np.ndarray  # rows that have a cell
    ranked: np.ndarray  # usable cells, the highest first
    worth: float
    spread: float  # from the highest to the lowest

    @property
    def columns(self) -> frozenset[str]:
        """By which the rows are parted."""
        return frozenset(split.column for split in self.chosen)

    @property
    def shape(self) -> list[int]:
        """How many conditions each column has."""
        return [len(split.conditions) for split in self.chosen]

    @property
    def ends(self) -> "tuple[frozenset[Condition], ...]":
        """The conditions of the highest group, and of the lowest."""
        return tuple(frozenset(_conditions(self.chosen, self.shape, int(self.ranked[at]))) for at in (0, -1))


def _corner(view: View, chosen: tuple[_Split, ...], half: np.ndarray) -> _Corner | None:
    """The cells of several columns, if the highest lies well beyond what one column alone gives."""
    y = view.subject_values
    inside = ~np.isnan(y)
    code = np.zeros(len(y), dtype=int)
    for split in chosen:
        inside &= split.codes >= 0
        code = code * len(split.conditions) + split.codes
    size = int(np.prod([len(split.conditions) for split in chosen]))
    n, means, _ = group_stats(y, np.where(inside, code, -1), size)
    least = MIN_ROWS if inside.sum() > SMALL else MIN_ROWS_OF_ARM
    usable = np.flatnonzero(n >= max(least, MIN_SHARE * inside.sum()))
    ranking = means
    if view.context.sample.size >= HALVES_FROM:  # the corners are chosen on the one half
        n_first, ranking, _ = group_stats(y, np.where(inside & half, code, -1), size)
        usable = usable[n_first[usable] >= MIN_ROWS / 2]
    if len(usable) < MIN_CELLS:
        return None
    ranked = usable[np.argsort(-ranking[usable], kind="stable")]
    deviation = float(y[inside].std()) or 1.0
    if _gain(y, inside, chosen, means, int(ranked[0])) < MIN_GAIN * deviation:
        return None
    spread = float(means[ranked[0]] - means[ranked[-1]])
    worth = 5.0 + spread / deviation + 0.1 * len(chosen)
    return _Corner(chosen, code, inside, ranked, worth, spread)


def _simplest_first(corners: "Sequence[_Corner]") -> "list[_Corner]":
    """The best corner of two conditions, which a reader keeps in mind, then the others, the best first."""
    ordered = sorted(corners, key=lambda corner: -corner.worth)
    simple = next((corner for corner in ordered if len(corner.chosen) == SIMPLE), None)
    return ordered if simple is None else [simple, *(corner for corner in ordered if corner is not simple)]


def _much_the_same(corner: _Corner, other: _Corner) -> bool:
    """Whether two segments of as many conditions share all columns but one; a third condition says more than two."""
    columns, others = corner.columns, other.columns
    shared = len(columns & others)
    return len(columns) == len(others) and (columns == others or (shared > 1 and shared > len(others) - 2))


def _says_no_more(corner: _Corner, told: _Corner) -> bool:
    """Whether the groups at both ends lie within those of a segment that is told, and hardly further apart."""
    is_within = all(outer <= inner for outer, inner in zip(told.ends, corner.ends, strict=True))
    return is_within and corner.spread < MUCH_MORE * told.spread


def _first_half(view: View) -> np.ndarray:
    """Every second row or so, by a hash of its cells, so that copies of a row fall on the same side.

    The subject takes no part: it would decide on which side it is looked at. Where most rows are alike but for it, as
    with three columns of few groups, they are no copies, and their places decide.
    """
    sample = view.context.sample
    cells = [np.nan_to_num(v).view(np.uint64) for name, v in sample.numbers.items() if name != view.subject.column]
    cells += [(g.codes + 1).astype(np.uint64) for name, g in sample.groupings.items() if name != view.subject.column]
    cells += [(codes + 1).astype(np.uint64) for codes in sample.entities.values()]
    mixed = np.zeros(sample.size, dtype=np.uint64)
    for column in cells:
        mixed = _mixed(mixed ^ column)
    if len(np.unique(mixed)) < MIN_DIFFERENT * sample.size:
        mixed = _mixed(np.arange(sample.size, dtype=np.uint64))
    return np.asarray((mixed >> np.uint64(40)) % np.uint64(2) == 0)


def _mixed(values: np.ndarray) -> np.ndarray:
    """The finaliser of MurmurHash3: each bit of the result depends on all of the value."""
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return np.asarray(values ^ (values >> np.uint64(33)))


def _splits(view: View, half: np.ndarray) -> list[_Split]:
    """The columns that part the subject most, on the half that chooses."""
    y = view.subject_values
    chooses = half if view.context.sample.size >= HALVES_FROM else np.ones(len(y), dtype=bool)
    found = [*_by_groups(view, y, chooses)]
    taken = {split.column for split in found}
    found += _by_cuts(view, y, chooses, taken)
    found = sorted((split for split in found if split.strength > MIN_STRENGTH), key=lambda split: -split.strength)
    kept: list[_Split] = []
    for split in found:
        if not any(view.context.follows(split.column, other.column) for other in kept):
            kept.append(split)
    return kept


def _by_groups(view: View, y: np.ndarray, chooses: np.ndarray) -> Iterator[_Split]:
    """The columns of few groups."""
    for group in view.groups:
        follows = view.subject.column and view.context.follows(view.subject.column, group.column)
        if follows or len(group.levels) > MAX_LEVELS or view.context.variables[group.column].time_part:
            continue
        strength = _between(y[chooses], group.codes[chooses], len(group.levels))
        conditions = tuple(Condition(group.column, level) for level in group.levels)  # type: ignore[arg-type]
        yield _Split(group.column, group.codes, conditions, strength)


def _by_cuts(view: View, y: np.ndarray, chooses: np.ndarray, taken: set[str]) -> Iterator[_Split]:
    """The measures, each on two sides of the cut that parts the subject best."""
    for v in view.measures[:MAX_MEASURES]:
        x = view.context.sample.numbers[v.name]
        cut = best_cut(np.where(chooses, x, np.nan), y) if v.name not in taken else None
        if cut is not None:
            codes = np.where(np.isnan(x), -1, (x >= cut[0]).astype(int))
            unit = view.context.unit(v.name)
            conditions = tuple(Condition(v.name, None, cut[0], above, unit) for above in (False, True))
            yield _Split(v.name, codes, conditions, cut[1])


def _between(y: np.ndarray, codes: np.ndarray, size: int) -> float:
    """The share of variance between groups, less what as many random groups would take."""
    inside = ~np.isnan(y) & (codes >= 0)
    if inside.sum() < 2 * MIN_ROWS:
        return 0.0
    n = np.bincount(codes[inside], minlength=size)
    total = np.bincount(codes[inside], y[inside], size)
    with np.errstate(invalid="ignore", divide="ignore"):
        between = np.nansum(n * (total / n - y[inside].mean()) ** 2)
    whole = float(((y[inside] - y[inside].mean()) ** 2).sum())
    return float(between / whole) - (np.count_nonzero(n) - 1) / inside.sum() if whole > 0 else 0.0


def _claim(
    y: np.ndarray, code: np.ndarray, inside: np.ndarray, half: np.ndarray, high: int, by_halves: bool
) -> Claim | None:
    """The chosen corner against all other rows: on the half that didn't choose it, or by permutation."""
    if by_halves:
        other = inside & ~half
        here, there = y[other & (code == high)], y[other & (code != high)]
        if min(len(here), len(there)) < 5 or np.ptp(y[other]) == 0:
            return None
        if set(np.unique(y[other])) <= {0.0, 1.0}:
            table = [[here.sum(), len(here) - here.sum()], [there.sum(), len(there) - there.sum()]]
            return Claim(
                "Fisher's exact test on the half that didn't choose", float(scipy.stats.fisher_exact(table).pvalue)
            )
        p_value = mann_whitney_p(here, there)
        return Claim("Mann-Whitney on the half that didn't choose", p_value)
    values, codes = y[inside], code[inside]
    size = int(codes.max()) + 1
    n = np.bincount(codes, minlength=size)
    usable = n >= (MIN_ROWS if len(values) > SMALL else MIN_ROWS_OF_ARM)
    observed = _widest(values, codes, n, usable)
    rng = np.random.default_rng(20240229)  # the same table gives the same story
    beyond = sum(_widest(rng.permutation(values), codes, n, usable) >= observed for _ in range(PERMUTATIONS))
    p_value = (1 + beyond) / (1 + PERMUTATIONS)
    if beyond == 0:  # the tail beyond what permutations reach, by the widest group's own deviation
        p_value = min(p_value, float(2 * normal_tail(observed)) * int(usable.sum()))
    return Claim("permutation test of the widest group", p_value)


def _widest(values: np.ndarray, codes: np.ndarray, n: np.ndarray, usable: np.ndarray) -> float:
    with np.errstate(invalid="ignore", divide="ignore"):
        means = np.bincount(codes, values, len(n)) / n
        z = np.abs(means - values.mean()) / (values.std() / np.sqrt(n))
    return float(np.nanmax(np.where(usable, z, np.nan)))


def _gain(y: np.ndarray, inside: np.ndarray, chosen: Sequence[_Split], means: np.ndarray, high: int) -> float:
    """By how much the highest corner lies above the highest group of any of its columns alone."""
    best = max(float(np.nanmax(_means(y[inside], split.codes[inside], len(split.conditions)))) for split in chosen)
    return float(means[high]) - best


def _means(y: np.ndarray, codes: np.ndarray, size: int) -> np.ndarray:
    n = np.bincount(codes, minlength=size)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(n >= MIN_ROWS_OF_ARM, np.bincount(codes, y, size) / n, np.nan)


def _conditions(chosen: Sequence[_Split], shape: Sequence[int], corner: int) -> tuple[Condition, ...]:
    places = np.unravel_index(corner, shape)
    return tuple(split.conditions[int(place)] for split, place in zip(chosen, places, strict=True))
