"""A measure is higher on some weekdays, or at some hours, where no series of days or hours shows it."""

from collections.abc import Iterator
from typing import ClassVar

from pipeline import wording
from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.detectors.difference import LEAST_EPSILON, highest_and_lowest, telling_statistic
from pipeline.analysis.inference import exact
from pipeline.analysis.series.seasons import (
    PREPOSITION,
    SEASONS,
    by_days_p,
    by_part,
    is_of_eras,
    name_of_part,
    plot_of_parts,
    seasons_of_rows,
    sql_part,
)
from pipeline.analysis.sql import of_ends, one_row, select
from pipeline.analysis.variables.sample import Grouping
from pipeline.analysis.variables.time_axis import TimeAxis


class LevelByTimeDetector(Detector):
    """Rank tests of every measure between the rows' weekdays, and between their hours.

    Where a series of days or hours can be had, :class:`SeasonalityDetector` looks at it instead.
    """

    kind: ClassVar[str] = "level_by_time"
    label: ClassVar[str] = "Level by weekday or hour"

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        for axis, by in seasons_of_rows(context, unseen=True):
            for measure in context.measures:
                if context.relates_to_focus(measure.name) and not context.follows(measure.name, axis.column):
                    yield from self._test(context, axis, measure.name, by)

    def _test(self, context: Context, axis: TimeAxis, measure: str, by: Grouping) -> Iterator[Candidate]:
        context.tests.count(self.kind)
        result = exact.difference(by.codes, context.sample.numbers[measure])
        if result.p_value > context.tests.CANDIDATE_P or result.effect < LEAST_EPSILON:
            return
        parts = int((by.sizes > 0).sum())
        result = context.dependence.corrected(result, parts - 1, groups=(by.codes,))
        p_value = max(result.p_value, by_days_p(context, axis, result, parts - 1))
        if p_value > context.tests.CANDIDATE_P or is_of_eras(context, axis, result):
            return
        yield Candidate(
            kind=self.kind,
            columns=(measure, axis.column),
            n=result.n,
            effect="share of rank variance between the times (epsilon squared)",
            effect_size=result.effect,
            strength=result.effect**0.5,
            test="Kruskal-Wallis, and Welch's test on ranks",
            p_value=p_value,
            unexpectedness=0.6,
            detail={"season": by.name, **highest_and_lowest(by, result)},
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        axis = context.time_axis
        assert axis is not None
        measure, season = candidate.columns[0], candidate.detail["season"]
        ends = {end: sql_part(season, candidate.detail[end]) for end in ("high", "low")}
        query = _proof(context, axis, measure, season, ends)
        values = one_row(context.connection, query)
        statistic = telling_statistic(values)
        if statistic is None:
            return None
        upper, lower = values.number(f"high_{statistic}"), values.number(f"low_{statistic}")
        name, unit, where = wording.name(measure), context.unit(measure), PREPOSITION[season]
        most, least = (wording.name(name_of_part(season, part)) for part in ends.values())
        ratio = f", {wording.times(upper / lower)} as much" if lower > 0 and upper / lower >= 1.2 else ""
        headline = f"{name} is highest {where} {most} and lowest {where} {least}"
        text = (
            f"{name} is {'typically' if statistic == 'median' else 'on average'} {wording.number(upper, unit)} {where} "
            f"{most} ({wording.count(values.size('high_rows'), 'row')}) and {wording.number(lower, unit)} {where} "
            f"{least} ({wording.count(values.size('low_rows'), 'row')}){ratio}, going by {wording.name(axis.column)}."
        )
        function, summary = ("median", "Median") if statistic == "median" else ("avg", "Average")
        m, summarised = context.sql(measure), f"{summary} {measure}"
        parts = by_part(axis, season, f"{function}({m})", f"{m} IS NOT NULL")
        alt = f"the {summary.lower()} {measure} by {axis.column}"
        return Proven(query, values, headline, text, plot_of_parts(context, season, parts, summarised, alt, unit))


def _proof(context: Context, axis: TimeAxis, measure: str, season: str, ends: dict[str, int]) -> str:
    m, part = context.sql(measure), f"{SEASONS[season][1]}({axis.expression})"
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
