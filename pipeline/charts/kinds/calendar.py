"""Calendars: a value a day by weeks and weekdays, or a value a month by years."""

import calendar as days
from datetime import timedelta
from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.heatmap import frame
from pipeline.charts.kinds.kind import ChartKind, Figure, Trace
from pipeline.charts.layout import height_of_rows, items, layout, name_axis, plain
from pipeline.charts.palette import ACCENT, with_alpha
from pipeline.story import Plot

MAX_WEEKS = 106  # two years of days side by side
MAX_YEARS = 40
MIN_YEARS = 2
STRONGEST = 0.85
PALEST = 0.25  # of the span of the values that the palest colour lies below the lowest: that one is seen, too
DAY_SIZE = 24  # px
NOTE_HEIGHT = 44  # px of two lines above the squares


class Calendar(ChartKind):
    """``x`` is a day or the first day of a month; what is darker is more."""

    name = "calendar"
    label = "Calendar"
    fallback = "line"

    def can_draw(self, plot: Plot) -> bool:
        """Days of two years at most, or months of two years at least."""
        moments = text.known(items(plot.frame, plot.x))
        if plot.series is not None or len(moments) < 2 or not text.is_temporal(moments):
            return False
        if text.grain_of(moments) == "day":
            return bool((max(moments) - min(moments)).days <= 7 * MAX_WEEKS)
        years = {moment.year for moment in moments}
        return text.grain_of(moments) == "month" and MIN_YEARS <= len(years) <= MAX_YEARS

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        moments, values = items(plot.frame, plot.x), items(plot.frame, plot.y)
        by_days = text.grain_of(moments) == "day"
        columns, lines, cells = (_weeks if by_days else _months)(moments, values)
        places = range(len(columns))
        grid = [[cells.get((line, column)) for column in places] for line in range(len(lines))]
        axes = name_axis(columns, title=None), name_axis(lines, title=None, reverse=True)
        ends = _ends(cells)
        shape = layout(
            *axes,
            annotations=[_note(plot, cells, ends)] if ends else [],
            shapes=[frame(column, line, 1 if by_days else 2) for line, column in ends.values()],
            margin={"l": 8, "r": 8, "t": NOTE_HEIGHT, "b": 8},
        )
        height = NOTE_HEIGHT + (50 + DAY_SIZE * 7 if by_days else height_of_rows(len(lines)))
        return {"data": [_squares(plot, grid, gap=1 if by_days else 2)], "layout": shape | {"height": height}}


def _squares(plot: Plot, grid: list[list[Any]], *, gap: int) -> Trace:
    """The trace: a square a day or a month, stronger where there is more, ``gap`` px apart."""
    z = [plain(map(_value, row)) for row in grid]
    known = [value for row in z for value in row if value is not None]
    low = _palest(known)
    return {
        "type": "heatmap",
        "x": list(range(len(grid[0]))),
        "y": list(range(len(grid))),
        "z": z,
        "zmin": low,
        "zmax": max([low + 1e-9, *known]),
        "colorscale": [[0, with_alpha(ACCENT, 0.06)], [1, with_alpha(ACCENT, STRONGEST)]],
        "xgap": gap,
        "ygap": gap,
        "showscale": False,
        "customdata": [[_said(plot, cell) for cell in row] for row in grid],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _palest(known: list[float]) -> float:
    """The value of the palest square: zero, unless all lie so far above it that they'd look alike."""
    low, high = min(known, default=0), max(known, default=0)
    return low - PALEST * (high - low) if 2 * low > high > low else min(0, low)


Place = tuple[int, int]  # line and column
Cells = dict[Place, tuple[Any, Any]]  # moment and value


def _weeks(moments: list[Any], values: list[Any]) -> tuple[list[str], list[str], Cells]:
    """Columns are weeks, named by the month that begins in them; lines are weekdays."""
    first = min(moments) - timedelta(days=min(moments).weekday())
    weeks = (max(moments) - first).days // 7 + 1
    every = max(1, weeks // 26)  # months between two names
    names, months = [], 0
    for week in range(weeks):
        start = first + timedelta(days=7 * week)
        begins = next((start + timedelta(days=d) for d in range(7) if (start + timedelta(days=d)).day == 1), None)
        months += begins is not None
        names.append(f"{begins:%b}" if begins is not None and months % (2 * every) == 1 else "")
    cells = {
        (moment.weekday(), (moment - first).days // 7): (moment, v) for moment, v in zip(moments, values, strict=True)
    }
    return names, list(days.day_abbr), cells


def _months(moments: list[Any], values: list[Any]) -> tuple[list[str], list[str], Cells]:
    """Columns are the months, lines the years."""
    years = sorted({moment.year for moment in moments})
    cells = {(moment.year - years[0], moment.month - 1): (moment, v) for moment, v in zip(moments, values, strict=True)}
    lines = [str(year) for year in range(years[0], years[-1] + 1)]
    names = [name if place % 2 == 0 else "" for place, name in enumerate(list(days.month_abbr)[1:])]
    return names, lines, cells


def _value(cell: tuple[Any, Any] | None) -> Any:
    return None if cell is None else cell[1]


def _said(plot: Plot, cell: tuple[Any, Any] | None) -> str:
    if cell is None:
        return ""
    return f"{text.of_x(plot, [cell[0]])[0]}<br><b>{text.of_y(plot, [cell[1]])[0]}</b>"


def _ends(cells: Cells) -> dict[str, Place]:
    """Where the highest and the lowest value are."""
    known = {place: value for place, (_, value) in cells.items() if not text.is_missing(value)}
    return (
        {"Highest": max(known, key=lambda p: known[p]), "Lowest": min(known, key=lambda p: known[p])} if known else {}
    )


def _note(plot: Plot, cells: Cells, ends: dict[str, Place]) -> dict[str, Any]:
    """The two in full, above the squares: one is too small for a value as the text writes it."""
    when = text.written_x(plot, [cells[place][0] for place in ends.values()], items(plot.frame, plot.x))
    sizes = text.of_y(plot, [cells[place][1] for place in ends.values()])
    lines = [f"{end}: <b>{size}</b>, {text.escape(at)}" for end, size, at in zip(ends, sizes, when, strict=True)]
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom"}
    return {"text": "<br>".join(lines), "showarrow": False, "align": "left", "captureevents": False, **place}
