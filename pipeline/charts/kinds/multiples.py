"""Small multiples: a line of its own for each group, all on one scale so that they can be compared."""

from typing import Any

from pipeline.charts import grid, text
from pipeline.charts.kinds.kind import ChartKind, Figure, Trace
from pipeline.charts.kinds.line import shown_series
from pipeline.charts.layout import items, layout, plain
from pipeline.charts.palette import ACCENT, HIGHLIGHT, MUTED
from pipeline.story import Plot

MIN_PANELS = 3
FAR_APART = 6  # times the smallest group's largest value: on one scale it would lie flat
NAME_LENGTH = 16  # characters above a small chart on a phone


class Multiples(ChartKind):
    """One small chart a group, at most eight, each with its name, its first and its last value."""

    name = "multiples"
    label = "Small multiples"
    fallback = "line"

    def can_draw(self, plot: Plot) -> bool:
        """Several groups, each with a course."""
        return plot.series is not None and plot.frame[plot.series].nunique() >= MIN_PANELS

    def drawn(self, plot: Plot) -> int:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        return int(plot.frame[plot.series].astype(str).isin(shown_series(plot)).sum())

    def remark(self, plot: Plot) -> str:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        return "" if _shared_range(plot, shown_series(plot)) else "Each on a scale of its own"

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        names = shown_series(plot)
        wanted = {str(item) for item in plot.highlight} & set(names)
        data: list[Trace] = []
        axes: dict[str, Any] = {}
        titles = []
        shared = _shared_range(plot, names)
        for place, name in enumerate(names):
            part = plot.frame[plot.frame[plot.series].astype(str) == name]
            color = ACCENT if not wanted else HIGHLIGHT if name in wanted else MUTED
            x, y, entries = grid.axes_of(place, len(names))
            data += _course(plot, part, name, color, x, y)
            axes |= _quiet(entries, plot, part, shared)
            titles.append(grid.title_of(place, len(names), _title(plot, part, name, bold=name in wanted or not wanted)))
        shape = layout({}, {}, annotations=titles) | axes
        return {"data": data, "layout": shape | {"height": grid.height_of(len(names))}}


def _shared_range(plot: Plot, names: list[str]) -> list[float] | None:
    """One range for all, or none where it would flatten some of them."""
    shown = plot.frame[plot.frame[plot.series].astype(str).isin(names)]
    tops = shown[plot.y].abs().groupby(shown[plot.series].astype(str)).max().dropna()
    if tops.empty or tops.min() <= 0 or tops.max() > FAR_APART * tops.min():
        return None
    low, high = float(shown[plot.y].min()), float(shown[plot.y].max())
    margin = 0.08 * (high - low) or 1.0
    return [0.0 if 0 <= low < 0.5 * high else low - margin, high + margin]


def _quiet(entries: dict[str, Any], plot: Plot, part: Any, shared: list[float] | None) -> dict[str, Any]:
    """Axes with no more than the first and the last moment: the values stand in the title."""
    xs = items(part, plot.x)
    names = text.of_x(plot, xs)
    x_name, y_name = entries
    at = plain([xs[0], xs[-1]])
    span = {"tickmode": "array", "tickvals": at, "ticktext": [names[0], names[-1]], "tickangle": 0, "automargin": True}
    if text.is_temporal(xs):
        span |= {"type": "date", "ticktext": [_short(names[0]), _short(names[-1])]}
    y = {"showticklabels": False} | ({"range": shared} if shared else {})
    return {x_name: entries[x_name] | span, y_name: entries[y_name] | y}


def _short(name: str) -> str:
    """``April 2024`` on two lines: beside it stands the first moment of the next small chart."""
    return "<br>".join(word[:3] if word.isalpha() else word for word in name.split()[-2:])


def _title(plot: Plot, part: Any, name: str, *, bold: bool) -> str:
    known = text.known(items(part, plot.y))
    said = text.escape(text.shorten(name, NAME_LENGTH))
    ends = text.of_y(plot, [known[0], known[-1]]) if known else ["", ""]
    return f"{f'<b>{said}</b>' if bold else said}<br>{ends[0]} → {ends[1]}"


def _course(plot: Plot, part: Any, name: str, color: str, x: str, y: str) -> list[Trace]:
    xs, ys = items(part, plot.x), items(part, plot.y)
    common = {"type": "scatter", "xaxis": x, "yaxis": y, "cliponaxis": False}
    line = common | {
        "mode": "lines",
        "name": text.escape(text.shorten(name, 40)),
        "x": plain(xs),
        "y": plain(ys),
        "line": {"color": color, "width": 2.2},
        "customdata": text.pairs(plot, xs, ys),
        "hovertemplate": "<b>%{fullData.name}</b><br>%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
    }
    last = next((i for i in reversed(range(len(ys))) if not text.is_missing(ys[i])), None)
    if last is None:
        return [line]
    dot = common | {
        "mode": "markers",
        "x": plain([xs[last]]),
        "y": plain([ys[last]]),
        "marker": {"color": color, "size": 7},
        "hoverinfo": "skip",
    }
    return [line, dot]
