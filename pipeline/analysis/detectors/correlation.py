"""Two measures rise and fall together."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.candidate import Candidate, Caveat, Concern, Proven
from pipeline.analysis.context import NEAR_DUPLICATES, Context
from pipeline.analysis.detector import Detector, News
from pipeline.analysis.inference import exact, screen
from pipeline.analysis.pairs import both_known, points
from pipeline.analysis.selection.caveat import of_correlation
from pipeline.analysis.selection.suspects import Suspect, strongest_first
from pipeline.analysis.sql import average_rank, one_row, select
from pipeline.story import Plot

MIN_CORRELATION = 0.2
MAX_SUSPECTED = 20_000  # pairs of a very wide table that may be tested, should stronger ones not hold
MAX_PAIRED = 400  # points whose pairs a line is fitted to
LONG_TABLE = 200_000  # rows whose ranks would take seconds
OF_NEAR_DUPLICATES = 0.7  # what a correlation of columns that say much the same is worth
CLOSE = 0.1  # difference of the two correlations that a reader wouldn't mind


@dataclass(frozen=True)
class CorrelationDetail:
    """Which of the two correlations its proof gives."""

    is_linear: bool  # Pearson's, which says the same here, not Spearman's


class CorrelationDetector(Detector):
    """Spearman's rank correlation of every two measures: all at once for the choice, then exactly."""

    name: ClassVar[str] = "correlation"
    repeats_facts: ClassVar[bool] = True
    news: ClassVar[News | None] = News.RELATION
    table: ClassVar[str | None] = "correlations"

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        names = [v.name for v in context.measures]
        suspects = (
            Suspect(pair, abs(r), partial(self._test, context, *pair)) for pair, r in _worth_testing(context, names)
        )
        yield from strongest_first(context, self.name, suspects)

    def _test(self, context: Context, first: str, second: str) -> Candidate | None:
        numbers = context.sample.numbers
        result = exact.spearman(numbers[first], numbers[second])
        if abs(result.effect) < MIN_CORRELATION:
            return None
        result = context.dependence.corrected(result, enough=context.tests.CANDIDATE_P, of=(first, second))
        if result.p_value > context.tests.CANDIDATE_P:
            return None
        return Candidate(
            kind=self.name,
            columns=(first, second),
            n=result.n,
            effect="Spearman's rank correlation",
            effect_size=result.effect,
            strength=abs(result.effect),
            test="Spearman's rank correlation",
            p_value=result.p_value,
            detail=CorrelationDetail(_linear_will_do(context, first, second)),
            scores=result,
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        first, second = candidate.columns
        query = _proof(context, first, second, candidate.detail)
        values = one_row(context.connection, query)
        if not values.known("low_quarter", "high_quarter", "correlation"):
            return None
        # of few values averages tell what medians can't
        statistic = "average" if values["low_quarter"] == values["high_quarter"] else "quarter"
        low, high, r = (values.number(name) for name in (f"low_{statistic}", f"high_{statistic}", "correlation"))
        if r * candidate.effect_size <= 0 or (high - low) * r < 0:
            return None
        return Proven(query, values, _plot(context, first, second))

    def worth(self, candidate: Candidate) -> float:
        """See :meth:`Detector.worth`."""
        return OF_NEAR_DUPLICATES if abs(candidate.effect_size) >= NEAR_DUPLICATES else 1.0

    def caveat(self, context: Context, candidate: Candidate, concern: Concern, number: int) -> Caveat | None:
        """The rank correlation within the groups."""
        first, second = candidate.columns
        return of_correlation(context, (first, second), concern, number)


def _worth_testing(context: Context, names: list[str]) -> Iterator[tuple[tuple[str, str], float]]:
    """The pairs whose screened correlation may come out significant and large enough, with it."""
    if len(names) < 2:
        return
    ranks = np.column_stack([context.sample.ranks[name] for name in names])
    present = np.column_stack([~np.isnan(context.sample.numbers[name]) for name in names]).astype(float)
    every_r, shared = screen.correlations(ranks, present)
    rows, columns = np.triu_indices(len(names), k=1)
    r = every_r[rows, columns]
    touches = np.array([context.relates_to_focus(name) for name in names])
    in_scope = touches[rows] | touches[columns]
    chief = context.is_chief(names)
    about = int((in_scope & (chief[rows] | chief[columns])).sum())
    context.tests.count(CorrelationDetector.name, int(in_scope.sum()), about=about)
    chosen = np.flatnonzero(in_scope & (np.abs(r) > 0.7 * MIN_CORRELATION))
    p_values = screen.correlation_p(r[chosen], shared[rows[chosen], columns[chosen]])
    chosen = chosen[p_values <= context.tests.CANDIDATE_P * screen.SLACK]
    strongest = chosen[np.argsort(-np.abs(r[chosen]), kind="stable")]
    context.tests.leave_out(CorrelationDetector.name, len(strongest[MAX_SUSPECTED:]))
    for i in strongest[:MAX_SUSPECTED]:
        first, second = names[rows[i]], names[columns[i]]
        if not context.follows(first, second):
            yield (first, second), float(r[i])


def _proof(context: Context, first: str, second: str, detail: CorrelationDetail) -> str:
    x, y = context.sql(first), context.sql(second)
    both = f"{x} IS NOT NULL AND {y} IS NOT NULL"
    ranks = "" if detail.is_linear else f", {average_rank(x)} AS rank_x, {average_rank(y)} AS rank_y"
    inner = f"SELECT {x} AS x, {y} AS y{ranks} FROM data WHERE {both}"
    quarters = f"SELECT quantile_cont({x}, 0.25) AS lower_x, quantile_cont({x}, 0.75) AS upper_x FROM data WHERE {both}"
    columns = {
        "correlation": "corr(rank_x, rank_y)" if ranks else "corr(x, y)",
        "low_quarter": "median(y) FILTER (x <= lower_x)",
        "high_quarter": "median(y) FILTER (x >= upper_x)",
        "low_average": "avg(y) FILTER (x <= lower_x)",
        "high_average": "avg(y) FILTER (x >= upper_x)",
        "rows": "count(*)",
    }
    return select(columns, f"({inner}) AS pairs, ({quarters}) AS quarters")


def _linear_will_do(context: Context, first: str, second: str) -> bool:
    """Whether Pearson's correlation, which needs no sorting of a long table, says the same as Spearman's."""
    if context.row_count < LONG_TABLE:
        return False
    x, y = context.sample.numbers[first], context.sample.numbers[second]
    both = ~(np.isnan(x) | np.isnan(y))
    linear = float(np.corrcoef(x[both], y[both])[0, 1])
    return abs(linear - exact.spearman(x, y).effect) < CLOSE


def _plot(context: Context, first: str, second: str) -> Plot:
    x, y = both_known(context, first, second)
    slope, intercept = theil_sen(x, y)
    ends = np.array([x.min(), x.max()])
    fit = pd.DataFrame({"x": ends, "y": slope * ends + intercept})
    return points(context, first, second, fit, "a straight line through its middle")


def theil_sen(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """The median of the slopes between pairs of points, and the median of what it leaves (Sen 1968).

    A line that a few far points don't turn, like the rank correlation that is told with it. Of many points an even
    choice; x must have two different values.
    """
    chosen = np.linspace(0, len(x) - 1, min(len(x), MAX_PAIRED)).astype(int)
    i, j = np.triu_indices(len(chosen), k=1)
    rise, run = y[chosen][j] - y[chosen][i], x[chosen][j] - x[chosen][i]
    apart = (run != 0) & (rise != 0)  # among few values most pairs are level, and would make any line so
    slope = float(np.median(rise[apart] / run[apart])) if apart.any() else 0.0
    return slope, float(np.median(y - slope * x))
