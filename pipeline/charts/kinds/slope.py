"""Slopes: each group from its first to its last value, both written at the ends."""

from typing import Any

from pipeline.charts import text
from pipeline.charts.apart import apart
from pipeline.charts.kinds.kind import ChartKind, Figure, Trace
from pipeline.charts.kinds.line import shown_series
from pipeline.charts.layout import items, layout, name_axis, plain
from pipeline.charts.palette import ACCENT, HIGHLIGHT, MUTED
from pipeline.story import Plot

NAME_LENGTH = 16  # characters at the right end
LINE_HEIGHT = 17  # px, of labels above each other
HEIGHT = 300  # px, about, that the values have
MAX_MOMENTS = 3


class Slope(ChartKind):
    """Two moments side by side, or three; one line a group, at most eight."""

    name = "slope"
    label = "Slope"
    fallback = "line"

    def can_draw(self, plot: Plot) -> bool:
        """Groups at two or three moments."""
        return plot.series is not None and 2 <= plot.frame[plot.x].nunique() <= MAX_MOMENTS

    def drawn(self, plot: Plot) -> int:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        return int(plot.frame[plot.series].astype(str).isin(shown_series(plot)).sum())

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        moments = list(dict.fromkeys(items(plot.frame, plot.x)))
        names = shown_series(plot)
        wanted = {str(item) for item in plot.highlight} & set(names)
        colors = _colors(names, wanted)
        lines = {name: _values(plot, moments, name) for name in names}
        data = [
            _line(plot, moments, name, lines[name], colors[name]) for name in sorted(names, key=lambda n: n in wanted)
        ]
        x_axis = name_axis(text.of_x(plot, moments), title=None) | {"range": [0, len(moments) - 1], "side": "top"}
        y_axis = {"visible": False, "range": _range([y for ys in lines.values() for y in ys])}
        longest = max(len(text.shorten(name, NAME_LENGTH)) for name in names)
        shape = layout(
            x_axis,
            y_axis,
            annotations=[*_labels(plot, lines, wanted, 0), *_labels(plot, lines, wanted, len(moments) - 1)],
            margin={"l": 78, "r": 86 + 7 * longest, "t": 40, "b": 16},
        )
        return {"data": data, "layout": shape}


def _colors(names: list[str], wanted: set[str]) -> dict[str, str]:
    """What the point speaks of is set apart, where it speaks of some."""
    if not wanted:
        return dict.fromkeys(names, ACCENT)
    return {name: HIGHLIGHT if name in wanted else MUTED for name in names}


def _values(plot: Plot, moments: list[Any], name: str) -> list[Any]:
    part = plot.frame[plot.frame[plot.series].astype(str) == name]
    by_moment = dict(zip(items(part, plot.x), items(part, plot.y), strict=True))
    return plain(by_moment.get(moment) for moment in moments)


def _line(plot: Plot, moments: list[Any], name: str, values: list[Any], color: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": text.escape(text.shorten(name, 40)),
        "x": list(range(len(moments))),
        "y": values,
        "line": {"color": color, "width": 1.5 if color == MUTED else 3},
        "marker": {"color": color, "size": 8},
        "cliponaxis": False,
        "customdata": text.pairs(plot, moments, values),
        "hovertemplate": "<b>%{fullData.name}</b><br>%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
    }


def _range(values: list[Any]) -> list[float]:
    known = [value for value in values if value is not None] or [0.0, 1.0]
    margin = 0.06 * (max(known) - min(known)) or 1.0
    return [min(known) - margin, max(known) + margin]


def _labels(plot: Plot, lines: dict[str, list[Any]], wanted: set[str], moment: int) -> list[dict[str, Any]]:
    """The values at one end, with the names at the last one, kept apart."""
    low, high = _range([y for ys in lines.values() for y in ys])
    scale = HEIGHT / (high - low)
    ends = sorted((ys[moment], name) for name, ys in lines.items() if ys[moment] is not None)
    sizes = text.of_y(plot, [value for value, _ in ends])
    places = apart([(value - low) * scale for value, _ in ends], LINE_HEIGHT, HEIGHT)
    return [
        _label(said, name if moment else "", moment, value, round(at - (value - low) * scale, 1), bold=name in wanted)
        for (value, name), said, at in zip(ends, sizes, places, strict=True)
    ]


def _label(said: str, name: str, moment: int, value: float, shift: float, *, bold: bool) -> dict[str, Any]:
    beside = f"{said} {text.escape(text.shorten(name, NAME_LENGTH))}" if name else said
    written = f"<b>{beside}</b>" if bold else beside
    return {"text": written, "x": moment, "y": value, **_side(moment), "yshift": shift, "showarrow": False}


def _side(moment: int) -> dict[str, Any]:
    """Left of the first moment, right of the last."""
    return {"xanchor": "left", "xshift": 8} if moment else {"xanchor": "right", "xshift": -8}
