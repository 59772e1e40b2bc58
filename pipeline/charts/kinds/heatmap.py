"""Heat tables: a value for each pair of two sets of names."""

from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.kind import ChartKind, Figure
from pipeline.charts.layout import height_of_rows, items, layout, name_axis, plain
from pipeline.charts.palette import ACCENT, CONTRAST, HIGHLIGHT, with_alpha
from pipeline.story import Plot

MAX_LABELLED_CELLS = 48
MAX_LABELLED_COLUMNS = 7  # more labels would touch each other on a phone
MANY_COLUMNS = 12  # of which not each has its name
COLUMN_NAME = 10  # characters of a line
STRONGEST = 0.7  # so that the page's own text colour stays legible on the darkest cell


class Heatmap(ChartKind):
    """Columns are ``x``, rows are ``series``, the colour is ``y``: paler is less; orange is below zero."""

    name = "heatmap"
    label = "Heat table"
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
        said = [text.of_y(plot, row) for row in grid]
        trace: dict[str, Any] = {
            "type": "heatmap",
            "x": list(range(len(columns))),
            "y": list(range(len(lines))),
            "z": [plain(row) for row in grid],
            "xgap": 2,
            "ygap": 2,
            "showscale": False,
            "customdata": [
                [[text.value(x), text.value(row), said[j][i]] for i, x in enumerate(columns)]
                for j, row in enumerate(lines)
            ],
            "hovertemplate": "%{customdata[0]}, %{customdata[1]}<br><b>%{customdata[2]}</b><extra></extra>",
            **_scale([value for row in grid for value in plain(row) if value is not None]),
        }
        more: dict[str, Any] = {"shapes": _frames(plot, columns, lines)}
        if len(columns) <= MAX_LABELLED_COLUMNS and len(columns) * len(lines) <= MAX_LABELLED_CELLS:
            more["annotations"] = _cell_texts(plot, grid, [text.bare_y(plot, row) for row in grid], columns, lines)
        else:
            more["annotations"] = _ends(grid, said)
        names, row_names = [text.wrap(text.written(x), COLUMN_NAME, 3) for x in columns], text.labels(lines)
        if len(columns) > MANY_COLUMNS:
            names = [name if place % (len(columns) // 4) == 0 else "" for place, name in enumerate(names)]
        x_axis = name_axis(names, title=plot.x_label)
        shape = layout(x_axis, name_axis(row_names, title=None, reverse=True), **more)
        return {"data": [trace], "layout": shape | {"height": height_of_rows(len(lines), row_names) + 60}}


def _pairs(plot: Plot) -> set[tuple[str, str]]:
    """The cells that the point speaks of, each as column and row."""
    named = [str(item) for item in plot.highlight]
    return set(zip(named[::2], named[1::2], strict=False))


def _frames(plot: Plot, columns: list[Any], lines: list[Any]) -> list[dict[str, Any]]:
    marked = _pairs(plot)
    return [
        {
            "type": "rect",
            "x0": i - 0.48,
            "x1": i + 0.48,
            "y0": j - 0.46,
            "y1": j + 0.46,
            "line": {"color": HIGHLIGHT, "width": 3},
        }
        for i, x in enumerate(columns)
        for j, row in enumerate(lines)
        if (str(x), str(row)) in marked
    ]


def _cell_texts(
    plot: Plot, grid: list[list[Any]], said: list[list[str]], columns: list[Any], lines: list[Any]
) -> list[dict[str, Any]]:
    """As annotations, which take the page's text colour: the trace's own text would be chosen against opaque cells."""
    marked = _pairs(plot)
    return [
        _note(x, y, f"<b>{said[y][x]}</b>" if (str(columns[x]), str(lines[y])) in marked else said[y][x])
        for y, row in enumerate(grid)
        for x, value in enumerate(row)
        if not text.is_missing(value)
    ]


def _ends(grid: list[list[Any]], said: list[list[str]]) -> list[dict[str, Any]]:
    """Of many cells the values of the highest and of the lowest one."""
    known = [(value, x, y) for y, row in enumerate(grid) for x, value in enumerate(row) if not text.is_missing(value)]
    ends = {max(known)[1:], min(known)[1:]} if known else set()
    return [_note(x, y, f"<b>{said[y][x]}</b>") for x, y in sorted(ends)]


def _note(x: int, y: int, said: str) -> dict[str, Any]:
    return {"x": x, "y": y, "text": said, "showarrow": False, "captureevents": False}


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
