"""Lines: a value over time or over an ordered number, one line a series."""

from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.end_labels import name_lines
from pipeline.charts.kinds.kind import ChartKind, Figure, Trace
from pipeline.charts.layout import (
    items,
    layout,
    name_axis,
    plain,
    value_axis,
)
from pipeline.charts.palette import ACCENT, CONTRAST, MUTED, for_series
from pipeline.story import Plot

FEW_POINTS = 40  # with so few, each one is marked
MIDNIGHT = "T00:00:00"  # of a moment written in full: a day has none on the axis
MANY_POINTS = 250  # with so many, a thick line would be a block


class Line(ChartKind):
    """A line per series; the moments a finding speaks of are marked."""

    name = "line"
    label = "Line"
    fallback = "bar"

    def can_draw(self, plot: Plot) -> bool:
        """A line needs two points."""
        return len(plot.frame) > 1

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        xs = items(plot.frame, plot.x)
        places = (
            {} if text.is_numeric(xs) or text.is_temporal(xs) else {name: i for i, name in enumerate(dict.fromkeys(xs))}
        )
        x_axis = _x_axis(plot, xs, places)
        y_axis = value_axis(plot.y_label, plot.y_unit, values=items(plot.frame, plot.y))
        more: dict[str, Any] = {}
        if plot.series is None:
            part = _Part(plot, plot.frame, "", ACCENT, places)
            data = [part.line(), *part.marks()]
        else:
            names = list(dict.fromkeys(plot.frame[plot.series].astype(str)))
            colors = for_series(names, {str(item) for item in plot.highlight} & set(names))
            data = _lines(plot, names, colors, places)
            more |= name_lines(data, names, colors)
        if plot.fit is not None:
            data.append(_fit(plot, places))
        return {"data": data, "layout": layout(x_axis, y_axis, **more)}


def _x_axis(plot: Plot, xs: list[Any], places: dict[Any, int]) -> dict[str, Any]:
    if places:
        return name_axis(text.labels(list(places)), title=plot.x_label)
    axis = value_axis(plot.x_label, plot.x_unit, grid=False, values=xs)
    if plot.series is None:
        return axis
    present = [x for x in xs if not text.is_missing(x)]  # a range of our own: names at the line ends would widen it
    return axis | {"range": plain([min(present), max(present)])}


def _lines(plot: Plot, names: list[str], colors: dict[str, str], places: dict[Any, int]) -> list[Trace]:
    """The series' traces; what is muted lies below."""
    data: list[Trace] = []
    for name in sorted(names, key=lambda name: colors[name] != MUTED):
        part = _Part(plot, plot.frame[plot.frame[plot.series].astype(str) == name], name, colors[name], places)
        data.append(part.line())
    return data


class _Part:
    """The traces of one series."""

    def __init__(self, plot: Plot, frame: Any, name: str, color: str, places: dict[Any, int]) -> None:
        self.plot, self.name, self.color = plot, name, color
        self.raw_x = items(frame, plot.x)
        self.x = plain([places[item] for item in self.raw_x] if places else self.raw_x)
        self.raw_y = items(frame, plot.y)
        self.y = plain(self.raw_y)

    def line(self) -> Trace:
        few = len(self.x) <= FEW_POINTS
        hover, template = self.hover()
        return {
            "type": "scatter",
            "mode": "lines+markers" if few else "lines",
            "name": text.escape(text.shorten(self.name, 40)),
            "x": self.x,
            "y": self.y,
            "line": {"color": self.color, "width": 1.2 if len(self.x) > MANY_POINTS or self.color == MUTED else 2.5},
            "marker": {"color": self.color, "size": 5},
            "cliponaxis": False,
            "customdata": hover,
            "hovertemplate": ("<b>%{fullData.name}</b><br>" if self.plot.series else "") + template,
        }

    def hover(self) -> tuple[list[list[str]], str]:
        """The texts of the points and their template; days are left to Plotly, which is quicker where they are many."""
        if not text.is_temporal(self.raw_x):
            pairs = text.pairs(self.raw_x, self.plot.x_unit, self.raw_y, self.plot.y_unit)
            return pairs, "%{customdata[0]}<br>%{customdata[1]}<extra></extra>"
        time = ", %H:%M" if any("T" in moment for moment in self.x if moment) else ""
        values = [[size] for size in text.values(self.raw_y, self.plot.y_unit)]
        return values, f"%{{x|%-d %B %Y{time}}}<br>%{{customdata[0]}}<extra></extra>"

    def marks(self) -> list[Trace]:
        wanted = {
            str(item).removesuffix(MIDNIGHT) if isinstance(item, str) else item for item in plain(self.plot.highlight)
        }
        at = [i for i, item in enumerate(plain(self.raw_x) if wanted else []) if item in wanted]
        if not at:
            return []
        hover, template = self.hover()
        return [
            {
                "type": "scatter",
                "mode": "markers",
                "x": [self.x[i] for i in at],
                "y": [self.y[i] for i in at],
                "marker": {"color": CONTRAST, "size": 10},
                "customdata": [hover[i] for i in at],
                "hovertemplate": template,
            }
        ]


def _fit(plot: Plot, places: dict[Any, int]) -> Trace:
    assert plot.fit is not None
    xs = items(plot.fit, plot.x)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": plain([places.get(item) for item in xs] if places else xs),
        "y": plain(items(plot.fit, plot.y)),
        "line": {"color": CONTRAST, "width": 2.5, "dash": "solid" if len(plot.frame) > MANY_POINTS else "dash"},
        "hoverinfo": "skip",
        "showlegend": False,
    }
