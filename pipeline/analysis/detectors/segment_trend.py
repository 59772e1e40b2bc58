"""One group moves over time while the rest of the table doesn't."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.inference.serial import detrended
from pipeline.analysis.inference.trend import sampled_trend_p, trend_tests
from pipeline.analysis.naming import label, title_of
from pipeline.analysis.series.group_series import GroupSeries, grain_of_groups, series_by_group
from pipeline.analysis.series.over_time import measure_of
from pipeline.analysis.sql import literal, one_row, quote, select
from pipeline.analysis.variables.roles import Variable
from pipeline.analysis.variables.time_axis import Aggregate, Grain, Series, TimeAxis
from pipeline.sampling import sampled
from pipeline.story import Plot

MAX_POINTS = 2_000
MAX_LEVELS = 12
MAX_DIMENSIONS = 12
MIN_R_SQUARED = 0.08  # of the variance of the group's distance from the rest, along the line
PART_OF_ROWS = 0.9  # of the error rate, where the rows' own noise explains how the values scatter
REST = 0.4  # of the group's relative change, or less, in the rest of the table
MIN_CHANGE = 0.005  # of the group's first level, as for trends


@dataclass(frozen=True)
class SegmentTrendDetail:
    """The series, and the group that moves."""

    measure: str | None  # None: the rows are counted
    aggregate: Aggregate
    grain: Grain
    dimension: str
    level: object


class SegmentTrendDetector(Detector):
    """Each group's series less the other groups' mean.

    By :func:`~pipeline.analysis.inference.trend.trend_tests`, which hold for random walks, and by
    :func:`~pipeline.analysis.inference.trend.sampled_trend_p` where a bucket's value is uncertain only for its few
    rows; of both the smaller p-value, corrected for the choice (Bonferroni, weighted).
    """

    name: ClassVar[str] = "segment_trend"
    section: ClassVar[str | None] = "who_where"

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        axis = context.time_axis
        if axis is None:
            return
        for dimension in context.groupings[:MAX_DIMENSIONS]:
            levels = context.sample.groupings[dimension.name].levels
            grain = grain_of_groups(axis, context.row_count, len(levels))
            if dimension.ordinal or len(levels) > MAX_LEVELS or grain is None:
                continue
            for series in series_by_group(context, axis, dimension, grain):
                yield from self._test(context, axis, dimension, series, grain)

    def _test(
        self, context: Context, axis: TimeAxis, dimension: Variable, series: GroupSeries, grain: Grain
    ) -> Iterator[Candidate]:
        values, measure, groups = series.values, series.measure, series.levels
        others = values.shape[1] - 1
        rest = (values.sum(axis=1, keepdims=True) - values) / others
        contrast = values - rest
        if others == 1:
            contrast = contrast[:, :1]
        context.tests.count(self.name, contrast.shape[1])
        # the group that moves pulls the others' distance from the rest along: it is the one that moves most by itself
        place = int(np.argmax(np.abs(_rises(values[:, : contrast.shape[1]]))))
        r_squared = float(1 - np.var(detrended(contrast[:, place])) / max(np.var(contrast[:, place]), 1e-300))
        if r_squared < MIN_R_SQUARED:
            return
        errors = series.errors + (series.errors.sum(axis=1, keepdims=True) - series.errors) / others**2
        p_value = float(trend_tests(contrast[:, [place]])[1][0])
        by_rows = sampled_trend_p(contrast[:, place], errors[:, place])
        if by_rows is not None:  # which is the stronger test by far where it can be had
            p_value = min(1.0, by_rows / PART_OF_ROWS, p_value / (1 - PART_OF_ROWS))
        if p_value > context.tests.CANDIDATE_P:
            return
        own, other = _rises(np.column_stack([values[:, place], rest[:, place]]))
        if values.shape[1] == 2 and abs(other) > abs(own):
            place, own, other = 1, other, own
        if abs(other) > REST * abs(own):
            return
        aggregate = axis.aggregate_of(measure_of(context, measure))
        columns = (axis.column, dimension.name) if measure is None else (measure, dimension.name, axis.column)
        yield Candidate(
            kind=self.name,
            columns=columns,
            n=int(context.row_count),
            effect="share of the variance of the group's distance from the rest along a line (R²)",
            effect_size=r_squared,
            strength=float(np.sqrt(r_squared)),
            test="trend tests that hold for random walks, of the group less the rest",
            p_value=p_value,
            unexpectedness=0.9,
            detail=SegmentTrendDetail(measure, aggregate, grain, dimension.name, groups[place]),
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        axis = context.time_axis
        assert axis is not None
        detail: SegmentTrendDetail = candidate.detail
        series = axis.series(measure_of(context, detail.measure), detail.grain)
        query = _proof(context, axis, series, detail.dimension, detail.level)
        values = one_row(context.connection, query)
        needed = ("group_before", "group_after", "rest_before", "rest_after")
        if not values.known(*needed):
            return None
        own = values.number("group_after") - values.number("group_before")
        other = values.number("rest_after") - values.number("rest_before")
        level = abs(values.number("group_before"))
        if abs(other) > 0.6 * abs(own) or abs(own) < MIN_CHANGE * level:
            return None
        return Proven(query, values, _plot(context, axis, series, detail.dimension, detail.level))


def _rises(values: np.ndarray) -> np.ndarray:
    """The change of each column along a fitted line, in units of its typical level or spread."""
    t = np.arange(len(values), dtype=float) - (len(values) - 1) / 2
    changes = t @ values / float(t @ t) * len(values)
    return np.asarray(changes / np.maximum(np.maximum(np.abs(values.mean(axis=0)), values.std(axis=0)), 1e-300))


def _proof(context: Context, axis: TimeAxis, series: Series, dimension: str, level: object) -> str:
    """The first and last third of the group's buckets, and of the rest's (its mean group)."""
    d, third = quote(dimension), max(2, len(series.buckets) // 3)
    first_end, last_start = literal(series.buckets[third - 1]), literal(series.buckets[-third])
    inner = (
        f"SELECT {axis.bucket(series.grain)} AS bucket, {d} AS level, {axis.value_sql(series)} AS value FROM data "
        f"WHERE {d} IS NOT NULL AND {axis.expression} IS NOT NULL GROUP BY 1, 2"
    )
    between = f"bucket BETWEEN {literal(series.buckets[0])} AND {literal(series.buckets[-1])}"
    own = f"level = {literal(level)}"
    columns = {
        "group": f"any_value(level) FILTER ({own})",
        "group_before": f"avg(value) FILTER ({own} AND bucket <= {first_end})",
        "group_after": f"avg(value) FILTER ({own} AND bucket >= {last_start})",
        "rest_before": f"avg(value) FILTER (NOT {own} AND bucket <= {first_end})",
        "rest_after": f"avg(value) FILTER (NOT {own} AND bucket >= {last_start})",
        "first_bucket": "min(bucket)",
        "first_end": f"max(bucket) FILTER (bucket <= {first_end})",
        "last_start": f"min(bucket) FILTER (bucket >= {last_start})",
        "last_bucket": "max(bucket)",
    }
    columns |= context.growth_of("group_change", series.measure, "group_before", "group_after")
    return select(columns, f"({inner}) AS cells", between)


def _plot(context: Context, axis: TimeAxis, series: Series, dimension: str, level: object) -> Plot:
    d = quote(dimension)
    frame: Any = context.connection.execute(
        f"SELECT {axis.bucket(series.grain)} AS time, CASE WHEN {d} = {literal(level)} THEN 0 ELSE 1 END AS other, "
        f"{axis.value_sql(series)} / CAST(count(DISTINCT {d}) AS DOUBLE) AS total, {axis.value_sql(series)} AS "
        f"value FROM data "
        f"WHERE {d} IS NOT NULL AND {axis.expression} IS NOT NULL GROUP BY 1, 2 ORDER BY 2, 1"
    ).df()
    frame = frame[frame["time"].isin(series.buckets)]
    frame["who"] = np.where(frame["other"] == 0, label(level), "mean of the others")
    if not series.is_level:
        frame["value"] = frame["total"].astype(float)
    name = title_of(series.measure, series.aggregate)
    return Plot(
        kind="line",
        title=f"{name} by {series.grain}: {label(level)} and the others",
        frame=sampled(frame[["time", "value", "who"]], MAX_POINTS).reset_index(drop=True),
        x="time",
        y="value",
        x_label=axis.column,
        y_label=name,
        alt_text=f"Line chart of {name} where {dimension} is {label(level)}, and in the other groups.",
        series="who",
        highlight=(label(level),),
        total=len(frame),
        counted="points",
        y_unit=context.unit(series.measure) if series.measure else None,
    )
