"""What goes with the focus column, strongest first."""

from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.feature import chosen_level
from pipeline.analysis.inference import exact
from pipeline.analysis.inference.strata import part_kept
from pipeline.analysis.sql import literal, one_row, quote
from pipeline.analysis.variables.roles import Variable
from pipeline.analysis.variables.sample import Grouping
from pipeline.story import Plot

FAMILY_ERROR = 0.005  # chance that any column is listed wrongly: a list is read as a whole
MIN_PART = 0.01  # of the focus column's variance
MAX_LISTED = 8
EXPLAINED_AWAY = 0.4  # of the effect left within a stronger column's groups, or less: not listed


class DriverDetector(Detector):
    """Every other column against the focus column, Bonferroni over all; those that others explain are left out."""

    name: ClassVar[str] = "driver"

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        if context.focus is None:
            return
        others = [v for v in context.variables.values() if v.name in context.strata and v.name != context.focus]
        others = [v for v in others if v.name not in context.copies and not context.follows(v.name, context.focus)]
        context.tests.count(self.name)  # the pairs are counted where they are tested; the list is one result
        tested = [(v, result) for v in others if (result := _relation(context, v)) is not None]
        limit = FAMILY_ERROR / max(1, len(others))
        passing = [(v, r) for v, r in tested if r.p_value <= limit and r.effect >= MIN_PART]
        passing.sort(key=lambda pair: (-pair[1].effect, pair[0].name))
        listed = _not_explained_away(context, passing)[:MAX_LISTED]
        if not listed:
            return
        yield Candidate(
            kind=self.name,
            columns=(context.focus, *(v.name for v, _ in listed)),
            n=min(r.n for _, r in listed),
            effect="share of the focus column's rank variance that goes with the strongest column",
            effect_size=listed[0][1].effect,
            strength=min(1.0, 0.5 + float(np.sqrt(listed[0][1].effect))),
            test="rank tests and independence, Bonferroni over all columns",
            p_value=max(r.p_value for _, r in listed) * len(others),
            unexpectedness=0.9,
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        focus, *others = candidate.columns
        query = _proof(context, focus, others)
        values = one_row(context.connection, query)
        ranked = [(name, float(values[f"part_{i}"] or 0.0)) for i, name in enumerate(others, start=1)]
        return Proven(query, values, _plot(focus, ranked))


def _relation(context: Context, variable: Variable) -> exact.Result | None:
    """The focus column against another one, whatever they are: groups of one, ranks or groups of the other."""
    focus = context.variables[context.focus or ""]
    groups = context.strata[variable.name]
    levels = int(groups.max(initial=-1)) + 1
    if levels < 2:
        return None
    if focus.name in context.sample.numbers:
        result = exact.difference(groups, context.sample.numbers[focus.name])
        if variable.name in context.sample.numbers:
            line = exact.spearman(context.sample.numbers[variable.name], context.sample.numbers[focus.name])
            if line.p_value < result.p_value:
                line = context.dependence.corrected(line)
                return exact.Result(line.effect**2, min(1.0, 2 * line.p_value), line.n, line.x, line.y)
        result = context.dependence.corrected(result, levels - 1, groups=(groups,))
        return exact.Result(result.effect, min(1.0, 2 * result.p_value), result.n, result.x, result.y)
    if focus.name in context.sample.groupings:
        return _with_groups(context, context.sample.groupings[focus.name], variable, groups)
    return None


def _with_groups(context: Context, focus: Grouping, variable: Variable, groups: np.ndarray) -> exact.Result:
    """A focus column of groups against the other's groups or tenths; measures by their ranks, too."""
    by_groups = _table(context, focus, groups)
    if variable.name not in context.sample.numbers or variable.ordinal:
        return by_groups
    by_ranks = exact.difference(focus.codes, context.sample.numbers[variable.name])
    by_ranks = context.dependence.corrected(by_ranks, len(focus.levels) - 1, groups=(focus.codes,))
    chosen = min(by_ranks, by_groups, key=lambda result: result.p_value)
    return exact.Result(chosen.effect, min(1.0, 2 * chosen.p_value), chosen.n, chosen.x, chosen.y)


def _table(context: Context, focus: Grouping, groups: np.ndarray) -> exact.Result:
    hits = np.where(focus.codes >= 0, (focus.codes == chosen_level(focus)).astype(float), np.nan)
    if len(focus.levels) > 2:
        hits = np.where(focus.codes >= 0, focus.codes.astype(float), np.nan)
    inside = (groups >= 0) & (focus.codes >= 0)
    shape = int(groups.max()) + 1, len(focus.levels)
    table = np.bincount(groups[inside] * shape[1] + focus.codes[inside], minlength=shape[0] * shape[1]).reshape(shape)
    v, p_value = exact.independence(table)
    scores = exact.difference(groups, hits)
    p_value = context.dependence.corrected_table(groups, focus.codes, p_value)
    return exact.Result(v**2, p_value, scores.n, scores.x, scores.y)


def _not_explained_away(
    context: Context, passing: list[tuple[Variable, exact.Result]]
) -> list[tuple[Variable, exact.Result]]:
    kept: list[tuple[Variable, exact.Result]] = []
    for variable, result in passing:
        inside = (result.x != 0) | (result.y != 0)
        left = [part_kept(result.x[inside], result.y[inside], context.strata[v.name][inside]) for v, _ in kept]
        if all(part is None or part.kept > EXPLAINED_AWAY for part in left):
            kept.append((variable, result))
    return kept


def _value(context: Context, focus: str) -> str:
    if focus in context.sample.numbers:
        return context.sql(focus)
    grouping = context.sample.groupings[focus]
    return f"CAST({quote(focus)} = {literal(grouping.levels[chosen_level(grouping)])} AS INTEGER)"


def _proof(context: Context, focus: str, others: list[str]) -> str:
    """For each column the share of the focus column's variance between its groups, or tenths."""
    value = _value(context, focus)
    parts = []
    for i, other in enumerate(others, start=1):
        stratum = context.stratum_sql(other)
        known = f"{value} IS NOT NULL AND {context.sql(other)} IS NOT NULL"
        rows = f"SELECT {value} AS value, {stratum} AS stratum FROM data WHERE {known}"
        groups = (
            f"SELECT avg(value) AS mean, var_pop(value) AS spread, count(*) AS n FROM ({rows}) AS r GROUP BY stratum"
        )
        parts.append(
            f"(SELECT 1 - sum(n * spread) / nullif(sum(n * spread) + sum(n * mean * mean) - sum(n * mean) * sum(n "
            f"* mean) / "
            f"sum(n), 0) FROM ({groups}) AS g) AS part_{i}"
        )
    return f"SELECT {', '.join(parts)}"


def _plot(focus: str, ranked: list[tuple[str, float]]) -> Plot:
    frame: Any = pd.DataFrame({"column": [n for n, _ in ranked], "share": [100 * part for _, part in ranked]})
    return Plot(
        kind="bar",
        title=f"How much of the variation in {focus} goes with each column",
        frame=frame,
        x="column",
        y="share",
        x_label="Column",
        y_label=f"Share of the variation in {focus}",
        alt_text=f"Bar chart of the columns that go with {focus}, strongest first.",
        y_unit="%",
    )
