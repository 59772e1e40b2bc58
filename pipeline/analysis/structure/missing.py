"""Columns that are empty by design: of two only one is filled, or a question is asked only in some rows."""

from itertools import combinations

import numpy as np

from pipeline.analysis.structure.relation import Relation, RelationKind
from pipeline.analysis.variables.sample import Sample

MAX_COLUMNS = 60  # with missing values; of more, the first are looked at
MIN_EXPECTED = 20  # rows that would have both of two columns by chance, for none to mean something
MAX_SLIPS = 0.005  # of the rows: filled in by mistake
NEVER = 0.99  # missing in so many rows of a group: it isn't asked there
ASKED = 0.1  # missing in at most so many rows of the others: who is asked answers
MIN_ROWS = 10  # on either side of a threshold


def missing_by_design(sample: Sample) -> list[Relation]:
    """``either``: never both filled; ``asked``: filled only in some groups; ``asked_from``: only beyond a threshold."""
    absent = {name: missing for name, missing in list(sample.missing.items())[:MAX_COLUMNS] if _is_partial(missing)}
    either = [
        Relation(RelationKind.EITHER, (one, other))
        for one, other in combinations(absent, 2)
        if _exclude_each_other(absent[one], absent[other])
    ]
    done = {name for relation in either for name in relation.columns}
    asked = [relation for name in absent if name not in done if (relation := _asked(sample, name, absent[name]))]
    return [*either, *asked]


def _is_partial(missing: np.ndarray) -> bool:
    return MIN_ROWS <= int(missing.sum()) <= len(missing) - MIN_ROWS


def _exclude_each_other(first: np.ndarray, second: np.ndarray) -> bool:
    """Whether rows with both are far fewer than would be by chance, and next to none."""
    expected = float((~first).mean() * (~second).mean() * len(first))
    both = int((~first & ~second).sum())
    return expected >= MIN_EXPECTED and both <= MAX_SLIPS * len(first)


def _asked(sample: Sample, name: str, missing: np.ndarray) -> Relation | None:
    for grouping in sample.groupings.values():
        if grouping.name == name:
            continue
        inside = grouping.codes >= 0
        shares = np.bincount(grouping.codes[inside], missing[inside], len(grouping.levels)) / np.maximum(
            grouping.sizes, 1
        )
        never = shares >= NEVER
        if never.any() and not never.all() and bool((shares[~never] <= ASKED).all()):
            return Relation(RelationKind.ASKED, (grouping.name, name))
    for measure, values in sample.numbers.items():
        if measure != name and _divided(values, missing):
            return Relation(RelationKind.ASKED_FROM, (measure, name))
    return None


def _divided(values: np.ndarray, missing: np.ndarray) -> bool:
    """Whether all values with an answer lie on one side of all without."""
    known = ~np.isnan(values)
    without, answered = values[known & missing], values[known & ~missing]
    if min(len(without), len(answered)) < MIN_ROWS:
        return False
    return bool(without.max() < answered.min() or answered.max() < without.min())
