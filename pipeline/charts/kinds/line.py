"""Lines: a value over time or over an ordered number, one line a series, with its range and its turning points."""

from functools import cached_property
from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.annotations import RIGHT, point_labels, room_for
from pipeline.charts.kinds.end_labels import name_lines
from pipeline.charts.kinds.kind import ChartKind, Figure, Trace
from pipeline.charts.layout import (
    LABELLED_PERIODS,
    items,
    layout,
    log_axis,
    name_axis,
    period_ticks,
    plain,
    value_axis,
    with_references,
)
from pipeline.charts.palette import ACCENT, AXIS, HIGHLIGHT, MUTED, for_series, with_alpha
from pipeline.charts.ticks import needs_log
from pipeline.story import Plot

FEW_POINTS = 40  # with so few, each one is marked
ALL_LABELLED = 6  # with so few, each one says its value, as the text does
BESIDE_NAMES = 3  # periods that are named where the lines' own names take a third of a phone's width
MANY_POINTS = 250  # with so many, a thick line would be a block
MAX_SERIES = 8
FEW_TO_COMPARE = 3  # points: they are compared as bars would be, from zero
MANY_NAMES, NAMED = 12, 4  # along the axis, and how many of so many are said
NO_ZERO = frozenset({"°C", "°F"})
MIDNIGHT = "T00:00:00"  # of a moment written in full: a day has none on the axis


class Line(ChartKind):
    """A line per series, at most eight; moments that a point speaks of are marked and labelled with their values."""

    name = "line"
    label = "Line"
    fallback = "bar"

    def can_draw(self, plot: Plot) -> bool:
        """A line needs two points."""
        return len(plot.frame) > 1

    def drawn(self, plot: Plot) -> int:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        if plot.series is None or plot.total is not None:
            return len(plot.frame)
        return int(plot.frame[plot.series].astype(str).isin(shown_series(plot)).sum())

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        xs = items(plot.frame, plot.x)
        places = (
            {} if text.is_numeric(xs) or text.is_temporal(xs) else {name: i for i, name in enumerate(dict.fromkeys(xs))}
        )
        more: dict[str, Any] = {}
        labelled = LABELLED_PERIODS
        if plot.series is None:
            part = Part(plot, plot.frame, "", MUTED if _is_laid_over(plot) else ACCENT, places)
            labels = point_labels(plot, part.raw_x, part.x, part.y, part.labelled(), from_zero=_is_from_zero(plot))
            data = [*part.band(), part.line(), *part.marks(), *labels]
            more["margin"] = {"l": 8, "r": room_for(labels), "t": 28, "b": 8}
            labelled -= more["margin"]["r"] > RIGHT  # a label behind the line leaves less room for the periods
        else:
            names = shown_series(plot)
            colors = for_series(names, {str(item) for item in plot.highlight} & set(names))
            data = _lines(plot, names, colors, places)
            more |= name_lines(data, names, colors, is_log=_y_axis(plot)["type"] == "log")
        if plot.fit is not None:
            data.append(_fit(plot, places))
        shape = layout(_x_axis(plot, xs, places, labelled), _y_axis(plot), **more)
        return {"data": data, "layout": with_references(shape, plot)}


def _is_laid_over(plot: Plot) -> bool:
    """Whether something lies over the line that the point speaks of: marked moments, a fit, levels of stretches."""
    return bool(plot.highlight) or plot.fit is not None or any(r.start is not None for r in plot.references)


def shown_series(plot: Plot) -> list[str]:
    """The names of the series that are drawn: those that the point speaks of, then the first ones."""
    names = list(dict.fromkeys(plot.frame[plot.series].astype(str)))
    wanted = {str(item) for item in plot.highlight}
    kept = set(sorted(names, key=lambda name: name not in wanted)[:MAX_SERIES])
    return [name for name in names if name in kept]


def _x_axis(plot: Plot, xs: list[Any], places: dict[Any, int], labelled: int) -> dict[str, Any]:
    if places:
        return name_axis(_some(text.labels(list(places))), title=plot.x_label) | {"linecolor": AXIS}
    axis = value_axis(plot.x_label, plot.x_unit, grid=False, across=True, values=xs)
    if text.is_temporal(xs):
        axis.pop("title")  # dates explain themselves
        axis |= period_ticks(xs, labelled if plot.series is None else BESIDE_NAMES)
    if plot.series is None and not any(reference.start is not None for reference in plot.references):
        return axis
    present = text.known(xs)  # a range of our own: labels would widen it
    return axis | {"range": plain([min(present), max(present)])}


def _some(names: list[str]) -> list[str]:
    """Of many names along the axis every so many, as 0:00, 6:00, 12:00 and 18:00; the others would lie on them."""
    every = -(-len(names) // NAMED) if len(names) > MANY_NAMES else 1
    return [name if place % every == 0 else "" for place, name in enumerate(names)]


def _y_axis(plot: Plot) -> dict[str, Any]:
    known, from_zero = _heights(plot), _is_from_zero(plot)
    if from_zero:
        known = [0.0, *known]
    axis = value_axis(plot.y_label, plot.y_unit, values=known)
    if not from_zero and needs_log(known):
        return log_axis(axis, known, plot.y_unit)
    return axis | ({"rangemode": "tozero"} if from_zero else {})


def _is_from_zero(plot: Plot) -> bool:
    """Whether the axis begins at zero: also where a cut one would make much of two or three points.

    These have a zero to be compared from, as degrees Celsius have none.
    """
    known = _heights(plot)
    few = plot.series is None and len(plot.frame) <= FEW_TO_COMPARE
    return bool(known) and plot.y_unit not in NO_ZERO and (plot.from_zero or (few and min(known) >= 0))


def _heights(plot: Plot) -> list[Any]:
    """All that the axis has to hold: values, ends of ranges and lines of reference."""
    columns = [column for column in (plot.y, plot.low, plot.high) if column]
    values = [value for column in columns for value in items(plot.frame, column)]
    values += [reference.value for reference in plot.references if not reference.on_x]
    return text.known(values)


def _lines(plot: Plot, names: list[str], colors: dict[str, str], places: dict[Any, int]) -> list[Trace]:
    """The series' traces; what is muted lies below."""
    data: list[Trace] = []
    for name in sorted(names, key=lambda name: colors[name] != MUTED):
        part = Part(plot, plot.frame[plot.frame[plot.series].astype(str) == name], name, colors[name], places)
        data.append(part.line())
    return data


class Part:
    """The traces of one series."""

    def __init__(self, plot: Plot, frame: Any, name: str, color: str, places: dict[Any, int]) -> None:
        self.plot, self.frame, self.name, self.color = plot, frame, name, color
        self.raw_x = items(frame, plot.x)
        self.x = plain([places[item] for item in self.raw_x] if places else self.raw_x)
        self.raw_y = items(frame, plot.y)
        self.y = plain(self.raw_y)

    def line(self) -> Trace:
        """The line itself."""
        few = len(self.x) <= FEW_POINTS
        hover, template = self.hover
        return {
            "type": "scatter",
            "mode": "lines+markers" if few else "lines",
            "name": text.escape(text.shorten(self.name, 40)),
            "x": self.x,
            "y": self.y,
            "line": {"color": self.color, "width": 1.5 if len(self.x) > MANY_POINTS or self.is_beside() else 2.5},
            "marker": {"color": self.color, "size": 5},
            "cliponaxis": False,
            "customdata": hover,
            "hovertemplate": ("<b>%{fullData.name}</b><br>" if self.plot.series else "") + template,
        }

    def is_beside(self) -> bool:
        """Whether another series is what the point speaks of."""
        return self.color == MUTED and self.plot.series is not None

    def band(self) -> list[Trace]:
        """The area between the lower and the upper ends, below the line."""
        if self.plot.low is None or self.plot.high is None:
            return []
        low, high = (plain(items(self.frame, column)) for column in (self.plot.low, self.plot.high))
        return [
            {
                "type": "scatter",
                "mode": "lines",
                "x": [*self.x, *reversed(self.x)],
                "y": [*high, *reversed(low)],
                "fill": "toself",
                "fillcolor": with_alpha(ACCENT, 0.18),
                "line": {"width": 0},
                "hoverinfo": "skip",
            }
        ]

    @cached_property
    def hover(self) -> tuple[list[list[str]], str]:
        """The texts of the points and their template; days are left to Plotly, which is quicker where they are many."""
        if not text.is_temporal(self.raw_x):
            return text.pairs(self.plot, self.raw_x, self.raw_y), "%{customdata[0]}<br>%{customdata[1]}<extra></extra>"
        dated = {"year": "%Y", "month": "%B %Y", "quarter": "%B %Y", "day": "%-d %B %Y"}
        when = dated.get(text.grain_of(self.raw_x), "%-d %B %Y, %H:%M")
        values = [[size] for size in text.of_y(self.plot, self.raw_y)]
        return values, f"%{{x|{when}}}<br>%{{customdata[0]}}<extra></extra>"

    @cached_property
    def marked(self) -> list[int]:
        """The places of the points that the point of the story speaks of."""
        wanted = {
            str(item).removesuffix(MIDNIGHT) if isinstance(item, str) else item for item in plain(self.plot.highlight)
        }
        return [i for i, item in enumerate(plain(self.raw_x) if wanted else []) if item in wanted]

    def labelled(self) -> list[int]:
        """The places of the points that say their value: the marked ones, or all of a few, or both ends."""
        known = [i for i, y in enumerate(self.y) if y is not None]
        if len(known) <= ALL_LABELLED:
            return known
        return self.marked or ([known[0], known[-1]] if self.plot.fit is None and len(self.y) <= MANY_POINTS else [])

    def marks(self) -> list[Trace]:
        """The marked points, over the line."""
        at = self.marked
        if not at:
            return []
        hover, template = self.hover
        return [
            {
                "type": "scatter",
                "mode": "markers",
                "x": [self.x[i] for i in at],
                "y": [self.y[i] for i in at],
                "marker": {"color": HIGHLIGHT, "size": 11},
                "cliponaxis": False,
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
        "line": {"color": HIGHLIGHT, "width": 3},
        "hoverinfo": "skip",
        "showlegend": False,
    }
