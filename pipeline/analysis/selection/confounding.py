"""A relation looked at again within the groups of every other column."""

from collections.abc import Iterator

import numpy as np

from pipeline.analysis.candidate import Candidate, Concern
from pipeline.analysis.context import Context
from pipeline.analysis.inference.strata import SHRUNK, part_kept
from pipeline.analysis.variables.roles import Variable

MAX_ROWS = 5_000  # of the sample: enough to see an effect shrink by half
WIDE = 100  # columns


def look_again(context: Context, candidate: Candidate, related: frozenset[str]) -> Candidate:
    """The candidate with a concern for each column within whose groups its effect shrinks by half or reverses.

    In a wide table only the columns that were found ``related`` to any other are looked at: what explains a relation
    goes with both of its columns.
    """
    result = candidate.scores
    if result is None:
        return candidate
    inside = np.flatnonzero((result.x != 0) | (result.y != 0))
    if not len(inside):
        return candidate
    inside = inside[:: -(-len(inside) // MAX_ROWS)]
    x, y = result.x[inside], result.y[inside]
    concerns = []
    for column, codes in _strata(context, candidate.columns):
        if len(context.variables) > WIDE and column not in related:
            continue
        part = part_kept(x, y, codes[inside])
        if part is not None and part.kept < SHRUNK:
            concerns.append(Concern(column, *part))
    return candidate.with_(concerns=tuple(_one_of_near_duplicates(context, concerns)))


def _one_of_near_duplicates(context: Context, concerns: list[Concern]) -> list[Concern]:
    """The gravest first; of columns that say much the same only their leader."""
    gravest = sorted(concerns, key=lambda concern: (round(concern.kept, 6), concern.column))
    by_column = {concern.column: concern for concern in concerns}
    leaders = dict.fromkeys(context.near_duplicates.get(concern.column, concern.column) for concern in gravest)
    leading = [by_column.get(leader) or _first_of(context, gravest, leader) for leader in leaders]
    return sorted(leading, key=lambda concern: (round(concern.kept, 6), concern.column))


def _first_of(context: Context, concerns: list[Concern], leader: str) -> Concern:
    return next(
        concern for concern in concerns if context.near_duplicates.get(concern.column, concern.column) == leader
    )


def _strata(context: Context, columns: tuple[str, ...]) -> Iterator[tuple[str, np.ndarray]]:
    """Every other column that may explain a relation between the ``columns``, as groups of rows."""
    for variable in context.variables.values():
        codes = context.strata.get(variable.name)
        if codes is not None and _may_explain(context, variable, columns):
            yield variable.name, codes


def _may_explain(context: Context, variable: Variable, columns: tuple[str, ...]) -> bool:
    """Whether a column is apart from the pair's own: neither one of them, nor following from one, nor much the same.

    What comes of a relation, an outcome, doesn't explain it either.
    """
    name, leaders = variable.name, {context.near_duplicates.get(column, column) for column in columns}
    if (variable.outcome and not context.focus) or context.near_duplicates.get(name, name) in leaders:
        return False
    return name not in columns and not any(context.follows(name, column) for column in columns)
