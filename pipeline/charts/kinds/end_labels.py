"""The names of lines, written at their ends: nearer to what they name than a legend."""

from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.kind import Trace
from pipeline.charts.layout import legend_below
from pipeline.charts.palette import MUTED

MAX_DIRECT_LABELS = 4  # more line ends would touch each other
END_LABEL_LENGTH = 16  # characters; the margin for them is taken from a phone's width
PLOT_HEIGHT = 280  # px, about
LINE_HEIGHT = 16  # px


def name_lines(data: list[Trace], names: list[str], colors: dict[str, str]) -> dict[str, Any]:
    """Layout entries that name the lines, those not muted: at their ends where they are few, else in a legend."""
    lines = {trace["name"]: trace for trace in data if "name" in trace}
    shown = [name for name in names if colors[name] != MUTED] or names
    if len(shown) > MAX_DIRECT_LABELS:
        return legend_below()
    ends = []
    for name in shown:
        trace = lines[text.escape(text.shorten(name, 40))]
        last = next((i for i in reversed(range(len(trace["y"]))) if trace["y"][i] is not None), None)
        if last is not None:
            ends.append((trace["y"][last], trace["x"][last], name))
    values = [y for trace in lines.values() for y in trace["y"] if y is not None]
    labels = [
        {
            "text": f'<span style="color:{colors[name]}">●</span> {text.escape(text.shorten(name, END_LABEL_LENGTH))}',
            "x": x,
            "xref": "x",
            "xanchor": "left",
            "xshift": 6,
            "y": y,
            "yref": "y",
            "showarrow": False,
            "yshift": shift,
        }
        for y, x, name, shift in _apart(ends, min(values, default=0), max(values, default=1))
    ]
    widest = max((len(name[:END_LABEL_LENGTH]) for name in shown), default=0)
    return {"annotations": labels, "margin": {"l": 8, "r": 24 + 6 * widest, "t": 16, "b": 8}}


def _apart(ends: list[tuple[float, Any, str]], low: float, high: float) -> list[tuple[float, Any, str, float]]:
    """How far, in px, each label is moved up so that none covers another."""
    height = PLOT_HEIGHT / ((high - low) or 1)  # px of one unit
    placed: list[tuple[float, Any, str, float]] = []
    floor = -1e9
    for y, x, name in sorted(ends):
        at = max((y - low) * height, floor)
        placed.append((y, x, name, round(at - (y - low) * height, 1)))
        floor = at + LINE_HEIGHT
    return placed
