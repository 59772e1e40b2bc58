"""Pareto charts: the largest first, and what they make up together."""

from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.kind import ChartKind, Figure, Trace
from pipeline.charts.layout import items, layout, plain, value_axis
from pipeline.charts.palette import AXIS, HIGHLIGHT, MUTED, for_points
from pipeline.story import Plot

MAX_NAMED = 8  # more names don't stand side by side
NAME_LENGTH = 9  # characters
MANY = 80.0  # per cent: a line shows where they are reached


class Pareto(ChartKind):
    """Standing bars of ``y`` in the order of the plot; ``fit`` is the share in per cent that they make up so far."""

    name = "pareto"
    label = "Pareto"
    fallback = "bar"

    def can_draw(self, plot: Plot) -> bool:
        """The running share must be there."""
        return plot.fit is not None and plot.series is None and not plot.frame.empty

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        assert plot.fit is not None
        names, values = items(plot.frame, plot.x), items(plot.frame, plot.y)
        so_far = plain(items(plot.fit, plot.y))
        marked = {str(item) for item in plot.highlight}
        bars: Trace = {
            "type": "bar",
            "x": list(range(1, len(names) + 1)),
            "y": plain(values),
            "marker": {"color": for_points([str(name) in marked for name in names])},
            "customdata": text.pairs(plot, names, values),
            "hovertemplate": "%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
        }
        x_axis = _ranks(names)
        y_axis = value_axis(plot.y_label, plot.y_unit, grid=False, values=[0.0, *plain(values)]) | {
            "rangemode": "tozero"
        }
        shape = layout(x_axis, y_axis, bargap=0.2, margin={"l": 8, "r": 8, "t": 28, "b": 8})
        return {"data": [bars, _running(so_far), *_reached(so_far)], "layout": shape | {"yaxis2": _shares()}}


def _ranks(names: list[Any]) -> dict[str, Any]:
    """The names where there is room for them, else the first one and the ranks."""
    few = len(names) <= MAX_NAMED and all(len(str(name)) <= NAME_LENGTH for name in names)
    every = 1 if few else max(1, round(len(names) / 5))
    places = list(range(1, len(names) + 1, every))
    said = [text.value(names[place - 1]) if few else f"{place}." for place in places]
    return {
        "type": "linear",
        "tickmode": "array",
        "tickvals": places,
        "ticktext": said,
        "range": [0.4, len(names) + 0.6],
        "showgrid": False,
        "zeroline": False,
        "linecolor": AXIS,
        "automargin": True,
        "title": {"text": "" if few else "from the largest on", "standoff": 8},
    }


def _running(so_far: list[Any]) -> Trace:
    said = [text.value(share, share=True) for share in so_far]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(range(1, len(so_far) + 1)),
        "y": so_far,
        "yaxis": "y2",
        "line": {"color": MUTED, "width": 2},
        "customdata": [[place, label] for place, label in enumerate(said, start=1)],
        "hovertemplate": "the first %{customdata[0]} together<br><b>%{customdata[1]}</b><extra></extra>",
    }


def _reached(so_far: list[Any]) -> list[Trace]:
    """The place from which on four fifths are reached, in words."""
    place = next((i for i, share in enumerate(so_far) if share is not None and share >= MANY), None)
    if place is None:
        return []
    label = f"<b>the first {place + 1} hold {text.value(so_far[place], share=True)}</b>"
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [place + 1],
            "y": [so_far[place]],
            "yaxis": "y2",
            "marker": {"color": HIGHLIGHT, "size": 10},
            "text": [label],
            "textposition": "bottom right" if place < len(so_far) / 2 else "bottom left",
            "cliponaxis": False,
            "hoverinfo": "skip",
        }
    ]


def _shares() -> dict[str, Any]:
    return {
        "overlaying": "y",
        "side": "right",
        "range": [0, 105],
        "tickmode": "array",
        "tickvals": [0, 50, 100],
        "ticktext": ["0%", "50%", "100%"],
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
        "title": {"text": ""},
    }
