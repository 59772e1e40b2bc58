"""Intervals: a point with its range for each name, as for a mean and what it may be."""

from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.kind import ChartKind, Figure
from pipeline.charts.layout import height_of_rows, layout, name_axis, plain, value_axis, with_references
from pipeline.charts.order import display_order
from pipeline.charts.palette import for_points
from pipeline.story import Plot

MAX_ROWS = 30


class Interval(ChartKind):
    """One row a name: a line from ``low`` to ``high`` with a point at ``y``."""

    name = "interval"
    label = "Interval"
    fallback = "bar"

    def can_draw(self, plot: Plot) -> bool:
        """Both ends must be there."""
        return plot.low is not None and plot.high is not None and plot.series is None and not plot.frame.empty

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        rows = display_order(plot)[:MAX_ROWS]
        names = [row[plot.x] for row in rows]
        marked = {str(item) for item in plot.highlight}
        colors = for_points([str(name) in marked for name in names])
        data = [_row(plot, row, place, color) for place, (row, color) in enumerate(zip(rows, colors, strict=True))]
        shown = text.labels(names, plot.x_unit)
        values = [row[column] for row in rows for column in (plot.low, plot.y, plot.high) if column]
        axis = value_axis(plot.y_label, plot.y_unit, across=True, values=values)
        shape = layout(axis, name_axis(shown, title=None, reverse=True)) | {"height": height_of_rows(len(rows), shown)}
        return {"data": data, "layout": with_references(shape, plot, lying=True)}


def _row(plot: Plot, row: dict[str, Any], place: int, color: str) -> dict[str, Any]:
    assert plot.low is not None
    assert plot.high is not None
    low, middle, high = row[plot.low], row[plot.y], row[plot.high]
    hover = [text.value(row[plot.x], plot.x_unit), *text.of_y(plot, (middle, low, high))]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "text": ["", hover[1], ""],
        "textposition": "top center",
        "x": plain([low, middle, high]),
        "y": [place] * 3,
        "line": {"color": color, "width": 3},
        "marker": {"color": color, "size": [0, 11, 0], "opacity": 1},
        "customdata": [hover] * 3,
        "hovertemplate": "%{customdata[0]}<br><b>%{customdata[1]}</b> (%{customdata[2]} to %{customdata[3]})"
        "<extra></extra>",
    }
