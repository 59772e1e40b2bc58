"""Columns that follow from other columns: told once, never as an insight."""

from dataclasses import dataclass

import numpy as np

from pipeline.analysis.roles import Variable
from pipeline.analysis.sample import Sample

SAME = 1 - 1e-9  # Pearson correlation of columns that are linear functions of each other
MONOTONE = 0.9999  # Spearman correlation of columns that are smooth functions of each other
MOST_ROWS = 2_000


@dataclass(frozen=True)
class Relation:
    """Columns of which one follows from the others: ``linear``, ``function``, ``renamed``, ``nested``."""

    kind: str
    columns: tuple[str, ...]


def find_structure(sample: Sample, variables: dict[str, Variable]) -> tuple[Relation, ...]:
    """All relations in the sample, in the order of the table."""
    return (*_numeric_relations(sample), *_group_relations(sample), *_constant_measures(sample, variables))


def followers(relations: tuple[Relation, ...]) -> frozenset[frozenset[str]]:
    """The pairs of columns of which nothing is to be said but their relation."""
    return frozenset(
        frozenset((first, second)) for r in relations for first in r.columns for second in r.columns if first != second
    )


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
    relations = []
    names = list(sample.groupings)
    for i, first in enumerate(names):
        for second in names[i + 1 :]:
            a, b = sample.groupings[first], sample.groupings[second]
            both = (a.codes >= 0) & (b.codes >= 0)
            pairs = np.unique(a.codes[both] * (len(b.levels) + 1) + b.codes[both])
            ka, kb = len(np.unique(a.codes[both])), len(np.unique(b.codes[both]))
            if min(ka, kb) < 2:
                continue
            if len(pairs) == ka == kb:
                relations.append(Relation("renamed", (first, second)))
            elif len(pairs) == ka:
                relations.append(Relation("nested", (first, second)))
            elif len(pairs) == kb:
                relations.append(Relation("nested", (second, first)))
    return relations


def _constant_measures(sample: Sample, variables: dict[str, Variable]) -> list[Relation]:
    """Measures with one value in each group: attributes of the group."""
    relations = []
    for name, grouping in sample.groupings.items():
        for measure, values in sample.numbers.items():
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
