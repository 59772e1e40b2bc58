"""How values and names stand in a chart: as Plotly's text, which knows a little HTML and has its own templates."""

import math
import numbers
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from pipeline import wording

LABEL_LENGTH = 24  # characters of a label on an axis; the hover text shows more
HOVER_LENGTH = 120


def escape(text: str) -> str:
    """Make HTML, ``%{...}`` templates and TeX between dollar signs harmless: names come from a stranger's file."""
    text = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("%{", "%&#123;").replace("$", "&#36;")


def shorten(text: str, length: int) -> str:
    """Cut ``text`` to ``length`` characters, with an ellipsis where something is missing."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def axis_title(label: str, unit: str | None, length: int = 50) -> str:
    """``"price", "$"`` -> ``price ($)``; a unit that the label names already is not said twice."""
    text = shorten(label, length)
    return escape(text if not unit or f"({unit})" in text or text.endswith(unit) else f"{text} ({unit})")


def value(item: Any, unit: str | None = None) -> str:
    """A single value as the hover text shows it: number with unit, day, or name."""
    if is_missing(item):
        return "no value"
    if isinstance(item, bool):
        return "yes" if item else "no"
    if isinstance(item, numbers.Real):
        return escape(wording.number(float(item), unit))
    if isinstance(item, datetime):
        return moment(item)
    if isinstance(item, date):
        return wording.day(item)
    return escape(shorten(str(item), HOVER_LENGTH))


def moment(item: datetime) -> str:
    """``5 March 2024``, with the time of day where there is one."""
    if item.hour or item.minute or item.second:
        return f"{wording.day(item)}, {item:%H:%M}"
    return wording.day(item)


def label(item: Any, unit: str | None = None) -> str:
    """A value as an axis shows it: shorter than in the hover text."""
    return value(shorten(item, LABEL_LENGTH) if isinstance(item, str) else item, unit)


def values(items: Sequence[Any], unit: str | None = None) -> list[str]:
    """Several values of one column, for the hover text; years among themselves carry no thousands mark."""
    if looks_like_years(items):
        return ["no value" if is_missing(item) else f"{item:.0f}" for item in items]
    return [value(item, unit) for item in items]


def labels(items: Sequence[Any], unit: str | None = None) -> list[str]:
    """Several values of one column, as an axis shows them."""
    return values(items) if looks_like_years(items) else [label(item, unit) for item in items]


def pairs(xs: Sequence[Any], x_unit: str | None, ys: Sequence[Any], y_unit: str | None) -> list[list[str]]:
    """The hover texts of points or bars: ``customdata`` of a trace."""
    return [list(pair) for pair in zip(values(xs, x_unit), values(ys, y_unit), strict=True)]


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
