"""A relation that reverses, or only appears, within the groups of a third column: Simpson's paradox."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline import wording
from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.feature import Feature, centred_within, correlations, features_of, within_groups
from pipeline.analysis.inference.distributions import t_tail
from pipeline.analysis.inference.exact import Result
from pipeline.analysis.inference.relation import correlation, relation_p
from pipeline.analysis.naming import label
from pipeline.analysis.sql import average_rank, literal, one_row, quote, select
from pipeline.sampling import sampled
from pipeline.story import Plot

MIN_WITHIN = 0.1  # correlation within the groups
MIN_OVERALL = 0.03  # correlation over all rows that counts as pointing the other way
MAX_THIRDS = 15  # columns within whose groups relations are looked at
MAX_STRATA = 20  # groups of the third column
MIN_SPREAD = 1e-9  # sum of squares within a group, of standardised scores
MAX_GROUPS = 5  # with colours of their own
MAX_POINTS = 1_500
ALL = "all"  # the line through all points


@dataclass(frozen=True)
class ParadoxDetail:
    """The two columns, or groups of them, and their correlation over all rows."""

    first: Feature
    second: Feature
    overall: float

    @property
    def is_hidden(self) -> bool:
        """Whether there is next to no relation over all rows, rather than one that reverses."""
        return abs(self.overall) < MIN_OVERALL


class ParadoxDetector(Detector):
    """Correlations of every two columns over all rows and within the groups of every third, all at once."""

    name: ClassVar[str] = "paradox"
    tells_reversal: ClassVar[bool] = True

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        features = features_of(context)
        strata = [v for v in context.groupings if len(context.sample.groupings[v.name].levels) <= MAX_STRATA][
            :MAX_THIRDS
        ]
        if len(features) < 2:
            return
        matrix = np.column_stack([f.scores for f in features])
        present = np.column_stack([f.present for f in features]).astype(float)
        overall, _ = correlations(matrix, present)
        apart = np.array([[_apart(context, a.column, b.column) for b in features] for a in features])
        free = {v.name: np.array([_free(context, f.column, v.name) for f in features]) for v in strata}
        for third in strata:
            grouping = context.sample.groupings[third.name]
            inside = grouping.codes >= 0
            codes = grouping.codes[inside]
            centred = centred_within(matrix[inside], present[inside], codes)
            within, n = correlations(centred, present[inside])
            yield from self._reversed(
                context, features, third.name, apart, free, overall, within, n - len(grouping.levels)
            )

    def _reversed(
        self,
        context: Context,
        features: list[Feature],
        third: str,
        apart: np.ndarray,
        free: dict[str, np.ndarray],
        overall: np.ndarray,
        within: np.ndarray,
        degrees_of_freedom: np.ndarray,
    ) -> Iterator[Candidate]:
        rows, columns = np.triu_indices(len(features), k=1)
        usable = apart[rows, columns] & free[third][rows] & free[third][columns]
        context.tests.count(self.name, int(usable.sum()), paradoxes=True)
        inner, outer = within[rows, columns], overall[rows, columns]
        left = np.maximum(degrees_of_freedom[rows, columns] - 2, 1)
        p_values = 2 * t_tail(np.abs(inner) * np.sqrt(left / np.maximum(1 - inner**2, 1e-12)), left)
        hidden = (np.abs(outer) < MIN_OVERALL) & (np.abs(inner) > 2 * MIN_WITHIN)
        reverses = (inner * outer < 0) & (np.abs(outer) >= MIN_OVERALL) & (np.abs(inner) >= MIN_WITHIN)
        in_scope = usable & (hidden | reverses) & (p_values <= context.tests.CANDIDATE_P)
        for i in np.flatnonzero(in_scope):
            first, second = features[rows[i]], features[columns[i]]
            yield from self._checked(context, first, second, third, float(inner[i]), float(outer[i]))

    def _checked(
        self, context: Context, first: Feature, second: Feature, third: str, inner: float, outer: float
    ) -> Iterator[Candidate]:
        codes = context.sample.groupings[third].codes
        both = (codes >= 0) & first.present & second.present
        x, y = (within_groups(np.where(both, f.scores, 0.0), codes, both) for f in (first, second))
        spreads = [np.bincount(codes[both], v[both] ** 2, codes.max() + 1) for v in (x, y)]
        telling = np.minimum(*spreads) > MIN_SPREAD  # groups in which both columns change
        rows = both & telling[codes]
        x, y = np.where(rows, x, 0.0), np.where(rows, y, 0.0)
        n, strata = int(rows.sum()), int(telling.sum())
        result = Result(inner, relation_p(correlation(x, y), n, 1, 1.0, n - strata), n, x, y)
        result = context.dependence.corrected(result, absorbed=strata)
        if result.p_value > context.tests.CANDIDATE_P:
            return
        yield Candidate(
            kind=self.name,
            columns=(first.column, second.column, third),
            n=n,
            effect="rank correlation within the groups",
            effect_size=inner,
            strength=min(1.0, 0.25 + 2.5 * min(abs(inner), abs(outer), 0.3)),
            test="correlation within groups against the one over all rows",
            p_value=result.p_value,
            unexpectedness=0.8,
            detail=ParadoxDetail(*_with_groups_first(first, second), outer),
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        detail: ParadoxDetail = candidate.detail
        first, second = detail.first, detail.second
        third = candidate.columns[2]
        query = (
            _contrast_proof(first, second, third)
            if first.level is not None
            else _correlation_proof(first, second, third)
        )
        values = one_row(context.connection, query)
        if not values.known("overall", "within"):
            return None
        overall, within = values.number("overall"), values.number("within")
        if not detail.is_hidden and overall * within >= 0:
            return None
        return Proven(query, values, _plot(context, first, second, third))


def _apart(context: Context, first: str, second: str) -> bool:
    """Whether a relation of two columns would say something that belongs in the story."""
    return first != second and context.relates_to_focus(first, second) and not context.follows(first, second)


def _free(context: Context, column: str, third: str) -> bool:
    """Whether a column isn't settled by the third one."""
    return column != third and not context.follows(column, third)


def _with_groups_first(first: Feature, second: Feature) -> tuple[Feature, Feature]:
    """A group of rows beside what is compared with the other rows."""
    return (second, first) if first.level is None and second.level is not None else (first, second)


def _contrast_proof(group_of: Feature, value: Feature, third: str) -> str:
    """The mean of ``value`` in the group less that in the other rows: overall, and within strata weighted by rows."""
    inside, t = f"{group_of.source} = {literal(group_of.level)}", quote(third)
    known = " AND ".join(f"{c} IS NOT NULL" for c in (group_of.source, value.source, t))
    levels = {"group_level": group_of, "value_level": value}
    named = {name: literal(feature.level) for name, feature in levels.items() if feature.level is not None}
    by_stratum = (
        f"SELECT {t} AS stratum, sum({value.sql}) FILTER ({inside}) AS in_sum, count(*) FILTER ({inside}) AS in_rows, "
        f"sum({value.sql}) FILTER (NOT {inside}) AS out_sum, count(*) FILTER (NOT {inside}) AS out_rows "
        f"FROM data WHERE {known} GROUP BY 1"
    )
    usable = "in_rows > 0 AND out_rows > 0"
    weight = "in_rows * out_rows / (in_rows + out_rows)"
    columns = {
        "overall": "sum(in_sum) / sum(in_rows) - sum(out_sum) / sum(out_rows)",
        "within": f"sum((in_sum / nullif(in_rows, 0) - out_sum / nullif(out_rows, 0)) * {weight}) / sum({weight}) "
        f"FILTER ({usable})",
        "group_average": "sum(in_sum) / sum(in_rows)",
        "others_average": "sum(out_sum) / sum(out_rows)",
        "strata": f"count(*) FILTER ({usable})",
        "rows": "CAST(sum(in_rows + out_rows) AS BIGINT)",
    }
    return select(named | columns, f"({by_stratum}) AS strata")


def _correlation_proof(first: Feature, second: Feature, third: str) -> str:
    x, y, t = first.source, second.source, quote(third)
    known = f"{x} IS NOT NULL AND {y} IS NOT NULL AND {t} IS NOT NULL"
    ranked = f"SELECT {average_rank(x)} AS x, {average_rank(y)} AS y, {t} AS stratum FROM data WHERE {known}"
    centred = (
        "SELECT x, y, stratum, x - avg(x) OVER (PARTITION BY stratum) AS within_x, "
        f"y - avg(y) OVER (PARTITION BY stratum) AS within_y FROM ({ranked}) AS ranked"
    )
    columns = {
        "overall": "corr(x, y)",
        "within": "corr(within_x, within_y)",
        "strata": "count(DISTINCT stratum)",
        "rows": "count(*)",
    }
    return select(columns, f"({centred}) AS centred")


def _plot(context: Context, first: Feature, second: Feature, third: str) -> Plot:
    """Points with the line of each group and of all for two measures, else bars for each group."""
    if first.level is None and second.level is None:
        return _points(context, first.column, second.column, third)
    return _bars(context, first, second, third)


def _points(context: Context, first: str, second: str, third: str) -> Plot:
    grouping = context.sample.groupings[third]
    x, y = context.sample.numbers[first], context.sample.numbers[second]
    known = ~(np.isnan(x) | np.isnan(y)) & (grouping.codes >= 0)
    largest = np.argsort(-np.bincount(grouping.codes[known]), kind="stable")[:MAX_GROUPS]
    frame = pd.DataFrame({"x": x[known], "y": y[known], "group": grouping.codes[known]})
    lines = [_line(frame, ALL)]
    frame = frame[frame["group"].isin(largest)]
    frame["group"] = [label(grouping.levels[int(code)]) for code in frame["group"]]
    lines += [_line(part, str(name)) for name, part in frame.groupby("group", sort=False) if part["x"].nunique() > 1]
    return Plot(
        kind="split_scatter",
        title=f"{second} by {first}, split by {third}",
        frame=sampled(frame, MAX_POINTS),
        x="x",
        y="y",
        x_label=first,
        y_label=second,
        alt_text=f"Scatter chart of {second} against {first}, with a line for each {third} and one for all.",
        series="group",
        x_unit=context.unit(first),
        y_unit=context.unit(second),
        fit=pd.concat(lines, ignore_index=True),
        total=int(known.sum()) if context.sample.complete else context.row_count,
    )


def _line(part: pd.DataFrame, name: str) -> pd.DataFrame:
    """The least-squares line through some points, from their first to their last x."""
    slope, intercept = np.polyfit(part["x"], part["y"], 1)
    ends = np.array([part["x"].min(), part["x"].max()])
    return pd.DataFrame({"x": ends, "y": slope * ends + intercept, "group": name})


def _bars(context: Context, first: Feature, second: Feature, third: str) -> Plot:
    t, unit = quote(third), context.unit(second.column) if second.level is None else "%"
    name = f"Average {second.column}" if second.level is None else f"Rows with {second.column} = {label(second.level)}"
    factor = 1 if second.level is None else 100
    side = (
        f"CASE WHEN {first.sql} = 1 THEN 0 ELSE 1 END"
        if first.level is not None
        else f"CAST({first.source} <= (SELECT median({first.source}) FROM data) AS INTEGER)"
    )
    frame: pd.DataFrame = context.connection.execute(
        f"SELECT {t} AS stratum, {side} AS side, {factor} * avg({second.sql}) AS value FROM data "
        f"WHERE {t} IS NOT NULL AND {first.source} IS NOT NULL AND {second.source} IS NOT NULL "
        "GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 40"
    ).df()
    sides = (
        (label(first.level), "other rows")
        if first.level is not None
        else (f"high {first.column}", f"low {first.column}")
    )
    frame["side"] = [sides[int(s)] for s in frame["side"]]
    frame["stratum"] = [label(v) for v in frame["stratum"]]
    return Plot(
        kind="bar",
        title=f"{name} by {third} and {first.column}",
        frame=frame,
        x="stratum",
        y="value",
        x_label=third,
        y_label=name,
        alt_text=f"Bar chart of {wording.lowered(name)} for each {third}, split by {first.column}.",
        series="side",
        y_unit=unit,
        is_share=second.level is not None,
    )
