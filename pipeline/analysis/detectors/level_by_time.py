"""A measure is higher on some weekdays, or at some hours, where no series of days or hours shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector, News
from pipeline.analysis.detectors.difference import MIN_EPSILON, highest_and_lowest, telling_statistic
from pipeline.analysis.inference import exact
from pipeline.analysis.series.seasons import (
    SEASONS,
    by_days_p,
    by_part,
    is_of_eras,
    own_days,
    plot_of_parts,
    seasons_of_rows,
    sql_part,
)
from pipeline.analysis.sql import of_ends, one_row, select
from pipeline.analysis.variables.sample import Grouping
from pipeline.analysis.variables.time_axis import TimeAxis


@dataclass(frozen=True)
class LevelByTimeDetail:
    """The cycle, and the parts of it where the measure is highest and lowest, as DuckDB counts them."""

    season: str
    high_part: int
    low_part: int


class LevelByTimeDetector(Detector):
    """Rank tests of every measure between the rows' weekdays, and between their hours.

    Where a series of days or hours can be had, :class:`SeasonalityDetector` looks at it instead.
    """

    name: ClassVar[str] = "level_by_time"
    section: ClassVar[str | None] = "how_much"
    news: ClassVar[News | None] = News.SEASON

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        for axis, by in seasons_of_rows(context, unseen=True):
            for measure in context.measures:
                if context.relates_to_focus(measure.name) and not context.follows(measure.name, axis.column):
                    yield from self._test(context, axis, measure.name, by)

    def _test(self, context: Context, axis: TimeAxis, measure: str, by: Grouping) -> Iterator[Candidate]:
        context.tests.count(self.name)
        result = exact.difference(by.codes, context.sample.numbers[measure])
        if result.p_value > context.tests.CANDIDATE_P or result.effect < MIN_EPSILON:
            return
        parts = int((by.sizes > 0).sum())
        result = context.dependence.corrected(result, parts - 1, groups=(by.codes,), of=own_days(context, axis))
        p_value = max(result.p_value, by_days_p(context, axis, result, parts - 1))
        if p_value > context.tests.CANDIDATE_P or is_of_eras(context, axis, result):
            return
        yield Candidate(
            kind=self.name,
            columns=(measure, axis.column),
            n=result.n,
            effect="share of rank variance between the times (epsilon squared)",
            effect_size=result.effect,
            strength=result.effect**0.5,
            test="Kruskal-Wallis, and Welch's test on ranks",
            p_value=p_value,
            unexpectedness=0.6,
            detail=LevelByTimeDetail(by.name, *(sql_part(by.name, end) for end in highest_and_lowest(by, result))),
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        axis = context.time_axis
        assert axis is not None
        measure, detail = candidate.columns[0], candidate.detail
        season, ends = detail.season, {"high": detail.high_part, "low": detail.low_part}
        query = _proof(context, axis, measure, season, ends)
        values = one_row(context.connection, query)
        statistic = telling_statistic(values)
        if statistic is None:
            return None
        function, summary = ("median", "Median") if statistic == "median" else ("avg", "Average")
        m, summarised = context.sql(measure), f"{summary} {measure}"
        parts = by_part(axis, season, f"{function}({m})", f"{m} IS NOT NULL")
        alt, unit = f"the {summary.lower()} {measure} by {axis.column}", context.unit(measure)
        return Proven(query, values, plot_of_parts(context, season, parts, summarised, alt, unit))


def _proof(context: Context, axis: TimeAxis, measure: str, season: str, ends: dict[str, int]) -> str:
    m, part = context.sql(measure), f"{SEASONS[season].function}({axis.expression})"
    aggregates = {
        "part": f"any_value({part})",
        "median": f"median({m})",
        "average": f"avg({m})",
        "rows": f"count({m})",
    }
    columns = {
        **of_ends({end: f"{part} = {place}" for end, place in ends.items()}, aggregates),
        "median_ratio": "high_median / nullif(low_median, 0)",
        "average_ratio": "high_average / nullif(low_average, 0)",
        "rows": "count(*)",
    }
    return select(columns, where=f"{m} IS NOT NULL AND {axis.expression} IS NOT NULL")
