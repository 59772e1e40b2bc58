"""The number of rows and the totals that move with it: one movement over time, told once."""

from collections.abc import Callable, Sequence

import numpy as np

from pipeline.analysis.candidate import Candidate
from pipeline.analysis.variables.time_axis import Aggregate, Series

ALONG = 0.5  # correlation of a total and the number of rows, above which the one tells of the other


def with_companions(
    candidates: Sequence[Candidate], lasting: frozenset[str], worth: Callable[[Candidate], float]
) -> list[Candidate]:
    """Of the number of rows and the totals that move with it only the one that says most, the others beside it.

    A total is made of rows: where there are more of them it rises, whatever a row brings. Findings of ``lasting`` kinds
    are of one movement.
    """
    left = list(candidates)
    for counted in candidates:
        if _series_of(counted, Aggregate.COUNT) is not None:
            left = _together(left, counted, lasting, worth)
    return left


def _together(
    left: list[Candidate], counted: Candidate, lasting: frozenset[str], worth: Callable[[Candidate], float]
) -> list[Candidate]:
    """Without the totals that move with the number of rows, or without it where one of them says more."""
    rows = _series_of(counted, Aggregate.COUNT)
    totals = [
        c for c in left if _same_movement(c, counted, lasting) and _moves_along(rows, _series_of(c, Aggregate.SUM))
    ]
    if not totals:
        return left
    first, *others = sorted([counted, *totals], key=lambda c: (c.kind != counted.kind, -worth(c), c.columns))
    moved = dict.fromkeys(_measure_of(c) for c in others)
    moved.pop(_measure_of(first), None)
    told, folded = first.with_(companions=tuple(moved)), {id(c) for c in others}
    return [told if c is first else c for c in left if id(c) not in folded]


def _measure_of(candidate: Candidate) -> str | None:
    return None if candidate.series is None else candidate.series.measure


def _series_of(candidate: Candidate, aggregate: Aggregate) -> Series | None:
    series = candidate.series
    return series if series is not None and series.aggregate is aggregate else None


def _same_movement(first: Candidate, second: Candidate, lasting: frozenset[str]) -> bool:
    """Whether two findings over time are of the same kind, or both of a lasting move, and of one season or moment."""
    alike = first.kind == second.kind or {first.kind, second.kind} <= lasting
    return alike and bool(first.occasion == second.occasion)


def _moves_along(first: Series | None, second: Series | None) -> bool:
    if first is None or second is None:
        return False
    both = first.buckets.intersection(second.buckets)
    a, b = (series.values[series.buckets.get_indexer(both)] for series in (first, second))
    return len(both) > 2 and np.ptp(a) > 0 and np.ptp(b) > 0 and float(np.corrcoef(a, b)[0, 1]) > ALONG
