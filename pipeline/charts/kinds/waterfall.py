"""Waterfalls: what each part adds to a total or takes from it."""

from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.kind import ChartKind, Figure, Trace
from pipeline.charts.layout import height_of_rows, items, layout, name_axis, plain, value_axis
from pipeline.charts.palette import ACCENT, AXIS, CONTRAST, HIGHLIGHT, MUTED
from pipeline.story import Plot

MAX_STEPS = 14
MIN_STEPS = 2
ROOM, MAX_ROOM = 0.035, 0.5  # of the whole breadth, for each letter of a label on a phone, and in all


class Waterfall(ChartKind):
    """Lying bars from where the one before ended; the last row of the plot is the total, from zero."""

    name = "waterfall"
    label = "Waterfall"
    fallback = "bar"

    def can_draw(self, plot: Plot) -> bool:
        """A few known parts and their total."""
        size = len(plot.frame)
        return plot.series is None and MIN_STEPS < size <= MAX_STEPS and bool(plot.frame[plot.y].notna().all())

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        names = items(plot.frame, plot.x)
        values = [value or 0 for value in plain(items(plot.frame, plot.y))]
        starts = _starts(values)
        shown = text.labels(names)
        marked = {str(item) for item in plot.highlight}
        bars: Trace = {
            "type": "bar",
            "orientation": "h",
            "base": starts,
            "x": values,
            "y": list(range(len(values))),
            "width": 0.68,
            "marker": {
                "color": [
                    _color(name, v, marked, last=i == len(values) - 1)
                    for i, (name, v) in enumerate(zip(names, values, strict=True))
                ]
            },
            "customdata": text.pairs(plot, names, values),
            "hovertemplate": "%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
        }
        ends = [start + value for start, value in zip(starts, values, strict=True)]
        low, high = min(0, *starts, *ends), max(0, *starts, *ends)
        said = text.of_y(plot, values)
        room = (high - low) * min(MAX_ROOM, 0.04 + ROOM * max(map(len, said)))
        axis = value_axis(plot.y_label, plot.y_unit, grid=False) | {
            "showticklabels": False,
            "zeroline": True,
            "zerolinecolor": AXIS,
            "range": [low - (room if low < 0 else 0), high + room],
        }
        axis.pop("title")
        shape = layout(axis, name_axis(shown, title=None, reverse=True), shapes=_links(ends), bargap=0.28)
        return {
            "data": [bars, _labels(starts, ends, said)],
            "layout": shape | {"height": height_of_rows(len(values), shown)},
        }


def _starts(values: list[float]) -> list[float]:
    starts, at = [], 0.0
    for value in values[:-1]:
        starts.append(float(f"{at:.6g}"))
        at += value
    return [*starts, 0.0]


def _color(name: Any, value: float, marked: set[str], *, last: bool) -> str:
    if marked:
        return HIGHLIGHT if str(name) in marked else MUTED
    return MUTED if last else CONTRAST if value < 0 else ACCENT


def _labels(starts: list[float], ends: list[float], said: list[str]) -> Trace:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [max(pair) for pair in zip(starts, ends, strict=True)],
        "y": list(range(len(said))),
        "text": [f" {label}" for label in said],
        "textposition": "middle right",
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _links(ends: list[float]) -> list[dict[str, Any]]:
    """Thin lines from the end of each bar to the start of the next one."""
    line = {"color": AXIS, "width": 1}
    return [
        {"type": "line", "x0": end, "x1": end, "y0": place + 0.34, "y1": place + 0.66, "line": line}
        for place, end in enumerate(ends[:-1])
    ]
