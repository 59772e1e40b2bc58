"""The order in which names stand side by side: their own where they have one, else the largest first."""

import re
from dataclasses import replace
from typing import Any

from pipeline.charts import text
from pipeline.charts.bands import STARTS_WITH_NUMBER, places_of_bands
from pipeline.charts.layout import items
from pipeline.charts.text import is_missing
from pipeline.story import Plot
from pipeline.wording.scales import places_on_scale

LAST = re.compile(r"(all )?(the )?(other|rest)s?\b", re.IGNORECASE)
RANKED_KINDS = frozenset({"bar", "interval", "dumbbell", "heatmap"})  # whose names stand side by side


def in_own_order(plot: Plot) -> Plot:
    """The plot with its rows in the order of the scale that their names stand on, where there is one.

    From "never" to "always", from S to XXL, from the youngest on; not the largest first.
    """
    if plot.kind not in RANKED_KINDS or plot.fit is not None:
        return plot
    columns = [column for column in (plot.series, plot.x) if column is not None]  # rows of a heat table, then columns
    scales = {column: _ranks(items(plot.frame, column)) for column in columns}
    if not any(scales.values()):
        return plot
    ranks = {f"order {column}": found or _as_given(items(plot.frame, column)) for column, found in scales.items()}
    ordered = plot.frame.assign(**ranks).sort_values(list(ranks), kind="stable")
    return replace(plot, frame=ordered.drop(columns=list(ranks)).reset_index(drop=True))


def _ranks(values: list[Any]) -> list[int] | None:
    """The place of each value on its scale, None where they stand on none."""
    names = list(dict.fromkeys(values))
    if len(names) < 2 or not all(isinstance(name, str) for name in names):
        return None
    places = places_on_scale(names) or places_of_bands(names)
    if places is None:
        return None
    known = dict(zip(names, places, strict=True))
    return [known[value] for value in values]


def _as_given(values: list[Any]) -> list[int]:
    known = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return [known[value] for value in values]


def display_order(plot: Plot) -> list[dict[str, Any]]:
    """The plot's rows as they are to be drawn; "other" comes last, what the finding gave in order stays in order."""
    rows = [row for row in _rows(plot) if not is_missing(row[plot.x])]
    names = [row[plot.x] for row in rows]
    if plot.series is None and not has_own_order(names):
        losses = all(_size(row[plot.y]) <= 0 for row in rows)  # the largest loss comes first
        rows.sort(key=lambda row: _size(row[plot.y]) if losses else -_size(row[plot.y]))
    return sorted(rows, key=lambda row: bool(LAST.match(str(row[plot.x]))))


def _rows(plot: Plot) -> list[dict[str, Any]]:
    columns = list(dict.fromkeys(c for c in (plot.x, plot.y, plot.series, plot.low, plot.high) if c))
    values = [items(plot.frame, column) for column in columns]
    return [dict(zip(columns, row, strict=True)) for row in zip(*values, strict=True)]


def has_own_order(names: list[Any]) -> bool:
    """Whether the names are numbers, moments, ranges of numbers, or steps of a scale, as days and months are."""
    if text.is_numeric(names) or text.is_temporal(names):
        return True
    texts = [str(name) for name in names]
    if texts and sum(bool(STARTS_WITH_NUMBER.match(name)) for name in texts) > len(texts) / 2:
        return True
    return places_on_scale(texts) is not None


def _size(value: Any) -> float:
    return float("-inf") if is_missing(value) else float(value)
