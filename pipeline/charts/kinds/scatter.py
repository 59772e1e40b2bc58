"""Points: two measures of the same rows, with a fitted line where the finding gives one."""

from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.kind import ChartKind, Figure, Trace
from pipeline.charts.layout import items, layout, log_axis, plain, value_axis, with_references
from pipeline.charts.palette import ACCENT, HIGHLIGHT, MUTED, for_series
from pipeline.charts.ticks import needs_log
from pipeline.story import Plot

NAME_LENGTH = 26  # characters of a line beside a point
MANY_POINTS = 400  # beyond, points are smaller and clearer to see through


class Scatter(ChartKind):
    """One point a row, see-through so that crowds show."""

    name = "scatter"
    label = "Scatter"

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        plain_color = MUTED if plot.fit is not None or plot.highlight else ACCENT
        data: list[Trace] = []
        if plot.series is None:
            data.append(dots(plot, plot.frame, plain_color, None, len(plot.frame)))
            data += _named(plot)
        else:
            names = list(dict.fromkeys(plot.frame[plot.series].astype(str)))
            colors = for_series(names, {str(item) for item in plot.highlight} & set(names))
            for name in names:
                part = plot.frame[plot.frame[plot.series].astype(str) == name]
                data.append(dots(plot, part, colors[name], name, len(plot.frame)))
        if plot.fit is not None:
            data.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "x": plain(items(plot.fit, plot.x)),
                    "y": plain(items(plot.fit, plot.y)),
                    "line": {"color": HIGHLIGHT, "width": 3},
                    "hoverinfo": "skip",
                    "showlegend": False,
                }
            )
        x_axis, y_axis = axes_of(plot)
        return {"data": data, "layout": with_references(layout(x_axis, y_axis), plot)}


def marked_points(plot: Plot) -> list[tuple[Any, Any]]:
    """The points that the point of the story speaks of: of a plot without groups its highlight, x and y in turn."""
    named = plot.highlight if plot.series is None else ()
    return list(zip(named[::2], named[1::2], strict=False))


def words_of(plot: Plot, x: Any, y: Any) -> list[str]:
    """A point in words: each of its two values with its name."""
    (across,), (upwards,) = text.written_x(plot, [x]), text.written_y(plot, [y])
    return [f"{plot.y_label} {upwards}", f"{plot.x_label} {across}"]


def _named(plot: Plot) -> list[Trace]:
    """The points that are spoken of, each with its values, over the others."""
    points = marked_points(plot)
    if not points:
        return []
    middles = [_middle(items(plot.frame, column)) for column in (plot.x, plot.y)]
    said = [[text.escape(text.shorten(part, NAME_LENGTH)) for part in words_of(plot, *point)] for point in points]
    sides = [
        f"{'bottom' if y > middles[1] else 'top'} {'left' if x > middles[0] else 'right'}"  # to the inside
        for x, y in points
    ]
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": plain(x for x, _ in points),
            "y": plain(y for _, y in points),
            "marker": {"color": HIGHLIGHT, "size": 11, "opacity": 1},
            "text": [f"<b>{'<br>'.join(parts)}</b>" for parts in said],
            "textposition": sides,
            "cliponaxis": False,
            "hovertemplate": "%{text}<extra></extra>",
        }
    ]


def _middle(values: list[Any]) -> float:
    known = text.known(values)
    return float(min(known) + max(known)) / 2


def axes_of(plot: Plot) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both axes; logarithmic where a few values would leave the others no room, and nothing is fitted below zero."""
    return (
        _axis(plot, plot.x, plot.x_label, plot.x_unit, across=True),
        _axis(plot, plot.y, plot.y_label, plot.y_unit, across=False),
    )


def _axis(plot: Plot, column: str, label: str, unit: str | None, *, across: bool) -> dict[str, Any]:
    values = items(plot.frame, column)
    axis = value_axis(label, unit, across=across, values=values)
    fitted = [] if plot.fit is None else text.known(items(plot.fit, column))
    if text.is_numeric(values) and needs_log(values) and all(value > 0 for value in fitted):
        return log_axis(axis, values, unit)
    return axis | _range_of_points(plot, column)


def _range_of_points(plot: Plot, column: str) -> dict[str, Any]:
    """The axes show the points; a fitted line may leave them, or it would take the room where points are few."""
    if plot.fit is None:
        return {}
    values = [item for item in text.known(items(plot.frame, column)) if isinstance(item, int | float)]
    if not values:
        return {}
    margin = 0.06 * (max(values) - min(values)) or 1.0
    return {"range": [min(values) - margin, max(values) + margin]}


def dots(plot: Plot, frame: Any, color: str, name: str | None, total: int) -> Trace:
    """The points of one group."""
    many = total > MANY_POINTS
    xs, ys = items(frame, plot.x), items(frame, plot.y)
    x_name, y_name = (text.escape(text.shorten(label, 40)) for label in (plot.x_label, plot.y_label))
    return {
        "type": "scatter",
        "mode": "markers",
        "name": text.escape(text.shorten(name or "", 40)),
        "x": plain(xs),
        "y": plain(ys),
        "marker": {"color": color, "size": 5 if many else 7, "opacity": 0.45 if many else 0.7},
        "customdata": text.pairs(plot, xs, ys),
        "hovertemplate": ("<b>%{fullData.name}</b><br>" if name else "")
        + f"{x_name}: %{{customdata[0]}}<br>{y_name}: %{{customdata[1]}}<extra></extra>",
    }
