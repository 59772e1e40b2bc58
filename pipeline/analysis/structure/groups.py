"""Columns of groups of which one is the other's name, its coarser grouping, or what a date gives."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.analysis.structure.relation import Relation, RelationKind
from pipeline.analysis.variables.roles import MAX_LEVELS, Variable
from pipeline.analysis.variables.sample import Sample

MAX_ENTITIES = 12  # columns that are compared
MAX_MEASURES = 60  # that may be attributes of entities
MAX_DATES = 4
FEWEST_ROWS = 32  # a first look at them
FIRST_ROWS = 256  # in which most measures change within a group that they are no attribute of
MIN_REPEATS = 2  # rows a group on average; groups of one row settle everything
NEAR = 0.9  # of the finer one's groups that the coarser one has, to be as good as another name for it
MAX_RANGES = 12  # groups that a measure may be cut into
MIN_RANGED = 40  # rows
NEIGHBOURS = 20  # steps on both sides of a cut that it is compared with
WIDEST_STEP = 10.0  # times their median
PARTS = ("year", "quarter", "month", "day_of_week", "day", "hour")
MIN_PARTS = 3  # different values of a part of the date


@dataclass(frozen=True)
class Heads:
    """The first rows of some columns side by side."""

    names: tuple[str, ...]
    matrix: np.ndarray  # (rows, columns)

    @classmethod
    def of(cls, columns: Mapping[str, np.ndarray]) -> "Heads":
        """NaN where missing."""
        heads = [values[:FIRST_ROWS] for values in columns.values()]
        return cls(tuple(columns), np.column_stack(heads) if heads else np.empty((0, 0)))


def group_relations(sample: Sample) -> list[Relation]:
    """Dimensions of which one is another's name, or its coarser grouping."""
    crossed = sample.crossed
    names, used = crossed.names, crossed.used
    relations = []
    for i, j in zip(*np.nonzero(np.triu(crossed.meeting <= np.maximum(used, used.T), k=1)), strict=True):
        sizes = int(used[i, j]), int(used[j, i])  # levels of each that occur beside the other
        relation = _between(names[i], names[j], sizes, int(crossed.meeting[i, j]))
        if relation is not None:
            relations.append(relation)
    return relations


def _between(first: str, second: str, sizes: tuple[int, int], pairs: int) -> Relation | None:
    """What so many different pairs of so many levels mean."""
    if min(sizes) < 2:
        return None
    near = min(sizes) >= NEAR * max(sizes)
    if pairs == sizes[0] == sizes[1]:
        return Relation(RelationKind.RENAMED, (first, second))
    if pairs == sizes[0]:
        return Relation(RelationKind.NESTED, (first, second), near=near)
    return Relation(RelationKind.NESTED, (second, first), near=near) if pairs == sizes[1] else None


def entity_relations(sample: Sample) -> list[Relation]:
    """The same for columns of many different values, against each other and against dimensions."""
    entities = dict(list(sample.entities.items())[:MAX_ENTITIES])
    others = entities | {name: g.codes for name, g in list(sample.groupings.items())[:MAX_LEVELS]}
    relations = []
    for place, (first, codes) in enumerate(entities.items()):
        for second, compared in list(others.items())[place + 1 :]:
            both = (codes >= 0) & (compared >= 0)
            a, b = codes[both], compared[both]
            sizes = len(np.unique(a)), len(np.unique(b))
            if len(a) >= MIN_REPEATS * max(sizes):
                pairs = len(np.unique(a.astype(np.int64) * (int(b.max(initial=0)) + 1) + b))
                relation = _between(first, second, sizes, pairs)
                if relation is not None:
                    relations.append(relation)
    return relations


def constant_measures(sample: Sample, variables: Mapping[str, Variable]) -> list[Relation]:
    """Measures with one value in each group or for each entity: attributes of it."""
    coarse = {m: v for m, v in sample.numbers.items() if variables[m].column.distinct <= MAX_LEVELS}
    heads = Heads.of(coarse)
    relations: list[Relation] = []
    for name, grouping in sample.groupings.items():
        if not variables[name].ordinal:
            relations.extend(_attributes(name, grouping.codes, coarse, heads))
    fine = dict(list(sample.numbers.items())[:MAX_MEASURES])
    heads = Heads.of(fine)
    for name, codes in list(sample.entities.items())[:MAX_ENTITIES]:
        relations.extend(_attributes(name, codes, fine, heads))
    return relations


def _attributes(name: str, codes: np.ndarray, measures: Mapping[str, np.ndarray], heads: Heads) -> Iterator[Relation]:
    for measure in _constant_in_some(codes, heads):
        values = measures[measure]
        both = (codes >= 0) & ~np.isnan(values)
        groups, numbers = codes[both], values[both]
        if measure == name or len(groups) < max(1, MIN_REPEATS * len(np.unique(groups))) or np.ptp(numbers) == 0:
            continue
        first = np.zeros(int(groups.max()) + 1)
        first[groups[::-1]] = numbers[::-1]
        if np.array_equal(first[groups], numbers):
            yield Relation(RelationKind.ATTRIBUTE, (name, measure))


def _constant_in_some(codes: np.ndarray, heads: Heads) -> list[str]:
    """The columns that don't change within a group in the first ``FIRST_ROWS`` rows: all at once."""
    left = np.arange(len(heads.names))
    for rows in (FEWEST_ROWS, FIRST_ROWS):  # most are gone after a few
        inside = np.flatnonzero(codes[:rows] >= 0)
        if not len(left) or not len(inside):
            continue
        order = inside[np.argsort(codes[inside], kind="stable")]
        starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
        few = heads.matrix[order] if len(left) == len(heads.names) else heads.matrix[np.ix_(order, left)]
        least, most = np.fmin.reduceat(few, starts), np.fmax.reduceat(few, starts)
        left = left[((least == most) | np.isnan(least)).all(axis=0)]
    return [heads.names[place] for place in left.tolist()]


def range_relations(sample: Sample, variables: Mapping[str, Variable]) -> list[Relation]:
    """Dimensions whose groups are a measure cut at some values: no overlap, and no gap where they meet.

    Groups that are far apart by nature don't overlap either; but there the measure has a gap between them.
    """
    dimensions = [g for name, g in sample.groupings.items() if not variables[name].ordinal]
    dimensions = [g for g in dimensions if 2 <= len(g.levels) <= MAX_RANGES]
    if not dimensions:
        return []
    relations = []
    matrix, cuts = np.column_stack([g.codes for g in dimensions]), np.array([len(g.levels) - 1 for g in dimensions])
    for measure, values in list(sample.numbers.items())[:MAX_MEASURES]:
        order = np.argsort(values, kind="stable")[: np.count_nonzero(~np.isnan(values))]
        for place in np.flatnonzero(_fewest_changes(matrix[order[:FIRST_ROWS]]) <= cuts):
            grouping = dimensions[place]
            codes = grouping.codes[order]
            inside = codes >= 0
            if inside.sum() >= MIN_RANGED and _is_cut(values[order][inside], codes[inside], len(grouping.levels)):
                relations.append(Relation(RelationKind.RANGES, (measure, grouping.name)))
    return relations


def _fewest_changes(codes: np.ndarray) -> np.ndarray:
    """How often each column of codes changes at least, from row to row; what is missing in between isn't counted."""
    above, below = codes[:-1], codes[1:]
    return np.asarray(((above != below) & (above >= 0) & (below >= 0)).sum(axis=0))


def _is_cut(ascending: np.ndarray, codes: np.ndarray, levels: int) -> bool:
    changes = np.flatnonzero(codes[1:] != codes[:-1])
    if len(changes) != levels - 1:
        return False
    steps = np.diff(ascending)
    for place in changes:
        near = steps[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1]
        if steps[place] == 0 or steps[place] > WIDEST_STEP * np.median(near[near > 0]):
            return False
    return True


def calendar_relations(sample: Sample) -> list[Relation]:
    """Dimensions that are a date's year, quarter, month, weekday, day or hour, or groups of these."""
    relations = []
    for date, moments in list(sample.times.items())[:MAX_DATES]:
        present = ~np.isnan(moments)
        if not present.any() or np.nanmax(np.abs(moments)) < 1e6:  # years as they are
            continue
        index = pd.to_datetime(moments[present])
        parts = [np.unique(np.asarray(getattr(index, part)), return_inverse=True) for part in PARTS]
        codes = {name: g.codes[present] for name, g in sample.groupings.items() if len(g.levels) > 1}
        heads = Heads.of({name: np.where(each < 0, np.nan, each) for name, each in codes.items()})
        settled = {
            name
            for values, place in parts
            for name in _constant_in_some(place, heads)
            if _settled_by(codes[name], values, place)
        }
        relations += [Relation(RelationKind.CALENDAR, (date, name)) for name in codes if name in settled]
    return relations


def _settled_by(codes: np.ndarray, values: np.ndarray, place: np.ndarray) -> bool:
    """Whether each value of a part has one code: the groups are its values, or coarser ones, such as workdays.

    ``place``: that of each row's value among the ``values``.
    """
    inside = codes >= 0
    if not inside.all():
        codes = codes[inside]
        values, place = np.unique(place[inside], return_inverse=True)
    if len(values) < MIN_PARTS or len(codes) < MIN_REPEATS * len(values):
        return False
    code_of = np.zeros(len(values), dtype=np.int64)
    code_of[place] = codes
    return bool(np.array_equal(code_of[place], codes))
