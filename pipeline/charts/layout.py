"""The layout that all charts share: transparent, quiet, with titled axes that make room for their labels."""

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import pandas as pd
from pandas.api.types import is_datetime64_dtype

from pipeline.charts import text
from pipeline.charts.palette import AXIS, GRID, MUTED, PAGE, TRANSPARENT, WHISKER
from pipeline.charts.ticks import powers_of_ten, round_ticks
from pipeline.story import Plot, Reference

HEIGHT = 380  # px
MAX_PERIODS = 120  # with ticks of their own
LABELLED_PERIODS, LABELLED_DAYS = 5, 4  # side by side on a phone
TICKS, FEW_TICKS = 5, 3  # about
ROW_HEIGHT = 30  # px of a horizontal bar
SECOND_LINE = 8  # px more where a name needs two

MONTHS_ON_TWO_LINES = {"dtickrange": ["M1", "M6"], "value": "%b\n%Y"}  # Plotly says a year below its first month

Axis = dict[str, Any]


def layout(x_axis: Axis, y_axis: Axis, **more: Any) -> dict[str, Any]:
    """A figure's layout from its two axes."""
    return {
        "paper_bgcolor": TRANSPARENT,
        "plot_bgcolor": TRANSPARENT,
        "height": HEIGHT,
        "margin": {"l": 8, "r": 16, "t": 16, "b": 8},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"align": "left", "namelength": -1},
        "dragmode": False,
        "xaxis": x_axis,
        "yaxis": y_axis,
        **more,
    }


def value_axis(
    title: str, unit: str | None = None, *, grid: bool = True, across: bool = False, values: Sequence[Any] = ()
) -> Axis:
    """An axis of numbers or moments, read off at grid lines; ``values`` are what is shown on it.

    ``across``: it runs from left to right, where a phone has room for few numbers beside each other.
    """
    axis: Axis = {
        "title": {"text": text.axis_title(title, unit), "standoff": 12},
        "automargin": True,
        "showgrid": grid,
        "gridcolor": GRID,
        "zeroline": False,
        "linecolor": AXIS,
        "ticks": "",
    }
    if text.is_temporal(values):
        return axis | {"type": "date"} | period_ticks(values)
    if text.looks_like_years(values):
        return axis | {"tickformat": "d", "type": "linear"}
    if _all_tiny(values):
        axis["exponentformat"] = "power"  # few readers know that n is a billionth
    elif known := [float(value) for value in text.known(values) if not isinstance(value, str)]:
        whole, wanted = all(map(float.is_integer, known)), FEW_TICKS if across else TICKS
        axis |= round_ticks(min(known), max(known), unit, wanted=wanted, whole=whole) | {"tickangle": 0}
    return axis | {"type": "linear"}


def log_axis(axis: Axis, values: Sequence[Any], unit: str | None) -> Axis:
    """The axis on a scale of powers of ten, and called so."""
    known = list(map(float, text.known(values)))
    title = f"{axis['title']['text']}, log scale"
    return axis | powers_of_ten(min(known), max(known), unit) | {"title": axis["title"] | {"text": title}}


def with_references(shape: dict[str, Any], plot: Plot, *, lying: bool = False) -> dict[str, Any]:
    """A layout with the plot's lines of reference and their labels; ``lying``: its values run from left to right."""
    if not plot.references:
        return shape
    drawn = [_line_and_label(one, shape, plot, upright=one.on_x != lying) for one in plot.references]
    _turn_apart([label for _, label in drawn if label["yref"] == "paper" and label["xref"] == "x"])
    margin = shape["margin"]
    has_upright = plot.kind == "bar" or any(reference.on_x != lying for reference in plot.references)
    return shape | {
        "shapes": [*shape.get("shapes", []), *(line for line, _ in drawn)],
        "annotations": [*shape.get("annotations", []), *(label for _, label in drawn)],
        "margin": margin | {"t": max(margin["t"], 34)} if has_upright else margin,
    }


def _line_and_label(
    reference: Reference, shape: dict[str, Any], plot: Plot, *, upright: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    value = plain([_moment(reference.value)])[0]
    start, end = plain([_moment(reference.start), _moment(reference.end)])
    part = None if start is None or end is None else (start, end)
    line = _line(value, part, upright=upright) | _behind(plot, is_part=part is not None)
    axis = shape["xaxis" if upright else "yaxis"]
    if isinstance(value, int | float) and axis.get("type") == "log":
        value = math.log10(value)  # a label stands at the power of ten, a line at the value
    return line, _label_of(reference, plot, value, upright=upright, part=part)


def _behind(plot: Plot, *, is_part: bool) -> dict[str, Any]:
    """Lines pass behind the data and their labels; not behind bars, which would hide them."""
    return {} if is_part or plot.kind in {"bar", "histogram"} else {"layer": "below"}


def _line(value: Any, part: tuple[Any, Any] | None, *, upright: bool) -> dict[str, Any]:
    """A line across the whole chart, or a stronger one across a ``part`` of it."""
    along, across = ("x", "y") if upright else ("y", "x")
    begin, end = part or (0, 1)
    strong, quiet = {"color": WHISKER, "width": 3, "dash": "solid"}, {"color": MUTED, "width": 1.5, "dash": "dash"}
    return {
        "type": "line",
        f"{along}0": value,
        f"{along}1": value,
        f"{along}ref": along,
        f"{across}ref": across if part else "paper",
        f"{across}0": begin,
        f"{across}1": end,
        "line": strong if part else quiet,
    }


def _label_of(
    reference: Reference, plot: Plot, value: Any, *, upright: bool, part: tuple[Any, Any] | None
) -> dict[str, Any]:
    said = text.escape(reference.label)
    if not text.says_value(reference.label) and not isinstance(reference.value, str):
        said = f"{said} {text.of_line(plot, reference)}"
    if upright:
        return {"text": said, "x": value, "xref": "x", "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False}
    if part is None and plot.kind == "bar":  # above all bars, where no label of theirs is
        top = {"y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False}
        return {"text": f"- - {said}", "x": 1, "xref": "paper", "xanchor": "right"} | top
    place = {"x": 1, "xref": "paper", "xanchor": "right"} if part is None else _at_part(plot, part)
    behind = {"bgcolor": PAGE, "borderpad": 1, "yshift": 3}  # the line that is drawn may pass there
    return {"text": said, **place, "y": value, "yref": "y", "yanchor": "bottom", "showarrow": False, **behind}


def _at_part(plot: Plot, part: tuple[Any, Any]) -> dict[str, Any]:
    """Where the label of a stretch stands: at its start, or at its end where it is the last one."""
    is_last = part[1] == plain(items(plot.frame.tail(1), plot.x))[0]
    x, side = (part[1], "right") if is_last else (part[0], "left")
    return {"x": x, "xref": "x", "xanchor": side}


def _turn_apart(labels: list[dict[str, Any]]) -> None:
    """Of two lines side by side the left one has its label at its left, the other at its right."""
    if len(labels) == 2 and labels[0]["x"] != labels[1]["x"]:
        for label, side in zip(sorted(labels, key=lambda each: each["x"]), ("right", "left"), strict=True):
            label["xanchor"] = side


def _moment(value: Any) -> Any:
    """A moment as traces hold it: its day alone where it has no time of day."""
    return value.removesuffix("T00:00:00") if isinstance(value, str) else value


def period_ticks(values: Sequence[Any], labelled: int = LABELLED_PERIODS) -> Axis:
    """Ticks for years, quarters or months among themselves: some of them, a year once below the first of its own."""
    moments = sorted({item for item in values if not text.is_missing(item)})
    grain = text.grain_of(moments)
    if len(moments) > MAX_PERIODS or grain not in {"year", "quarter", "month"}:
        return {"tickangle": 0, "nticks": min(labelled, LABELLED_DAYS), "tickformatstops": [MONTHS_ON_TWO_LINES]}
    shown = moments[:: -(-len(moments) // labelled)]
    years = [None, *(moment.year for moment in shown)]
    names = [
        _below_axis(moment, grain, is_new=moment.year != before) for moment, before in zip(shown, years, strict=False)
    ]
    if all(moment.month == 1 for moment in shown):
        names = [f"{moment.year}" for moment in shown]
    return {"tickangle": 0, "tickmode": "array", "tickvals": plain(shown), "ticktext": names}


def _below_axis(moment: date, grain: str, *, is_new: bool) -> str:
    """``2024``, or ``Jan`` with its year below it where that ``is_new``."""
    period, _, year = text.short_day(moment, grain).partition(" ")
    return f"{period}<br>{year}" if year and is_new else period


def _all_tiny(values: Sequence[Any]) -> bool:
    present = text.known(values)
    return text.is_numeric(present) and 0 < max(map(abs, present)) < 0.001


def name_axis(names: Sequence[str], *, title: str | None, reverse: bool = False) -> Axis:
    """An axis of names, each with its own tick; positions are 0, 1, 2, ... so that equal short names stay apart."""
    axis: Axis = {
        "type": "linear",
        "automargin": True,
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "tickangle": 0,
        "tickmode": "array",
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "range": [len(names) - 0.5, -0.5] if reverse else [-0.5, len(names) - 0.5],
    }
    if title:
        axis["title"] = {"text": text.axis_title(title, None), "standoff": 12}
    return axis


def height_of_rows(rows: int, names: Sequence[str] = ()) -> int:
    """The height, in px, of a chart with one row of its own for each of ``rows`` names, some on two lines."""
    second_lines = sum("<br>" in name for name in names)
    return max(160, 70 + ROW_HEIGHT * rows + SECOND_LINE * second_lines)


def plain(values: Iterable[Any]) -> list[Any]:
    """JSON types for a trace: ISO dates, floats with six significant digits, None for what is missing."""
    values = list(values)
    return list(map(_short if set(map(type, values)) == {float} else _plain, values))


def _plain(item: Any) -> Any:
    if type(item) is float:  # most are
        return _short(item)
    if hasattr(item, "item"):  # a numpy scalar
        item = item.item()
    if text.is_missing(item):
        return None
    if isinstance(item, datetime):
        return _iso(item)
    if isinstance(item, date):
        return item.isoformat()
    return _short(item) if isinstance(item, float) else item


@lru_cache(maxsize=8192)  # the charts of a story show the same moments
def _iso(moment: datetime) -> str:
    is_day = moment == moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return moment.strftime("%Y-%m-%d" if is_day else "%Y-%m-%dT%H:%M:%S")


def _short(number: float) -> float | int | None:
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 1e15 else float(f"{number:.6g}")


def items(frame: pd.DataFrame, column: str) -> list[Any]:
    """A column's values as Python's own types; of pandas' moments all that charts ask would take ten times as long."""
    values = frame[column]
    if is_datetime64_dtype(values.dtype):  # without a time zone
        moments: list[Any] = values.to_numpy(dtype="datetime64[us]").tolist()
        return moments
    return [None if item is pd.NA else item for item in values.tolist()]
