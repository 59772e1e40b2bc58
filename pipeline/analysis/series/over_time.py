"""A series as SQL, in words and as a line: what all findings about time share."""

from datetime import datetime

import numpy as np
import pandas as pd

from pipeline import wording
from pipeline.analysis.context import Context
from pipeline.analysis.naming import title_of
from pipeline.analysis.series.carrier import Carrier
from pipeline.analysis.sql import Row, literal, select
from pipeline.analysis.variables.roles import Variable
from pipeline.analysis.variables.time_axis import Aggregate, Grain, Series, TimeAxis
from pipeline.sampling import sampled
from pipeline.story import Plot, Reference

MAX_POINTS = 2_000
MIN_LENGTH = 8


def series_to_test(
    context: Context, least: int = MIN_LENGTH, grain: Grain | None = None, *, averages: bool = False
) -> list[Series]:
    """The series worth a test: of the rows' number where it varies, and of each measure, on one grain.

    With ``averages`` also the average of measures that add up: the total moves with the number of rows, too.
    """
    axis = context.time_axis
    if axis is None:
        return []
    measures = [m for m in axis.measures if context.relates_to_focus(m.name, axis.column)]
    counted = [None] if axis.counts_vary_by(grain) and context.relates_to_focus(axis.column) else []
    series = [axis.series(measure, grain) for measure in [*counted, *measures]]
    if averages and axis.counts_vary:
        series += [axis.series(m, grain, Aggregate.AVERAGE) for m in measures if axis.aggregate_of(m) is Aggregate.SUM]
    return [s for s in series if len(s.values) >= least and np.ptp(s.values) > 0]


def columns_of(axis: TimeAxis, series: Series, carrier: Carrier | None = None) -> tuple[str, ...]:
    """The columns that a finding about a series speaks of, with that of the group that the change is of."""
    by = () if carrier is None else (carrier.by,)
    return (axis.column, *by) if series.measure is None else (series.measure, axis.column, *by)


def measure_of(context: Context, name: str | None) -> Variable | None:
    """The measure of a series; None where rows are counted."""
    return None if name is None else context.variables[name]


def source(axis: TimeAxis, series: Series, where: str = "TRUE") -> str:
    """SQL: the series as a table of ``bucket`` and ``value``, whole buckets only."""
    inner = select(
        {"bucket": axis.bucket(series.grain), "value": axis.value_sql(series)},
        where=f"{axis.expression} IS NOT NULL AND {where} GROUP BY 1",
    )
    between = f"bucket BETWEEN {literal(series.buckets[0])} AND {literal(series.buckets[-1])}"
    return f"(SELECT bucket, value FROM ({inner}) AS buckets WHERE {between} AND value IS NOT NULL) AS series"


def day_of(values: Row, name: str, grain: Grain) -> str:
    """A bucket of a proof, in words."""
    return wording.day(datetime.fromisoformat(str(values[name])), grain)


def line(
    context: Context,
    axis: TimeAxis,
    series: Series,
    *,
    fit: np.ndarray | None = None,
    highlight: tuple[pd.Timestamp, ...] = (),
    references: tuple[Reference, ...] = (),
    alt: str = "",
) -> Plot:
    """The series as a line, with ``fit`` (a value a bucket) over it and ``highlight`` marked."""
    name = title_of(series.measure, series.aggregate)
    frame = pd.DataFrame({"time": series.buckets, "value": series.values})
    fitted = None if fit is None else pd.DataFrame({"time": series.buckets, "value": fit})
    kept = sampled(frame, MAX_POINTS, _always(frame, highlight))
    return Plot(
        kind="line",
        title=f"{name} by {series.grain}",
        frame=kept.reset_index(drop=True),
        x="time",
        y="value",
        x_label=axis.column,
        y_label=name,
        alt_text=f"Line chart of {name} by {series.grain}{alt}.",
        y_unit=context.unit(series.measure) if series.measure else None,
        fit=None if fitted is None else fitted.loc[kept.index].reset_index(drop=True),
        highlight=tuple(moment.isoformat() for moment in highlight),
        references=references,
        total=len(frame),
        counted=f"{series.grain}s",
    )


def _always(frame: pd.DataFrame, highlight: tuple[pd.Timestamp, ...]) -> pd.Series:
    """What no sample of a series leaves out: its ends, its highest and lowest values, and the moments spoken of."""
    values = frame["value"]
    ends = (frame.index == 0) | (frame.index == len(frame) - 1)
    kept = frame["time"].isin(list(highlight)) | (values == values.max()) | (values == values.min()) | ends
    return pd.Series(kept, index=frame.index)
