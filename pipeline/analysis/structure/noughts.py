"""Measures that are nought because of what a row is: no fee where nobody came, no refund where nothing was returned."""

import numpy as np

from pipeline.analysis.structure.missing import MAX_COLUMNS, settled_by_group
from pipeline.analysis.structure.relation import Relation, RelationKind
from pipeline.analysis.variables.sample import Sample

MIN_ROWS = 20  # with nought, and without
TWO = 2  # values: a region in which nothing is sold is news, that an order not paid brought nothing isn't


def nought_relations(sample: Sample) -> list[Relation]:
    """``nought``: of two groups, a measure is zero all through the one, and seldom in the other."""
    marks = {name: values == 0 for name, values in sample.numbers.items() if _may_be_nought(values)}
    groupings = [grouping for grouping in sample.groupings.values() if len(grouping.levels) == TWO]
    if not marks or not groupings:
        return []
    chosen = dict(list(marks.items())[:MAX_COLUMNS])
    found = settled_by_group(groupings, chosen)
    return [Relation(RelationKind.NOUGHT, (grouping, measure)) for measure, grouping in found if measure != grouping]


def _may_be_nought(values: np.ndarray) -> bool:
    zeros = int(np.count_nonzero(values == 0))
    return zeros >= MIN_ROWS and int(np.count_nonzero(~np.isnan(values))) - zeros >= MIN_ROWS
