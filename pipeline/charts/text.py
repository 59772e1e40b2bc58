"""How values and names stand in a chart: as Plotly's text, which knows a little HTML and has its own templates."""

import calendar
import math
import numbers
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import pandas as pd

from pipeline import wording
from pipeline.story import Plot

LABEL_LENGTH = 22  # characters of a line of a label on an axis, which has two; the hover text shows more
HOVER_LENGTH = 120
MAX_COMPARED = 12  # values that a text would write side by side
MANY_NAMES = 5  # of months or days: they are written with three letters
OF_CALENDAR = frozenset([*calendar.month_name, *calendar.day_name])


def escape(text: str) -> str:
    """Make HTML, ``%{...}`` templates and TeX between dollar signs harmless: names come from a stranger's file."""
    text = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("%{", "%&#123;").replace("$", "&#36;")


def shorten(text: str, length: int) -> str:
    """Cut ``text`` to ``length`` characters, with an ellipsis where something is missing."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def wrap(text: str, width: int = LABEL_LENGTH, lines: int = 2) -> str:
    """A name on up to ``lines`` lines, escaped; an ellipsis where something is missing even then."""
    spaced = " ".join(text.split()).replace("_", "_ ")  # a name of several words may break between them
    parts = textwrap.wrap(spaced, width, max_lines=lines, placeholder="…") or [""]
    return "<br>".join(escape(part.replace("_ ", "_")) for part in parts)


def axis_title(label: str, unit: str | None, length: int = 50) -> str:
    """``"price", "$"`` -> ``price ($)``; a unit that the label names already is not said twice."""
    return escape(titled(label, unit, length))


def titled(label: str, unit: str | None, length: int = 50) -> str:
    """The same for a text outside of the figure."""
    text = shorten(label, length)
    is_named = not unit or f"({unit})" in text or f"[{unit}]" in text or text.endswith(unit)
    return text if is_named else f"{text} ({unit})"


def written(item: Any, unit: str | None = None, *, share: bool = False) -> str:
    """A single value as the text of the story writes it: number with unit, share, day, or name."""
    if is_missing(item):
        return "no value"
    if isinstance(item, bool):
        return "yes" if item else "no"
    if isinstance(item, numbers.Real):
        return _number(float(item), unit, share)
    if isinstance(item, datetime):
        return moment(item)
    if isinstance(item, date):
        return wording.day(item)
    return shorten(str(item), HOVER_LENGTH)


@lru_cache(maxsize=8192)  # the hover texts, the table and the description write the same values
def _number(size: float, unit: str | None, share: bool) -> str:
    return wording.percent(size / 100) if share else wording.number(size, unit)


def value(item: Any, unit: str | None = None, *, share: bool = False) -> str:
    """The same within a figure."""
    return escape(written(item, unit, share=share))


def moment(item: datetime) -> str:
    """``5 March 2024``, with the time of day where there is one."""
    if item.hour or item.minute or item.second:
        return f"{wording.day(item)}, {item:%H:%M}"
    return wording.day(item)


def of_y(plot: Plot, items: Iterable[Any]) -> list[str]:
    """Values of the plot's measure, within a figure, as the text of its point writes them."""
    return _of_y(plot, list(items), plot.y_unit)


def bare_y(plot: Plot, items: Iterable[Any]) -> list[str]:
    """The same without a unit in letters, for labels beside each other: the chart's subtitle names it."""
    is_sign = plot.y_unit is None or plot.is_share or not plot.y_unit.isalpha()
    return _of_y(plot, list(items), plot.y_unit if is_sign else None)


def _of_y(plot: Plot, items: list[Any], unit: str | None) -> list[str]:
    known = [float(item) for item in items if not is_missing(item)]
    if not plot.is_compared or not 1 < len(known) <= MAX_COMPARED:
        return [value(item, unit, share=plot.is_share) for item in items]
    said = wording.percents([size / 100 for size in known]) if plot.is_share else wording.amounts(known, unit)
    texts = iter(said)
    return [value(item) if is_missing(item) else escape(next(texts)) for item in items]


def of_x(plot: Plot, items: Sequence[Any]) -> list[str]:
    """Values along the plot, within a figure: months and years by their names, years without a thousands mark."""
    return [escape(text) for text in written_x(plot, items)]


def written_x(plot: Plot, items: Sequence[Any], among: Sequence[Any] = ()) -> list[str]:
    """The same outside of one; ``among``: all values, where only some of them are written."""
    if is_temporal(items):
        grain = grain_of(among or items)
        return ["no value" if is_missing(item) else _dated(item, grain) for item in items]
    if looks_like_years(among or items):
        return ["no value" if is_missing(item) else f"{item:.0f}" for item in items]
    return [written(item, plot.x_unit) for item in items]


def grain_of(items: Sequence[Any]) -> str:
    """The coarsest period whose beginnings all moments are: "year", "quarter", "month", "day", or "moment"."""
    days = {(i.month, i.day, getattr(i, "hour", 0), getattr(i, "minute", 0)) for i in items if not is_missing(i)}
    if any(day[2] or day[3] for day in days):
        return "moment"
    if all(day[1] == 1 for day in days):
        months = {day[0] for day in days}
        return "year" if months <= {1} else "quarter" if months <= {1, 4, 7, 10} and len(months) > 1 else "month"
    return "day"


def says_value(label: str) -> bool:
    """Whether the label of a line of reference holds its value already: "from 10 on", but not "mean" or "2022:"."""
    return not label.endswith(":") and any(letter.isdigit() for letter in label)


def short_day(item: date, grain: str) -> str:
    """A period below an axis: ``2015``, ``Q3 2023``, ``Mar 2020``."""
    return f"{item:%b %Y}" if grain == "month" else wording.day(item, grain)


def _dated(item: Any, grain: str) -> str:
    return moment(item) if grain == "moment" else wording.day(item, grain)


def label(item: Any, unit: str | None = None) -> str:
    """A value as an axis shows it: a long name on two lines."""
    return wrap(item) if isinstance(item, str) else value(item, unit)


def labels(items: Sequence[Any], unit: str | None = None) -> list[str]:
    """Several values of one column, as an axis shows them."""
    if looks_like_years(items):
        return [f"{item:.0f}" for item in items]
    if len(items) > MANY_NAMES and {str(item) for item in items} <= OF_CALENDAR:
        every = 2 if len(items) > MANY_NAMES * 2 else 1
        return [str(item)[:3] if place % every == 0 else "" for place, item in enumerate(items)]
    return [label(item, unit) for item in items]


def pairs(plot: Plot, xs: Sequence[Any], ys: Sequence[Any]) -> list[list[str]]:
    """The hover texts of points or bars: ``customdata`` of a trace."""
    return [list(pair) for pair in zip(of_x(plot, xs), of_y(plot, ys), strict=True)]


def is_missing(item: Any) -> bool:
    """None, NaN, NaT and infinity alike: none of them has a place on an axis."""
    if type(item) is float:
        return not math.isfinite(item)
    return item is None or item is pd.NaT or (isinstance(item, float) and not math.isfinite(item))


def is_temporal(values: Iterable[Any]) -> bool:
    """Whether all values that are there are dates or moments."""
    present = [item for item in values if not is_missing(item)]
    return bool(present) and all(isinstance(item, date) for item in present)


def is_numeric(values: Iterable[Any]) -> bool:
    """Whether all values that are there are numbers."""
    present = [item for item in values if not is_missing(item)]
    return bool(present) and all(isinstance(item, int | float) and not isinstance(item, bool) for item in present)


def looks_like_years(values: Sequence[Any]) -> bool:
    """Whether the numbers are years: shown without a thousands mark."""
    present = [item for item in values if not is_missing(item)]
    return is_numeric(present) and all(float(item).is_integer() and 1500 <= item <= 2200 for item in present)
