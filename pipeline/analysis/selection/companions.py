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
    for counted in [c for c in candidates if _series_of(c, Aggregate.COUNT) is not None]:
        rows = _series_of(counted, Aggregate.COUNT)
        totals = [
            c for c in left if _same_movement(c, counted, lasting) and _moves_along(rows, _series_of(c, Aggregate.SUM))
        ]
        if totals:
            together = sorted([counted, *totals], key=lambda c: (c.kind != counted.kind, -worth(c), c.columns))
            others = dict.fromkeys(c.series.measure for c in together[1:] if c.series is not None)
            others.pop(together[0].series.measure if together[0].series is not None else None, None)
            first = together[0].with_(companions=tuple(others))
            folded = {id(c) for c in together[1:]}
            left = [first if c is together[0] else c for c in left if id(c) not in folded]
    return left


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
