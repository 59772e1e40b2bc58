"""Points: two measures of the same rows, with a fitted line where the finding gives one."""

from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.kind import ChartKind, Figure, Trace
from pipeline.charts.layout import items, layout, legend_below, plain, value_axis
from pipeline.charts.palette import ACCENT, CONTRAST, for_series
from pipeline.story import Plot

MANY_POINTS = 400  # beyond, points are smaller and clearer to see through


class Scatter(ChartKind):
    """One point a row, see-through so that crowds show."""

    name = "scatter"
    label = "Scatter"

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        names = [None] if plot.series is None else list(dict.fromkeys(plot.frame[plot.series].astype(str)))
        wanted = {str(item) for item in plot.highlight}
        colors = {} if plot.series is None else for_series([str(n) for n in names], wanted & {str(n) for n in names})
        data: list[Trace] = []
        for name in names:
            frame = plot.frame if name is None else plot.frame[plot.frame[plot.series].astype(str) == name]
            xs, ys = items(frame, plot.x), items(frame, plot.y)
            marked = [] if name is not None else [i for i, item in enumerate(xs) if str(item) in wanted]
            data.append(_points(plot, xs, ys, ACCENT if name is None else colors[name], name, len(plot.frame)))
            if marked:
                data.append(_points(plot, [xs[i] for i in marked], [ys[i] for i in marked], CONTRAST, None, 1))
        if plot.fit is not None:
            data.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "x": plain(items(plot.fit, plot.x)),
                    "y": plain(items(plot.fit, plot.y)),
                    "line": {"color": CONTRAST, "width": 2.5},
                    "hoverinfo": "skip",
                    "showlegend": False,
                }
            )
        more: dict[str, Any] = legend_below() if len(names) > 1 else {}
        x_axis = value_axis(plot.x_label, plot.x_unit, values=items(plot.frame, plot.x)) | _range_of_points(
            plot, plot.x
        )
        y_axis = value_axis(plot.y_label, plot.y_unit, values=items(plot.frame, plot.y)) | _range_of_points(
            plot, plot.y
        )
        return {"data": data, "layout": layout(x_axis, y_axis, **more)}


def _range_of_points(plot: Plot, column: str) -> dict[str, Any]:
    """The axes show the points; a fitted line may leave them, or it would take the room where points are few."""
    values = [item for item in plain(items(plot.frame, column)) if isinstance(item, int | float)]
    if plot.fit is None or not values:
        return {}
    margin = 0.06 * (max(values) - min(values)) or 1.0
    return {"range": [min(values) - margin, max(values) + margin]}


def _points(plot: Plot, xs: list[Any], ys: list[Any], color: str, name: str | None, total: int) -> Trace:
    many = total > MANY_POINTS
    x_name, y_name = (text.escape(text.shorten(label, 40)) for label in (plot.x_label, plot.y_label))
    return {
        "type": "scatter",
        "mode": "markers",
        "name": text.escape(text.shorten(name or "", 40)),
        "x": plain(xs),
        "y": plain(ys),
        "marker": {"color": color, "size": 5 if many else 7, "opacity": 0.45 if many else 0.7},
        "customdata": text.pairs(xs, plot.x_unit, ys, plot.y_unit),
        "hovertemplate": ("<b>%{fullData.name}</b><br>" if name else "")
        + f"{x_name}: %{{customdata[0]}}<br>{y_name}: %{{customdata[1]}}<extra></extra>",
    }
