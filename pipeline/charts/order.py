"""The order in which names stand side by side: their own where they have one, else the largest first."""

import calendar
import re
from typing import Any

from pipeline.charts import text
from pipeline.charts.layout import items
from pipeline.charts.text import is_missing
from pipeline.story import Plot

LAST = re.compile(r"(all )?(the )?(other|rest)s?\b", re.IGNORECASE)
STARTS_WITH_NUMBER = re.compile(r"[<>≤≥=~ $€£¥₹−-]*\d")
CALENDAR = (
    [*calendar.day_name],
    [*calendar.day_abbr],
    [*calendar.month_name][1:],
    [*calendar.month_abbr][1:],
    ["low", "medium", "high"],
)


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
    """Whether the names are numbers, moments, ranges of numbers, or days and months."""
    if text.is_numeric(names) or text.is_temporal(names):
        return True
    texts = [str(name) for name in names]
    if texts and sum(bool(STARTS_WITH_NUMBER.match(name)) for name in texts) > len(texts) / 2:
        return True
    lowered = {name.lower() for name in texts}
    return any(lowered <= {known.lower() for known in order} for order in CALENDAR)


def _size(value: Any) -> float:
    return float("-inf") if is_missing(value) else float(value)
