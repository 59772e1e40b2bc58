"""Histograms: how often values fall into each of a row of ranges, counted by the finding, and a threshold in them."""

from datetime import datetime
from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.kind import ChartKind, Figure, Trace
from pipeline.charts.layout import items, layout, plain, value_axis, with_references
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

    def drawn(self, plot: Plot) -> int:
        """The rows in all ranges; each row of the plot counts many."""
        return len(plot.frame) if plot.total is None else int(plot.frame[plot.y].sum())

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        assert plot.x_end is not None
        left, right, counts = (items(plot.frame, column) for column in (plot.x, plot.x_end, plot.y))
        marked = {str(item) for item in plot.highlight}
        said = zip(text.of_x(plot, left), text.of_x(plot, right), text.of_y(plot, counts), strict=True)
        trace = {
            "type": "bar",
            "x": plain(_middle(a, b) for a, b in zip(left, right, strict=True)),
            "width": plain(_width(a, b) for a, b in zip(left, right, strict=True)),
            "y": plain(counts),
            "marker": {
                "color": for_points([str(item) in marked for item in left]),
                "line": {"width": 1, "color": TRANSPARENT},
            },
            "customdata": [[f"{start} to {end}", size] for start, end, size in said],
            "hovertemplate": f"%{{customdata[0]}}<br><b>%{{customdata[1]}}</b> {_counted(plot)}<extra></extra>",
        }
        x_axis = value_axis(plot.x_label, plot.x_unit, grid=False, across=True, values=[*left, right[-1]])
        known = text.known(counts)
        y_axis = value_axis(plot.y_label, plot.y_unit, values=[0, *known]) | {"rangemode": "tozero"}
        shape = with_references(layout(x_axis, y_axis, bargap=0.04), plot)
        return {"data": [trace, *_dots(trace)], "layout": shape}


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
