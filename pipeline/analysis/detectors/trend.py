"""A measure, or the number of rows, rises or falls over time."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline import wording
from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.naming import of_measure, per_bucket, title_of
from pipeline.analysis.roles import Variable
from pipeline.analysis.serial import LEAST_LENGTH, trend_test
from pipeline.analysis.sql import Row, literal, one_row, quote, select
from pipeline.analysis.time_axis import Series, TimeAxis
from pipeline.story import Plot

LEAST_R_SQUARED = 0.1  # of the series' variance that the line takes
LEAST_CHANGE = 0.05  # between the first and the last fifth, of the typical level or spread


class TrendDetector(Detector):
    """Tested on the finest complete series by :func:`~pipeline.analysis.serial.trend_test`."""

    kind: ClassVar[str] = "trend"
    label: ClassVar[str] = "Trend over time"

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        axis = context.time_axis
        if axis is None:
            return
        for measure in [*([None] if axis.counts_vary and context.focus is None else []), *context.measures]:
            if measure is not None and not context.relates_to_focus(measure.name, axis.column):
                continue
            series = axis.series(measure)
            if len(series.values) < LEAST_LENGTH or np.ptp(series.values) == 0:
                continue
            context.tests.count(self.kind)
            candidate = self._test(axis, series)
            if candidate is not None and (candidate.p_value or 0) <= context.tests.CANDIDATE_P:
                yield candidate

    def _test(self, axis: TimeAxis, series: Series) -> Candidate | None:
        slope, p_value = trend_test(series.values)
        fitted = slope * np.arange(len(series.values))
        r_squared = float(1 - np.var(series.values - fitted) / np.var(series.values))
        if r_squared < LEAST_R_SQUARED:
            return None
        return Candidate(
            kind=self.kind,
            columns=(axis.column,) if series.measure is None else (series.measure, axis.column),
            n=int(series.rows.sum()),
            effect="share of the series' variance along the line (R²)",
            effect_size=r_squared,
            strength=float(np.sqrt(r_squared)),
            test="Perron and Yabu's trend test, which holds for random walks too",
            p_value=p_value,
            unexpectedness=0.6,
            detail={"measure": series.measure, "grain": series.grain, "slope": slope},
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        axis = context.time_axis
        assert axis is not None
        measure = context.variables.get(candidate.detail["measure"]) if candidate.detail["measure"] else None
        grain = candidate.detail["grain"]
        series = axis.series(measure, grain)
        query = _proof(axis, series)
        values = one_row(context.connection, query)
        if not values.known("first_level", "last_level"):
            return None
        before, change = values.number("first_level"), values.number("change")
        spread = float(np.std(series.values))
        if change * candidate.detail["slope"] <= 0 or abs(change) < LEAST_CHANGE * max(abs(before), spread):
            return None
        return Proven(query, values, *_words(measure, series, values), _plot(context, axis, series))


def _proof(axis: TimeAxis, series: Series) -> str:
    """The mean level of the series' first and last fifth, from its buckets."""
    value = {
        "count": "count(*)",
        "sum": f"sum({quote(series.measure or '')})",
        "avg": f"avg({quote(series.measure or '')})",
    }
    buckets = series.buckets
    fifth = max(2, len(buckets) // 5)
    inner = select(
        {"bucket": axis.bucket(series.grain), "value": value[series.aggregate]},
        where=f"{axis.expression} IS NOT NULL GROUP BY 1",
    )
    first_end, last_start = buckets[fifth - 1], buckets[-fifth]
    low, high = literal(buckets[0]), literal(buckets[-1])
    return select(
        {
            "first_level": f"avg(value) FILTER (bucket <= {literal(first_end)})",
            "last_level": f"avg(value) FILTER (bucket >= {literal(last_start)})",
            "change": "last_level - first_level",
            "change_share": "(last_level - first_level) / nullif(abs(first_level), 0)",
            "slope_per_bucket": f"regr_slope(value, epoch(bucket)) * {_seconds(series.grain)}",
            "buckets": "count(value)",
            "first_bucket": "min(bucket)",
            "first_end": f"max(bucket) FILTER (bucket <= {literal(first_end)})",
            "last_start": f"min(bucket) FILTER (bucket >= {literal(last_start)})",
            "last_bucket": "max(bucket)",
        },
        f"({inner}) AS series",
        f"bucket BETWEEN {low} AND {high} AND value IS NOT NULL",
    )


def _seconds(grain: str) -> float:
    return {"hour": 3600, "day": 86400, "week": 604800, "month": 2629746, "quarter": 7889238, "year": 31556952}[grain]


def _words(measure: Variable | None, series: Series, values: Row) -> tuple[str, str]:
    before, after = values.number("first_level"), values.number("last_level")
    unit = measure.column.unit if measure else None
    rose = after > before
    grain = series.grain
    dates = [
        wording.day(datetime.fromisoformat(str(values[k])), grain)
        for k in ("first_bucket", "first_end", "last_start", "last_bucket")
    ]
    subject = of_measure(measure, series.aggregate)
    size = wording.percent(abs(values.number("change_share"))) if before > 0 and after >= 0 else None
    by = f" by {size}" if size else ""
    start = subject[:1].upper() + subject[1:]
    headline = f"{start} {'rose' if rose else 'fell'}{by} between {dates[0]} and {dates[3]}"
    text = (
        f"{start} averaged {wording.number(before, unit)} {per_bucket(grain, series.aggregate)}"
        f"from {dates[0]} to {dates[1]}, and {wording.number(after, unit)} from {dates[2]} to {dates[3]}"
        + (f": {size} {'more' if rose else 'less'}." if size else ".")
    )
    return headline, text


def _plot(context: Context, axis: TimeAxis, series: Series) -> Plot:
    frame = pd.DataFrame({"time": series.buckets, "value": series.values})
    t = np.arange(len(frame))
    slope, intercept = np.polyfit(t, series.values, 1)
    ends = [0, len(frame) - 1]
    fit = pd.DataFrame({"time": series.buckets[ends], "value": [slope * i + intercept for i in ends]})
    step = -(-len(frame) // 2000)
    name = title_of(series.measure, series.aggregate)
    return Plot(
        kind="line",
        title=f"{name} by {series.grain}",
        frame=frame.iloc[::step].reset_index(drop=True),
        x="time",
        y="value",
        x_label=axis.column,
        y_label=name,
        alt_text=f"Line chart of {name} by {series.grain}, with a straight line fitted through it.",
        y_unit=context.unit(series.measure) if series.measure else None,
        fit=fit,
    )
