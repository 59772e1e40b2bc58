"""The names of lines, written at their ends: nearer to what they name than a legend."""

import math
from typing import Any

from pipeline.charts import text
from pipeline.charts.apart import apart
from pipeline.charts.kinds.kind import Trace
from pipeline.charts.palette import MUTED

END_LABEL_LENGTH = 16  # characters; the margin for them is taken from a phone's width
PLOT_HEIGHT = 280  # px, about
LINE_HEIGHT = 16  # px


def name_lines(data: list[Trace], names: list[str], colors: dict[str, str], *, is_log: bool = False) -> dict[str, Any]:
    """Layout entries that name each line at its end, kept apart; what stands out is set in bold."""
    lines = {trace["name"]: trace for trace in data if "name" in trace}
    some_muted = MUTED in colors.values()
    ends = [end for name in names if (end := _end(lines[text.escape(text.shorten(name, 40))], name, is_log))]
    values = [_height(y, is_log) for trace in lines.values() for y in trace["y"] if y is not None]
    labels = [
        _label(_said(name, colors[name], bold=some_muted and colors[name] != MUTED), x, y, shift)
        for y, x, name, shift in _apart(ends, min(values, default=0), max(values, default=1))
    ]
    widest = max((len(name[:END_LABEL_LENGTH]) for name in names), default=0)
    return {"annotations": labels, "margin": {"l": 8, "r": 44 + 8 * widest, "t": 16, "b": 8}}


def _end(trace: Trace, name: str, is_log: bool) -> tuple[float, Any, str] | None:
    """Height, place and name of a line's last point; None for a line without any."""
    last = next((i for i in reversed(range(len(trace["y"]))) if trace["y"][i] is not None), None)
    return None if last is None else (_height(trace["y"][last], is_log), trace["x"][last], name)


def _label(said: str, x: Any, y: float, shift: float) -> dict[str, Any]:
    return {
        "text": said,
        "x": x,
        "xref": "x",
        "xanchor": "left",
        "xshift": 6,
        "y": y,
        "yref": "y",
        "showarrow": False,
        "yshift": shift,
    }


def _height(value: float, is_log: bool) -> float:
    """Where an annotation stands: on a logarithmic axis at the power of ten."""
    return math.log10(value) if is_log else value


def _said(name: str, color: str, *, bold: bool) -> str:
    said = text.escape(text.shorten(name, END_LABEL_LENGTH))
    return f'<span style="color:{color}">●</span> {f"<b>{said}</b>" if bold else said}'


def _apart(ends: list[tuple[float, Any, str]], low: float, high: float) -> list[tuple[float, Any, str, float]]:
    """How far, in px, each label is moved so that none covers another."""
    height = PLOT_HEIGHT / ((high - low) or 1)  # px of one unit
    ordered = sorted(ends)
    places = apart([(y - low) * height for y, _, _ in ordered], LINE_HEIGHT, PLOT_HEIGHT)
    return [(y, x, name, round(at - (y - low) * height, 1)) for (y, x, name), at in zip(ordered, places, strict=True)]
