"""Dumbbells: two values for each name, and how far they lie apart."""

from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.grouped_bars import key_of
from pipeline.charts.kinds.kind import ChartKind, Figure, Trace
from pipeline.charts.layout import height_of_rows, layout, log_axis, name_axis, plain, value_axis, with_references
from pipeline.charts.order import display_order
from pipeline.charts.palette import HIGHLIGHT, MUTED
from pipeline.charts.ticks import needs_log
from pipeline.story import Plot

MAX_ROWS = 20
DOT = 12  # px
LETTER = 7.2  # px, about, of a label
PHONE = 300  # px that a phone has for the names and what is beside them
MAX_ROOM = 0.36  # of the width, on each side


class Dumbbell(ChartKind):
    """``low`` and ``high`` are columns of two values, called by the names of these columns; each dot has its label."""

    name = "dumbbell"
    label = "Dumbbell"
    fallback = "bar"
    most = MAX_ROWS

    def can_draw(self, plot: Plot) -> bool:
        """Both values must be there."""
        return plot.low is not None and plot.high is not None and plot.series is None and not plot.frame.empty

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        assert plot.low is not None
        assert plot.high is not None
        rows = display_order(plot)[:MAX_ROWS]
        names = [row[plot.x] for row in rows]
        values = [row[column] for row in rows for column in (plot.low, plot.high) if not text.is_missing(row[column])]
        data = [
            _bridges(plot.low, plot.high, rows),
            _dots(plot, rows, plot.low, plot.high),
            _dots(plot, rows, plot.high, plot.low),
        ]
        shown = text.labels(names, plot.x_unit)
        axis = value_axis(plot.y_label, plot.y_unit, across=True, values=values)
        axis = log_axis(axis, values, plot.y_unit) if needs_log(values) else axis | _room(plot, values, shown)
        axis |= {"showticklabels": False, "showgrid": False, "title": {"text": ""}}  # each dot says its value
        shape = layout(
            axis,
            name_axis(shown, title=None, reverse=True),
            annotations=[key_of({plot.low: MUTED, plot.high: HIGHLIGHT})],
            margin={"l": 8, "r": 24, "t": 44, "b": 8},
        )
        shape["height"] = height_of_rows(len(rows), shown) + 40
        return {"data": data, "layout": with_references(shape, plot, lying=True)}


def _room(plot: Plot, values: list[float], names: list[str]) -> dict[str, Any]:
    """Room for the labels beside the outermost dots, on both sides; long names leave a phone little of it."""
    low, high = min(values), max(values)
    longest = max(map(len, text.of_y(plot, values)))
    width = PHONE - LETTER * max(len(line) for name in names for line in name.split("<br>"))
    part = min(MAX_ROOM, (DOT + LETTER * longest) / width)
    margin = part / (1 - 2 * part) * (high - low) or abs(high) or 1.0
    return {"range": [low - margin, high + margin]}


def _bridges(low: str, high: str, rows: list[dict[str, Any]]) -> Trace:
    """The lines between the two values, all in one trace with gaps between."""
    xs = [value for row in rows for value in (row[low], row[high], None)]
    ys = [value for place in range(len(rows)) for value in (place, place, None)]
    line = {"color": MUTED, "width": 3}
    return {"type": "scatter", "mode": "lines", "x": plain(xs), "y": ys, "line": line, "hoverinfo": "skip"}


def _dots(plot: Plot, rows: list[dict[str, Any]], column: str, other: str) -> Trace:
    """The dots of one of the two values, each labelled on the side away from the other."""
    values = [row[column] for row in rows]
    is_right = [_is_right(row[column], row[other], second=column == plot.high) for row in rows]
    names = [text.value(row[plot.x], plot.x_unit) for row in rows]
    said = text.of_y(plot, values)
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": text.escape(column),
        "x": plain(values),
        "y": list(range(len(rows))),
        "marker": {"color": HIGHLIGHT if column == plot.high else MUTED, "size": DOT},
        "text": [f" {text_} " for text_ in said],
        "textposition": ["middle right" if right else "middle left" for right in is_right],
        "cliponaxis": False,
        "customdata": [list(pair) for pair in zip(names, said, strict=True)],
        "hovertemplate": "%{customdata[0]}, %{fullData.name}<br><b>%{customdata[1]}</b><extra></extra>",
    }


def _is_right(value: Any, other: Any, *, second: bool) -> bool:
    if text.is_missing(value) or text.is_missing(other) or value == other:
        return second
    return bool(value > other)
