"""The highest and the lowest single value among all others: on a strip, or on the line of a series."""

import pandas as pd

from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.naming import label as named
from pipeline.analysis.sql import Row, quote
from pipeline.sampling import sampled
from pipeline.story import Plot

MAX_POINTS = 1_000


def extremes_plot(
    view: View, target: Target, label: str | None, values: Row, base: Target | None = None
) -> Plot | None:
    """All values, the highest and the lowest named; of rows without names beside what they are a part of."""
    if label is not None:
        return _strip(view, target, label, values)
    if view.periods is not None and view.is_single_series:
        return _line(target, view.periods)
    return None if base is None else _beside(view, target, base)


def _beside(view: View, target: Target, base: Target) -> Plot:
    frame = view.context.connection.execute(
        f"SELECT {base.sql} AS base, {target.sql} AS value FROM data "
        f"WHERE {base.sql} IS NOT NULL AND {target.sql} IS NOT NULL"
    ).df()
    return Plot(
        kind="scatter",
        title=f"{target.name} by {base.name}",
        frame=sampled(frame, MAX_POINTS),
        x="base",
        y="value",
        x_label=base.name,
        y_label=target.name,
        alt_text=f"Scatter chart of {target.name} against {base.name}.",
        x_unit=base.unit,
        y_unit=target.unit,
        total=len(frame),
    )


def _strip(view: View, target: Target, label: str, values: Row) -> Plot:
    frame = view.context.connection.execute(
        f"SELECT CAST({quote(label)} AS VARCHAR) AS name, CAST({target.sql} AS DOUBLE) AS value FROM data "
        f"WHERE {target.sql} IS NOT NULL AND {quote(label)} IS NOT NULL ORDER BY 2, 1"
    ).df()
    ends = tuple(named(values[key]) for key in ("most_label", "least_label") if values.get(key) is not None)
    shown = sampled(frame, MAX_POINTS, frame["name"].isin(ends))
    return Plot(
        kind="strip",
        title=f"{target.name} of each {label}",
        frame=shown,
        x="name",
        y="value",
        x_label=label,
        y_label=target.name,
        alt_text=f"Strip chart of {target.name} of each {label}.",
        y_unit=target.unit,
        highlight=ends,
        total=len(frame),
    )


def _line(target: Target, periods: Periods) -> Plot | None:
    grain = periods.finest
    series = periods.series(target, grain)
    if len(series) < 2:
        return None
    frame = pd.DataFrame({"time": series.index, "value": series.to_numpy(dtype=float)})
    ends = tuple(series.index[place] for place in (int(series.argmax()), int(series.argmin())))
    shown = sampled(frame, MAX_POINTS, frame["time"].isin(ends))
    return Plot(
        kind="line",
        title=f"{target.name} by {grain}",
        frame=shown,
        x="time",
        y="value",
        x_label=periods.column,
        y_label=target.name,
        alt_text=f"Line chart of {target.name} by {grain}, its highest and its lowest value marked.",
        y_unit=target.unit,
        highlight=tuple(moment.isoformat() for moment in ends),
        total=len(frame),
        counted=f"{grain}s",
    )
