"""Heat tables: a value for each pair of two sets of names."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.kind import ChartKind, Figure, Trace
from pipeline.charts.layout import height_of_rows, items, layout, name_axis, plain
from pipeline.charts.palette import ACCENT, CONTRAST, HIGHLIGHT, with_alpha
from pipeline.story import Plot

MAX_LABELLED_CELLS = 48
MAX_LABELLED_COLUMNS = 7  # more labels would touch each other on a phone
MANY_COLUMNS = 12  # of which not each has its name
COLUMN_NAME, ALL_NAMES = 10, 28  # characters of a line below a column, at least, and below all of them on a phone
TURNS = (0, 45, 90)  # of names below columns, as these are narrower
STRONGEST = 0.7  # so that the page's own text colour stays legible on the darkest cell


class Heatmap(ChartKind):
    """Columns are ``x``, rows are ``series``, the colour is ``y``: paler is less; orange is below zero."""

    name = "heatmap"
    label = "Heat table"
    fallback = "bar"

    def can_draw(self, plot: Plot) -> bool:
        """A second set of names is needed for the rows."""
        return plot.series is not None and not plot.frame.empty

    def drawn(self, plot: Plot) -> int:
        """The cells with a value."""
        return int(plot.frame[plot.y].notna().sum())

    def remark(self, plot: Plot) -> str:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        return "The others are too small to tell" if self.drawn(plot) < len(plot.frame) else ""

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        table = _table(plot)
        said = _written(table, partial(text.of_y, plot))
        names = text.labels(table.lines)
        shape = layout(
            _turning(name_axis(_column_names(table.columns), title=plot.x_label)),
            name_axis(names, title=None, reverse=True),
            shapes=_frames(plot, table),
            annotations=_notes(plot, table, said),
        )
        return {
            "data": [_cells(table, said)],
            "layout": shape | {"height": height_of_rows(len(table.lines), names) + 60},
        }


@dataclass(frozen=True)
class Table:
    """The values of a plot by columns and lines: ``grid[line][column]``, None where there is no such pair."""

    columns: list[Any]
    lines: list[Any]
    grid: list[list[Any]]


def _table(plot: Plot) -> Table:
    assert plot.series is not None
    xs, rows, values = (items(plot.frame, column) for column in (plot.x, plot.series, plot.y))
    known = [(x, row) for x, row, value in zip(xs, rows, values, strict=True) if not text.is_missing(value)]
    columns = _in_order(xs, {x for x, _ in known})
    lines = _in_order(rows, {row for _, row in known})
    cell = {(row, x): value for row, x, value in zip(rows, xs, values, strict=True)}
    return Table(columns, lines, [[cell.get((row, x)) for x in columns] for row in lines])


def _written(table: Table, write: Callable[[list[Any]], list[str]]) -> list[list[str]]:
    """All cells in words, those of one line with the same last digit as those of another."""
    told = iter(write([value for line in table.grid for value in line]))
    return [[next(told) for _ in line] for line in table.grid]


def _in_order(names: list[Any], kept: set[Any]) -> list[Any]:
    """Each name once, in its order; without those that have no value in any cell."""
    return [name for name in dict.fromkeys(names) if name in kept]


def _cells(table: Table, said: list[list[str]]) -> Trace:
    """The trace: a coloured cell a value, which says itself under the pointer."""
    z = [plain(row) for row in table.grid]
    across = [text.value(column) for column in table.columns]
    hover = [
        [[column, text.value(line), size] for column, size in zip(across, sizes, strict=True)]
        for line, sizes in zip(table.lines, said, strict=True)
    ]
    return {
        "type": "heatmap",
        "x": list(range(len(table.columns))),
        "y": list(range(len(table.lines))),
        "z": z,
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
        "customdata": hover,
        "hovertemplate": "%{customdata[0]}, %{customdata[1]}<br><b>%{customdata[2]}</b><extra></extra>",
        **_scale([value for row in z for value in row if value is not None]),
    }


def _turning(axis: dict[str, Any]) -> dict[str, Any]:
    """An axis whose names turn where they'd touch each other."""
    return {key: value for key, value in axis.items() if key != "tickangle"} | {"autotickangles": list(TURNS)}


def _column_names(columns: list[Any]) -> list[str]:
    """The names below the table: of very many columns some."""
    names = [text.wrap(text.written(x), max(COLUMN_NAME, ALL_NAMES // len(columns)), 3) for x in columns]
    if len(columns) <= MANY_COLUMNS:
        return names
    return [name if place % (len(columns) // 4) == 0 else "" for place, name in enumerate(names)]


def _pairs(plot: Plot) -> set[tuple[str, str]]:
    """The cells that the point speaks of, each as column and row."""
    named = [str(item) for item in plot.highlight]
    return set(zip(named[::2], named[1::2], strict=False))


def _frames(plot: Plot, table: Table) -> list[dict[str, Any]]:
    """Frames around the cells that the point speaks of."""
    marked = _pairs(plot)
    places = product(enumerate(table.columns), enumerate(table.lines))
    return [frame(i, j) for (i, x), (j, row) in places if (str(x), str(row)) in marked]


def frame(x: int, y: int, width: int = 3) -> dict[str, Any]:
    """A frame around the cell of a column and a line, ``width`` px strong."""
    edges = {"x0": x - 0.48, "x1": x + 0.48, "y0": y - 0.46, "y1": y + 0.46}
    return {"type": "rect", **edges, "line": {"color": HIGHLIGHT, "width": width}}


def _notes(plot: Plot, table: Table, said: list[list[str]]) -> list[dict[str, Any]]:
    """The values in the cells, as far as there is room for them."""
    if len(table.columns) > MAX_LABELLED_COLUMNS or len(table.columns) * len(table.lines) > MAX_LABELLED_CELLS:
        return _ends(table.grid, said)
    return _cell_texts(plot, table)


def _cell_texts(plot: Plot, table: Table) -> list[dict[str, Any]]:
    """As annotations, which take the page's text colour: the trace's own text would be chosen against opaque cells."""
    marked = _pairs(plot)
    said = _written(table, partial(text.bare_y, plot))
    return [
        _note(x, y, f"<b>{said[y][x]}</b>" if (str(table.columns[x]), str(table.lines[y])) in marked else said[y][x])
        for y, row in enumerate(table.grid)
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
