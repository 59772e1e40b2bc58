"""How values and names stand in a chart: as Plotly's text, which knows a little HTML and has its own templates."""

import calendar
import math
import numbers
import textwrap
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any

import pandas as pd

from pipeline import wording
from pipeline.story import Plot, Reference

TITLE_LENGTH = 34  # characters of a line of an axis' title, which is as long as a phone's chart is wide, or has two
LABEL_LENGTH = 22  # characters of a line of a label on an axis, which has two; the hover text shows more
HOVER_LENGTH = 120
SHORT_UNIT = 8  # characters
MAX_COMPARED = 20  # values that are written side by side, as a text would
MANY_NAMES = 5  # of months or days: they are written with three letters
QUARTERS = frozenset({1, 4, 7, 10})  # the months that begin one
OF_CALENDAR = frozenset([*calendar.month_name, *calendar.day_name])


@lru_cache(maxsize=8192)  # the same names stand in the table, at the axis and in the hover texts
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
    if len(parts) > 1 and parts[-1] == "…":  # the rest of one long word
        parts = [*parts[:-2], f"{parts[-2][: width - 1]}…"]
    return "<br>".join(escape(part.replace("_ ", "_")) for part in parts)


def axis_title(label: str, unit: str | None) -> str:
    """``"price", "$"`` -> ``price ($)``; a unit that the label names already is not said twice. A long one breaks."""
    return wrap(titled(label, unit), TITLE_LENGTH)


def titled(label: str, unit: str | None) -> str:
    """The same for a text outside of the figure."""
    text = shorten(label, 2 * TITLE_LENGTH - 18)  # and its unit
    is_named = not unit or f"({unit})" in text or f"[{unit}]" in text or text.endswith(unit)
    return text if is_named else f"{text} ({unit})"


def written(item: Any, unit: str | None = None, *, share: bool = False) -> str:
    """A single value as the text of the story writes it: number with unit, share, day, or name."""
    if is_missing(item):
        return "no value"
    if type(item) is float:  # most are
        return _number(item, unit, share)
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


@lru_cache(maxsize=8192)
def _escaped_number(size: float, unit: str | None, share: bool) -> str:
    return escape(_number(size, unit, share))


def value(item: Any, unit: str | None = None, *, share: bool = False) -> str:
    """The same within a figure."""
    if type(item) is float and math.isfinite(item):  # most are
        return _escaped_number(item, unit, share)
    return escape(written(item, unit, share=share))


def moment(item: datetime) -> str:
    """``5 March 2024``, with the time of day where there is one."""
    if item.hour or item.minute or item.second:
        return f"{wording.day(item)}, {item:%H:%M}"
    return wording.day(item)


def of_y(plot: Plot, items: Iterable[Any]) -> list[str]:
    """Values of the plot's measure, within a figure, as the text of its point writes them."""
    return _of_y(plot, list(items), plot.y_unit)


def written_y(plot: Plot, items: Sequence[Any], among: Sequence[Any] = ()) -> list[str]:
    """The same outside of one; ``among``: all values beside them, where these are some."""
    beside = list(among or items)
    if not _are_compared(plot, beside):
        return [written(item, plot.y_unit, share=plot.is_share) for item in items]
    sizes = list(map(float, known(beside)))
    told = dict(zip(sizes, _side_by_side(plot, sizes, plot.y_unit), strict=True))
    return [written(item) if is_missing(item) else told[float(item)] for item in items]


def bare_y(plot: Plot, items: Iterable[Any]) -> list[str]:
    """The same without a unit in letters, for labels beside each other: the chart's subtitle names it."""
    is_sign = plot.y_unit is None or plot.is_share or not plot.y_unit.replace(" ", "").isalpha()
    return _of_y(plot, list(items), plot.y_unit if is_sign else None)


def at_bars(plot: Plot, items: Iterable[Any], *, lying: bool) -> list[str]:
    """The same at the ends of bars: a ``lying`` one has room for a short unit."""
    return of_y(plot, items) if lying and len(plot.y_unit or "") <= SHORT_UNIT else bare_y(plot, items)


def _of_y(plot: Plot, items: list[Any], unit: str | None) -> list[str]:
    if not _are_compared(plot, items):
        return [value(item, unit, share=plot.is_share) for item in items]
    told = iter(_side_by_side(plot, list(map(float, known(items))), unit))
    return [value(item) if is_missing(item) else escape(next(told)) for item in items]


def _are_compared(plot: Plot, items: list[Any]) -> bool:
    """Whether these stand beside each other with the same last digit."""
    return plot.is_compared and 1 < len(known(items)) <= MAX_COMPARED


def _side_by_side(plot: Plot, sizes: list[float], unit: str | None) -> list[str]:
    return wording.percents([size / 100 for size in sizes]) if plot.is_share else wording.amounts(sizes, unit)


def of_line(plot: Plot, reference: Reference) -> str:
    """The value of a line of reference within a figure: ``mean 114,000``."""
    return escape(written_line(plot, reference))


def written_line(plot: Plot, reference: Reference) -> str:
    """The same outside of one, in a fact's chart as fine as its text gives it."""
    size = reference.value
    if not isinstance(size, int | float) or not plot.is_compared or reference.label.endswith(":"):
        return (written_x if reference.on_x else written_y)(plot, [size])[0]
    if reference.on_x:
        return wording.amounts([float(size)], plot.x_unit)[0]
    return _side_by_side(plot, [float(size)], plot.y_unit)[0]


def of_x(plot: Plot, items: Sequence[Any]) -> list[str]:
    """Values along the plot, within a figure: months and years by their names, years without a thousands mark."""
    return [escape(text) for text in written_x(plot, items)]


def written_x(plot: Plot, items: Sequence[Any], among: Sequence[Any] = ()) -> list[str]:
    """The same outside of one; ``among``: all values, where only some of them are written."""
    return list(map(writer_of_x(plot, among or items), items))


def writer_of_x(plot: Plot, among: Sequence[Any]) -> Callable[[Any], str]:
    """What writes one of the values ``among`` which it stands."""
    if is_temporal(among):
        return _where_known(partial(_dated, grain=grain_of(among)))
    if looks_like_years(among):
        return _where_known("{:.0f}".format)
    return partial(written, unit=plot.x_unit)


def _where_known(write: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda item: "no value" if is_missing(item) else write(item)


def grain_of(items: Sequence[Any]) -> str:
    """The coarsest period whose beginnings all moments are: "year", "quarter", "month", "day", or "moment"."""
    days = {(i.month, i.day, getattr(i, "hour", 0), getattr(i, "minute", 0)) for i in items if not is_missing(i)}
    if any(hour or minute for *_, hour, minute in days):
        return "moment"
    if any(day != 1 for _, day, *_ in days):
        return "day"
    return _grain_of_months({month for month, *_ in days})


def _grain_of_months(months: set[int]) -> str:
    if len(months) < 2:
        return "year" if months <= {1} else "month"
    return "quarter" if months <= QUARTERS else "month"


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
    names = [str(item) for item in items]
    if len(names) > MANY_NAMES and set(names) <= OF_CALENDAR:
        return _short_names(names)
    return [label(item, unit) for item in items]


def _short_names(names: list[str]) -> list[str]:
    """Of months and days: with three letters, of very many every second one."""
    every = 2 if len(names) > MANY_NAMES * 2 else 1
    return [name[:3] if place % every == 0 else "" for place, name in enumerate(names)]


def pairs(plot: Plot, xs: Sequence[Any], ys: Sequence[Any]) -> list[list[str]]:
    """The hover texts of points or bars: ``customdata`` of a trace."""
    return [list(pair) for pair in zip(of_x(plot, xs), of_y(plot, ys), strict=True)]


def is_missing(item: Any) -> bool:
    """None, NaN, NaT and infinity alike: none of them has a place on an axis."""
    if type(item) is float:
        return not math.isfinite(item)
    return item is None or item is pd.NaT or (isinstance(item, float) and not math.isfinite(item))


def known(values: Sequence[Any]) -> list[Any]:
    """The values that aren't missing."""
    if set(map(type, values)) == {float}:  # most are
        return list(filter(math.isfinite, values))
    return [item for item in values if not is_missing(item)]


def is_temporal(values: Iterable[Any]) -> bool:
    """Whether all values that are there are dates or moments."""
    values = list(values)
    if set(map(type, values)) == {datetime}:  # most are, or are none
        return True
    return _are_all(values, lambda item: isinstance(item, date))


def is_numeric(values: Iterable[Any]) -> bool:
    """Whether all values that are there are numbers."""
    values = list(values)
    if set(map(type, values)) == {float}:
        return any(map(math.isfinite, values))
    return _are_all(values, _is_number)


def looks_like_years(values: Sequence[Any]) -> bool:
    """Whether the numbers are years: shown without a thousands mark."""
    return _are_all(values, lambda item: _is_number(item) and 1500 <= item <= 2200 and float(item).is_integer())


def _are_all(values: Iterable[Any], is_one: Callable[[Any], bool]) -> bool:
    """Whether there are values, missing ones aside, and all of them are such; mostly the first one tells."""
    found = False
    for item in values:
        if not is_missing(item):
            if not is_one(item):
                return False
            found = True
    return found


def _is_number(item: Any) -> bool:
    return isinstance(item, int | float) and not isinstance(item, bool)
