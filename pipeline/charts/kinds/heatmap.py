"""Heatmaps: a value for each pair of two sets of names."""

from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.kind import ChartKind, Figure
from pipeline.charts.layout import height_of_rows, items, layout, name_axis, plain
from pipeline.charts.palette import ACCENT, CONTRAST, with_alpha
from pipeline.story import Plot

MAX_LABELLED_CELLS = 60
STRONGEST = 0.7  # so that the page's own text colour stays legible on the darkest cell


class Heatmap(ChartKind):
    """Columns are ``x``, rows are ``series``, the colour is ``y``: paler is less; orange is below zero."""

    name = "heatmap"
    label = "Heatmap"
    fallback = "bar"

    def can_draw(self, plot: Plot) -> bool:
        """A second set of names is needed for the rows."""
        return plot.series is not None and not plot.frame.empty

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        assert plot.series is not None
        xs, rows, values = (items(plot.frame, column) for column in (plot.x, plot.series, plot.y))
        columns, lines = list(dict.fromkeys(xs)), list(dict.fromkeys(rows))
        cell = {(row, x): value for row, x, value in zip(rows, xs, values, strict=True)}
        grid = [[cell.get((row, x)) for x in columns] for row in lines]
        trace: dict[str, Any] = {
            "type": "heatmap",
            "x": list(range(len(columns))),
            "y": list(range(len(lines))),
            "z": [plain(row) for row in grid],
            "xgap": 2,
            "ygap": 2,
            "showscale": False,
            "customdata": [
                [[text.value(x), text.value(row), text.value(cell.get((row, x)), plot.y_unit)] for x in columns]
                for row in lines
            ],
            "hovertemplate": "%{customdata[0]}, %{customdata[1]}<br><b>%{customdata[2]}</b><extra></extra>",
            **_scale([value for row in grid for value in plain(row) if value is not None]),
        }
        more: dict[str, Any] = {}
        if len(columns) * len(lines) <= MAX_LABELLED_CELLS:
            more["annotations"] = _cell_texts(grid, plot.y_unit)
        else:
            title = {"text": text.axis_title(plot.y_label, plot.y_unit)}
            trace |= {"showscale": True, "colorbar": {"title": title, "outlinewidth": 0, "thickness": 14}}
        x_axis = name_axis(text.labels(columns), title=plot.x_label)
        y_axis = name_axis(text.labels(lines), title=None, reverse=True)
        return {"data": [trace], "layout": layout(x_axis, y_axis, **more) | {"height": height_of_rows(len(lines)) + 40}}


def _cell_texts(grid: list[list[Any]], unit: str | None) -> list[dict[str, Any]]:
    """As annotations, which take the page's text colour: the trace's own text would be chosen against opaque cells."""
    return [
        {"x": x, "y": y, "text": text.value(value, unit), "showarrow": False, "captureevents": False}
        for y, row in enumerate(grid)
        for x, value in enumerate(row)
        if not text.is_missing(value)
    ]


def _scale(values: list[float]) -> dict[str, Any]:
    """Pale to strong; two-sided around zero where values lie on both sides of it."""
    low, high = min(values, default=0), max(values, default=1)
    pale, strong = with_alpha(ACCENT, 0.04), with_alpha(ACCENT, STRONGEST)
    if low < 0 < high:
        reach = max(-low, high)
        scale = [[0, with_alpha(CONTRAST, STRONGEST)], [0.5, with_alpha(ACCENT, 0.0)], [1, strong]]
        return {"colorscale": scale, "zmin": -reach, "zmax": reach}
    return {
        "colorscale": [[0, pale], [1, strong]],
        "zmin": min(low, 0) if low >= 0 else low,
        "zmax": high if high > low else low + 1,
    }
