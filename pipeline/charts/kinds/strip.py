"""Strips: every value as a dot on one scale, or in one row a group, and the extreme ones by their names."""

from collections import Counter
from itertools import compress
from typing import Any

import pandas as pd

from pipeline.charts import text
from pipeline.charts.kinds.kind import ChartKind, Figure, Trace
from pipeline.charts.layout import items, layout, log_axis, name_axis, plain, value_axis, with_references
from pipeline.charts.palette import ACCENT, HIGHLIGHT, MUTED
from pipeline.charts.ticks import needs_log
from pipeline.story import Plot

MAX_ROWS = 12
ROW_HEIGHT = 56  # px
SPREAD = 0.62  # of a row's height that the dots are spread over, so that equal values show
MANY_POINTS = 300
NAME_LENGTH = 16  # characters, so that name and value have room beside their dot on a phone


class Strip(ChartKind):
    """``x`` is a name, ``y`` its value, ``series`` the row; the names that the point speaks of are labelled."""

    name = "strip"
    label = "Strip"
    fallback = "bar"

    def can_draw(self, plot: Plot) -> bool:
        """Values of some things, in few rows."""
        return len(plot.frame) > 1 and (plot.series is None or plot.frame[plot.series].nunique() <= MAX_ROWS)

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        values = items(plot.frame, plot.y)
        names, lines = _rows(plot)
        wanted = {str(item) for item in plot.highlight}
        marked = [str(name) in wanted for name in items(plot.frame, plot.x)]
        heights = [line + at for line, at in zip(lines, _spread(plot.frame), strict=True)]
        data = [_dots(plot, heights, [not m for m in marked], MUTED if any(marked) else ACCENT, labelled=False)]
        if any(marked):
            data.append(_dots(plot, _fanned(lines, marked), marked, HIGHLIGHT, labelled=True))
        axis = value_axis(plot.y_label, plot.y_unit, across=True, values=values)
        axis = log_axis(axis, values, plot.y_unit) if needs_log(values) else axis
        shape = layout(axis, name_axis(names, title=None, reverse=True), margin={"l": 12, "r": 24, "t": 28, "b": 8})
        shape["height"] = max(210, 90 + ROW_HEIGHT * len(names))
        return {"data": data, "layout": with_references(shape, plot, lying=True)}


def _rows(plot: Plot) -> tuple[list[str], list[int]]:
    """The names of the rows, and in which of them each value lies; one without a name where there are no groups."""
    if plot.series is None:
        return [""], [0] * len(plot.frame)
    groups = items(plot.frame, plot.series)
    rows = list(dict.fromkeys(groups))
    return text.labels(rows), [rows.index(group) for group in groups]


def _spread(frame: pd.DataFrame) -> list[float]:
    """How far each dot lies off the middle of its row: by a hash of the row, the same each time."""
    hashes = pd.util.hash_pandas_object(frame.reset_index(drop=True), index=True)
    return [round(SPREAD * (value / 2**64 - 0.5), 3) for value in hashes]


def _fanned(lines: list[int], marked: list[bool]) -> list[float]:
    """The heights of the marked dots: those of one row below each other, so that none lies on another's label."""
    of_row = Counter(compress(lines, marked))
    heights, seen = [], Counter[int]()
    for line, is_marked in zip(lines, marked, strict=True):
        step = SPREAD / max(1, of_row[line] - 1)
        heights.append(line + (seen[line] * step - SPREAD / 2 if is_marked and of_row[line] > 1 else 0.0))
        seen[line] += is_marked
    return heights


def _dots(plot: Plot, heights: list[float], chosen: list[bool], color: str, *, labelled: bool) -> Trace:
    names, values = (list(compress(items(plot.frame, column), chosen)) for column in (plot.x, plot.y))
    trace: Trace = {
        "type": "scatter",
        "mode": "markers+text" if labelled else "markers",
        "x": plain(values),
        "y": list(compress(heights, chosen)),
        "marker": {"color": color, "size": 12, "opacity": 1} if labelled else _marker(plot, color),
        "customdata": text.pairs(plot, names, values),
        "hovertemplate": "%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
        "cliponaxis": False,
    }
    return trace | _labels(plot, names, values) if labelled else trace


def _marker(plot: Plot, color: str) -> Trace:
    return {"color": color, "size": 5 if len(plot.frame) > MANY_POINTS else 8, "opacity": 0.6}


def _labels(plot: Plot, names: list[Any], values: list[Any]) -> Trace:
    """Name and value beside each dot, towards the middle of all values."""
    everything = text.known(items(plot.frame, plot.y))
    middle = (min(everything) + max(everything)) / 2
    sizes = text.of_y(plot, values)
    said = [f"{text.value(text.shorten(str(n), NAME_LENGTH))}: {v}" for n, v in zip(names, sizes, strict=True)]
    return {
        "text": [f"<b>&nbsp;&nbsp;{one}&nbsp;&nbsp;</b>" for one in said],
        "textposition": [f"middle {'left' if value > middle else 'right'}" for value in values],
    }
