"""A two-valued outcome is more frequent on some weekdays, or at some hours, than on others."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector, News
from pipeline.analysis.detectors.association import MIN_DIFFERENCE, MIN_V, extremes
from pipeline.analysis.inference import exact
from pipeline.analysis.inference.dependence import table_scores
from pipeline.analysis.naming import label
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
from pipeline.analysis.sql import literal, of_ends, one_row, quote, select
from pipeline.analysis.variables.roles import Variable
from pipeline.analysis.variables.sample import Grouping
from pipeline.analysis.variables.time_axis import TimeAxis

MAX_OUTCOMES = 30


@dataclass(frozen=True)
class RhythmDetail:
    """The outcome's level, and the parts of a cycle where it is most and least frequent, as DuckDB counts them."""

    level: object
    season: str
    high_part: int
    low_part: int


class RhythmDetector(Detector):
    """Shares of rows, not means of days' shares: chi-squared and likelihood-ratio tests against weekday and hour."""

    name: ClassVar[str] = "rhythm"
    news: ClassVar[News | None] = News.OUTCOME

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        outcomes = [v for v in context.groupings if len(context.sample.groupings[v.name].levels) == 2]
        for axis, by in seasons_of_rows(context):
            for outcome in outcomes[:MAX_OUTCOMES]:
                if outcome.name not in context.calendar and context.relates_to_focus(outcome.name):
                    yield from self._test(context, axis, outcome, by)

    def _test(self, context: Context, axis: TimeAxis, outcome: Variable, by: Grouping) -> Iterator[Candidate]:
        answers = context.sample.groupings[outcome.name]
        inside = (answers.codes >= 0) & (by.codes >= 0)
        shape = len(by.levels), 2
        counts = np.bincount(by.codes[inside] * 2 + answers.codes[inside], minlength=shape[0] * 2)
        table = counts.reshape(shape)
        context.tests.count(self.name)
        effect, p_value = exact.independence(table)
        if p_value > context.tests.CANDIDATE_P or effect < MIN_V:
            return
        scores = table_scores(by.codes, answers.codes, p_value)
        by_days = by_days_p(context, axis, scores, int((by.sizes > 0).sum()) - 1)
        of = own_days(context, axis)
        p_value = max(by_days, context.dependence.corrected_table(by.codes, answers.codes, p_value, of=of))
        ends = extremes(table, answers, by)
        if p_value > context.tests.CANDIDATE_P or ends is None or is_of_eras(context, axis, scores):
            return
        parts = (sql_part(by.name, int(str(end))) for end in (ends.high, ends.low))
        yield Candidate(
            kind=self.name,
            columns=(outcome.name, axis.column),
            n=int(inside.sum()),
            effect="Cramér's V",
            effect_size=effect,
            strength=min(1.0, effect * 1.2),
            test="chi-squared and likelihood-ratio test",
            p_value=p_value,
            unexpectedness=0.6,
            detail=RhythmDetail(ends.level, by.name, *parts),
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        axis = context.time_axis
        assert axis is not None
        outcome, detail = candidate.columns[0], candidate.detail
        season, level = detail.season, detail.level
        ends = {"high": detail.high_part, "low": detail.low_part}
        query = _proof(axis, outcome, level, SEASONS[season].function, ends)
        values = one_row(context.connection, query)
        if not values.known("high_share", "low_share"):
            return None
        upper, lower, overall = (values.number(f"{end}_share") for end in ("high", "low", "overall"))
        if upper - lower < min(MIN_DIFFERENCE, overall / 3):
            return None
        o, having = quote(outcome), f"with {outcome} = {label(level)}"
        parts = by_part(axis, season, f"100 * avg(CAST({o} = {literal(level)} AS INTEGER))", f"{o} IS NOT NULL")
        alt = f"the share of rows {having}"
        plot = plot_of_parts(context, season, parts, f"Rows {having}", alt, "%", is_share=True)
        return Proven(query, values, plot)


def _proof(axis: TimeAxis, outcome: str, level: object, part: str, ends: dict[str, int]) -> str:
    o, moment = quote(outcome), f"{part}({axis.expression})"
    hit = f"avg(CAST({o} = {literal(level)} AS INTEGER))"
    conditions = {end: f"{moment} = {place}" for end, place in ends.items()}
    columns = {
        "level": f"any_value({o}) FILTER ({o} = {literal(level)})",
        **of_ends(conditions, {"part": f"any_value({moment})", "share": hit, "rows": "count(*)"}),
        "overall_share": hit,
        "rows": "count(*)",
    }
    return select(columns, where=f"{o} IS NOT NULL AND {axis.expression} IS NOT NULL")
