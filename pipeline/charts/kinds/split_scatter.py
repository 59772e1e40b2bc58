"""Points in two measures, coloured by group, with the line of each group and the line of all."""

from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.kind import ChartKind, Figure, Trace
from pipeline.charts.kinds.line import shown_series
from pipeline.charts.kinds.scatter import axes_of, dots
from pipeline.charts.layout import items, layout, plain
from pipeline.charts.palette import SERIES, for_series
from pipeline.story import Plot

ALL = "all"  # what the line through all points is called in the series of the fit


class SplitScatter(ChartKind):
    """``series`` is the group, in ``fit`` too, where the line of all is called "all"; at most eight groups."""

    name = "split_scatter"
    label = "Scatter by group"
    fallback = "scatter"

    def can_draw(self, plot: Plot) -> bool:
        """Groups, and the lines through them."""
        return plot.series is not None and plot.fit is not None and plot.series in plot.fit and not plot.frame.empty

    def drawn(self, plot: Plot) -> int:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        return int(plot.frame[plot.series].astype(str).isin(shown_series(plot)).sum())

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        assert plot.fit is not None
        names = shown_series(plot)[: len(SERIES)]
        colors = for_series(names, set())
        data: list[Trace] = []
        for name in names:
            part = plot.frame[plot.frame[plot.series].astype(str) == name]
            data.append(dots(plot, part, colors[name], name, len(plot.frame)))
        for name in [*names, ALL]:
            fitted = plot.fit[plot.fit[plot.series].astype(str) == name]
            if len(fitted):
                data.append(_line(plot, fitted, name, colors.get(name)))
        x_axis, y_axis = axes_of(plot)
        return {"data": data, "layout": layout(x_axis, y_axis, margin={"l": 8, "r": 24, "t": 24, "b": 8})}


def _line(plot: Plot, fitted: Any, name: str, color: str | None) -> Trace:
    """A group's line, or the dashed one of all, with its name at its right end."""
    xs, ys = plain(items(fitted, plot.x)), plain(items(fitted, plot.y))
    said = "all together" if color is None else text.escape(text.shorten(name, 22))
    line: dict[str, Any] = {"width": 3, "color": color or "#7A808A", "dash": "solid" if color else "dash"}
    return {
        "type": "scatter",
        "mode": "lines+text",
        "x": xs,
        "y": ys,
        "line": line,
        "text": ["" if place < len(xs) - 1 else f"<b>{said}</b>" for place in range(len(xs))],
        "textposition": "top left",
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
