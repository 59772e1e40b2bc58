"""The highest and the lowest single value among all others: on a strip, or on the line of a series."""

from collections.abc import Mapping

import pandas as pd

from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.naming import label as named
from pipeline.analysis.sql import Row, literal, one_row, quote, select
from pipeline.sampling import sampled
from pipeline.story import Plot

MAX_POINTS = 1_000
MAX_OF_LINE = 10_000  # rows of a series are looked at for its line, of which there may be several
MAX_READ = 200_000  # about as many of a long table's rows are looked at for them


def extremes_plot(
    view: View, target: Target, label: str | None, values: Row, base: Target | None = None
) -> Plot | None:
    """All values, the highest and the lowest named; of rows without names beside what they are a part of."""
    if label is not None:
        return _strip(view, target, label, values)
    if view.periods is not None and view.is_single_series:
        return _line(view, target, view.periods, values)
    return None if base is None else _beside(view, target, base, values)


def _beside(view: View, target: Target, base: Target, values: Row) -> Plot:
    known = f"{base.sql} IS NOT NULL AND {target.sql} IS NOT NULL"
    told = (values["ratio_base"], values["ratio_value"]) if values.known("ratio_base", "ratio_value") else ()
    is_told = f"{base.sql} = {literal(told[0])} AND {target.sql} = {literal(told[1])}" if told else "FALSE"
    frame, total = _rows(view, {"base": base.sql, "value": target.sql}, known, always=is_told)
    kept = (frame["base"] == told[0]) & (frame["value"] == told[1]) if told else None
    return Plot(
        kind="scatter",
        title=f"{target.name} by {base.name}",
        frame=sampled(frame, MAX_POINTS, kept),
        x="base",
        y="value",
        x_label=base.name,
        y_label=target.name,
        alt_text=f"Scatter chart of {target.name} against {base.name}.",
        x_unit=base.unit,
        y_unit=target.unit,
        total=total,
        highlight=told,
    )


def _rows(
    view: View,
    columns: Mapping[str, str],
    known: str,
    order: str = "",
    always: str = "FALSE",
    *,
    most: int | None = None,
) -> tuple[pd.DataFrame, int]:
    """The rows of a plot before they are sampled, and how many there are; of a long table by far not all of them.

    ``known`` and ``always``: conditions of those that count, and of those that are there in any case. ``most``: about
    as many are looked at.
    """
    query = select(columns, where=known)
    share = view.row_count // (most or MAX_READ)
    if share <= 1:
        frame = view.context.connection.execute(query + order).df()
        return frame, len(frame)
    drawn = f" AND (hash({', '.join(columns.values())}) % {share} = 0 OR {always})"
    counted = one_row(view.context.connection, select({"rows": "count(*)"}, where=known))
    return view.context.connection.execute(query + drawn + order).df(), counted.size("rows")


def _strip(view: View, target: Target, label: str, values: Row) -> Plot:
    name = f"CAST({quote(label)} AS VARCHAR)"
    known = f"{target.sql} IS NOT NULL AND {quote(label)} IS NOT NULL"
    at_ends = [values[key] for key in _told(values) if values.get(key) is not None]
    always = f"{quote(label)} IN ({', '.join(map(literal, at_ends))})" if at_ends else "FALSE"
    columns = {"name": name, "value": f"CAST({target.sql} AS DOUBLE)"}
    frame, total = _rows(view, columns, known, " ORDER BY 2, 1", always)
    ends = tuple(map(named, at_ends))
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
        total=total,
    )


def _told(values: Row) -> tuple[str, ...]:
    """The keys of the rows that the text names: the first ones, and the last one unless several share its place."""
    behind = tuple(key for key in values if key.startswith("next_") and key.endswith("_label"))
    shared = values.get("last_but_one") is not None and values["last_but_one"] == values["least"]
    return ("most_label", *behind) if shared else ("most_label", *behind, "least_label")


def _line(view: View, target: Target, periods: Periods, values: Row) -> Plot | None:
    """The single values that the text speaks of, not what they come to in a day."""
    moments = [str(values[key]) for key in ("most_moment", "least_moment") if values.get(key) is not None]
    time = f"CAST({periods.expression} AS TIMESTAMP)"
    always = f"{time} IN ({', '.join(map(literal, moments))})" if moments else "FALSE"
    known = f"{target.sql} IS NOT NULL AND {periods.expression} IS NOT NULL"
    frame, total = _rows(
        view,
        {"time": time, "value": f"CAST({target.sql} AS DOUBLE)"},
        known,
        " ORDER BY 1, 2",
        always,
        most=MAX_OF_LINE,
    )
    if len(frame) < 2:
        return None
    shown = sampled(frame, MAX_POINTS, frame["time"].isin(pd.to_datetime(moments)))
    is_one_each = len(periods.frame(periods.finest)) >= total
    course = f"by {periods.finest}" if is_one_each else "over time"
    return Plot(
        kind="line",
        title=f"{target.name} {course}",
        frame=shown,
        x="time",
        y="value",
        x_label=periods.column,
        y_label=target.name,
        alt_text=f"Line chart of {target.name} {course}, its highest and its lowest value marked.",
        y_unit=target.unit,
        highlight=tuple(moments),
        total=total,
        counted=f"{periods.finest}s" if is_one_each else "rows",
    )
