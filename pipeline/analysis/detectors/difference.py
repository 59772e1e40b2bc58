"""A measure differs between groups of rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar

import numpy as np

from pipeline import wording
from pipeline.analysis.candidate import Candidate, Caveat, Concern, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector, News
from pipeline.analysis.inference import exact, screen
from pipeline.analysis.pairs import bars_of_groups, largest_groups
from pipeline.analysis.selection.caveat import of_averages
from pipeline.analysis.selection.suspects import Suspect, strongest_first
from pipeline.analysis.sql import Row, literal, of_ends, one_row, quote, select
from pipeline.analysis.variables.sample import Grouping
from pipeline.story import Finding, Plot

GIVEN = 0.9  # of the rank variance
MIN_EPSILON = 0.01  # share of rank variance between the groups
MAX_BARS = 12


@dataclass(frozen=True)
class DifferenceDetail:
    """The groups with the highest and the lowest mean rank."""

    high: object
    low: object
    of_two: bool = False  # there are no other groups
    ratio_of: tuple[str, str] | None = None  # the columns that the measure is the ratio of


class DifferenceDetector(Detector):
    """Rank tests of every measure between the groups of every dimension."""

    name: ClassVar[str] = "difference"
    repeats_facts: ClassVar[bool] = True
    news: ClassVar[News | None] = News.LEVEL
    is_news_reversed: ClassVar[bool] = True  # who is ahead; slopes reverse more easily

    def is_given(self, finding: Finding) -> bool:
        """See :meth:`Detector.is_given`."""
        return finding.effect_size is not None and finding.effect_size >= GIVEN

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        suspects = (
            Suspect(pair, share, partial(self._test, context, *pair)) for pair, share in _worth_testing(context)
        )
        yield from strongest_first(context, self.name, suspects)

    def _test(self, context: Context, dimension: str, measure: str) -> Candidate | None:
        grouping = context.sample.groupings[dimension]
        result = exact.difference(grouping.codes, context.sample.numbers[measure])
        if result.effect < MIN_EPSILON:
            return None
        result = context.dependence.corrected(
            result, len(grouping.levels) - 1, groups=(grouping.codes,), enough=context.tests.CANDIDATE_P, of=(measure,)
        )
        if result.p_value > context.tests.CANDIDATE_P:
            return None
        return Candidate(
            kind=self.name,
            columns=(measure, dimension),
            n=result.n,
            effect="share of rank variance between the groups (epsilon squared)",
            effect_size=result.effect,
            strength=float(np.sqrt(result.effect)),
            test="Kruskal-Wallis, and Welch's test on ranks",
            p_value=result.p_value,
            detail=DifferenceDetail(
                *highest_and_lowest(grouping, result),
                of_two=len(grouping.levels) == 2,
                ratio_of=context.ratios[measure][1:] if measure in context.ratios else None,
            ),
            scores=result,
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        measure, dimension = candidate.columns
        high, low = candidate.detail.high, candidate.detail.low
        query = _proof(context, measure, dimension, high, low)
        values = one_row(context.connection, query)
        statistic = telling_statistic(values)
        if statistic is None:
            return None
        return Proven(query, values, _plot(context, measure, dimension, statistic, (high, low)))

    def news_of(self, candidate: Candidate, context: Context) -> str:
        """Between weekdays and months, what the series along the date shows as well."""
        of_dates = any(column in context.calendar for column in candidate.columns)
        return News.SEASON if of_dates else super().news_of(candidate, context)

    def caveat(self, context: Context, candidate: Candidate, concern: Concern, number: int) -> Caveat | None:
        """The difference of the averages."""
        measure, dimension = candidate.columns
        ends = candidate.detail.high, candidate.detail.low
        value, unit = context.sql(measure), context.unit(measure)
        return of_averages(context, value, dimension, ends, concern, number, unit=unit)


def _worth_testing(context: Context) -> Iterator[tuple[tuple[str, str], float]]:
    """The pairs of a dimension and a measure whose screened difference may be significant and large enough, with it."""
    names = [v.name for v in context.measures]
    dimensions = [v for v in context.groupings if not v.ordinal]
    if not names or not dimensions:
        return
    ranks, present = _ranks(context, names)
    groupings = [context.sample.groupings[v.name] for v in dimensions]
    eta_squared, p_values = screen.group_differences(groupings, ranks, present)
    in_scope = context.in_scope([v.name for v in dimensions], names)
    about = context.is_chief([v.name for v in dimensions])[:, None] | context.is_chief(names)
    context.tests.count(DifferenceDetector.name, int(in_scope.sum()), about=int((in_scope & about).sum()))
    limit = context.tests.CANDIDATE_P * screen.SLACK
    for i, j in zip(*np.nonzero(in_scope & (p_values <= limit) & (eta_squared > MIN_EPSILON / 2)), strict=True):
        if not context.follows(dimensions[i].name, names[j]):
            yield (dimensions[i].name, names[j]), float(eta_squared[i, j])


def _ranks(context: Context, names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Of each measure, a column, the ranks in the rows and where they have values, as 1.0 and 0.0."""
    ranks = np.column_stack([context.sample.ranks[name] for name in names])
    present = np.column_stack([~np.isnan(context.sample.numbers[name]) for name in names])
    return ranks, present.astype(float)


def highest_and_lowest(grouping: Grouping, result: exact.Result) -> tuple[Any, Any]:
    """The groups with the highest and the lowest mean rank."""
    inside = grouping.codes >= 0
    present = inside & (result.y != 0)
    k = len(grouping.levels)
    sizes = np.bincount(grouping.codes[present], minlength=k)
    with np.errstate(divide="ignore", invalid="ignore"):
        means = np.bincount(grouping.codes[present], result.y[present], k) / sizes
    usable = np.where(sizes > 0, means, np.nan)
    return grouping.levels[int(np.nanargmax(usable))], grouping.levels[int(np.nanargmin(usable))]


def _proof(context: Context, measure: str, dimension: str, high: object, low: object) -> str:
    m, d = context.sql(measure), quote(dimension)
    ends = {"high": f"{d} = {literal(high)}", "low": f"{d} = {literal(low)}"}
    aggregates = {
        "group": f"any_value({d})",
        "median": f"median({m})",
        "average": f"avg({m})",
        "rows": f"count({m})",
    }
    columns = of_ends(ends, aggregates)
    if measure in context.ratios:
        columns |= {f"{end}_together": context.ratio_of_sums(measure, where) for end, where in ends.items()}
    columns |= {
        "median_ratio": context.relative(measure, "high_median / nullif(low_median, 0)"),
        "average_ratio": context.relative(measure, "high_average / nullif(low_average, 0)"),
        "rows": "count(*)",
    }
    return select(columns, where=f"{m} IS NOT NULL AND {d} IS NOT NULL")


def telling_statistic(values: Row) -> str | None:
    """Which of median and average shows the difference in the direction of the ranks."""
    for statistic in ("median", "average"):
        ends = f"high_{statistic}", f"low_{statistic}"
        if values.known(*ends) and values.number(ends[0]) > values.number(ends[1]):
            return statistic
    return None


def _plot(context: Context, measure: str, dimension: str, statistic: str, ends: tuple[object, object]) -> Plot:
    m, d = context.sql(measure), quote(dimension)
    function = "median" if statistic == "median" else "avg"
    frame = context.connection.execute(
        f"SELECT {d} AS level, {function}({m}) AS value, count({m}) AS n FROM data "
        f"WHERE {d} IS NOT NULL AND {m} IS NOT NULL GROUP BY 1 ORDER BY 3 DESC, 1"
    ).df()
    name = f"{'Median' if statistic == 'median' else 'Average'} {measure}"
    said = wording.lowered(name)
    shown = largest_groups(frame, ends, MAX_BARS)
    bars = bars_of_groups(shown, dimension, name, said, context.unit(measure), ends, total=len(frame))
    return replace(bars, is_compared=True)  # as the headline writes the two ends
