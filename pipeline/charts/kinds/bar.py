"""Ranked bars: a value for each name from zero; lying down where the names are long or many."""

import re
from typing import Any, ClassVar

from pipeline.charts import text
from pipeline.charts.kinds.grouped_bars import grouped
from pipeline.charts.kinds.kind import ChartKind, Figure, Trace
from pipeline.charts.kinds.over_bars import halo_of_ranges, labels_beyond, placed, ranges
from pipeline.charts.kinds.ties import ties
from pipeline.charts.layout import height_of_rows, layout, name_axis, plain, value_axis, with_references
from pipeline.charts.order import display_order
from pipeline.charts.palette import AXIS, PAGE, for_points
from pipeline.charts.ticks import round_ticks
from pipeline.story import Plot

MAX_BARS = 30
MAX_LABELLED = 20
FEW_BARS = 3  # would be slabs if they took their full width
STANDING_NAMES = 8  # at most so many names stand side by side on a phone,
STANDING_LENGTH = 10  # each of at most so many characters,
STANDING_LETTERS = 40  # and so many in all, were each as long as the longest
DWARFED = 8  # times the second largest bar: the largest is cut, or the rest couldn't be told apart
CUT_AT = 1.35  # of the second largest bar
ROOM, MAX_ROOM = 0.042, 0.5  # of the longest bar, for each letter of a label on a phone, and in all
LOSSES = 1.7  # times that room left of losses, where the names stand
HOUR = re.compile(r"\d{1,2}:00")
LABELLED_HOURS = 6  # every so many of them has its name


class Bar(ChartKind):
    """One bar a name, each with its value; largest first unless the names have an order of their own.

    A bar that dwarfs all others is drawn shorter, with a gap in it, and its label gives its true value.
    """

    name = "bar"
    label = "Bar"
    most: ClassVar[int | None] = MAX_BARS

    def remark(self, plot: Plot) -> str:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        rows = display_order(plot)[:MAX_BARS]
        if plot.series is not None:
            return ""
        is_cut = _cut(plot, plain(row[plot.y] for row in rows))[1] is not None
        said = ["The longest bar is cut short; its label gives its value" if is_cut else "", ties(plot, rows)]
        return ". ".join(part for part in said if part)

    def figure(self, plot: Plot) -> Figure:
        """See :class:`~pipeline.charts.kinds.kind.ChartKind`."""
        if plot.series is not None:
            return grouped(plot, horizontal=is_horizontal(list(plot.frame[plot.x].unique())))
        rows = display_order(plot)[:MAX_BARS]
        names = [row[plot.x] for row in rows]
        if text.is_temporal(names):
            return _over_time(plot, rows)
        values = plain(row[plot.y] for row in rows)
        labelled = len(rows) <= MAX_LABELLED
        horizontal = _is_lying(plot, names, values, labelled=labelled)
        lengths, cut = _cut(plot, values)
        shown = _names(plot, names)
        data = [_bars(plot, rows, lengths, horizontal=horizontal, labelled=labelled and not _is_crossed(plot))]
        data += ranges(plot, rows, lengths, horizontal=horizontal)
        names_axis = name_axis(shown, title=None, reverse=horizontal)  # what they are is said below the chart's title
        values_axis = _values_axis(plot, rows, lengths, labelled=labelled, horizontal=horizontal)
        axes = (values_axis, names_axis) if horizontal else (names_axis, values_axis)
        shape = layout(*axes, bargap=0.28)
        if horizontal:
            shape["height"] = height_of_rows(len(rows), shown)
        if labelled and _is_crossed(plot):
            shape["annotations"] = labels_beyond(plot, rows, lengths, values_axis, horizontal=horizontal)
        if cut is not None:
            shape["shapes"] = [_gap(cut, lengths[cut], horizontal=horizontal)]
        return {"data": data, "layout": with_references(shape, plot, lying=horizontal)}


def are_hours(names: list[Any]) -> bool:
    """Whether these are many hours of a day: they pass from left to right, and not each of them needs its name."""
    return len(names) > STANDING_NAMES and all(HOUR.fullmatch(str(name)) for name in names)


def is_horizontal(names: list[Any]) -> bool:
    """Whether bars of these names are easier to read from the side."""
    if are_hours(names):
        return False
    longest = max((len(str(name)) for name in names), default=0)
    return len(names) > STANDING_NAMES or longest > STANDING_LENGTH or longest * len(names) > STANDING_LETTERS


def _is_lying(plot: Plot, names: list[Any], values: list[Any], *, labelled: bool) -> bool:
    """Whether names, or the labels of their bars, have no room side by side on a phone."""
    if not labelled or are_hours(names) or is_horizontal(names):
        return is_horizontal(names)
    longest = max(map(len, text.at_bars(plot, values, lying=False)), default=0)
    return longest * len(values) > STANDING_LETTERS


def _names(plot: Plot, names: list[Any]) -> list[str]:
    shown = text.labels(names, plot.x_unit)
    return (
        [name if place % LABELLED_HOURS == 0 else "" for place, name in enumerate(shown)] if are_hours(names) else shown
    )


def _bars(plot: Plot, rows: list[dict[str, Any]], lengths: list[Any], *, horizontal: bool, labelled: bool) -> Trace:
    names, values = [row[plot.x] for row in rows], [row[plot.y] for row in rows]
    marked = {str(item) for item in plot.highlight}
    trace: Trace = {
        "type": "bar",
        "orientation": "h" if horizontal else "v",
        "marker": {"color": for_points([str(name) in marked for name in names])},
        "width": 0.68 if len(rows) > FEW_BARS else 0.5,
        **placed(list(range(len(rows))), lengths, horizontal),
        "customdata": text.pairs(plot, names, values),
        "hovertemplate": "%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
    }
    if labelled:  # outside of its bar a label has the page's own colour, which is legible
        trace |= {
            "text": text.at_bars(plot, values, lying=horizontal),
            "textposition": "outside",
            "textangle": 0,
            "constraintext": "none",
            "cliponaxis": False,
        }
    return trace | halo_of_ranges(plot, rows, horizontal=horizontal)


def _is_crossed(plot: Plot) -> bool:
    """Whether ranges or lines of reference lie over the bars: they show where on the axis a value is."""
    return plot.low is not None or bool(plot.references)


def _cut(plot: Plot, values: list[Any]) -> tuple[list[Any], int | None]:
    """The lengths of the bars, and the place of the one that is drawn shorter than it is: not beside a scale."""
    sizes = sorted((abs(value) for value in values if value is not None), reverse=True)
    if _is_crossed(plot) or len(sizes) < 3 or sizes[1] == 0 or sizes[0] < DWARFED * sizes[1]:
        return values, None
    place = next(i for i, value in enumerate(values) if value is not None and abs(value) == sizes[0])
    length = CUT_AT * sizes[1] * (1 if values[place] > 0 else -1)
    return [length if i == place else value for i, value in enumerate(values)], place


def _gap(place: int, length: float, *, horizontal: bool) -> dict[str, Any]:
    """The gap in a bar that is cut, over its whole breadth."""
    ends = {"x0": length * 0.86, "x1": length * 0.9} if horizontal else {"y0": length * 0.86, "y1": length * 0.9}
    sides = {"y0": place - 0.36, "y1": place + 0.36} if horizontal else {"x0": place - 0.36, "x1": place + 0.36}
    return {"type": "rect", **ends, **sides, "line": {"width": 0}, "fillcolor": PAGE}


def _values_axis(
    plot: Plot, rows: list[dict[str, Any]], lengths: list[Any], *, labelled: bool, horizontal: bool
) -> dict[str, Any]:
    """From zero, with room for the labels at the ends of the bars; labelled bars need neither grid nor ticks."""
    axis = value_axis(plot.y_label, plot.y_unit, grid=not labelled) | {"zeroline": True, "zerolinecolor": AXIS}
    ends = [row[column] for row in rows for column in (plot.low, plot.high) if column]
    lines = [r.value for r in plot.references if not r.on_x]
    present = [item for item in [*lengths, *plain(ends), *plain(lines)] if isinstance(item, int | float)]
    low, high = min([0, *present]), max([0, *present])
    room = ((high - low) or 1) * (_room(plot, rows, horizontal=horizontal) if labelled else 0.04)
    axis |= {"range": [low - LOSSES * room * _have_losses(lengths), high + room if high > 0 else 0]}
    axis |= {"rangemode": "tozero"}
    return _without_marks(axis) if labelled else axis | round_ticks(low, high, plot.y_unit)


def _have_losses(lengths: list[Any]) -> bool:
    """Whether bars, and not only their ranges, go below zero, and their labels with them."""
    return any(length is not None and length < 0 for length in lengths)


def _without_marks(axis: dict[str, Any]) -> dict[str, Any]:
    """Without a line and a title: what is shown stands below the chart's title."""
    return {key: axis[key] for key in axis if key not in {"title", "linecolor"}} | {"showticklabels": False}


def _room(plot: Plot, rows: list[dict[str, Any]], *, horizontal: bool) -> float:
    """The part of the axis that labels at the ends of bars take."""
    longest = max(map(len, text.at_bars(plot, [row[plot.y] for row in rows], lying=horizontal)), default=0)
    return min(MAX_ROOM, 0.05 + ROOM * longest) if horizontal else 0.12


def _over_time(plot: Plot, rows: list[dict[str, Any]]) -> Figure:
    """Bars on an axis of time."""
    moments, values = [row[plot.x] for row in rows], [row[plot.y] for row in rows]
    marked = set(plain(plot.highlight))
    trace = {
        "type": "bar",
        "x": plain(moments),
        "y": plain(values),
        "marker": {"color": for_points([item in marked for item in plain(moments)])},
        "customdata": text.pairs(plot, moments, values),
        "hovertemplate": "%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
    }
    x_axis = value_axis(plot.x_label, plot.x_unit, grid=False, values=moments)
    y_axis = _values_axis(plot, rows, plain(values), labelled=False, horizontal=False)
    return {"data": [trace], "layout": with_references(layout(x_axis, y_axis, bargap=0.28), plot)}
