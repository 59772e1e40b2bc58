"""Intervals: a point with its range for each name, as for a mean and what it may be."""

from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.kind import ChartKind, Figure
from pipeline.charts.layout import height_of_rows, layout, name_axis, plain, value_axis
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
        y_axis = name_axis(text.labels(names, plot.x_unit), title=None, reverse=True)
        values = [row[plot.y] for row in rows]
        return {
            "data": data,
            "layout": layout(value_axis(plot.y_label, plot.y_unit, values=values), y_axis)
            | {"height": height_of_rows(len(rows))},
        }


def _row(plot: Plot, row: dict[str, Any], place: int, color: str) -> dict[str, Any]:
    assert plot.low is not None
    assert plot.high is not None
    low, middle, high = row[plot.low], row[plot.y], row[plot.high]
    hover = [text.value(row[plot.x], plot.x_unit), *(text.value(item, plot.y_unit) for item in (middle, low, high))]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": plain([low, middle, high]),
        "y": [place] * 3,
        "line": {"color": color, "width": 3},
        "marker": {"color": color, "size": [0, 11, 0], "opacity": 1},
        "customdata": [hover] * 3,
        "hovertemplate": "%{customdata[0]}<br><b>%{customdata[1]}</b> (%{customdata[2]} to %{customdata[3]})"
        "<extra></extra>",
    }
