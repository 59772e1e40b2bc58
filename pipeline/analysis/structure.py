"""Columns that follow from other columns: told once, never as an insight."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.analysis import screen
from pipeline.analysis.roles import MOST_LEVELS, Variable
from pipeline.analysis.sample import Sample

SAME = 1 - 1e-9  # Pearson correlation of columns that are linear functions of each other
MONOTONE = 0.9999  # Spearman correlation of columns that are smooth functions of each other
MOST_ROWS = 2_000
FIRST_ROWS = 8  # that a sum or product is tried on before all rows
MOST_PARTS = 40  # measures that are tried as parts of a whole
LEAST_EXACT = 0.995  # of the rows in which the whole is its parts, to its last digit


@dataclass(frozen=True)
class Relation:
    """Columns of which one follows from the others.

    ``linear``, ``function``, ``renamed``, ``nested``, ``attribute``: two columns. ``sum``, ``product``: the first is
    the whole, the others its parts.
    """

    kind: str
    columns: tuple[str, ...]

    @property
    def pairs(self) -> Iterator[frozenset[str]]:
        """The pairs of columns of which nothing more is to be said; the parts of a whole may still be related."""
        first, *others = self.columns
        return (frozenset((first, other)) for other in others)


def find_structure(sample: Sample, variables: dict[str, Variable]) -> tuple[Relation, ...]:
    """All relations in the sample, in the order of the table."""
    pairs = (*_numeric_relations(sample), *_group_relations(sample), *_constant_measures(sample, variables))
    copies = {r.columns[1] for r in pairs if r.kind in {"linear", "function"}}
    wholes = {n: v for n, v in sample.numbers.items() if n not in copies and not variables[n].sources}
    return (*pairs, *_wholes(wholes))


def followers(relations: tuple[Relation, ...]) -> frozenset[frozenset[str]]:
    """The pairs of columns of which nothing is to be said but their relation."""
    return frozenset(pair for relation in relations for pair in relation.pairs)


def _numeric_relations(sample: Sample) -> list[Relation]:
    names = list(sample.numbers)
    if len(names) < 2 or sample.size < 10:
        return []
    ranks = np.column_stack([sample.ranks[name] for name in names])
    spearman = (ranks.T @ ranks) / np.maximum(1, np.minimum.outer(*(2 * [(ranks != 0).sum(axis=0)])))
    relations = []
    for i, j in zip(*np.nonzero(np.triu(np.abs(spearman) > 0.9, k=1)), strict=True):
        x, y = sample.numbers[names[i]], sample.numbers[names[j]]
        both = np.flatnonzero(~(np.isnan(x) | np.isnan(y)))[:MOST_ROWS]
        if len(both) < 10 or np.ptp(x[both]) == 0 or np.ptp(y[both]) == 0:
            continue
        if abs(np.corrcoef(x[both], y[both])[0, 1]) > SAME:
            relations.append(Relation("linear", (names[i], names[j])))
        elif abs(spearman[i, j]) > MONOTONE:
            relations.append(Relation("function", (names[i], names[j])))
    return relations


def _group_relations(sample: Sample) -> list[Relation]:
    """Dimensions of which one is another's name, or its coarser grouping."""
    names = list(sample.groupings)
    groupings = [sample.groupings[name] for name in names]
    if len(names) < 2:
        return []
    counts, starts = screen.joint_counts(groupings, sample.size)
    met = (counts > 0).astype(np.int32)
    pairs = np.add.reduceat(np.add.reduceat(met, starts, axis=0), starts, axis=1)  # different pairs of levels
    used = np.add.reduceat((np.add.reduceat(counts, starts, axis=1) > 0).astype(np.int32), starts, axis=0)
    relations = []
    for i, j in zip(*np.nonzero(np.triu(pairs <= np.maximum(used, used.T), k=1)), strict=True):
        of_first, of_second = int(used[i, j]), int(used[j, i])  # levels of each that occur beside the other
        if min(of_first, of_second) < 2:
            continue
        if pairs[i, j] == of_first == of_second:
            relations.append(Relation("renamed", (names[i], names[j])))
        elif pairs[i, j] == of_first:
            relations.append(Relation("nested", (names[i], names[j])))
        elif pairs[i, j] == of_second:
            relations.append(Relation("nested", (names[j], names[i])))
    return relations


def _constant_measures(sample: Sample, variables: dict[str, Variable]) -> list[Relation]:
    """Measures with one value in each group: attributes of the group."""
    relations = []
    coarse = {m: v for m, v in sample.numbers.items() if variables[m].column.distinct <= MOST_LEVELS}
    for name, grouping in sample.groupings.items():
        for measure, values in coarse.items():
            if measure == name or variables[name].ordinal:
                continue
            both = (grouping.codes >= 0) & ~np.isnan(values)
            codes, numbers = grouping.codes[both], values[both]
            if len(codes) < 2 * len(grouping.levels):
                continue
            first = np.zeros(len(grouping.levels))
            first[codes[::-1]] = numbers[::-1]
            if np.array_equal(first[codes], numbers) and np.ptp(numbers) > 0:
                relations.append(Relation("attribute", (name, measure)))
    return relations


def _wholes(numbers: dict[str, np.ndarray]) -> list[Relation]:
    """Measures that are the sum or the product of two others, or the sum of several."""
    names = list(numbers)[:MOST_PARTS]
    if len(names) < 3:
        return []
    matrix = np.column_stack([numbers[name] for name in names])
    matrix = matrix[~np.isnan(matrix).any(axis=1)][:MOST_ROWS]
    if len(matrix) < 10:
        return []
    tolerance = [_last_digit(column) for column in matrix.T]
    varied = [i for i in range(len(names)) if len(np.unique(matrix[:, i])) > 5]
    relations = [*_of_two(matrix, names, tolerance, varied), *_of_many(matrix, names, tolerance, varied)]
    first = {relation.columns[0]: relation for relation in reversed(relations)}
    return [relation for relation in relations if first[relation.columns[0]] is relation]


def _last_digit(values: np.ndarray) -> float:
    """How far a rounded value may be from the exact one: half its last decimal."""
    for decimals in range(5):
        if np.allclose(values, np.round(values, decimals), rtol=0, atol=1e-9 * max(1.0, float(np.abs(values).max()))):
            return 0.51 * 10.0**-decimals if decimals else 1e-9 * max(1.0, float(np.abs(values).max()))
    return 1e-7 * float(np.abs(values).max())


def _of_two(matrix: np.ndarray, names: list[str], tolerance: list[float], varied: list[int]) -> list[Relation]:
    """Tried for all pairs at once on a few rows, then on all rows for the pairs that are left."""
    found = []
    first = matrix[:FIRST_ROWS]
    for kind, combined in (
        ("sum", first[:, :, None] + first[:, None, :]),
        ("product", first[:, :, None] * first[:, None, :]),
    ):
        for k in varied:
            fits = (np.abs(combined - first[:, k, None, None]) <= tolerance[k]).all(axis=0)
            for i, j in zip(*np.nonzero(np.triu(fits, k=1)), strict=True):
                if k in (i, j) or i not in varied or j not in varied:
                    continue
                whole = matrix[:, i] + matrix[:, j] if kind == "sum" else matrix[:, i] * matrix[:, j]
                if np.mean(np.abs(matrix[:, k] - whole) <= tolerance[k]) >= LEAST_EXACT:
                    found.append(Relation(kind, (names[k], names[i], names[j])))
    return found


def _of_many(matrix: np.ndarray, names: list[str], tolerance: list[float], varied: list[int]) -> list[Relation]:
    """Sums of three or more parts: regressions that leave nothing and whose coefficients are all zero or one.

    All regressions come from one inverse of the correlation matrix (Whittaker 1990); where nothing is left its diagonal
    is huge.
    """
    if len(varied) < 4 or len(matrix) < 2 * len(varied) + 5:
        return []
    columns = matrix[:, varied]
    scale = columns.std(axis=0)
    inverse = np.linalg.inv(np.corrcoef(columns, rowvar=False) + 1e-10 * np.eye(len(varied)))
    found = []
    for place in np.flatnonzero(np.diag(inverse) > 1e6):
        solution = -inverse[place] / inverse[place, place] * scale[place] / scale
        solution[place] = 0.0
        ones = np.flatnonzero(np.abs(solution - 1) < 0.02)
        if len(ones) < 3 or np.any(np.abs(np.delete(solution, ones)) > 0.02):
            continue
        away = np.abs(columns[:, place] - columns[:, ones].sum(axis=1))
        if np.mean(away <= tolerance[varied[place]] * len(ones)) >= LEAST_EXACT:
            found.append(Relation("sum", (names[varied[place]], *(names[varied[i]] for i in ones))))
    return found
