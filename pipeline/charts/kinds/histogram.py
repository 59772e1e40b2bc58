"""Histograms: how often values fall into each of a row of ranges, counted by the finding."""

from datetime import datetime
from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.kind import ChartKind, Figure, Trace
from pipeline.charts.layout import items, layout, plain, value_axis
from pipeline.charts.palette import CONTRAST, TRANSPARENT, for_points
from pipeline.story import Plot

UNSEEN = 0.004  # of the highest bar: about a pixel


class Histogram(ChartKind):
    """One bar a range, from its left to its right edge."""

    name = "histogram"
    label = "Histogram"
    fallback = "bar"

    def can_draw(self, plot: Plot) -> bool:
        """The right edges must be there."""
        return plot.x_end is not None and not plot.frame.empty

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        assert plot.x_end is not None
        left, right, counts = (items(plot.frame, column) for column in (plot.x, plot.x_end, plot.y))
        marked = {str(item) for item in plot.highlight}
        trace = {
            "type": "bar",
            "x": plain(_middle(a, b) for a, b in zip(left, right, strict=True)),
            "width": plain(_width(a, b) for a, b in zip(left, right, strict=True)),
            "y": plain(counts),
            "marker": {
                "color": for_points([str(item) in marked for item in left]),
                "line": {"width": 1, "color": TRANSPARENT},
            },
            "customdata": [
                [f"{text.value(a, plot.x_unit)} to {text.value(b, plot.x_unit)}", text.value(n, plot.y_unit)]
                for a, b, n in zip(left, right, counts, strict=True)
            ],
            "hovertemplate": f"%{{customdata[0]}}<br><b>%{{customdata[1]}}</b> {_counted(plot)}<extra></extra>",
        }
        x_axis = value_axis(plot.x_label, plot.x_unit, grid=False, values=left)
        y_axis = value_axis(plot.y_label, plot.y_unit) | {"rangemode": "tozero"}
        return {"data": [trace, *_dots(trace)], "layout": layout(x_axis, y_axis, bargap=0.04)}


def _dots(bars: Trace) -> list[Trace]:
    """A dot for each range whose bar is too low to be seen: far values are what a reader looks for."""
    lowest = UNSEEN * max((size for size in bars["y"] if size), default=0)
    low = [i for i, size in enumerate(bars["y"]) if size and size < lowest]
    if not low:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [bars["x"][i] for i in low],
            "y": [0] * len(low),
            "marker": {"color": CONTRAST, "size": 6},
            "cliponaxis": False,
            "customdata": [bars["customdata"][i] for i in low],
            "hovertemplate": bars["hovertemplate"],
        }
    ]


def _counted(plot: Plot) -> str:
    return text.escape(text.shorten(plot.y_label, 40).lower())


def _middle(left: Any, right: Any) -> Any:
    return left + (right - left) / 2


def _width(left: Any, right: Any) -> float:
    """In the axis' unit; an axis of time counts milliseconds. A hair of it is left between the bars."""
    width = (right - left).total_seconds() * 1000 if isinstance(left, datetime) else float(right) - float(left)
    return width * 0.96
