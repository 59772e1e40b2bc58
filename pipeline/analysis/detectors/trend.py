"""A measure, or the number of rows, rises or falls over time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector, News
from pipeline.analysis.inference.step import Form, form_of
from pipeline.analysis.inference.trend import trend_tests
from pipeline.analysis.series.carrier import Carrier, carried, find_carrier, moved_series
from pipeline.analysis.series.over_time import columns_of, line, series_to_test, source
from pipeline.analysis.sql import literal, one_row, select
from pipeline.analysis.variables.time_axis import BUCKET_SECONDS, Aggregate, Grain, Series, TimeAxis
from pipeline.story import Plot

MIN_R_SQUARED = 0.03  # of the series' variance that the line takes
MIN_CHANGE = 0.005  # between the first and the last fifth, of the first level


@dataclass(frozen=True)
class TrendDetail:
    """The series, and how steep it is."""

    measure: str | None  # None: the rows are counted
    aggregate: Aggregate
    grain: Grain
    slope: float  # a bucket
    carrier: Carrier | None = None  # the group that moved, where no other did


class TrendDetector(Detector):
    """Tested on the finest complete series by :func:`~pipeline.analysis.inference.trend.trend_tests`."""

    name: ClassVar[str] = "trend"
    section: ClassVar[str | None] = "how_much"
    news: ClassVar[News | None] = News.MOVEMENT
    news_of_one: ClassVar[News | None] = News.MOVEMENT
    table: ClassVar[str | None] = "trends"
    is_lasting: ClassVar[bool] = True
    same_as: ClassVar[str | None] = "change"

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        tested = series_to_test(context, averages=True)
        context.tests.count(self.name, len(tested))
        for length in sorted({len(s.values) for s in tested}):
            together = [s for s in tested if len(s.values) == length]
            slopes, p_values = trend_tests(np.column_stack([s.values for s in together]))
            for series, slope, p_value in zip(together, slopes, p_values, strict=True):
                fitted = slope * np.arange(length)
                r_squared = float(1 - np.var(series.values - fitted) / np.var(series.values))
                if p_value > context.tests.CANDIDATE_P or r_squared < MIN_R_SQUARED:
                    continue
                if form_of(series.values) is Form.STEP:
                    continue  # one jump describes it better: a change of level
                yield self._candidate(context, series, float(slope), float(p_value), r_squared)

    def _candidate(self, context: Context, series: Series, slope: float, p_value: float, r_squared: float) -> Candidate:
        axis, fifth = context.time_axis, _fifth(series)
        assert axis is not None
        buckets = series.buckets
        ends = [(buckets[0], buckets[fifth - 1])], [(buckets[-fifth], buckets[-1])]
        carrier = find_carrier(context, self.name, moved_series(context, axis, series, *ends))
        return Candidate(
            kind=self.name,
            columns=columns_of(axis, series, carrier),
            n=int(series.rows.sum()),
            effect="share of the series' variance along the line (R²)",
            effect_size=r_squared,
            strength=float(np.sqrt(r_squared)),
            test="trend tests by generalised least squares and likelihood ratio that hold for random walks",
            p_value=p_value,
            unexpectedness=0.6,
            detail=TrendDetail(series.measure, series.aggregate, series.grain, slope, carrier),
            series=series,
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        axis = context.time_axis
        assert axis is not None
        series = candidate.series
        assert series is not None
        query = _proof(context, axis, series)
        values = one_row(context.connection, query)
        if not values.known("first_level", "last_level"):
            return None
        before, change = values.number("first_level"), values.number("change")
        if change * candidate.detail.slope <= 0 or abs(change) < MIN_CHANGE * abs(before):
            return None
        plot = _plot(context, axis, series)
        return Proven(*carried(context, candidate.detail.carrier, query, values, plot))


def _fifth(series: Series) -> int:
    return max(2, len(series.buckets) // 5)


def _proof(context: Context, axis: TimeAxis, series: Series) -> str:
    """The mean level of the series' first and last fifth, from its buckets."""
    fifth = _fifth(series)
    first_end, last_start = literal(series.buckets[fifth - 1]), literal(series.buckets[-fifth])
    return select(
        {
            "first_level": f"avg(value) FILTER (bucket <= {first_end})",
            "last_level": f"avg(value) FILTER (bucket >= {last_start})",
            "change": "last_level - first_level",
            "slope_per_bucket": f"regr_slope(value, epoch(bucket)) * {BUCKET_SECONDS[series.grain]}",
            "buckets": "count(value)",
            "first_bucket": "min(bucket)",
            "first_end": f"max(bucket) FILTER (bucket <= {first_end})",
            "last_start": f"min(bucket) FILTER (bucket >= {last_start})",
            "last_bucket": "max(bucket)",
        }
        | context.growth_of("change", series.measure, "first_level", "last_level"),
        source(axis, series),
    )


def _plot(context: Context, axis: TimeAxis, series: Series) -> Plot:
    t = np.arange(len(series.values))
    slope, intercept = np.polyfit(t, series.values, 1)
    return line(context, axis, series, fit=slope * t + intercept, alt=", with a straight line fitted through it")
