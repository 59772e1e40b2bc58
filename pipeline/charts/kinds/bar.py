"""Bars: a value for each name; lying down where the names are long or many."""

import re
from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.kind import ChartKind, Figure, Trace
from pipeline.charts.layout import (
    height_of_rows,
    layout,
    legend_below,
    name_axis,
    plain,
    value_axis,
)
from pipeline.charts.order import display_order
from pipeline.charts.palette import AXIS, for_points, for_series
from pipeline.story import Plot

MAX_BARS = 30
MAX_LABELLED = 15
NARROW_TITLE = 26  # characters below the bars, where names take half of the width
FEW_BARS = 3  # would be slabs if they took their full width
STANDING_NAMES = 8  # at most so many names stand side by side on a phone,
STANDING_LENGTH = 10  # each of at most so many characters
HOUR = re.compile(r"\d{1,2}:00")
LABELLED_HOURS = 6  # every so many of them has its name


class Bar(ChartKind):
    """One bar a name, or one a name and series; largest first unless the names have an order of their own."""

    name = "bar"
    label = "Bar"

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        if plot.series is not None:
            return _grouped(plot)
        rows = display_order(plot)[:MAX_BARS]
        names = [row[plot.x] for row in rows]
        if text.is_temporal(names):
            return _over_time(plot, rows)
        values = [row[plot.y] for row in rows]
        horizontal = is_horizontal(names)
        marked = {str(item) for item in plot.highlight}
        trace: Trace = {
            "type": "bar",
            "orientation": "h" if horizontal else "v",
            "marker": {"color": for_points([str(name) in marked for name in names])},
            "width": 0.68 if len(rows) > FEW_BARS else 0.5,
            **_placed(list(range(len(rows))), plain(values), horizontal),
            "customdata": text.pairs(names, plot.x_unit, values, plot.y_unit),
            "hovertemplate": "%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
        }
        labelled = len(rows) <= MAX_LABELLED
        if labelled:
            trace |= {
                "text": [text.value(item, plot.y_unit) for item in values],
                "textposition": "auto"
                if horizontal
                else "outside",  # a long bar holds its label, a short one is followed by it
                "textangle": 0,
                "constraintext": "none",
                "cliponaxis": False,
            }
        shown = text.labels(names, plot.x_unit)
        if are_hours(names):
            shown = [name if place % LABELLED_HOURS == 0 else "" for place, name in enumerate(shown)]
        axis_of_names = name_axis(shown, title=plot.x_label, reverse=horizontal)
        axis_of_values = _bar_values_axis(plot, values, labelled=labelled, horizontal=horizontal)
        return _assembled(plot, [trace], axis_of_names, axis_of_values, horizontal=horizontal, rows=len(rows))


def are_hours(names: list[Any]) -> bool:
    """Whether these are many hours of a day: they pass from left to right, and not each of them needs its name."""
    return len(names) > STANDING_NAMES and all(HOUR.fullmatch(str(name)) for name in names)


def is_horizontal(names: list[Any]) -> bool:
    """Whether bars of these names are easier to read from the side."""
    if are_hours(names):
        return False
    return len(names) > STANDING_NAMES or any(len(text.label(name)) > STANDING_LENGTH for name in names)


def _assembled(
    plot: Plot, data: list[Trace], names: dict[str, Any], values: dict[str, Any], *, horizontal: bool, rows: int
) -> Figure:
    more: dict[str, Any] = {"bargap": 0.28}
    if plot.series is not None:
        more |= legend_below()
    if not horizontal:
        return {"data": data, "layout": layout(names, values, **more)}
    names.pop("title", None)  # the names say it themselves, and the width is needed
    values["title"]["text"] = text.axis_title(plot.y_label, plot.y_unit, NARROW_TITLE)
    return {"data": data, "layout": layout(values, names, **more) | {"height": height_of_rows(rows)}}


def _bar_values_axis(plot: Plot, values: list[Any], *, labelled: bool, horizontal: bool = False) -> dict[str, Any]:
    """From zero, with room for the labels at the ends of the bars; a labelled bar needs no grid."""
    axis = value_axis(plot.y_label, plot.y_unit, grid=not labelled, values=()) | {
        "zeroline": True,
        "zerolinecolor": AXIS,
    }
    present = [item for item in plain(values) if item is not None]
    if labelled and present:
        low, high = min(0, *present), max(0, *present)
        span = (high - low) or 1
        room = 0.08 if horizontal else 0.12
        axis |= {
            "range": [low - span * room if low < 0 else 0, high + span * room if high > 0 else 0],
            "showticklabels": False,
        }
    return axis | {"rangemode": "tozero"}


def _placed(places: list[Any], values: list[Any], horizontal: bool) -> dict[str, Any]:
    return {"x": values, "y": places} if horizontal else {"x": places, "y": values}


def _over_time(plot: Plot, rows: list[dict[str, Any]]) -> Figure:
    """Bars on an axis of time."""
    moments = [row[plot.x] for row in rows]
    values = [row[plot.y] for row in rows]
    marked = set(plain(plot.highlight))
    trace = {
        "type": "bar",
        "x": plain(moments),
        "y": plain(values),
        "marker": {"color": for_points([item in marked for item in plain(moments)])},
        "customdata": text.pairs(moments, None, values, plot.y_unit),
        "hovertemplate": "%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
    }
    x_axis = value_axis(plot.x_label, plot.x_unit, grid=False, values=moments)
    return _assembled(
        plot, [trace], x_axis, _bar_values_axis(plot, values, labelled=False), horizontal=False, rows=len(rows)
    )


def _grouped(plot: Plot) -> Figure:
    """One group of bars a name, one bar a series in it."""
    assert plot.series is not None
    rows = display_order(plot)
    names = list(dict.fromkeys(row[plot.x] for row in rows))[:MAX_BARS]
    series = list(dict.fromkeys(str(row[plot.series]) for row in rows))
    colors = for_series(series, {str(item) for item in plot.highlight} & set(series))
    horizontal = is_horizontal(names)
    data: list[Trace] = []
    for part in series:
        of_part = {row[plot.x]: row[plot.y] for row in rows if str(row[plot.series]) == part}
        values = [of_part.get(name) for name in names]
        data.append(
            {
                "type": "bar",
                "orientation": "h" if horizontal else "v",
                "name": text.escape(text.shorten(part, 40)),
                "marker": {"color": colors[part]},
                **_placed(list(range(len(names))), plain(values), horizontal),
                "customdata": text.pairs(names, plot.x_unit, values, plot.y_unit),
                "hovertemplate": "%{customdata[0]}, %{fullData.name}<br><b>%{customdata[1]}</b><extra></extra>",
            }
        )
    axis_of_names = name_axis(text.labels(names, plot.x_unit), title=plot.x_label, reverse=horizontal)
    values = [row[plot.y] for row in rows]
    rows_needed = max(len(names), round(len(names) * len(series) * 0.6))
    return _assembled(
        plot,
        data,
        axis_of_names,
        _bar_values_axis(plot, values, labelled=False),
        horizontal=horizontal,
        rows=rows_needed,
    )
