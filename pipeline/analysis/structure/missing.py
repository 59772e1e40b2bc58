"""Columns that are empty by design: of two only one is filled, or a question is asked only in some rows."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, compress

import numpy as np

from pipeline.analysis.structure.relation import Relation, RelationKind
from pipeline.analysis.variables.sample import Grouping, Sample

MAX_COLUMNS = 60  # with missing values; of more, the first are looked at
MIN_EXPECTED = 20  # rows that would have both of two columns by chance, for none to mean something
MAX_SLIPS = 0.005  # of the rows: filled in by mistake
ALWAYS = 0.99  # missing in so many rows of a group: it isn't asked there
SELDOM = 0.1  # missing in at most so many rows of the others: who is asked answers
MIN_ROWS = 10  # on either side of a threshold
FIRST_ROWS = 128  # in which most measures mix those who answer and those who don't


def missing_by_design(sample: Sample) -> list[Relation]:
    """``either``: never both filled; ``asked``: filled only in some groups; ``asked_from``: only beyond a threshold."""
    absent = {name: missing for name, missing in list(sample.missing.items())[:MAX_COLUMNS] if _is_partial(missing)}
    either = [
        Relation(RelationKind.EITHER, (one, other))
        for one, other in combinations(absent, 2)
        if _exclude_each_other(absent[one], absent[other])
    ]
    done = {name for relation in either for name in relation.columns}
    left = {name: missing for name, missing in absent.items() if name not in done}
    return [*either, *_asked(sample, left)]


def _is_partial(missing: np.ndarray) -> bool:
    return MIN_ROWS <= int(missing.sum()) <= len(missing) - MIN_ROWS


def _exclude_each_other(first: np.ndarray, second: np.ndarray) -> bool:
    """Whether rows with both are far fewer than would be by chance, and next to none."""
    expected = float((~first).mean() * (~second).mean() * len(first))
    both = int((~first & ~second).sum())
    return expected >= MIN_EXPECTED and both <= MAX_SLIPS * len(first)


def _asked(sample: Sample, absent: Mapping[str, np.ndarray]) -> Iterator[Relation]:
    """For each column that misses values the first grouping, or else the first measure, that says where."""
    if not absent:
        return
    settled = settled_by_group(sample.groupings.values(), absent)
    by_group = dict(reversed([pair for pair in settled if pair[0] != pair[1]]))  # the first grouping of each
    heads = {name: values[:FIRST_ROWS] for name, values in sample.numbers.items()}
    matrix = np.column_stack(list(heads.values())) if heads else np.empty((min(FIRST_ROWS, sample.size), 0))
    for name, missing in absent.items():
        if name in by_group:
            yield Relation(RelationKind.ASKED, (by_group[name], name))
            continue
        suspects = compress(heads, _may_be_divided(matrix, missing[:FIRST_ROWS]))
        measure = _dividing(sample, suspects, name, missing)
        if measure is not None:
            yield Relation(RelationKind.ASKED_FROM, (measure, name))


def _dividing(sample: Sample, measures: Iterable[str], name: str, missing: np.ndarray) -> str | None:
    """The first of the ``measures`` that has a threshold beyond which another column, ``name``, isn't missing."""
    others = (measure for measure in measures if measure != name)
    return next((measure for measure in others if _divided(sample.numbers[measure], missing)), None)


def settled_by_group(groupings: Iterable[Grouping], marks: Mapping[str, np.ndarray]) -> Iterator[tuple[str, str]]:
    """The columns that are marked in all rows of some groups of a grouping and in few of all others, with its name."""
    names, matrix = list(marks), np.column_stack(list(marks.values())).astype(float)
    for grouping in groupings:
        if not len(grouping.sizes):
            continue
        order = np.argsort(grouping.codes, kind="stable")[np.count_nonzero(grouping.codes < 0) :]
        begins = np.cumsum(grouping.sizes) - grouping.sizes
        shares = np.add.reduceat(matrix[order], begins) / grouping.sizes[:, None]
        always = shares >= ALWAYS
        tells = always.any(axis=0) & ~always.all(axis=0) & (always | (shares <= SELDOM)).all(axis=0)
        yield from ((names[place], grouping.name) for place in np.flatnonzero(tells).tolist())


def _may_be_divided(matrix: np.ndarray, missing: np.ndarray) -> np.ndarray:
    """Which measures (columns) don't mix those with an answer and those without in the first rows."""
    if not missing.any() or missing.all():
        return np.ones(matrix.shape[1], dtype=bool)
    without, answered = matrix[missing], matrix[~missing]
    ends = [reduce(part, axis=0) for reduce in (np.fmin.reduce, np.fmax.reduce) for part in (without, answered)]
    mixed = (ends[0] <= ends[3]) & (ends[1] <= ends[2])  # false where one side has no values
    return np.asarray(~mixed)


def _divided(values: np.ndarray, missing: np.ndarray) -> bool:
    """Whether all values with an answer lie on one side of all without."""
    known = ~np.isnan(values)
    without, answered = values[known & missing], values[known & ~missing]
    if min(len(without), len(answered)) < MIN_ROWS:
        return False
    return bool(without.max() < answered.min() or answered.max() < without.min())
