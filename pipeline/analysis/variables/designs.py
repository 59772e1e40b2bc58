"""Amounts measured in an experiment: a mean of yields or distances says something, their sum doesn't."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from pipeline.analysis.variables.roles import Role, Variable
from pipeline.analysis.variables.sample import Sample
from pipeline.names import words

MIN_LEVELS = 3  # of a column that is balanced to the row: of two, halves may be of one size by chance
MIN_REPEATED = 4  # rows of each
MEASURED = frozenset(  # what a run of an experiment yields, in words that elsewhere say of something to add up
    {
        *("yield", "distance", "length", "growth", "weight", "gain", "harvest", "uptake", "breaks", "output", "volume"),
        *("ertrag", "entfernung", "abstand", "länge", "rendement", "longueur", "rendimiento", "distancia"),
    }
)


def with_designs(variables: Mapping[str, Variable], sample: Sample) -> dict[str, Variable]:
    """The variables, those marked as ``measured`` that are so by their names, in a table that was planned.

    Planned is one without a date, in which each value of some column has as many rows as the others.
    """
    found = [v.name for v in variables.values() if v.role is Role.MEASURE and not MEASURED.isdisjoint(words(v.name))]
    is_dated = any(v.role is Role.TIME for v in variables.values())
    if is_dated or not found or not sample.complete or not _is_planned(sample):
        return dict(variables)
    return {name: replace(v, measured=True) if name in found else v for name, v in variables.items()}


def _is_planned(sample: Sample) -> bool:
    """Whether some column comes back equally often with each of its values."""
    codes = [*(grouping.codes for grouping in sample.groupings.values()), *sample.entities.values()]
    return any(map(_is_balanced, [*codes, *sample.numbers.values()]))


def _is_balanced(values: np.ndarray) -> bool:
    _, counts = np.unique(values, return_counts=True)
    return len(counts) >= MIN_LEVELS and bool(counts.min() == counts.max() >= MIN_REPEATED)
