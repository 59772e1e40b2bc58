"""Distributions: a small histogram for each of several columns, each on its own scale."""

from typing import Any

from pipeline.charts import grid, text
from pipeline.charts.kinds.kind import ChartKind, Figure
from pipeline.charts.kinds.line import shown_series
from pipeline.charts.layout import items, layout, plain
from pipeline.charts.palette import ACCENT
from pipeline.story import Plot

NAME_LENGTH = 24  # characters of a line above a small chart on a phone, which has room for two


class Distributions(ChartKind):
    """``series`` is the column, ``x`` a value or the start of a range of it, ``y`` its rows; at most eight columns."""

    name = "distributions"
    label = "Distributions"
    fallback = "bar"

    def can_draw(self, plot: Plot) -> bool:
        """Of each column there is more than one bar in all."""
        return plot.series is not None and len(plot.frame) > 1

    def drawn(self, plot: Plot) -> int:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        return int(plot.frame[plot.series].astype(str).isin(shown_series(plot)).sum())

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        names = shown_series(plot)
        data, titles = [], []
        axes: dict[str, Any] = {}
        for place, name in enumerate(names):
            part = plot.frame[plot.frame[plot.series].astype(str) == name]
            shown, counts = text.of_x(plot, items(part, plot.x)), items(part, plot.y)
            x, y, entries = grid.axes_of(place, len(names))
            data.append(
                {
                    "type": "bar",
                    "xaxis": x,
                    "yaxis": y,
                    "x": list(range(len(shown))),
                    "y": plain(counts),
                    "marker": {"color": ACCENT},
                    "customdata": [list(pair) for pair in zip(shown, text.of_y(plot, counts), strict=True)],
                    "hovertemplate": "%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
                }
            )
            x_name, y_name = entries
            axes[x_name] = entries[x_name] | _ends(shown)
            axes[y_name] = entries[y_name] | {"showticklabels": False, "rangemode": "tozero"}
            titles.append(grid.title_of(place, len(names), f"<b>{text.wrap(name, NAME_LENGTH)}</b>"))
        shape = layout({}, {}, annotations=titles, bargap=0.08) | axes
        return {"data": data, "layout": shape | {"height": grid.height_of(len(names))}}


def _ends(shown: list[str]) -> dict[str, Any]:
    """The first and the last value below the bars; between them there is no room for more."""
    places = [0, len(shown) - 1] if len(shown) > 1 else [0]
    said = [text.shorten(shown[place], 11) for place in places]
    return {"tickmode": "array", "tickvals": places, "ticktext": said, "tickangle": 0, "automargin": True}
