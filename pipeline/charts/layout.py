"""The layout that all charts share: transparent, quiet, with titled axes that make room for their labels."""

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from pipeline.charts import text
from pipeline.charts.palette import AXIS, GRID, TRANSPARENT

HEIGHT = 380  # px
MAX_YEARS = 40  # with ticks of their own
LABELLED_YEARS = 10  # side by side
ROW_HEIGHT = 30  # px of a horizontal bar

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


def value_axis(title: str, unit: str | None = None, *, grid: bool = True, values: Sequence[Any] = ()) -> Axis:
    """An axis of numbers or moments, read off at grid lines. ``values`` are what is shown on it."""
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
        return axis | {"type": "date"} | _of_years(values)
    if text.looks_like_years(values):
        axis["tickformat"] = "d"
    elif _all_tiny(values):
        axis["exponentformat"] = "power"  # few readers know that n is a billionth
    return axis | {"type": "linear"}


def _of_years(values: Sequence[Any]) -> Axis:
    """Ticks for a few years: each has one of its own, and no months between."""
    days = [item for item in values if not text.is_missing(item)]
    if len(set(days)) > MAX_YEARS or any((day.month, day.day) != (1, 1) for day in days):
        return {}
    return {"tickformat": "%Y", "dtick": f"M{12 * (1 + len(set(days)) // LABELLED_YEARS)}"}


def _all_tiny(values: Sequence[Any]) -> bool:
    present = [item for item in values if not text.is_missing(item)]
    return text.is_numeric(present) and 0 < max(map(abs, present)) < 0.001


def name_axis(names: Sequence[str], *, title: str | None, reverse: bool = False) -> Axis:
    """An axis of names, each with its own tick; positions are 0, 1, 2, ... so that equal short names stay apart."""
    axis: Axis = {
        "type": "linear",
        "automargin": True,
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "linecolor": AXIS,
        "tickmode": "array",
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "range": [len(names) - 0.5, -0.5] if reverse else [-0.5, len(names) - 0.5],
    }
    if title:
        axis["title"] = {"text": text.axis_title(title, None), "standoff": 12}
    return axis


def height_of_rows(rows: int) -> int:
    """The height, in px, of a chart with one row of its own for each of ``rows`` names."""
    return max(220, 90 + ROW_HEIGHT * rows)


def legend_below() -> dict[str, Any]:
    """Layout entries for a legend that leaves the width to the data, as a phone needs it."""
    return {
        "showlegend": True,
        "legend": {
            "orientation": "h",
            "yanchor": "bottom",
            "y": 1.02,
            "x": 0,
            "bgcolor": TRANSPARENT,
            "itemclick": False,
        },
    }


def plain(values: Iterable[Any]) -> list[Any]:
    """JSON types for a trace: ISO dates, floats with six significant digits, None for what is missing."""
    return [_plain(item) for item in values]


def _plain(item: Any) -> Any:
    if type(item) is float:  # most are
        return _short(item)
    if hasattr(item, "item"):  # a numpy scalar
        item = item.item()
    if text.is_missing(item):
        return None
    if isinstance(item, datetime):
        return item.strftime(
            "%Y-%m-%d" if item == item.replace(hour=0, minute=0, second=0, microsecond=0) else "%Y-%m-%dT%H:%M:%S"
        )
    if isinstance(item, date):
        return item.isoformat()
    return _short(item) if isinstance(item, float) else item


def _short(number: float) -> float | int | None:
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 1e15 else float(f"{number:.6g}")


def items(frame: pd.DataFrame, column: str) -> list[Any]:
    """A column's values as Python's own types."""
    return [None if item is pd.NA else item for item in frame[column].tolist()]
