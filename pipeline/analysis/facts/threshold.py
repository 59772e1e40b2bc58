"""From which value on something is lost: the bands of a measure in which the subject's total is below zero."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import scipy

from pipeline.analysis.bars import bars
from pipeline.analysis.facts.fact import Claim, Draft, FactKind, LeadPart
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.story import Form, Plot

MAX_BANDS = 30
MIN_ROWS = 20
MOST_ROWS = 0.5  # of a value's rows, of which more lose


@dataclass(frozen=True)
class LosingEnd:
    """The values at one end of a measure (``values``, all of them, rising) at each of which the subject is lost."""

    values: np.ndarray
    totals: np.ndarray  # of the subject at each value
    is_losing: np.ndarray  # which values are at that end
    above: bool  # whether it is the upper end
    rows: np.ndarray  # of the sample: -1 unknown, else whether the row is at that end

    @property
    def cut(self) -> float:
        """The value at which it begins."""
        return float(self.values[self.is_losing][0 if self.above else -1])

    @property
    def reach(self) -> tuple[float, float]:
        """The value farthest from it, and the one in which it ends."""
        lowest, highest = float(self.values[0]), float(self.values[-1])
        return (lowest, highest) if self.above else (highest, lowest)


@dataclass(frozen=True)
class Threshold:
    """What the words need beside the values."""

    target: Target
    along: str
    unit: str | None
    cut: float
    above: bool  # whether the loss lies above the cut
    base: Target | None


class ThresholdFact(FactKind):
    """Only for a subject that can be lost: a total with values below zero."""

    name: ClassVar[str] = "threshold"
    part: ClassVar[LeadPart] = LeadPart.MOVED
    only_beyond_chance: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        y = view.subject_values
        if view.target.form is not Form.TOTAL or not np.any(y < 0) or np.nansum(y) <= 0:
            return
        for v in view.context.measures:
            if v.name == view.subject.column:
                continue
            losing = _losing_end(y, view.context.sample.numbers[v.name])
            if losing is not None:
                yield _draft(view, v.name, losing)


def _losing_end(y: np.ndarray, x: np.ndarray) -> LosingEnd | None:
    """The end of a measure ``x`` at each value of which ``y`` is lost; None without one.

    It is lost where its total is below zero, and so are most of the rows: a total alone may be lost by one product.
    """
    inside = ~np.isnan(x) & ~np.isnan(y)
    values, codes = np.unique(x[inside], return_inverse=True)
    if not 3 <= len(values) <= MAX_BANDS:
        return None
    totals, n = np.bincount(codes, y[inside]), np.bincount(codes)
    is_lost = (totals < 0) & (np.bincount(codes, y[inside] < 0) > MOST_ROWS * n)
    above = bool(is_lost[-1])
    inwards = is_lost[::-1] if above else is_lost  # from that end on
    is_losing = np.logical_and.accumulate(inwards)[:: -1 if above else 1]
    if is_losing.all() or n[is_losing].sum() < MIN_ROWS:
        return None
    rows = np.full(len(x), -1)
    rows[inside] = is_losing[codes]
    return LosingEnd(values, totals, is_losing, above, rows)


def _draft(view: View, name: str, losing: LosingEnd) -> Draft:
    m, target = view.context.sql(name), view.target
    base = view.measure(view.subject.base) if view.subject.base else None
    return Draft(
        kind=ThresholdFact.name,
        section="conditions",
        columns=view.columns(view.subject.column, name, view.subject.base if base else None),
        n=int(np.count_nonzero(losing.rows >= 0)),
        query=proof_of(_columns(m, target, base, losing), where=f"{m} IS NOT NULL AND {target.sql} IS NOT NULL"),
        worth=9.5,
        detail=Threshold(target, name, view.context.unit(name), losing.cut, losing.above, base),
        claim=_claim(view, losing),
        plot=lambda _: _plot(target, name, losing),
    )


def _columns(measure: str, target: Target, base: Target | None, losing: LosingEnd) -> dict[str, str]:
    """SQL: where the loss begins and ends, how much it is, and of a base how much at the places between."""
    beyond = f"{measure} {'>=' if losing.above else '<='} {losing.cut!r}"
    start, extreme = losing.reach
    columns = {
        "cut": f"{losing.cut!r}",
        "loss": f"sum({target.sql}) FILTER ({beyond})",
        "rows": f"count(*) FILTER ({beyond})",
        "all_rows": "count(*)",
        "rows_share": "rows / all_rows",
        "rest": f"sum({target.sql}) FILTER (NOT ({beyond}))",
        "start": f"{start!r}",
        "extreme": f"{extreme!r}",
    }
    if base is None:
        return columns
    places = {
        "start": f"{measure} = {start!r}",
        "cut": f"{measure} = {losing.cut!r}",
        "extreme": f"{measure} = {extreme!r}",
        "band": beyond,
    }
    return columns | {
        f"{key}_ratio": f"sum({target.sql}) FILTER ({where}) / nullif(sum({base.sql}) FILTER ({where}), 0)"
        for key, where in places.items()
    }


def _claim(view: View, losing: LosingEnd) -> Claim:
    here = view.subject_values[losing.rows == 1]
    below_zero = float(scipy.stats.ttest_1samp(here, 0.0, alternative="less").pvalue)
    p_value = max(below_zero * len(losing.values), view.dependent_p(losing.rows))  # the cut was chosen among them
    return Claim("Student's test of the rows beyond the cut, corrected for its choice", min(1.0, p_value))


def _plot(target: Target, name: str, losing: LosingEnd) -> Plot:
    return bars(
        [f"{value:g}" for value in losing.values],
        losing.totals,
        by=name,
        shown=f"Total {target.name}",
        alt_text=f"Bar chart of the total {target.name} at each value of {name}.",
        unit=target.unit,
        marked=[f"{value:g}" for value in losing.values[losing.is_losing]],
    )
