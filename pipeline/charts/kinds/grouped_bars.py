"""Bars in groups: for each name one bar a series, each series named above in its own colour."""

from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.kind import Figure, Trace
from pipeline.charts.layout import height_of_rows, items, layout, name_axis, plain, value_axis, with_references
from pipeline.charts.order import display_order
from pipeline.charts.palette import AXIS, for_series
from pipeline.story import Plot

MAX_NAMES = 30
MAX_SERIES = 8
MAX_LABELLED = 16  # bars in all
BAR_HEIGHT = 22  # px


def grouped(plot: Plot, *, horizontal: bool) -> Figure:
    """One group of bars a name, one bar a series in it."""
    assert plot.series is not None
    rows = display_order(plot)
    names = list(dict.fromkeys(row[plot.x] for row in rows))[:MAX_NAMES]
    series = list(dict.fromkeys(str(row[plot.series]) for row in rows))[:MAX_SERIES]
    colors = for_series(series, {str(item) for item in plot.highlight} & set(series))
    labelled = len(names) * len(series) <= MAX_LABELLED
    data = [_of_series(plot, rows, names, part, colors[part], horizontal, labelled) for part in series]
    shown = text.labels(names, plot.x_unit)
    names_axis = name_axis(shown, title=None if horizontal else plot.x_label, reverse=horizontal)
    values = [0.0, *(value for value in items(plot.frame, plot.y) if not text.is_missing(value))]
    values_axis = value_axis(plot.y_label, plot.y_unit, values=values) | {
        "rangemode": "tozero",
        "zeroline": True,
        "zerolinecolor": AXIS,
    }
    axes = (values_axis, names_axis) if horizontal else (names_axis, values_axis)
    shape = layout(*axes, bargap=0.28, annotations=[key_of(colors)], margin={"l": 8, "r": 40, "t": 44, "b": 8})
    if horizontal:
        shape["height"] = max(height_of_rows(len(names), shown), 90 + BAR_HEIGHT * len(names) * len(series))
    return {"data": data, "layout": with_references(shape, plot, lying=horizontal)}


def key_of(colors: dict[str, str]) -> dict[str, Any]:
    """The names of the series above the data, each after a dot of its colour."""
    parts = [
        f'<span style="color:{color}">⬤</span> {text.escape(text.shorten(name, 28))}' for name, color in colors.items()
    ]
    lines = ["&nbsp;&nbsp;".join(parts[i : i + 2]) for i in range(0, len(parts), 2)]
    return {
        "text": "<br>".join(lines),
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "align": "left",
        "showarrow": False,
        "yshift": 4,
    }


def _of_series(
    plot: Plot,
    rows: list[dict[str, Any]],
    names: list[Any],
    part: str,
    color: str,
    horizontal: bool,
    labelled: bool,
) -> Trace:
    of_part = {row[plot.x]: row[plot.y] for row in rows if str(row[plot.series or ""]) == part}
    values = [of_part.get(name) for name in names]
    places, lengths = list(range(len(names))), plain(values)
    trace: Trace = {
        "type": "bar",
        "orientation": "h" if horizontal else "v",
        "name": text.escape(text.shorten(part, 40)),
        "marker": {"color": color},
        **({"x": lengths, "y": places} if horizontal else {"x": places, "y": lengths}),
        "customdata": text.pairs(plot, names, values),
        "hovertemplate": "%{customdata[0]}, %{fullData.name}<br><b>%{customdata[1]}</b><extra></extra>",
    }
    if labelled:
        trace |= {
            "text": text.at_bars(plot, values, lying=horizontal),
            "textposition": "outside",
            "textangle": 0,
            "constraintext": "none",
            "cliponaxis": False,
        }
    return trace
